"""Words that were crossed out with a pen: a long stroke through the middle of the letters and the blanks between.

Print has no ink at half the height of its small letters in the blanks between them; a stroke does, thin, at nearly the
same height from letter to letter, with letters above and below it. So an underline (nothing below), a table's rule or a
fill-in line (nothing at all beside it for much of its length) and a dash are no such stroke.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from motlan.model import Box, Line
from motlan_vision.arrays import Mask, Rgb, dilate

#: Where a stroke runs, as shares of the height from the top of the small letters to their foot, widened a little: pens
#: slip.
BAND = (0.12, 0.88)
#: A stroke is at least this long (line heights), and may have gaps of so much in all (share of its length).
LONG, GAPS = 1.3, 0.06
#: What a way through the ink pays for a step up or down, where a column without ink costs 1.
CLIMB = 0.15
#: Steepest way, in rows a column: the ring of a seal is steeper for most of its length.
STEEP = 0.2
#: Small letters of fewer pixels show no stroke.
SMALLEST = 9
#: Thickest stroke, in heights of small letters.
THICK = 0.42
#: Of the stroke's columns so many hold nothing but it (blanks between letters), in so many places at least …
ALONE, PLACES = 0.1, 3
#: … and so many have letters close above it, and so many below.
LETTERS = 0.3
#: Share of a word's width that a stroke runs through.
THROUGH = 0.6
#: Ink is darker than paper by this share of the way to the darkest of the line.
DARK = 0.4


def mark_struck(lines: Sequence[Line], image: Rgb, cards: Sequence[Box] = ()) -> None:
    """Sets ``struck`` on the words that a stroke runs through. ``image``: the upright page; ``cards``: left alone."""
    height, width = image.shape[:2]
    for line in lines:
        if line.kind in ("mrz", "stamp") or not line.words or _within(line.box, cards):
            continue
        x0, y0, x1, y1 = (round(v * side) for v, side in zip(line.box, (width, height) * 2, strict=True))
        spare = max(2, (y1 - y0) // 6)
        crop = image[max(0, y0 - spare) : y1 + spare, max(0, x0 - spare) : x1 + spare]
        if crop.shape[0] < 8 or crop.shape[1] < 8:
            continue
        for start, end in strokes(_ink(crop), y1 - y0):
            left, right = start + max(0, x0 - spare), end + max(0, x0 - spare)
            for word in line.words:
                a, b = word.box[0] * width, word.box[2] * width
                if min(b, right) - max(a, left) >= THROUGH * (b - a):
                    word.struck = True


def _ink(crop: Rgb) -> Mask:
    """Dark pixels, but for those of red seals."""
    colour = crop.astype(np.int16)
    gray = colour.min(axis=2) if crop.ndim == 3 else colour
    paper, dark = np.percentile(gray, 85), np.percentile(gray, 1)
    ink = gray < paper - DARK * (paper - dark)
    if crop.ndim == 3:
        ink &= ~(colour[..., 0] - np.maximum(colour[..., 1], colour[..., 2]) > 60)
    return np.asarray(ink)


def strokes(ink: Mask, high: int) -> list[tuple[int, int]]:
    """From which column to which column strokes run in a line's ink. ``high``: the line's height in pixels."""
    top, foot = core(ink)
    small = foot - top
    if small < SMALLEST:
        return []
    first, last = top + round(BAND[0] * small), top + round(BAND[1] * small)
    band, least = ink[first : last + 1], round(LONG * high)
    found = []
    for left, right in _covered(np.asarray(band.any(axis=0)), least):
        rows = _path(band[:, left:right])
        start, end = _inked(band[rows, np.arange(left, right)])
        if end - start >= least and _is_stroke(ink[:, left + start : left + end], rows[start:end] + first, top, foot):
            found.append((left + start, left + end))
    return found


def _covered(columns: Mask, least: int) -> list[tuple[int, int]]:
    """Runs of columns with ink, gaps of two pixels closed: print seldom has long ones, so most lines end here."""
    closed = dilate(columns[None], 1, 0)[0]
    edges = np.flatnonzero(np.diff(np.concatenate(([0], closed.astype(np.int8), [0]))))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True) if b - a >= least]


def core(ink: Mask) -> tuple[int, int]:
    """First and last row of the small letters: where the ink of the line is dense."""
    dense = np.convolve(ink.sum(axis=1), np.ones(3) / 3, mode="same")
    if not dense.any():
        return 0, 0
    rows = np.flatnonzero(dense >= 0.5 * np.percentile(dense[dense > 0], 75))
    return int(rows[0]), int(rows[-1])


def _path(band: Mask) -> NDArray[np.int64]:
    """The row of the way from left to right that keeps to the ink and to its height, column by column."""
    high, wide = band.shape
    cost = np.where(band, 0.0, 1.0)
    total, steps = cost[:, 0], np.zeros((wide, high), np.int64)
    for x in range(1, wide):
        ways = np.stack([np.r_[np.inf, total[:-1]] + CLIMB, total, np.r_[total[1:], np.inf] + CLIMB])
        chosen = ways.argmin(axis=0)
        steps[x] = chosen - 1
        total = ways.min(axis=0) + cost[:, x]
    rows = np.empty(wide, np.int64)
    rows[-1] = int(total.argmin())
    for x in range(wide - 1, 0, -1):
        rows[x - 1] = rows[x] + steps[x, rows[x]]
    return rows


def _inked(on: NDArray[np.bool_]) -> tuple[int, int]:
    """The stretch of the way that is ink with hardly a gap."""
    total = np.cumsum(np.where(on, 1.0, -1 / GAPS))
    before = np.minimum.accumulate(np.concatenate(([0.0], total[:-1])))
    end = int((total - before).argmax())
    start = int(np.flatnonzero(np.concatenate(([0.0], total[:end])) == before[end])[-1])
    return start, end + 1


def _is_stroke(ink: Mask, rows: NDArray[np.int64], top: int, foot: int) -> bool:
    """``ink``: the line's columns that the way runs through."""
    on = ink[rows, np.arange(len(rows))]
    if (~on).mean() > GAPS or np.abs(np.diff(rows)).mean() > STEEP:
        return False
    small, high = foot - top, np.arange(ink.shape[0])[:, None]
    zone = ink & (high >= top - small // 8) & (high <= foot + small // 8)
    beside = zone & (np.abs(high - rows[None]) > max(2, round(THICK * small / 2)))
    above, below = (beside & (high < rows[None])).any(axis=0), (beside & (high > rows[None])).any(axis=0)
    alone = on & ~above & ~below
    places = int(np.count_nonzero(np.diff(alone.astype(np.int8)) == 1))
    return bool(alone.mean() >= ALONE and places >= PLACES and min(above.mean(), below.mean()) >= LETTERS)


def _within(box: Box, areas: Sequence[Box]) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return any(a[0] <= x <= a[2] and a[1] <= y <= a[3] for a in areas)
