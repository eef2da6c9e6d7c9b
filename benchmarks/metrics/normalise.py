"""Normal forms in which texts are compared."""

from __future__ import annotations

import re
import unicodedata

_LEADERS = re.compile(r"[._·•]{3,}|-{3,}|(?:\. ){3,}\.?")
_SPACE = re.compile(r"\s+")
_MARKS = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "“": '"',
        "”": '"',
        "–": "-",
        "—": "-",
        "…": "...",
        "\u00a0": " ",
        "\u00ad": None,
        "\u200b": None,
    }
)


def _placements() -> dict[str, str]:
    """Old tone placement to new in open syllables: ``oà`` → ``òa``; both cases of both letters as they occur."""
    table = {}
    for vowels, new, old in (("oa", "òóỏõọ", "àáảãạ"), ("oe", "òóỏõọ", "èéẻẽẹ"), ("uy", "ùúủũụ", "ỳýỷỹỵ")):
        for first, second in zip(new, old, strict=True):
            table[vowels[0] + second] = first + vowels[1]
            table[vowels[0].upper() + second] = first.upper() + vowels[1]
            table[vowels[0].upper() + second.upper()] = first.upper() + vowels[1].upper()
    return table


_PLACED = _placements()
_PLACE = re.compile("(?<![qQ])(" + "|".join(_PLACED) + r")(?![^\W\d_])")


def tone(text: str) -> str:
    """``hoà`` and ``hòa`` are one word; ``quý`` stays."""
    return _PLACE.sub(lambda m: _PLACED[m.group(1)], text)


def plain(text: str | None) -> str:
    """NFC, one way of quotes and dashes, one space between words, no dot leaders."""
    folded = tone(unicodedata.normalize("NFC", text or "")).translate(_MARKS)
    return _SPACE.sub(" ", _LEADERS.sub(" ", folded)).strip()


def without_marks(text: str) -> str:
    """No diacritics, đ as d."""
    apart = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in apart if not unicodedata.combining(c))
