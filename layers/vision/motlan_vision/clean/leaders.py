"""Dotted fill-in lines, with or without writing on them: found as chains of flat marks, letters untouched."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from motlan_vision.arrays import Gray, Mask, components, select

#: Dots are fainter than letters once a scanner has blurred them.
FAINT = 205
_FLAT_MM, _GAP_MM, _LONG_MM = 0.75, 1.3, 7.0
_LINKS_MIN = 6


def dotted(flat: Gray, dpi: int) -> Mask:
    """The marks of dotted lines on a page with even ground.

    A chain is at least six marks, none taller than 0.75 mm, at one height, at distances that hardly vary, 7 mm long in
    all. Accents and full stops are as flat but never so many at one distance; a dot that touches a letter stays with
    it.
    """
    mm = dpi / 25.4
    labels, boxes, _ = components(flat < FAINT)
    wide, high = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    ids = np.flatnonzero((high <= _FLAT_MM * mm) & (wide <= 6 * mm))
    chosen = np.zeros(len(boxes), bool)
    if len(ids) >= _LINKS_MIN:
        for chain in _chains(boxes[ids], mm):
            chosen[ids[chain[1 if _is_colon(chain[0], boxes[ids], mm) else 0 :]]] = True
    return select(labels, chosen)


def _chains(boxes: NDArray[np.int64], mm: float) -> list[NDArray[np.int64]]:
    """Indices of the marks of each chain. Bands of height overlap, so that a slightly sloping line stays whole."""
    middle = (boxes[:, 1] + boxes[:, 3]) / 2
    band_height = max(3.0, 0.6 * mm)
    out = []
    for shift in (0.0, 0.5):
        band = np.floor(middle / band_height + shift)
        order = np.lexsort((boxes[:, 0], band))
        gap = boxes[order[1:], 0] - boxes[order[:-1], 2]
        breaks = np.flatnonzero((np.diff(band[order]) != 0) | (gap > _GAP_MM * mm)) + 1
        out += [run for run in np.split(order, breaks) if _is_leader(boxes[run], mm)]
    return out


def _is_colon(mark: np.int64, boxes: NDArray[np.int64], mm: float) -> bool:
    """Whether another such mark stands right above the first one of a chain: then it is the colon before the dots."""
    x0, y0, x1, _ = boxes[mark]
    over = (boxes[:, 0] < x1) & (boxes[:, 2] > x0) & (boxes[:, 3] <= y0) & (boxes[:, 3] > y0 - 2.5 * mm)
    alike = np.abs((boxes[:, 2] - boxes[:, 0]) - (x1 - x0)) <= 2
    return bool((over & alike).any())


def _is_leader(run: NDArray[np.int64], mm: float) -> bool:
    if len(run) < _LINKS_MIN or run[-1, 2] - run[0, 0] < _LONG_MM * mm:
        return False
    wide = run[:, 2] - run[:, 0]
    step = np.diff((run[:, 0] + run[:, 2]) / 2)
    usual = float(np.median(step))
    even = float((np.abs(step - usual) <= 0.3 * usual + 1.0).mean())
    # blurred dots run together in twos and threes: then their number in the length decides
    return usual <= 1.6 * mm and (even >= 0.65 or float(wide.sum()) / float(run[-1, 2] - run[0, 0]) > 0.55)
