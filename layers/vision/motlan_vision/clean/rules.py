"""Table rules and underlines: found, and taken out without taking letters along."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from motlan.model import Box, clamp
from motlan_vision.arrays import Gray, Mask, components, dilate, runs, select

_LONG_MM = 12.0  # the bars of adjoining capitals in a title reach 11 mm
_SURE_MM = 40.0  # so long that it can't be a row of capitals
_THICK_MM = 1.2
#: Share of a short stroke's length with ink right above or below: more has stems and is letters, less is a rule.
_STEMS_MAX = 0.12


@dataclass(frozen=True)
class Rules:
    """Boxes of rules as fractions of the page."""

    horizontal: list[Box]
    vertical: list[Box]


def without_rules(gray: Gray, ink: Mask, dpi: int) -> tuple[Gray, Rules]:
    """``gray`` without its level and upright rules, and where they were."""
    level, level_boxes = long_strokes(ink, dpi)
    turned, upright_boxes = long_strokes(np.ascontiguousarray(ink.T), dpi)
    upright = np.ascontiguousarray(turned.T)
    if not len(level_boxes) + len(upright_boxes):
        return gray, Rules([], [])
    letters = ink & ~dilate(level, 0, 1) & ~dilate(upright, 1, 0)
    wiped = _wiped(level, letters) | _wiped(turned, np.ascontiguousarray(letters.T)).T
    out = gray.copy()
    out[wiped] = 255
    return out, Rules(boxes_of(level_boxes, gray.shape), boxes_of(upright_boxes, gray.shape, swapped=True))


def long_strokes(ink: Mask, dpi: int) -> tuple[Mask, NDArray[np.int64]]:
    """Level strokes at least 12 mm long and at most 1.2 mm thick: their pixels and their boxes.

    A slightly slanting rule falls apart into steps; steps of a third of that length count where they chain up.
    """
    mm = dpi / 25.4
    length, thick = max(20, round(_LONG_MM * mm)), max(2, round(_THICK_MM * mm))
    pieces = runs(ink, shortest=length // 3)
    if not pieces.any():
        return pieces, np.zeros((0, 4), np.int64)
    labels, boxes, _ = components(dilate(pieces, 3, 1))
    wide, high = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    good = (wide >= length) & (high <= thick + 2 + wide // 40)
    for i in np.flatnonzero(good & (wide < _SURE_MM * mm)):
        good[i] = _stems(ink, boxes[i]) <= _STEMS_MAX
    return pieces & select(labels, good), boxes[good]


def _stems(ink: Mask, box: NDArray[np.int64]) -> float:
    """Share of the box's columns with ink a little above, or a little below it, whichever is more."""
    x0, y0, x1, y1 = (int(v) for v in box)
    above, below = ink[max(0, y0 - 3) : max(0, y0 - 1), x0:x1], ink[y1 + 1 : y1 + 3, x0:x1]
    return max(float(side.any(axis=0).mean()) if side.size else 0.0 for side in (above, below))


def _wiped(strokes: Mask, letters: Mask) -> Mask:
    """The strokes with their grey fringe, less the places where a letter runs on above and below."""
    if not strokes.any():
        return strokes
    above, below = np.zeros_like(letters), np.zeros_like(letters)
    for d in range(1, 5):
        above[d:] |= letters[:-d]
        below[:-d] |= letters[d:]
    crossing = strokes & above & below
    fringe = dilate(strokes, 1, 2) & ~dilate(letters, 1, 0)
    return np.asarray((fringe | strokes) & ~dilate(crossing, 1, 2))


def boxes_of(boxes: NDArray[np.int64], shape: tuple[int, ...], *, swapped: bool = False) -> list[Box]:
    """Pixel boxes as fractions; ``swapped`` for boxes found on the transpose."""
    height, width = shape[:2]
    out = []
    for x0, y0, x1, y1 in boxes:
        box = (y0, x0, y1, x1) if swapped else (x0, y0, x1, y1)
        out.append(clamp((box[0] / width, box[1] / height, box[2] / width, box[3] / height)))
    return out
