"""Parts of a line: a range of its words as a box of the page, as a network's steps, with the words beside it."""

from __future__ import annotations

import numpy as np

from motlan_vision.recognise.ctc import Evidence
from motlan_vision.recognise.engine import Gray, PixelBox, Reading, Token

INK = 150  # darker is ink
Range = tuple[int, int]
Beside = tuple[str | None, str | None]


def part_of(page: Gray, box: PixelBox, reading: Reading, piece: Range) -> PixelBox:
    """The box of a range of words: cut in the gaps to the neighbouring words."""
    tokens, (start, end) = reading.tokens, piece
    x0 = gap_between(page, box, tokens[start - 1], tokens[start]) if start else box[0]
    x1 = gap_between(page, box, tokens[end - 1], tokens[end]) if end < len(tokens) else box[2]
    return x0, box[1], max(x1, x0 + 1), box[3]


def gap_between(page: Gray, box: PixelBox, before: Token, after: Token) -> float:
    """The middle of the widest stretch without ink around the place where one word ends and the next begins.

    A network's steps say where letters are, not where they end; a sliver of a neighbour would read as one.
    """
    middle, reach = (before.x1 + after.x0) / 2, 0.6 * (box[3] - box[1])
    first = max(0, round(middle - reach))
    strip = page[max(0, round(box[1])) : round(box[3]), first : round(middle + reach)]
    if not strip.size:
        return middle
    inked = np.concatenate(([-1], np.flatnonzero((strip < INK).any(axis=0)), [strip.shape[1]]))
    widths = np.diff(inked)
    # Of gaps about as wide the one nearest the middle: letters of one word stand apart, too.
    centres = inked[:-1] + widths / 2
    best = int(np.argmax(widths - 0.3 * np.abs(centres - (middle - first))))
    return float(first + centres[best]) if widths[best] > 2 else middle


def seen_in(view: Evidence, part: PixelBox) -> Evidence:
    """A view's steps within a part of the line."""
    first, end = ((x - view.left) / view.step for x in (part[0], part[2]))
    return view.part(max(0, round(first)), max(0, round(end)))


def beside(reading: Reading, piece: Range, around: Beside = (None, None)) -> Beside:
    """The words before and after a range of a reading, which itself stands between two words."""
    texts, (start, end) = [t.text for t in reading.tokens], piece
    return texts[start - 1] if start else around[0], texts[end] if end < len(texts) else around[1]
