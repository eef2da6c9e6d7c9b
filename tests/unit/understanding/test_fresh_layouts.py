"""Layouts that only dossiers drawn afresh had: labels over values, judgments, paragraphs right below a value."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motlan.model import Paper
from motlan.understanding import understand
from motlan.understanding.soundness import unsound
from tests.unit.understanding.drawing import MOTTO, NATION, page

TODAY = date(2026, 11, 15)
OFFICE: list[Any] = [
    [(0, "<ỦY BAN NHÂN DÂN"), (0, ">" + NATION)],
    [(0, "<XÃ HÒA AN"), (0, ">" + MOTTO)],
]


def papers(*rows: Any) -> list[Paper]:
    return list(understand([page(rows)], today=TODAY).papers)


def value(paper: Paper, key: str) -> Any:
    return paper.fields[key].value


def test_values_stand_under_their_labels_in_columns() -> None:
    (paper,) = papers(
        *OFFICE,
        [(0, "<Số: 12/TLKT-BS"), (0, ">Hòa An, ngày 03 tháng 4 năm 2026")],
        "^TRÍCH LỤC KHAI TỬ",
        "Họ, chữ đệm, tên",
        "DOÃN THỊ HẠNH",
        "Ngày, tháng, năm sinh",
        "24/06/1957",
        [(0.1, "Giới tính"), (0.4, "Dân tộc"), (0.7, "Quốc tịch")],
        [(0.1, "Nữ"), (0.4, "Thái"), (0.7, "Việt Nam")],
        "Số định danh cá nhân",
        "045157990001",
        "Giấy tờ tùy thân",
        "CC số: 045157990001; cấp ngày 13/02/2022",
        "Nơi cư trú cuối cùng",
        "Bản 9, xã Cồn Tiên, tỉnh Quảng Trị",
        "Đã chết vào lúc: 04 giờ 20 phút, ngày 16 tháng 3 năm 2026",
    )
    assert paper.type == "death_extract"
    assert [value(paper, k) for k in ("full_name", "birth_date", "sex", "ethnicity", "nationality")] == [
        "DOÃN THỊ HẠNH",
        "1957-06-24",
        "Nữ",
        "Thái",
        "Việt Nam",
    ]
    assert value(paper, "id_doc") == "CC số: 045157990001; cấp ngày 13/02/2022"


def judgment() -> list[Any]:
    return [
        [(0, "<TÒA ÁN NHÂN DÂN KHU VỰC 9"), (0, ">" + NATION)],
        [(0, "<TỈNH HƯNG YÊN"), (0, ">" + MOTTO)],
        "Bản án số: 187/2019/HNGĐ-ST",
        "Ngày: 02-7-2019",
        "",
        "^NHÂN DANH",
        "^NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "^TÒA ÁN NHÂN DÂN KHU VỰC 9",
        "- Nguyên đơn: Chị Quách Khánh Liễu, sinh năm 1991",
        "Địa chỉ: Khu phố 9, xã Hương Bình, tỉnh Hưng Yên",
        "- Bị đơn: Anh Nghiêm Đình Phúc, sinh năm 1987",
        "Địa chỉ: Ấp 8, xã Hồng Kim, tỉnh Hưng Yên",
        "^QUYẾT ĐỊNH:",
        "1. Chấp nhận yêu cầu khởi kiện; nguyên đơn được ly hôn với bị đơn.",
    ]


def test_a_judgment_in_the_name_of_the_state_is_no_decision() -> None:
    (paper,) = papers(*judgment())
    assert (paper.type, value(paper, "judgment_no")) == ("divorce_judgment", "187/2019/HNGĐ-ST")


def test_an_address_is_no_party() -> None:
    (paper,) = papers(*judgment())
    assert len(value(paper, "parties")) == 2
    assert all("phố" not in p and "Ấp" not in p for p in value(paper, "parties"))


def test_the_number_of_a_death_notice_ends_where_its_issuer_begins() -> None:
    (paper,) = papers(
        "^" + NATION,
        "^" + MOTTO,
        "^TỜ KHAI ĐĂNG KÝ KHAI TỬ",
        "Họ, chữ đệm, tên người yêu cầu: NGUYỄN VĂN AN",
        "Đề nghị cơ quan đăng ký khai tử cho người có tên dưới đây:",
        "Họ, chữ đệm, tên: NGUYỄN VĂN BA",
        "Số Giấy báo tử/Giấy tờ thay thế Giấy báo tử: 28/UBND-GBT do UBND xã Hòa An cấp ngày 12/07/2026",
    )
    assert value(paper, "death_notice_no") == "28/UBND-GBT"


def test_a_period_without_a_day_is_blank() -> None:
    (paper,) = papers(
        "^" + NATION,
        "^" + MOTTO,
        "^TỜ KHAI CẤP GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN",
        "Họ, chữ đệm, tên người yêu cầu: NGUYỄN VĂN AN",
        "Đề nghị cấp Giấy xác nhận tình trạng hôn nhân cho người có tên dưới đây:",
        "Họ, chữ đệm, tên: NGUYỄN VĂN AN",
        "Trong thời gian cư trú tại ....... từ ngày ...... tháng ...... năm ...... đến ngày ... tháng ... năm ....",
        "Tình trạng hôn nhân: Hiện tại chưa đăng ký kết hôn với ai",
    )
    assert (paper.fields["status_period"].value, paper.fields["status_period"].status) == (None, "blank")
    assert value(paper, "marital_status") == "Hiện tại chưa đăng ký kết hôn với ai"


def test_the_signature_is_no_row_and_a_column_head_no_end() -> None:
    (paper,) = papers(
        *OFFICE,
        [(0, "<Số: 132/GCN-HCN"), (0, ">Hòa An, ngày 10 tháng 02 năm 2025")],
        "^GIẤY CHỨNG NHẬN HỘ CẬN NGHÈO",
        "Hộ ông/bà: PHAN ĐÌNH HẢI",
        "Địa chỉ: Bản 13, xã Hòa An, thành phố Huế",
        "Là hộ cận nghèo năm 2025.",
        "Danh sách thành viên trong hộ:",
        [(0.1, "STT"), (0.2, "Họ và tên"), (0.5, "Quan hệ với chủ hộ"), (0.8, "Năm sinh")],
        [(0.1, "1"), (0.2, "Phan Đức Trường"), (0.5, "Con"), (0.8, "1971")],
        [(0.1, "2"), (0.2, "Phan Minh Hùng"), (0.5, "Con"), (0.8, "1979")],
        [(0.6, "TM. ỦY BAN NHÂN DÂN")],
        [(0.66, "CHỦ TỊCH")],
        [(0.65, "Vũ Đức Bình")],
    )
    assert [(m["full_name"], m["relation"]) for m in value(paper, "members")] == [
        ("Phan Đức Trường", "Con"),
        ("Phan Minh Hùng", "Con"),
    ]


@pytest.mark.parametrize(
    ("key", "kind", "text", "flagged"),
    [
        ("residence", "address", "Ấp Bình Hòa, xã Vân Du, tỉnh Nghệ An", False),
        ("residence", "address", "Ấp Bình Hòa, xã Vân Du, tỉnh Nghệ An Quan hệ với chủ hộ Con", True),
        ("residence", "address", "Xóm 1, phường Kim Trà, TP. Huế 1 1", True),
        ("term", "term", "06 tháng kể từ ngày ký", False),
        ("term", "term", "06 tháng kể từ ngày ký. Hai bên cam kết chịu trách nhiệm", True),
    ],
)
def test_more_than_the_value_is_for_a_person(key: str, kind: str, text: str, flagged: bool) -> None:
    assert unsound(key, kind, text) is flagged
