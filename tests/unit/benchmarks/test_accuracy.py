"""The tables of docs/accuracy.md."""

from __future__ import annotations

import re

import pytest

from benchmarks import accuracy


def test_every_part_has_its_place_in_the_document():
    text = accuracy.DOC.read_text("utf-8")
    for name in accuracy.PARTS:
        assert text.count(f"<!-- {name} -->") == text.count(f"<!-- /{name} -->") == 1


def test_a_part_is_replaced_and_the_rest_stays():
    text = "a\n<!-- x -->\nold | 1\n<!-- /x -->\nb\n"
    once = accuracy.renewed(text, "x", "| new |")
    assert once == "a\n<!-- x -->\n\n| new |\n\n<!-- /x -->\nb\n"
    assert accuracy.renewed(once, "x", "| new |") == once
    with pytest.raises(ValueError, match="parts named y"):
        accuracy.renewed(text, "y", "")


def test_a_table_has_a_head():
    assert accuracy.markdown([["a", "b"], ["1", "2"]]) == "| a | b |\n| --- | --- |\n| 1 | 2 |"


def test_a_kind_of_misreading_shows_its_worst_line_and_what_a_person_sees() -> None:
    line = {"kind": "capitals", "printed": "ẤP MẪU", "hand": False}
    wrong = line | {"read": "ẨP MẪU", "edits": 1, "confidence": 0.95}
    worst = line | {"read": "", "edits": 6, "confidence": None, "picture": "3.png"}
    right = line | {"read": "ẤP MẪU", "edits": 0, "confidence": None}
    table = accuracy.misread({"commit": "c", "date": "d", "sure": 0.9, "lines": [wrong, worst, right]})
    assert "| capitals | 2 of 3 | ![ẤP MẪU](pictures/misread/3.png) | `ẤP MẪU` | nothing | – | 1 of 2 |" in table


def test_pictures_of_the_table_are_there() -> None:
    named = re.findall(r"pictures/misread/\S+?\.png", accuracy.DOC.read_text("utf-8"))
    assert named
    assert all((accuracy.DOC.parent / name).is_file() for name in named)
