"""The harness of single faults: what it makes is what it says."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from benchmarks.robust.faults import FAULTS
from benchmarks.robust.marks import CODE_FAULTS, KINDS, code_pages

PAGE = np.full((580, 410, 3), 252, np.uint8)
PAGE[40:60, 50:300] = 20
BOXES = [(50.0, 40.0, 300.0, 60.0)] * 2


@pytest.mark.parametrize("name", [n for n in FAULTS if not n.startswith(("red", "blue s", "dotted"))])
def test_every_fault_gives_a_picture_that_differs(name: str) -> None:
    with Image.open(io.BytesIO(FAULTS[name](PAGE, BOXES).data)) as image:
        seen = np.asarray(image.convert("L"))
    level = np.asarray(Image.open(io.BytesIO(FAULTS["sound"](PAGE, BOXES).data)).convert("L"))
    assert name == "sound" or seen.shape != level.shape or (seen != level).any()


def test_a_skewed_line_descends_to_the_right_and_a_turned_page_says_how_it_becomes_upright() -> None:
    def left_and_right(data: bytes) -> tuple[float, float]:
        dark = np.asarray(Image.open(io.BytesIO(data)).convert("L")) < 128
        rows = [np.flatnonzero(dark[:, x]).mean() for x in (130, 280)]
        return float(rows[0]), float(rows[1])

    a, b = left_and_right(FAULTS["skew +5"](PAGE, BOXES).data)
    assert b > a + 10
    faulty = FAULTS["turn 90"](PAGE, BOXES)
    assert faulty.rotation == 90
    back = np.rot90(np.asarray(Image.open(io.BytesIO(faulty.data))), -1)
    assert (back[45:55, 60:290] < 128).all()


def test_there_is_one_code_page_for_each_kind_and_fault() -> None:
    ground = np.full((2339, 1654, 3), 255, np.uint8)
    made = [(page.kind, page.fault) for page in code_pages(ground)]
    assert made == [(kind, fault) for kind in KINDS for fault in CODE_FAULTS]
