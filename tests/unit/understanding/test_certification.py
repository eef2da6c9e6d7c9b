"""The certified-copy stamp under a seal: what is left of it is given, what is not is for a person."""

from __future__ import annotations

import pytest

from motlan.model import Page
from motlan.understanding import marks
from tests.unit.understanding.drawing import line, page


def stamped(*rows: tuple[str, float]) -> Page:
    """A page with a certified-copy stamp at its foot; each row with how surely it was read."""
    drawn = page([])
    drawn.lines = [
        line(text, 0.25, 0.6 + 0.017 * n, centre=True, confidence=sure)
        for n, (text, sure) in enumerate([("CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH", 0.99), *rows])
    ]
    return drawn


@pytest.mark.parametrize(
    ("rows", "number", "book", "issuer", "signer"),
    [
        (
            [("Số chứng thợ4445-Quyển số: 03/2026-SCT/BS", 0.9), ("ỦY BAN NHẬNDẦN XÃ MẪU", 0.9), ("Phan Thị Mẫu", 0.9)],
            "4445", "03/2026-SCT/BS", "ỦY BAN NHÂN DÂN XÃ MẪU", "Phan Thị Mẫu",
        ),
        ([("Số chứng thy8Tt8-Quyển số: 01/2026-SCT/BS", 0.9)], None, "01/2026-SCT/BS", None, None),
        ([("Số", 0.9), ("số: 01/2026-SCT/BS", 0.9), ("X.Phán Gồng Mẫu", 0.7)], None, "01/2026-SCT/BS", None, None),
    ],
)  # fmt: skip
def test_what_a_seal_leaves_of_a_stamp(
    rows: list[tuple[str, float]], number: str | None, book: str | None, issuer: str | None, signer: str | None
) -> None:
    found, _ = marks.certification([stamped(*rows)])
    assert found is not None
    assert (found.number, found.book, found.issuer_name, found.signer_name) == (number, book, issuer, signer)
    assert marks.unread_parts(found)  # neither bears a date
