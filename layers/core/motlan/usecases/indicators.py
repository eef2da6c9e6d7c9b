"""Indicators of QĐ 766/QĐ-TTg and the provincial monthly table, by office and period, down to the dossiers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel

from motlan.model import BadRequest
from motlan.model.counting import AskedCount, Counted, DayCount
from motlan.ports import Clock, Counts
from motlan.rules.indicators import IndicatorRules, IndicatorValue, indicators, row, within
from motlan.rules.periods import months
from motlan.understanding.template_files import templates_folder

MAX_OFFICES = 100
MAX_MONTHS = 24
#: Dossiers looked at for one page of a drill-down; what is rare is found over several pages.
_LOOKED_AT = 1000


class Period(BaseModel):
    """Days from ``first`` to ``last``, both included, as known at the end of ``as_of`` (ISO dates of Việt Nam)."""

    first: str
    last: str
    as_of: str


class OfficeIndicators(BaseModel):
    """One office, or all of them together (``office`` None)."""

    office: str | None
    indicators: list[IndicatorValue]
    table: dict[str, int]


class IndicatorsAnswer(BaseModel):
    """``columns``: key → heading of the monthly table, in its order; ``total``: the offices together."""

    period: Period
    legal_basis: str
    columns: dict[str, str]
    offices: list[OfficeIndicators]
    total: OfficeIndicators


class CountedDossier(BaseModel):
    """A dossier behind an indicator: no owner, no name."""

    dossier: str
    procedure: str
    received: str
    finished: str | None


class DrillAnswer(BaseModel):
    """One page of the dossiers that an indicator counts (``with``) or misses (``without``), as of now."""

    code: str
    which: Literal["with", "without"]
    dossiers: list[CountedDossier]
    next: str | None = None


class AskedAnswer(BaseModel):
    """Papers that citizens were told to bring, most asked for first; ``why`` says what the law knew instead."""

    period: Period
    papers: list[AskedCount]


@lru_cache(maxsize=2)
def indicator_rules(folder: Path | None = None) -> IndicatorRules:
    """``templates/indicators.yaml``, read once a process; raises pydantic's ``ValidationError`` for a wrong file."""
    path = (folder or templates_folder()) / "indicators.yaml"
    return IndicatorRules.model_validate(yaml.safe_load(path.read_text("utf-8")))


def period(first: date | None, last: date | None, as_of: date | None, clock: Clock) -> Period:
    """What was asked for; by default this month until today. Raises ``BadRequest`` for one that can't be."""
    today = clock.today()
    end = last or today
    start = first or end.replace(day=1)
    told = as_of or today
    if not start <= end or len(months(start.isoformat(), end.isoformat(), most=MAX_MONTHS + 1)) > MAX_MONTHS:
        raise BadRequest("E_PERIOD", f"Kỳ báo cáo không hợp lệ (tối đa {MAX_MONTHS} tháng).", "Sửa from, to.")
    if told > today:
        raise BadRequest("E_PERIOD", "Không có số liệu của ngày chưa tới.", "Sửa as_of.")
    return Period(first=start.isoformat(), last=end.isoformat(), as_of=told.isoformat())


def show_indicators(offices: Sequence[str], asked: Period, *, counts: Counts) -> IndicatorsAnswer:
    """By office and together. Reads a partition an office and month, whatever the number of dossiers."""
    if not 0 < len(offices) <= MAX_OFFICES:
        raise BadRequest("E_OFFICE", f"Chọn từ 1 đến {MAX_OFFICES} cơ quan.", "Điền office, cách nhau bằng dấu phẩy.")
    rules, everything, shown = indicator_rules(), list[DayCount](), []
    for office in dict.fromkeys(offices):
        read = [d for month in months(asked.first, asked.last) for d in counts.days(office, month)]
        days = within(read, asked.first, asked.last, asked.as_of)
        everything += days
        shown.append(_shown(office, days, rules))
    return IndicatorsAnswer(
        period=asked,
        legal_basis=rules.legal_basis,
        columns={c.key: c.name for c in rules.table},
        offices=shown,
        total=_shown(None, everything, rules),
    )


def drill(
    code: str,
    which: Literal["with", "without"],
    office: str,
    asked: Period,
    *,
    limit: int,
    cursor: str | None,
    counts: Counts,
) -> DrillAnswer:
    """The dossiers behind one indicator of one office, by day. Raises ``BadRequest`` (code, cursor)."""
    rule = next((i for i in indicator_rules().indicators if i.code == code), None)
    if rule is None:
        known = ", ".join(i.code for i in indicator_rules().indicators)
        raise BadRequest("E_INDICATOR", f"Không có chỉ số {code}.", f"Dùng: {known}.")
    all_months = months(asked.first, asked.last)
    month, _, place = (cursor or "").partition(":")
    if cursor and month not in all_months:
        raise BadRequest("E_CURSOR", "Trang tiếp theo không còn dùng được.", "Mở lại danh sách từ trang đầu.")
    found: list[CountedDossier] = []
    looked, at = 0, all_months.index(month) if month else 0
    while at < len(all_months):
        # No more than there is room for: the cursor stands behind the last one that was read.
        some, next_ = counts.dossiers(office, all_months[at], rule.day, limit=limit - len(found), cursor=place or None)
        looked += len(some)
        for counted in some:
            day = counted.received if rule.day == "received" else counted.finished or ""
            marks = {*counted.on_receipt, *counted.on_end}
            if asked.first <= day <= asked.last and rule.whole in marks and (rule.part in marks) == (which == "with"):
                found.append(_entry(counted))
        at, place = (at, next_) if next_ else (at + 1, "")
        if at < len(all_months) and (len(found) >= limit or looked >= _LOOKED_AT):
            return DrillAnswer(code=code, which=which, dossiers=found, next=f"{all_months[at]}:{place}")
    return DrillAnswer(code=code, which=which, dossiers=found)


def show_asked(offices: Sequence[str], asked: Period, *, counts: Counts) -> AskedAnswer:
    """By whole months of receipt: what was asked for, of reusable kinds first, then by how often."""
    sums: dict[tuple[str, ...], int] = {}
    for office in dict.fromkeys(offices):
        for month in months(asked.first, asked.last):
            for count in counts.asked(office, month):
                key = (count.procedure, count.component, count.type, count.why)
                sums[key] = sums.get(key, 0) + count.dossiers
    order = {"reusable": 0, "replaceable": 1, "new": 2}
    rows = [
        AskedCount.model_validate({**dict(zip(("procedure", "component", "type", "why"), key, strict=True)),
                                   "dossiers": n})
        for key, n in sums.items()
    ]  # fmt: skip
    return AskedAnswer(
        period=asked, papers=sorted(rows, key=lambda r: (order[r.why], -r.dossiers, r.procedure, r.component))
    )


def _shown(office: str | None, days: Sequence[DayCount], rules: IndicatorRules) -> OfficeIndicators:
    return OfficeIndicators(office=office, indicators=indicators(days, rules), table=row(days, rules))


def _entry(counted: Counted) -> CountedDossier:
    return CountedDossier.model_validate(counted.model_dump(include={"dossier", "procedure", "received", "finished"}))
