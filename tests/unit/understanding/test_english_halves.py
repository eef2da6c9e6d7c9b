"""Cards say each label twice; the English one is tiny, badly read, and never part of a value."""

from __future__ import annotations

from datetime import date

import pytest

from motlan.understanding import understand
from tests.unit.understanding.drawing import NATION, page

HOME = "Xã Mỹ Lộc, Long An"


@pytest.mark.parametrize(
    "rows",
    [
        ("Giới tính / Sex: Nữ", "Quốc tịch / Nationality: Việt Nam", "Quê quán / Place of origin: " + HOME),
        ("Giới tinh /Sex Nữ Quốc tich/Natonasty Việt Nam", "Quê quân / Ptace ot ongin", HOME),
        ("Giới tính / Sex Nữ", "Quốc tịch: Natonahty Việt Nam", "Quê quán: Piace ofongin", HOME),
    ],
)
def test_misread_english_is_no_value(rows: tuple[str, ...]) -> None:
    head = [
        "^" + NATION,
        "^CĂN CƯỚC CÔNG DÂN",
        "^Citizen Identity Card",
        "Số / No.: 079191000123",
        "Họ và tên / Full name",
    ]
    card = [*head, "TRẦN THỊ MẪU", "Ngày sinh / Date of birth: 05/03/1991", *rows]
    (paper,) = understand(
        [page([[(0.38, row)] if row[0] != "^" else row for row in card])], today=date(2026, 11, 25)
    ).papers
    assert paper.type == "citizen_id"
    assert paper.fields["nationality"].value == "Việt Nam"
    assert paper.fields["home_town"].value == HOME
