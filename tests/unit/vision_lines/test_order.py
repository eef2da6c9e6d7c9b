"""Reading order of boxes drawn as the papers have them; every box stands in the order exactly once."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from motlan_vision.layout.order import page_order
from motlan_vision.layout.tables import Table, cut_at_rules, find_tables

A4 = (2339, 1654)
TALL = 30


def boxes(*places: tuple[int, int, int]) -> np.ndarray:
    """Boxes of one height from (x0, y0, x1)."""
    return np.array([(x0, y0, x1, y0 + TALL, 1.0) for x0, y0, x1 in places], np.float32).reshape(-1, 5)


def order(b: np.ndarray, shape=A4, regions=(), tables=()) -> list[int]:
    return [i for block in page_order(b, shape, regions, tables) for i in block]


LETTERHEAD = [(200, 150, 600), (150, 190, 650), (200, 245, 560), (800, 150, 1450), (900, 190, 1350), (850, 230, 1400)]
COUPLE = [(160, 800, 800), (880, 800, 1500), (160, 870, 600), (880, 870, 1300)]
TWO_LINE_CELLS = [
    (160, 800, 800),
    (160, 840, 500),
    (880, 800, 1500),
    (880, 840, 1200),
    (160, 920, 700),
    (880, 920, 1400),
]
SIGNATURES = [
    (300, 1500, 500), (220, 1540, 580), (250, 1700, 550),
    (1100, 1500, 1300), (1020, 1540, 1380), (1050, 1700, 1350),
]  # fmt: skip
PARAGRAPH = [(160, 400 + 42 * k, 1500 - 300 * (k == 3)) for k in range(4)]


@pytest.mark.parametrize(
    "places",
    [LETTERHEAD, COUPLE, TWO_LINE_CELLS, SIGNATURES, PARAGRAPH, [*LETTERHEAD, *PARAGRAPH, *COUPLE, *SIGNATURES]],
    ids=["letterhead", "wife and husband", "cells of two lines", "signatures", "paragraph", "a whole page"],
)
def test_order_of_papers(places):
    shuffled = np.random.default_rng(1).permutation(len(places))
    assert [int(shuffled[i]) for i in order(boxes(*(places[i] for i in shuffled)))] == list(range(len(places)))


def test_spread_is_read_half_by_half():
    left = [(100, 100 + 60 * k, 700) for k in range(5)]
    right = [(900, 130 + 60 * k, 1500) for k in range(5)]
    b = boxes(*[x for pair in zip(left, right, strict=True) for x in pair])
    assert order(b, shape=(1100, 1654)) == [0, 2, 4, 6, 8, 1, 3, 5, 7, 9]


def test_cards_are_read_one_after_the_other():
    b = boxes((500, 300, 800), (500, 900, 800), (500, 350, 800), (500, 950, 800))
    cards = [(400, 250, 1200, 700), (400, 850, 1200, 1300)]
    assert order(b, regions=cards) == [0, 2, 1, 3]


def test_table_cell_by_cell():
    rules = [(100, y, 1500, y + 3) for y in (500, 560, 660, 720)]
    uprights = [(x, 500, x + 3, 723) for x in (100, 400, 900, 1497)]
    (table,) = find_tables(rules, uprights, 1654)
    assert table.cell((420, 570, 600, 600)) == (1, 1)
    b = boxes((120, 575, 300), (420, 570, 800), (420, 610, 700), (920, 570, 1400), (920, 610, 1100), (120, 670, 300))
    assert page_order(b, A4, [], [table]) == [[0], [1, 2], [3, 4], [5]]


def test_two_rules_are_no_table():
    assert find_tables([(100, 500, 900, 503), (100, 600, 900, 603)], [], 1654) == []


def test_box_across_an_upright_rule_is_parted():
    b = cut_at_rules(boxes((100, 100, 900), (100, 200, 390)), [(400, 50, 404, 300)])
    assert b[:, [0, 2]].tolist() == [[100, 402], [402, 900], [100, 390]]


@given(st.lists(st.tuples(st.integers(0, 1500), st.integers(0, 2200), st.integers(10, 900)), max_size=25))
def test_every_box_stands_once(places):
    b = boxes(*((x, y, min(1654, x + w)) for x, y, w in places))
    table = Table((100, 500, 1500, 900), (500, 700, 900), (100, 800, 1500))
    found = order(b, regions=[(0, 1000, 800, 1500)], tables=[table])
    assert sorted(found) == list(range(len(b)))
