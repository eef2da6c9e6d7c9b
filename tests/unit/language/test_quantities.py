from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motlan.language.quantities import parse_quantity, spelled_amount


@pytest.mark.parametrize(
    ("read", "value", "repaired"),
    [
        ("499,4 m²", 499.4, False),
        ("Diện tích: 1.234,5 m2 (bằng chữ: …)", 1234.5, False),
        ("10.000.000 đồng", 10_000_000, False),
        ("1,000,000 VND", 1_000_000, False),
        ("1 250", 1250, False),
        ("72.9", 72.9, False),
        ("3.050 gam", 3050, False),
        ("1O0 m2", 100, True),
        ("12 , 5", 12.5, True),
    ],
)
def test_figures(read, value, repaired):
    found = parse_quantity(read)
    assert (found.plain(), found.repaired) == (value, repaired)


@pytest.mark.parametrize("read", ["", "không", "…", "m²"])
def test_no_figures(read):
    assert parse_quantity(read) is None


def test_amounts_in_words():
    assert spelled_amount("(bằng chữ: Bảy mươi hai phẩy chín mét vuông)").value == Decimal("72.9")
    assert spelled_amount("Mười triệu đồng chẵn./.").value == 10**7
    assert spelled_amount("Ngân hàng") is None


@given(st.decimals(min_value=0, max_value=10**9, places=1))
def test_vietnamese_spelling_there_and_back(number):
    printed = f"{number:,}".translate(str.maketrans(",.", ".,"))
    assert parse_quantity(f"{printed} m²").value == number


@given(st.text(max_size=40))
def test_any_text(text):
    found = parse_quantity(text)
    assert found is None or found.value >= 0
    spelled_amount(text)
