"""Indicators from daily sums: pure functions over ``DayCount``; their definitions are ``templates/indicators.yaml``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict

from motlan.model.counting import DayCount


class Indicator(BaseModel):
    """One indicator; ``part`` and ``whole`` are marks of ``rules.counting``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str
    key: str
    name: str
    part: str
    whole: str
    day: Literal["received", "finished"]
    over: Literal["dossiers", "procedures"] = "dossiers"
    target: float | None = None
    part_is: str
    whole_is: str


class Column(BaseModel):
    """One column of the monthly table: a mark, less another."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: str
    name: str
    count: str
    less: str | None = None


class IndicatorRules(BaseModel):
    """The whole of ``templates/indicators.yaml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    valid_from: date
    legal_basis: str
    copies: frozenset[str]
    indicators: tuple[Indicator, ...]
    table: tuple[Column, ...]


class IndicatorValue(BaseModel):
    """``value``: per cent, two decimals, None where there is nothing to divide by; ``score``: share of full points."""

    code: str
    key: str
    name: str
    part: int
    whole: int
    value: float | None
    target: float | None = None
    score: float | None = None
    part_is: str
    whole_is: str


def within(days: Iterable[DayCount], first: str, last: str, as_of: str) -> list[DayCount]:
    """The sums of a period as they were known at the end of day ``as_of`` (ISO dates)."""
    return [d for d in days if first <= d.day <= last and d.known <= as_of]


def indicators(days: Sequence[DayCount], rules: IndicatorRules) -> list[IndicatorValue]:
    """Every indicator over these sums."""
    by_procedure: dict[str, Counter[str]] = {}
    for day in days:
        by_procedure.setdefault(day.procedure, Counter()).update(day.counts)
    sums = total(days)
    return [_value(i, *_ratio(i, sums, by_procedure)) for i in rules.indicators]


def row(days: Sequence[DayCount], rules: IndicatorRules) -> dict[str, int]:
    """The monthly table's row over these sums, by column key."""
    sums = total(days)
    return {c.key: sums[c.count] - (sums[c.less] if c.less else 0) for c in rules.table}


def total(days: Iterable[DayCount]) -> Counter[str]:
    """Mark → sum."""
    sums: Counter[str] = Counter()
    for day in days:
        sums.update(day.counts)
    return sums


def _ratio(indicator: Indicator, sums: Counter[str], by_procedure: dict[str, Counter[str]]) -> tuple[int, int]:
    if indicator.over == "dossiers":
        return sums[indicator.part], sums[indicator.whole]
    whole = [c for c in by_procedure.values() if c[indicator.whole] > 0]
    return sum(c[indicator.part] > 0 for c in whole), len(whole)


def _value(indicator: Indicator, part: int, whole: int) -> IndicatorValue:
    value = round(100 * part / whole, 2) if whole else None
    target = indicator.target
    score = round(min(1.0, value / target), 4) if target and value is not None else None
    told = indicator.model_dump(include={"code", "key", "name", "target", "part_is", "whole_is"})
    return IndicatorValue(part=part, whole=whole, value=value, score=score, **told)
