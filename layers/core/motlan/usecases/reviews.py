"""Who works on which dossier: the next in the queue, a lease that expires, a second look by another person."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from motlan.model import BadRequest, Conflict, NotFound
from motlan.model.record import DossierRecord
from motlan.ports import Registry
from motlan.usecases.case import Caller, Services
from motlan.usecases.dossiers import DossierAnswer, show_dossier

#: Longer than a paper takes, shorter than a lunch: who renews while working never loses it.
LEASE = timedelta(minutes=10)
#: How far into a queue ``next_review`` looks for a dossier that nobody holds.
_PAGES, _PAGE = 10, 100


class NextRequest(BaseModel):
    """``skip``: dossiers that the clerk has put aside; ``look``: first, or second where another person was first."""

    model_config = ConfigDict(extra="forbid")

    office: str = Field(max_length=64)
    skip: list[str] = Field(default=[], max_length=200)
    look: Literal["first", "second"] = "first"


class ReviewAnswer(BaseModel):
    """The dossier and until when it is the caller's alone."""

    dossier: DossierAnswer
    lease_until: str


class Lease(BaseModel):
    """``lease_until`` is None once released."""

    dossier: str
    lease_until: str | None


def next_review(request: NextRequest, *, caller: Caller, services: Services) -> ReviewAnswer:
    """The oldest dossier in review that nobody holds, claimed. Raises ``NotFound`` (``E_NO_WORK``) where none is."""
    skip, cursor, now = set(request.skip), None, _stamp(services.clock.now())
    for _ in range(_PAGES):
        records, cursor = services.registry.queue(request.office, "review", limit=_PAGE, cursor=cursor)
        for record in records:
            if record.id in skip or record.held_by_other(caller.id, now) or not _fits(record, request.look, caller):
                continue
            try:
                claimed = _claim(services.registry, record.id, caller, services.clock.now())
            except Conflict:
                continue
            if claimed.state == "review" and _fits(claimed, request.look, caller):
                shown = show_dossier(claimed, with_result=True, roles=caller.roles, services=services)
                return ReviewAnswer(dossier=shown, lease_until=claimed.lease_until or "")
            services.registry.release(record.id, caller.id)
        if cursor is None:
            break
    raise NotFound("E_NO_WORK", "Không còn hồ sơ nào chờ kiểm tra.", "Xem lại sau, hoặc chọn cơ quan khác.")


def _fits(record: DossierRecord, look: str, caller: Caller) -> bool:
    if look == "second":
        return record.second_look and all(looked.by != caller.id for looked in record.looks)
    return not record.second_look


def claim(record: DossierRecord, *, caller: Caller, services: Services) -> ReviewAnswer:
    """Raises ``Conflict``: ``E_CLAIMED`` while another person holds it, ``E_NOT_READY`` while it is read."""
    reviewable(record)
    claimed = _claim(services.registry, record.id, caller, services.clock.now())
    shown = show_dossier(claimed, with_result=True, roles=caller.roles, services=services)
    return ReviewAnswer(dossier=shown, lease_until=claimed.lease_until or "")


def renew(record: DossierRecord, *, caller: Caller, services: Services) -> Lease:
    """A lease that ran out is given again if nobody took it meanwhile; else ``Conflict`` (``E_CLAIMED``)."""
    reviewable(record)
    kept = _claim(services.registry, record.id, caller, services.clock.now())
    return Lease(dossier=record.id, lease_until=kept.lease_until)


def release(record: DossierRecord, *, caller: Caller, services: Services) -> Lease:
    """Gives the dossier back to the queue; releasing what one does not hold changes nothing."""
    services.registry.release(record.id, caller.id)
    return Lease(dossier=record.id, lease_until=None)


def reviewable(record: DossierRecord) -> None:
    """Raises where there is nothing (or not yet anything) to look at."""
    if record.state in ("review", "filed"):
        return
    if record.state in ("opened", "received", "reading", "understanding"):
        raise Conflict("E_NOT_READY", "Hồ sơ đang được đọc.", "Thử lại sau ít giây.")
    if record.state == "duplicate":
        raise Conflict("E_DUPLICATE", "Hồ sơ này trùng với hồ sơ đã gửi trước.", "Mở hồ sơ gốc.")
    raise BadRequest("E_NOT_READ", "Hồ sơ này không đọc được nên không có gì để kiểm tra.", "Gửi lại hồ sơ.")


def refuse_if_held(record: DossierRecord, caller: Caller, services: Services) -> None:
    """Raises ``Conflict`` (``E_CLAIMED``) while another person holds the dossier: until when, not who."""
    if record.held_by_other(caller.id, _stamp(services.clock.now())):
        raise _claimed(record.lease_until or "")


def _claim(registry: Registry, dossier_id: str, caller: Caller, now: datetime) -> DossierRecord:
    found = registry.claim(dossier_id, caller.id, now=_stamp(now), until=_stamp(now + LEASE))
    if found.claimed_by != caller.id:
        raise _claimed(found.lease_until or "")
    return found


def _claimed(until: str) -> Conflict:
    clock = until[11:16]
    return Conflict("E_CLAIMED", f"Người khác đang kiểm tra hồ sơ này, đến {clock}.", "Chọn hồ sơ khác hoặc đợi.")


def _stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
