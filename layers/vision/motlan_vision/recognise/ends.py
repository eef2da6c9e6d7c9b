"""The mark at the end of a word by its ink: the quick network misses one in nine at line ends, in all its views alike.

A mark is told by its shape where that is plain: of 1,580 such marks on 42 pages 5 were told wrongly, three of them not
what may be put in; of 920 on 57 pages of dossiers 3. On the former 23 that the networks had wrong come right.
"""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from motlan_vision.recognise.engine import Gray, PixelBox, Reading, Token
from motlan_vision.recognise.pieces import gap_between

INK = 150  # darker is ink
REACH, BEYOND = 1.0, 0.3  # of the line's height: how far from its end is looked, to the left and to the right
WIDE, TALL = 0.26, 0.36  # of the line's height: a dot or a comma is smaller
LOW = 0.45  # of the line's height: a dot or a comma begins below
#: Shapes, in parts of the line's height: where a lower mark ends at most, and a full stop; where the upper dot of two
#: begins, and how tall it is at most; heights of full stops, and from which on a mark is a comma; how full a stop is.
BOTTOM, STOP_BOTTOM, UPPER, DOT = 1.08, 0.85, (0.2, 0.5), 0.2
STOP, COMMA, SOLID = (0.08, 0.14), 0.19, 0.7
#: Times as tall as wide: a full stop at most, a comma more.
OBLONG = 1.25
#: Below this many pixels a line's height a full stop and a comma look alike.
LEGIBLE = 26
#: The upper dot's share of the lower mark's ink: specks have less; of a semicolon, of a colon.
SPECK, SEMICOLON, COLON = 0.28, 0.68, (0.85, 1.4)
_ONE, _TWO = re.compile(r"[.,…_–-]\W?$"), re.compile(r"[;:!?i%j]\W?$")
_MARKS = ".,;:"
#: What the ink may put in a mark's place, or where none was read: none of the others was ever missed.
_PUT = ".;"
Parts = list[tuple[int, int]]


def overlooked(page: Gray, box: PixelBox, text: str) -> bool:
    """Whether the ink at the end of the line is a mark of another kind than the text ends with."""
    match marks_at_end(page, box):
        case 1:
            return not _ONE.search(text)
        case 2:
            return not _TWO.search(text)
    return False


def by_ink(page: Gray, box: PixelBox, reading: Reading, beyond: float = BEYOND) -> tuple[Reading, frozenset[Token]]:
    """The reading with the full stops and semicolons at its words' ends as their ink has them.

    And the words whose mark the ink bears out. ``beyond``: see ``mark_at_end``, of the last word.
    """
    tokens, end = list(reading.tokens), len(reading.tokens) - 1
    borne = set()
    for i, token in enumerate(tokens):
        last = token.text[-1:]
        if len(token.text) < 2 or not (last in _MARKS or last.isalnum()):
            continue
        x1 = box[2] if i == end else gap_between(page, box, token, tokens[i + 1])
        mark = mark_at_end(page, (token.x0, box[1], x1, box[3]), beyond if i == end else 0.0)
        if mark and mark in _PUT and mark != last:
            tokens[i] = replace(token, text=token.text.rstrip(_MARKS) + mark)
        if mark and mark == tokens[i].text[-1]:
            borne.add(tokens[i])
    return replace(reading, tokens=tuple(tokens)), frozenset(borne)


def marks_at_end(page: Gray, box: PixelBox) -> int:
    """1: a small low mark stands apart at the line's end (. or ,); 2: two of them, one over the other (; or :)."""
    tall = box[3] - box[1]
    part = _last_part(page, box, BEYOND)
    if part is None:
        return 0
    parts = _parts(part)
    if any(end - start > TALL * tall for start, end in parts) or parts[-1][0] < LOW * tall:
        return 0
    return min(2, len(parts))


def mark_at_end(page: Gray, box: PixelBox, beyond: float = BEYOND) -> str | None:
    """``.``, ``,``, ``;`` or ``:`` where the last ink in the box is plainly that; None otherwise.

    ``beyond``: how far past the box, in line heights, the ink may reach.
    """
    tall = box[3] - box[1]
    part = _last_part(page, box, beyond)
    if part is None:
        return None
    parts = _parts(part)
    (top, bottom), high = parts[-1], (parts[-1][1] - parts[-1][0]) / tall
    if len(parts) > 2 or high > TALL or top < LOW * tall or bottom > BOTTOM * tall:
        return None
    if len(parts) == 2:
        return _of_two(part, parts, tall)
    if tall < LEGIBLE:
        return None
    wide, ink = _width(part[top:bottom]), part[top:bottom].sum()
    full = ink >= SOLID * wide * (bottom - top) and bottom - top <= OBLONG * wide
    if STOP[0] <= high <= STOP[1] and bottom <= STOP_BOTTOM * tall and full:
        return "."
    return "," if high >= COMMA and bottom - top > OBLONG * wide else None


def _of_two(part: NDArray[np.bool_], parts: Parts, tall: float) -> str | None:
    (top, end), (low, bottom) = parts
    upper, lower = part[top:end], part[low:bottom]
    dot, share = (end - top) / tall, upper.sum() / lower.sum()
    placed = UPPER[0] <= top / tall <= UPPER[1] and dot <= DOT and end - top >= 2
    if not placed or share < SPECK or _width(upper) < 0.5 * _width(lower):
        return None
    if share < SEMICOLON and bottom - low > end - top:
        return ";"
    return ":" if COLON[0] <= share <= COLON[1] else None


def _last_part(page: Gray, box: PixelBox, beyond: float) -> NDArray[np.bool_] | None:
    """The ink of the last columns that hang together, where it is as narrow as a mark and something stands before."""
    x0, y0, x1, y1 = box
    tall = y1 - y0
    left = max(0, round(max(x0, x1 - REACH * tall)))
    ink = page[max(0, round(y0)) : round(y1 + 0.1 * tall), left : round(x1 + beyond * tall)] < INK
    columns = np.flatnonzero(ink.any(axis=0))
    if not len(columns):
        return None
    first = columns[_starts(columns)[-1]]
    if first == 0 or not 2 <= columns[-1] + 1 - first <= WIDE * tall:
        return None
    return ink[:, first : columns[-1] + 1]


def _parts(part: NDArray[np.bool_]) -> Parts:
    """The runs of rows with ink, top to bottom."""
    rows = np.flatnonzero(part.any(axis=1))
    return [(int(run[0]), int(run[-1]) + 1) for run in np.split(rows, _starts(rows)[1:])]


def _width(ink: NDArray[np.bool_]) -> int:
    columns = np.flatnonzero(ink.any(axis=0))
    return int(columns[-1] - columns[0]) + 1


def _starts(places: NDArray[np.intp]) -> NDArray[np.intp]:
    """Where in a rising list of places a run without a gap begins."""
    return np.flatnonzero(np.diff(places, prepend=-2) > 1)
