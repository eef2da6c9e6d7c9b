"""A procedure as rows of a spreadsheet, and back: a row says one option of a component, or one question (``fact``).

Of a procedure's rows the first with a value says what concerns the whole of it, of a component's the first row.
Conditions are written ``group=child|hiv; channel=online``: all must hold, one of several values is enough; yes and no
are ``có`` and ``không``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from motlan.rules.procedures import Component, Condition, Option, Procedure

Raw = dict[str, Any]
#: A paper type that no template knows: the list asks for it, a person ticks it.
UNKNOWN_TYPE = "unlisted"
UNCHECKED = "nhập từ tệp, chưa đối chiếu công báo"
_YES, _NO = frozenset({"có", "true", "1", "x"}), frozenset({"không", "false", "0"})


def _text(value: str) -> str:
    return value


def _words(value: str) -> list[str]:
    return [word for word in re.split(r"[\s,]+", value) if word]


def _phrases(value: str) -> list[str]:
    return [phrase for part in value.split(";") if (phrase := part.strip())]


def _yes(value: str) -> bool:
    if (said := value.casefold()) in _YES | _NO:
        return said in _YES
    raise ValueError(f"'{value}' không phải có hoặc không")


def _fact(value: str) -> bool | str:
    return _yes(value) if value.casefold() in ("có", "không", "true", "false") else value


def _pairs(value: str) -> dict[str, str]:
    found = {}
    for phrase in _phrases(value):
        name, sign, said = phrase.partition("=")
        if not sign:
            raise ValueError(f"'{phrase}' phải viết tên=giá trị")
        found[name.strip()] = said.strip()
    return found


def _condition(value: str) -> Raw:
    found: Raw = {}
    for name, said in _pairs(value).items():
        several = [one.strip() for one in said.split("|")]
        found[name] = several if len(several) > 1 else _fact(said)
    return found


#: Column → what it holds, for ``motlan procedures columns``; and how a cell is read.
_Read = Callable[[str], Any]
_PROCEDURE: Mapping[str, tuple[str, _Read]] = {
    "code": ("mã thủ tục, 1.001193", _text),
    "name": ("tên thủ tục", _text),
    "sector": ("lĩnh vực: civil_status, certification, residence, business, land, building, social, other", _text),
    "level": ("commune, province, ministry", _text),
    "result": ("mã kết quả", _text),
    "result_name": ("tên kết quả", _text),
    "time": ("thời gian giải quyết", _text),
    "working_days": ("số ngày làm việc", _text),
    "fee": ("lệ phí", _text),
    "eform": ("tờ khai điện tử của hệ thống", _text),
    "valid_from": ("ngày có hiệu lực, 2026-01-01", _text),
    "valid_to": ("ngày hết hiệu lực", _text),
    "legal_basis": ("căn cứ pháp lý", _text),
    "to_verify": (f"căn cứ nào chưa đối chiếu; không có cột này: '{UNCHECKED}'", _text),
    "roles": ("vai trong thủ tục: requester=Người yêu cầu; child=Trẻ", _pairs),
}
_FACT: Mapping[str, tuple[str, _Read]] = {
    "fact": ("mã câu hỏi về trường hợp, không dấu (dòng chỉ nói câu hỏi thì để trống thành phần)", _text),
    "fact_ask": ("câu hỏi cho người dân", _text),
    "fact_default": ("trả lời mặc định: có, không hoặc một giá trị", _fact),
    "fact_values": ("các giá trị: online=Trực tuyến; counter=Tại quầy", _pairs),
}
_COMPONENT: Mapping[str, tuple[str, _Read]] = {
    "component": ("mã thành phần trong thủ tục, không dấu", _text),
    "component_name": ("tên thành phần hồ sơ", _text),
    "kind": ("submit (nộp) hoặc show (xuất trình)", _text),
    "group": ("ONE_OF, ALL_OF hoặc N_OF", _text),
    "count": ("N_OF: cần mấy giấy", _text),
    "when": ("chỉ cần khi: group=child|hiv; agent_used=có", _condition),
    "unless": ("không cần khi", _condition),
    "otherwise": ("lý do không cần khi điều kiện không đúng", _text),
    "never": ("lý do không còn phải nộp", _text),
    "certified_unless": ("phải chứng thực, trừ khi", _condition),
    "max_age_months": ("giấy cấp không quá mấy tháng", _text),
    "in_person": ("có: phải xuất trình tại quầy cả khi nộp trực tuyến", _yes),
    "reuse": ("không: mỗi hồ sơ một giấy mới", _yes),
    "originals": ("số bản chính", _text),
    "copies": ("số bản sao", _text),
    "replaced_by_data": ("cơ sở dữ liệu thay thế, cách nhau bằng dấu cách", _words),
    "component_legal_basis": ("căn cứ của thành phần", _text),
    "component_to_verify": ("căn cứ nào của thành phần chưa đối chiếu", _text),
    "explain": ("giải thích cho người dân", _text),
    "where": ("nơi lấy giấy", _text),
}
_OPTION: Mapping[str, tuple[str, _Read]] = {
    "option": ("mã giấy trong thành phần, không dấu; trống: o1, o2 …", _text),
    "option_name": ("tên giấy tờ", _text),
    "option_code": ("mã giấy tờ", _text),
    "types": ("kiểu giấy tờ của hệ thống, cách nhau bằng dấu cách; trống: không tự nhận ra", _words),
    "of": ("giấy của vai nào, cách nhau bằng dấu cách", _words),
    "option_when": ("giấy này chỉ dùng khi", _condition),
    "purpose": ("giấy phải được cấp để, cách nhau bằng ;", _phrases),
    "option_replaced_by_data": ("cơ sở dữ liệu thay riêng giấy này", _words),
    "history": ("có: giấy không còn giá trị vẫn dùng làm chứng cứ", _yes),
    "option_eform": ("có: chính biểu mẫu điện tử, không phải giấy", _yes),
}
_READ = {**_PROCEDURE, **_FACT, **_COMPONENT, **_OPTION}
COLUMNS: Mapping[str, str] = {column: what for column, (what, _) in _READ.items()}
_COMPONENT_KEYS = {"component": "id", "component_name": "name", "component_legal_basis": "legal_basis",
                   "component_to_verify": "to_verify"}  # fmt: skip
_OPTION_KEYS = {"option": "id", "option_name": "name", "option_code": "code", "option_when": "when",
                "option_replaced_by_data": "replaced_by_data", "option_eform": "eform"}  # fmt: skip


def read_cells(cells: Mapping[str, str]) -> Raw:
    """The values of a row. Raises ``ValueError``: which column, what is wrong."""
    found = {}
    for column, cell in cells.items():
        try:
            found[column] = _READ[column][1](cell)
        except ValueError as error:
            raise ValueError(f"cột {column}: {error}") from error
    return found


def empty(head: Mapping[str, object]) -> Raw:
    """A procedure before its first row; ``head``: the file's columns."""
    told: Raw = {"level": "commune", "roles": {"requester": "Người yêu cầu"}, "components": [], "facts": {}}
    return told if "to_verify" in head else told | {"to_verify": UNCHECKED}


def add_row(procedure: Raw, row: Raw) -> None:
    """Adds what a row says. The first value counts for the procedure and the component, each option is a row."""
    seen = procedure.setdefault("_seen", set())
    for key in _PROCEDURE:
        if key in row and key not in seen:
            seen.add(key)
            procedure[key] = row[key]
    procedure.setdefault("time", "Theo quy định")
    procedure.setdefault("legal_basis", "Danh mục thủ tục hành chính đã nhập")
    if "fact" in row:
        labels = row.get("fact_values", {})
        told = {"ask": row.get("fact_ask", row["fact"]), "default": row.get("fact_default", False)}
        procedure["facts"][row["fact"]] = told | {"values": list(labels), "labels": labels}
    if "component" in row:
        _add_option(_component(procedure, row), row)


def finished(procedure: Raw) -> Raw:
    """The procedure once all its rows are read, for ``Procedure.model_validate``."""
    return {key: value for key, value in procedure.items() if key != "_seen"}


def _component(procedure: Raw, row: Raw) -> Raw:
    found: Raw | None = next((c for c in procedure["components"] if c["id"] == row["component"]), None)
    if found is None:
        found = {"kind": "submit", "options": [], "copies": {}, "explain": "", "where": ""}
        procedure["components"].append(found | {"legal_basis": procedure["legal_basis"]})
        found = procedure["components"][-1]
        own = {k: v for k, v in row.items() if k in _COMPONENT and k not in ("originals", "copies")}
        found |= {_COMPONENT_KEYS.get(key, key): value for key, value in own.items()}
        found["copies"] = {"original": row.get("originals", 1), "copy": row.get("copies", 0)}
    return found


def _add_option(component: Raw, row: Raw) -> None:
    told = {_OPTION_KEYS.get(key, key): row[key] for key in _OPTION if key in row}
    default = {"id": f"o{len(component['options']) + 1}", "name": component["name"]}
    if not told.get("eform"):
        default["types"] = [UNKNOWN_TYPE]
    component["options"].append(default | told)


def rows_of(procedure: Procedure) -> Iterator[dict[str, str]]:
    """The rows that say this procedure again; ``add_row`` makes the same of them."""
    head = procedure.model_dump(mode="json", include={*_PROCEDURE} - {"roles"}, exclude_none=True)
    first = {key: str(value) for key, value in head.items()} | {"roles": _said(procedure.roles)}
    key = {"code": procedure.code, "valid_from": procedure.valid_from.isoformat()}
    rows = [_fact_row(name, rule.model_dump()) for name, rule in procedure.facts.items()]
    rows += [row for component in procedure.components for row in _component_rows(component)]
    for number, row in enumerate(rows):
        yield {k: v for k, v in ((first if number == 0 else key) | row).items() if v != ""}


def _fact_row(name: str, rule: Raw) -> dict[str, str]:
    values = {value: rule["labels"].get(value, value) for value in rule["values"]}
    return {"fact": name, "fact_ask": rule["ask"], "fact_default": _cell(rule["default"]), "fact_values": _said(values)}


def _component_rows(component: Component) -> Iterator[dict[str, str]]:
    names = {own: column for column, own in _COMPONENT_KEYS.items()}
    told = component.model_dump(exclude={"options", "copies"}, exclude_defaults=True)
    whole = {names.get(k, k): _cell(v) for k, v in told.items()}
    whole |= {"originals": str(component.copies.original), "copies": str(component.copies.copy_)}
    for number, option in enumerate(component.options):
        yield (whole if number == 0 else {"component": component.id}) | _option_row(option)


def _option_row(option: Option) -> dict[str, str]:
    names = {own: column for column, own in _OPTION_KEYS.items()}
    told = option.model_dump(exclude_defaults=True)
    return {names.get(k, k): _cell(v, "; " if k == "purpose" else " ") for k, v in told.items()}


def _cell(value: object, between: str = " ") -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, dict):
        return _conditions(value)
    return between.join(value) if isinstance(value, tuple | list) else str(value)


def _conditions(condition: Condition) -> str:
    return "; ".join(f"{k}={_cell(v, '|')}" for k, v in condition.items())


def _said(labels: Mapping[str, str]) -> str:
    return "; ".join(f"{name}={label}" for name, label in labels.items())
