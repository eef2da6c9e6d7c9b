"""The clerk's guide shows what the tests photograph: no picture is missing, none is left over, none is heavy."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PICTURES = ROOT / "docs/pictures/web"


def test_pictures_are_those_that_tests_take_and_guides_show() -> None:
    guides = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "docs").glob("guide-*.md"))
    tests = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "tests/browser").glob("test_*.py"))
    shown = set(re.findall(r"pictures/web/([\w-]+)\.webp", guides))
    taken = set(re.findall(r'photograph\(\w+, "([\w-]+)"\)', tests))
    there = {file.stem for file in PICTURES.glob("*.webp")}
    assert shown == taken == there


def test_pictures_are_small() -> None:
    assert all(file.stat().st_size < 200_000 for file in PICTURES.glob("*.webp"))
