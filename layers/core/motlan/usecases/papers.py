"""The store for those who may ask: find, read, record a reuse. Every look leaves a trace with the owner."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from motlan.language.text import fold_words
from motlan.model import BadRequest, Conflict, Forbidden, Issue, PageStatus
from motlan.model.store import PaperEvent, Scan, StoredPaper
from motlan.rules.held import held_in_store, serves
from motlan.rules.masking import mask_history, mask_paper, partly
from motlan.rules.names import has_name, rarest
from motlan.rules.periods import MONTH, months
from motlan.rules.procedures import Component
from motlan.rules.validity import validity
from motlan.usecases import keys
from motlan.usecases.case import Caller, Look, Purpose, Services

MAX_MONTHS = 12
#: Long enough to look, too short to be passed on.
LINK_SECONDS = 300


class SearchRequest(Purpose):
    """By owner (and types), by type and number, or by office and months of filing, of these by one type or one tag.

    ``until``: the last month, where there are several; ``tag``: as ``field:civil_status`` (``StoredPaper.tags``);
    ``as_of``: the day on which the papers must be good (else today).
    ``name``: words of a person's name in any case, with or without diacritics, all of them in one name.
    """

    model_config = ConfigDict(extra="forbid")

    owner_id: str | None = Field(default=None, pattern=r"^\d{9,13}(-\d{3})?$")
    types: list[str] | None = Field(default=None, max_length=50)
    number: str | None = Field(default=None, max_length=80)
    office: str | None = Field(default=None, max_length=64)
    month: str | None = Field(default=None, pattern=MONTH)
    until: str | None = Field(default=None, pattern=MONTH)
    tag: str | None = Field(default=None, pattern=r"^[a-z]+:[^#]{1,100}$")
    as_of: date | None = None
    name: str | None = Field(default=None, min_length=2, max_length=100)
    limit: int = Field(default=50, ge=1, le=100)
    cursor: str | None = Field(default=None, max_length=300)

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        by_number = bool(self.number and self.types and len(self.types) == 1)
        ways = [bool(self.owner_id), by_number and not self.owner_id, bool(self.office and self.month)]
        if sum(ways) != 1:
            raise ValueError("give owner_id, or one type with a number, or office with month")
        if (self.tag or self.until or self.name) and not ways[2]:
            raise ValueError("tag, name and until go with office and month")
        if self.name and not fold_words(self.name):
            raise ValueError("name has no letters")
        if ways[2] and not self.name and len(self.types or []) + bool(self.tag) > 1:
            raise ValueError("of an office's months give one type or one tag")
        if ways[2] and not 1 <= len(months(self.month or "", self.until, most=MAX_MONTHS + 1)) <= MAX_MONTHS:
            raise ValueError(f"until must be month or later, and at most {MAX_MONTHS} months in all")
        return self


class PaperSummary(BaseModel):
    """A paper in a list: what it is and whether it is good on the day asked for, none of its fields.

    ``rule`` and ``legal_basis``: by which ``validity`` was reckoned, of which ``unverified`` has not been checked
    against the gazette; ``valid_scope``: what it was issued for.
    """

    id: str
    type: str
    type_code: str | None
    title: str | None
    number: str | None
    issuer: str | None
    issue_date: str | None
    validity: str
    rule: str
    legal_basis: str
    unverified: str | None = None
    valid_scope: str | None
    valid_until: str | None
    reason: str
    reusable: bool
    assurance: str
    standing: str
    reliability: str | None
    scans: int
    reused: int
    version: int


class SearchAnswer(BaseModel):
    """One page of a search."""

    papers: list[PaperSummary]
    next: str | None = None


class PageLink(BaseModel):
    """A page of the paper's scan as it was read, for a few minutes; what is wrong with it, as soon as it was read."""

    page: int
    url: str
    status: PageStatus = "read"
    warnings: list[Issue] = []
    expires_in: int = LINK_SECONDS


class PaperAnswer(BaseModel):
    """A paper with its fields, its history and its pages; ``masked``: keys whose values this role may not see."""

    summary: PaperSummary
    paper: StoredPaper
    history: list[PaperEvent]
    pages: list[PageLink]
    masked: list[str] = []


class ReuseRequest(Purpose):
    """For which procedure, component and dossier the paper is used again instead of being asked for."""

    model_config = ConfigDict(extra="forbid")

    procedure: str = Field(pattern=r"^\d\.\d{6}$")
    component: str = Field(max_length=80)
    dossier: str | None = Field(default=None, max_length=80)
    office: str | None = Field(default=None, max_length=64)


class ReuseAnswer(BaseModel):
    """``reused``: how often this paper was not asked for again, this time included."""

    paper: str
    reused: int


def search(request: SearchRequest, *, caller: Caller, services: Services) -> SearchAnswer:
    """See ``SearchRequest``. A search by office shows papers of many people: each of them gets the trace."""
    if not request.owner_id and not caller.roles & {"clerk", "archivist"}:
        raise Forbidden("E_ROLE", "Hệ thống này chỉ được tìm theo số định danh.", "Điền owner_id.")
    look, after = Look(services, caller, request, "search", request.office), None
    if request.owner_id:
        found = look(request.owner_id, request.types)
    else:
        if request.number and request.types:
            found = services.store.by_number(request.types[0], request.number)
        else:
            found, after = _filed(request, services)
        for owner in sorted({owner for paper in found for owner in paper.owners}):
            look.note(owner, [paper.id for paper in found if owner in paper.owners])
    listed = [summary(paper, services, request.as_of) for paper in found]
    if not request.owner_id and not request.number:
        identities = services.knowledge.masks.identity_types
        listed = [s.model_copy(update={"number": partly(s.number)}) if s.type in identities else s for s in listed]
    return SearchAnswer(papers=listed, next=after)


def _filed(request: SearchRequest, services: Services) -> tuple[list[StoredPaper], str | None]:
    """One page over the months; its cursor names the month that it ended in (``2026-11:…``)."""
    all_months = months(request.month or "", request.until)
    month, _, place = (request.cursor or "").partition(":")
    if request.cursor and month not in all_months:
        raise BadRequest("E_CURSOR", "Trang tiếp theo không còn dùng được.", "Mở lại danh sách từ trang đầu.")
    words = fold_words(request.name or "").split()
    tag = f"type:{request.types[0]}" if request.types else request.tag
    tag = f"name:{rarest(words)}" if words else tag
    found: list[StoredPaper] = []
    for at in all_months[all_months.index(month) if month else 0 :]:
        room = request.limit - len(found)
        more, next_ = services.store.filed(request.office or "", at, limit=room, cursor=place or None, tag=tag)
        if words:
            more = [p for p in more if has_name(p.fields, words) and p.type in (request.types or [p.type])]
        found, place = found + more, ""
        if next_:
            return found, f"{at}:{next_}"
        if len(found) == request.limit:
            later = all_months[all_months.index(at) + 1 :]
            return found, f"{later[0]}:" if later else None
    return found, None


def read_paper(paper_id: str, purpose: Purpose, *, caller: Caller, services: Services) -> PaperAnswer:
    """Raises ``NotFound``. Links go to the pages of the scan that the fields were read from."""
    paper = services.store.get(paper_id)
    look = Look(services, caller, purpose, "read")
    # Nobody's store: the trace stays with the paper's dossier.
    for owner in paper.owners or [f"dossier:{paper.source.dossier}"]:
        look.note(owner, [paper.id])
    shown, masked = mask_paper(paper, caller.roles, services.knowledge.masks)
    # The picture of a page says all that stands on it.
    hidden = bool(masked) or paper.erased_at is not None
    pages = [] if hidden else [_link(paper.source, page, services) for page in paper.source.pages]
    history = mask_history(services.store.events(paper_id), masked)
    return PaperAnswer(summary=summary(paper, services), paper=shown, history=history, pages=pages, masked=masked)


def reuse_paper(
    paper_id: str, request: ReuseRequest, key: str | None, *, caller: Caller, services: Services
) -> ReuseAnswer:
    """Records that a valid paper stood in for one that was not asked for. ``key``: the call's idempotency key.

    Without one, a second call for the same procedure, component and dossier counts as the same. Raises ``NotFound``,
    or ``Conflict`` where the paper must not be used again today.
    """
    today = services.clock.today()
    procedure = services.knowledge.procedure(request.procedure, today)
    component = next((c for c in procedure.components if c.id == request.component), None)
    if component is None:
        known = ", ".join(c.id for c in procedure.components)
        raise BadRequest("E_COMPONENT", f"Thủ tục không có thành phần {request.component}.", f"Dùng: {known}.")
    paper = services.store.get(paper_id)
    shown = summary(paper, services)
    if not shown.reusable:
        raise Conflict("E_NOT_REUSABLE", f"Giấy này không dùng lại được: {shown.reason}.", "Yêu cầu giấy mới.")
    if why := _unfit(paper, component):
        raise Conflict("E_NOT_REUSABLE", f"Giấy này không dùng cho thành phần này: {why}.", "Yêu cầu đúng giấy.")
    now = services.clock.now().isoformat(timespec="milliseconds")
    same = key or f"{request.procedure}/{request.component}/{request.dossier or now}"
    event = PaperEvent(
        kind="reused",
        paper=paper_id,
        at=now,
        by=caller.id,
        office=request.office or next(iter(sorted(caller.offices)), None),
        dossier=request.dossier,
        procedure=request.procedure,
        component=request.component,
        purpose=request.purpose,
        legal_basis=request.legal_basis,
        once=hashlib.sha256(f"{caller.id}\x1f{same}".encode()).hexdigest()[:20],
    )
    counted = services.store.reuse(event)
    look = Look(services, caller, request, "reuse", event.office)
    for owner in paper.owners:
        look.note(owner, [paper_id])
    told = event.model_dump(include={"paper", "office", "dossier", "procedure", "component", "once"})
    services.events.publish("motlan.paper.reused", told | {"type": paper.type})
    return ReuseAnswer(paper=paper_id, reused=counted.reused)


def _unfit(paper: StoredPaper, component: Component) -> str | None:
    """Why the paper can't stand for the component, whoever brings it."""
    options = [o for o in component.options if paper.type in o.types]
    if not options or not component.reuse:
        return "thành phần này cần giấy khác hoặc giấy mới"
    bound = [o for o in options if o.purpose]
    if paper.valid_scope and bound and not any(serves(paper.valid_scope, o.purpose) for o in bound):
        return f"giấy được cấp để {paper.valid_scope}"
    return None


def summary(paper: StoredPaper, services: Services, day: date | None = None) -> PaperSummary:
    """What a list shows of a paper, as of ``day`` (else today)."""
    today, rule = day or services.clock.today(), services.knowledge.store.of(paper.type)
    term = validity(rule.validity, paper.fields, today)
    held = held_in_store(paper, rule, today)
    reason = paper.standing_reason or ("Chỉ dùng cho hồ sơ đã nộp" if held is None else term.reason_vi)
    if held and held.in_doubt:
        reason = "Thông tin chính còn chờ cán bộ xác nhận"
    return PaperSummary(
        id=paper.id,
        type=paper.type,
        type_code=paper.type_code,
        title=paper.title,
        number=paper.number,
        issuer=paper.issuer,
        issue_date=paper.issue_date,
        validity=term.state,
        rule=rule.validity.id,
        legal_basis=term.legal_basis,
        unverified=term.unverified or None,
        valid_scope=paper.valid_scope,
        valid_until=term.until.isoformat() if term.until else None,
        reason=reason,
        reusable=bool(held and held.usable and paper.owners),
        assurance=paper.assurance,
        standing=paper.standing,
        reliability=paper.reliability,
        scans=paper.scans,
        reused=paper.reused,
        version=paper.version,
    )


def _link(scan: Scan, page: int, services: Services) -> PageLink:
    url = services.derived.read_link(keys.preview_key(scan.dossier, page), seconds=LINK_SECONDS)
    return PageLink(page=page, url=url)
