"""A paper that is there on a given day: scanned into this dossier, or kept in an owner's store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

from motlan.language.text import fold_words
from motlan.model import FieldValue
from motlan.model.store import Scan, StoredPaper
from motlan.rules.storing import StoreRule
from motlan.rules.validity import validity

#: Two scans of one paper were read differently in the fields that the issue names.
DIFFERS = "W_SCANS_DIFFER"


@dataclass(frozen=True)
class Held:
    """What checklist and prefill ask of a paper. ``until`` is its last good day (ISO), None where it has none.

    ``in_doubt``: which paper it is, whose, or how long it is good waits for a person; ``waits``: anything of it does.
    ``dossier`` and ``pages`` are where it can be looked at, ``read_in`` and ``read_on`` the dossier and the first page
    that its fields were read from; ``differs``: fields that two scans of it give differently; ``wrong``: fields that an
    error names (``*``: the whole paper).
    """

    type: str
    source: Literal["scan", "store"]
    validity: str = "valid"
    paper: str | None = None
    variant: str | None = None
    title: str | None = None
    dossier: str | None = None
    read_in: str | None = None
    read_on: int | None = None
    pages: tuple[int, ...] = ()
    owners: frozenset[str] = frozenset()
    fields: Mapping[str, FieldValue] = field(default_factory=dict)
    until: str | None = None
    issued: str | None = None
    number: str | None = None
    purpose: str | None = None
    issues: frozenset[str] = frozenset()
    in_doubt: bool = False
    waits: bool = False
    certified: bool = False
    confirmed_by: str | None = None
    scanned_at: str | None = None
    differs: frozenset[str] = frozenset()
    wrong: frozenset[str] = frozenset()

    @property
    def usable(self) -> bool:
        """Whether it may stand for itself again without a person looking at it first."""
        return self.validity in ("valid", "expiring") and not self.in_doubt


def serves(printed: str | None, wanted: Sequence[str]) -> bool:
    """Whether what a paper was issued for is one of these purposes, by their words."""
    said = fold_words(printed or "")
    return any(fold_words(word) in said for word in wanted)


def held_scan(paper: StoredPaper, scan: Scan, rule: StoreRule, today: date) -> Held:
    """A paper of the dossier that is worked on."""
    return _held(paper, scan, rule, today, "scan")


def held_in_store(paper: StoredPaper, rule: StoreRule, today: date) -> Held | None:
    """A paper from an earlier dossier, or None where it must not be used again.

    Evidence of one dossier is never used again, nor what was superseded or revoked (domain.md B.0, G.2). An expired
    paper is held, by its rule or by a person's word: the list must be able to say that it expired.
    """
    if rule.reuse == "once" or paper.standing not in ("current", "expired"):
        return None
    held = _held(paper, paper.source, rule, today, "store")
    return replace(held, validity="expired") if paper.standing == "expired" else held


def _held(paper: StoredPaper, scan: Scan, rule: StoreRule, today: date, source: Literal["scan", "store"]) -> Held:
    term = validity(rule.validity, paper.fields, today)
    confirmed = paper.assurance == "confirmed"
    telling = (*rule.number[:1], *rule.name, *rule.issued[:1], term.date_field)
    doubtful = any(f.status == "review" for key in telling if (f := paper.fields.get(key)))
    errors = [issue for issue in paper.issues if issue.code.startswith("E_")]
    return Held(
        type=paper.type,
        source=source,
        validity=term.state,
        paper=paper.id,
        variant=paper.variant,
        title=paper.title,
        dossier=scan.dossier,
        pages=tuple(scan.pages),
        owners=frozenset(paper.owners),
        fields=paper.fields,
        until=term.until.isoformat() if term.until else None,
        issued=paper.issue_date,
        number=paper.number,
        purpose=paper.valid_scope,
        issues=frozenset(issue.code for issue in paper.issues),
        in_doubt=not confirmed and (doubtful or bool(errors)),
        waits=paper.assurance == "review",
        certified=paper.certification is not None,
        confirmed_by=paper.confirmed_by,
        scanned_at=scan.scanned_at,
        read_in=paper.source.dossier,
        read_on=paper.source.pages[0],
        differs=frozenset(key for issue in paper.issues if issue.code == DIFFERS for key in issue.fields),
        wrong=frozenset() if confirmed else frozenset(key for issue in errors for key in issue.fields or ("*",)),
    )
