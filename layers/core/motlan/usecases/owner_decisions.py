"""An owner's request is decided: refused with a reason, or carried out as far as law allows."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import ConfigDict, Field

from motlan.model import Conflict, NotFound
from motlan.model.owner_request import OwnerRequest
from motlan.model.store import PaperEvent, StoredPaper
from motlan.usecases.case import Caller, Look, Purpose, Services
from motlan.usecases.correct import FieldsRequest, Said, correct_fields
from motlan.usecases.erase import erase_scans
from motlan.usecases.owners import RequestAnswer, answer, rule, tell
from motlan.usecases.standing import tell as tell_paper


class Decision(Purpose):
    """``note`` is for the owner: why it was refused, or what was done; ``version``: as the request was read."""

    model_config = ConfigDict(extra="forbid")

    version: int = Field(ge=0)
    accept: bool
    note: str = Field(min_length=3, max_length=500)


def decide(request_id: str, decision: Decision, *, caller: Caller, services: Services) -> RequestAnswer:
    """Raises ``NotFound`` (also for another office's), ``Conflict`` where it is decided, or somebody was faster.

    A deletion is first marked as being carried out: if this call dies, the same decision again goes on from there, and
    everything that it does may be done twice. A correction raises what ``correct_fields`` raises.
    """
    request = services.requests.get(request_id)
    if not caller.may_see(request.office):
        raise NotFound("E_NO_REQUEST", "Không có yêu cầu này.", "Kiểm tra lại mã yêu cầu.")
    going_on = request.state == "working" and decision.accept
    if request.state != "open" and not going_on:
        raise Conflict("E_DECIDED", "Yêu cầu này đã được giải quyết.", "Mở lại danh sách yêu cầu.")
    if request.version != decision.version:
        raise Conflict("E_STALE", "Yêu cầu vừa được người khác xử lý.", "Mở lại rồi làm tiếp.")
    now = services.clock.now().isoformat(timespec="milliseconds")
    decided = {"decided_by": caller.id, "decided_at": now, "note": decision.note}
    if decision.accept and request.kind == "correction":
        _correct(request, caller, services)
    elif decision.accept:
        request = services.requests.save(request.model_copy(update=decided | {"state": "working"}))
        _Erasure(request, decision, caller, services)()
    state = "done" if decision.accept else "refused"
    request = services.requests.save(request.model_copy(update=decided | {"state": state}))
    tell(request, "decided", services)
    return answer(request, services)


def _correct(request: OwnerRequest, caller: Caller, services: Services) -> None:
    """As any person corrects a paper, with its history; done twice it changes nothing the second time."""
    paper = services.store.get(request.papers[0])
    version = services.registry.get(paper.source.dossier).version
    fields = {key: Said(value=value) for key, value in request.wanted.items()}
    said = FieldsRequest(version=version, fields=fields, note=f"yêu cầu {request.id}")
    correct_fields(paper.id, said, caller=caller, services=services)


@dataclass(frozen=True)
class _Erasure:
    request: OwnerRequest
    decision: Decision
    caller: Caller
    services: Services

    def __call__(self) -> None:
        look = Look(self.services, self.caller, self.decision, "decide", self.request.office)
        look.note(self.request.owner, self.request.papers)
        for paper in map(self.services.store.get, self.request.papers):
            if rule(paper, self.services).erase:
                self._erase(paper)

    def _erase(self, paper: StoredPaper) -> None:
        """What was read and its pictures go; a tombstone stays: a paper of this type was here, erased when and why."""
        erase_scans(paper, self.services)
        self.services.store.blank_events(paper.id)
        if paper.erased_at:
            return
        event = PaperEvent(
            kind="erased",
            paper=paper.id,
            at=self.services.clock.now().isoformat(timespec="milliseconds"),
            by=self.caller.id,
            office=self.request.office,
            purpose=self.decision.purpose,
            legal_basis=self.decision.legal_basis,
            note=f"yêu cầu {self.request.id}",
            once=f"erased-{self.request.id}",
        )
        stays = paper.model_dump(
            include={"id", "type", "type_code", "source", "scans", "reused", "created_at", "version"}
        )
        gone = StoredPaper(
            **stays,
            identity=f"erased:{paper.id}",
            standing="void",
            standing_reason="Đã xóa theo yêu cầu của chủ thể dữ liệu",
            updated_at=event.at,
            erased_at=event.at,
        )
        tell_paper(self.services.events, self.services.store.save(gone, event), event)
