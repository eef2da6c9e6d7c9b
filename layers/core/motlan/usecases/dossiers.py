"""Dossiers for those who work on them: the queue, one with its progress and result, a page to look at."""

from __future__ import annotations

import json
from typing import Any

from pydantic import BaseModel

from motlan.model import NotFound
from motlan.model.record import DossierRecord, State
from motlan.usecases import keys
from motlan.usecases.case import Services
from motlan.usecases.file_dossier import contract_key
from motlan.usecases.papers import LINK_SECONDS, PageLink

#: Lambda answers with at most 6 MB; a longer result is fetched by link.
_INLINE_BYTES = 4_500_000


class QueueEntry(BaseModel):
    """A dossier in a queue; no file names, they may hold a citizen's name."""

    id: str
    office: str
    procedure: str | None
    channel: str
    state: State
    outcome: str | None
    opened_at: str
    updated_at: str
    pages_total: int
    pages_done: int
    problem: str | None


class QueueAnswer(BaseModel):
    """One page of a queue, oldest first."""

    dossiers: list[QueueEntry]
    next: str | None = None


class FiledPaper(BaseModel):
    """Where a paper of the dossier lies in the store."""

    id: str
    type: str
    pages: list[int]


class DossierAnswer(BaseModel):
    """``pages_read``: the pages done so far; ``result``: contract.md 1, or ``result_url`` where it is too long.

    A duplicate shows the result of the dossier that it repeats.
    """

    dossier: QueueEntry
    files: list[dict[str, Any]]
    pages_read: list[int]
    duplicate_of: str | None = None
    problem_code: str | None = None
    papers: list[FiledPaper] = []
    result: dict[str, Any] | None = None
    result_url: str | None = None


def queue(office: str, state: State, limit: int, cursor: str | None, *, services: Services) -> QueueAnswer:
    """One page of an office's queue."""
    records, after = services.registry.queue(office, state, limit=limit, cursor=cursor)
    return QueueAnswer(dossiers=[_entry(r) for r in records], next=after)


def show_dossier(record: DossierRecord, *, with_result: bool, services: Services) -> DossierAnswer:
    """State, progress and, once read and for those who may see it, the result."""
    shown = record.duplicate_of or record.id
    below = keys.page_key(shown, 0).rsplit("/", 1)[0] + "/"
    done = [int(key.rsplit("/", 1)[1].split(".")[0]) for key in services.derived.keys(below)]
    answer = DossierAnswer(
        dossier=_entry(record),
        files=[
            f.model_dump(include={"name", "bytes", "pages", "arrived", "problem_code", "problem"}) for f in record.files
        ],
        pages_read=sorted(done),
        duplicate_of=record.duplicate_of,
        problem_code=record.problem_code,
    )
    if not with_result or record.state not in ("filed", "review", "duplicate"):
        return answer
    try:
        body = services.derived.get(contract_key(shown))
    except NotFound:
        return answer
    filed = services.store.of_dossier(shown)
    answer.papers = [FiledPaper(id=p.id, type=p.type, pages=scan.pages) for p, scan in filed]
    if len(body) <= _INLINE_BYTES:
        answer.result = json.loads(body)
    else:
        answer.result_url = services.derived.read_link(contract_key(shown), seconds=LINK_SECONDS)
    return answer


def show_page(record: DossierRecord, page: int, *, services: Services) -> PageLink:
    """A short-lived link to one upright page. Raises ``NotFound`` for a page that the dossier hasn't."""
    if not 1 <= page <= record.pages_total:
        raise NotFound("E_NO_PAGE", f"Hồ sơ không có trang {page}.", f"Hồ sơ có {record.pages_total} trang.")
    key = keys.preview_key(record.duplicate_of or record.id, page)
    return PageLink(page=page, url=services.derived.read_link(key, seconds=LINK_SECONDS))


def _entry(record: DossierRecord) -> QueueEntry:
    return QueueEntry.model_validate(record.model_dump())
