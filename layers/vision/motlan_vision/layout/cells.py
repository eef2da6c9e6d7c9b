"""Which cell of which table a line stands in: ruled tables by their rules, others by the columns their rows share."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from motlan.model import Cell
from motlan_vision.layout.bands import bands_of, columns_of
from motlan_vision.layout.tables import Table

Boxes = NDArray[np.float32]

#: So many rows that share three columns (or more) make a table without rules; two columns are a letterhead or a form.
ROWS_MIN, COLUMNS_MIN = 3, 3
#: In line heights: how far the left edges (or middles, or right edges) of a column's lines may lie apart.
ALIGNED = 0.8
#: In line heights: rows of a table follow each other at most so far apart.
APART = 3.0


def cells_of(boxes: Boxes, tables: Sequence[Table]) -> list[Cell | None]:
    """One answer a box, in their order; ruled tables are counted first, from top to bottom."""
    cells: list[Cell | None] = [None] * len(boxes)
    number = 0
    for table in sorted(tables, key=lambda t: t.area[1]):
        inside = [i for i, box in enumerate(boxes) if cells[i] is None and table.holds(box[:4].tolist())]
        for i in inside:
            row, column = table.cell(boxes[i, :4].tolist())
            cells[i] = Cell(table=number, row=row, column=column)
        number += bool(inside)
    for rows in unruled([i for i in range(len(boxes)) if cells[i] is None], boxes):
        for row, columns in enumerate(rows):
            for column, ids in columns.items():
                for i in ids:
                    cells[i] = Cell(table=number, row=row, column=column)
        number += 1
    return cells


def unruled(ids: list[int], boxes: Boxes) -> list[list[dict[int, list[int]]]]:
    """Tables without rules, each as its rows of column → boxes.

    A table is at least three bands one below the other that fall into the same three or more columns. Bands with fewer
    columns in between (a cell that runs over several lines) belong to the row above, where they stand in its columns.
    """
    tall = float(np.median(boxes[ids, 3] - boxes[ids, 1])) if ids else 0.0
    tables: list[list[dict[int, list[int]]]] = []
    rows: list[dict[int, list[int]]] = []
    edges: list[tuple[float, float]] = []
    for band in bands_of(ids, boxes):
        columns = columns_of(band, boxes, tall)
        spans = [(float(boxes[c, 0].min()), float(boxes[c, 2].max())) for c in columns]
        near = bool(rows) and _top(band, boxes) - max(_bottom(c, boxes) for c in rows[-1].values()) < APART * tall
        if near and len(spans) == len(edges) and all(_aligned(a, b, tall) for a, b in zip(spans, edges, strict=True)):
            rows.append(dict(enumerate(columns)))
            edges = [(min(a[0], b[0]), max(a[1], b[1])) for a, b in zip(spans, edges, strict=True)]
        elif near and len(spans) < len(edges) and (places := _places(spans, edges, tall)) is not None:
            for place, column in zip(places, columns, strict=True):
                rows[-1].setdefault(place, []).extend(column)
        else:
            _keep(rows, tables)
            rows, edges = ([dict(enumerate(columns))], spans) if len(spans) >= COLUMNS_MIN else ([], [])
    _keep(rows, tables)
    return tables


def _keep(rows: list[dict[int, list[int]]], tables: list[list[dict[int, list[int]]]]) -> None:
    if len(rows) >= ROWS_MIN:
        tables.append(rows)


def _aligned(a: tuple[float, float], b: tuple[float, float], tall: float) -> bool:
    """Whether two spans share their left edge, their middle or their right edge, as the cells of a column do."""
    apart = min(abs(a[0] - b[0]), abs(a[0] + a[1] - b[0] - b[1]) / 2, abs(a[1] - b[1]))
    return apart <= ALIGNED * tall


def _places(
    spans: Sequence[tuple[float, float]], edges: Sequence[tuple[float, float]], tall: float
) -> list[int] | None:
    """The columns that the spans of a continued row stand in; None where one stands in none."""
    places: list[int] = []
    for span in spans:
        fitting = [i for i, edge in enumerate(edges) if edge[0] - ALIGNED * tall <= span[0] <= edge[1]]
        if not fitting or (places and fitting[0] <= places[-1]):
            return None
        places.append(fitting[0])
    return places


def _top(ids: Sequence[int], boxes: Boxes) -> float:
    return min(float(boxes[i, 1]) for i in ids)


def _bottom(ids: Sequence[int], boxes: Boxes) -> float:
    return max(float(boxes[i, 3]) for i in ids)
