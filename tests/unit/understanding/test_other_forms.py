"""Forms that no template was drawn after: other words, two columns, labels over two lines, what is misspelt."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motlan.language.syllables import parted
from motlan.model import Page, Paper
from motlan.understanding import understand
from motlan.understanding.catalogue import default_catalogue
from motlan.understanding.guessing import Guesser
from motlan.understanding.soundness import unsound
from motlan.understanding.template_files import swapped
from tests.unit.understanding.drawing import MOTTO, NATION, page, signed

TODAY = date(2026, 11, 15)
HEAD: list[Any] = ["^" + NATION, "^" + MOTTO, [(0.7, "Số: 12/2024")], "^GIẤY KHAI SINH", ""]
CHILD = {
    "full_name": "TRẦN THỊ MINH ANH",
    "birth_date": "2024-03-05",
    "sex": "Nữ",
    "ethnicity": "Kinh",
    "mother_full_name": "LÊ THỊ HOA",
    "mother_birth_year": "1995",
    "father_full_name": "TRẦN VĂN NAM",
    "father_birth_year": "1993",
}
SAID = [
    ("Họ, chữ đệm, tên:", "TRẦN THỊ MINH ANH"),
    ("Ngày, tháng, năm sinh:", "05/03/2024"),
    ("Giới tính:", "Nữ"),
    ("Dân tộc:", "Kinh"),
    ("Quốc tịch:", "Việt Nam"),
    ("Họ, chữ đệm, tên người mẹ:", "LÊ THỊ HOA"),
    ("Năm sinh:", "1995"),
    ("Họ, chữ đệm, tên người cha:", "TRẦN VĂN NAM"),
    ("Năm sinh:", "1993"),
]


def paper(rows: list[Any]) -> Paper:
    found = understand([page([*HEAD, *rows, "", *signed("CHỦ TỊCH", "Lê Văn Tám")])], today=TODAY)
    assert [p.type for p in found.papers] == ["birth_certificate"]
    return found.papers[0]


def wrong(found: Paper) -> dict[str, Any]:
    return {key: found.value(key) for key, value in CHILD.items() if found.value(key) != value}


def test_values_in_a_column_of_their_own() -> None:
    assert not wrong(paper([[(0.1, label), (0.5, value)] for label, value in SAID]))


def test_a_table_of_labels_without_colons() -> None:
    assert not wrong(paper([[(0.1, label.rstrip(":")), (0.5, value)] for label, value in SAID]))


def test_values_under_their_labels() -> None:
    assert not wrong(paper([text for label, value in SAID for text in (label, value)]))


@pytest.mark.parametrize(
    ("printed", "other"),
    [
        ("Họ, chữ đệm, tên:", "Họ và tên (viết chữ in hoa, có dấu):"),
        ("Ngày, tháng, năm sinh:", "3/ Ngày/tháng/năm sinh (dương lịch):"),
        ("Giới tính:", "Nam, nữ:"),
        ("Họ, chữ đệm, tên người mẹ:", "Họ, tên đệm, tên của mẹ:"),
        ("Họ, chữ đệm, tên người cha:", "13/Cha:"),
    ],
)
def test_other_words_of_a_label(printed: str, other: str) -> None:
    rows = [f"{other if label == printed else label} {value}" for label, value in SAID]
    assert not wrong(paper(rows))


def test_a_label_broken_over_two_lines_beside_its_value() -> None:
    rows: list[Any] = [[(0.1, label), (0.5, value)] for label, value in SAID]
    rows[1:2] = [[(0.1, "Ngày, tháng, năm"), (0.5, "05/03/2024")], [(0.1, "sinh:")]]
    assert not wrong(paper(rows))


def test_a_word_that_names_another_person_is_no_misreading() -> None:
    rows = [f"{label} {value}" for label, value in SAID]
    rows[5] = "Họ và tên người đề nghị: LÊ THỊ HOA"
    assert paper(rows).value("mother_full_name") is None


def test_a_required_field_left_empty_is_said() -> None:
    rows = [f"{label} {'' if n == 0 else value}".strip() for n, (label, value) in enumerate(SAID)]
    found = paper(rows)
    assert [i.fields for i in found.issues if i.code == "W_BLANK_FIELD"] == [("full_name",)]


def test_an_address_of_old_units_is_advised() -> None:
    rows = [f"{label} {value}" for label, value in SAID]
    rows.insert(5, "Nơi sinh: Trạm y tế xã Phước Vinh, huyện Châu Thành, tỉnh Tây Ninh")
    advice = [i for i in paper(rows).issues if i.code == "I_OLD_UNIT"]
    assert [i.fields for i in advice] == [("birth_place",)]


@pytest.mark.parametrize(
    ("key", "kind", "text", "odd"),
    [
        ("residence", "address", "Ấp 3, xã Phước Vinh, tỉnh Tây Ninh", False),
        ("residence", "address", "Ấp 3, xã Phước Vính, oỉnh Tây Ninh", True),
        ("residence", "address", "Buôn Krông, xã Ea Bung, tỉnh Đắk Lắk", False),
        ("id_doc", "id_doc", "CCCD số 080192411961 do Cục Cảnh sát QLHC về TTXH cấp ngày 03/09/2022", False),
        ("id_doc", "id_doc", "CCCD số 080192411961, Bộ Công an cấp ngày 03/09/2022 Bản thân", True),
        ("id_doc", "id_doc", "CCCD số 080192411961, Bộ Công an cấp ngày 03/09/0022", True),
        ("birth_date_words", "date_words", "Ngày mồng ba, tháng tư, năm hai nghìn không trăm lẻ bốn", False),
        ("birth_date_words", "date_words", "Ngày mồng ba, tháng tư, năm hai nghìn khôlg trăm lẻ bốn", True),
        ("place", "text", "Đông Ngạc", False),
        ("place", "text", "Đông Ngac", True),
        ("registration_no", "text", "080192411961", True),
    ],
)
def test_what_is_spelt_like_nothing_of_its_kind(key: str, kind: str, text: str, odd: bool) -> None:
    assert unsound(key, kind, text) is odd


@pytest.mark.parametrize(
    ("word", "apart"),
    [("HÀNHCHÍNH", "HÀNH CHÍNH"), ("tạichưa", "tại chưa"), ("Nghiêng", None), ("Krông", None), ("UBND", None)],
)
def test_words_that_were_run_together(word: str, apart: str | None) -> None:
    assert parted(word) == apart


def test_interchangeable_phrases_make_labels() -> None:
    made = swapped("Họ và tên mẹ", ("Họ và tên = Họ tên", "mẹ = người mẹ"))
    assert {"Họ và tên mẹ", "Họ tên mẹ", "Họ và tên người mẹ", "Họ tên người mẹ"} == set(made)


def test_a_guess_needs_a_telling_word_and_a_sound_value() -> None:
    rules = [r for r in default_catalogue()["death_extract"].fields if r.find == "label" and not r.take]
    guesser = Guesser(rules)
    meant = guesser.choose("Nơi cư trú cuối cùng trước khi mất:", "Ấp 3, xã Phước Vinh, tỉnh Tây Ninh", rules)
    assert meant is not None
    assert meant[0].key == "last_residence"
    assert guesser.choose("Người lập biểu:", "Lê Văn Tám", rules) is None


def test_a_declaration_that_was_signed_does_not_go_on() -> None:
    rows = ["^" + NATION, "^" + MOTTO, "^TỜ KHAI ĐĂNG KÝ KHAI TỬ", "Họ, chữ đệm, tên người yêu cầu: LÊ THỊ HOA"]
    rows += [f"Nơi cư trú: Ấp {n}, xã Phước Vinh, tỉnh Tây Ninh" for n in range(8)] + ["", ">Người yêu cầu"]
    letter = [f"Ở nhà ta vẫn khỏe, vụ này được mùa, sân nhà phơi kín lúa, năm thứ {n}." for n in range(6)]
    pages: list[Page] = [page(rows), page(letter, number=2)]
    assert [(p.type, p.pages) for p in understand(pages, today=TODAY).papers] == [
        ("decl_death", [1]),
        ("unknown", [2]),
    ]
