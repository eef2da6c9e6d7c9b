"""A catalogue from elsewhere: procedures of a CSV or YAML file, checked whole before anything is written.

CSV: rows of one code and ``valid_from`` make one version; ``procedure_rows.COLUMNS`` says what stands where.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

import yaml

from motlan.rules.procedures import Procedure
from motlan.understanding.template_files import BadTemplate
from motlan.usecases.data_files import dated, parse_yaml, write_lines
from motlan.usecases.knowledge import Knowledge
from motlan.usecases.procedure_rows import COLUMNS, Raw, add_row, empty, finished, read_cells, rows_of

NEEDED = ("code", "name", "valid_from", "component", "component_name")
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
    fresh.write_text(write_lines(items, "code"), "utf-8")
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
    names: set[tuple[str, str, str]] = set()
    for number, row in enumerate(reader, start=2):
        cells = {(k or "").strip(): v.strip() for k, v in row.items() if isinstance(v, str) and v.strip()}
        if not cells:
            continue
        named = (cells.get("code", ""), cells.get("valid_from", ""), cells.get("component", ""))
        wanted = ["code", "valid_from", *(() if "fact" in cells else ("component",))]
        wanted += ["component_name"] if "component" in cells and named not in names else []
        if absent := [column for column in wanted if column not in cells]:
            raise BadTemplate("E_IMPORT", f"{name}:{number}: thiếu {', '.join(absent)}", "Điền các ô này.")
        names.add(named)
        try:
            add_row(found.setdefault(named[:2], empty(dict.fromkeys(head))), read_cells(cells))
        except ValueError as error:
            raise BadTemplate("E_IMPORT", f"{name}:{number}: {error}", "motlan procedures columns.") from error
    return [finished(procedure) for procedure in found.values()]


def write_csv(procedures: Iterable[Procedure], target: TextIO) -> None:
    """As a spreadsheet that ``_from_csv`` reads back to the same procedures."""
    table = csv.DictWriter(target, fieldnames=list(COLUMNS), lineterminator="\n")
    table.writeheader()
    for procedure in procedures:
        table.writerows(rows_of(procedure))
