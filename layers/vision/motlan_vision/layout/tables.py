"""Ruled tables: where they are, and their lines cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from motlan_vision.layout.unit import Boxes, Rule

ROWS_MIN = 3  # rules of one length above each other that make a table
SAME_END = 0.012  # of the page's width: rules of a table end together
OPEN = 0.02  # of the table's width: an upright rule nearer to its left end is its left side
SAME_PLACE = 0.006  # of the page's width: pieces of a broken rule, or both edges of a thick one
CROSSED = 0.5  # of a line's height: how far it must stand out on both sides of a rule to be cut there


@dataclass(frozen=True)
class Table:
    """A ruled area: its level rules from top to bottom and its upright ones from left to right."""

    area: Rule
    rows: tuple[float, ...]
    columns: tuple[float, ...]

    def holds(self, box: Sequence[float]) -> bool:
        """Whether a box's middle lies in the table."""
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        return self.area[0] < x <= self.area[2] and self.area[1] < y <= self.area[3]

    def cell(self, box: Sequence[float]) -> tuple[int, int]:
        """Row and column, from 0, that a box's middle stands in; the table's own left rule may be missing."""
        x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        closed = bool(self.columns) and self.columns[0] - self.area[0] <= OPEN * (self.area[2] - self.area[0])
        row, column = sum(y > row for row in self.rows), sum(x > column for column in self.columns)
        return max(0, row - 1), max(0, column - closed)


def find_tables(level: Sequence[Rule], upright: Sequence[Rule], width: float) -> list[Table]:
    """Groups of at least three level rules that begin and end together, with what stands upright in them."""
    groups: list[list[Rule]] = []
    for rule in sorted(level, key=lambda r: r[1]):
        for group in groups:
            if abs(group[-1][0] - rule[0]) < SAME_END * width and abs(group[-1][2] - rule[2]) < SAME_END * width:
                group.append(rule)
                break
        else:
            groups.append([rule])
    tables = []
    for group in groups:
        if len(group) < ROWS_MIN:
            continue
        area = group[0][0], group[0][1], group[0][2], group[-1][3]
        middle = [((r[0] + r[2]) / 2, r) for r in upright if r[3] > area[1] and r[1] < area[3]]
        columns = [x for x, _ in middle if area[0] - 2 <= x <= area[2] + 2]
        rows = [(r[1] + r[3]) / 2 for r in group]
        tables.append(Table(area, _distinct(rows, SAME_PLACE * width), _distinct(columns, SAME_PLACE * width)))
    return tables


def _distinct(places: Sequence[float], apart: float) -> tuple[float, ...]:
    """The places in order, those nearer to the one before than ``apart`` left out."""
    kept: list[float] = []
    for place in sorted(places):
        if not kept or place - kept[-1] > apart:
            kept.append(place)
    return tuple(kept)


def cut_at_rules(boxes: Boxes, upright: Sequence[Rule]) -> Boxes:
    """Line boxes parted where an upright rule crosses them."""
    parts: list[NDArray[np.float32]] = []
    for box in boxes:
        tall = float(box[3] - box[1])
        crossing = sorted(
            (r[0] + r[2]) / 2
            for r in upright
            if r[1] < box[1] + 0.3 * tall
            and r[3] > box[3] - 0.3 * tall
            and box[0] + CROSSED * tall < (r[0] + r[2]) / 2 < box[2] - CROSSED * tall
        )
        left = float(box[0])
        for x in [*crossing, float(box[2])]:
            part = box.copy()
            part[0], part[2] = left, x
            parts.append(part)
            left = x
    return np.array(parts, np.float32).reshape(-1, boxes.shape[1])
