from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays as np_arrays

from motlan_vision import arrays

masks = np_arrays(np.bool_, st.tuples(st.integers(1, 12), st.integers(1, 14)))


@given(masks, st.integers(0, 4), st.integers(0, 3))
def test_dilate_is_the_maximum_over_a_box(mask: np.ndarray, rx: int, ry: int) -> None:
    height, width = mask.shape
    want = np.array(
        [
            [mask[max(0, y - ry) : y + ry + 1, max(0, x - rx) : x + rx + 1].any() for x in range(width)]
            for y in range(height)
        ]
    )
    assert (arrays.dilate(mask, rx, ry) == want).all()
    assert (arrays.erode(~mask, rx, ry) == ~want).all()


@given(masks, st.integers(1, 5))
def test_runs_keeps_exactly_the_long_runs(mask: np.ndarray, shortest: int) -> None:
    want = np.zeros_like(mask)
    for y, row in enumerate(mask):
        start = None
        for x in range(len(row) + 1):
            on = x < len(row) and row[x]
            if on and start is None:
                start = x
            if not on and start is not None:
                want[y, start:x] = x - start >= shortest
                start = None
    assert (arrays.runs(mask, shortest=shortest) == want).all()


@given(masks)
def test_components_boxes_are_tight_and_areas_right(mask: np.ndarray) -> None:
    labels, boxes, areas = arrays.components(mask)
    assert areas.sum() == mask.sum()
    for i, (x0, y0, x1, y1) in enumerate(boxes):
        ys, xs = np.nonzero(labels == i + 1)
        assert (xs.min(), ys.min(), xs.max() + 1, ys.max() + 1) == (x0, y0, x1, y1)
    assert (arrays.select(labels, np.ones(len(areas), bool)) == mask).all()


def test_components_of_an_empty_mask() -> None:
    _, boxes, areas = arrays.components(np.zeros((5, 5), bool))
    assert boxes.shape == (0, 4)
    assert areas.shape == (0,)


@pytest.mark.parametrize(("shape", "side", "want"), [((400, 200), 100, (100, 50)), ((40, 20), 100, (40, 20))])
def test_thumbnail_never_grows(shape: tuple[int, int], side: int, want: tuple[int, int]) -> None:
    small, scale = arrays.thumbnail(np.zeros(shape, np.uint8), side)
    assert small.shape == want
    assert scale == want[0] / shape[0]
