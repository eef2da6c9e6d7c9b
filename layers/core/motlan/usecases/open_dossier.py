"""Opens a dossier and hands out the uploads of its files."""

from __future__ import annotations

import secrets
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from motlan.model import BadRequest, Conflict
from motlan.model.record import DossierRecord, FileRecord
from motlan.ports import Clock, PartBlobs, Registry
from motlan.usecases import keys
from motlan.usecases.uploads import MAX_FILE_BYTES, UPLOAD_SECONDS, Upload, Uploads


class NewFile(BaseModel):
    """A file that will be uploaded; ``sha256`` in lower-case hex is checked when it arrives."""

    model_config = ConfigDict(extra="forbid")

    name: str = Field(min_length=1, max_length=255)
    bytes: int = Field(ge=0, le=MAX_FILE_BYTES)
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")


class NewDossier(BaseModel):
    """What the caller of ``POST /v1/dossiers`` says; ``in_parts``: it sends big files in parts (see ``Upload``)."""

    model_config = ConfigDict(extra="forbid")

    office: str
    procedure: str | None = None
    channel: Literal["counter", "kiosk", "folder", "archive", "online", "postal"] = "counter"
    files: list[NewFile] = Field(min_length=1, max_length=50)
    in_parts: bool = False


class OpenedDossier(BaseModel):
    """The new dossier and its uploads, in the order of the files."""

    id: str
    state: str
    uploads: list[Upload]
    expires_in: int = UPLOAD_SECONDS


def new_id() -> str:
    """80 random bits: can't be guessed, sorts nowhere, says nothing about anybody."""
    return f"d{secrets.token_hex(10)}"


def open_dossier(
    new: NewDossier,
    *,
    opened_by: str,
    registry: Registry,
    scans: PartBlobs,
    clock: Clock,
    dossier_id: str | None = None,
) -> OpenedDossier:
    """Registers the dossier, then signs the uploads. ``dossier_id`` is given where a repeated call must open one only.

    Raises ``BadRequest`` for an office that can't be one, or the same file twice; ``Conflict`` where the id is taken.
    """
    if not keys.is_office(new.office):
        raise BadRequest("E_OFFICE", "Mã cơ quan không hợp lệ.", "Hãy chọn cơ quan trong danh mục.")
    if len({f.sha256 for f in new.files}) != len(new.files):
        raise BadRequest("E_SAME_FILE", "Một tệp được gửi hai lần trong cùng hồ sơ.", "Hãy bỏ bớt tệp trùng.")
    identifier, now = dossier_id or new_id(), clock.now().isoformat(timespec="seconds")
    files = [
        FileRecord(
            name=f.name, key=keys.scan_key(new.office, identifier, n, f.sha256, f.name), bytes=f.bytes, sha256=f.sha256
        )
        for n, f in enumerate(new.files, start=1)
    ]
    record = DossierRecord(
        id=identifier,
        office=new.office,
        procedure=new.procedure,
        channel=new.channel,
        files=files,
        opened_by=opened_by,
        opened_at=now,
        updated_at=now,
    )
    registry.create(record)
    links = Uploads(registry, scans, clock).of(record, in_parts=new.in_parts)
    return OpenedDossier(id=identifier, state=record.state, uploads=links)


def open_or_go_on(
    new: NewDossier, *, opened_by: str, dossier_id: str, registry: Registry, scans: PartBlobs, clock: Clock
) -> OpenedDossier:
    """Opens the dossier of this id; where it was opened already, fresh links for its files that haven't arrived.

    Raises as ``open_dossier``, and ``Conflict`` where it was opened with other files.
    """
    try:
        return open_dossier(
            new, opened_by=opened_by, registry=registry, scans=scans, clock=clock, dossier_id=dossier_id
        )
    except Conflict:
        record = registry.get(dossier_id)
    if (record.office, [f.sha256 for f in record.files]) != (new.office, [f.sha256 for f in new.files]):
        raise Conflict("E_IDEMPOTENCY_KEY", "Khóa này đã dùng cho một yêu cầu khác.", "Dùng khóa mới cho hồ sơ mới.")
    links = Uploads(registry, scans, clock).of(record, in_parts=new.in_parts)
    return OpenedDossier(id=record.id, state=record.state, uploads=links)
