"""Parts of a page by place and words: letterhead, signatures, recipients, margins; what is none of them stays text."""

from __future__ import annotations

import numpy as np
import pytest

from motlan.model import Line, Page
from motlan_vision.layout.drawn import see
from motlan_vision.layout.order import page_order
from motlan_vision.layout.unit import Lines
from motlan_vision.layout.wording import anchor, is_name, is_page_number, starts_label
from motlan_vision.lines.page import apart_at_notes
from motlan_vision.recognise.engine import Reading, Token
from tests.unit.vision_lines.test_order import LETTERHEAD, OFFICE_SIGNS, PAGE_NUMBER, PARAGRAPH, THREE_SIGN, boxes

A4 = (2339, 1654)


def parts(paper, rules=()) -> dict[str, list[str]]:
    """Texts of a drawn paper by the part that they were taken for, each part's in reading order."""
    found: dict[str, list[str]] = {}
    lines = Lines(boxes(*(line[:3] for line in paper)), [line[3] for line in paper], A4)
    for block in page_order(lines, rules=rules):
        found.setdefault(block.part, []).extend(paper[i][3] for i in block.ids)
    return found


def words(paper) -> list[str]:
    return [line[3] for line in paper]


def test_parts_of_a_letter():
    found = parts([*PAGE_NUMBER, *LETTERHEAD, *PARAGRAPH, *OFFICE_SIGNS])
    assert found["page_number"] == ["2"]
    assert found["office"] == words(LETTERHEAD[:5])
    assert found["nation"] == words(LETTERHEAD[5:8])
    assert found["recipients"] == words(OFFICE_SIGNS[:3])
    assert found["signature"] == words(OFFICE_SIGNS[3:])
    assert found["body"] == words([*LETTERHEAD[8:], *PARAGRAPH])


def test_each_signer_is_a_block():
    lines = Lines(boxes(*(line[:3] for line in THREE_SIGN)), words(THREE_SIGN), A4)
    found = page_order(lines)
    assert [block.part for block in found] == ["signature"] * 3
    assert [lines.texts[block.ids[-1]] for block in found] == ["Nguyễn Thị Mẫu", "Trần Văn Mẫu", "Lê Thị Minh Mẫu"]


def test_a_name_beside_the_recipients_signs_though_its_title_is_lost():
    seal = [(1050, 1500, 1140, "PH"), (1150, 1540, 1290, "M ĐỘC"), OFFICE_SIGNS[5]]
    found = parts([*PARAGRAPH, *OFFICE_SIGNS[:3], *seal])
    assert found["signature"] == ["PH", "M ĐỘC", "Nguyễn Văn Mẫu"]


@pytest.mark.parametrize(
    "paper",
    [
        [(500, 500, 1150, "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ MẪU"), (160, 560, 1500, "Căn cứ Luật mẫu ngày 01 tháng 01;")],
        [(500, 500, 900, "CHƯƠNG II"), (400, 545, 1200, "TRÁCH NHIỆM CỦA GIÁM ĐỐC"), (160, 590, 1500, "Điều 3. Mẫu")],
        [(160, 500, 400, "Bên nam"), (160, 545, 1500, "phải có mặt khi đăng ký theo mẫu của pháp luật.")],
        [(160, 500, 800, "Người yêu cầu: Nguyễn Văn Mẫu"), (160, 545, 700, "Dân tộc: Kinh")],
    ],
    ids=["who decides", "a heading", "a word of the text", "a field"],
)  # fmt: skip
def test_what_is_no_signature(paper):
    assert "signature" not in parts([*paper, *PARAGRAPH])


@pytest.mark.parametrize(
    ("margin", "rules", "expected"),
    [
        ([(160, 60, 700, "CÔNG BÁO/Số 1 + 2/Ngày 01-7-2026"), (1450, 60, 1500, "43")], [], ["header", "page_number"]),
        ([(700, 100, 900, "- 12 -")], [], ["page_number"]),
        ([(160, 60, 700, "MẪU TIÊU CHUẨN")], [(160, 110, 1500, 112)], ["header"]),
        ([(160, 60, 700, "MẪU TIÊU CHUẨN")], [(160, 110, 600, 112)], ["body"]),
        ([(160, 60, 700, "MẪU TIÊU CHUẨN")], [], ["body"]),
        ([(160, 2250, 700, "Mẫu đồ án"), (1400, 2250, 1500, "Page 4")], [], ["footer", "page_number"]),
        ([(700, 1200, 740, "2")], [], ["body"]),
        ([(160, 60, 300, "Số: 12")], [], ["body"]),
    ],
)  # fmt: skip
def test_margins(margin, rules, expected):
    found = parts([*margin, *PARAGRAPH], rules)
    text = words(margin)
    assert [next(part for part, texts in found.items() if t in texts) for t in text] == expected


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("2", True),
        ("- 2 -", True),
        ("Trang 3/7", True),
        ("Page 12", True),
        ("5.", False),
        ("2026", False),
        ("II", False),
    ],
)
def test_page_numbers(text, is_one):
    assert is_page_number(text) is is_one


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("KT. CHỦ TỊCH", "authority"), ("TUQ. GIÁM ĐỐC SỞ", "authority"), ("PHÓ CHỦ TỊCH", "title"),
        ("Phó Chủ tịch", None), ("(Ký, ghi rõ họ, chữ đệm, tên)", "note"), ("(đã ký)", "note"),
        ("Nơi nhận:", "recipients"),
        ("Người yêu cầu", "role"), ("NGƯỜI LÀM ĐƠN", "role"), ("Người yêu cầu: Lê Mẫu", None), ("Vợ", "party"),
        ("BÊN ỦY QUYỀN", "party"), ("", None), ("vợ", None), ("Nguyễn Văn Mẫu", None),
    ],
)  # fmt: skip
def test_who_signs(text, kind):
    assert anchor(text) == kind


@pytest.mark.parametrize(
    ("text", "label", "name"),
    [
        ("Quốc tịch: Việt Nam", True, False), ("- Lưu: VT", False, False), ("08:30", False, False),
        ("Nguyễn Thị Minh Mẫu", False, True), ("Mẫu", False, False), ("Sở Y tế", False, False),
    ],
)  # fmt: skip
def test_labels_and_names(text, label, name):
    assert (starts_label(text), is_name(text)) == (label, name)


def test_notes_that_nearly_touch_are_two_lines():
    texts = ["(Ký,", "ghi", "rõ", "họ)", "(Ký,", "ghi", "rõ", "họ)"]
    glued = Reading(tuple(Token(t, 1.0, 100 + 50 * n, 145 + 50 * n) for n, t in enumerate(texts)))
    once = Reading(glued.tokens[:4])
    b, readings = apart_at_notes(boxes((100, 50, 495), (100, 100, 295)), [glued, once])
    assert [r.text for r in readings] == ["(Ký, ghi rõ họ)"] * 3
    assert b[:, [0, 2]].tolist() == [[100, 295], [300, 495], [100, 295]]


def test_a_born_digital_page_has_parts_and_its_margins_outside_the_text():
    paper = [*PARAGRAPH, *OFFICE_SIGNS, *PAGE_NUMBER]
    places = [(x0 / 1654, y0 / 2339, x1 / 1654, (y0 + 30) / 2339) for x0, y0, x1, _ in paper]
    lines = [Line(text=t, confidence=1.0, box=box) for box, t in zip(places, words(paper), strict=True)]
    see(lines, np.full((2339, 1654, 3), 255, np.uint8), 200)
    page = Page(page=1, source=0, source_page=1, lines=lines)
    assert (page.lines[0].text, page.lines[0].part) == ("2", "page_number")
    assert [[line.text for line in block] for block in page.blocks("signature")] == [words(OFFICE_SIGNS[3:])]
    assert len(page.blocks()) > len(page.blocks("signature", "recipients")) == 2
