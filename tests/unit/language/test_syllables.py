from __future__ import annotations

import re
from pathlib import Path

import pytest

from motlan.language.syllables import is_plausible_name_word, is_syllable, plausible_share

SHARED = Path(__file__).parents[4] / "shared" / "data"


WORDS = """
nghiêng quyển khuya Nguyễn Thuỷ thủy giếng gì giặt quốc khuếch xoong huỳnh yểng ương uống oanh ngoẹo Phương Đắc ưu
qua quyết kỳ ghế
"""


@pytest.mark.parametrize("word", WORDS.split())
def test_syllables(word):
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word", ["ngiêng", "cên", "kang", "bct", "tac", "phucj", "Nguyên1", "xyz", "ơơ", "nggh", "hắắ", "w"]
)
def test_no_syllables(word):
    assert not is_syllable(word)


def test_names_of_other_peoples_are_plausible():
    assert all(map(is_plausible_name_word, ["H'Hen", "Niê", "Blưm", "Krông", "Y", "Drênh", "Ea"]))
    assert not is_plausible_name_word("Nbxtr")
    assert plausible_share("Cộng hòa xã hội") == 1
    assert plausible_share("Cộnq hòa") == 0.5
    assert plausible_share("12/3") == 1


@pytest.mark.shared
def test_the_words_of_a_law_are_syllables():
    law = SHARED / "corpora" / "laws" / "Luat-Ho-tich-2014-259727.txt"
    if not law.exists():
        pytest.skip("no ../shared/data on this machine")
    words = re.findall(r"[^\W\d_]{2,}", law.read_text("utf-8"))
    lower = [word for word in words if word.islower()]
    assert len(lower) > 5000
    assert sum(map(is_syllable, lower)) / len(lower) > 0.995
