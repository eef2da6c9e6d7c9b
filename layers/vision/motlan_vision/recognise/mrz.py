"""Lines of a machine-readable zone (ICAO Doc 9303-5, size TD1: three lines of 30 characters of OCR-B).

The networks know OCR-B's letters and digits but hardly the filler ``<``. The print is monospaced, so a line is cut into
its 30 cells; the filler is told by its shape (its left edge runs to the middle row and back, its strokes are narrow),
the others by what the networks saw in the cell.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from motlan_vision.recognise.ctc import Evidence
from motlan_vision.recognise.engine import Gray, PixelBox, Reading, Token

LENGTH = 30
FILLER = "<"
_DIGITS = "0123456789"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ASPECT = 18.0, 40.0  # width over height of such a line
INK = 128
_FLOOR = -7.0


def is_candidate(text: str, box: PixelBox) -> bool:
    """Could this be such a line, by its shape and by what was read: some 30 capitals, digits and fillers."""
    solid = text.replace(" ", "")
    wide, high = box[2] - box[0], max(1.0, box[3] - box[1])
    capitals = sum(c in _LETTERS or c in _DIGITS or c in "<«" for c in solid)
    return 24 <= len(solid) <= 36 and capitals >= 0.55 * len(solid) and _ASPECT[0] < wide / high < _ASPECT[1]


def read_line(page: Gray, box: PixelBox, evidences: Sequence[Evidence]) -> Reading | None:
    """The 30 characters as one token, or None where the line does not fall into 30 equal cells."""
    x0, y0, x1, y1 = (round(v) for v in box)
    grow = (y1 - y0) // 8
    ink = page[max(0, y0 - grow) : y1 + grow, max(0, x0 - grow) : x1 + grow] < INK
    cells = _cells(ink.sum(axis=0))
    if cells is None:
        return None
    left = max(0, x0 - grow)
    chars, sure = "", 1.0
    for place in range(LENGTH):
        a, b = cells[place], cells[place + 1]
        char, p = _char(ink[:, round(a) : round(b)], left + a, left + b, evidences)
        chars += char
        sure = min(sure, p)
    return Reading((Token(chars, sure, box[0], box[2]),))


def _cells(profile: NDArray[np.int64]) -> NDArray[np.float64] | None:
    """The 31 borders of the cells in a profile of ink a column, or None where glyphs lie across them."""
    columns = np.flatnonzero(profile)
    if len(columns) < LENGTH * 3:
        return None
    first, last = int(columns[0]), int(columns[-1]) + 1
    smooth = np.concatenate((np.zeros(4), profile, np.zeros(4))).astype(float)
    best: tuple[float, NDArray[np.float64]] | None = None
    for pitch in np.linspace((last - first) / 30.4, (last - first) / 29.0, 45):
        for start in np.linspace(first - 0.35 * pitch, first + 0.05 * pitch, 21):
            borders = start + pitch * np.arange(LENGTH + 1)
            if borders[-1] < last - 0.1 * pitch or borders[-1] > last + 0.5 * pitch:
                continue
            at = np.clip(np.round(borders).astype(int) + 4, 1, len(smooth) - 2)
            cost = float((smooth[at] + 0.5 * (smooth[at - 1] + smooth[at + 1])).sum())
            if best is None or cost < best[0]:
                best = cost, borders
    typical = 2.0 * float(profile[first:last].mean()) * LENGTH
    return best[1] if best is not None and best[0] < 0.25 * typical else None


def _char(ink: NDArray[np.bool_], left: float, right: float, evidences: Sequence[Evidence]) -> tuple[str, float]:
    if is_filler(ink):
        return FILLER, 0.98
    scores = dict.fromkeys(_LETTERS + _DIGITS, 0.0)
    for evidence in evidences:
        a, b = (int((x - evidence.left) / evidence.step) for x in (left, right))
        steps = evidence.log_probs[max(0, a) : max(0, b + 1)]
        if not len(steps):
            continue
        peaks = steps.max(axis=0)
        for char in scores:
            labels, lacking = evidence.alphabet.labels(char)
            scores[char] += _FLOOR if lacking else max(_FLOOR, float(peaks[labels[0]]))
    best = max(scores, key=lambda c: scores[c])
    total = sum(float(np.exp(s - scores[best])) for s in scores.values())
    return best, 1.0 / total


def is_filler(ink: NDArray[np.bool_]) -> bool:
    """Is a cell's glyph a ``<``: its leftmost ink runs in to the middle row and out again, each row's ink is short."""
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    if len(rows) < 5 or len(columns) < 4:
        return False
    glyph = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    filled = glyph.any(axis=1)
    edge = glyph.argmax(axis=1)[filled].astype(float)
    far = glyph.shape[1] - 1 - glyph[:, ::-1].argmax(axis=1)[filled]
    middle = np.abs(np.flatnonzero(filled) - (glyph.shape[0] - 1) / 2)
    if edge.std() < 1e-6 or filled.mean() < 0.9:
        return False
    follows = float(np.corrcoef(edge, middle)[0, 1])
    back = float(np.corrcoef(far, middle)[0, 1]) if far.std() > 1e-6 else 0.0
    short = float((far - edge + 1).mean()) / glyph.shape[1]
    slanted = float(np.median(edge)) > 0.2 * glyph.shape[1]  # a C's left edge is upright for most of its height
    return slanted and follows > 0.85 and back > 0.6 and short < 0.62
