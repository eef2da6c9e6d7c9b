"""The catalogue of procedures as a screen lists it."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel

from motlan.language.text import fold_words
from motlan.rules.procedures import ProcedureHead
from motlan.usecases.case import Services


class FactEntry(BaseModel):
    """A question about the case, what is assumed without an answer, and the answers that there are."""

    ask: str
    default: bool | str
    choices: dict[str, str] = {}


class ProcedureEntry(BaseModel):
    """A procedure in the catalogue; ``facts``: what its checklist asks about the case; ``roles``: who is in it."""

    code: str
    name: str
    sector: str
    level: str
    result: str | None
    result_name: str | None
    time: str
    working_days: int | None
    fee: str | None
    eform: str | None
    valid_from: date
    valid_to: date | None
    roles: dict[str, str]
    facts: dict[str, FactEntry]


class ProcedureList(BaseModel):
    """The catalogue in force."""

    as_of: str
    procedures: list[ProcedureEntry]


def list_procedures(q: str | None, sector: str | None, as_of: date | None, *, services: Services) -> ProcedureList:
    """All procedures of a day (else today): of a sector, or whose code or name has all words of ``q``."""
    day = as_of or services.clock.today()
    words = fold_words(q or "").split()
    found = [
        _entry(procedure)
        for procedure in services.knowledge.heads(day)
        if (sector is None or procedure.sector == sector)
        and all(word in f"{procedure.code} {fold_words(procedure.name)}" for word in words)
    ]
    return ProcedureList(as_of=day.isoformat(), procedures=found)


def _entry(procedure: ProcedureHead) -> ProcedureEntry:
    facts = {
        name: FactEntry(ask=rule.ask, default=rule.default, choices={v: rule.said(v) for v in rule.values})
        for name, rule in procedure.facts.items()
    }
    told = procedure.model_dump(include=set(ProcedureEntry.model_fields) - {"facts"})
    return ProcedureEntry(**told, facts=facts)
