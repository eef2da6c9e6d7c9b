"""How the files of an opened dossier come in: by one presigned POST, or big ones in parts that outlive a cut line."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel

from motlan.model import NotFound
from motlan.model.record import FINAL_STATES, DossierRecord, FileRecord
from motlan.ports import Clock, PartBlobs, Registry
from motlan.usecases import keys
from motlan.usecases.records import change

#: A 500-page colour scan at 200 dpi stays below it.
MAX_FILE_BYTES = 200 * 1024 * 1024
#: What a cut line loses at most; S3 takes parts from 5 MiB, and a file has 25 of these at most.
PART_BYTES = 8 * 1024 * 1024
UPLOAD_SECONDS = 900

_MEDIA = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "heic": "image/heic",
    "heif": "image/heif",
    "webp": "image/webp",
    "bmp": "image/bmp",
}


class Part(BaseModel):
    """Bytes ``offset`` to ``offset + bytes`` of the file, to be PUT to ``url``."""

    number: int
    offset: int
    bytes: int
    url: str


class Upload(BaseModel):
    """A presigned POST for one file: send ``fields`` and then the file as form field ``file`` to ``url``.

    ``sha256`` tells files of one name apart.

    With ``parts`` (a file above 8 MiB, where the call said ``in_parts``): PUT each of them, then make the call again.
    It answers with the parts that are still missing, and without the file once it is whole.
    """

    name: str
    sha256: str
    url: str
    fields: dict[str, str]
    parts: list[Part] = []


@dataclass(frozen=True)
class Uploads:
    """Links for what of a dossier has not arrived; each call may be repeated."""

    registry: Registry
    scans: PartBlobs
    clock: Clock

    def of(self, record: DossierRecord, *, in_parts: bool) -> list[Upload]:
        """In the order of the files. A file of which all parts are there is joined and needs no link any more."""
        if record.state in FINAL_STATES:
            return []
        links = []
        for number, file in enumerate(record.files):
            big = in_parts and (file.bytes or 0) > PART_BYTES
            link = None if file.arrived else self._parts(record.id, number, file) if big else self._whole(file)
            links += [link] if link else []
        return links

    def _whole(self, file: FileRecord) -> Upload:
        size = MAX_FILE_BYTES if file.bytes is None else file.bytes
        link = self.scans.upload_link(file.key, bytes_max=size, media_type=_media(file), seconds=UPLOAD_SECONDS)
        return Upload.model_validate({"name": file.name, "sha256": file.sha256, **link})

    def _parts(self, dossier: str, number: int, file: FileRecord) -> Upload | None:
        """None once the file is whole: its parts had the sizes that were signed, so it has the size that was said."""
        upload, there = file.upload, None
        if upload:
            try:
                there = self.scans.parts(file.key, upload)
            except NotFound:  # joined by an earlier call, or removed after two days
                if list(self.scans.keys(file.key)):
                    return None
        if there is None:
            upload, there = self._begin(dossier, number, file), {}
        assert upload
        size = file.bytes or 0
        wanted = {n: min(PART_BYTES, size - at) for n, at in enumerate(range(0, size, PART_BYTES), start=1)}
        missing = [n for n, length in wanted.items() if there.get(n) != length]
        if not missing:
            self._join(file.key, upload)
            return None
        parts = [
            Part(
                number=n,
                offset=(n - 1) * PART_BYTES,
                bytes=wanted[n],
                url=self.scans.part_link(file.key, upload, n, size=wanted[n], seconds=UPLOAD_SECONDS),
            )
            for n in missing
        ]
        return Upload(name=file.name, sha256=file.sha256 or "", url="", fields={}, parts=parts)

    def _begin(self, dossier: str, number: int, file: FileRecord) -> str:
        """Of two calls at once one names the upload; the other's is never used and goes by the bucket's rule."""
        begun = self.scans.begin_parts(file.key, _media(file))

        def edit(current: DossierRecord) -> DossierRecord | None:
            if current.files[number].upload != file.upload:
                return None
            current.files[number].upload = begun
            return current

        return change(self.registry, self.clock, dossier, edit).files[number].upload or begun

    def _join(self, key: str, upload: str) -> None:
        try:
            self.scans.join_parts(key, upload)
        except NotFound:  # a call beside this one was quicker
            return


def _media(file: FileRecord) -> str:
    return _MEDIA.get(keys.ending(file.name), "application/octet-stream")
