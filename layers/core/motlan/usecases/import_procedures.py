"""A catalogue from elsewhere: procedures of a CSV or YAML file, checked whole before anything is written.

CSV: one row a component option, as a spreadsheet holds it; ``COLUMNS`` says what stands where. Rows of one code and
``valid_from`` make one version.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from motlan.rules.procedures import Procedure
from motlan.understanding.template_files import BadTemplate
from motlan.usecases.data_files import dated, parse_yaml
from motlan.usecases.knowledge import Knowledge

Raw = dict[str, Any]
#: Column → what it holds. Of a procedure's rows the first with a value says what concerns the whole procedure.
COLUMNS: Mapping[str, str] = {
    "code": "mã thủ tục, 1.001193",
    "name": "tên thủ tục",
    "sector": "lĩnh vực: civil_status, certification, residence, business, land, building, social, other",
    "level": "commune, province, ministry",
    "result": "mã kết quả",
    "result_name": "tên kết quả",
    "time": "thời gian giải quyết",
    "working_days": "số ngày làm việc",
    "fee": "lệ phí",
    "valid_from": "ngày có hiệu lực, 2026-01-01",
    "valid_to": "ngày hết hiệu lực",
    "legal_basis": "căn cứ pháp lý",
    "component": "mã thành phần trong thủ tục, không dấu",
    "component_name": "tên thành phần hồ sơ",
    "kind": "submit (nộp) hoặc show (xuất trình)",
    "group": "ONE_OF, ALL_OF hoặc N_OF",
    "option_name": "tên giấy tờ",
    "option_code": "mã giấy tờ",
    "types": "kiểu giấy tờ của hệ thống, cách nhau bằng dấu cách; trống: không tự nhận ra",
    "originals": "số bản chính",
    "copies": "số bản sao",
    "replaced_by_data": "cơ sở dữ liệu thay thế, cách nhau bằng dấu cách",
    "component_legal_basis": "căn cứ của thành phần",
    "explain": "giải thích cho người dân",
    "where": "nơi lấy giấy",
}
NEEDED = ("code", "name", "valid_from", "component", "component_name")
#: A paper type that no template knows: the list asks for it, a person ticks it.
UNKNOWN_TYPE = "unlisted"
MAX_BYTES = 64 * 1024 * 1024


def read_procedures(path: Path) -> list[Raw]:
    """The procedures of a ``.csv``, ``.yaml``/``.yml`` or ``.json`` file. Raises ``BadTemplate``: file, row, remedy."""
    try:
        if path.stat().st_size > MAX_BYTES:
            raise BadTemplate("E_IMPORT", f"{path.name}: tệp quá lớn", "Chia thành nhiều tệp dưới 64 MB.")
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise BadTemplate("E_IMPORT", f"{path.name}: không đọc được tệp", "Kiểm tra lại đường dẫn.") from error
    except UnicodeDecodeError as error:
        raise BadTemplate("E_IMPORT", f"{path.name}: không phải UTF-8", "Lưu lại tệp bằng bảng mã UTF-8.") from error
    match path.suffix.lower():
        case ".csv":
            return _from_csv(text, path.name)
        case ".yaml" | ".yml" | ".json":
            return _from_yaml(text, path.name)
    raise BadTemplate("E_IMPORT", f"{path.name}: không biết loại tệp này", "Dùng tệp .csv, .yaml hoặc .json.")


def check_procedures(
    raws: Iterable[Raw], known: Knowledge, name: str, *, replacing: str | None
) -> tuple[list[Procedure], list[str]]:
    """The procedures that are right, and what is wrong with the others or between them and the catalogue.

    ``replacing``: the catalogue file whose place they take; None: they stand alone.
    """
    good: list[Procedure] = []
    faults: list[str] = []
    for number, raw in enumerate(raws, start=1):
        place = f"{name}: {raw.get('code') or f'mục {number}'}"
        try:
            good.append(known.procedures.make(place, raw))
        except BadTemplate as error:
            faults.append(error.message)
    codes: dict[str, list[Procedure]] = {}
    for procedure in good:
        codes.setdefault(procedure.code, []).append(procedure)
    for code, versions in codes.items():
        there = [(place, raw) for place, raw in known.procedures.raw(code) if replacing and place != replacing]
        try:
            dated(code, [*(known.procedures.make(place, raw) for place, raw in there), *versions])
        except BadTemplate as error:
            faults.append(f"{error.message} → {error.remedy}")
    return good, faults


def write_procedures(procedures: Iterable[Procedure], target: Path) -> int:
    """Writes them as one JSON file of the catalogue, all or nothing; how many."""
    items = [p.model_dump(mode="json", by_alias=True, exclude_defaults=True) for p in procedures]
    fresh = target.with_suffix(".new")
    fresh.write_text("[\n" + ",\n".join(json.dumps(i, ensure_ascii=False) for i in items) + "\n]\n", "utf-8")
    fresh.replace(target)
    return len(items)


def _from_yaml(text: str, name: str) -> list[Raw]:
    try:
        data = json.loads(text) if name.endswith(".json") else parse_yaml(text)
    except (ValueError, yaml.YAMLError) as error:
        raise BadTemplate("E_IMPORT", f"{name}: {error}", "Sửa cú pháp.") from error
    items = data if isinstance(data, list) else [data]
    if not all(isinstance(item, dict) for item in items):
        message = f"{name}: phải là một thủ tục hoặc một danh sách thủ tục"
        raise BadTemplate("E_IMPORT", message, "Xem docs/procedures.md.")
    return items


def _from_csv(text: str, name: str) -> list[Raw]:
    reader = csv.DictReader(io.StringIO(text), delimiter=";" if text.partition("\n")[0].count(";") > 3 else ",")
    head = [column.strip() for column in reader.fieldnames or ()]
    if absent := [column for column in NEEDED if column not in head]:
        raise BadTemplate("E_IMPORT", f"{name}:1: thiếu cột {', '.join(absent)}", f"Các cột: {', '.join(COLUMNS)}.")
    if unknown := [column for column in head if column not in COLUMNS]:
        raise BadTemplate("E_IMPORT", f"{name}:1: cột lạ {', '.join(unknown)}", f"Các cột: {', '.join(COLUMNS)}.")
    found: dict[tuple[str, str], Raw] = {}
    for number, row in enumerate(reader, start=2):
        cells = {(k or "").strip(): v.strip() for k, v in row.items() if isinstance(v, str) and v.strip()}
        if not cells:
            continue
        if absent := [column for column in NEEDED if column not in cells and column != "name"]:
            raise BadTemplate("E_IMPORT", f"{name}:{number}: thiếu {', '.join(absent)}", "Điền các ô này.")
        _add_row(found.setdefault((cells["code"], cells["valid_from"]), _empty()), cells)
    return list(found.values())


def _empty() -> Raw:
    return {"level": "commune", "roles": {"requester": "Người yêu cầu"}, "components": []}


def _add_row(procedure: Raw, cells: Mapping[str, str]) -> None:
    whole = ("code", "name", "sector", "level", "result", "result_name", "time", "working_days", "fee", "valid_from")
    procedure |= {k: cells[k] for k in (*whole, "valid_to", "legal_basis") if k in cells}
    procedure.setdefault("time", "Theo quy định")
    procedure.setdefault("legal_basis", "Danh mục thủ tục hành chính đã nhập")
    procedure.setdefault("to_verify", "nhập từ tệp, chưa đối chiếu công báo")
    component = next((c for c in procedure["components"] if c["id"] == cells["component"]), None)
    if component is None:
        component = {
            "id": cells["component"],
            "name": cells["component_name"],
            "kind": cells.get("kind", "submit"),
            "group": cells.get("group", "ONE_OF"),
            "options": [],
            "copies": {"original": cells.get("originals", "1"), "copy": cells.get("copies", "0")},
            "replaced_by_data": cells.get("replaced_by_data", "").split(),
            "legal_basis": cells.get("component_legal_basis", procedure["legal_basis"]),
            "explain": cells.get("explain", ""),
            "where": cells.get("where", ""),
        }
        procedure["components"].append(component)
    option = {
        "id": f"o{len(component['options']) + 1}",
        "name": cells.get("option_name", cells["component_name"]),
        "types": re.split(r"[\s,]+", cells["types"]) if "types" in cells else [UNKNOWN_TYPE],
    }
    component["options"].append(option | ({"code": cells["option_code"]} if "option_code" in cells else {}))
