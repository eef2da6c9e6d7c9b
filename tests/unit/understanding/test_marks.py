"""What a form's dotted line leaves in a value goes; what a writer put there stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motlan.rules.normalisers.marks import date_words_without_marks, name_without_marks, text_without_leader_dots
from motlan.understanding.draft import Draft, set_value


@pytest.mark.parametrize(
    ("read", "meant", "marks"),
    [
        ("Khu.phố.3, .phường.Cẩm.Thành", "Khu phố 3, phường Cẩm Thành", 5),
        ("phường, Cẩm Thành, tỉnh, Quảng Ngãi", "phường Cẩm Thành, tỉnh Quảng Ngãi", 2),
        ("Ấp 3. xã Tân Hòa", "Ấp 3, xã Tân Hòa", 1),
        ("18 giờ.42 phút", "18 giờ 42 phút", 1),
        ("TP.HCM, Q.1, P. Bến Nghé, KP.3", "TP.HCM, Q.1, P. Bến Nghé, KP.3", 0),
        ("Xã Xuân Đường, huyện Cẩm Mỹ", "Xã Xuân Đường, huyện Cẩm Mỹ", 0),
        ("Thôn 2. Xã Bình Minh", "Thôn 2. Xã Bình Minh", 0),
        ("hồ sơ số 8469.TC.089; Chi nhánh", "hồ sơ số 8469.TC.089; Chi nhánh", 0),
        ("Ấp. Rạch Giồng, xã. Tân Thuận", "Ấp Rạch Giồng, xã Tân Thuận", 2),
        ("1.200.000 đồng", "1.200.000 đồng", 0),
    ],
)
def test_places_and_texts(read: str, meant: str, marks: int) -> None:
    assert text_without_leader_dots(read) == (meant, marks)


@pytest.mark.parametrize(
    ("read", "meant", "marks"),
    [
        ("TÔ BÍCH.ÁNH", "TÔ BÍCH ÁNH", 1),
        ("HOÀNG, BÍCH, DIỆP.VÂN.", "HOÀNG BÍCH DIỆP VÂN", 3),
        ("o Phan Ngọc Sương", "Phan Ngọc Sương", 1),
        ("LêMinh Thư", "Lê Minh Thư", 1),
        ("... Y Bloc Niê ...", "Y Bloc Niê", 0),
        ("H'Hen Niê", "H'Hen Niê", 0),
    ],
)
def test_names(read: str, meant: str, marks: int) -> None:
    assert name_without_marks(read) == (meant, marks)


def test_a_date_in_words_keeps_the_commas_of_month_and_year() -> None:
    read = "Ngày mười, bảy, tháng hai, năm hai.nghìn"
    assert date_words_without_marks(read) == ("Ngày mười bảy, tháng hai, năm hai nghìn", 2)


def test_the_more_marks_the_less_certain() -> None:
    certain = [
        set_value(Draft("name", found=True), read).certainty for read in ("TÔ BÍCH ÁNH", "TÔ BÍCH.ÁNH", "TÔ.BÍCH.ÁNH")
    ]
    assert certain == sorted(certain, reverse=True) and len(set(certain)) == 3


@given(st.text(alphabet="aĐ ốT.,·3", max_size=40))
def test_nothing_but_marks_is_lost(read: str) -> None:
    kept = [c for c in text_without_leader_dots(read)[0] if c not in " .,"]
    assert kept == [c for c in read if c not in " .,"]
