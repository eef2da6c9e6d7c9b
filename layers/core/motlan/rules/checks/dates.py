"""Dates that can't follow one another, ages, validity."""

from __future__ import annotations

import re
from itertools import pairwise

from motlan.language.dates import PartialDate, parse_date
from motlan.model import Issue
from motlan.rules.checks.base import CheckContext, Fields, Params, contradiction, date_of, keys, text_of
from motlan.rules.land import changes_may_move_ownership
from motlan.rules.messages import issue
from motlan.rules.validity import add_months, validity_issues

_PRINTED = re.compile(r"(?<!\d)\d{1,2}[/.-]\d{1,2}[/.-]\d{4}(?!\d)")


def date_order(fields: Fields, context: CheckContext, params: Params) -> list[Issue]:
    """Dates in the order of time (equal is right, missing is left out); none in the future → ``E_DATE_ORDER``."""
    return follows(fields, context, params) + not_future(fields, context, params)


def follows(fields: Fields, context: CheckContext, params: Params) -> list[Issue]:
    """As ``date_order`` for dates that may lie ahead (the day of a promised result, the end of a term)."""
    dates = [(key, found) for key in keys(params) if (found := date_of(fields, key))]
    out: list[Issue] = []
    for (first_key, first), (later_key, later) in pairwise(dates):
        if first.earliest() > later.latest():
            detail = f"{first.printed} đứng sau {later.printed}"
            out += contradiction(fields, issue("E_DATE_ORDER", first_key, later_key, detail=detail))
    return out


def not_future(fields: Fields, context: CheckContext, params: Params) -> list[Issue]:
    """Dates of what has happened: none after today → ``E_DATE_ORDER``."""
    out: list[Issue] = []
    for key in keys(params):
        found = date_of(fields, key)
        if found and found.earliest() > context.today:
            out += contradiction(fields, issue("E_DATE_ORDER", key, detail=f"ngày {found.printed} ở tương lai"))
    return out


def id_paper_dates(fields: Fields, context: CheckContext, params: Params) -> list[Issue]:
    """The paper's own date, identity papers: one issued in the future or after the paper that names it was misread."""
    own_key, *papers = keys(params)
    own = date_of(fields, own_key)
    out: list[Issue] = []
    for key in papers:
        days = [d for text in _PRINTED.findall(text_of(fields, key)) if (d := parse_date(text)) is not None]
        if any(d.earliest() > context.today for d in days):
            out.append(issue("W_LOW_CONFIDENCE", key))
        elif own is not None and own.precision == "day" and any(d.earliest() > own.latest() for d in days):
            out.append(issue("W_LOW_CONFIDENCE", key, own_key))
    return out


def licence_year(fields: Fields, context: CheckContext, params: Params) -> list[Issue]:
    """Licence number, birth, issue: its 4th and 5th figures are the year of the first pass (domain.md B.9), at 16+."""
    number_key, birth_key, issued_key = keys(params, 3)[:3]
    number, birth, issued = text_of(fields, number_key), date_of(fields, birth_key), date_of(fields, issued_key)
    if not (number.isdigit() and len(number) == 12) or birth is None or issued is None:
        return []
    passed = 2000 + int(number[3:5])
    passed -= 100 if passed > issued.year else 0
    return [] if passed - birth.year >= 16 else [issue("W_LOW_CONFIDENCE", number_key, birth_key)]


def _too_young(birth: PartialDate | None, on: PartialDate | None, years: int) -> bool:
    return birth is not None and on is not None and add_months(birth.earliest(), 12 * years) > on.latest()


def min_age(fields: Fields, context: CheckContext, params: Params) -> list[Issue]:
    """Birth, event; ``years`` (10 where not given: a parent at the birth of a child, domain.md B.2) → ``W_AGE``."""
    birth_key, event_key = keys(params, 2)[:2]
    years = int(str(params.get("years") or 10))
    birth, event = date_of(fields, birth_key), date_of(fields, event_key)
    if not _too_young(birth, event, years) or event is None:
        return []
    return contradiction(fields, issue("W_AGE", birth_key, event_key, who="Người này", years=years, on=event.printed))


def marriage_age(fields: Fields, context: CheckContext, params: Params) -> list[Issue]:
    """Wife's birth, husband's birth, registration: 18 and 20 (Luật HN&GĐ 2014 Điều 8) → ``W_AGE``.

    Before 2015 "từ 18, từ 20 tuổi trở lên" began with the 18th, 20th year of life: one year less then.
    """
    wife, husband, event_key = keys(params, 3)[:3]
    event = date_of(fields, event_key)
    out: list[Issue] = []
    for key, who, years in ((wife, "Vợ", 18), (husband, "Chồng", 20)):
        least = years if event and event.year >= 2015 else years - 1
        if event and _too_young(date_of(fields, key), event, least):
            out += contradiction(fields, issue("W_AGE", key, event_key, who=who, years=years, on=event.printed))
    return out


def expiry(fields: Fields, context: CheckContext, params: Params) -> list[Issue]:
    """By the template's validity rule → ``W_EXPIRED``, ``W_VOID_PAPER``."""
    return validity_issues(context.validity_rule, fields, context.today)


def land_changes(fields: Fields, context: CheckContext, params: Params) -> list[Issue]:
    """Changes after issue that may have moved the ownership → ``W_LAND_CHANGES`` (domain.md B.7)."""
    return [issue("W_LAND_CHANGES", "changes")] if changes_may_move_ownership(fields) else []
