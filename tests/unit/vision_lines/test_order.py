"""Reading order of boxes drawn as the papers have them; every box stands in the order exactly once."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from motlan_vision.layout.order import page_order
from motlan_vision.layout.tables import Table, cut_at_rules, find_tables
from motlan_vision.layout.unit import Lines

A4 = (2339, 1654)
TALL = 30


def boxes(*places: tuple[int, int, int]) -> np.ndarray:
    """Boxes of one height from (x0, y0, x1)."""
    return np.array([(x0, y0, x1, y0 + TALL, 1.0) for x0, y0, x1 in places], np.float32).reshape(-1, 5)


def lines(b: np.ndarray, shape=A4, texts=()) -> Lines:
    """Boxes with texts that say nothing of the page's parts where none are given."""
    return Lines(b, [*texts, *["chữ thường"] * (len(b) - len(texts))], shape)


def order(b: np.ndarray, shape=A4, regions=(), tables=(), texts=()) -> list[int]:
    return [i for block in page_order(lines(b, shape, texts), regions, tables) for i in block.ids]


#: Of each paper: x0, y0, x1 and the words of its lines, as they are to be read.
LETTERHEAD = [
    (200, 150, 600, "UBND TỈNH MẪU"), (150, 190, 650, "ỦY BAN NHÂN DÂN XÃ MẪU"), (200, 290, 560, "Số: 05/UBND-VP"),
    (180, 350, 600, "V/v báo cáo mẫu"), (250, 392, 500, "năm 2026"),
    (800, 150, 1450, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), (900, 190, 1350, "Độc lập - Tự do - Hạnh phúc"),
    (850, 285, 1400, "Mẫu, ngày 05 tháng 01 năm 2026"), (400, 450, 560, "Kính gửi:"), (600, 450, 1100, "- Sở Mẫu;"),
]  # fmt: skip
COUPLE = [
    (160, 800, 800, "Họ, chữ đệm, tên vợ: A"), (880, 800, 1500, "Họ, chữ đệm, tên chồng: B"),
    (160, 870, 600, "Dân tộc: Kinh"), (880, 870, 1300, "Dân tộc: Tày"),
]  # fmt: skip
TWO_LINE_CELLS = [
    (160, 800, 800, "Nơi cư trú: Thôn Mẫu, xã Mẫu,"), (160, 840, 500, "tỉnh Mẫu"),
    (880, 800, 1500, "Nơi cư trú: Ấp Mẫu, xã Mẫu,"), (880, 840, 1200, "tỉnh Mẫu"),
    (160, 920, 700, "Quốc tịch: Việt Nam"), (880, 920, 1400, "Quốc tịch: Việt Nam"),
]  # fmt: skip
FILL_IN_ROWS = [
    (160, 800, 400, "1. Tên chồng:"), (880, 800, 1060, "sinh ngày:"),
    (160, 842, 420, "Số định danh:"), (900, 842, 960, "do:"), (160, 884, 360, "Thường trú:"),
]  # fmt: skip
SIGNATURES = [
    (300, 1500, 500, "Vợ"), (220, 1540, 580, "(Ký, ghi rõ họ tên)"), (250, 1700, 550, "Nguyễn Thị Mẫu"),
    (1100, 1500, 1300, "Chồng"), (1020, 1540, 1380, "(Ký, ghi rõ họ tên)"), (1050, 1700, 1350, "Trần Văn Mẫu"),
]  # fmt: skip
THREE_SIGN = [
    (180, 1500, 280, "Vợ"), (120, 1540, 400, "(Ký, ghi rõ họ,"), (220, 1580, 280, "tên)"),
    (120, 1760, 380, "Nguyễn Thị Mẫu"),
    (620, 1502, 760, "Chồng"), (540, 1541, 820, "(Ký, ghi rõ họ,"), (660, 1580, 720, "tên)"),
    (560, 1760, 800, "Trần Văn Mẫu"),
    (980, 1500, 1560, "NGƯỜI KÝ GIẤY CHỨNG NHẬN"), (1180, 1541, 1380, "KT. CHỦ TỊCH"),
    (1170, 1580, 1390, "PHÓ CHỦ TỊCH"), (1150, 1800, 1420, "Lê Thị Minh Mẫu"),
]  # fmt: skip
OFFICE_SIGNS = [
    (160, 1500, 320, "Nơi nhận:"), (160, 1540, 420, "- Như trên;"), (160, 1580, 500, "- Lưu: VT, MẪU."),
    (900, 1500, 1500, "TM. ỦY BAN NHÂN DÂN"), (1080, 1540, 1320, "CHỦ TỊCH"), (1040, 1720, 1360, "Nguyễn Văn Mẫu"),
]  # fmt: skip
PARAGRAPH = [(160, 620 + 42 * k, 1500 - 300 * (k == 3), "chữ của một đoạn văn") for k in range(4)]
PAGE_NUMBER = [(800, 60, 840, "2")]
FOOTER = [(160, 2240, 700, "MẪU-01/HT"), (1400, 2240, 1500, "Trang 2/3")]
PAPERS = {
    "letterhead": LETTERHEAD, "wife and husband": COUPLE, "cells of two lines": TWO_LINE_CELLS,
    "signatures": SIGNATURES, "rows of a form": FILL_IN_ROWS, "three sign": THREE_SIGN, "office": OFFICE_SIGNS,
    "paragraph": PARAGRAPH,
    "a whole page": [*PAGE_NUMBER, *LETTERHEAD, *PARAGRAPH, *COUPLE, *THREE_SIGN, *FOOTER],
}  # fmt: skip


@pytest.mark.parametrize("name", PAPERS)
def test_order_of_papers(name):
    paper = PAPERS[name]
    shuffled = np.random.default_rng(1).permutation(len(paper))
    b, texts = boxes(*(paper[i][:3] for i in shuffled)), [paper[i][3] for i in shuffled]
    assert [int(shuffled[i]) for i in order(b, texts=texts)] == list(range(len(paper)))


def test_spread_is_read_half_by_half():
    left = [(100, 100 + 60 * k, 700) for k in range(5)]
    right = [(900, 130 + 60 * k, 1500) for k in range(5)]
    b = boxes(*[x for pair in zip(left, right, strict=True) for x in pair])
    assert order(b, shape=(1100, 1654)) == [0, 2, 4, 6, 8, 1, 3, 5, 7, 9]


def test_cards_are_read_one_after_the_other():
    b = boxes((500, 300, 800), (500, 900, 800), (500, 350, 800), (500, 950, 800))
    cards = [(400, 250, 1200, 700), (400, 850, 1200, 1300)]
    assert order(b, regions=[("card", card) for card in cards]) == [0, 2, 1, 3]


CARD_FRONT = [
    (520, 100, 1500, "Citizen Identity Card"), (520, 160, 900, "Số: 001199000000"), (520, 220, 760, "NGUYỄN VĂN MẪU"),
    (520, 640, 1400, "Nơi thường trú: Thôn Mẫu, xã"), (520, 690, 900, "Mẫu, tỉnh Mẫu"),
    (100, 655, 360, "Có giá trị đến:"), (100, 700, 300, "01/01/2031"),
]  # fmt: skip
CARD_OF_2024 = [
    (520, 100, 900, "IDENTITY CARD"), (520, 160, 860, "Họ và tên:"), (520, 200, 900, "NGUYỄN VĂN MẪU"),
    (520, 260, 820, "Ngày sinh:"), (520, 300, 760, "01/01/1999"), (1100, 260, 1300, "Giới tính:"),
    (1100, 300, 1180, "Nam"),
    (520, 360, 1400, "Nơi cư trú: Thôn Mẫu, xã Mẫu"),
]  # fmt: skip


@pytest.mark.parametrize("card", [CARD_FRONT, CARD_OF_2024])
@pytest.mark.parametrize("known", [True, False])
def test_a_cards_data_before_what_stands_beside_them(card, known):
    regions = [("card", (0, 0, 1654, 1040))] if known else []
    b, texts = boxes(*(line[:3] for line in card)), [line[3] for line in card]
    assert order(b, shape=(1040, 1654), regions=regions, texts=texts) == list(range(len(card)))


def test_table_cell_by_cell():
    rules = [(100, y, 1500, y + 3) for y in (500, 560, 660, 720)]
    uprights = [(x, 500, x + 3, 723) for x in (100, 400, 900, 1497)]
    (table,) = find_tables(rules, uprights, 1654)
    assert table.cell((420, 570, 600, 600)) == (1, 1)
    b = boxes((120, 575, 300), (420, 570, 800), (420, 610, 700), (920, 570, 1400), (920, 610, 1100), (120, 670, 300))
    assert [block.ids for block in page_order(lines(b), [], [table])] == [[0], [1, 2], [3, 4], [5]]
    assert {block.part for block in page_order(lines(b), [], [table])} == {"table"}


def test_two_rules_are_no_table():
    assert find_tables([(100, 500, 900, 503), (100, 600, 900, 603)], [], 1654) == []


def test_box_across_an_upright_rule_is_parted():
    b = cut_at_rules(boxes((100, 100, 900), (100, 200, 390)), [(400, 50, 404, 300)])
    assert b[:, [0, 2]].tolist() == [[100, 402], [402, 900], [100, 390]]


WORDS = st.sampled_from([text for paper in PAPERS.values() for *_, text in paper])


@given(st.lists(st.tuples(st.integers(0, 1500), st.integers(0, 2200), st.integers(10, 900), WORDS), max_size=25))
def test_every_box_stands_once(places):
    b = boxes(*((x, y, min(1654, x + w)) for x, y, w, _ in places))
    table = Table((100, 500, 1500, 900), (500, 700, 900), (100, 800, 1500))
    found = order(
        b,
        regions=[("half", (0, 1000, 800, 1500)), ("card", (800, 0, 1654, 900))],
        tables=[table],
        texts=[p[3] for p in places],
    )
    assert sorted(found) == list(range(len(b)))
