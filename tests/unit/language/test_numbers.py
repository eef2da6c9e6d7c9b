from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motlan.language.numbers import VOCABULARY, parse_spelled, parse_words, to_words


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("không", 0),
        ("mười lăm", 15),
        ("hai mươi tư", 24),
        ("hăm mốt", 21),
        ("ba mươi nhăm", 35),
        ("hai mốt", 21),
        ("bốn chục", 40),
        ("một trăm lẻ năm", 105),
        ("trăm rưỡi", 150),
        ("Hai nghìn không trăm linh ba", 2003),
        ("hai ngàn lẻ ba", 2003),
        ("hai nghìn hai mươi mốt", 2021),
        ("một chín chín sáu", 1996),
        ("hai không hai một", 2021),
        ("hai triệu rưỡi", 2_500_000),
        ("một tỷ hai trăm triệu", 1_200_000_000),
        ("năm nghìn tỷ", 5_000_000_000_000),
        ("HAI MUOI LAM", 25),
    ],
)
def test_words(words, number):
    assert parse_words(words) == number


@pytest.mark.parametrize(
    "words", ["", "mười mươi", "ngày hai", "hai trăm triệu nghìn", "lăm mươi mươi", "phẩy ba", "Kinh", "một phẩy hai"]
)
def test_no_number(words):
    assert parse_words(words) is None


def test_decimals_and_misreadings():
    assert parse_spelled("bảy mươi hai phẩy chín").value == Decimal("72.9")
    assert parse_spelled("một phẩy không năm").value == Decimal("1.05")
    assert parse_spelled("ba phẩy hai mươi lăm").value == Decimal("3.25")
    assert not parse_spelled("hai mươi mốt").repaired
    bent = parse_spelled("hai rnươi rnốt")
    assert bent.value == 21
    assert bent.repaired
    splinter = parse_spelled("chín trăm c chín mươi sáu")
    assert (splinter.value, splinter.repaired) == (996, True)
    assert parse_words("haimươi mốt") == 21  # blanks are lost in narrow type


@given(
    st.integers(min_value=0, max_value=10**15 - 1), st.sampled_from(["nghìn", "ngàn"]), st.sampled_from(["linh", "lẻ"])
)
def test_there_and_back(number, thousand, zero_tens):
    assert parse_words(to_words(number, thousand=thousand, zero_tens=zero_tens)) == number


@given(st.lists(st.sampled_from(sorted(VOCABULARY)), max_size=9))
def test_any_words_give_a_number_or_none(words):
    spelled = parse_spelled(" ".join(words))
    assert spelled is None or spelled.value >= 0


def test_out_of_range():
    with pytest.raises(ValueError, match="no words"):
        to_words(-1)
