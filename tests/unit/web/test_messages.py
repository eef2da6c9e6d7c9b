"""Every field and every type of the catalogue has words in the app; what is added as data is named there too."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from motlan.understanding.catalogue import default_catalogue

ROOT = Path(__file__).resolve().parents[3]
TYPES = list(default_catalogue())


def named(key: str, words: dict[str, str]) -> bool:
    role, _, rest = key.partition("_")
    return f"field.{key}" in words or (f"role.{role}" in words and f"field.{rest}" in words)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_field_and_type_has_words(language: str) -> None:
    words = json.loads((ROOT / f"web/src/messages/{language}.json").read_text(encoding="utf-8"))
    keys = {field.key for template in TYPES for field in template.fields}
    keys |= {part.key for template in TYPES for field in template.fields for part in field.parts}
    assert sorted(key for key in keys if not named(key, words)) == []
    assert sorted(t.type for t in TYPES if f"paper.{t.type}" not in words) == []
