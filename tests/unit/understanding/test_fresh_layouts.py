"""Layouts that only dossiers drawn afresh had: labels over values, judgments, paragraphs right below a value."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motlan.model import Paper
from motlan.understanding import understand
from motlan.understanding.sheets import sheet_of
from motlan.understanding.signers import looks_like_name, signer
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


DECLARED: list[Any] = [
    "^" + NATION,
    "^" + MOTTO,
    "^TỜ KHAI CẤP GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN",
    "Kính gửi: UBND xã Hòa An, thành phố Huế",
]


@pytest.mark.parametrize("kind", ["CCCD số 046091467109", "Thẻ CCCD số 046091467109", "CC số: 046091467109"])
def test_the_kind_of_an_identity_paper_is_of_the_value(kind: str) -> None:
    said = f"{kind}, Cục Cảnh sát QLHC về TTXH cấp ngày 26/01/2023"
    (under,) = papers(
        *DECLARED,
        *("Họ, chữ đệm, tên người yêu cầu", "TRIỆU HỮU KIÊN", "Ngày, tháng, năm sinh", "27/04/1991"),
        *("Nơi cư trú", "Tổ 8, xã Hòa An, thành phố Huế", "Giấy tờ tùy thân", said),
        "Đề nghị cấp Giấy xác nhận tình trạng hôn nhân cho người có tên dưới đây:",
        *("Họ, chữ đệm, tên", "TRIỆU HỮU KIÊN", "Giấy tờ tùy thân", said),
    )
    assert (value(under, "requester_id_doc"), value(under, "id_doc")) == (said, said)
    (beside,) = papers(
        *OFFICE,
        [(0, "<Số: 187/UBND-XNTTHN"), (0, ">Hòa An, ngày 09 tháng 8 năm 2026")],
        "^GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN",
        "XÁC NHẬN:",
        [(0.1, "Họ, chữ đệm, tên"), (0.4, "TRIỆU HỮU KIÊN")],
        [(0.1, "Ngày, tháng, năm sinh"), (0.4, "27/04/1991")],
        [(0.1, "Giấy tờ tùy thân"), (0.4, said[:50])],
        [(0.4, said[50:].strip())] if said[50:].strip() else "",
        [(0.1, "Nơi cư trú"), (0.4, "Tổ 8, xã Hòa An, thành phố Huế")],
        "Tình trạng hôn nhân: Hiện tại chưa đăng ký kết hôn với ai",
    )
    assert str(value(beside, "id_doc")).replace(" ", "") == said.replace(" ", "")


def test_two_labels_of_an_empty_form_are_no_value() -> None:
    (paper,) = papers(
        *DECLARED,
        *("Họ, chữ đệm, tên người yêu cầu:", "Nơi cư trú:", "Giấy tờ tùy thân:", "Số CMND/Hộ chiếu:"),
        "Đề nghị cấp Giấy xác nhận tình trạng hôn nhân cho người có tên dưới đây:",
        *("Họ, chữ đệm, tên:", "Giấy tờ tùy thân:", "Tình trạng hôn nhân:"),
    )
    assert value(paper, "requester_id_doc") is None
    assert value(paper, "id_doc") is None


@pytest.mark.parametrize("said", ["Giấy này được sử dụng để", "Giấy này được cấp để", "Giấy này được dùng để"])
def test_what_a_declaration_is_for_is_no_marital_status(said: str) -> None:
    (paper,) = papers(
        *DECLARED,
        "Họ, chữ đệm, tên người yêu cầu: TRIỆU HỮU KIÊN",
        "Đề nghị cấp Giấy xác nhận tình trạng hôn nhân cho người có tên dưới đây:",
        "Họ, chữ đệm, tên: TRIỆU HỮU KIÊN",
        "Tình trạng hôn nhân: Đã ly hôn, hiện tại chưa đăng ký kết hôn với ai",
        f"{said}: Vay vốn ngân hàng",
    )
    assert value(paper, "marital_status") == "Đã ly hôn, hiện tại chưa đăng ký kết hôn với ai"
    assert value(paper, "purpose") == "Vay vốn ngân hàng"


@pytest.mark.parametrize(
    ("text", "flagged"),
    [
        ("Đã ly hôn, hiện tại chưa đăng ký kết hôn với ai", False),
        ("Đã ly hôn theo bản án của tòa án, hiện chưa đăng ký kết hôn với ai", False),
        ("Hiện tại chưa đăng ký kết hôn với ai Giấy này được sử dụng để vay vốn", True),
        ("Hiện tại chưa đăng ký kết hôn với ai Mục đích sử dụng kết hôn", True),
    ],
)
def test_a_purpose_in_a_marital_status_is_for_a_person(text: str, flagged: bool) -> None:
    assert unsound("marital_status", "marital_status", text) is flagged


def test_a_note_mark_under_a_label_is_no_row_of_the_table() -> None:
    (paper,) = papers(
        "^" + NATION,
        "^" + MOTTO,
        "^TỜ KHAI ĐĂNG KÝ KẾT HÔN",
        [(0.1, "Thông tin"), (0.35, "Bên nam"), (0.65, "Bên nữ")],
        [(0.1, "Họ, chữ đệm, tên"), (0.35, "TÔN THANH KHẢI"), (0.65, "DƯƠNG THÙY OANH")],
        [(0.1, "Dân tộc"), (0.35, "Mông"), (0.65, "Kinh")],
        [(0.1, "Quốc tịch"), (0.35, "Việt Nam"), (0.65, "Việt Nam")],
        [(0.1, "Giấy tờ tùy thân"), (0.35, "Thẻ CCCD số"), (0.65, "Căn cước công dân:")],
        [(0.1, "(3)"), (0.35, "020078476327"), (0.65, "020174000898,")],
        [(0.35, "cấp ngày 17/06/2023"), (0.65, "cấp ngày 25/03/2023")],
        [(0.1, "Kết hôn lần thứ"), (0.35, "Lần thứ nhất"), (0.65, "02")],
        "mấy",
        "Chúng tôi cam đoan những lời khai trên đây là đúng sự thật.",
    )
    assert value(paper, "male_id_doc") == "Thẻ CCCD số 020078476327 cấp ngày 17/06/2023"
    assert value(paper, "female_id_doc") == "Căn cước công dân: 020174000898, cấp ngày 25/03/2023"


def test_two_labels_each_with_its_value_are_not_one() -> None:
    (paper,) = papers(
        *OFFICE,
        [(0, "<Số: 12/TLKT-BS"), (0, ">Hòa An, ngày 03 tháng 4 năm 2026")],
        "^TRÍCH LỤC KHAI TỬ",
        [(0.1, "Họ, chữ đệm, tên"), (0.4, "QUÁCH VĂN TRƯỜNG")],
        [(0.1, "Ngày, tháng, năm sinh"), (0.4, "03/10/1950")],
        [(0.1, "Số định danh cá nhân"), (0.4, "048050735615")],
        [(0.1, "Giấy tờ tùy thân"), (0.4, "Thẻ CCCD số 048050735615 do Cục Cảnh sát")],
        [(0.4, "quản lý hành chính về trật tự xã hội cấp ngày 09/04/2023")],
        [(0.1, "Nơi cư trú cuối cùng"), (0.4, "Bản 9, xã Cồn Tiên, tỉnh Quảng Trị")],
        "Đã chết vào lúc: 04 giờ 20 phút, ngày 16 tháng 3 năm 2026",
    )
    assert value(paper, "personal_id") == "048050735615"
    assert str(value(paper, "id_doc")).startswith("Thẻ CCCD số 048050735615 do Cục")


@pytest.mark.parametrize(
    ("beside", "below", "name"),
    [
        ("12. Quan hệ với chủ hộ: Chồng", [(0.46, "THẮNG")], "TRẦN QUỐC THẮNG"),
        ("12. Quan hệ với chủ hộ: Chồng", [(0.46, "Thắng")], "TRẦN QUỐC"),
        ("12. Quan hệ với chủ hộ: Chồng", [(0.1, "THẮNG")], "TRẦN QUỐC THẮNG"),
        ("12. Quan hệ với chủ hộ: Chồng", [(0.3, "THẮNG")], "TRẦN QUỐC"),
        ("12. Quan hệ với chủ hộ: Chồng", [(0.46, "THẮNG"), (0.7, "TỐT")], "TRẦN QUỐC"),
    ],
)
def test_a_name_ends_on_the_next_line_of_a_narrow_cell(beside: str, below: Any, name: str) -> None:
    paper = papers(
        "^XÁC NHẬN THÔNG TIN VỀ CƯ TRÚ",
        "1. Họ, chữ đệm và tên: TRẦN CÔNG DŨNG",
        "2. Ngày, tháng, năm sinh: 19/01/1980 3. Giới tính: Nam",
        "8. Nơi thường trú: Bản 14, xã Diên Sanh, tỉnh Quảng Trị",
        [(0.1, "11. Họ, chữ đệm và tên chủ hộ:"), (0.46, "TRẦN QUỐC"), (0.62, beside)],
        below,
        "13. Số định danh cá nhân của chủ hộ: 045099152051",
    )[0]
    assert value(paper, "householder_name") == name


@pytest.mark.parametrize(
    ("note", "kept"),
    [
        ("Thửa đất được tách ra từ thửa số 65.", "Thửa đất được tách ra từ thửa số 65."),
        ("Thửa đất có 30 m² thuộc lộ giới. 6.", "Thửa đất có 30 m² thuộc lộ giới."),
    ],
)
def test_a_number_at_a_sentences_end_is_no_mark_of_the_next_line(note: str, kept: str) -> None:
    (paper,) = papers(
        *OFFICE,
        "^GIẤY CHỨNG NHẬN",
        "^QUYỀN SỬ DỤNG ĐẤT, QUYỀN SỞ HỮU TÀI SẢN GẮN LIỀN VỚI ĐẤT",
        "1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất:",
        "Bà: VÕ THỊ HỒNG NHUNG, CCCD số: 068190178689",
        "2. Thông tin thửa đất:",
        "a) Thửa đất số: 817 tờ bản đồ số: 19",
        f"5. Ghi chú: {note}",
    )
    assert value(paper, "notes") == kept


def degree(*head: str) -> Paper:
    (paper,) = papers(
        "^" + NATION,
        "^" + MOTTO,
        *head,
        "^BẰNG KỸ SƯ",
        "Cho/Upon: Vũ Xuân Dũng",
        "Ngày sinh/Date of birth: 28/05/1990",
        "Năm tốt nghiệp/Year of graduation: 2012",
        "Số hiệu: A1042364",
    )
    return paper


@pytest.mark.parametrize(
    ("head", "school"),
    [
        (("^HIỆU TRƯỞNG", "^TRƯỜNG ĐẠI HỌC KINH TẾ HÀ TĨNH", "^cấp"), "TRƯỜNG ĐẠI HỌC KINH TẾ HÀ TĨNH"),
        (("^HIỆU TRƯỞNG TRƯỜNG ĐẠI HỌC VINH", "^cấp"), "TRƯỜNG ĐẠI HỌC VINH"),
        (("^GIÁM ĐỐC", "^HỌC VIỆN NÔNG NGHIỆP", "^VIỆT NAM", "^cấp"), "HỌC VIỆN NÔNG NGHIỆP VIỆT NAM"),
        (("^TRƯỞNG PHÒNG GIÁO DỤC VÀ ĐÀO TẠO HÀ TĨNH", "^cấp"), None),
        (("^HIỆU TRƯỞNG", "^TRƯỜNG ĐẠI HỌC KINH TẾ HÀ TĨNH"), None),
    ],
)
def test_the_school_of_a_degree_stands_above_it(head: tuple[str, ...], school: str | None) -> None:
    found = degree(*head).fields.get("school")
    assert (found.value if found else None) == school


BODY: list[Any] = [
    *OFFICE,
    [(0, "<Số: 12/QĐ-UBND"), (0, ">Hòa An, ngày 03 tháng 4 năm 2026")],
    "^QUYẾT ĐỊNH",
    "^Về việc thành lập tổ công tác",
    "Căn cứ Luật Tổ chức chính quyền địa phương;",
    "Điều 1. Thành lập tổ công tác.",
    "",
]


@pytest.mark.parametrize(
    ("title_at", "name_at", "name", "aside"),
    [(0.68, 0.66, "Lưu Hữu Nghĩa", False), (0.60, 0.67, "Lưu Hữu Nghĩa", True), (0.66, 0.1, None, False)],
)
def test_a_name_stamped_beside_the_line_under_its_title(
    title_at: float, name_at: float, name: str | None, aside: bool
) -> None:
    found = signer(sheet_of(page([*BODY, [(title_at, "CHỦ TỊCH")], "", "", [(name_at, "Lưu Hữu Nghĩa")]])))
    assert found is not None
    assert (found.name.text if found.name else None, found.aside) == (name, aside)


def test_a_name_beside_its_line_is_for_a_person() -> None:
    (paper,) = papers(*BODY, [(0.60, "CHỦ TỊCH")], "", "", [(0.67, "Lưu Hữu Nghĩa")])
    field = paper.fields["signer_name"]
    assert (field.value, field.status) == ("Lưu Hữu Nghĩa", "review")


def test_an_authority_over_two_lines_is_whole() -> None:
    (paper,) = papers(
        *BODY,
        [(0.6, "TM. ỦY BAN NHÂN DÂN HUYỆN TAM")],
        [(0.7, "NÔNG")],
        [(0.66, "KT. CHỦ TỊCH")],
        [(0.65, "PHÓ CHỦ TỊCH")],
        "",
        "",
        [(0.65, "Ngô Thanh Phúc")],
    )
    assert value(paper, "signer_authority") == "TM. ỦY BAN NHÂN DÂN HUYỆN TAM NÔNG KT. CHỦ TỊCH"
    assert value(paper, "signer_name") == "Ngô Thanh Phúc"


@pytest.mark.parametrize(
    ("text", "flagged"),
    [
        ("từ ngày 15/05/2011 đến ngày 15/09/2018", False),
        ("Từ tháng 5 năm 2011 đến nay", False),
        ("từ ngày 15/05/2011", True),
    ],
)
def test_a_period_with_one_end_is_for_a_person(text: str, flagged: bool) -> None:
    assert unsound("status_period", "text", text) is flagged


@pytest.mark.parametrize("at", [0.394, 0.443, 0.5])
def test_a_line_of_text_that_meets_the_place_of_values_is_no_row_of_cells(at: float) -> None:
    (paper,) = papers(
        *OFFICE,
        [(0, "<Số: 187/UBND-XNTTHN"), (0, ">Hòa An, ngày 09 tháng 8 năm 2026")],
        "^GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN",
        "XÁC NHẬN:",
        [(0.1, "Họ, chữ đệm, tên"), (at, "HỒ VĂN HÙNG")],
        [(0.1, "Ngày, tháng, năm sinh"), (at, "01/02/1990")],
        [(0.1, "Giới tính"), (at, "Nam")],
        [(0.1, "Dân tộc"), (at, "Kinh")],
        [(0.1, "Nơi cư trú"), (at, "Số 12/5 Lê Lợi, xã Hòa An, thành phố Huế")],
        "Trong thời gian cư trú tại Số 12/5 Lê Lợi, xã Hòa An, thành phố Huế, từ ngày 15/05/2011",
        "đến ngày 15/09/2018",
        "Tình trạng hôn nhân: Hiện tại chưa đăng ký kết hôn với ai",
    )
    assert value(paper, "status_period") == "từ ngày 15/05/2011 đến ngày 15/09/2018"


@pytest.mark.parametrize(
    ("text", "named"), [("A N N H Â", False), ("N N H Â", False), ("Y Bih Niê", True), ("Cao Thị Mỹ Thủy", True)]
)
def test_letters_off_a_seal_are_no_name(text: str, named: bool) -> None:
    assert looks_like_name(text) is named
