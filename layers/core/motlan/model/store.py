"""The owners' store (kho dữ liệu của tổ chức, cá nhân): TT 01/2023/TT-VPCP art. 24, metadata of its art. 9."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import BaseModel, Field, JsonValue

from motlan.model.issue import Issue
from motlan.model.paper import Certification, FieldValue
from motlan.model.review import Mark

#: What somebody did in an owner's store.
Action = Literal["search", "read", "checklist", "prefill", "reuse", "standing", "export", "request", "decide"]
#: How far the content may be trusted: seen by a person, nothing in doubt, something still in doubt.
Assurance = Literal["confirmed", "machine", "review"]
#: ``current`` papers can be reused; the others are kept as history, with the reason. ``withdrawn``: there is no such
#: paper, its pages were arranged otherwise.
Standing = Literal["current", "superseded", "revoked", "expired", "void", "withdrawn"]
EventKind = Literal[
    "filed", "scanned_again", "corrected", "confirmed", "withdrawn", "reused", "superseded", "revoked", "expired",
    "voided", "reinstated", "erased",
]  # fmt: skip


def place_of(page: int, part: int) -> str:
    """The place in a dossier of the paper that begins on this page, the ``part``-th (from 0) of those that do."""
    return f"{page:04d}.{part}" if part else f"{page:04d}"


class Scan(BaseModel):
    """One time that a paper was scanned: in which dossier, on which pages, by whom, lying where.

    ``content`` is a hash of what was read, ``sha256`` that of the file's bytes.
    """

    dossier: str
    pages: list[int] = Field(min_length=1)
    office: str
    procedure: str | None = None
    scanned_by: str
    scanned_at: str
    content: str
    sha256: str | None = None
    part: int = 0

    @property
    def place(self) -> str:
        """What names this scan within its dossier; two cards on one sheet of glass are two ``part``s of a page."""
        return place_of(self.pages[0], self.part)


class StoredPaper(BaseModel):
    """One paper of the store, however often it was scanned. Owners are identity numbers: none, one or several.

    The nine metadata of art. 9: ``type_code``, ``owners``, ``title``, ``number``, ``issue_date``, ``issuer``,
    ``abstract``, ``valid_until`` (with ``validity_rule``), ``valid_scope``. ``identity`` says which paper it is (see
    ``rules.identity``); ``validity`` is as of filing: ask the rule again on the day of use.
    ``erased_at``: when its owner had it erased; what is left says that it was there.
    """

    id: str
    identity: str
    type: str
    variant: str | None = None
    type_code: str | None = None
    title: str | None = None
    number: str | None = None
    issuer: str | None = None
    issuer_unit: str | None = None
    issue_date: str | None = None
    abstract: str = Field(default="", max_length=500)
    valid_until: str | None = None
    valid_scope: str | None = None
    validity_rule: str | None = None
    validity: str | None = None
    reliability: str | None = None
    subject_field: str | None = None
    owners: list[str] = []
    fields: dict[str, FieldValue] = {}
    certification: Certification | None = None
    issues: list[Issue] = []
    marks: dict[str, Mark] = {}
    assurance: Assurance = "review"
    standing: Standing = "current"
    standing_reason: str | None = None
    confirmed_by: str | None = None
    confirmed_at: str | None = None
    source: Scan
    scans: int = 1
    reused: int = 0
    created_at: str
    updated_at: str
    erased_at: str | None = None
    version: int = 0

    @property
    def tags(self) -> list[str]:
        """What it is found by within an office and a month, as ``field:civil_status`` (domain.md G.3)."""
        year = (self.issue_date or "")[:4]
        told = {
            "type": self.type,
            "field": self.subject_field,
            "reliability": self.reliability,
            "issuer": self.issuer_unit,
            "year": year,
            "standing": self.standing,
            "assurance": self.assurance,
        }
        return [f"{name}:{value}" for name, value in told.items() if value]


def changed_fields(before: Mapping[str, FieldValue], after: Mapping[str, FieldValue]) -> list[FieldChange]:
    """Every field whose plain value is another one, by key."""
    pairs = [
        (key, *(f.value if (f := fields.get(key)) else None for fields in (before, after)))
        for key in sorted({*before, *after})
    ]
    return [FieldChange(key=key, before=old, after=new) for key, old, new in pairs if old != new]


class FieldChange(BaseModel):
    """A field's plain value before and after a correction; None where there was or is none."""

    key: str
    before: JsonValue = None
    after: JsonValue = None


class PaperEvent(BaseModel):
    """What happened to a paper, append-only. ``once`` makes a repeated call the same event.

    ``changes``: what a correction changed, in the store's history only (it is personal data).
    """

    kind: EventKind
    paper: str
    at: str
    by: str
    office: str | None = None
    dossier: str | None = None
    procedure: str | None = None
    component: str | None = None
    purpose: str | None = None
    legal_basis: str | None = None
    note: str | None = None
    changes: list[FieldChange] = []
    once: str


class Access(BaseModel):
    """One look into an owner's store: who, when, what for, by which law, and which papers were seen (Luật 91/2025)."""

    owner: str
    action: Action
    at: str
    by: str
    roles: list[str] = []
    office: str | None = None
    purpose: str
    legal_basis: str
    papers: list[str] = []
    id: str
