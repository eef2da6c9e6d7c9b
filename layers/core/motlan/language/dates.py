"""Dates as Vietnamese papers print them, in figures and in words, to the precision that is printed (domain.md B.1)."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from motlan.language.misreadings import to_digits
from motlan.language.text import clean, fold

Precision = Literal["day", "month", "year"]

#: Years that a paper of today may print: the oldest living people's parents … the longest terms of land use.
FIRST_YEAR, LAST_YEAR = 1850, 2150


@dataclass(frozen=True)
class PartialDate:
    """A date of which the month or the day may be unknown. ``repaired``: letters were taken for digits.

    ``rest`` is what else stood in the text (folded), "" where the date was all there was.
    """

    year: int
    month: int | None = None
    day: int | None = None
    repaired: bool = field(default=False, compare=False)
    rest: str = field(default="", compare=False)

    @property
    def precision(self) -> Precision:
        """How much of it is known."""
        return "year" if self.month is None else "month" if self.day is None else "day"

    @property
    def iso(self) -> str:
        """``2021-03-05``, ``1933-07`` or ``1933`` (contract.md 1)."""
        parts = (f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part is not None))
        return "-".join(parts)

    @property
    def printed(self) -> str:
        """``05/03/2021``, ``07/1933`` or ``1933``, as a Vietnamese reads it."""
        return "/".join(reversed(self.iso.split("-")))

    def earliest(self) -> date:
        """The first day that it may mean."""
        return date(self.year, self.month or 1, self.day or 1)

    def latest(self) -> date:
        """The last day that it may mean."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def agrees(self, other: PartialDate) -> bool:
        """True where both may mean the same day: what one doesn't say is no disagreement."""
        return self.earliest() <= other.latest() and other.earliest() <= self.latest()


def from_iso(text: object) -> PartialDate | None:
    """A date in the contract's normal form (``2021-03-05``, ``1933-07``, ``1933``; a time after T is left out)."""
    found = _ISO.fullmatch(str(text).partition("T")[0])
    return make_date(*(int(part) for part in found.groups() if part)) if found else None


def make_date(year: int, month: int | None = None, day: int | None = None) -> PartialDate | None:
    """The date, or None where the calendar has no such day or the year is out of ``FIRST_YEAR … LAST_YEAR``."""
    if not FIRST_YEAR <= year <= LAST_YEAR or (month is not None and not 1 <= month <= 12):
        return None
    if day is not None and (month is None or not 1 <= day <= calendar.monthrange(year, month)[1]):
        return None
    return PartialDate(year, month, day)


_D = r"[0-9oilszbq|!]"  # a digit, or a folded letter that OCR takes a digit for
_2 = rf"({_D}\s?{_D}|{_D})"
_4 = rf"({_D}\s?{_D}\s?{_D}\s?{_D})"
_NO = r"(?<![a-z0-9])"
_ALONE = r"(?<![a-z0-9])(?<![0-9][/.\-])"  # and no part of a longer date or number
_END = r"(?![a-z0-9])"
_DAY = r"(?:n\s?g\s?[a-z]\s?y\s*(?:/\s*date)?)"
_MONTH = r"(?:t\s?h\s?[a-z]{1,2}\s?[a-z]?g?\s*(?:/\s*month)?)"
_YEAR = r"(?:n\s?[a-z]{1,2}m?\s*(?:/\s*year)?)"
_SEP = r"\s?[/.\-,;:\\]\s?"

_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
# Tried in this order: the fuller and the plainer printed form first.
_FORMS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"{_DAY}?[\s.,:]*{_2}[\s.,]*{_MONTH}[\s.,:]*{_2}[\s.,]*{_YEAR}[\s.,:]*{_4}{_END}"), "dmy"),
    (re.compile(rf"{_NO}{_2}{_SEP}{_2}{_SEP}{_4}{_END}"), "dmy"),
    (re.compile(rf"{_NO}([0-3]\d)[/1li|!]([01]\d)[/1li|!]([12]\d\d\d){_END}"), "dmy*"),
    (re.compile(rf"{_MONTH}[\s.,:]*{_2}\s*(?:{_YEAR}|/)[\s.,:]*{_4}{_END}"), "my"),
    (re.compile(rf"{_ALONE}{_2}{_SEP}{_4}{_END}"), "my"),
    (re.compile(rf"{_ALONE}{_4}{_END}"), "y"),
)
_PREFIX = re.compile(r"^(?:(?:sinh|ngay|vao|thang|nam|cap)\b[\s,.:/]*)+")


def parse_date(text: str) -> PartialDate | None:
    """The first date of the fullest form in the text, or None.

    Forms: dd/mm/yyyy, d-m-yyyy, dd.mm.yyyy, "ngày 5 tháng 1 năm 2026", mm/yyyy, yyyy and ISO.
    Blanks within numbers and letters read for digits (O for 0, l for 1) are repaired and flagged; a day that the
    calendar has not is no date.
    """
    plain = clean(text)
    folded = fold(plain)
    if iso := from_iso(plain):
        return iso
    day_printed = False
    for pattern, order in _FORMS:
        if day_printed and len(order) < 3:
            return None  # a day that does not exist must not become a month or a year
        for match in pattern.finditer(folded):
            found = _of_match(plain, match, order)
            if found:
                rest = _PREFIX.sub("", folded[: match.start()]) + folded[match.end() :]
                return replace(found, rest=rest.strip(" .,;:/()-"))
            day_printed = day_printed or any(char.isdigit() for char in match.group())
    return None


def _of_match(plain: str, match: re.Match[str], order: str) -> PartialDate | None:
    numbers: list[int] = []
    repaired = order.endswith("*")
    for index in range(1, len(order.rstrip("*")) + 1):
        raw = plain[match.start(index) : match.end(index)]
        digits, fixed = to_digits(raw.replace(" ", ""))
        if not (digits.isascii() and digits.isdigit()) or fixed == len(digits) > 1:
            return None
        repaired = repaired or fixed > 0 or " " in raw
        numbers.append(int(digits))
    found = make_date(*reversed(numbers))
    return replace(found, repaired=True) if found and repaired else found


def all_dates(text: str) -> Iterator[PartialDate]:
    """Every full date (day, month and year) that the text holds, from left to right."""
    plain = clean(text)
    folded = fold(plain)
    hits = sorted(
        ((match.start(), match, order) for pattern, order in _FORMS[:2] for match in pattern.finditer(folded)),
        key=lambda hit: hit[0],
    )
    for _, match, order in hits:
        if found := _of_match(plain, match, order):
            yield found


_TIME = re.compile(rf"{_NO}{_2}\s*(?:gi[a-z]|h|:)\s*{_2}?\s*(?:ph[a-z]t|p\b)?")


@dataclass(frozen=True)
class ClockTime:
    """A time of day to the minute."""

    hour: int
    minute: int = 0
    repaired: bool = field(default=False, compare=False)

    @property
    def iso(self) -> str:
        """``HH:MM`` (contract.md 1)."""
        return f"{self.hour:02}:{self.minute:02}"


def parse_time(text: str) -> ClockTime | None:
    """The first time in the text: "15 giờ 51 phút", "15:51", "15h51", "8 giờ"; None where it is blank."""
    plain = clean(text)
    for match in _TIME.finditer(fold(plain)):
        raw = [plain[match.start(i) : match.end(i)] if match.group(i) else "0" for i in (1, 2)]
        (hour, fixed_hour), (minute, fixed_minute) = (to_digits(part.replace(" ", "")) for part in raw)
        if not (hour + minute).isascii() or not (hour + minute).isdigit() or not any(map(str.isdigit, match.group(1))):
            continue
        if int(hour) <= 24 and int(minute) < 60:
            return ClockTime(int(hour) % 24, int(minute), repaired=fixed_hour + fixed_minute > 0)
    return None
