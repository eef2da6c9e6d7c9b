"""Longer texts that are kept as printed: addresses, identity papers, terms, machine-readable zones."""

from __future__ import annotations

import re

from motlan.language.syllables import is_plausible_name_word
from motlan.language.text import fold_words
from motlan.rules.mrz import parse_mrz
from motlan.rules.normal import Normal
from motlan.rules.normalisers.words import text

_PLACE_WORDS = re.compile(
    r"\b(?:ubnd|benh vien|tram y te|trung tam|xa|phuong|thi tran|quan|huyen|thi xa|tinh|thanh pho|tp|dac khu|x|p|h|t|tt"
    r"|ap|thon|khu pho|to|xom|ban|buon|duong|khom)\b"
)
_ABBREVIATION = re.compile(r"[A-ZĐ]{1,5}")
_ID_PAPER = re.compile(r"\b(?:can cuoc|cccd|cmnd|chung minh|ho chieu|passport|giay|dinh danh)\b")


def address(raw: str) -> Normal | None:
    """An address as printed (domain.md D.4: never overwritten); more certain where it names a kind of unit."""
    found = text(raw)
    if found is None:
        return None
    value = str(found.value).strip(" .;:,")
    if not value:
        return None
    words = [word for word in re.findall(r"[^\W\d_][^\W\d_'’]*", value) if not _ABBREVIATION.fullmatch(word)]
    plausible = sum(map(is_plausible_name_word, words)) / len(words) if words else 0.0
    known = _PLACE_WORDS.search(fold_words(value)) is not None
    return Normal(value, (1.0 if known else 0.9) * (0.5 + 0.5 * plausible))


def id_doc(raw: str) -> Normal | None:
    """Giấy tờ tùy thân as printed: kind, number, issuer, date; more certain where it has a kind and a number."""
    found = text(raw)
    if found is None:
        return None
    value = str(found.value).strip(" .;:,")
    numbered = re.search(r"(?<!\d)(?:\d{12}|\d{9}|[A-Z]\d{7})(?!\d)", value) is not None
    named = _ID_PAPER.search(fold_words(value)) is not None
    return Normal(value, 1.0 if numbered and named else 0.7 if numbered else 0.45)


def term(raw: str) -> Normal | None:
    """Thời hạn as printed: "Lâu dài", "Đến ngày 15/10/2043", "Kể từ ngày ký …"."""
    found = text(raw)
    return None if found is None else Normal(str(found.value).strip(" .;:,"))


def mrz(raw: str) -> Normal | None:
    """The three lines of 30 of a card (TD1) joined by line ends, repaired where check digits prove it (rules.mrz)."""
    found = parse_mrz(raw.splitlines())
    if found is None:
        return None
    share = sum(found.checks.values()) / len(found.checks)
    return Normal(
        found.text, 1.0 if share == 1 and not found.repaired else 0.9 if share == 1 else 0.4 * share, found.repaired
    )
