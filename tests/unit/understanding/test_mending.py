"""Marks given back by lists, never letters invented; what is doubtful is for a person."""

from __future__ import annotations

import pytest

from motlan.language.text import old_tone_placement
from motlan.understanding.catalogue import default_catalogue
from motlan.understanding.confidence import Calibration, judge, load_calibration
from motlan.understanding.draft import Draft
from motlan.understanding.lexicon import mend_middle, mend_phrases, mend_surname, mend_words_like
from motlan.understanding.places import mend_address, province_of


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("Ấp 3, xã Phước Chi, Tây Ninh", "Ấp 3, xã Phước Chỉ, Tây Ninh"),
        ("Phường Hồ Nai, TP. Biên Hòa, Đõng Nai", "Phường Hố Nai, TP. Biên Hòa, Đồng Nai"),
        ("UBND XÃ ĐỨC HỎA, TỈNH TÂY NINH", "UBND XÃ ĐỨC HÒA, TỈNH TÂY NINH"),
        ("xã Hòa Bình, g tỉnh Long An", "xã Hòa Bình, tỉnh Long An"),
        ("Ấp Không Đâu Có, xã Chưa Từng Nghe, tỉnh Tây Ninh", "Ấp Không Đâu Có, xã Chưa Từng Nghe, tỉnh Tây Ninh"),
        ("số 5 Trần Phú", "số 5 Trần Phú"),
        ("Bệnh viện Đa khoa tỉnh Cần, Thơ", "Bệnh viện Đa khoa tỉnh Cần Thơ"),
        ("UBND xã Liên Sơn, lỉnh Phú Thẹ", "UBND xã Liên Sơn, tỉnh Phú Thọ"),
        ("xã Phú Hữu, Cần Thơ", "xã Phú Hữu, Cần Thơ"),
        ("", ""),
    ],
)
def test_places(read: str, meant: str) -> None:
    assert old_tone_placement(mend_address(read).text) == meant


def test_an_address_as_printed_is_left_alone_and_known() -> None:
    found = mend_address("Tổ 4, phường Xuân An, TP. Long Khánh, Đồng Nai")
    assert (found.changed, found.known) == (False, 1.0)
    assert province_of("xã Hòa Bình, tỉnh Tây Ninh") == "tayninh"


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        (
            "Căn cước công dân số 072190000123, Cục Cảnh s sát QLHC vẽ TTXH cấp ngày 01/03/2022",
            "Căn cước công dân số 072190000123, Cục Cảnh sát QLHC về TTXH cấp ngày 01/03/2022",
        ),
        ("Trạm Y TẼ Hòa Bình", "Trạm Y TẾ Hòa Bình"),
        ("Số đăng ký khai tử", "Sổ đăng ký khai tử"),
        ("ông Nam Bộ", "ông Nam Bộ"),
        ("Tõ 25, khu phô 8", "Tổ 25, khu phố 8"),
        ("Số 264 Ngô Quyền", "Số 264 Ngô Quyền"),
    ],
)
def test_phrases(read: str, meant: str) -> None:
    assert mend_phrases(read)[0] == meant


def test_surnames() -> None:
    assert mend_surname("TRÃN THỊ MAI") == ("TRẦN THỊ MAI", True)
    assert mend_surname("VŨ THỊ MAI") == ("VŨ THỊ MAI", False)
    assert mend_surname("Trãn") == ("Trãn", False)


def test_the_middle_name_of_women_has_its_dot() -> None:
    assert mend_middle("ĐỖ THI THU UYÊN") == ("ĐỖ THỊ THU UYÊN", True)
    assert mend_middle("Nguyễn Thi") == ("Nguyễn Thi", False)
    assert mend_middle("LÊ THỊ MAI") == ("LÊ THỊ MAI", False)


def test_words_are_mended_only_where_every_letter_is_the_same() -> None:
    assert mend_words_like("Ngày ba thãng bay", "Ngày ba tháng bảy") == ("Ngày ba tháng bảy", True)
    assert mend_words_like("Ngày tư tháng bảy", "Ngày ba tháng bảy") == ("Ngày tư tháng bảy", False)


def test_the_data_file_is_sound() -> None:
    made = load_calibration()
    assert all(a < b for a, b in zip(made.curve, made.curve[1:], strict=False))
    assert made.weights["mean_word"] > 0
    assert made.weights["support"] > 0
    known = {f.key for paper in default_catalogue() for f in paper.fields}
    named = {name.split(".")[-1].split("[")[0] for name in made.accept if not name.startswith("kind:")}
    assert named - {"default"} <= known


@pytest.mark.parametrize("doubt", ["form", "sources", "check", "guess", "type"])
def test_a_doubt_is_for_a_person_however_clear_the_letters(doubt: str) -> None:
    sure = Draft("name", found=True, value="LÊ THỊ MAI", raw="LÊ THỊ MAI", words=1.0, worst=1.0, support=2)
    accept_all = Calibration({"bias": 9.0}, ((0.0, 0.5), (9.0, 0.99)), {"default": 0.0})
    assert judge(sure, 1.0, accept_all)[1] == "accepted"
    sure.doubts.add(doubt)
    assert judge(sure, 1.0, accept_all)[1] == "review"


def test_handwriting_is_for_a_person_unless_borne_out() -> None:
    hand = Draft("name", found=True, value="LÊ THỊ MAI", raw="LÊ THỊ MAI", words=1.0, worst=1.0, hand=True)
    accept_all = Calibration({"bias": 9.0}, ((0.0, 0.5), (9.0, 0.99)), {"default": 0.0})
    assert judge(hand, 1.0, accept_all)[1] == "review"
    hand.confirm()
    assert judge(hand, 1.0, accept_all)[1] == "accepted"
