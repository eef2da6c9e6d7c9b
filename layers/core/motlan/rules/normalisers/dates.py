"""Dates and times."""

from __future__ import annotations

import re

from motlan.language.date_words import parse_date_words
from motlan.language.dates import PartialDate, parse_date, parse_time
from motlan.language.text import clean, fold_words
from motlan.rules.normal import Normal

NO_EXPIRY = "không thời hạn"  # contract.md 2, driving_licence.expiry_date


def _certainty(found: PartialDate) -> float:
    words = len(re.findall(r"[a-z0-9]+", found.rest))
    return max(0.5, (0.75 if found.repaired else 1.0) - 0.03 * min(words, 6))


def date(raw: str) -> Normal | None:
    """An ISO date to the printed precision: ``2021-03-05``, ``1933-07``, ``1933``; of figures, else of words."""
    found = parse_date(raw)
    if found is None:
        spelled = parse_date_words(raw)
        return None if spelled is None else Normal(spelled.iso, 0.7 if spelled.repaired else 0.9)
    return Normal(found.iso, _certainty(found), found.repaired)


def full_date(raw: str) -> Normal | None:
    """As ``date`` for fields that always print the day: less certain where the day or the month is missing."""
    found = date(raw)
    if found is None or len(str(found.value)) == 10:
        return found
    return Normal(found.value, min(found.certainty, 0.4), found.repaired)


def year(raw: str) -> Normal | None:
    """A year of birth or graduation; where a full date is printed instead, that date (contract.md 1)."""
    return date(raw)


def time(raw: str) -> Normal | None:
    """``HH:MM`` of "15 giờ 51 phút", "15:51", "15h51"."""
    found = parse_time(raw)
    return None if found is None else Normal(found.iso, 0.75 if found.repaired else 1.0, found.repaired)


def date_time(raw: str) -> Normal | None:
    """``2026-02-04T16:30``; only the date where no time is printed."""
    if re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d", clean(raw)):
        return Normal(clean(raw))
    day, clock = date(raw), time(raw)
    if day is None or len(str(day.value)) != 10:
        return day
    if clock is None:
        return day
    certainty = min(1.0 if not day.repaired else 0.75, clock.certainty)
    return Normal(f"{day.value}T{clock.value}", certainty, day.repaired or clock.repaired)


def expiry(raw: str) -> Normal | None:
    """A date, or ``không thời hạn`` where that is printed."""
    folded = fold_words(raw)
    if re.search(r"kh?ong? thoi h[ao]n|indefinite|unlimited|khong co thoi han|vo thoi han", folded):
        exact = folded == fold_words(NO_EXPIRY)
        return Normal(NO_EXPIRY, 1.0 if exact else 0.9, not exact)
    return full_date(raw)
