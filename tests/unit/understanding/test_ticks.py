"""Check boxes before or behind their words, ticked or empty; what may be either's is nobody's."""

from __future__ import annotations

import pytest

from motlan.language.text import fold
from motlan.understanding.catalogue import default_catalogue
from motlan.understanding.sheets import sheet_of
from motlan.understanding.ticks import choices, ticked
from tests.unit.understanding.drawing import page

RULE = default_catalogue()["decl_birth"].by_key["copy_requested"]


@pytest.mark.parametrize(
    ("text", "yes", "no"),
    [
        ("☑ Có ☐ Không", True, False),
        ("☐ Có ☑ Không", False, True),
        ("Có ☑ Không ☐", True, False),
        ("Có ☐ Không ☑", False, True),
        ("Có [x] Không [ ]", True, False),
        ("Có ☑ ☐ Không", True, False),
        ("☐ Có ☐ Không", False, False),
        ("☑ Có Không", True, None),
        ("Có Không ☑", None, True),
        ("Có ☑ Không", None, None),
        ("☐ Có ☑ Không ☐", None, None),
        ("Có Không", None, None),
        ("Có ☑", None, None),
    ],
)
def test_a_box_is_the_word_s_that_it_stands_by(text: str, yes: bool | None, no: bool | None) -> None:
    assert choices(fold(f"Đề nghị cấp bản sao: {text}")) == (yes, no)


@pytest.mark.parametrize(
    ("text", "value", "blank", "doubts"),
    [
        ("☐ Có ☑ Không", "Không", False, set()),
        ("☑ Có ☐ Không", "Có", False, set()),
        ("☐ Có ☐ Không", None, True, set()),
        ("☐ Có ☐ Không; số lượng: 02 bản", "Có", False, {"guess"}),
        ("☑ Có ☑ Không", None, False, set()),
        ("Có ☑ Không", None, False, set()),
        ("Có Không", None, False, set()),
    ],
)
def test_only_two_empty_boxes_are_a_blank(text: str, value: str | None, *, blank: bool, doubts: set[str]) -> None:
    found = ticked([sheet_of(page([f"Đề nghị cấp bản sao: {text}"]))], RULE)
    assert (found.value, found.blank, found.doubts) == (value, blank, doubts)
