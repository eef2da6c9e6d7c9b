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
def test_print_at_the_edge(spans: list[tuple[float, float]], cut: bool) -> None:
    assert cut_off(page(*spans)) == cut
