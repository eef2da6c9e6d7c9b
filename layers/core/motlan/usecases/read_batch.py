"""Reads one batch of a dossier's pages: the source is fetched once, every page gets its JSON, come what may."""

from __future__ import annotations

import hashlib
from collections import Counter
from functools import partial
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from motlan.model import Conflict, Rejected, Rotation, TransientError
from motlan.ports import Blobs, PageReader, Registry
from motlan.usecases import keys
from motlan.usecases.read_pages import read_pages

#: Pages of a batch that are read side by side: one a CPU that the function's 3,008 MB are given (1,769 MB a CPU).
AT_ONCE = 2


class Batch(BaseModel):
    """``count`` pages of file ``source`` from its page ``first`` (both from 0): dossier pages ``page`` and on.

    ``again``: they were read (and counted) before; ``turn``: how far clockwise a person turned them.
    """

    model_config = ConfigDict(extra="forbid")

    batch: str
    source: int = Field(ge=0)
    first: int = Field(ge=0)
    count: int = Field(ge=1)
    page: int = Field(ge=1)
    again: bool = False
    turn: Rotation | None = None


def read_batch(
    dossier_id: str, batch: Batch, *, reader: PageReader, scans: Blobs, derived: Blobs, registry: Registry, work: Path
) -> dict[str, int]:
    """How many pages were ``read``, ``blank`` and ``unreadable``; together they are ``batch.count``.

    Raises ``Conflict`` where the original is not the file that was checked when it arrived. These very bytes were
    opened then: where they are refused now, the machine is in trouble and not the file (``TransientError``).
    """
    file = registry.get(dossier_id).files[batch.source]
    path = work / f"source.{keys.ending(file.name)}"
    scans.fetch(file.key, path)
    with path.open("rb") as stream:
        if hashlib.file_digest(stream, "sha256").hexdigest() != file.sha256:
            raise Conflict("E_SCAN_CHANGED", "Tệp gốc đã bị thay đổi sau khi nhận.", "Hãy gửi lại hồ sơ.")
    statuses: Counter[str] = Counter(read=0, blank=0, unreadable=0)
    try:
        opened = reader.open(path, file.name)
    except Rejected as error:
        raise TransientError(error.code, error.message, error.remedy) from error
    with opened as scan:
        readings = [
            partial(scan.read, batch.first + n, page=batch.page + n, source=batch.source, turn=batch.turn)
            for n in range(batch.count)
        ]
        for page, preview in read_pages(readings, AT_ONCE):
            if preview is not None:
                derived.put(keys.preview_key(dossier_id, page.page), preview, "image/jpeg")
            body = page.model_dump_json().encode()
            derived.put(keys.page_key(dossier_id, page.page), body, "application/json")
            statuses[page.status] += 1
    if not batch.again:
        registry.add_pages_done(dossier_id, batch.batch, batch.count)
    return dict(statuses)
