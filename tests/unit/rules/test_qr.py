from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motlan.rules import issued_facts, parse_payload


def test_card_of_2021():
    found = parse_payload("080186955837|025308889|PHẠM UYÊN MY|30061986|Nữ|Ấp 5, xã Phước Vĩnh Tây, Long An|22102022")
    assert found.kind == "citizen"
    assert found.values == {
        "id_no": "080186955837",
        "old_id_no": "025308889",
        "full_name": "PHẠM UYÊN MY",
        "birth_date": "1986-06-30",
        "sex": "Nữ",
        "residence": "Ấp 5, xã Phước Vĩnh Tây, Long An",
        "issue_date": "2022-10-22",
    }
    assert parse_payload("080192411961||NGỤY PHƯƠNG TRÂM|19111992|Nữ|Long An|03092022").values["old_id_no"] is None


def test_card_of_2024_has_the_old_number_last():
    found = parse_payload("080093860447|PHẠM HỮU TRÁC|23121993|Nam|Xóm 1, Tây Ninh|01052025|026533721|")
    assert (found.values["old_id_no"], found.values["full_name"], found.extra) == ("026533721", "PHẠM HỮU TRÁC", ())
    child = parse_payload("080220000447|PHẠM AN|23122020|Nam|Tây Ninh|01052025||080219000111|PHẠM HỮU TRÁC|LÊ THỊ A")
    assert child.extra == ("080219000111", "PHẠM HỮU TRÁC", "LÊ THỊ A")


def test_what_is_not_right_in_a_card_is_empty_never_an_error():
    found = parse_payload("080186955837||A|99999999|X||")
    assert (found.values["birth_date"], found.values["sex"], found.values["residence"]) == (None, None, None)


def test_land_certificate():
    found = parse_payload("AA42538394|TRẦN HÀ MY|536|115|12012026")
    assert found.kind == "land"
    assert found.values["serial_no"] == "AA42538394"
    assert found.values["issue_date"] == "2026-01-12"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ('{"maHoSo": "000.00.19.H56-241121-0001", "maDinhDanh": "072190000123"}', "json"),
        ("Mã hồ sơ: 000.00.19.H56-241121-0001\nMã định danh: 072190000123", "pairs"),
        ("https://dichvucong.example.vn/tra-cuu?ma_ho_so=000.00.19.H56-241121-0001&ma_dinh_danh=072190000123", "url"),
    ],
)
def test_papers_from_the_system(text, kind):
    found = parse_payload(text)
    assert found.kind == kind
    assert found.text == text
    assert issued_facts(found) == {"dossier_code": "000.00.19.H56-241121-0001", "owner_id": "072190000123"}


@given(
    st.text(max_size=80)
    | st.lists(st.text(max_size=10), min_size=4, max_size=9).map(lambda parts: "080186955837|" + "|".join(parts))
)
def test_any_code(text):
    found = parse_payload(text)
    assert found.text == text
    issued_facts(found)
