"""Reading order of line boxes: bands from top to bottom, in a band column after column, in a column line after line.

The rules of contract.md 1 as geometry. Cards, the halves of a spread and ruled tables are read each by itself, a table
cell by cell. A letterhead's left half stands before its right half: its lines are set tight, so they hang together as
columns. The rows of a form with a wife's and a husband's column are set apart: each row is a band of its own, read cell
by cell. Signature blocks (title, room to sign, name) are columns although the room tears them apart: the name stands
centred under its title.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from motlan_vision.layout.tables import Rule, Table

Boxes = NDArray[np.float32]

SHRINK = 0.2  # part of a box's height left out above and below: lines of running text overlap a little
TIGHT = 0.6  # in line heights: rows nearer than this belong to one block
HEAD = 1.5  # the same for a letterhead, whose left half is set wider
HEAD_ZONE = 0.22  # of the page's height
GUTTER = 0.8  # in line heights: columns stand at least this far apart
SIGN_ROOM = 7.0  # in line heights: how far below its title a signer's name may stand
SPREAD = 1.2  # width over height of a page that may be two pages side by side


def page_order(
    boxes: Boxes, shape: tuple[int, ...], regions: Sequence[Rule], tables: Sequence[Table]
) -> list[list[int]]:
    """Blocks of indices in reading order. ``regions``: cards and halves in pixels, each read by itself."""
    height, width = shape[:2]
    halves = [] if regions else _halves(boxes, height, width)
    parts: list[tuple[float, float, list[list[int]]]] = []
    free = np.ones(len(boxes), bool)
    for area in [*regions, *halves]:
        ids = np.flatnonzero(free & _inside(boxes, area))
        free[ids] = False
        parts.append((area[1], area[0], _with_tables(ids, boxes, tables, height)))
    rest = _with_tables(np.flatnonzero(free), boxes, tables, height)
    if not parts:
        return rest
    parts += [(float(boxes[block, 1].min()), float(boxes[block, 0].min()), [block]) for block in rest]
    return [block for _, _, blocks in sorted(parts, key=lambda part: part[:2]) for block in blocks]


def reading_order(boxes: Boxes, page_height: float = 0.0) -> list[list[int]]:
    """Blocks of indices of ``boxes`` (``x0, y0, x1, y1, …`` a row), blocks and their lines in reading order."""
    if not len(boxes):
        return []
    tall = float(np.median(boxes[:, 3] - boxes[:, 1]))
    head = HEAD_ZONE * page_height
    bands = _join_tight(bands_of(list(range(len(boxes))), boxes), boxes, tall, head)
    bands = _join_signatures(bands, boxes, tall, head)
    blocks: list[list[int]] = []
    for band in bands:
        for column in columns_of(band, boxes, tall):
            rows = [i for row in bands_of(column, boxes) for i in sorted(row, key=lambda i: float(boxes[i, 0]))]
            blocks.append(rows)
    return _merge(blocks, boxes, tall)


def _halves(boxes: Boxes, height: int, width: int) -> list[Rule]:
    """The two pages of a spread: a page much wider than high whose middle no line crosses."""
    if width < SPREAD * height or len(boxes) < 8:
        return []
    for x in np.linspace(0.5, 0.42, 9) * width:
        for gutter in (x, width - x):
            left, right = int((boxes[:, 2] <= gutter).sum()), int((boxes[:, 0] >= gutter).sum())
            if left + right == len(boxes) and min(left, right) >= 3:
                return [(0.0, 0.0, float(gutter), float(height)), (float(gutter), 0.0, float(width), float(height))]
    return []


def _with_tables(ids: NDArray[np.intp], boxes: Boxes, tables: Sequence[Table], height: int) -> list[list[int]]:
    """The order of some of the boxes; a table is one box among the others, then read cell by cell."""
    free = set(ids.tolist())
    units: list[list[list[int]]] = []
    places: list[NDArray[np.float32]] = []
    for table in tables:
        inside = [i for i in ids.tolist() if i in free and table.holds(boxes[i, :4].tolist())]
        if inside:
            free -= set(inside)
            units.append(_cells(inside, boxes, table))
            places.append(np.array([*table.area, 1.0], np.float32))
    single = [i for i in ids.tolist() if i in free]
    if not units:
        return [[single[k] for k in block] for block in reading_order(boxes[single], height)]
    blocks: list[list[int]] = []
    above = -1.0
    for k in np.argsort([place[1] for place in places]):
        area = places[k]
        before = [i for i in single if above <= (boxes[i, 1] + boxes[i, 3]) / 2 < area[1]]
        blocks += [[before[n] for n in block] for block in reading_order(boxes[before], height)]
        blocks += units[k]
        above = float(area[1])
    after = [i for i in single if (boxes[i, 1] + boxes[i, 3]) / 2 >= above]
    return blocks + [[after[n] for n in block] for block in reading_order(boxes[after], 0.0)]


def _cells(ids: Sequence[int], boxes: Boxes, table: Table) -> list[list[int]]:
    """A block a cell, row by row."""
    cells: dict[tuple[int, int], list[int]] = {}
    for i in ids:
        cells.setdefault(table.cell(boxes[i, :4].tolist()), []).append(i)
    return [
        [i for row in bands_of(cells[cell], boxes) for i in sorted(row, key=lambda i: float(boxes[i, 0]))]
        for cell in sorted(cells)
    ]


def _inside(boxes: Boxes, area: Rule) -> NDArray[np.bool_]:
    """Which boxes have their middle in an area."""
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    inside: NDArray[np.bool_] = (x > area[0]) & (x <= area[2]) & (y > area[1]) & (y <= area[3])
    return inside


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


def _join_tight(bands: list[list[int]], boxes: Boxes, tall: float, head: float) -> list[list[int]]:
    """Bands set tight below each other become one band where that closes no gutter of either."""
    joined: list[list[int]] = []
    for band in bands:
        if joined:
            above = joined[-1]
            top = min(float(boxes[i, 1]) for i in band)
            gap = top - max(float(boxes[i, 3]) for i in above)
            ours, theirs = len(columns_of(above, boxes, tall)), len(columns_of(band, boxes, tall))
            both = len(columns_of(above + band, boxes, tall))
            in_head = top < head and ours > 1 and theirs == 1
            near = 0.0 if ours == 1 else HEAD if in_head else TIGHT
            if gap < near * tall and both > 1 and both >= max(ours, theirs):
                joined[-1] = above + band
                continue
        joined.append(band)
    return joined


def _join_signatures(bands: list[list[int]], boxes: Boxes, tall: float, head: float) -> list[list[int]]:
    """Below the letterhead, a band of names, each centred under one column of the band above, joins it."""
    joined: list[list[int]] = []
    for band in bands:
        if joined and len(columns := columns_of(joined[-1], boxes, tall)) > 1:
            above = joined[-1]
            gap = min(float(boxes[i, 1]) for i in band) - max(float(boxes[i, 3]) for i in above)
            low = min(float(boxes[i, 1]) for i in above) > head
            if low and gap < SIGN_ROOM * tall and all(_centred(i, columns, boxes, tall) for i in band):
                joined[-1] = above + band
                continue
        joined.append(band)
    return joined


def _centred(i: int, columns: Sequence[list[int]], boxes: Boxes, tall: float) -> bool:
    """Does a line stand centred under a column that isn't set flush left (as the cells of a form are)."""
    middle = float(boxes[i, 0] + boxes[i, 2]) / 2
    for column in columns:
        lefts, rights = boxes[column, 0], boxes[column, 2]
        if abs(middle - float(lefts.min() + rights.max()) / 2) < 1.5 * tall:
            alone_flush = len(column) == 1 and abs(float(boxes[i, 0] - lefts[0])) < 0.5 * tall
            return not alone_flush and float(np.ptp(lefts)) >= float(np.ptp((lefts + rights) / 2))
    return False


def _merge(blocks: list[list[int]], boxes: Boxes, tall: float) -> list[list[int]]:
    """Blocks of full lines that follow each other closely are one block, so that ``block`` means a column."""
    merged: list[list[int]] = []
    for block in blocks:
        if merged:
            above = merged[-1]
            gap = float(boxes[block, 1].min()) - float(boxes[above, 3].max())
            left, right = (
                max(boxes[block, 0].min(), boxes[above, 0].min()),
                min(boxes[block, 2].max(), boxes[above, 2].max()),
            )
            if -0.5 * tall < gap < 1.2 * tall and right > left:
                merged[-1] = above + block
                continue
        merged.append(block)
    return merged
