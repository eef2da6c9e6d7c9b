"""Is a paper still valid? One function a rule id of domain.md G.2; templates name it: ``V_PRINTED``, ``V_PROC(6)``.

Month arithmetic (BLDS 2015 Điều 147, 148): the day of issue is not counted; a term ends at the end of the same day
number of its last month, or of that month's last day where it has no such day.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from motlan.language.dates import PartialDate, from_iso
from motlan.model import FieldValue, Issue
from motlan.rules.land import changes_may_move_ownership
from motlan.rules.messages import issue

State = Literal["valid", "expiring", "expired", "superseded", "void", "unknown"]

#: A paper that ends within this time is shown as ending soon.
SOON = timedelta(days=30)
_NO_END = "không thời hạn"


@dataclass(frozen=True)
class Validity:
    """Whether a paper may be relied on. ``until``: its last good day, None where it has no end or it is not known.

    ``since``: for a void paper, the first day on which it was void. ``date_field``: the field that the answer rests on.
    """

    state: State
    until: date | None = None
    reason_vi: str = ""
    legal_basis: str = ""
    since: date | None = None
    date_field: str = ""


Rule = Callable[[Mapping[str, FieldValue], date, str], Validity]


def add_months(start: date, months: int) -> date:
    """The same day of a later month, or that month's last day (31/8 + 6 months = 28/2)."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def validity(rule: str, fields: Mapping[str, FieldValue], today: date) -> Validity:
    """The state of a paper with these fields on ``today`` (a date of Việt Nam); unknown rules raise ValueError."""
    found = re.fullmatch(r"([A-Z0-9_]+)(?:\((.*)\))?", rule.strip())
    if not found or found.group(1) not in RULES:
        raise ValueError(f"no validity rule '{rule}'; there are {', '.join(sorted(RULES))}")
    return RULES[found.group(1)](fields, today, (found.group(2) or "").strip())


def validity_issues(rule: str, fields: Mapping[str, FieldValue], today: date) -> list[Issue]:
    """``W_EXPIRED`` or ``W_VOID_PAPER`` by the rule, at the field that the end is printed in or reckoned from."""
    found = validity(rule, fields, today)
    if found.state == "expired" and found.until:
        return [issue("W_EXPIRED", found.date_field, until=f"{found.until:%d/%m/%Y}")]
    if found.state == "void" and found.since:
        return [issue("W_VOID_PAPER", since=f"{found.since:%d/%m/%Y}")]
    return []


def _date(fields: Mapping[str, FieldValue], *keys: str) -> tuple[str, PartialDate] | None:
    for key in keys:
        field = fields.get(key)
        if field is not None and field.value is not None and (found := from_iso(field.value)):
            return key, found
    return None


def _until(last: date, today: date, reason: str, basis: str, key: str) -> Validity:
    state: State = "expired" if today > last else "expiring" if today + SOON >= last else "valid"
    return Validity(state, last, reason, basis, date_field=key)


def _none(fields: Mapping[str, FieldValue], today: date, argument: str) -> Validity:
    """No end: valid until superseded (Luật Hộ tịch 2014, Luật Giáo dục 2019)."""
    return Validity("valid", reason_vi="Không quy định thời hạn, có giá trị đến khi được thay thế")


def _printed(fields: Mapping[str, FieldValue], today: date, argument: str) -> Validity:
    """To the printed day (Luật Căn cước 2023 Điều 21; Luật TTATGTĐB 2024 Điều 57); ``argument``: the field's key."""
    keys = (argument,) if argument else ("expiry_date", "valid_until")
    if any(key in fields and str(fields[key].value).casefold() == _NO_END for key in keys):
        return Validity("valid", reason_vi="Không thời hạn")
    found = _date(fields, *keys)
    if found is None:
        return Validity("unknown", reason_vi="Không đọc được ngày hết hạn in trên giấy")
    return _until(found[1].latest(), today, "Theo ngày hết hạn in trên giấy", "", found[0])


def _months(months: int, reason: str, basis: str) -> Rule:
    def rule(fields: Mapping[str, FieldValue], today: date, argument: str) -> Validity:
        issued = _date(fields, "issue_date")
        printed = _date(fields, "valid_until")
        if issued is None or issued[1].precision != "day":
            return _printed(fields, today, "valid_until")
        last = add_months(issued[1].latest(), months)
        # A printed end counts only where it is the earlier one: the law's term can't be stretched on paper.
        if printed and printed[1].precision == "day" and issued[1].latest() < printed[1].latest() < last:
            return _until(printed[1].latest(), today, reason, basis, printed[0])
        return _until(last, today, reason, basis, printed[0] if printed else issued[0])

    return rule


def _by_procedure(fields: Mapping[str, FieldValue], today: date, argument: str) -> Validity:
    """As long as the procedure that asks for it says, in months (domain.md G.2 ``V_PROC(n)``)."""
    if not argument.isdigit():
        return Validity("unknown", reason_vi="Thời hạn do thủ tục yêu cầu giấy này quy định")
    return _months(int(argument), f"Có giá trị {argument} tháng theo thủ tục", "")(fields, today, "")


def _year(fields: Mapping[str, FieldValue], today: date, argument: str) -> Validity:
    """For the calendar year that is printed (QĐ 24/2021/QĐ-TTg: reviewed every year)."""
    found = _date(fields, argument or "year", "issue_date")
    if found is None:
        return Validity("unknown", reason_vi="Không đọc được năm công nhận")
    last = date(found[1].year, 12, 31)
    return _until(last, today, "Có giá trị trong năm được công nhận", "QĐ 24/2021/QĐ-TTg", found[0])


def _change_check(fields: Mapping[str, FieldValue], today: date, argument: str) -> Validity:
    """Valid unless changes are noted that may have moved the ownership (domain.md B.7)."""
    moved = changes_may_move_ownership(fields)
    if moved is None:
        return Validity("unknown", reason_vi="Chưa đọc được trang ghi thay đổi sau khi cấp")
    if moved:
        return Validity("unknown", reason_vi="Có ghi thay đổi sau khi cấp, cần kiểm tra chủ sử dụng đất hiện nay")
    return Validity("valid", reason_vi="Không ghi chuyển quyền sau khi cấp", legal_basis="Luật Đất đai 2024 Điều 133")


def _void_since(fields: Mapping[str, FieldValue], today: date, argument: str) -> Validity:
    """Void from a day on whatever is printed, e.g. sổ hộ khẩu: 2023-01-01 (Luật Cư trú 2020 Điều 38)."""
    since = date.fromisoformat(argument)
    if today < since:
        return Validity("valid", since - timedelta(days=1), "Còn giá trị đến ngày bị bãi bỏ")
    return Validity("void", since - timedelta(days=1), "Loại giấy tờ này không còn giá trị sử dụng", since=since)


def _once(fields: Mapping[str, FieldValue], today: date, argument: str) -> Validity:
    """Evidence of the one dossier that it was handed in with."""
    return Validity("valid", reason_vi="Chỉ dùng cho một hồ sơ")


RULES: dict[str, Rule] = {
    "V_NONE": _none,
    "V_PRINTED": _printed,
    "V_6M_OR_STATUS": _months(
        6,
        "Có giá trị 6 tháng kể từ ngày cấp hoặc đến khi thay đổi tình trạng hôn nhân",
        "NĐ 123/2015/NĐ-CP Điều 23",
    ),
    "V_1Y_OR_CHANGE": _months(
        12,
        "Có giá trị 1 năm kể từ ngày cấp, hết giá trị khi thay đổi thông tin cư trú",
        "TT 66/2023/TT-BCA",
    ),
    "V_PROC": _by_procedure,
    "V_YEAR": _year,
    "V_CHANGE_CHECK": _change_check,
    "V_VOID_SINCE": _void_since,
    "V_ONCE": _once,
}
