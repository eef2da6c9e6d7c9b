"""Text figures on pages small enough to count by hand."""

from __future__ import annotations

import pytest

from benchmarks.metrics.align import align
from benchmarks.metrics.normalise import plain, tone
from benchmarks.metrics.text import TextScore


@pytest.mark.parametrize(
    ("said", "same_as"),
    [
        ("Hoà Bình", "Hòa Bình"),
        ("THUỶ", "THỦY"),
        ("quý", "quý"),
        ("hoàng", "hoàng"),  # closed syllable: the tone stands where it stands
        ("“Một – hai”", '"Một - hai"'),
        ("Họ tên: ........ An", "Họ tên: An"),
        ("a\u00a0 b\u200b", "a b"),
    ],
)
def test_normal_form(said: str, same_as: str) -> None:
    assert plain(said) == same_as


def test_tone_leaves_q_alone() -> None:
    assert tone("quỳ") == "quỳ"


def one(truth: list[str], output: list[str], optional: list[str] | None = None) -> dict[str, float | int | None]:
    score = TextScore()
    score.add(truth, output, optional or [])
    return score.report()


def test_perfect_page_in_another_order() -> None:
    r = one(["dòng một ở đây", "dòng hai khác"], ["dòng hai khác", "dòng một ở đây"])
    assert r["cer"] == 0
    assert r["cer_plain"] and r["cer_plain"] > 0.5
    assert r["bow_f1"] == 1


def test_one_wrong_letter_in_twenty() -> None:
    r = one(["abcdefghij klmnopqrs"], ["abcdefghij klmnopqrX"])
    assert r["cer"] == pytest.approx(1 / 20)
    assert r["wer"] == pytest.approx(1 / 2)


def test_lost_line_counts_whole_and_invented_line_too() -> None:
    assert one(["mười chữ cái ở đây", "lạc"], ["mười chữ cái ở đây"])["cer"] == pytest.approx(3 / 21)
    assert one(["mười chữ cái ở đây"], ["mười chữ cái ở đây", "thừa ra"])["cer"] == pytest.approx(7 / 18)


def test_optional_line_is_free_either_way() -> None:
    assert one(["nội dung trang này"], ["nội dung trang này", "DẤU MẪU"], ["DẤU MẪU"])["cer"] == 0
    assert one(["nội dung trang này"], ["nội dung trang này"], ["DẤU MẪU"])["cer"] == 0


def test_line_joined_by_the_engine_is_no_error() -> None:
    r = one(["Giới tính: Nữ có thật", "Dân tộc: Kinh ở đây"], ["Giới tính: Nữ có thật Dân tộc: Kinh ở đây"])
    assert r["cer"] is not None and r["cer"] <= 1 / 40


def test_marks_capitals_and_digits() -> None:
    r = one(["CỘNG HÒA XÃ HỘI", "ngày 05 tháng 3"], ["CÔNG HÒA XÃ HỘI", "ngày 06 tháng 3"])
    assert r["diacritic_error_rate"] == pytest.approx(1 / 6)  # ộ à ã ộ of the first line; à á of the second
    assert r["upper_case_cer"] == pytest.approx(1 / 15)
    assert r["digit_words"] == 2
    assert r["digit_word_error"] == 0.5


def test_empty_page_and_empty_output() -> None:
    assert one([], [])["cer"] is None
    assert one(["có chữ"], [])["cer"] == 1


def test_hand_and_print_apart() -> None:
    score = TextScore()
    score.add([{"text": "in máy rõ ràng"}, {"text": "viết tay xấu", "hand": True}], ["in máy rõ ràng"])
    r = score.report()
    assert r["cer_print"] == 0
    assert r["cer_hand"] == 1


def test_alignment_cuts_at_words() -> None:
    found = align(["Số: 12/2024", "Hà Nội, ngày 5"], ["Số: 12/2024 Hà Nội, ngày 5"])
    assert {(p.truth, p.output) for p in found.pairs} == {
        ("Số: 12/2024", "Số: 12/2024"),
        ("Hà Nội, ngày 5", "Hà Nội, ngày 5"),
    }
    assert not found.missed
    assert not found.extra
