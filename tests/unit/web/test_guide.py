"""The clerk's guide shows what the tests photograph: no picture is missing, left over or heavy."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
PICTURES = ROOT / "docs/pictures/web"


def test_every_picture_is_taken_by_a_test_and_shown_in_a_guide() -> None:
    guides = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "docs").glob("guide-*.md"))
    tests = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "tests/browser").glob("test_*.py"))
    shown = set(re.findall(r"pictures/web/([\w-]+)\.webp", guides))
    taken = set(re.findall(r'photograph\(\w+, "([\w-]+)"\)', tests))
    there = {file.stem for file in PICTURES.glob("*.webp")}
    assert shown == there
    assert there <= taken


def test_pictures_are_small() -> None:
    assert all(file.stat().st_size < 200_000 for file in PICTURES.glob("*.webp"))
