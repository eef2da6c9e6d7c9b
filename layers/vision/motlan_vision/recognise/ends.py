"""The mark at the end of a line by its ink: the quick network misses one in nine, in all its views alike."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

from motlan_vision.recognise.engine import Gray, PixelBox

INK = 150  # darker is ink
REACH, BEYOND = 1.0, 0.3  # of the line's height: how far from its end is looked, to the left and to the right
WIDE, TALL = 0.26, 0.36  # of the line's height: a dot or a comma is smaller
LOW = 0.45  # of the line's height: a dot or a comma begins below
_ONE, _TWO = re.compile(r"[.,…_–-]\W?$"), re.compile(r"[;:!?i%j]\W?$")


def overlooked(page: Gray, box: PixelBox, text: str) -> bool:
    """Whether the ink at the end of the line is a mark of another kind than the text ends with."""
    match marks_at_end(page, box):
        case 1:
            return not _ONE.search(text)
        case 2:
            return not _TWO.search(text)
    return False


def marks_at_end(page: Gray, box: PixelBox) -> int:
    """1: a small low mark stands apart at the line's end (. or ,); 2: two of them, one over the other (; or :)."""
    x0, y0, x1, y1 = box
    tall = y1 - y0
    left = max(0, round(max(x0, x1 - REACH * tall)))
    ink = page[max(0, round(y0)) : round(y1 + 0.1 * tall), left : round(x1 + BEYOND * tall)] < INK
    columns = np.flatnonzero(ink.any(axis=0))
    if not len(columns):
        return 0
    first = columns[_starts(columns)[-1]]
    if first == 0 or not 2 <= columns[-1] + 1 - first <= WIDE * tall:
        return 0
    rows = np.flatnonzero(ink[:, first : columns[-1] + 1].any(axis=1))
    starts = _starts(rows)
    parts = [(int(part[0]), int(part[-1]) + 1) for part in np.split(rows, starts[1:])]
    if any(end - start > TALL * tall for start, end in parts) or parts[-1][0] < LOW * tall:
        return 0
    return min(2, len(parts))


def _starts(places: NDArray[np.intp]) -> NDArray[np.intp]:
    """Where in a rising list of places a run without a gap begins."""
    return np.flatnonzero(np.diff(places, prepend=-2) > 1)
