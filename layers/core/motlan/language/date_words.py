"""Dates in words ("Ngày mồng hai tháng giêng năm hai nghìn không trăm hai mươi lăm") ↔ dates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from motlan.language.dates import PartialDate, make_date
from motlan.language.numbers import VOCABULARY, parse_words, read_words, to_words
from motlan.language.text import fold_words

_MONTH_NAMES = {"gieng": 1, "chap": 12}
_FIRST_DAYS = {"mong", "mung"}  # mồng, mùng: days 1 … 10
_WORDS = VOCABULARY | {"ngay", "thang", *_MONTH_NAMES, *_FIRST_DAYS}


def parse_date_words(text: str) -> PartialDate | None:
    """The date that the words say, or None. Year or month and year may stand alone; slight misreadings are flagged."""
    words, repaired = read_words(fold_words(text).split(), _WORDS)
    if not words:
        return None
    found = set(_readings(words))
    if len(found) != 1:
        return None
    return replace(found.pop(), repaired=repaired)


def _readings(words: list[str]) -> Iterator[PartialDate]:
    """Every way to read them: "năm" is both 5 and the word for year, so each place is tried as the border."""
    if "thang" not in words:
        year = parse_words(" ".join(words[1:] if words[0] == "nam" and len(words) > 2 else words))
        if year is not None and (single := make_date(year)):
            yield single
        return
    cut = words.index("thang")
    before, after = words[:cut], words[cut + 1 :]
    if before and before[0] == "ngay":
        before = before[1:]
    if before and before[0] in _FIRST_DAYS:
        before = before[1:]
    day = parse_words(" ".join(before)) if before else None
    if before and day is None:
        return
    for border, word in enumerate(after):
        if word == "nam" and border:
            month = _month(after[:border])
            year = parse_words(" ".join(after[border + 1 :]))
            if month and year and year >= 1000 and (made := make_date(year, month, day)):
                yield made


def _month(words: list[str]) -> int | None:
    if len(words) == 1 and words[0] in _MONTH_NAMES:
        return _MONTH_NAMES[words[0]]
    return parse_words(" ".join(words))


def date_to_words(value: PartialDate, *, thousand: str = "nghìn") -> str:
    """As civil-status papers write it: "Ngày hai mươi sáu tháng hai năm hai nghìn không trăm linh ba"."""
    parts = [f"năm {to_words(value.year, thousand=thousand)}"]
    if value.month is not None:
        parts.insert(0, f"tháng {to_words(value.month)}")
    if value.day is not None:
        parts.insert(0, f"ngày {to_words(value.day)}")
    return " ".join(parts).capitalize()
