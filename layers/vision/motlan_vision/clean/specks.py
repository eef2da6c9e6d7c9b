"""Dirt: single pixels and small specks far from letters, black rims of the scanner, punch holes."""

from __future__ import annotations

import numpy as np

from motlan_vision.arrays import Gray, Mask, components, dilate, select


def specks(ink: Mask, dpi: int) -> Mask:
    """Marks smaller than a full stop that have no letter within 3 mm: dots and accents always have one."""
    mm = dpi / 25.4
    labels, boxes, _ = components(ink)
    wide, high = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    small = np.maximum(wide, high) < 0.5 * mm
    letters = select(labels, np.maximum(wide, high) >= 1.2 * mm)
    reach = max(2, round(3 * mm))
    near = dilate(letters, reach, reach // 2)
    mid_x, mid_y = (boxes[:, 0] + boxes[:, 2]) // 2, (boxes[:, 1] + boxes[:, 3]) // 2
    alone = small & ~near[mid_y, mid_x]
    return select(labels, alone)


def rims(ink: Mask, dpi: int) -> Mask:
    """Dark areas that touch the picture's edge and are no letters: scanner rims, table edges; punch holes near it."""
    mm = dpi / 25.4
    height, width = ink.shape
    labels, boxes, areas = components(ink)
    wide, high = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    touches = (boxes[:, 0] <= 1) | (boxes[:, 1] <= 1) | (boxes[:, 2] >= width - 1) | (boxes[:, 3] >= height - 1)
    big = (np.maximum(wide, high) > 8 * mm) | (areas > 12 * mm * mm)
    solid = areas / np.maximum(1, wide * high) > 0.6
    round_ = (np.minimum(wide, high) > 3.5 * mm) & (np.maximum(wide, high) < 9 * mm) & solid
    near_edge = (boxes[:, 0] < 18 * mm) | (boxes[:, 2] > width - 18 * mm) | (boxes[:, 1] < 18 * mm)
    return select(labels, (touches & big) | (round_ & near_edge))


def wipe(gray: Gray, mask: Mask) -> Gray:
    """The mask and the grey fringe around it to white."""
    out = gray.copy()
    out[dilate(mask, 1, 1)] = 255
    return out
