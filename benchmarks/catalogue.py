"""A catalogue of thousands of procedures: brought in from a spreadsheet, loaded, asked for a checklist and a list."""

from __future__ import annotations

import io
import shutil
import statistics
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

from motlan.rules.procedures import Procedure
from motlan.usecases.case import Caller, Services
from motlan.usecases.catalogue import list_procedures
from motlan.usecases.checklist import ChecklistRequest, make_checklist
from motlan.usecases.import_procedures import check_procedures, read_procedures, write_csv, write_procedures
from motlan.usecases.knowledge import load

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
CITIZEN = Caller("public", frozenset({"public"}))


def many(count: int, day: date) -> list[Procedure]:
    """Procedures of the repository under new codes, with all their questions and conditions."""
    kinds = load(TEMPLATES).in_force(day)
    return [kinds[n % len(kinds)].model_copy(update={"code": f"9.{n:06d}", "eform": None}) for n in range(count)]


def run(count: int, repeats: int, services: Services) -> dict[str, Any]:
    """Seconds of the import; milliseconds of loading and of calls, beside those with the shipped catalogue alone."""
    day = services.clock.today()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(shutil.copytree(TEMPLATES, Path(place) / "templates"))
        file, text = Path(place) / "many.csv", io.StringIO()
        write_csv(many(count, day), text)
        file.write_text(text.getvalue(), "utf-8")
        began = time.perf_counter()
        made, faults = check_procedures(read_procedures(file), load(folder), file.name, replacing="many.json")
        if faults:
            raise ValueError(faults[0])
        write_procedures(made, folder / "procedures" / "many.json")
        imported = time.perf_counter() - began
        few = _asked(TEMPLATES, "1.001193", repeats, services)
        return {"procedures": count, "import_s": imported, "shipped_only": few,
                "with_them": _asked(folder, f"9.{count - 1:06d}", repeats, services)}  # fmt: skip


def _asked(folder: Path, code: str, repeats: int, services: Services) -> dict[str, float]:
    began = time.perf_counter()
    known = load(folder)
    own = Services(**{**services.__dict__, "knowledge": known})
    loaded = time.perf_counter()

    def checklist() -> Any:
        return make_checklist(code, ChecklistRequest(), caller=CITIZEN, record=None, services=own)

    checklist()
    first = time.perf_counter()
    warm = [_ms(checklist) for _ in range(repeats)]
    listed = [_ms(lambda: list_procedures("khai sinh", None, None, services=own)) for _ in range(5)]
    return {"load_ms": 1000 * (loaded - began), "first_checklist_ms": 1000 * (first - loaded),
            "checklist_ms": statistics.median(warm), "list_ms": statistics.median(listed)}  # fmt: skip


def _ms(call: Any) -> float:
    began = time.perf_counter()
    call()
    return 1000 * (time.perf_counter() - began)
