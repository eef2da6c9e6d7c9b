"""The tables of docs/accuracy.md."""

from __future__ import annotations

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
