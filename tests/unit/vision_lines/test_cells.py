"""Tables with and without rules: each line's row and column, and what is no table."""

from __future__ import annotations

import numpy as np

from motlan.model import Cell, Line, Page
from motlan_vision.layout.cells import cells_of
from motlan_vision.layout.tables import Table, find_tables


def boxes(*rows: tuple[float, float, float]) -> np.ndarray:
    """Lines of 30 pixels' height: left, top, right."""
    return np.array([(x0, y, x1, y + 30, 1.0) for x0, y, x1 in rows], np.float32)


def places(cells: list[Cell | None]) -> list[tuple[int, int, int] | None]:
    return [c and (c.table, c.row, c.column) for c in cells]


RULES = [(100.0, float(y), 900.0, y + 3.0) for y in (100, 200, 300, 400)]


def test_a_ruled_table_cell_by_cell():
    upright = [(x, 100.0, x + 3.0, 400.0) for x in (100.0, 300.0, 600.0, 897.0)]
    (table,) = find_tables(RULES, upright, 1000.0)
    lines = boxes((120, 130, 250), (320, 110, 580), (320, 150, 580), (620, 230, 800), (120, 330, 250), (120, 500, 250))
    assert places(cells_of(lines, [table])) == [(0, 0, 0), (0, 0, 1), (0, 0, 1), (0, 1, 2), (0, 2, 0), None]


def test_open_sides_and_broken_or_thick_rules_do_not_shift_the_columns():
    upright = [(300.0, 100.0, 303.0, 240.0), (301.0, 245.0, 304.0, 400.0), (600.0, 100.0, 603.0, 400.0)]
    doubled = [*RULES, (100.0, 203.0, 900.0, 205.0)]
    (table,) = find_tables(sorted(doubled, key=lambda r: r[1]), upright, 1000.0)
    assert places(cells_of(boxes((120, 130, 250), (320, 230, 500), (620, 330, 800)), [table])) == [
        (0, 0, 0),
        (0, 1, 1),
        (0, 2, 2),
    ]


def test_a_table_without_rules_by_the_columns_its_rows_share():
    lines = boxes(
        (100, 60, 900),  # a sentence above
        (100, 120, 180), (250, 120, 500), (700, 120, 790),
        (110, 170, 170), (250, 170, 560), (700, 170, 760),
        (250, 205, 420),  # the cell's second line
        (110, 250, 170), (250, 250, 460), (700, 250, 800),
        (100, 420, 900),  # a sentence below
    )  # fmt: skip
    assert places(cells_of(lines, [])) == [
        None,
        (0, 0, 0), (0, 0, 1), (0, 0, 2),
        (0, 1, 0), (0, 1, 1), (0, 1, 2),
        (0, 1, 1),
        (0, 2, 0), (0, 2, 1), (0, 2, 2),
        None,
    ]  # fmt: skip


def test_letterheads_form_rows_and_signatures_are_no_tables():
    letterhead = boxes(
        (100, 60, 400), (500, 60, 900), (120, 100, 380), (520, 100, 880), (150, 140, 350), (550, 140, 850)
    )
    form = boxes(
        (100, 60, 300),
        (350, 60, 500),
        (620, 60, 900),
        (100, 100, 700),
        (100, 140, 340),
        (420, 140, 600),
        (700, 140, 900),
    )
    for lines in (letterhead, form):
        assert set(cells_of(lines, [])) == {None}


def test_pages_answer_by_cell_and_count_tables_from_the_top():
    first, second = (Table((100, y, 900, y + 200), (y, y + 100, y + 200), (100, 500, 900)) for y in (600.0, 100.0))
    cells = cells_of(boxes((120, 630, 300), (520, 130, 700)), [first, second])
    assert places(cells) == [(1, 0, 0), (0, 0, 1)]
    lines = [Line(text=t, confidence=1, box=(0, 0, 1, 1), cell=c) for t, c in zip(("a", "b"), cells, strict=True)]
    page = Page(page=1, source=0, source_page=1, lines=[*lines, Line(text="c", confidence=1, box=(0, 0, 1, 1))])
    assert {cell: [line.text for line in found] for cell, found in page.cells(1).items()} == {(0, 0): ["a"]}
    assert page.cells(7) == {}
