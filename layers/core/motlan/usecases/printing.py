"""What goes onto paper: the list, Mẫu 02 and the filled declaration as data of ``templates/print``."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from pydantic import JsonValue

from motlan.rules.checklist import OPEN, Item
from motlan.rules.checklist_words import day
from motlan.rules.eforms import EForm, FormField
from motlan.rules.held import Held
from motlan.rules.prefill_people import certain
from motlan.rules.prefill_values import Prefilled
from motlan.rules.units import Units
from motlan.understanding.template_files import templates_folder
from motlan.usecases.case import Case, Services
from motlan.usecases.checklist import ChecklistAnswer
from motlan.usecases.supplement import AGAIN, SupplementAnswer

SYSTEM = "Một Lần"
COMMITTEE = "Ủy ban nhân dân"


def print_checklist(answer: ChecklistAnswer, office: str | None, services: Services) -> bytes:
    """The list for the citizen, A4."""
    data = {
        "name": answer.name,
        "procedure": answer.procedure,
        "office": office_name(office),
        "time": answer.time,
        "fee": answer.fee,
        "legal_basis": answer.legal_basis,
        "unverified": answer.unverified,
        "as_of": day(answer.as_of),
        "bring": [_line(item) for item in answer.items if item.state in OPEN],
        "have": [_line(item) for item in answer.items if item.state == "satisfied_by_scan"],
        "leave": [_line(item) for item in answer.items if item.state not in (*OPEN, "satisfied_by_scan")],
        "questions": [{"ask": q.ask, "said": q.said} for q in answer.questions if q.fact != "channel"],
    }
    code = _code(services, procedure=answer.procedure, paper=f"Danh mục giấy tờ: {answer.name}")
    return services.printer.print("checklist", data, code=code)


def print_supplement(
    answer: SupplementAnswer, case: Case, services: Services, *, office: str, contact: str | None
) -> bytes:
    """Mẫu 02, prefilled; what nobody knows is dots to fill in by hand."""
    person = _applicant(case)
    today = services.clock.today().isoformat()
    name = office_name(office)
    data = {
        "office": name,
        "place": name.partition(",")[0].split(" ", 2)[-1] if name else None,
        "day": today,
        "applicant": person.get("full_name"),
        "address": person.get("residence"),
        "procedure": answer.procedure,
        "procedure_name": answer.name,
        "dossier": answer.dossier,
        "items": [
            # a letter that goes out cites no law that nobody has checked
            {"name": item.name, "text": item.citizen, "basis": None if item.unverified else item.legal_basis}
            for item in answer.items
            if item.state in OPEN
        ],
        "not_again": [item.name for item in answer.items if item.state in ("satisfied_by_reuse", "replaced_by_data")],
        "again": AGAIN[again] if (again := answer.requests[-1].again) else None,
        "earlier": [day(asked.at) for asked in answer.requests[:-1]],
        "contact": contact,
    }
    code = _code(
        services,
        procedure=answer.procedure,
        paper="Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ",
        dossier=answer.dossier,
        owner=person.get("id_no"),
    )
    return services.printer.print("supplement", data, code=code)


def print_declaration(form: EForm, filled: Prefilled, office: str | None, services: Services) -> bytes:
    """The form with what is sure; doubts and gaps are dots to fill in by hand. Nothing in doubt is printed."""
    said = {key: value.value for key, value in filled.values.items()}
    layout = form.layout
    data = {
        "title": form.title,
        "form": layout.form,
        "recipient": layout.recipient,
        # another body than the people's committee is written in by hand
        "office": office_name(office) if layout.recipient == COMMITTEE else None,
        "request": layout.request,
        "blocks": _blocks(form, said),
        "columns": _columns(form, said),
        "pledge": layout.pledge,
        "signers": list(layout.signers),
        "copies": layout.copies,
    }
    numbers = [said[f.key] for f in form.fields if f.type == "id" and f.role in form.subject and f.key in said]
    code = _code(services, procedure=form.procedure, paper=form.title, owner=next(iter(numbers), None))
    return services.printer.print("declaration", data, code=code)


def office_name(code: str | None) -> str | None:
    """``UBND xã Bến Cầu, tỉnh Tây Ninh``; None for an office that is no commune of today."""
    unit = _units().by_code.get(code or "")
    return f"UBND {_low(unit.name)}, {_low(unit.province)}" if unit else None


def _low(text: str) -> str:
    return text[:1].lower() + text[1:]


@lru_cache(maxsize=1)
def _units() -> Units:
    return Units.from_json((templates_folder() / "units/units.json").read_bytes())


def _line(item: Item) -> dict[str, object]:
    return {
        "name": item.name,
        "shown": item.kind == "show",
        "text": item.citizen if item.state in OPEN else item.reason,
        "originals": item.originals,
        "copies": item.copies,
    }


def _applicant(case: Case) -> dict[str, str]:
    """What the card of whoever asks says for sure."""
    wanted = case.people.get("requester") or next(iter(case.people.values()), frozenset())
    cards = [held for held in case.pool if held.type == "citizen_id" and held.owners & wanted]
    return {key: text for key in ("full_name", "residence", "id_no") if (text := _sure(cards, key))}


def _sure(cards: Sequence[Held], key: str) -> str | None:
    return next((str(f.value) for c in cards if (f := c.fields.get(key)) and f.value and certain(c, f)), None)


def _blocks(form: EForm, said: dict[str, JsonValue]) -> list[dict[str, Any]]:
    """The fields in blocks of lines; a line holds a field and those that stand beside it."""
    blocks: list[dict[str, Any]] = []
    for field in form.fields:
        if field.role in form.layout.columns:
            continue
        if field.section is not None or not blocks:
            blocks.append({"title": field.section or "", "lines": []})
        lines = blocks[-1]["lines"]
        if not (field.beside and lines):
            lines.append([])
        lines[-1].append(_cell(field, said))
    return blocks


def _columns(form: EForm, said: dict[str, JsonValue]) -> dict[str, Any] | None:
    """The keys ``<role>_…`` of every column beside one another."""
    if not form.layout.columns:
        return None
    by_key = {field.key: field for field in form.fields}
    first = next(iter(form.layout.columns))
    rows = []
    for field in form.fields:
        if field.role == first:
            keys = [role + field.key.removeprefix(first) for role in form.layout.columns]
            rows.append({"label": field.short or field.label, "cells": [_cell(by_key[k], said)["value"] for k in keys]})
    return {"heads": list(form.layout.columns.values()), "rows": rows}


def _cell(field: FormField, said: dict[str, JsonValue]) -> dict[str, object]:
    value = said.get(field.key)
    return {
        "label": field.short or field.label,
        "value": None if value is None else shown(field, value),
        "choices": [{"label": label, "on": value == key} for key, label in field.choices.items()],
        "long": field.type == "address",
    }


def shown(field: FormField, value: JsonValue) -> str:
    """A value as a person reads it: ``05/01/2026``, ``1.250,5``."""
    if field.type == "date":
        return day(str(value))
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f"{value:,}".translate(str.maketrans(",.", ".,"))
    return str(value)


def _code(services: Services, *, procedure: str, paper: str, **more: object) -> str:
    """What the QR code says (TT 01/2023/TT-VPCP): dossier, procedure, owner, paper, system, time."""
    told = {
        "MaHoSo": more.get("dossier"),
        "MaTTHC": procedure,
        "MaDinhDanh": more.get("owner"),
        "TenGiayTo": paper,
        "HeThong": SYSTEM,
        "ThoiDiemXuat": services.clock.now().isoformat(timespec="seconds"),
    }
    return "\n".join(f"{name}:{value}" for name, value in told.items() if value)
