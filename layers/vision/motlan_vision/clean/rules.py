"""Table rules, underlines and dotted leaders: found, and taken out without taking letters along."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from motlan.model import Box, clamp
from motlan_vision.arrays import Gray, Mask, components, dilate, runs, select

_LONG_MM = 9.0  # shorter strokes are letters (the bar of a big capital T is 5 mm)
_THICK_MM = 1.2


@dataclass(frozen=True)
class Rules:
    """Boxes of rules as fractions of the page."""

    horizontal: list[Box]
    vertical: list[Box]


def long_strokes(ink: Mask, dpi: int) -> tuple[Mask, NDArray[np.int64]]:
    """Level strokes at least 9 mm long and at most 1.2 mm thick: their pixels and their boxes.

    A slightly slanting rule falls apart into steps, so that steps of a third of that length count where they chain up.
    """
    length = max(20, round(_LONG_MM / 25.4 * dpi))
    thick = max(2, round(_THICK_MM / 25.4 * dpi))
    pieces = runs(ink, shortest=length // 3)
    labels, boxes, _ = components(dilate(pieces, 3, 1))
    wide, high = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    good = (wide >= length) & (high <= thick + 2 + wide // 40)
    return pieces & select(labels, good), boxes[good]


def erase(gray: Gray, strokes: Mask, ink: Mask) -> Gray:
    """Strokes to white; ink that runs on above and below (a letter crossing the rule) keeps its pixels."""
    reach = 2
    above = np.zeros_like(ink)
    below = np.zeros_like(ink)
    rest = ink & ~dilate(strokes, 0, 1)
    for d in range(1, reach + 3):
        above[d:] |= rest[:-d]
        below[:-d] |= rest[d:]
    crossing = strokes & above & below
    wipe = dilate(strokes, 1, 1) & ~dilate(crossing, 1, 1) & ~(rest & ~dilate(strokes, 1, 1))
    out = gray.copy()
    out[wipe] = 255
    return out


def dotted(ink: Mask, dpi: int) -> Mask:
    """Rows of dots or short dashes at even distance (fill-in leaders): at least six in a row, nothing tall between."""
    mm = dpi / 25.4
    labels, boxes, areas = components(ink)
    wide, high = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    small = (wide <= 0.9 * mm) & (high <= 0.7 * mm) & (areas >= 1)
    ids = np.flatnonzero(small)
    if len(ids) < 6:
        return np.zeros_like(ink)
    cx = (boxes[ids, 0] + boxes[ids, 2]) / 2
    bottom = boxes[ids, 3].astype(np.float64)
    chosen = np.zeros(len(boxes), bool)
    order = np.lexsort((cx, np.round(bottom / max(2.0, 0.25 * mm))))
    for shift in (0.0, 0.5):
        band = np.floor(bottom / max(2.0, 0.35 * mm) + shift)
        order = np.lexsort((cx, band))
        gap = np.diff(cx[order])
        linked = (np.diff(band[order]) == 0) & (gap <= 1.9 * mm)
        start = 0
        for i in range(len(order)):
            if i == len(order) - 1 or not linked[i]:
                if i - start + 1 >= 6 and _even(cx[order[start : i + 1]]):
                    chosen[ids[order[start : i + 1]]] = True
                start = i + 1
    return select(labels, chosen)


def _even(x: NDArray[np.float64]) -> bool:
    """Most distances are alike; full stops and accents that happen to lie in a row are not."""
    steps = np.diff(x)
    usual = float(np.median(steps))
    return float((np.abs(steps - usual) <= 0.35 * usual + 1).mean()) >= 0.7


def boxes_of(boxes: NDArray[np.int64], shape: tuple[int, ...], *, swapped: bool = False) -> list[Box]:
    """Pixel boxes as fractions; ``swapped`` for boxes found on the transpose."""
    height, width = shape[:2]
    out = []
    for x0, y0, x1, y1 in boxes:
        box = (y0, x0, y1, x1) if swapped else (x0, y0, x1, y1)
        out.append(clamp((box[0] / width, box[1] / height, box[2] / width, box[3] / height)))
    return out
