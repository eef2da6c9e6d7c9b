"""A signer whose title nobody can read under the seal: the name in the signature block, for a person."""

from __future__ import annotations

from datetime import date

import pytest

from motlan.model import Page
from motlan.understanding import understand
from motlan.understanding.sheets import sheet_of
from motlan.understanding.signers import signer
from tests.unit.understanding.drawing import head, page

TODAY = date(2026, 11, 15)
LETTER = [
    *head("UBND XÃ MẪU", number="Số: 12/TB-UBND", dated="Mẫu, ngày 05 tháng 01 năm 2026"),
    "^THÔNG BÁO",
    "^Về việc mẫu",
    *["Ủy ban nhân dân xã thông báo để các thôn biết và thực hiện theo mẫu này."] * 4,
]
FOOT = [[(0.1, "Nơi nhận:"), (0.5, ">TII Cl")], "- Như trên;", "- Lưu: VT.", "", [(0.5, ">Nguyễn Thị Minh Mẫu")]]


def with_parts(recipients: bool) -> Page:
    drawn = page([*LETTER, *(FOOT if recipients else FOOT[3:])])
    for line in drawn.lines:
        if line.text in ("TII Cl", "Nguyễn Thị Minh Mẫu"):
            line.part = "signature"
        elif line.text.startswith(("Nơi nhận", "- ")):
            line.part = "recipients"
    return drawn


@pytest.mark.parametrize(("recipients", "name"), [(True, "Nguyễn Thị Minh Mẫu"), (False, None)])
def test_a_name_beside_the_recipients(recipients: bool, name: str | None) -> None:
    found = signer(sheet_of(with_parts(recipients)))
    assert (found.name.text if found and found.name else None) == name
    assert found is None or found.title is None


def test_such_a_name_is_for_a_person() -> None:
    (paper,) = understand([with_parts(True)], today=TODAY).papers
    found = paper.fields["signer_name"]
    assert (found.value, found.status) == ("Nguyễn Thị Minh Mẫu", "review")
