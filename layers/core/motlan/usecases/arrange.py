"""A person arranges the pages of a dossier. Recorded and reversible; the original files are never touched.

Papers whose pages, type and turn stay as they were keep all that a person said of them. The others are understood anew
from the page readings that are kept; only a page that was turned has to be read again, by the state machine.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from motlan.model import BadRequest, Conflict, Dossier, Page, Paper
from motlan.model.record import DossierRecord
from motlan.model.review import TYPE, Action, Arranged, Retype, Rotate, Undo
from motlan.rules.arrange import Arrangement, Part, last_done, play
from motlan.rules.doubts import UNKNOWN
from motlan.understanding.arranged import Wanted, recheck, stand_behind, understand_loose, understand_wanted
from motlan.understanding.catalogue import default_catalogue
from motlan.usecases.case import Caller, Services
from motlan.usecases.dossiers import DossierAnswer, show_dossier
from motlan.usecases.editions import result_of, save_edition
from motlan.usecases.filing import follow
from motlan.usecases.reviews import refuse_if_held, reviewable

#: The record is one item of at most 400 KB.
MAX_ACTIONS = 500


class ArrangeRequest(BaseModel):
    """``version``: the dossier's, as last seen. The actions are taken in turn; all of them, or none."""

    model_config = ConfigDict(extra="forbid")

    version: int = Field(ge=0)
    actions: list[Action] = Field(min_length=1, max_length=100)


def arrange(record: DossierRecord, request: ArrangeRequest, *, caller: Caller, services: Services) -> DossierAnswer:
    """The dossier as it then stands; ``reading`` while a turned page is read again.

    Raises ``BadRequest`` for what can't be done, ``Conflict`` (``E_STALE``, ``E_CLAIMED``, ``E_NOT_READY``).
    """
    reviewable(record)
    refuse_if_held(record, caller, services)
    if record.version != request.version:
        raise Conflict("E_STALE", "Hồ sơ vừa được người khác thay đổi.", "Mở lại hồ sơ rồi làm tiếp.")
    dossier = result_of(record, services.derived)
    before = dict(play(record.base or [], record.arranged).turns)
    record = record.model_copy(deep=True)
    record.base = record.base if record.base is not None else [paper.pages for paper in dossier.papers]
    at = services.clock.now().isoformat(timespec="milliseconds")
    for action in request.actions:
        _take(record, action, dossier, Arranged(action=action, by=caller.id, at=at))
    if len(record.arranged) > MAX_ACTIONS:
        raise BadRequest("E_TOO_MANY_ACTIONS", "Hồ sơ đã được sắp xếp quá nhiều lần.", "Quét lại thành hồ sơ mới.")
    now = play(record.base, record.arranged)
    dossier.papers = papers_as(now, dossier.papers, dossier.pages, today=services.clock.today())
    turned = sorted(page for page in {*before, *now.turns} if before.get(page) != now.turns.get(page))
    saved = save_edition(
        record, dossier, (), derived=services.derived, registry=services.registry, clock=services.clock
    )
    if turned:
        saved = _read_again(saved, turned, now, dossier.pages, services)
    else:
        follow(saved, dossier, caller.id, services)
        saved = services.registry.get(saved.id)
    return show_dossier(saved, with_result=True, roles=caller.roles, services=services)


def _take(record: DossierRecord, action: Action, dossier: Dossier, entry: Arranged) -> None:
    """Records one action; ``play`` refuses what can't be done."""
    if isinstance(action, Undo):
        last_done(record.arranged).undone = True
    if isinstance(action, Retype) and action.type != UNKNOWN and default_catalogue().get(action.type) is None:
        raise BadRequest("E_NO_TYPE", "Không có loại giấy tờ này.", "Chọn loại trong danh mục.")
    pages = getattr(action, "pages", None) or [getattr(action, "page", 1)]
    if max(pages) > len(dossier.pages):
        raise BadRequest("E_NO_PAGE", f"Hồ sơ không có trang {max(pages)}.", f"Hồ sơ có {len(dossier.pages)} trang.")
    if isinstance(action, Rotate):
        turns = play(record.base or [], record.arranged).turns
        page = dossier.pages[action.page - 1]
        entry.turned = (turns.get(action.page, page.rotation) + action.turn) % 360
    record.arranged.append(entry)
    play(record.base or [], record.arranged)


def papers_as(
    now: Arrangement, papers: Sequence[Paper], pages: Sequence[Page], *, today: date, anew: Collection[int] = ()
) -> list[Paper]:
    """One paper a part, in the order of the parts; parts of which no page could be read are none.

    ``papers``: as they stood, kept where nothing about them changed; ``anew``: pages that were read again. Pages that
    were read and are nowhere become papers as the machine parts them.
    """
    catalogue = default_catalogue()
    read = [page for page in pages if page.status == "read"]
    shared, seen = Counter(tuple(part.pages) for part in now.parts), Counter[tuple[int, ...]]()
    out, left = list[Paper](), list(papers)
    for part in now.parts:
        place = tuple(part.pages)
        wanted = Wanted(place, part.type, part.variant, seen[place], shared[place])
        seen[place] += 1
        kept = next((p for p in left if _unchanged(p, part) and not set(p.pages) & set(anew)), None)
        if kept is not None:
            left.remove(kept)
            out.append(kept)
        elif fresh := understand_wanted(read, wanted, today=today, catalogue=catalogue):
            fresh.marks = {TYPE: part.said} if part.said else {}
            out.append(fresh)
    placed = {page for part in now.parts for page in part.pages} | now.deleted
    loose = [page for page in read if page.page not in placed]
    out = sorted([*out, *understand_loose(loose, today=today, catalogue=catalogue)], key=lambda p: p.pages[0])
    for paper in out:
        for old in left:
            if old.type == paper.type and set(old.pages) & set(paper.pages):
                stand_behind(paper, old.marks, {k: f for k, f in old.fields.items() if f.page in (None, *paper.pages)})
    recheck(out, today=today, catalogue=catalogue)
    return out


def _unchanged(paper: Paper, part: Part) -> bool:
    said = paper.type if TYPE in paper.marks else None
    return paper.pages == part.pages and part.type == said and (said is None or part.variant == paper.variant)


def _read_again(
    record: DossierRecord, turned: Sequence[int], now: Arrangement, pages: Sequence[Page], services: Services
) -> DossierRecord:
    """The dossier goes back to the state machine, which reads these pages only."""
    batches: list[dict[str, object]] = []
    for number in turned:
        page = pages[number - 1]
        told: dict[str, object] = {"batch": f"v{record.version}-{number:04d}", "source": page.source}
        told |= {"first": page.source_page - 1, "count": 1, "page": number, "again": True}
        batches.append(told | ({"turn": now.turns[number]} if number in now.turns else {}))
    saved = services.registry.save(record.model_copy(update={"state": "reading"}))
    try:
        services.executions.start(record.id, batches, run=f"v{record.version}")
    except Exception:
        # nothing reads it: it must not wait for ever, and the same turn can be asked for again after an undo
        services.registry.save(saved.model_copy(update={"state": "review"}))
        raise
    return saved
