"""Makes ``templates/units/units.json``: today's administrative units and what the units of before July 2025 became.

    python scripts/build_units.py CURRENT.json LEGACY_DIR --date 2026-07-25

CURRENT.json: the simplified JSON of thanglequoc/vietnamese-provinces-database (MIT), whose date ``--date`` is.
LEGACY_DIR: the unpacked package vietnamadminunits (MIT), made with
``uv pip install --target LEGACY_DIR --no-deps vietnamadminunits==1.0.4``. Both notices stand in
``templates/units/LICENSES.md``. Refuses to write a map in which an old commune has no successor of today.
"""

from __future__ import annotations

import argparse
import json
import re
import sqlite3
from collections import defaultdict
from contextlib import closing
from pathlib import Path
from typing import Any

OUT = Path(__file__).parents[1] / "templates" / "units" / "units.json"
# QĐ 19/2025/QĐ-TTg: the two-level units are in force from this day.
EFFECTIVE = "2025-07-01"
# One code differs between the sources (Ba Chẽ); the list of today counts.
SAME_UNIT = {"06970": "06978"}

Row = dict[str, Any]


def main() -> None:
    """Reads both sources, checks that they fit, writes one line a province and a district."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("current", type=Path)
    parser.add_argument("legacy", type=Path)
    parser.add_argument("--date", required=True)
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    current = read_current(args.current)
    codes = {code for _, _, communes in current for code, _ in communes}
    legacy = read_legacy(args.legacy / "vietnamadminunits" / "data", codes)
    args.out.write_text(as_text(args.date, current, legacy), encoding="utf-8")


def read_current(path: Path) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """[(province code, full name, [(commune code, full name)])] in the order of the codes."""
    provinces = json.loads(path.read_text("utf-8"))
    return [
        (p["Code"], official(p["FullName"]), sorted((w["Code"], official(w["FullName"])) for w in p["Wards"]))
        for p in provinces
    ]


def read_legacy(folder: Path, codes: set[str]) -> list[tuple[str, dict[str, tuple[list[str], list[list[Any]]]]]]:
    """[(old province, {old district: (other names, [[old commune, successors, other names]])})].

    Successors: codes of today joined by commas; where there are several, a star after the one that got the most.
    """
    with closing(sqlite3.connect(folder / "dataset.db")) as db:
        db.row_factory = sqlite3.Row
        old = [dict(row) for row in db.execute("select * from admin_units_legacy")]
        new = {(row["provinceKey"], row["wardKey"]): row["wardCode"] for row in db.execute("select * from admin_units")}
    successors = read_successors(folder / "converter_2025.json", new)
    provinces: dict[str, dict[str, tuple[list[str], list[list[Any]]]]] = defaultdict(dict)
    for row in old:
        key = f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey'] or ''}"
        found = successors.get(key, [])
        if not found or any(code.strip("*") not in codes for code in found):
            raise SystemExit(f"{key}: no successor of today; is one of the sources newer than the other?")
        _, communes = provinces[official(row["province"])].setdefault(
            official(row["district"]), (aliases(row, "district"), [])
        )
        communes.append([official(row["ward"] or ""), ",".join(found), aliases(row, "ward")])
    return sorted(provinces.items())


def read_successors(path: Path, new: dict[tuple[str, str], str]) -> dict[str, list[str]]:
    """Old key → codes of today."""
    data = json.loads(path.read_text("utf-8"))
    out: dict[str, list[str]] = {}
    for province, communes in data["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for commune, olds in communes.items():
            code = new[province, commune]
            out |= {old: [SAME_UNIT.get(code, code)] for old in olds}
    for province, olds in data["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old, parts in olds.items():
            codes = [(new[province, part["newWardKey"]], part["isDefaultNewWard"]) for part in parts]
            out[old] = [SAME_UNIT.get(code, code) + ("*" if default else "") for code, default in codes]
    return out


def aliases(row: Row, level: str) -> list[str]:
    """Names from before earlier mergers, folded and run together, each once and without its unit's kind."""
    names = {
        re.sub(r"^(?:f|p|phuong|ward|q|quan|district)0*(?=\d+$)", "", n)
        for n in json.loads(row[f"{level}Alias"] or "[]")
    }
    return sorted(name for name in names if not any(name != other and name.endswith(other) for other in names))


def official(name: str) -> str:
    """Spelt as all others: "Thị Trấn Óc Eo" and "xã Bắc Sơn" become "Thị trấn Óc Eo", "Xã Bắc Sơn"."""
    name = re.sub(r"(?i)^(thị xã|thị trấn|thành phố|đặc khu)\b", lambda kind: kind.group().lower(), name)
    return name[:1].upper() + name[1:]


def as_text(version: str, current: Any, legacy: Any) -> str:
    """JSON with one line a province of today and one an old district, so that changes can be read."""
    provinces = ",\n".join(map(_dump, current))
    old: list[str] = []
    for name, districts in legacy:
        rows = ",\n".join(_dump([district, *rest]) for district, rest in sorted(districts.items()))
        old.append(f"[{_dump(name)},[\n{rows}]]")
    head = _dump({"version": version, "effective": EFFECTIVE, "licences": "LICENSES.md"})
    return head[:-1] + ',\n"current":[\n' + provinces + '],\n"legacy":[\n' + ",\n".join(old) + "]}\n"


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    main()
