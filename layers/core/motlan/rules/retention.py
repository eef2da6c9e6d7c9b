"""What an owner may have erased and what archive law keeps (``templates/retention.yaml``)."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict

from motlan.model.record import State
from motlan.model.store import StoredPaper
from motlan.rules.storing import Reuse, StoreRule


class RetentionRow(BaseModel):
    """Fits a paper where each condition given does; ``years`` from the day of the scan, None: for good."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    states: tuple[State, ...] | None = None
    reuse: tuple[Reuse, ...] | None = None
    types: tuple[str, ...] | None = None
    keep: bool
    years: int | None = None
    reason: str
    legal_basis: str
    to_verify: str = ""


class RetentionRules(BaseModel):
    """The whole of ``templates/retention.yaml``; the last row fits everything."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    valid_from: date
    legal_basis: str
    rows: tuple[RetentionRow, ...]


class Ruling(BaseModel):
    """Whether a paper may be erased, why, by which law; ``until``: the last day on which it must be kept.

    ``unverified``: what of it has not been checked against the gazette.
    """

    paper: str
    type: str
    erase: bool
    reason: str
    legal_basis: str
    unverified: str | None = None
    until: str | None = None


def ruling(paper: StoredPaper, rule: StoreRule, state: State, rules: RetentionRules, today: date) -> Ruling:
    """``state``: that of the dossier that the paper was scanned in. A term that is over keeps nothing."""
    row = next(r for r in rules.rows if _fits(r, paper, rule, state))
    until = None
    if row.keep and row.years is not None:
        scanned = date.fromisoformat(paper.source.scanned_at[:10])
        last = scanned.replace(day=min(scanned.day, 28)) if scanned.month == 2 else scanned
        until = last.replace(year=last.year + row.years)
    over = until is not None and until < today
    return Ruling(
        paper=paper.id,
        type=paper.type,
        erase=not row.keep or over,
        reason="Đã hết thời hạn lưu trữ" if over else row.reason,
        legal_basis=row.legal_basis,
        unverified=row.to_verify or None,
        until=until.isoformat() if until else None,
    )


def _fits(row: RetentionRow, paper: StoredPaper, rule: StoreRule, state: State) -> bool:
    return (
        (row.states is None or state in row.states)
        and (row.reuse is None or rule.reuse in row.reuse)
        and (row.types is None or paper.type in row.types)
    )
