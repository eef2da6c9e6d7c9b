"""A page whose print runs into its edge was cut off; a margin, however thin, is a margin."""

from __future__ import annotations

import pytest

from motlan.model import Line, Page
from motlan.rules.cut_off import cut_off


def page(*spans: tuple[float, float]) -> Page:
    lines = [
        Line(text="MẪU", confidence=0.9, box=(x0, 0.02 * n, x1, 0.02 * n + 0.01))
        for n, (x0, x1) in enumerate(spans, start=1)
    ]
    return Page(page=1, source=0, source_page=1, lines=lines)


@pytest.mark.parametrize(
    ("spans", "cut"),
    [
        ([(0.12, 0.93)] * 30, False),
        ([(0.02, 0.97)] * 30, False),  # a card that was cropped to its rim
        ([(0.2, 1.0)] * 12 + [(0.2, 0.6)] * 18, True),  # the right side is missing; short lines are whole
        ([(0.0, 0.8)] * 20, True),
        ([(0.0, 0.1)] * 3 + [(0.2, 0.9)] * 27, False),  # a stamp in the margin
        ([(0.0, 0.5)] * 5 + [(0.5, 1.0)] * 3 + [(0.1, 0.9)] * 40, False),  # a few of many
        ([(0.0, 1.0)] * 3, False),  # a strip of three lines says nothing
        ([], False),
    ],
)
def test_print_at_the_sides(spans: list[tuple[float, float]], cut: bool) -> None:
    assert cut_off(page(*spans)) == cut


@pytest.mark.parametrize(
    ("box", "kind", "cut"),
    [
        ((0.12, 0.0, 0.93, 0.008), "print", True),  # half of a row is left of it
        ((0.3, 0.006, 0.6, 0.018), "print", True),  # cut between two rows
        ((0.1, 0.02, 0.9, 0.03), "print", False),  # the highest print of a whole page
        ((0.6, 0.99, 0.75, 1.0), "print", True),  # the signer's name at the foot
        ((0.45, 0.982, 0.5, 0.994), "print", False),  # a mark at the foot: "MẪU"
        ((0.1, 0.97, 0.9, 0.985), "print", False),
        ((0.7, 0.0, 0.95, 0.05), "stamp", False),  # a stamp that hangs over the edge
    ],
)
def test_print_above_and_below(box: tuple[float, float, float, float], kind: str, cut: bool) -> None:
    rest = [Line(text="MẪU", confidence=0.9, box=(0.12, 0.1 + 0.02 * n, 0.9, 0.11 + 0.02 * n)) for n in range(20)]
    edge = Line.model_validate({"text": "MẪU", "confidence": 0.9, "box": box, "kind": kind})
    assert cut_off(Page(page=1, source=0, source_page=1, lines=[edge, *rest])) == cut
