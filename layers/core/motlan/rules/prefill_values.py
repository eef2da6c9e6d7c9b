"""What a prefilled e-form says: values with their source, doubts, gaps, contradictions, papers left out."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, JsonValue

from motlan.model import Issue
from motlan.model.geometry import Box

#: How far a value may be trusted, by where it came from: a person, a code with check digits, text, print, a form.
Assurance = Literal["confirmed", "code", "text_layer", "ocr_official", "ocr_declaration", "generated"]


class Origin(BaseModel):
    """The paper that a value was read from."""

    paper: str | None = None
    type: str
    title: str | None = None
    field: str
    dossier: str | None = None
    reused: bool = False


class Value(BaseModel):
    """One value with everything that says how far it may be trusted.

    ``as_of``: the day on which its paper was issued, else scanned; ``valid_until``: the paper's last good day.
    ``others``: what further papers say of the same key, whether it agrees or not.
    """

    value: JsonValue
    label: str
    source: Origin | None = None
    page: int | None = None
    box: Box | None = None
    confidence: float
    assurance: Assurance
    confirmed_by: str | None = None
    as_of: str | None = None
    valid_until: str | None = None
    reason: str | None = None
    others: list[Value] = []


class Missing(BaseModel):
    """A key without any value, and what paper would give it."""

    key: str
    label: str
    required: bool
    reason: str


class Contradiction(BaseModel):
    """A key (or a role) for which papers say different things: all of them, for a person to choose."""

    key: str
    label: str
    message: str
    candidates: list[Value] = []


class NotUsed(BaseModel):
    """A paper that could have served, and why it doesn't."""

    paper: str | None
    type: str
    reason: str


class Prefilled(BaseModel):
    """The answer: ``values`` may be filled in as they are; ``to_confirm`` only after a person has looked."""

    eform: str
    version: int
    values: dict[str, Value] = {}
    to_confirm: dict[str, Value] = {}
    missing: list[Missing] = []
    conflicts: list[Contradiction] = []
    not_used: list[NotUsed] = []
    warnings: list[Issue] = []
