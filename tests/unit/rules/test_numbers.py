from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motlan.rules import is_tax_code, personal_id_facts
from motlan.rules.id_numbers import PROVINCES


@pytest.mark.parametrize(
    ("number", "province", "sex", "year"),
    [
        ("072192000123", "Tây Ninh", "Nữ", 1992),
        ("080093860447", "Long An", "Nam", 1993),
        ("001325797200", "Hà Nội", "Nữ", 2025),
        ("075226935522", "Đồng Nai", "Nam", 2026),
    ],
)
def test_personal_id(number, province, sex, year):
    facts = personal_id_facts(number)
    assert (facts.province, facts.sex, facts.birth_year, facts.abroad) == (province, sex, year, False)


def test_other_numbers_are_no_personal_id():
    assert personal_id_facts("07219200012") is None
    assert personal_id_facts("０72192000123") is None
    assert personal_id_facts("140192000123").abroad
    assert len(PROVINCES) == 63


@pytest.mark.parametrize("code", ["3900000128", "3900001234", "3900000110", "3900000128-001"])
def test_tax_codes(code):
    assert is_tax_code(code)


@pytest.mark.parametrize(
    "code", ["3900000129", "390000012", "39000001281", "3900000128-000", "3900000128-01", "390000012X", ""]
)
def test_no_tax_codes(code):
    assert not is_tax_code(code)


@given(st.integers(min_value=0, max_value=10**9 - 1))
def test_every_single_misread_digit_of_a_tax_code_is_found(number):
    codes = [f"{number:09}{last}" for last in range(10)]
    good = [code for code in codes if is_tax_code(code)]
    assert len(good) <= 1
