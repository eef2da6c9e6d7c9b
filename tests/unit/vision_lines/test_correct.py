"""Repairs of marks and digits: what they mend, and what they leave alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motlan_vision.recognise.correct import correct
from motlan_vision.recognise.engine import Reading, Token


def mend(line: str) -> str:
    return correct(Reading(tuple(Token(word, 0.9, 0, 1) for word in line.split()))).text


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("4, Phương án chữa cháy", "4. Phương án chữa cháy"),
        ("Điều 63a, Xử lý các cơ sở", "Điều 63a. Xử lý các cơ sở"),
        ("ngày l6 tháng O1 năm 2O18", "ngày 16 tháng 01 năm 2018"),
        ("'trưởng bản' tại điểm b", '"trưởng bản" tại điểm b'),
        ("chữa cháy.'", 'chữa cháy."'),
        ("Kiên Giang,ngày 4", "Kiên Giang, ngày 4"),
        ("Số:5065/QĐ-SYT", "Số: 5065/QĐ-SYT"),
        ("4.Cơ quan", "4. Cơ quan"),
        ("6..Tại ga", "6. Tại ga"),
        ("b)Vận hành", "b) Vận hành"),
        ("ngày 14/O7/2023", "ngày 14/07/2023"),
        ("sinh l2-O3-1975.", "sinh 12-03-1975."),
        ("Chương VlII", "Chương VIII"),
        ("Vùng Il, gồm", "Vùng II, gồm"),
        ("Số: .1234./TB-ABC", "Số: 1234/TB-ABC"),
        ("số/2024/NĐ-CP", "số /2024/NĐ-CP"),
        ("thửa 123;tờ 4", "thửa 123; tờ 4"),
        ("tử:(4", "tử: (4"),
        ("000000000000Bộ Công an", "000000000000 Bộ Công an"),
    ],
)
def test_mends(read, printed):
    assert mend(read) == printed


@pytest.mark.parametrize(
    "line",
    [
        "2, 3, 4 và 5 Điều này",
        "tại các khoản 1, 2 Điều 5",
        "H'Hen Niê",
        "Olympic",
        "lO",
        "Mục II, Chương I",
        "12,5 ha",
        "tháng 9 năm 2025, Ủy ban",
        "DH 123765",
        "TP.HCM",
        "lúc 8:30",
        "a.b@c.vn",
        "12.000,5",
        "xã/phường",
        "sl",
        "12/2020/QH14",
        "hồ sơ số/ngày",
        "1.234,56",
        "29A12345",
        "OI/2020",
    ],
)
def test_leaves_alone(line):
    assert mend(line) == line


@given(st.lists(st.text(st.characters(codec="utf-8", categories=("L", "N", "P")), min_size=1, max_size=8), max_size=6))
def test_loses_no_letters_and_joins_no_words(words):
    line = " ".join(words)
    assert len(mend(line).split()) >= len(line.split())
    letters = [c for c in line if c.isalpha() and c not in "lIO"]
    assert [c for c in mend(line) if c.isalpha() and c not in "lIO"] == letters
    assert mend(mend(line)) == mend(line)
