"""``motlan procedures``: a catalogue from a file and into one, what changes between two days or files."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from motlan.model import NotFound
from motlan.rules.procedure_changes import Change, changes
from motlan.rules.procedures import Procedure
from motlan.understanding.template_files import BadTemplate, templates_folder
from motlan.usecases.import_procedures import check_procedures, read_procedures, write_csv, write_procedures
from motlan.usecases.knowledge import Knowledge, load
from motlan.usecases.procedure_rows import COLUMNS

_SIGNS = {"added": "+", "removed": "-", "changed": "~"}


def configure(parser: argparse.ArgumentParser) -> None:
    """The verbs."""
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    bring = verbs.add_parser("import", help="check a CSV, YAML or JSON file and put it into the catalogue")
    bring.add_argument("file", type=Path, metavar="FILE")
    bring.add_argument("--dry-run", action="store_true", help="only check")
    out = verbs.add_parser("export", help="every version of every procedure as a CSV that import reads")
    out.add_argument("file", type=Path, metavar="FILE")
    report = verbs.add_parser("changes", help="what changes between two days or two catalogue files")
    report.add_argument("before", metavar="A", help="a day (2025-12-31) or a file")
    report.add_argument("after", metavar="B")
    report.add_argument("--json", action="store_true")
    listed = verbs.add_parser("list", help="the procedures of a day")
    listed.add_argument("--as-of", type=date.fromisoformat, metavar="DAY")
    verbs.add_parser("columns", help="the columns of a CSV")


def run(args: argparse.Namespace) -> int:
    """0 when all is well, 1 when a file is wrong."""
    try:
        match args.verb:
            case "import":
                return _import(args.file, dry=args.dry_run)
            case "export":
                with args.file.open("w", encoding="utf-8-sig", newline="") as target:
                    write_csv(every_version(load()), target)
            case "changes":
                return _changes(args.before, args.after, as_json=args.json)
            case "list":
                for procedure in load().heads(args.as_of or _today()):
                    print(f"{procedure.code}  {procedure.valid_from}  {procedure.name}")
            case "columns":
                for column, what in COLUMNS.items():
                    print(f"{column:24} {what}")
    except (BadTemplate, NotFound) as error:
        print(f"{error.message}\n  → {error.remedy}", file=sys.stderr)
        return 1
    return 0


def every_version(known: Knowledge) -> list[Procedure]:
    """By code and date."""
    return [version for code in known.procedures.names() for version in known.procedures[code]]


def _import(file: Path, *, dry: bool) -> int:
    target = templates_folder() / "procedures" / f"{file.stem}.json"
    good, faults = check_procedures(read_procedures(file), load(), file.name, replacing=target.name)
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        print(f"{len(good)} thủ tục đúng, {len(faults)} lỗi; chưa nhập gì", file=sys.stderr)
        return 1
    if dry:
        print(f"{len(good)} thủ tục đúng")
        return 0
    print(f"đã nhập {write_procedures(good, target)} thủ tục vào {target.name}")
    return 0


def _changes(before: str, after: str, *, as_json: bool) -> int:
    known = load()
    found = changes(_catalogue(before, known), _catalogue(after, known))
    if as_json:
        print(json.dumps([c.model_dump(exclude_none=True) for c in found], ensure_ascii=False, indent=1))
    else:
        print("\n".join(map(_line, found)) or "Không có thay đổi.")
    return 0


def _catalogue(named: str, known: Knowledge) -> list[Procedure]:
    """Of a day, or of a file: the last version of each code in it."""
    try:
        return known.in_force(date.fromisoformat(named))
    except ValueError:
        path = Path(named)
    good, faults = check_procedures(read_procedures(path), known, path.name, replacing=None)
    if faults:
        raise BadTemplate("E_IMPORT", "\n".join(faults), "Sửa tệp rồi thử lại.")
    return list({p.code: p for p in sorted(good, key=lambda p: p.valid_from)}.values())


def _line(change: Change) -> str:
    where = f"{change.code} {change.component or ''}".strip()
    turned = f": {change.before or '(không)'} → {change.after or '(không)'}" if change.kind == "changed" else ""
    name = f" {change.name}" if change.component is None and change.kind != "changed" else ""
    return f"{_SIGNS[change.kind]} {where} {change.what}{name}{turned}"


def _today() -> date:
    return (datetime.now(UTC) + timedelta(hours=7)).date()
