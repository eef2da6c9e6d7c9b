"""What owners may ask for about their own data (Luật 91/2025/QH15): to see it, have it corrected, have it erased."""

from __future__ import annotations

import secrets
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from motlan.model import BadRequest, NotFound
from motlan.model.owner_request import OwnerRequest, RequestKind, RequestState
from motlan.model.store import Access, PaperEvent, StoredPaper
from motlan.rules.retention import Ruling, ruling
from motlan.usecases.case import Caller, Look, Purpose, Services

#: Traces a page of an export; a page of 500 and a hundred papers stay below Lambda's 6 MB.
_LOOKS = 500
_OWNER_ID = r"^\d{9,13}(-\d{3})?$"


class ExportRequest(Purpose):
    """``before``: where an export with more traces goes on (``looks_next`` of the page before)."""

    model_config = ConfigDict(extra="forbid")

    owner_id: str = Field(pattern=_OWNER_ID)
    office: str | None = Field(default=None, max_length=64)
    before: str | None = Field(default=None, max_length=80)


class ExportedPaper(BaseModel):
    """A paper whole, with everything that was done with it, and what the owner may have erased."""

    paper: StoredPaper
    history: list[PaperEvent]
    erasure: Ruling


class Export(BaseModel):
    """Everything that the store has of one owner: papers, who looked and what for, reuses, the owner's own requests."""

    as_of: str
    papers: list[ExportedPaper]
    reuses: int
    looks: list[Access]
    looks_next: str | None = None
    requests: list[OwnerRequest]


class NewRequest(Purpose):
    """A correction names one paper and the right values; a deletion some papers, or none for all of them."""

    model_config = ConfigDict(extra="forbid")

    owner_id: str = Field(pattern=_OWNER_ID)
    office: str = Field(min_length=1, max_length=64)
    kind: RequestKind
    papers: list[str] = Field(default=[], max_length=100)
    wanted: dict[str, str] = Field(default={}, max_length=50)
    reason: str = Field(min_length=3, max_length=500)

    @model_validator(mode="after")
    def _says_what(self) -> Self:
        if self.kind == "correction" and (len(self.papers) != 1 or not self.wanted):
            raise ValueError("a correction names one paper and the values wanted")
        if self.kind == "deletion" and self.wanted:
            raise ValueError("a deletion wants no values")
        if any(len(value) > 500 for value in self.wanted.values()):
            raise ValueError("a value has at most 500 letters")
        return self


class RequestAnswer(BaseModel):
    """The request as it stands; ``rulings``: of a deletion, paper by paper, what law allows today."""

    id: str
    kind: RequestKind
    state: RequestState
    papers: list[str]
    wanted: dict[str, str]
    reason: str
    office: str
    asked_at: str
    decided_at: str | None
    note: str | None
    version: int
    rulings: list[Ruling]


class RequestsAnswer(BaseModel):
    """What was asked, a request an office."""

    requests: list[RequestAnswer]


class RequestQueue(BaseModel):
    """One page of an office's requests, oldest first."""

    requests: list[RequestAnswer]
    next: str | None = None


def export(request: ExportRequest, *, caller: Caller, services: Services) -> Export:
    """The export is itself a look, and the first one that it shows."""
    look = Look(services, caller, request, "export", request.office)
    papers = look(request.owner_id)
    looks = services.store.traces(request.owner_id, limit=_LOOKS, before=request.before)
    found = [
        ExportedPaper(paper=paper, history=services.store.events(paper.id), erasure=rule(paper, services))
        for paper in papers
    ]
    return Export(
        as_of=services.clock.now().isoformat(timespec="seconds"),
        papers=found,
        reuses=sum(p.paper.reused for p in found),
        looks=looks,
        looks_next=f"{looks[-1].at}#{looks[-1].id}" if len(looks) == _LOOKS else None,
        requests=services.requests.of_owner(request.owner_id),
    )


def ask(new: NewRequest, *, caller: Caller, services: Services) -> RequestsAnswer:
    """One request an office that holds papers of it: who scanned a paper decides. ``new.office`` is where it was asked.

    Raises ``NotFound`` for a paper that isn't this owner's, ``BadRequest`` for a field that the paper hasn't.
    """
    look = Look(services, caller, new, "request", new.office)
    own = {paper.id: paper for paper in look(new.owner_id)}
    if set(new.papers) - set(own):
        raise NotFound("E_NO_PAPER", "Không có giấy tờ này trong kho của người yêu cầu.", "Kiểm tra lại mã giấy tờ.")
    chosen = [own[i] for i in new.papers] or list(own.values())
    if not chosen:
        raise NotFound("E_NO_PAPER", "Kho không có giấy tờ nào của người yêu cầu.", "Kiểm tra lại số định danh.")
    if unknown := sorted(set(new.wanted) - set(chosen[0].fields)):
        raise BadRequest("E_FIELD", f"Giấy này không có trường {', '.join(unknown)}.", "Xem lại wanted.")
    asked = []
    for office in sorted({paper.source.office for paper in chosen}):
        request = OwnerRequest(
            id=f"r{secrets.token_hex(10)}",
            owner=new.owner_id,
            kind=new.kind,
            papers=[paper.id for paper in chosen if paper.source.office == office],
            wanted=new.wanted,
            reason=new.reason,
            office=office,
            asked_by=caller.id,
            asked_at=services.clock.now().isoformat(timespec="milliseconds"),
        )
        services.requests.add(request)
        tell(request, "asked", services)
        asked.append(answer(request, services))
    return RequestsAnswer(requests=asked)


def queue(office: str, state: RequestState, limit: int, cursor: str | None, *, services: Services) -> RequestQueue:
    """What an office has to decide, or has decided."""
    found, after = services.requests.queue(office, state, limit=limit, cursor=cursor)
    return RequestQueue(requests=[answer(request, services) for request in found], next=after)


def answer(request: OwnerRequest, services: Services) -> RequestAnswer:
    """Without the owner's number: whoever decides sees the papers, by their ids, when opening them for a purpose."""
    rulings = []
    if request.kind == "deletion":
        rulings = [rule(services.store.get(paper), services) for paper in request.papers]
    return RequestAnswer(**request.model_dump(exclude={"owner", "asked_by", "decided_by"}), rulings=rulings)


def rule(paper: StoredPaper, services: Services) -> Ruling:
    """What law says of erasing this paper today."""
    try:
        state = services.registry.get(paper.source.dossier).state
    except NotFound:
        state = "filed"
    known = services.knowledge
    return ruling(paper, known.store.of(paper.type), state, known.retention, services.clock.today())


def tell(request: OwnerRequest, what: str, services: Services) -> None:
    """The bus hears that there is a request, not whose."""
    told = request.model_dump(include={"id", "kind", "office", "state"})
    services.events.publish(f"motlan.request.{what}", told)
