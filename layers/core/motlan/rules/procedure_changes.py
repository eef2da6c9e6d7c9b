"""What changes between two days or two catalogues, for whoever has to tell the counters (domain.md F.2 row 20)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from pydantic import BaseModel

from motlan.rules.procedures import Component, Procedure

Kind = Literal["added", "removed", "changed"]
#: What of a procedure and of a component a person is told about, by its Vietnamese name.
_PROCEDURE = {
    "name": "tên", "result": "mã kết quả", "result_name": "kết quả", "time": "thời gian", "working_days": "số ngày",
    "fee": "lệ phí", "eform": "tờ khai điện tử", "legal_basis": "căn cứ", "valid_to": "hết hiệu lực",
}  # fmt: skip
_COMPONENT = {
    "name": "tên", "kind": "nộp hay xuất trình", "group": "nhóm", "count": "số giấy cần", "when": "khi nào cần",
    "unless": "trừ khi", "options": "giấy tờ", "copies": "số lượng", "replaced_by_data": "dữ liệu thay thế",
    "reuse": "dùng lại", "max_age_months": "thời hạn của giấy", "never": "không yêu cầu nữa",
    "certified_unless": "không cần chứng thực khi", "legal_basis": "căn cứ",
}  # fmt: skip


class Change(BaseModel):
    """One difference. ``component``: of which component, else of the procedure; ``before`` and ``after`` as text."""

    code: str
    name: str
    kind: Kind
    component: str | None = None
    what: str
    before: str | None = None
    after: str | None = None


def changes(before: Sequence[Procedure], after: Sequence[Procedure]) -> list[Change]:
    """By code; each list holds at most one version of a code."""
    old, new = ({p.code: p for p in procedures} for procedures in (before, after))
    found: list[Change] = []
    for code in sorted({*old, *new}):
        if code not in new:
            found.append(Change(code=code, name=old[code].name, kind="removed", what="thủ tục"))
        elif code not in old:
            found.append(Change(code=code, name=new[code].name, kind="added", what="thủ tục"))
        elif old[code] != new[code]:
            found += _of_procedure(old[code], new[code])
    return found


def _of_procedure(old: Procedure, new: Procedure) -> list[Change]:
    head = {"code": new.code, "name": new.name}
    found = [Change(**head, kind="changed", **told) for told in _differences(old, new, _PROCEDURE)]
    mine, theirs = ({c.id: c for c in p.components} for p in (old, new))
    for name in [*mine, *(n for n in theirs if n not in mine)]:
        if name not in theirs:
            found.append(Change(**head, kind="removed", component=name, what=mine[name].name))
        elif name not in mine:
            found.append(Change(**head, kind="added", component=name, what=_named(theirs[name])))
        else:
            pairs = _differences(mine[name], theirs[name], _COMPONENT)
            found += [Change(**head, kind="changed", component=name, **told) for told in pairs]
    return found


def _named(component: Component) -> str:
    return f"{component.name} ({component.never})" if component.never else component.name


def _differences(
    old: Procedure | Component, new: Procedure | Component, keys: Mapping[str, str]
) -> list[dict[str, str]]:
    one, other = old.model_dump(mode="json"), new.model_dump(mode="json")
    return [
        {"what": label, "before": _said(one[key]), "after": _said(other[key])}
        for key, label in keys.items()
        if one[key] != other[key]
    ]


def _said(value: object) -> str:
    """Short text: an option by its name, a condition as ``fact=value``."""
    if isinstance(value, dict):
        return str(value["name"]) if "name" in value else ", ".join(f"{k}={_said(v)}" for k, v in value.items())
    if isinstance(value, list):
        return "; ".join(_said(one) for one in value)
    if isinstance(value, bool):
        return "có" if value else "không"
    return "" if value is None else str(value)
