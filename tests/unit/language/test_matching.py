from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motlan.language.matching import choose, find_any, find_label
from motlan.language.text import nfc


@pytest.mark.parametrize(
    ("line", "label", "rest"),
    [
        ("Họ, chữ đệm, tên: NGUYỄN VĂN A", "Họ, chữ đệm, tên", ": NGUYỄN VĂN A"),
        ("1. Ho chu dcm tên : NGUYỄN VĂN A", "Họ, chữ đệm, tên", " : NGUYỄN VĂN A"),
        ("Giới tính:Nam Dân tộc: Kinh", "Dân tộc", ": Kinh"),
        ("Quốc tich Việt Nam", "Quốc tịch", " Việt Nam"),
    ],
)
def test_labels(line, label, rest):
    found = find_label(line, label)
    assert nfc(line)[found.end :] == rest


@pytest.mark.parametrize(
    ("line", "label"), [("cháu bé", "cha"), ("Nơi sinh", "Nơi cư trú"), ("", "Số"), ("Sở Tư pháp", "Số:")]
)
def test_no_labels(line, label):
    found = find_label(line, label)
    assert found is None or line[found.start : found.end].casefold() != label.casefold()


def test_only_whole_words():
    assert find_label("cháu bé", "cha") is None
    assert find_label("Nơi sinh", "Nơi cư trú") is None
    assert find_label("xã Số", "Số", at_start=True) is None


def test_the_longer_label_wins():
    assert (
        find_any("Nơi cư trú cuối cùng: xã A", ["Nơi cư trú", "Nơi cư trú cuối cùng"]).label == "Nơi cư trú cuối cùng"
    )


@pytest.mark.parametrize(
    ("read", "entries", "value", "distance"),
    [
        ("KINH", ("Kinh", "Khmer"), "Kinh", 0),
        ("Klnh", ("Kinh", "Khmer"), "Kinh", 1),
        ("Muờng", ("Mường", "Mông", "Mảng"), "Mường", 1),
        ("xyz", ("Kinh", "Khmer"), None, 0),
        ("", ("Kinh",), None, 0),
    ],
)
def test_closed_lists(read, entries, value, distance):
    found = choose(read, entries)
    assert (found.value, found.distance) == (value, distance) if value else found is None


@given(st.text(max_size=30), st.text(max_size=12))
def test_any_text(line, label):
    found = find_label(line, label)
    assert found is None or 0 <= found.start < found.end <= len(nfc(line))
