"""Boxes in bands one below the other, and in columns side by side."""

from __future__ import annotations

import numpy as np

from motlan_vision.layout.unit import Boxes

SHRINK = 0.2  # part of a box's height left out above and below: lines of running text overlap a little
GUTTER = 0.8  # in line heights: columns stand at least this far apart


def bands_of(ids: list[int], boxes: Boxes) -> list[list[int]]:
    """Groups that no horizontal line can part without cutting through a (shrunk) box, from top to bottom."""
    tall = boxes[:, 3] - boxes[:, 1]
    top, bottom = boxes[:, 1] + SHRINK * tall, boxes[:, 3] - SHRINK * tall
    bands: list[list[int]] = []
    end = -np.inf
    for i in sorted(ids, key=lambda i: float(top[i])):
        if top[i] >= end:
            bands.append([])
        bands[-1].append(i)
        end = max(end, bottom[i])
    return bands


def columns_of(ids: list[int], boxes: Boxes, tall: float) -> list[list[int]]:
    """Groups that a vertical gutter parts, from left to right."""
    columns: list[list[int]] = []
    end = -np.inf
    for i in sorted(ids, key=lambda i: float(boxes[i, 0])):
        if not columns or boxes[i, 0] - end >= GUTTER * tall:
            columns.append([])
        columns[-1].append(i)
        end = max(end, float(boxes[i, 2]))
    return columns


def rows_of(ids: list[int], boxes: Boxes) -> list[int]:
    """The boxes row by row from top to bottom, each row from left to right."""
    return [i for row in bands_of(ids, boxes) for i in sorted(row, key=lambda i: float(boxes[i, 0]))]
