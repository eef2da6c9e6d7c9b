"""A phone brings in one dossier for the desk: a link in a QR code, good for one upload and a quarter of an hour."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from pydantic import BaseModel, ConfigDict, Field

from motlan.model import NotFound
from motlan.model.handoff import Handoff, digest
from motlan.usecases.case import Caller, Services
from motlan.usecases.open_dossier import NewDossier, NewFile, OpenedDossier, new_id, open_or_go_on

#: Long enough for a pile of paper, short enough that a picture of the screen is soon worth nothing.
MINUTES = 15
#: Tries of one address in the window; a token has 128 random bits.
CALLS, WINDOW = 60, 900
#: The phone's page (web/src/phone).
PAGE = "gui-anh.html"


class HandoffRequest(BaseModel):
    """Where the phone's dossier belongs."""

    model_config = ConfigDict(extra="forbid")

    office: str = Field(max_length=64)
    procedure: str | None = Field(default=None, max_length=40)


class HandoffAnswer(BaseModel):
    """``link`` for the QR code, told this once; ``dossier``: the id under which it will be found once sent."""

    dossier: str
    link: str
    until: str


class PhoneUpload(BaseModel):
    """``token``: what stands in the link behind ``#``."""

    model_config = ConfigDict(extra="forbid")

    token: str = Field(min_length=16, max_length=64)
    files: list[NewFile] = Field(min_length=1, max_length=50)
    in_parts: bool = False


def hand_to_phone(request: HandoffRequest, *, caller: Caller, services: Services) -> HandoffAnswer:
    """Raises ``NotFound`` for a procedure that isn't in the catalogue."""
    if request.procedure:
        services.knowledge.procedure(request.procedure, services.clock.today())
    token, until = secrets.token_urlsafe(16), services.clock.now() + timedelta(minutes=MINUTES)
    handoff = Handoff(
        dossier=new_id(),
        office=request.office,
        procedure=request.procedure,
        opened_by=caller.id,
        until=until.isoformat(timespec="seconds"),
    )
    services.handoffs.keep(digest(token), handoff)
    # behind '#', so that no server and no log ever sees it
    link = f"{services.web_origin}/{PAGE}#{token}"
    return HandoffAnswer(dossier=handoff.dossier, link=link, until=handoff.until)


def upload_by_phone(request: PhoneUpload, source: str, *, services: Services) -> OpenedDossier:
    """Opens the dossier that the link stands for; the same files again get fresh links for what hasn't arrived.

    ``source``: the caller's address, kept as a hash while its tries are counted. Raises ``NotFound`` alike for an
    unknown and for an ended link, ``Conflict`` once it was used for other files, ``TooMany``.
    """
    services.limits.take(f"phone#{hashlib.sha256(source.encode()).hexdigest()[:20]}", most=CALLS, seconds=WINDOW)
    handoff = services.handoffs.get(digest(request.token))
    if handoff is None or handoff.until < services.clock.now().isoformat(timespec="seconds"):
        raise NotFound("E_NO_HANDOFF", "Mã QR này đã hết hạn.", "Nhờ cán bộ mở mã mới trên màn hình.")
    told = handoff.model_dump(include={"office", "procedure"})
    new = NewDossier(**told, channel="counter", files=request.files, in_parts=request.in_parts)
    return open_or_go_on(
        new,
        opened_by=handoff.opened_by,
        dossier_id=handoff.dossier,
        registry=services.registry,
        scans=services.scans,
        clock=services.clock,
    )
