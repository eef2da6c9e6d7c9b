"""Dossiers for those who work on them: the queue, one with its progress and result, a page to look at."""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import Any

from pydantic import BaseModel

from motlan.model import Box, Forbidden, NotFound, Page, Word
from motlan.model.record import DossierRecord, State
from motlan.model.review import Arranged, Light, Looked, Mark
from motlan.model.store import Assurance
from motlan.rules.arrange import play
from motlan.rules.cut_off import cut_off
from motlan.rules.doubts import Doubt, doubts_of
from motlan.rules.masking import mask_result
from motlan.rules.messages import issue
from motlan.usecases import keys
from motlan.usecases.case import Services, ready
from motlan.usecases.editions import result_of
from motlan.usecases.file_dossier import contract_key, places_of
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
    light: Light | None = None


class QueueAnswer(BaseModel):
    """One page of a queue, oldest first."""

    dossiers: list[QueueEntry]
    next: str | None = None


class FiledPaper(BaseModel):
    """Where a paper of the dossier lies in the store; ``index``: its place in ``result.papers``.

    ``confirmed``: by whom and when each field was (``*``: the whole paper).
    """

    id: str
    type: str
    pages: list[int]
    index: int
    assurance: Assurance
    confirmed: dict[str, Mark] = {}


class DossierAnswer(BaseModel):
    """``pages_read``: the pages done so far; ``result``: contract.md 1, or ``result_url`` where it is too long.

    A duplicate shows the result of the dossier that it repeats. ``version`` goes with every change of the dossier;
    ``claimed_by`` works on it until ``lease_until``; ``looks``: who filed it, and why in spite of warnings;
    ``arranged``: what was done with its pages, of which ``deleted`` are out; ``doubts``: all that a person still has
    to look at; ``masked``: something is hidden from this role.
    """

    dossier: QueueEntry
    files: list[dict[str, Any]]
    pages_read: list[int]
    duplicate_of: str | None = None
    problem_code: str | None = None
    version: int
    light: Light | None = None
    claimed_by: str | None = None
    lease_until: str | None = None
    second_look: bool = False
    looks: list[Looked] = []
    arranged: list[Arranged] = []
    deleted: list[int] = []
    doubts: list[Doubt] = []
    papers: list[FiledPaper] = []
    result: dict[str, Any] | None = None
    result_url: str | None = None
    masked: bool = False


def queue(office: str, state: State, limit: int, cursor: str | None, *, services: Services) -> QueueAnswer:
    """One page of an office's queue."""
    records, after = services.registry.queue(office, state, limit=limit, cursor=cursor)
    return QueueAnswer(dossiers=[_entry(r) for r in records], next=after)


def show_dossier(
    record: DossierRecord, *, with_result: bool, roles: Collection[str], services: Services
) -> DossierAnswer:
    """State, progress and, once read and for those who may see it, the result as ``roles`` may see it."""
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
        **record.model_dump(include={"version", "light", "claimed_by", "lease_until", "second_look"}),
        looks=record.looks if with_result else [],
        arranged=record.arranged,
    )
    if not with_result or record.state not in ("filed", "review", "duplicate"):
        return answer
    counted = services.registry.get(shown) if record.duplicate_of else record
    try:
        result = result_of(counted, services.derived)
    except NotFound:
        return answer
    deleted = play(counted.base or [], counted.arranged).deleted
    answer.deleted = sorted(deleted)
    answer.doubts = doubts_of(result, deleted=deleted, accepted=counted.accepted)
    places = places_of(result.papers)
    for paper, scan in services.store.of_dossier(shown):
        if scan.place in places:
            told = {"id": paper.id, "type": paper.type, "pages": scan.pages, "assurance": paper.assurance}
            index = places.index(scan.place)
            answer.papers.append(FiledPaper(**told, index=index, confirmed=result.papers[index].marks))
    said, answer.masked = mask_result(result.for_output(), roles, services.knowledge.masks)
    if len(json.dumps(said, ensure_ascii=False).encode()) <= _INLINE_BYTES:
        answer.result = said
    elif not answer.masked:  # a link would show what is hidden
        answer.result_url = services.derived.read_link(contract_key(shown), seconds=LINK_SECONDS)
    return answer


class PageWord(BaseModel):
    """A word where it stands, as fractions of the upright page."""

    text: str
    box: Box


class PageWords(BaseModel):
    """What was read on one page, in reading order: for filling a field with a click."""

    page: int
    rotation: int
    width_px: int
    height_px: int
    words: list[PageWord]


def page_words(record: DossierRecord, page: int, *, roles: Collection[str], services: Services) -> PageWords:
    """Raises as ``show_page``, and ``NotFound`` for a page that was not read yet."""
    _page_of(record, page, roles, services)
    key = keys.page_key(record.duplicate_of or record.id, page)
    read = Page.model_validate_json(services.derived.get(key))
    words = [
        PageWord(text=word.text, box=word.box)
        for line in read.lines
        for word in (line.words or [Word(text=line.text, confidence=line.confidence, box=line.box)])
    ]
    told = read.model_dump(include={"page", "rotation", "width_px", "height_px"})
    return PageWords(**told, words=words)


def show_page(record: DossierRecord, page: int, *, roles: Collection[str], services: Services) -> PageLink:
    """A short-lived link to one upright page.

    Raises ``NotFound`` for a page that the dossier hasn't or that was not read yet, ``Forbidden`` where something on it
    is hidden from these, ``Conflict`` while nobody knows yet whether it is.
    """
    _page_of(record, page, roles, services)
    dossier = record.duplicate_of or record.id
    read = Page.model_validate_json(services.derived.get(keys.page_key(dossier, page)))
    url = services.derived.read_link(keys.preview_key(dossier, page), seconds=LINK_SECONDS)
    cut = [issue("W_CUT_OFF")] if cut_off(read) else []
    return PageLink(page=page, url=url, status=read.status, warnings=read.warnings + cut)


def _page_of(record: DossierRecord, page: int, roles: Collection[str], services: Services) -> None:
    if not 1 <= page <= record.pages_total:
        raise NotFound("E_NO_PAGE", f"Hồ sơ không có trang {page}.", f"Hồ sơ có {record.pages_total} trang.")
    masks = services.knowledge.masks
    if not masks.hides(roles):
        return
    # until it is understood nobody knows what stands on it
    papers = result_of(ready(record, services), services.derived).papers
    if any(page in paper.pages and masks.hidden(paper.type, paper.fields, roles) for paper in papers):
        raise Forbidden("E_MASKED", "Trang có dữ liệu nhạy cảm, vai trò này không được xem.", "Nhờ cán bộ thụ lý.")


def _entry(record: DossierRecord) -> QueueEntry:
    return QueueEntry.model_validate(record.model_dump())
