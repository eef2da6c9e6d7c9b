"""Reading order of line boxes: bands from top to bottom, in a band column after column, in a column line after line.

The rules of contract.md 1 as geometry, and a few by words (``wording``). What stands in the margins comes first and
last. Cards, the halves of a spread and ruled tables are read each by itself, a table cell by cell; a letterhead's left
half stands before its right half (``letterhead``), who signs, room and name together (``signatures``). The rows of a
form with a wife's and a husband's column are set apart: each row is a band of its own, read cell by cell.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from motlan_vision.layout.bands import bands_of, columns_of, rows_of
from motlan_vision.layout.letterhead import find_letterhead
from motlan_vision.layout.margins import margins
from motlan_vision.layout.signatures import find_signatures
from motlan_vision.layout.tables import Table
from motlan_vision.layout.unit import Block, Boxes, Lines, Rule, Unit, without
from motlan_vision.layout.wording import is_card, starts_label

TIGHT = 0.6  # in line heights: rows nearer than this belong to one block
SPREAD = 1.2  # width over height of a page that may be two pages side by side
CARD_ROOM = 3.0  # in line heights: rows of a card's two columns follow each other so closely


def page_order(
    lines: Lines,
    regions: Sequence[tuple[str, Rule]] = (),
    tables: Sequence[Table] = (),
    rules: Sequence[Rule] = (),
) -> list[Block]:
    """Blocks of lines in reading order. ``regions``: cards and halves in pixels with their kind, each read by itself.

    ``rules``: the page's level rules.
    """
    halves = [] if regions else [("half", area) for area in _halves(lines.boxes, *lines.shape)]
    loose = [r for r in rules if not any(t.area[1] - 2 <= r[1] <= t.area[3] + 2 for t in tables)]
    parts: list[tuple[float, float, list[Block]]] = []
    free = np.ones(len(lines.boxes), bool)
    for kind, area in [*regions, *halves]:
        ids = np.flatnonzero(free & _inside(lines.boxes, area))
        free[ids] = False
        blocks = _card(lines, ids.tolist()) if kind == "card" else _sheet(lines, ids.tolist(), tables, loose)
        parts.append((area[1], area[0], blocks))
    left = np.flatnonzero(free).tolist()
    alone = not regions and any(is_card(lines.texts[i]) for i in left)  # a card that fills its picture
    rest = _card(lines, left) if alone else _sheet(lines, left, tables, loose)
    if not parts:
        return rest
    parts += [(lines.top(block.ids), lines.span(block.ids)[0], [block]) for block in rest]
    return [block for _, _, blocks in sorted(parts, key=lambda part: part[:2]) for block in blocks]


def _sheet(lines: Lines, ids: list[int], tables: Sequence[Table], rules: Sequence[Rule]) -> list[Block]:
    """The order of a page's lines, or of a half's."""
    units, free = _tables(lines, ids, tables)
    above, below = margins(lines, free, rules)
    free = without(free, [*above, *below])
    head = find_letterhead(lines, free)
    if head is not None:
        units.append(head)
        free = without(free, head.blocks)
    for unit in find_signatures(lines, free):
        units.append(unit)
        free = without(free, unit.blocks)
    return [*above, *_between(lines, free, units), *below]


def _between(lines: Lines, ids: list[int], units: Sequence[Unit]) -> list[Block]:
    """Units from top to bottom, and the other lines before, between and behind them."""
    blocks: list[Block] = []
    left = ids
    for unit in sorted(units, key=lambda unit: unit.top):
        before = [i for i in left if lines.down(i) < unit.top]
        left = [i for i in left if lines.down(i) >= unit.top]
        blocks += reading_order(lines, before) + unit.blocks
    return blocks + reading_order(lines, left)


def reading_order(lines: Lines, ids: Sequence[int]) -> list[Block]:
    """Blocks of running text and of forms; blocks and their lines in reading order."""
    tall = lines.tall(ids)
    blocks: list[list[int]] = []
    for band in _join_tight(bands_of(list(ids), lines.boxes), lines, tall):
        blocks += [rows_of(column, lines.boxes) for column in columns_of(band, lines.boxes, tall)]
    return [Block(block) for block in _merge(blocks, lines.boxes, tall)]


def _card(lines: Lines, ids: list[int]) -> list[Block]:
    """A card: its data are read before what stands beside them, under the photo or by the fingerprints."""
    tall, bands = lines.tall(ids), bands_of(ids, lines.boxes)
    blocks: list[list[int]] = []
    while bands:
        first, last = _beside(lines, bands, tall)
        for band in bands[:first]:
            blocks += [rows_of(column, lines.boxes) for column in columns_of(band, lines.boxes, tall)]
        run = [i for band in bands[first:last] for i in band]
        columns = columns_of(run, lines.boxes, tall)
        blocks += [rows_of(column, lines.boxes) for column in sorted(columns, key=lambda c: -_length(lines, c))]
        bands = bands[last:]
    return [Block(block) for block in _merge(blocks, lines.boxes, tall)]


def _beside(lines: Lines, bands: Sequence[list[int]], tall: float) -> tuple[int, int]:
    """From and up to which of the bands a second column stands beside the first; all of them where none does."""
    for start in range(len(bands)):
        joined: list[int] = []
        two: list[list[int]] = []
        for band in bands[start:]:
            if joined and lines.top(band) - lines.bottom(joined) > CARD_ROOM * tall:
                break
            joined = joined + band
            columns = columns_of(joined, lines.boxes, tall)
            if len(columns) > 2 or (two and len(columns) == 1):
                break
            two = columns if len(columns) == 2 else two
        if two:
            narrow = two[_length(lines, two[0]) > _length(lines, two[1])]
            having = [n for n, band in enumerate(bands) if set(narrow) & set(band)]
            return having[0], having[-1] + 1
    return len(bands), len(bands)


def _length(lines: Lines, ids: list[int]) -> float:
    """Of all these lines together, in pixels."""
    return float((lines.boxes[ids, 2] - lines.boxes[ids, 0]).sum())


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


def _tables(lines: Lines, ids: list[int], tables: Sequence[Table]) -> tuple[list[Unit], list[int]]:
    """Ruled tables, each a unit of its cells row by row, and the lines outside them."""
    units: list[Unit] = []
    free = ids
    for table in tables:
        cells: dict[tuple[int, int], list[int]] = {}
        for i in free:
            if table.holds(lines.boxes[i, :4].tolist()):
                cells.setdefault(table.cell(lines.boxes[i, :4].tolist()), []).append(i)
        if cells:
            blocks = [Block(rows_of(cells[cell], lines.boxes), "table") for cell in sorted(cells)]
            units.append(Unit(table.area[1], table.area[3], blocks))
            free = without(free, blocks)
    return units, free


def _inside(boxes: Boxes, area: Rule) -> NDArray[np.bool_]:
    """Which boxes have their middle in an area."""
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    inside: NDArray[np.bool_] = (x > area[0]) & (x <= area[2]) & (y > area[1]) & (y <= area[3])
    return inside


def _join_tight(bands: list[list[int]], lines: Lines, tall: float) -> list[list[int]]:
    """Bands set tight below each other become one band where that closes no gutter of either.

    A band that begins with a label is a row of a form, read by itself.
    """
    joined: list[list[int]] = []
    for band in bands:
        if joined and not starts_label(lines.texts[lines.from_left(band)[0]]):
            above = joined[-1]
            gap = lines.top(band) - lines.bottom(above)
            ours, theirs = len(columns_of(above, lines.boxes, tall)), len(columns_of(band, lines.boxes, tall))
            both = len(columns_of(above + band, lines.boxes, tall))
            if ours > 1 and gap < TIGHT * tall and both > 1 and both >= max(ours, theirs):
                joined[-1] = above + band
                continue
        joined.append(band)
    return joined


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
