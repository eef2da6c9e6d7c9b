"""What is spelt as nothing of its kind is goes to a person: tables of guards, each with its counterpart."""

from __future__ import annotations

import pytest

from motlan.understanding.catalogue import default_catalogue
from motlan.understanding.classify import Kind
from motlan.understanding.draft import Draft
from motlan.understanding.extract import Extraction, _doubt_part
from motlan.understanding.heads import letterhead, place_dates
from motlan.understanding.places import mend_address
from motlan.understanding.sheets import sheet_of
from motlan.understanding.soundness import unsound
from tests.unit.understanding.drawing import MOTTO, NATION, page

CARD = "Căn cước công dân số 072190000123, Cục Cảnh sát QLHC về TTXH cấp ngày 01/03/2022"


@pytest.mark.parametrize(
    ("key", "kind", "text", "wrong"),
    [
        ("id_doc", "id_doc", CARD, False),
        ("id_doc", "id_doc", CARD.replace("01/03/2022", "0103/2022"), True),
        ("id_doc", "id_doc", CARD.replace("072190000123", "07219000012"), True),
        ("id_doc", "id_doc", "CMND số 072190000, Công an tỉnh Đắk Nông cấp ngày 01/03/2012", False),
        ("id_doc", "id_doc", "Căn cước số 072190000123, Bộ nông an cấp ngày 01/03/2025", True),
        ("id_doc", "id_doc", "CCCD số 072190000, Bộ Công an cấp ngày 01/03/2025", True),
        ("residence", "address", "Ấp 3, xã Phước Chỉ, tỉnh Tây Ninh", False),
        ("residence", "address", "Ấp 3", True),
        ("residence", "address", "óm 3, xã Phước Chỉ, tỉnh Tây Ninh", True),
        ("residence", "address", "Tổ dân hố 3, xã Phước Chỉ, tỉnh Tây Ninh", True),
        ("residence", "address", "Tổ dân phố 3, phường Ninh Thạnh, tỉnh Tây Ninh", False),
        ("owner_id_issuer", "text", "Bộ Công an 11/ Hộ khẩu thường trú", True),
        ("owner_id_issuer", "text", "Bộ Công an", False),
        ("issuer_name", "text", "VĂN cHÒNG ĐĂNG KÝ ĐẤT ĐAI", True),
        ("issuer_name", "text", "VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI", False),
        ("registration_no", "registration_no", "73/l999", True),
        ("registration_no", "registration_no", "73/1999", False),
    ],
)
def test_unsound(key: str, kind: str, text: str, *, wrong: bool) -> None:
    assert unsound(key, kind, text) is wrong


@pytest.mark.parametrize(
    ("key", "kind", "value", "raw", "doubted"),
    [
        ("issue_date", "date", "2025", "ngày … 2025", True),
        ("issue_date", "date", "2025-03-01", "01/03/2025", False),
        ("birth_date", "date", "1950", "1950", False),
        ("birth_date", "date", "1950", "0 2/1 1950", True),
        ("mother_birth_year", "year", "1958", "1958 1957", True),
        ("mother_birth_year", "year", "1958", "1958", False),
    ],
)
def test_a_part_of_a_date_is_no_day(key: str, kind: str, value: str, raw: str, *, doubted: bool) -> None:
    found = Draft(kind, found=True, value=value, raw=raw)
    _doubt_part(key, found)
    assert ("form" in found.doubts) is doubted


@pytest.mark.parametrize(
    ("read", "kept"),
    [
        ("Nhà hộ sinh Phương Bình, xã Phương Bình, thành phố Cần Thơ",) * 2,
        ("Trung tâm Y tế Tịnh Bắc, tỉnh Quảng Ngãi",) * 2,
        ("UBND xạ Phước Chỉ, tỉnh Tây Ninh", "UBND xã Phước Chỉ, tỉnh Tây Ninh"),
    ],
)
def test_a_name_that_is_spelt_like_a_kind_stays_a_name(read: str, kept: str) -> None:
    assert mend_address(read).text == kept


def test_a_place_whose_kind_was_misread_is_strange() -> None:
    assert mend_address("Ấp 3, lã Phước Chỉ, tỉnh Tây Ninh").strange
    assert not mend_address("Ấp 3, xã Phước Chỉ, tỉnh Tây Ninh").strange


@pytest.mark.parametrize(
    ("line", "place"),
    [("Phường 1 Bảo Lộc, ngày 05 tháng 3 năm 2026", "Phường 1 Bảo Lộc"), ("……, ngày 05 tháng 3 năm 2026", ""),
     ("ngày 05 tháng 3 năm 2026", "")],
)  # fmt: skip
def test_a_date_stands_with_a_numbered_place_or_none(line: str, place: str) -> None:
    sheet = sheet_of(page(["Chuyện gì đó ở bên trái của trang", [(0.5, ">" + line)]]))
    (found,) = place_dates(sheet)
    assert found[0].text.strip(" .,…") == place.strip(" ,")
    assert found[1].text.endswith("năm 2026")


def test_an_office_that_touches_the_national_title_is_still_an_office() -> None:
    lines = [f"ỦY BAN NHÂN DÂN XÃ PHÚ HỒ {NATION}", [(0.5, ">" + MOTTO)]]
    (body,) = letterhead(sheet_of(page(lines)))
    assert " ".join(p.text for p in body) == "ỦY BAN NHÂN DÂN XÃ PHÚ HỒ"


def test_an_office_field_must_name_an_office() -> None:
    template = default_catalogue()["marriage_certificate"]
    assert template.by_key["registration_place"].must
    lines = ["^GIẤY CHỨNG NHẬN KẾT HÔN", "Nơi đăng ký kết hôn: hộ khẩu thường trú"]
    found = Extraction(template, [sheet_of(page(lines))], [Kind("marriage_certificate", 1.0)]).fields()
    assert "form" in found["registration_place"].doubts
