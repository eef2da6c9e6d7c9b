"""Papers that no longer stand: ended by a person with a reason, or by a later paper of their owner."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Self

from pydantic import ConfigDict, Field, model_validator

from motlan.model import BadRequest, Conflict, TransientError
from motlan.model.store import EventKind, PaperEvent, Standing, StoredPaper
from motlan.ports import Clock, Events, Store
from motlan.rules.standing import superseded
from motlan.rules.storing import StoreRules
from motlan.usecases.case import Caller, Look, Purpose, Services
from motlan.usecases.papers import PaperSummary, summary

_KINDS: dict[Standing, EventKind] = {
    "current": "reinstated", "superseded": "superseded", "revoked": "revoked", "expired": "expired", "void": "voided",
}  # fmt: skip
#: Several dossiers may end one paper at the same moment; each of them reads it again.
_ATTEMPTS = 5


class StandingRequest(Purpose):
    """``version``: as the paper was read; ``by_paper``: the paper that takes its place, where it was superseded."""

    model_config = ConfigDict(extra="forbid")

    version: int = Field(ge=0)
    standing: Literal["current", "superseded", "revoked", "expired", "void"]
    reason: str = Field(min_length=5, max_length=300)
    by_paper: str | None = Field(default=None, max_length=80)
    office: str | None = Field(default=None, max_length=64)

    @model_validator(mode="after")
    def _its_place_is_taken(self) -> Self:
        if self.by_paper and self.standing != "superseded":
            raise ValueError("by_paper goes with standing 'superseded' only")
        return self


def set_standing(paper_id: str, request: StandingRequest, *, caller: Caller, services: Services) -> PaperSummary:
    """A person's word, with reason and law; reversible by ``current``, and all of it stays in the paper's history.

    Raises ``NotFound`` (this paper or ``by_paper``), ``BadRequest``, ``Conflict`` where somebody wrote since.
    """
    paper = services.store.get(paper_id)
    if request.by_paper and services.store.get(request.by_paper).id == paper_id:
        raise BadRequest("E_STANDING", "Một giấy không thay thế chính nó.", "Chọn giấy mới thay cho giấy này.")
    if paper.version != request.version:
        raise Conflict("E_STALE", "Giấy tờ vừa được người khác thay đổi.", "Mở lại rồi làm tiếp.")
    look = Look(services, caller, request, "standing", request.office)
    for owner in paper.owners or [f"dossier:{paper.source.dossier}"]:
        look.note(owner, [paper.id])
    reason = None if request.standing == "current" else request.reason.strip()
    if (paper.standing, paper.standing_reason) == (request.standing, reason):
        return summary(paper, services)
    event = PaperEvent(
        kind=_KINDS[request.standing],
        paper=paper_id,
        at=services.clock.now().isoformat(timespec="milliseconds"),
        by=caller.id,
        office=request.office or next(iter(sorted(caller.offices - {"*"})), None),
        purpose=request.purpose,
        legal_basis=request.legal_basis,
        note=request.reason.strip() + (f" (thay bằng {request.by_paper})" if request.by_paper else ""),
        once=f"v{paper.version}",
    )
    saved = services.store.save(_standing(paper, request.standing, reason, event.at), event)
    tell(services.events, saved, event)
    return summary(saved, services)


@dataclass(frozen=True)
class Settle:
    """Which papers stand, after one was filed, corrected or confirmed."""

    store: Store
    events: Events
    clock: Clock
    rules: StoreRules

    def __call__(self, paper: StoredPaper, *, by: str, dossier: str, office: str) -> StoredPaper:
        """Ends the earlier papers of its owners whose place it takes, or the paper itself where a later one is there
        already. Returns the paper as it then stands; ``by``, ``dossier`` and ``office`` go into the history.
        """  # noqa: D205
        kinds = self.rules.related(paper.type)
        if not kinds or paper.standing != "current":
            return paper
        others = {p.id: p for owner in paper.owners for p in self.store.of_owner(owner, kinds)}
        who = {"by": by, "dossier": dossier, "office": office}
        for other in others.values():
            if other.standing != "current":
                continue
            if reason := superseded(other, paper, self.rules):
                self._end(other.id, paper, reason, who)
            elif reason := superseded(paper, other, self.rules):
                return self._end(paper.id, other, reason, who)
        return paper

    def _end(self, paper_id: str, newer: StoredPaper, reason: str, who: Mapping[str, str]) -> StoredPaper:
        for _ in range(_ATTEMPTS):
            paper = self.store.get(paper_id)
            if paper.standing != "current":
                return paper
            told = {
                "kind": "superseded",
                "paper": paper_id,
                "at": self.clock.now().isoformat(timespec="milliseconds"),
                "note": f"{reason}: {newer.id}",
                "once": hashlib.sha256(f"superseded/{newer.id}/{paper.version}".encode()).hexdigest()[:20],
            }
            event = PaperEvent.model_validate(told | dict(who))
            try:
                saved = self.store.save(_standing(paper, "superseded", reason, event.at), event)
            except Conflict:
                continue
            tell(self.events, saved, event)
            return saved
        raise TransientError("E_BUSY", "Giấy tờ đang được cập nhật ở nơi khác.", "Hãy thử lại sau giây lát.")


def tell(events: Events, paper: StoredPaper, event: PaperEvent) -> None:
    """The bus hears which paper and what happened to it: codes only, no reason (it may name people)."""
    told = event.model_dump(include={"paper", "office", "dossier", "procedure", "component", "once"})
    events.publish(f"motlan.paper.{event.kind}", told | {"type": paper.type})


def _standing(paper: StoredPaper, standing: Standing, reason: str | None, at: str) -> StoredPaper:
    return paper.model_copy(update={"standing": standing, "standing_reason": reason, "updated_at": at})
