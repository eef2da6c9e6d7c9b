"""Numbers and days that are filled in by hand read as other figures that could be right: how surely tells."""

from __future__ import annotations

import pytest

from motlan.understanding.confidence import judge, load_calibration
from motlan.understanding.draft import draft
from motlan.understanding.layout import Token, squash


def token(text: str, confidence: float) -> Token:
    return Token(text, squash(text), confidence, (0.1, 0.1, 0.2, 0.12), 1, "print", 0, 0.1, 0.1, 0.2, 0.12)


@pytest.mark.parametrize(
    ("words", "support", "status"),
    [
        ([("ngày", 0.99), ("8", 0.66), ("tháng", 0.99), ("12", 0.99), ("năm", 0.99), ("2017", 0.99)], 0, "review"),
        ([("ngày", 0.99), ("8", 0.66), ("tháng", 0.99), ("12", 0.99), ("năm", 0.99), ("2017", 0.99)], 1, "accepted"),
        ([("ngày", 0.66), ("8", 0.99), ("tháng", 0.99), ("12", 0.99), ("năm", 0.99), ("2017", 0.99)], 0, "accepted"),
    ],
)
def test_a_day_read_unsurely_is_for_a_person(words: list[tuple[str, float]], support: int, status: str) -> None:
    found = draft("date", [token(*word) for word in words])
    found.support = support
    assert found.value == "2017-12-08"
    assert judge(found, 1.0, load_calibration())[1] == status
