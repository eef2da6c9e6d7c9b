"""May this paper be scanned? Asked before the scan, for what a clerk has in hand."""

from __future__ import annotations

from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from motlan.model import BadRequest
from motlan.rules.policy import Channel, PaperForm, ScanAnswer, may_scan
from motlan.usecases.case import Services


class ScanQuestion(BaseModel):
    """A paper in hand. ``procedure`` with ``component`` says whether it is handed in or only shown; so does ``type``.

    ``in_database``: the office sees the data in a database; ``in_store``: the paper was scanned before and is good.
    """

    model_config = ConfigDict(extra="forbid")

    channel: Channel = "counter"
    procedure: str | None = Field(default=None, pattern=r"^\d\.\d{6}$")
    component: str | None = Field(default=None, max_length=80)
    type: str | None = Field(default=None, max_length=80)
    kind: Literal["submit", "show"] | None = None
    form: PaperForm = "original"
    secret: bool = False
    assessment: bool = False
    in_database: bool = False
    in_store: bool = False
    as_of: date | None = None


def ask_policy(question: ScanQuestion, *, services: Services) -> ScanAnswer:
    """Raises ``NotFound`` (procedure), ``BadRequest`` (component). No store is read."""
    day = question.as_of or services.clock.today()
    asked = question.model_dump(include={"channel", "form", "secret", "assessment", "in_database", "in_store"})
    return may_scan(services.knowledge.policy, asked | {"kind": _kind(question, day, services)}, day)


def _kind(question: ScanQuestion, day: date, services: Services) -> Literal["submit", "show"]:
    if question.procedure:
        procedure = services.knowledge.procedure(question.procedure, day)
        if question.component:
            found = next((c for c in procedure.components if c.id == question.component), None)
            if found is None:
                known = ", ".join(c.id for c in procedure.components)
                raise BadRequest("E_COMPONENT", f"Không có thành phần {question.component}.", f"Dùng: {known}.")
            return found.kind
    if question.kind:
        return question.kind
    # domain.md B.0 reuse X: data of it are used again, the paper itself is only shown
    return "show" if question.type and services.knowledge.store.of(question.type).reuse == "data" else "submit"
