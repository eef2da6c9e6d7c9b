"""Dirt: single pixels and small specks far from letters, black rims of the scanner, punch holes."""

from __future__ import annotations

import numpy as np

from motlan_vision.arrays import Gray, Mask, components, dilate, select


def specks(ink: Mask, dpi: int) -> Mask:
    """Marks smaller than a full stop with no letter within 3 mm beside or 2.3 mm below: dots and accents have one.

    The hook of ể stands on a circumflex, neither of which is a letter: 1.5 mm took it away.
    """
    mm = dpi / 25.4
    labels, boxes, _ = components(ink)
    wide, high = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    small = np.maximum(wide, high) < 0.5 * mm
    letters = select(labels, np.maximum(wide, high) >= 1.2 * mm)
    reach = max(2, round(3 * mm))
    near = dilate(letters, reach, max(2, round(2.3 * mm)))
    mid_x, mid_y = (boxes[:, 0] + boxes[:, 2]) // 2, (boxes[:, 1] + boxes[:, 3]) // 2
    alone = small & ~near[mid_y, mid_x]
    return select(labels, alone)


def rims(ink: Mask, dpi: int) -> Mask:
    """Dark areas that touch the picture's edge and are no letters: scanner rims, table edges; punch holes near it."""
    small, factor = _halved(ink)
    mm = dpi / 25.4 / factor
    height, width = small.shape
    labels, boxes, areas = components(small)
    wide, high = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    touches = (boxes[:, 0] <= 1) | (boxes[:, 1] <= 1) | (boxes[:, 2] >= width - 1) | (boxes[:, 3] >= height - 1)
    big = (np.maximum(wide, high) > 8 * mm) | (areas > 12 * mm * mm)
    solid = areas / np.maximum(1, wide * high) > 0.6
    round_ = (np.minimum(wide, high) > 3.5 * mm) & (np.maximum(wide, high) < 9 * mm) & solid
    near_edge = (boxes[:, 0] < 18 * mm) | (boxes[:, 2] > width - 18 * mm) | (boxes[:, 1] < 18 * mm)
    chosen = (touches & big) | (round_ & near_edge)
    if not chosen.any():
        return np.zeros_like(ink)
    grown = np.repeat(np.repeat(select(labels, chosen), factor, axis=0), factor, axis=1)
    return np.asarray(grown[: ink.shape[0], : ink.shape[1]] & ink)


def _halved(ink: Mask) -> tuple[Mask, int]:
    """Half the size, True where any of four pixels is; small masks as they are."""
    if min(ink.shape) < 400:
        return ink, 1
    even = np.pad(ink, ((0, ink.shape[0] % 2), (0, ink.shape[1] % 2)))
    return np.asarray(even[::2, ::2] | even[1::2, ::2] | even[::2, 1::2] | even[1::2, 1::2]), 2


def wipe(gray: Gray, mask: Mask) -> Gray:
    """The mask and the grey fringe around it to white."""
    return np.asarray(np.where(dilate(mask, 1, 1), 255, gray), np.uint8) if mask.any() else gray
