"""Page numbers, running headers and footers: what stands in the margins and belongs to no text."""

from __future__ import annotations

from collections.abc import Sequence

from motlan.model import Part
from motlan_vision.layout.bands import bands_of
from motlan_vision.layout.unit import Block, Lines, Rule
from motlan_vision.layout.wording import is_gazette, is_nation, is_page_number

#: Of the page's height: how far a margin reaches in.
DEEP = 0.11
#: Of the width of the text: a rule this long parts a running header or footer from it.
LONG = 0.6
#: A header or footer has at most so many rows.
ROWS = 2


def margins(lines: Lines, ids: Sequence[int], rules: Sequence[Rule]) -> tuple[list[Block], list[Block]]:
    """Blocks of the upper and of the lower margin. ``rules``: level ones that are no part of a table.

    A page number stands on the outermost row or on the one inside it; a line beside or outside of it is a header or
    footer. Without a number, only what a long rule parts from the text is one (and the head of the official gazette).
    """
    bands = bands_of(list(ids), lines.boxes)
    if len(bands) <= ROWS:
        return [], []
    height, (left, right) = lines.shape[0], lines.span(ids)
    long = [(r[1] + r[3]) / 2 for r in rules if r[2] - r[0] >= LONG * (right - left)]
    upper = [band for band in bands[:ROWS] if lines.bottom(band) < DEEP * height]
    lower = [band for band in bands[: -ROWS - 1 : -1] if lines.top(band) > (1 - DEEP) * height]
    over = [y for y in long if y < DEEP * height]
    under = [y for y in long if y > (1 - DEEP) * height]
    above = _marginal(lines, upper, [any(lines.bottom(b) <= y + 2 for y in over) for b in upper])
    below = _marginal(lines, lower, [any(lines.top(b) >= y - 2 for y in under) for b in lower])
    return _blocks(lines, above, "header"), _blocks(lines, below[::-1], "footer")


def _marginal(lines: Lines, bands: Sequence[list[int]], ruled: Sequence[bool]) -> list[list[int]]:
    """The bands, from the edge inwards, to the last that holds a page number or is parted from the text by a rule."""
    last = 0
    for count, (band, parted) in enumerate(zip(bands, ruled, strict=True), start=1):
        texts = [lines.texts[i] for i in band]
        if any(map(is_nation, texts)):
            break
        if parted or any(is_page_number(text) or is_gazette(text) for text in texts):
            last = count
    return list(bands[:last])


def _blocks(lines: Lines, bands: Sequence[list[int]], part: Part) -> list[Block]:
    return [
        Block([i], "page_number" if is_page_number(lines.texts[i]) else part)
        for band in bands
        for i in lines.from_left(band)
    ]
