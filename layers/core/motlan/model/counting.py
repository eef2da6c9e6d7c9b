"""What is counted of a dossier: facts, written down where they happen, and what they add up to. Nothing personal."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from motlan.model.record import DossierRecord

FactKind = Literal["reused", "replaced", "asked", "supplement", "finished", "identified"]
#: Why a paper that was asked for needn't have been: its kind is reusable, data replace it, or neither.
Why = Literal["reusable", "replaceable", "new"]
#: Why a dossier got a further request for supplements, though the law wants one.
Again = Literal["office_mistake", "not_acceptable", "new_circumstance", "law_changed"]


class Asked(BaseModel):
    """A component that the citizen was told to bring, with the type of paper that would do."""

    component: str = Field(max_length=80)
    type: str | None = Field(default=None, max_length=80)
    why: Why = "new"


class Finished(BaseModel):
    """The procedure's end as the case system knows it. ``day``: ISO date.

    ``written``: its result is a document; ``electronic``: a file or link of the result is attached; ``synced``: the
    result lies in the owner's store of the national portal; ``electronic_copy``: a copy certified electronically
    (NĐ 45/2020/NĐ-CP art. 10).
    """

    day: str
    written: bool = True
    electronic: bool = False
    synced: bool = False
    electronic_copy: bool = False


class Fact(BaseModel):
    """Append-only, with its dossier. ``source`` of a reused or replaced component: ``local_store``,
    ``national_store`` or ``database:<code>``. ``once`` makes a repeated call the same fact.
    """  # noqa: D205

    kind: FactKind
    dossier: str
    at: str
    by: str
    component: str | None = None
    source: str | None = None
    asked: list[Asked] = []
    again: Again | None = None
    finished: Finished | None = None
    once: str


class Counted(BaseModel):
    """What a dossier adds to the sums, as last counted: one to each mark on the day of its receipt or of its end.

    ``received`` and ``finished``: ISO dates of Việt Nam; ``asked``: ``component|type|why``, each once a dossier.
    """

    dossier: str
    office: str
    procedure: str
    received: str
    finished: str | None = None
    on_receipt: list[str] = []
    on_end: list[str] = []
    asked: list[str] = []
    version: int = 0

    def cells(self) -> dict[tuple[str, str], int]:
        """(day, mark) → 1, of all marks."""
        cells = {(self.received, mark): 1 for mark in self.on_receipt}
        return cells | ({(self.finished, mark): 1 for mark in self.on_end} if self.finished else {})


class Known(BaseModel):
    """A dossier with its facts (oldest first), how many papers were scanned in it, and what was counted last."""

    record: DossierRecord
    papers: int
    facts: list[Fact]
    counted: Counted | None = None


class DayCount(BaseModel):
    """Sums of an office for a day and procedure, as far as they became known on day ``known`` (so ``as_of`` works)."""

    day: str
    procedure: str
    known: str
    counts: dict[str, int]


class AskedCount(BaseModel):
    """How many dossiers of a month asked for a paper; the report of papers most asked for though reusable."""

    procedure: str
    component: str
    type: str
    why: Why
    dossiers: int
