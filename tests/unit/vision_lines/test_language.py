"""The language model, what it may say, and which words are looked at again."""

from __future__ import annotations

import pytest

from motlan_vision.recognise.doubt import doubtful, is_sure, is_sure_at_once
from motlan_vision.recognise.engine import Reading, Token
from motlan_vision.recognise.language import MODEL, UNKNOWN, model, words
from motlan_vision.recognise.plausible import fitting, oddities, protected

BOX = (0.0, 0.0, 600.0, 20.0)


def read(*said: str | tuple[str, float], asked: int = 1) -> Reading:
    """Words side by side, with a probability where it is not 0.99."""
    pairs = [(s, 0.99) if isinstance(s, str) else s for s in said]
    return Reading(tuple(Token(w, p, 50.0 * i, 50.0 * i + 40, asked, asked) for i, (w, p) in enumerate(pairs)))


def test_the_model_is_small():
    assert MODEL.stat().st_size < 300_000


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("Ủy ban nhân dân", ["ủy", "ban", "nhân", "dân"]),
        ("Uỷ ban, nhân dân.", ["ủy", "ban", "¶", "nhân", "dân", "¶"]),
        ("ngày 20/11/2014", ["ngày", "0"]),
        ("(sau đây…)", ["¶", "sau", "đây", "¶"]),
        ("", []),
    ],
)
def test_words_as_the_model_knows_them(text, want):
    assert words(text) == want


@pytest.mark.parametrize(
    ("before", "word", "after", "leads"),
    [
        ("đăng", "ký", "khai", True),
        ("căn", "cứ", "Luật", True),
        ("Ủy", "ban", "nhân", True),
        ("Ủy", "bạn", "nhân", False),
        ("giám", "đóc", None, False),
        ("chủ", "nghỉa", "xã", False),
    ],
)
def test_the_right_word_leads_those_that_look_like_it(before, word, after, leads):
    assert (model().lead(before, word, after) > 0) is leads


@pytest.mark.parametrize("word", ["12/2020", "K-", "xyzq", ""])
def test_what_no_text_has_lags(word):
    assert model().lead("ngày", word, "tháng") == UNKNOWN


def test_rivals_are_the_words_with_the_same_bare_letters():
    assert {word[0] + word[-1] for word, _ in model().rivals("xét", "tuyên", "sinh")} == {"tn"}
    leads = dict(model().rivals("quy", "đình", "tại"))
    assert "đình" not in leads and min(leads, key=lambda word: leads[word]) == "định"
    assert leads["định"] < -6.0
    assert all(lead > 0 for _, lead in model().rivals("quy", "định", "tại"))


def test_numbers_and_glued_words_have_no_rival():
    assert model().rivals("ngày", "12", "tháng") == []
    assert model().rivals("ngày", "nhanh/chóng", None) == []


def test_it_speaks_for_the_likelier_of_two_words():
    worth = fitting(["hộ tịch", "hộ tích"], "đăng", None)
    assert worth["hộ tịch"] == 0.0
    assert worth["hộ tích"] < -1.0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12", "72"),  # numbers
        ("Hằng", "Hàng"),  # names
        ("QĐ-UBND", "QD-UBND"),  # codes
        ("dân,", "dân."),  # marks
        ("GIÁM ĐỐC", "GIÁM ĐÓC"),  # capitals may be names
        ("ngày 12", "ngày 72"),
    ],
)
def test_it_never_speaks_for_one_name_number_code_or_mark_against_another(one, other):
    assert protected(one) != protected(other)
    assert set(fitting([one, other], "ngày", "tháng").values()) == {0.0}


@pytest.mark.parametrize(
    ("text", "odd"),
    [("Thành,ngày", 1), ("4.Cơ", 1), ("4. Cơ", 0), ("QĐ-UBND", 0), ("12.000", 0), ("2O14", 1), ("hỗ", 1), ("abc", 1)],
)
def test_oddities(text, odd):
    assert oddities(text) == odd


def test_running_text_is_sure_at_one_look_but_for_its_end():
    line = read("đăng", "ký", "khai", "sinh", "theo", "quy", "định", "của", "pháp", "luật")
    assert doubtful(line, BOX, is_sure_at_once) == [(8, 10)]  # the last word, shown with the one before


@pytest.mark.parametrize("word", ["1234", "Hằng", "quỵ", "hõ", "01/2020/QĐ"])
def test_numbers_names_and_what_does_not_fit_are_looked_at_again(word):
    line = read("theo", word, "định", "của", "luật")
    token = line.tokens[1]
    assert not is_sure_at_once(Token(token.text, min(token.probability, 0.9), 0, 1), "theo", "định", False)


def test_views_that_differ_leave_a_doubt_unless_the_language_is_plain():
    assert not is_sure(Token("ký", 0.9, 0, 1, 2, 3), "đăng", "khai", False)
    assert is_sure(Token("ký", 0.995, 0, 1, 2, 3), "đăng", "khai", False)
    assert not is_sure(Token("1234", 0.995, 0, 1, 2, 3), "số", "ngày", False)
    assert not is_sure(Token("Thành,ngày", 0.99, 0, 1, 3, 3), "Hồ", "12", False)


def test_an_open_end_is_looked_at():
    line = read("theo", "quy", "định", asked=3)
    assert doubtful(line, BOX, is_sure) == []
    assert doubtful(line, BOX, is_sure, open_end=True) == [(0, 3)]


def test_a_mark_that_the_ink_bears_out_needs_no_other_witness():
    split = Token("khai;", 0.6, 0, 1, 1, 3)
    assert is_sure(split, "tờ", None, True)
    assert not is_sure(split, "tờ", None, False)
    assert not is_sure(Token("2045;", 0.6, 0, 1, 1, 3), "số", None, True)
    once = Token("khai;", 0.95, 0, 1)
    assert is_sure_at_once(once, "tờ", None, True)
    assert not is_sure_at_once(once, "tờ", None, False)
