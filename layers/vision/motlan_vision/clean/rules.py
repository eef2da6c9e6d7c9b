"""Table rules and underlines: found, and taken out without taking letters along."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from motlan.model import Box, clamp
from motlan_vision.arrays import Gray, Mask, components, dilate, runs, select
from motlan_vision.clean.strokes import erased

_LONG_MM = 12.0  # the bars of adjoining capitals in a title reach 11 mm
_SURE_MM = 40.0  # so long that it can't be a row of capitals
_THICK_MM = 1.2
_JOIN_MM, _JOIN_THICK_MM = 3.0, 0.5
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
    if not len(level_boxes) + len(upright_boxes):
        return gray, Rules([], [])
    joining, joining_boxes = joins(np.ascontiguousarray(ink.T & ~turned), np.ascontiguousarray(level.T), dpi)
    turned |= joining
    out = gray.copy()
    # rules that cross are no letters that run through one another
    without_upright = np.where(dilate(turned, 2, 2).T, 255, gray)
    without_level = np.ascontiguousarray(np.where(dilate(level, 2, 2), 255, gray).T)
    out[erased(without_upright, level, level_boxes, dpi)] = 255
    out.T[erased(without_level, turned, np.concatenate([upright_boxes, joining_boxes]), dpi, marks=False)] = 255
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


def joins(ink: Mask, rules: Mask, dpi: int) -> tuple[Mask, NDArray[np.int64]]:
    """Short level strokes from one upright rule to another: their pixels and boxes. The sides of a row of small cells.

    No rules of a table: what stands in such cells (a digit each) is one line.
    """
    mm = dpi / 25.4
    pieces = runs(ink, shortest=round(_JOIN_MM * mm))
    if not pieces.any():
        return pieces, np.zeros((0, 4), np.int64)
    labels, boxes, _ = components(pieces)
    thin = np.flatnonzero(boxes[:, 3] - boxes[:, 1] <= max(3, round(_JOIN_THICK_MM * mm)))
    good = np.zeros(len(boxes), bool)
    for i in thin:
        x0, y0, x1, y1 = (int(v) for v in boxes[i])
        good[i] = rules[y0:y1, max(0, x0 - 2) : x0 + 1].any() and rules[y0:y1, x1 - 1 : x1 + 2].any()
    return select(labels, good), boxes[good]


def _stems(ink: Mask, box: NDArray[np.int64]) -> float:
    """Share of the box's columns with ink a little above, or a little below it, whichever is more."""
    x0, y0, x1, y1 = (int(v) for v in box)
    above, below = ink[max(0, y0 - 3) : max(0, y0 - 1), x0:x1], ink[y1 + 1 : y1 + 3, x0:x1]
    return max(float(side.any(axis=0).mean()) if side.size else 0.0 for side in (above, below))


def boxes_of(boxes: NDArray[np.int64], shape: tuple[int, ...], *, swapped: bool = False) -> list[Box]:
    """Pixel boxes as fractions; ``swapped`` for boxes found on the transpose."""
    height, width = shape[:2]
    out = []
    for x0, y0, x1, y1 in boxes:
        box = (y0, x0, y1, x1) if swapped else (x0, y0, x1, y1)
        out.append(clamp((box[0] / width, box[1] / height, box[2] / width, box[3] / height)))
    return out
