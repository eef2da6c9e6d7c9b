"""A file arrived in the scans bucket: check it, register it, refuse it, or start reading its dossier.

The same event may come twice, late, or beside its neighbours: every step here can be taken again.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from motlan.model import BadRequest, Conflict, NotFound, Rejected
from motlan.model.record import FINAL_STATES, DossierRecord, FileRecord
from motlan.ports import Blobs, Clock, Events, Executions, PageReader, Registry
from motlan.usecases import keys
from motlan.usecases.records import change
from motlan.usecases.start_dossier import StartDossier
from motlan.usecases.uploads import MAX_FILE_BYTES


@dataclass(frozen=True)
class Arrival:
    """An object that was created. ``version`` tells two uploads to one key apart (version id or sequencer)."""

    key: str
    bytes: int
    version: str


@dataclass(frozen=True)
class ReceiveScan:
    """Call it with an ``Arrival`` and an empty folder to work in; returns the record as it then stands."""

    reader: PageReader
    scans: Blobs
    registry: Registry
    executions: Executions
    events: Events
    clock: Clock
    pages_per_batch: int = 4
    batches_at_once: int = 20

    @property
    def _start(self) -> StartDossier:
        return StartDossier(
            self.registry, self.executions, self.events, self.clock, self.pages_per_batch, self.batches_at_once
        )

    def __call__(self, arrival: Arrival, work: Path) -> DossierRecord:
        """Raises ``BadRequest`` for a key of neither kind, ``NotFound`` for one of an unknown dossier."""
        if keys.parse_inbox(arrival.key):
            return self._adopt(arrival, work)
        place = keys.parse_scan(arrival.key)
        if place is None:
            raise BadRequest("E_KEY", "Tệp không nằm đúng chỗ trong kho ảnh quét.")
        record = self.registry.get(place[1])
        if record.state in ("rejected", "duplicate"):
            self._start.tell(record)  # the event may have been lost between the write and the bus
        if record.state in FINAL_STATES:
            return record
        file = next((f for f in record.files if f.key == arrival.key), None)
        if file is None:
            raise NotFound("E_FILE_UNKNOWN", "Hồ sơ không khai tệp này.")
        if not file.arrived:
            record = self._register(record, self._inspect(file, arrival, work))
        return self._start(record)

    def _adopt(self, arrival: Arrival, work: Path) -> DossierRecord:
        """A file dropped by a scanner opens a dossier of its own and moves to where its name tells nothing."""
        office, name = keys.parse_inbox(arrival.key) or ("", "")
        identifier = "f" + hashlib.sha256(f"{arrival.key}\n{arrival.version}".encode()).hexdigest()[:20]
        path = work / f"adopted.{keys.ending(name)}"
        try:
            self.scans.fetch(arrival.key, path)
        except NotFound:
            return self.registry.get(identifier)  # moved by an earlier delivery of this event
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
        now = self.clock.now().isoformat(timespec="seconds")
        key = keys.scan_key(office, identifier, 1, digest, name)
        file = FileRecord(name=name, key=key, bytes=path.stat().st_size, sha256=digest)
        record = DossierRecord(
            id=identifier,
            office=office,
            channel="folder",
            files=[file],
            opened_by="inbox",
            opened_at=now,
            updated_at=now,
        )
        try:
            self.registry.create(record)
        except Conflict:
            record = self.registry.get(identifier)
        self.scans.copy(arrival.key, key)  # its own event brings it back here
        self.scans.remove(arrival.key)
        return record

    def _inspect(self, file: FileRecord, arrival: Arrival, work: Path) -> FileRecord:
        """The file record as it stands after looking at the bytes; a refusal is part of it, not an error."""
        found = file.model_copy(update={"arrived": True, "bytes": arrival.bytes, "pages": 0})
        try:
            if arrival.bytes > MAX_FILE_BYTES:
                raise Rejected("E_TOO_LARGE", "Tệp lớn hơn 200 MB.", "Hãy quét với độ phân giải thấp hơn.")
            path = work / f"scan.{keys.ending(file.name)}"
            self.scans.fetch(file.key, path)
            with path.open("rb") as stream:
                found.sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
            if file.sha256 and file.sha256 != found.sha256:
                raise Rejected("E_UPLOAD_MISMATCH", "Tệp nhận được khác tệp đã khai.", "Hãy tải tệp lên lại.")
            with self.reader.open(path, file.name) as scan:
                found.media_type, found.pages = scan.media_type, scan.page_count
        except Rejected as error:
            found.problem_code, found.problem = error.code, " ".join(filter(None, (error.message, error.remedy)))
        return found

    def _register(self, record: DossierRecord, file: FileRecord) -> DossierRecord:
        def edit(current: DossierRecord) -> DossierRecord | None:
            place = next(n for n, f in enumerate(current.files) if f.key == file.key)
            if current.files[place].arrived or current.state in FINAL_STATES:
                return None
            current.files[place] = file
            if all(f.arrived for f in current.files):
                current.state, current.pages_total = "received", sum(f.pages or 0 for f in current.files)
            return current

        return change(self.registry, self.clock, record.id, edit)
