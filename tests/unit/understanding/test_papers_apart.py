"""Papers told apart: titles and nature, cards paired, faces and continuations, marks of secrecy, stamps, bad pages."""

from __future__ import annotations

from datetime import date

import pytest

from motlan.model import Issue, Page
from motlan.rules.mrz import check_digit
from motlan.understanding import Understanding, understand
from motlan.understanding.catalogue import default_catalogue
from motlan.understanding.headings import vietnamese_title
from tests.unit.understanding.drawing import MOTTO, NATION, head, line, page, signed

TODAY = date(2026, 11, 15)


def read(*pages: Page) -> Understanding:
    return understand(pages, today=TODAY)


def papers(*pages: Page) -> list[tuple[str, list[int]]]:
    return [(p.type, p.pages) for p in read(*pages).papers]


def mrz(number: str, birth: str, sex: str, expiry: str, name: str) -> list[str]:
    first = number[3:] + check_digit(number[3:]) + number
    optional = check_digit(number + "<<")
    one = f"IDVNM{first}<<{optional}"
    birth, expiry = birth + check_digit(birth), expiry + check_digit(expiry)
    whole = check_digit(first + "<<" + optional + birth + expiry + "<" * 11)
    return [one, f"{birth}{sex}{expiry}VNM{'<' * 11}{whole}", name.ljust(30, "<")]


def front(number: int, id_no: str, name: str, birth: str, *, top: float = 0.1, qr: str | None = None) -> Page:
    return page(
        [
            [(0.35, NATION)],
            [(0.38, MOTTO)],
            [(0.35, "CĂN CƯỚC CÔNG DÂN")],
            [(0.35, "Citizen Identity Card")],
            [(0.35, f"Số / No.: {id_no}")],
            [(0.35, "Họ và tên / Full name:")],
            [(0.35, name)],
            [(0.35, f"Ngày sinh / Date of birth: {birth}")],
            [(0.35, "Giới tính / Sex: Nữ"), (0.58, "Quốc tịch / Nationality: Việt Nam")],
            [(0.35, "Quê quán / Place of origin:")],
            [(0.35, "Xã Hòa Bình, tỉnh Tây Ninh")],
            [(0.35, "Nơi thường trú / Place of residence: Ấp 3,")],
            [(0.35, "xã Hòa Bình, tỉnh Tây Ninh")],
        ],
        number=number,
        top=top,
        pitch=0.02,
        codes=[qr] if qr else [],
    )


def back(number: int, zone: list[str], issued: str) -> Page:
    return page(
        [
            [(0.2, "Đặc điểm nhận dạng / Personal identification:")],
            [(0.2, "Nốt ruồi trên mép")],
            [(0.3, f"Ngày, tháng, năm / Date, month, year: {issued}")],
            [(0.3, "CỤC TRƯỞNG CỤC CẢNH SÁT")],
            [(0.3, "Phan Văn Giả")],
            *([(0.2, z)] for z in zone),
        ],
        number=number,
        pitch=0.02,
    )


MAI = ("072190000123", "LÊ THỊ MAI", "01/02/1990", mrz("072190000123", "900201", "F", "300201", "LE<<THI<MAI"))
HOA = ("072185000456", "NGÔ THỊ HOA", "03/04/1985", mrz("072185000456", "850403", "F", "400403", "NGO<<THI<HOA"))


def test_fronts_and_backs_find_each_other_by_number_whatever_their_order() -> None:
    pages = [
        back(1, MAI[3], "01/03/2022"),
        front(2, *HOA[:3]),
        page([*head("UBND XÃ HÒA BÌNH", number="Số: 5/QĐ-UBND"), "^QUYẾT ĐỊNH", "^Về việc thử nghiệm"], number=3),
        front(4, *MAI[:3]),
        back(5, HOA[3], "02/03/2022"),
    ]
    assert papers(*pages) == [("citizen_id", [1, 4]), ("citizen_id", [2, 5]), ("admin_document", [3])]


def test_two_cards_on_one_sheet_are_two_papers() -> None:
    upper, lower = front(1, *MAI[:3], top=0.05), front(1, *HOA[:3], top=0.55)
    both = upper.model_copy(update={"lines": upper.lines + lower.lines})
    found = read(both).papers
    assert [(p.type, p.pages, p.value("full_name")) for p in found] == [
        ("citizen_id", [1], "LÊ THỊ MAI"),
        ("citizen_id", [1], "NGÔ THỊ HOA"),
    ]


def test_code_over_zone_over_print() -> None:
    qr = "072190000123||LÊ THỊ MAI|01021990|Nữ|Ấp 3, xã Hòa Bình, tỉnh Tây Ninh|01032022"
    bad_print = front(1, "072190000128", "LÊ THI MAI", "01/02/1990", qr=qr)
    card = read(bad_print, back(2, MAI[3], "01/03/2022")).papers[0]
    assert card.value("id_no") == "072190000123"
    assert (card.fields["full_name"].value, card.fields["full_name"].source) == ("LÊ THỊ MAI", "qr")
    assert card.value("mrz") == "\n".join(MAI[3])
    assert card.value("expiry_date") == "2030-02-01"


def test_a_code_that_says_another_birth_is_reported() -> None:
    qr = "072190000123||LÊ THỊ MAI|02021990|Nữ|Ấp 3, xã Hòa Bình, tỉnh Tây Ninh|01032022"
    understood = read(front(1, *MAI[:3], qr=qr), back(2, MAI[3], "01/03/2022"))
    assert "E_SOURCE_MISMATCH" in {i.code for i in understood.papers[0].issues}
    assert understood.papers[0].fields["birth_date"].status == "review"
    assert understood.outcome == "review"


def test_words_that_mention_another_paper_make_none() -> None:
    letter = page(
        [
            "Tôi nhờ chị nộp căn cước công dân, giấy khai sinh của cháu và giấy chứng nhận kết hôn",
            "cùng với tờ khai đăng ký khai sinh cho kịp trước ngày mai, tôi cảm ơn chị rất nhiều.",
        ]
    )
    assert papers(letter) == [("unknown", [1])]


@pytest.mark.parametrize(
    ("title", "type_"),
    [
        ("TRÍCH LỤC KHAI TỬ", "death_extract"),
        ("GIẤY BÁO TỬ", "death_notice"),
        ("TRÍCH LUC KHAl SINH", "birth_extract"),
        ("GIÃY CHỨNG SlNH", "birth_proof_hospital"),
        ("TỜ KHAl ĐĂNG KÝ KHAI SINH", "decl_birth"),
        ("ĐƠN ĐỀ NGHỊ CẤP GIẤY PHÉP XÂY DỰNG", "unknown"),
    ],
)
def test_titles_are_known_in_spite_of_misread_letters(title: str, type_: str) -> None:
    sheet = page([*head("UBND XÃ HÒA BÌNH"), "^" + title, "Họ, chữ đệm, tên: LÊ THỊ MAI", "Nơi cư trú: Ấp 3"])
    assert [t for t, _ in papers(sheet)] == [type_]


def test_a_title_under_an_asking_line_is_the_asking() -> None:
    sheet = page(["^" + NATION, "^" + MOTTO, "^ĐƠN XIN CẤP LẠI", "^GIẤY KHAI SINH", "Họ và tên: LÊ THỊ MAI"])
    assert [t for t, _ in papers(sheet)] == ["unknown"]


def test_a_continuation_joins_the_paper_that_has_no_end() -> None:
    body = "- Tăng cường tuyên truyền, hướng dẫn người dân nộp hồ sơ trực tuyến theo quy định;"
    first = page([*head("UBND XÃ HÒA BÌNH", number="Số: 5/BC-UBND"), "^BÁO CÁO", "^Kết quả thử nghiệm", body, body])
    second = page(
        ["^2", body, body, "Nơi nhận:", "- Như trên;", "- Lưu: VT.", *signed("CHỦ TỊCH", "Ngô Thị Hoa")], number=2
    )
    understood = read(first, second)
    assert [(p.type, p.variant, p.pages) for p in understood.papers] == [("admin_document", "bao_cao", [1, 2])]
    assert understood.papers[0].value("recipients") == ["Như trên", "Lưu: VT"]


def test_an_official_letter_has_no_title() -> None:
    sheet = page(
        [
            *head("UBND XÃ HÒA BÌNH", "UBND TỈNH HÒA AN", "Số: 15/UBND-VP", "Hòa Bình, ngày 05 tháng 01 năm 2026"),
            "<V/v báo cáo tình hình",
            "^Kính gửi: Các phòng, ban trực thuộc.",
            "Thực hiện chỉ đạo của cấp trên, đề nghị các đơn vị báo cáo trước ngày 25 hằng tháng.",
            *signed("CHỦ TỊCH", "Ngô Thị Hoa"),
        ]
    )
    found = read(sheet).papers[0]
    assert (found.type, found.variant) == ("admin_document", "cong_van")
    assert found.value("doc_number") == "15/UBND-VP"
    assert found.value("superior_body") == "UBND TỈNH HÒA AN"


@pytest.mark.parametrize(
    ("mark", "rejected"), [("MẬT", True), ("TỐI MẬT", True), ("TUYỆT MẬT", True), ("MẶT TRƯỚC", False)]
)
def test_a_mark_of_secrecy_ends_it(mark: str, rejected: bool) -> None:
    sheet = page(
        [*head("UBND XÃ HÒA BÌNH", number="Số: 5/BC-UBND"), "<" + mark, "^BÁO CÁO", "^Kết quả bảo mật thông tin"]
    )
    understood = read(sheet)
    assert (understood.outcome == "rejected") == rejected
    if rejected:
        assert not understood.papers
        assert [i.code for i in understood.warnings] == ["E_SECRET"]


def test_the_stamp_of_a_certified_copy_is_a_layer() -> None:
    sheet = page(["^" + NATION, "^" + MOTTO, "^GIẤY KHAI SINH", "Họ, chữ đệm, tên: LÊ THỊ MAI"])
    stamp = [
        "CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH",
        "Số chứng thực: 385 Quyển số: 02/2026-SCT/BS",
        "Ngày 16 tháng 10 năm 2026",
    ]
    stamp += ["UBND XÃ HÒA BÌNH", "Nguyễn Văn Giả"]
    lines = [line(text, 0.12, 0.7 + n * 0.016, kind="stamp") for n, text in enumerate(stamp)]
    paper = read(sheet.model_copy(update={"lines": sheet.lines + lines})).papers[0]
    assert paper.type == "birth_certificate"
    assert paper.certification is not None
    assert (paper.certification.number, paper.certification.book) == ("385", "02/2026-SCT/BS")
    assert (paper.certification.date, paper.certification.signer_name) == ("2026-10-16", "Nguyễn Văn Giả")
    assert paper.tags.reliability == "digitised_from_certified_copy"


def test_pages_that_were_not_read_are_in_no_paper() -> None:
    good = page(["^" + NATION, "^" + MOTTO, "^GIẤY KHAI SINH", "Họ, chữ đệm, tên: LÊ THỊ MAI"])
    blank = Page(page=2, source=0, source_page=2, status="blank")
    torn = Page(page=3, source=0, source_page=3, status="unreadable")
    understood = read(good, blank, torn)
    assert [p.pages for p in understood.papers] == [[1]]
    assert understood.outcome == "review"
    assert "W_UNREADABLE_PAGE" in {i.code for i in understood.warnings}


def test_a_page_taken_for_blank_with_a_doubt_is_told() -> None:
    doubt = Issue(code="W_LOW_CONFIDENCE", message="Trang 2 chỉ có vết mực rất nhạt")
    pale = Page(page=2, source=0, source_page=2, status="blank", warnings=[doubt])
    understood = read(page(["^" + NATION, "^" + MOTTO, "^GIẤY KHAI SINH"]), pale)
    assert (understood.outcome, understood.warnings) == ("review", [doubt])


def test_an_empty_form_is_blank_not_missing() -> None:
    sheet = page(
        ["^" + NATION, "^" + MOTTO, "^TỜ KHAI ĐĂNG KÝ KHAI SINH", "Họ, chữ đệm, tên người yêu cầu:", "Nơi cư trú: (2)"]
    )
    paper = read(sheet).papers[0]
    assert paper.fields["requester_name"].status == "blank"
    assert paper.fields["requester_residence"].status == "blank"
    assert paper.fields["child_full_name"].status == "missing"


def test_nothing_gives_nothing() -> None:
    understood = read()
    assert (understood.papers, understood.outcome) == ([], "review")


@pytest.mark.parametrize(
    ("type_", "heading", "title"),
    [
        ("citizen_id", "CĂN CƯỚC IDENTITY CARD", "CĂN CƯỚC"),
        ("citizen_id", "CĂN CƯỚC CÔNG DÂN Citizen Identity Card", "CĂN CƯỚC CÔNG DÂN"),
        ("birth_certificate", "GIẤY KHAI SINH (BẢN CHÍNH)", "GIẤY KHAI SINH (BẢN CHÍNH)"),
    ],
)
def test_a_title_is_its_vietnamese_line(type_: str, heading: str, title: str) -> None:
    assert vietnamese_title(default_catalogue()[type_], heading) == title
