from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motlan.language.text import clean, fold, fold_words, nfc, old_tone_placement, same_letters, without_leaders


@pytest.mark.parametrize(
    ("read", "folded"),
    [
        ("Độc lập - Tự do - Hạnh phúc", "doc lap - tu do - hanh phuc"),
        ("ĐẮK LẮK", "dak lak"),
        (unicodedata.normalize("NFD", "Nguyễn"), "nguyen"),
        ("Ðình", "dinh"),  # Latin Eth, as old converters write it
        ("H'MÔNG", "h'mong"),
    ],
)
def test_fold(read, folded):
    assert fold(read) == folded


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ("hoà", "hòa"),
        ("Thuỷ", "Thủy"),
        ("HOÀ", "HÒA"),
        ("loè", "lòe"),
        ("quý", "quý"),
        ("Quỳnh", "Quỳnh"),
        ("hoàn", "hoàn"),
    ],
)
def test_both_placements_of_the_tone_become_one(new, old):
    assert old_tone_placement(new) == old
    assert same_letters(new, old)


def test_clean_and_leaders():
    assert clean("  “Tổ 5”  —\u00a0khu\u00adphố\u200b ") == '"Tổ 5" - khuphố'
    assert without_leaders("Nơi sinh ........... Tây Ninh ____ ") == "Nơi sinh Tây Ninh"
    assert without_leaders("Số 12... đường") == "Số 12... đường"


def test_different_tones_are_different():
    assert not same_letters("Huy", "Hùy")
    assert fold_words("Sinh: 05/03, tại UBND-xã") == "sinh 05 03 tai ubnd xa"


@given(st.text(max_size=60))
def test_fold_keeps_places(text):
    assert len(fold(text)) == len(nfc(text))
    assert clean(clean(text)) == clean(text)
    assert fold_words(fold_words(text)) == fold_words(text)
