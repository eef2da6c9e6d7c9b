"""Every paper type on a page drawn by hand: the type, and the values that matter. All people are invented."""

from __future__ import annotations

from datetime import date

import pytest

from motlan.model import Page, Paper
from motlan.understanding import understand
from tests.unit.understanding.drawing import MOTTO, NATION, head, page, signed

TODAY = date(2026, 11, 15)
ID = "072190000123"

PAPERS: dict[str, tuple[list[object], dict[str, object]]] = {
    "marriage_extract": (
        [
            *head("UBND XÃ HÒA BÌNH", number="Số: 12/TLKH-BS", dated="Hòa Bình, ngày 05 tháng 3 năm 2026"),
            "^TRÍCH LỤC KẾT HÔN",
            "^(BẢN SAO)",
            [(0.1, "Họ, chữ đệm, tên vợ: LÊ THỊ MAI"), (0.53, "Họ, chữ đệm, tên chồng: TRẦN VĂN NAM")],
            [(0.1, "Ngày, tháng, năm sinh: 01/02/1990"), (0.53, "Ngày, tháng, năm sinh: 03/04/1988")],
            [(0.1, "Dân tộc: Kinh"), (0.53, "Dân tộc: Tày")],
            [(0.1, "Quốc tịch: Việt Nam"), (0.53, "Quốc tịch: Việt Nam")],
            "Nơi đăng ký kết hôn: UBND xã Hòa Bình",
            [(0.1, "Số: 45/2015"), (0.45, "Ngày, tháng, năm đăng ký: 20/06/2015")],
            "Thực hiện trích lục từ: Sổ đăng ký kết hôn",
            *signed("CHỦ TỊCH", "Ngô Thị Hoa"),
        ],
        {
            "copy_no": "12/TLKH-BS",
            "wife_full_name": "LÊ THỊ MAI",
            "husband_full_name": "TRẦN VĂN NAM",
            "wife_birth_date": "1990-02-01",
            "husband_birth_date": "1988-04-03",
            "husband_ethnicity": "Tày",
            "registration_no": "45/2015",
            "registration_date": "2015-06-20",
            "issue_date": "2026-03-05",
            "signer_name": "Ngô Thị Hoa",
        },
    ),
    "death_notice": (
        [
            *head("BỆNH VIỆN ĐA KHOA TỈNH", "SỞ Y TẾ", "Số: 77/GBT", "Hòa Bình, ngày 09 tháng 8 năm 2026"),
            "^GIẤY BÁO TỬ",
            "Họ và tên: PHẠM VĂN SÁU",
            "Ngày, tháng, năm sinh: 1941",
            [(0.1, "Giới tính: Nam"), (0.35, "Dân tộc: Kinh"), (0.6, "Quốc tịch: Việt Nam")],
            "Nơi cư trú cuối cùng: Ấp 3, xã Hòa Bình",
            "Số CCCD: 072041000123",
            "Đã tử vong vào lúc: 07 giờ 15 phút, ngày 08 tháng 8 năm 2026",
            "Nơi chết: Bệnh viện Đa khoa tỉnh",
            "Nguyên nhân chết: Suy tim",
            *signed("GIÁM ĐỐC", "Đỗ Minh Quân"),
        ],
        {
            "notice_no": "77/GBT",
            "full_name": "PHẠM VĂN SÁU",
            "birth_date": "1941",
            "death_date": "2026-08-08",
            "death_time": "07:15",
            "death_cause": "Suy tim",
            "signer_name": "Đỗ Minh Quân",
        },
    ),
    "decl_marital_status": (
        [
            "^" + NATION,
            "^" + MOTTO,
            "^TỜ KHAI CẤP GIẤY XÁC NHẬN TÌNH TRẠNG HÔN NHÂN",
            "^Kính gửi: (1) UBND xã Hòa Bình",
            "Họ, chữ đệm, tên người yêu cầu: LÊ THỊ MAI",
            "Ngày, tháng, năm sinh: 01/02/1990",
            "Nơi cư trú: (2) Ấp 3, xã Hòa Bình",
            f"Giấy tờ tùy thân: (3) Căn cước công dân số {ID}, Cục Cảnh sát QLHC về TTXH cấp ngày 01/03/2022",
            "Quan hệ với người được cấp Giấy xác nhận tình trạng hôn nhân: Bản thân",
            "Đề nghị cơ quan cấp Giấy xác nhận tình trạng hôn nhân cho người có tên dưới đây:",
            "Họ, chữ đệm, tên: LÊ THỊ MAI",
            "Ngày, tháng, năm sinh: 01/02/1990",
            [(0.1, "Giới tính: Nữ"), (0.35, "Dân tộc: Kinh"), (0.6, "Quốc tịch: Việt Nam")],
            "Nơi cư trú: (2) Ấp 3, xã Hòa Bình",
            "Tình trạng hôn nhân: (4) Hiện tại chưa đăng ký kết hôn với ai",
            "Mục đích sử dụng: (5) Để đăng ký kết hôn với ông Trần Văn Nam",
            "Tôi cam đoan những nội dung khai trên đây là đúng sự thật.",
            "Làm tại: Hòa Bình, ngày 09 tháng 10 năm 2026",
        ],
        {
            "recipient": "UBND xã Hòa Bình",
            "requester_name": "LÊ THỊ MAI",
            "requester_relation": "Bản thân",
            "full_name": "LÊ THỊ MAI",
            "marital_status": "Hiện tại chưa đăng ký kết hôn với ai",
            "purpose": "Để đăng ký kết hôn với ông Trần Văn Nam",
            "place": "Hòa Bình",
            "date": "2026-10-09",
        },
    ),
    "enterprise_cert": (
        [
            *head("PHÒNG ĐĂNG KÝ KINH DOANH", "SỞ TÀI CHÍNH TỈNH HÒA AN"),
            "^GIẤY CHỨNG NHẬN ĐĂNG KÝ DOANH NGHIỆP",
            "^CÔNG TY TRÁCH NHIỆM HỮU HẠN MỘT THÀNH VIÊN",
            "^Mã số doanh nghiệp: 3900001234",
            "^Đăng ký lần đầu, ngày 10 tháng 01 năm 2020",
            "^Đăng ký thay đổi lần thứ 2, ngày 05 tháng 6 năm 2025",
            "1. Tên công ty",
            "Tên công ty viết bằng tiếng Việt: CÔNG TY TNHH MỘT THÀNH VIÊN GIÓ NỒM",
            "2. Địa chỉ trụ sở chính: Ấp 3, xã Hòa Bình",
            "3. Vốn điều lệ: 500.000.000 đồng (Năm trăm triệu đồng)",
            "5. Người đại diện theo pháp luật của công ty",
            [(0.1, "* Họ và tên: TRẦN VĂN NAM"), (0.6, "Giới tính: Nam")],
            "Chức danh: Giám đốc",
            [(0.1, "Sinh ngày: 03/04/1988"), (0.45, "Dân tộc: Kinh"), (0.65, "Quốc tịch: Việt Nam")],
            "Số định danh cá nhân: 072088000123",
        ],
        {
            "business_code": "3900001234",
            "company_name": "CÔNG TY TNHH MỘT THÀNH VIÊN GIÓ NỒM",
            "charter_capital_vnd": 500000000,
            "change_no": "2",
            "changed_on": "2025-06-05",
            "first_registered_on": "2020-01-10",
            "representative_name": "TRẦN VĂN NAM",
            "representative_title": "Giám đốc",
            "representative_id_no": "072088000123",
        },
    ),
    "household_book": (
        [
            [(0.0, "<CÔNG AN TỈNH HÒA AN"), (0.5, ">" + NATION)],
            [(0.0, "<CÔNG AN HUYỆN BÌNH AN"), (0.5, ">" + MOTTO)],
            "",
            "^SỔ HỘ KHẨU",
            "^Số: 350012345",
            "Họ và tên chủ hộ: PHẠM VĂN SÁU",
            "Nơi thường trú: Ấp 3, xã Hòa Bình, huyện Bình An",
            [(0.5, ">Bình An, ngày 02 tháng 4 năm 2012")],
            *signed("TRƯỞNG CÔNG AN", "Võ Thành Long"),
        ],
        {
            "book_no": "350012345",
            "householder_name": "PHẠM VĂN SÁU",
            "permanent_residence": "Ấp 3, xã Hòa Bình, huyện Bình An",
            "issue_date": "2012-04-02",
        },
    ),
    "divorce_judgment": (
        [
            *head(
                "TÒA ÁN NHÂN DÂN KHU VỰC 3", number="Số: 65/2024/QĐST-HNGĐ", dated="Hòa An, ngày 07 tháng 5 năm 2024"
            ),
            "^QUYẾT ĐỊNH",
            "^CÔNG NHẬN THUẬN TÌNH LY HÔN",
            "Người yêu cầu giải quyết việc dân sự:",
            "- Chị: LÊ THỊ MAI, sinh năm 1990",
            "- Anh: TRẦN VĂN NAM, sinh năm 1988",
        ],
        {"judgment_no": "65/2024/QĐST-HNGĐ", "judgment_date": "2024-05-07", "court": "TÒA ÁN NHÂN DÂN KHU VỰC 3"},
    ),
    "disability_cert": (
        [
            *head("UBND XÃ HÒA BÌNH"),
            "^GIẤY XÁC NHẬN KHUYẾT TẬT",
            "^Số hiệu: 72001.0001234",
            "Họ và tên: PHẠM VĂN SÁU",
            [(0.1, "Ngày, tháng, năm sinh: 05/06/1971"), (0.6, "Giới tính: Nam")],
            "Nơi đăng ký thường trú: Ấp 3, xã Hòa Bình",
            "Dạng khuyết tật: Vận động",
            "Mức độ khuyết tật: Nặng",
            [(0.5, ">Hòa Bình, ngày 02 tháng 4 năm 2025")],
            *signed("CHỦ TỊCH", "Ngô Thị Hoa"),
        ],
        {
            "serial_no": "72001.0001234",
            "full_name": "PHẠM VĂN SÁU",
            "disability_type": "Vận động",
            "disability_level": "Nặng",
            "issue_date": "2025-04-02",
        },
    ),
    "poverty_cert": (
        [
            *head("UBND XÃ HÒA BÌNH", number="Số: 15/GCN-HN", dated="Hòa Bình, ngày 02 tháng 01 năm 2026"),
            "^GIẤY CHỨNG NHẬN HỘ NGHÈO",
            "Họ và tên chủ hộ: PHẠM VĂN SÁU",
            "Địa chỉ: Ấp 3, xã Hòa Bình",
            "Danh sách thành viên trong hộ:",
            [(0.1, "STT"), (0.2, "Họ và tên"), (0.55, "Quan hệ với chủ hộ")],
            [(0.1, "1"), (0.2, "Phạm Văn Sáu"), (0.55, "Chủ hộ")],
            [(0.1, "2"), (0.2, "Lê Thị Bảy"), (0.55, "Vợ")],
            "Là hộ nghèo năm: 2026",
            *signed("CHỦ TỊCH", "Ngô Thị Hoa"),
        ],
        {
            "cert_no": "15/GCN-HN",
            "householder_name": "PHẠM VĂN SÁU",
            "year": "2026",
            "members": [
                {"full_name": "Phạm Văn Sáu", "relation": "Chủ hộ"},
                {"full_name": "Lê Thị Bảy", "relation": "Vợ"},
            ],
        },
    ),
    "birth_certificate": (
        [
            "^" + NATION,
            "^" + MOTTO,
            [(0.8, "Số: 01/2026")],
            "^GIẤY KHAI SINH",
            "Họ và tên: LÊ MINH ANH",
            [(0.1, "Ngày sinh: 03/07/2026"), (0.4, "Giới tính: Nữ")],
            "Ghi bằng chữ: Ngày ba tháng bảy năm hai nghìn không trăm hai mươi sáu",
            "Nơi sinh: Trạm Y tế xã Hòa Bình",
            [(0.1, "Dân tộc: Kinh"), (0.5, "Quốc tịch: Việt Nam")],
            "Phần khai về cha",
            "Họ và tên cha: LÊ VĂN TÁM",
            [(0.1, "Năm sinh: 1990"), (0.35, "Dân tộc: Tày"), (0.6, "Quốc tịch: Việt Nam")],
            "Nơi thường trú/tạm trú: Ấp 3, xã Hòa Bình",
            "Phần khai về mẹ",
            "Họ và tên mẹ: TRẦN THỊ CHÍN",
            [(0.1, "Năm sinh: 1992"), (0.35, "Dân tộc: Kinh"), (0.6, "Quốc tịch: Việt Nam")],
            "Nơi thường trú/tạm trú: Ấp 4, xã Hòa Bình",
            "Nơi đăng ký khai sinh: UBND xã Hòa Bình",
            "Ngày, tháng, năm đăng ký: 20/07/2026",
            *signed("PHÓ CHỦ TỊCH", "Ngô Thị Hoa"),
        ],
        {
            "registration_no": "01/2026",
            "full_name": "LÊ MINH ANH",
            "birth_date": "2026-07-03",
            "sex": "Nữ",
            "father_full_name": "LÊ VĂN TÁM",
            "father_ethnicity": "Tày",
            "father_residence": "Ấp 3, xã Hòa Bình",
            "mother_full_name": "TRẦN THỊ CHÍN",
            "mother_birth_year": "1992",
            "mother_residence": "Ấp 4, xã Hòa Bình",
            "registration_date": "2026-07-20",
            "signer_title": "PHÓ CHỦ TỊCH",
        },
    ),
}


def only_paper(pages: list[Page]) -> Paper:
    understood = understand(pages, today=TODAY)
    assert len(understood.papers) == 1
    return understood.papers[0]


@pytest.mark.parametrize("name", PAPERS)
def test_the_type_and_its_values(name: str) -> None:
    rows, expected = PAPERS[name]
    paper = only_paper([page(rows)])  # type: ignore[arg-type]
    assert paper.type == name
    assert {key: paper.value(key) for key in expected} == expected


def test_parties_of_a_judgment() -> None:
    rows, _ = PAPERS["divorce_judgment"]
    parties = only_paper([page(rows)]).value("parties")  # type: ignore[arg-type]
    assert isinstance(parties, list)
    assert "LÊ THỊ MAI" in str(parties[0])
    assert "TRẦN VĂN NAM" in str(parties[1])


def test_a_household_book_is_void() -> None:
    rows, _ = PAPERS["household_book"]
    paper = only_paper([page(rows)])  # type: ignore[arg-type]
    assert "W_VOID_PAPER" in {i.code for i in paper.issues}
    assert paper.tags.validity == "void"


def test_a_birth_proof_in_the_form_with_a_book_and_an_insurance_number() -> None:
    rows = [
        "Cơ sở y tế: Nhà hộ sinh Hòa Bình",
        "Số: 634/2026 Quyển số: 02",
        f"^{NATION}",
        f"^{MOTTO}",
        "^GIẤY CHỨNG SINH",
        "Họ và tên mẹ: o LÊ.THỊ, MAI",
        "Năm sinh: 1990",
        "Mã số BHXH/Thẻ BHYT số: 4816162729",
        f"Số định danh cá nhân/Hộ chiếu: {ID}",
        "Đã sinh con vào lúc: 18 giờ.42 phút, ngày 21 tháng 10 năm 2026",
        "Tại: Nhà hộ sinh Hòa Bình",
    ]
    paper = only_paper([page(rows)])
    assert paper.type == "birth_proof_hospital"
    expected = {
        "gcs_no": "634/2026",
        "mother_id_no": ID,
        "mother_full_name": "LÊ THỊ MAI",
        "birth_time": "18:42",
        "issuer_name": "Nhà hộ sinh Hòa Bình",
    }
    assert {key: paper.value(key) for key in expected} == expected


def decision(*signature: str) -> list[object]:
    return [
        *head("UBND XÃ HÒA BÌNH", number="Số: 12/QĐ-UBND", dated="Hòa Bình, ngày 05 tháng 3 năm 2026"),
        "^QUYẾT ĐỊNH",
        "^Về việc thành lập Tổ công nghệ số cộng đồng",
        "Điều 1. Thành lập Tổ công nghệ số cộng đồng của xã.",
        *[[(0.1, left), (0.0, right)] for left, right in (("Nơi nhận:", ""), ("- Như trên;", "")) if signature],
        *signature,
    ]


@pytest.mark.parametrize(
    ("signature", "incomplete"),
    [
        ((">KT. CHỦ TỊCH", ">PHÓ CHỦ TỊCH", "", "", "", ">8g Minh Nghĩa"), False),
        ((), True),
    ],
)
def test_a_page_is_missing_only_where_the_end_is(signature: tuple[str, ...], incomplete: bool) -> None:
    paper = only_paper([page(decision(*signature))])  # type: ignore[arg-type]
    assert ("W_INCOMPLETE_PAPER" in {i.code for i in paper.issues}) is incomplete
    name = paper.fields["signer_name"]
    assert (name.status, name.value) == ("missing", None) and (name.raw == "8g Minh Nghĩa" or incomplete)


def test_a_plausible_word_in_a_hand_that_cannot_be_read_is_for_a_person() -> None:
    rows = [
        f"^{NATION}",
        f"^{MOTTO}",
        "^TỜ KHAI ĐĂNG KÝ KHAI SINH",
        "Kính gửi: UBND xã Hòa Bình, tỉnh Tây Ninh",
        "Họ, chữ đệm, tên người yêu cầu: BUZXHIKHHLM",
        "Quan hệ với người được khai sinh: Mẹ",
        "Họ, chữ đệm, tên: B:JZIGOQQ/QZ",
        "Ngày, tháng, năm sinh: 232092026",
        "Giới tính: Hi",
        "Họ, chữ đệm, tên người mẹ: LUQIGTZCUMUUQQUIOIZ",
        "Năm sinh: /997",
        "Họ, chữ đệm, tên người cha: BQZQZKHN",
        "Năm sinh: /295",
    ]
    paper = only_paper([page(rows)])
    assert paper.value("requester_relation") == "Mẹ"
    assert not [key for key, found in paper.fields.items() if found.status == "accepted"]


def test_a_mark_in_the_margin_moves_no_column() -> None:
    rows = [
        f"^{NATION}",
        f"^{MOTTO}",
        "^TỜ KHAI ĐĂNG KÝ KẾT HÔN",
        [(0.1, "Thông tin"), (0.4, "Bên nữ"), (0.7, "Bên nam")],
        [(0.1, "Họ, chữ đệm, tên"), (0.4, "LÊ THỊ MAI"), (0.7, "TRẦN VĂN NAM")],
        [(0.1, "Ngày, tháng, năm sinh"), (0.4, "09/08/1995"), (0.7, "05/04/1992")],
        [(0.1, "Dân tộc"), (0.4, "Kinh"), (0.7, "Tày")],
        [(0.1, "Quốc tịch"), (0.4, "Việt Nam"), (0.7, "Việt Nam")],
        "",
        [(0.01, "MẪU")],
    ]
    paper = only_paper([page(rows)])
    names = [paper.value(k) for k in ("female_full_name", "male_full_name", "female_ethnicity", "male_birth_date")]
    assert names == ["LÊ THỊ MAI", "TRẦN VĂN NAM", "Kinh", "1992-04-05"]


def test_two_fields_on_one_line_are_no_two_columns() -> None:
    rows = [
        *head("UBND XÃ HÒA BÌNH", number="Số: 12/TLKH-BS", dated="Hòa Bình, ngày 05 tháng 3 năm 2026"),
        "^TRÍCH LỤC KẾT HÔN",
        "Họ, chữ đệm, tên vợ: LÊ THỊ MAI",
        [(0.1, "Dân tộc: Kinh"), (0.5, "Quốc tịch: Việt Nam")],
        "Giấy tờ tùy thân: Chứng minh nhân dân số 291352543, Công an tỉnh Nghệ An cấp ngày 03/04/1983",
        "Họ, chữ đệm, tên chồng: TRẦN VĂN NAM",
        [(0.1, "Dân tộc: Tày"), (0.5, "Quốc tịch: Việt Nam")],
        "Nơi đăng ký kết hôn: UBND xã Hòa Bình",
    ]
    paper = only_paper([page(rows)])
    expected = {
        "wife_nationality": "Việt Nam",
        "wife_id_doc": "Chứng minh nhân dân số 291352543, Công an tỉnh Nghệ An cấp ngày 03/04/1983",
        "husband_ethnicity": "Tày",
        "husband_nationality": "Việt Nam",
    }
    assert {key: paper.value(key) for key in expected} == expected


@pytest.mark.parametrize(
    ("rows", "status", "members"),
    [
        (
            [[(0.1, "1. Ksor H'Nhẽo"), (0.5, "Quan hệ với chủ hộ: Vợ")], [(0.1, "2. Tô Nghĩa"), (0.5, "Quan hệ: Con")]],
            {"accepted", "review"},
            [{"full_name": "Ksor H'Nhẽo", "relation": "Vợ"}, {"full_name": "Tô Nghĩa", "relation": "Con"}],
        ),
        (["1. Ksor H'Nhẽo, vợ"], {"missing"}, None),
        (["1.", "2."], {"blank"}, None),
    ],
)
def test_members_told_in_lines_are_never_lost(rows: list[object], status: set[str], members: object) -> None:
    paper = only_paper(
        [
            page(
                [
                    *head("UBND XÃ HÒA BÌNH", number="Số: 94/GCN-UBND", dated="Hòa Bình, ngày 12 tháng 01 năm 2026"),
                    "^GIẤY CHỨNG NHẬN HỘ CẬN NGHÈO",
                    "^Năm 2026",
                    "Họ và tên chủ hộ: TÔ KHÁNH VINH",
                    "Các thành viên trong hộ:",
                    *rows,  # type: ignore[list-item]
                    *signed("CHỦ TỊCH", "Ngô Thị Hoa"),
                ]
            )
        ]
    )
    assert paper.value("year") == "2026"
    assert paper.fields["members"].status in status and paper.value("members") == members


def test_parties_who_ask_together_are_told_in_the_text() -> None:
    rows = [
        *head("TÒA ÁN NHÂN DÂN HUYỆN MẪU", number="Số: 110/2018/QĐST-HNGĐ", dated="Mẫu, ngày 25 tháng 5 năm 2018"),
        "^QUYẾT ĐỊNH",
        "^CÔNG NHẬN THUẬN TÌNH LY HÔN",
        "- Chị Quách Ngọc Trâm, sinh năm 1958; nơi cư trú: xã An Hòa",
        "- Anh Châu Trọng Mạnh, sinh năm 1960; nơi cư trú: xã An Hòa",
        "1. Công nhận sự thuận tình ly hôn giữa chị Quách Ngọc Trâm và anh Châu Trọng Mạnh.",
        *signed("THẨM PHÁN", "Nghiêm Kim Oanh"),
    ]
    assert only_paper([page(rows)]).value("parties") == ["Quách Ngọc Trâm", "Châu Trọng Mạnh"]
