"""How a paper that was read becomes one of the store: number, owners, dates, abstract (``templates/store.yaml``)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict

from motlan.model import Paper
from motlan.model.store import Assurance, Scan, StoredPaper
from motlan.rules.doubts import waits
from motlan.rules.identity import content_of, identity_of, owners_of
from motlan.rules.validity import ONCE, ValidityRule, validity

Reuse = Literal["paper", "data", "once"]


class Newer(BaseModel):
    """What makes a later paper of the same owner replace an earlier one.

    ``same``: field keys that both must say alike; ``day``: the later paper's field that gives its day (else its issue).
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    same: tuple[str, ...] = ()
    day: str | None = None
    legal_basis: str


class StoreRule(BaseModel):
    """One paper type's row; field keys are those of contract.md 2, first found wins.

    ``code``, ``reuse``, ``validity`` and ``owners`` come from the type's own template. ``reuse`` (domain.md B.0):
    ``paper`` stands for itself in a later procedure while it is valid; ``data`` is only shown, its data are used again
    (TT 03/2025/TT-VPCP art. 5); ``once`` is evidence of one dossier. ``superseded_by``: type → what a later paper of
    that type and the same owner must have to take its place.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str | None = None
    reuse: Reuse = "once"
    validity: ValidityRule = ONCE
    number: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    name: tuple[str, ...] = ()
    issued: tuple[str, ...] = ("issue_date",)
    purpose: str | None = None
    sensitive: bool = False
    abstract: str = ""
    superseded_by: dict[str, Newer] = {}


class StoreRules(BaseModel):
    """The whole of ``templates/store.yaml``, joined with what ``templates/papers`` says of each type."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    valid_from: date
    legal_basis: str
    default: StoreRule
    papers: dict[str, StoreRule]

    def of(self, type_: str) -> StoreRule:
        """The row of a type; a type without one is kept as evidence of its dossier."""
        return self.papers.get(type_, self.default)

    def related(self, type_: str) -> set[str]:
        """Types that this one may take the place of, and those that may take its own."""
        return {name for name, rule in self.papers.items() if type_ in rule.superseded_by} | {
            *self.of(type_).superseded_by
        }


def stored_paper(
    paper: Paper, scan: Scan, rule: StoreRule, *, now: datetime, cards: Sequence[Paper] = ()
) -> StoredPaper:
    """The paper as it would enter the store from this scan; its id is that of the place where it was first seen.

    ``cards``: the identity cards of the same dossier, which tell whose the other papers are.
    """
    owners = owners_of(paper, rule.owners, cards)
    number, issued = _first(paper, rule.number), _first(paper, rule.issued)
    name = " ".join(text for key in rule.name if (text := _text(paper, key))) or None
    term = validity(rule.validity, paper.fields, now.date())
    written = now.isoformat(timespec="milliseconds")
    seen = hashlib.sha256(f"{scan.dossier}/{scan.place}".encode()).hexdigest()[:20]
    return StoredPaper(
        id=f"p{seen}",
        identity=identity_of(
            paper.type, number=number, owners=owners, name=name, issue_date=issued, content=_thin(paper, seen)
        ),
        type=paper.type,
        variant=paper.variant,
        type_code=rule.code,
        title=paper.title,
        number=number,
        issuer=_first(paper, ("issuer_name", "registration_place", "issuing_body", "court", "school")),
        issuer_unit=paper.tags.issuer_unit,
        issue_date=issued,
        abstract=_abstract(paper, rule.abstract),
        valid_until=term.until.isoformat() if term.until else None,
        valid_scope=_text(paper, rule.purpose) if rule.purpose else None,
        validity_rule=rule.validity.id,
        validity=term.state,
        reliability=paper.tags.reliability,
        subject_field=paper.tags.field,
        owners=owners,
        fields=paper.fields,
        certification=paper.certification,
        issues=paper.issues,
        marks=paper.marks,
        assurance=assurance_of(paper),
        confirmed_by=paper.confirmed.by if paper.confirmed else None,
        confirmed_at=paper.confirmed.at if paper.confirmed else None,
        source=scan,
        created_at=written,
        updated_at=written,
    )


def assurance_of(paper: Paper) -> Assurance:
    """``machine`` where nothing of it waits for a person, else ``review``; only a person makes it ``confirmed``."""
    return "review" if waits(paper) else "confirmed" if paper.confirmed else "machine"


def scan_content(paper: Paper) -> str:
    """What a scan says, to tell a repeated filing from a corrected one."""
    behind = [f"{key}={mark.kind}" for key, mark in sorted(paper.marks.items())]
    statuses = [f"{key}={field.status}" for key, field in sorted(paper.fields.items())]
    said = [paper.type, *behind, content_of(paper.fields), *statuses]
    return hashlib.sha256("\n".join([*said, ",".join(map(str, paper.pages))]).encode()).hexdigest()


def _thin(paper: Paper, seen: str) -> str:
    """The content of a paper that shows no number, owner and day; too thin a content is known by its place only."""
    said = sum(field.value is not None for field in paper.fields.values())
    return content_of(paper.fields) if said >= 3 else seen


def _text(paper: Paper, key: str) -> str | None:
    value = paper.value(key)
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) and value != "" else None


def _first(paper: Paper, keys: tuple[str, ...]) -> str | None:
    return next((text for key in keys if (text := _text(paper, key))), None)


def _abstract(paper: Paper, pattern: str) -> str:
    """The pattern with the paper's fields, at most 500 letters (TT 01/2023/TT-VPCP art. 9)."""
    said = re.sub(r"\{(\w+)\}", lambda m: (paper.title if m[1] == "title" else _text(paper, m[1])) or "…", pattern)
    return said if len(said) <= 500 else said[:499] + "…"
