"""Is a paper still valid? The rules are rows of ``templates/validity.yaml`` with dates and legal basis; here are the
formulas that they name (domain.md G.2).

Month arithmetic (BLDS 2015 Điều 147, 148): the day of issue is not counted; a term ends at the end of the same day
number of its last month, or of that month's last day where it has no such day.
"""  # noqa: D205

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from motlan.language.dates import PartialDate, from_iso
from motlan.model import FieldValue, Issue
from motlan.rules.land import changes_may_move_ownership
from motlan.rules.messages import issue

State = Literal["valid", "expiring", "expired", "superseded", "void", "unknown"]
Formula = Literal["none", "printed", "months", "procedure_months", "year", "changes", "void_since", "once"]
Fields = Mapping[str, FieldValue]

#: A paper that ends within this time is shown as ending soon.
SOON = timedelta(days=30)
_NO_END = "không thời hạn"
_ISSUED = ("issue_date", "registration_date", "first_registered_on", "judgment_date", "date")


class ValidityRow(BaseModel):
    """What the law of some time says: the formula and its number, why, by which law."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    formula: Formula
    months: int = Field(default=0, ge=0, le=240)
    valid_from: date
    valid_to: date | None = None
    reason: str
    legal_basis: str
    to_verify: str = ""


class ValidityRule(BaseModel):
    """A rule by its id with its rows, oldest first, and the argument that a paper type gives: ``V_PROC(6)``."""

    model_config = ConfigDict(frozen=True)

    id: str
    rows: tuple[ValidityRow, ...] = Field(min_length=1)
    argument: str = ""

    def row(self, day: date) -> ValidityRow:
        """The row of that day; before the first row the first."""
        return next((row for row in reversed(self.rows) if row.valid_from <= day), self.rows[0])


ValidityTable = Mapping[str, Sequence[ValidityRow]]
#: Evidence of the one dossier that it was handed in with; what counts for a type that nobody described.
ONCE = ValidityRule(
    id="V_ONCE",
    rows=(ValidityRow(formula="once", valid_from=date(1900, 1, 1), reason="Chỉ dùng cho một hồ sơ", legal_basis=""),),
)


@dataclass(frozen=True)
class Validity:
    """Whether a paper may be relied on. ``until``: its last good day, None where it has no end or it is not known.

    ``since``: for a void paper, the first day on which it was void. ``date_field``: the field that the answer rests on.
    ``unverified``: what of the rule has not been checked against the gazette.
    """

    state: State
    until: date | None = None
    reason_vi: str = ""
    legal_basis: str = ""
    since: date | None = None
    date_field: str = ""
    unverified: str = ""


def rule_of(name: str, table: ValidityTable) -> ValidityRule:
    """The rule that a paper type names. Raises ``ValueError`` for one that the table hasn't, or a bad argument."""
    found = re.fullmatch(r"([A-Z0-9_]+)(?:\((.*)\))?", name.strip())
    if not found or found.group(1) not in table:
        raise ValueError(f"no validity rule '{name}'; there are {', '.join(sorted(table))}")
    rule = ValidityRule(id=found.group(1), rows=tuple(table[found.group(1)]), argument=(found.group(2) or "").strip())
    if any(row.formula == "void_since" for row in rule.rows):
        date.fromisoformat(rule.argument)
    return rule


def add_months(start: date, months: int) -> date:
    """The same day of a later month, or that month's last day (31/8 + 6 months = 28/2)."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def validity(rule: ValidityRule, fields: Fields, today: date) -> Validity:
    """The state of a paper with these fields on ``today`` (a date of Việt Nam), by the law of its day of issue."""
    issued = _date(fields, *_ISSUED)
    row = rule.row(issued[1].latest() if issued else today)
    return _FORMULAS[row.formula](_Asked(fields, today, rule.argument, row))


def validity_issues(rule: ValidityRule, fields: Fields, today: date) -> list[Issue]:
    """``W_EXPIRED`` or ``W_VOID_PAPER`` by the rule, at the field that the end is printed in or reckoned from."""
    found = validity(rule, fields, today)
    if found.state == "expired" and found.until:
        return [issue("W_EXPIRED", found.date_field, until=f"{found.until:%d/%m/%Y}")]
    if found.state == "void" and found.since:
        return [issue("W_VOID_PAPER", since=f"{found.since:%d/%m/%Y}")]
    return []


@dataclass(frozen=True)
class _Asked:
    fields: Fields
    today: date
    argument: str
    row: ValidityRow

    def answer(self, state: State, until: date | None = None, reason: str = "", **more: Any) -> Validity:
        row = self.row
        return Validity(state, until, reason or row.reason, row.legal_basis, unverified=row.to_verify, **more)

    def until(self, last: date, key: str) -> Validity:
        state: State = "expired" if self.today > last else "expiring" if self.today + SOON >= last else "valid"
        return self.answer(state, last, date_field=key)


def _date(fields: Fields, *keys: str) -> tuple[str, PartialDate] | None:
    for key in keys:
        field = fields.get(key)
        if field is not None and field.value is not None and (found := from_iso(field.value)):
            return key, found
    return None


def _always(asked: _Asked) -> Validity:
    """No end: valid until superseded, or for the one dossier."""
    return asked.answer("valid")


def _printed(asked: _Asked) -> Validity:
    """To the printed day; ``argument``: the field's key."""
    keys = (asked.argument,) if asked.argument in asked.fields else ("expiry_date", "valid_until")
    if any(key in asked.fields and str(asked.fields[key].value).casefold() == _NO_END for key in keys):
        return asked.answer("valid", reason="Không thời hạn")
    found = _date(asked.fields, *keys)
    if found is None:
        return asked.answer("unknown", reason="Không đọc được ngày hết hạn in trên giấy")
    return asked.until(found[1].latest(), found[0])


def _months(asked: _Asked) -> Validity:
    """Months from the day of issue. A printed end counts only where it is the earlier one: paper stretches no law."""
    issued, printed = _date(asked.fields, "issue_date"), _date(asked.fields, "valid_until")
    if issued is None or issued[1].precision != "day":
        return _printed(asked)
    last = add_months(issued[1].latest(), asked.row.months)
    if printed and printed[1].precision == "day" and issued[1].latest() < printed[1].latest() < last:
        return asked.until(printed[1].latest(), printed[0])
    return asked.until(last, printed[0] if printed else issued[0])


def _by_procedure(asked: _Asked) -> Validity:
    """As long as the procedure that asks for it says, in months."""
    if not asked.argument.isdigit():
        return asked.answer("unknown")
    row = asked.row.model_copy(
        update={"months": int(asked.argument), "reason": f"Có giá trị {asked.argument} tháng theo thủ tục"}
    )
    return _months(_Asked(asked.fields, asked.today, "", row))


def _year(asked: _Asked) -> Validity:
    """For the calendar year that is printed."""
    found = _date(asked.fields, asked.argument or "year", "issue_date")
    if found is None:
        return asked.answer("unknown", reason="Không đọc được năm công nhận")
    return asked.until(date(found[1].year, 12, 31), found[0])


def _changes(asked: _Asked) -> Validity:
    """Valid unless changes are noted that may have moved the ownership (domain.md B.7)."""
    moved = changes_may_move_ownership(asked.fields)
    if moved is None:
        return asked.answer("unknown", reason="Chưa đọc được trang ghi thay đổi sau khi cấp")
    if moved:
        return asked.answer("unknown", reason="Có ghi thay đổi sau khi cấp, cần kiểm tra chủ sử dụng đất hiện nay")
    return asked.answer("valid")


def _void_since(asked: _Asked) -> Validity:
    """Void from a day on whatever is printed."""
    since = date.fromisoformat(asked.argument)
    if asked.today < since:
        return asked.answer("valid", since - timedelta(days=1), "Còn giá trị đến ngày bị bãi bỏ")
    return asked.answer("void", since - timedelta(days=1), since=since)


_FORMULAS: dict[Formula, Callable[[_Asked], Validity]] = {
    "none": _always,
    "printed": _printed,
    "months": _months,
    "procedure_months": _by_procedure,
    "year": _year,
    "changes": _changes,
    "void_since": _void_since,
    "once": _always,
}
