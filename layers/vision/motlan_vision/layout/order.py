"""Reading order of line boxes: bands from top to bottom, in a band column after column, in a column line after line.

The rules of contract.md 1 as geometry. A letterhead's left half stands before its right half: its lines are set tight,
so they hang together as columns. The rows of a form with a wife's and a husband's column, or of a table, are set apart:
each row is a band of its own, read cell by cell. Signature blocks (title, room to sign, name) are columns although the
room tears them apart: the name stands centred under its title.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Boxes = NDArray[np.float32]

SHRINK = 0.2  # part of a box's height left out above and below: lines of running text overlap a little
TIGHT = 0.55  # in line heights: rows nearer than this belong to one block
GUTTER = 0.8  # in line heights: columns stand at least this far apart
SIGN_ROOM = 6.0  # in line heights: how far below its title a signer's name may stand


def reading_order(boxes: Boxes) -> list[list[int]]:
    """Blocks of indices of ``boxes`` (``x0, y0, x1, y1, …`` a row), blocks and their lines in reading order."""
    if not len(boxes):
        return []
    tall = float(np.median(boxes[:, 3] - boxes[:, 1]))
    bands = _join_signatures(_join_tight(_bands(list(range(len(boxes))), boxes), boxes, tall), boxes, tall)
    blocks: list[list[int]] = []
    for band in bands:
        columns = _columns(band, boxes, tall)
        if len(columns) == 1:
            rows = [i for row in _bands(band, boxes) for i in sorted(row, key=lambda i: float(boxes[i, 0]))]
            blocks.append(rows)
        else:
            for column in columns:
                blocks.extend(_within(column, boxes))
    return _merge(blocks, boxes, tall)


def _within(column: list[int], boxes: Boxes) -> list[list[int]]:
    """A column of a band, read by the same rules; one that can't be cut any further goes by rows."""
    inner = _bands(column, boxes)
    if len(inner) == 1:
        return [sorted(column, key=lambda i: (round(float(boxes[i, 1]) / 8), float(boxes[i, 0])))]
    return [[i for row in inner for i in sorted(row, key=lambda i: float(boxes[i, 0]))]]


def _bands(ids: list[int], boxes: Boxes) -> list[list[int]]:
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


def _columns(ids: list[int], boxes: Boxes, tall: float) -> list[list[int]]:
    """Groups that a vertical gutter parts, from left to right."""
    columns: list[list[int]] = []
    end = -np.inf
    for i in sorted(ids, key=lambda i: float(boxes[i, 0])):
        if not columns or boxes[i, 0] - end >= GUTTER * tall:
            columns.append([])
        columns[-1].append(i)
        end = max(end, float(boxes[i, 2]))
    return columns


def _join_tight(bands: list[list[int]], boxes: Boxes, tall: float) -> list[list[int]]:
    """Bands set tight below each other and parted by the same gutter become one band."""
    joined: list[list[int]] = []
    for band in bands:
        if joined:
            above = joined[-1]
            gap = min(float(boxes[i, 1]) for i in band) - max(float(boxes[i, 3]) for i in above)
            count = len(_columns(above, boxes, tall))
            both = len(_columns(above + band, boxes, tall))
            if gap < TIGHT * tall and both > 1 and (count == both or len(_columns(band, boxes, tall)) == both):
                joined[-1] = above + band
                continue
        joined.append(band)
    return joined


def _join_signatures(bands: list[list[int]], boxes: Boxes, tall: float) -> list[list[int]]:
    """A band of names, each centred under one column of the band above, joins it."""
    joined: list[list[int]] = []
    for band in bands:
        if joined and len(columns := _columns(joined[-1], boxes, tall)) > 1:
            above = joined[-1]
            gap = min(float(boxes[i, 1]) for i in band) - max(float(boxes[i, 3]) for i in above)
            if tall < gap < SIGN_ROOM * tall and all(_centred(i, columns, boxes, tall) for i in band):
                joined[-1] = above + band
                continue
        joined.append(band)
    return joined


def _centred(i: int, columns: Sequence[list[int]], boxes: Boxes, tall: float) -> bool:
    middle = float(boxes[i, 0] + boxes[i, 2]) / 2
    for column in columns:
        left, right = float(boxes[column, 0].min()), float(boxes[column, 2].max())
        aligned_left = abs(float(boxes[i, 0]) - left) < 0.5 * tall
        if abs(middle - (left + right) / 2) < 1.5 * tall and not aligned_left:
            return True
    return False


def _merge(blocks: list[list[int]], boxes: Boxes, tall: float) -> list[list[int]]:
    """Single-column bands that follow each other closely are one block, so that ``block`` means a column."""
    merged: list[list[int]] = []
    for block in blocks:
        if merged:
            above = merged[-1]
            gap = float(boxes[block, 1].min()) - float(boxes[above, 3].max())
            overlap = min(boxes[block, 2].max(), boxes[above, 2].max()) - max(
                boxes[block, 0].min(), boxes[above, 0].min()
            )
            wide = len(block) > 1 and any(boxes[b, 0] > boxes[a, 2] for a, b in pairwise(block))
            if -0.5 * tall < gap < 1.2 * tall and overlap > 0 and not wide:
                merged[-1] = above + block
                continue
        merged.append(block)
    return merged
