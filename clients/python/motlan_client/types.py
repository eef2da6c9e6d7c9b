"""The shapes of calls and answers, made by ``motlan openapi --types`` from the API's description."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict


class Access(TypedDict):
    """One look into an owner's store: who, when, what for, by which law, and which papers were seen (Luật 91/2025)."""
    owner: str
    action: Literal['search', 'read', 'checklist', 'prefill', 'reuse', 'standing', 'export', 'request', 'decide']
    at: str
    by: str
    roles: NotRequired[list[str]]
    office: NotRequired[str | None]
    purpose: str
    legal_basis: str
    papers: NotRequired[list[str]]
    id: str


class ArrangeRequest(TypedDict):
    """``version``: the dossier's, as last seen. The actions are taken in turn; all of them, or none."""
    version: int
    actions: list[Split | Merge | Move | Rotate | Delete | Restore | Retype | Undo]


class Arranged(TypedDict):
    """An action as it was recorded. ``turned``: the page's turn from the original after a ``Rotate``."""
    action: Split | Merge | Move | Rotate | Delete | Restore | Retype | Undo
    by: str
    at: str
    undone: NotRequired[bool]
    turned: NotRequired[int | None]


class AskedAnswer(TypedDict):
    """Papers that citizens were told to bring, most asked for first; ``why`` says what the law knew instead."""
    period: Period
    papers: list[AskedCount]


class AskedCount(TypedDict):
    """How many dossiers of a month asked for a paper; the report of papers most asked for though reusable."""
    procedure: str
    component: str
    type: str
    why: Literal['reusable', 'replaceable', 'new']
    dossiers: int


class Certification(TypedDict):
    """A certified-copy stamp over a paper (chứng thực bản sao)."""
    kind: NotRequired[Literal['ban_sao']]
    number: NotRequired[str | None]
    book: NotRequired[str | None]
    date: NotRequired[str | None]
    issuer_name: NotRequired[str | None]
    signer_name: NotRequired[str | None]


class Change(TypedDict):
    """One entry of a field's history; ``place`` names the paper within its dossier (``Scan.place``)."""
    place: str
    type: str
    key: str
    kind: Literal['confirmed', 'corrected']
    before: NotRequired[JsonValue]
    after: NotRequired[JsonValue]
    by: str
    name: NotRequired[str]
    at: str
    note: NotRequired[str | None]


class ChecklistAnswer(TypedDict):
    """``complete``: nothing has to be brought; ``to_confirm``: components that a person must look at."""
    procedure: str
    name: str
    as_of: str
    time: str
    working_days: NotRequired[int | None]
    fee: NotRequired[str | None]
    legal_basis: str
    unverified: NotRequired[str | None]
    complete: bool
    items: list[Item]
    bring: list[str]
    not_asked_again: list[str]
    to_confirm: list[str]
    questions: list[Question]
    warnings: NotRequired[list[Warned]]
    unreadable_pages: NotRequired[list[int]]


class ChecklistRequest(TypedDict):
    """Without ``subject`` and ``dossier``: what anybody needs, and no store is read."""
    subject: NotRequired[Subject | None]
    people: NotRequired[dict[str, Subject]]
    dossier: NotRequired[str | None]
    facts: NotRequired[dict[str, bool | str]]
    seen: NotRequired[list[str]]
    unreachable: NotRequired[list[str]]
    as_of: NotRequired[str | None]
    purpose: NotRequired[str | None]
    legal_basis: NotRequired[str | None]


class ConfirmRequest(TypedDict):
    """``keys``: fields that were looked at; without them everything of the paper is stood behind."""
    version: int
    keys: NotRequired[list[str] | None]
    dossier: NotRequired[str | None]
    note: NotRequired[str | None]


class Contradiction(TypedDict):
    """A key (or a role) for which papers say different things: all of them, for a person to choose."""
    key: str
    label: str
    message: str
    candidates: NotRequired[list[Value]]


class CountedDossier(TypedDict):
    """A dossier behind an indicator: no owner, no name."""
    dossier: str
    procedure: str
    received: str
    finished: str | None


class CreatedWebhook(TypedDict):
    """With the secret that signs what is sent; it is not shown again."""
    id: str
    url: str
    kinds: list[str]
    offices: list[str]
    active: bool
    created_at: str
    old_until: NotRequired[str | None]
    secret: str


class DeadLetter(TypedDict):
    """Where its file lies, without what the file is called. ``office`` and ``dossier`` are None where none is named."""
    id: str
    sent_at: str
    received: int
    office: NotRequired[str | None]
    dossier: NotRequired[str | None]
    place: NotRequired[str]


class Decision(TypedDict):
    """``note`` is for the owner: why it was refused, or what was done; ``version``: as the request was read."""
    purpose: str
    legal_basis: str
    version: int
    accept: bool
    note: str


class Delete(TypedDict):
    """The pages belong to no paper any more; the originals stay."""
    kind: Literal['delete']
    pages: list[int]


class Delivery(TypedDict):
    """One try to tell a partner; ``status`` None: no answer, ``problem`` says why."""
    at: str
    event: str
    type: str
    subject: str
    status: NotRequired[int | None]
    milliseconds: NotRequired[int]
    problem: NotRequired[str | None]


class DossierAnswer(TypedDict):
    """``pages_read``: the pages done so far; ``result``: contract.md 1, or ``result_url`` where it is too long."""
    dossier: QueueEntry
    files: list[dict[str, Any]]
    pages_read: list[int]
    duplicate_of: NotRequired[str | None]
    problem_code: NotRequired[str | None]
    version: int
    light: NotRequired[Literal['green', 'yellow', 'red'] | None]
    claimed_by: NotRequired[str | None]
    lease_until: NotRequired[str | None]
    second_look: NotRequired[bool]
    looks: NotRequired[list[Looked]]
    arranged: NotRequired[list[Arranged]]
    deleted: NotRequired[list[int]]
    doubts: NotRequired[list[Doubt]]
    papers: NotRequired[list[FiledPaper]]
    result: NotRequired[dict[str, Any] | None]
    result_url: NotRequired[str | None]
    masked: NotRequired[bool]


class Doubt(TypedDict):
    """One thing to look at: a field (``key``), an issue of the paper (``code``), or a warning of the whole dossier."""
    paper: NotRequired[int | None]
    type: NotRequired[str | None]
    key: NotRequired[str | None]
    code: NotRequired[str | None]
    message: NotRequired[str]


class DrillAnswer(TypedDict):
    """One page of the dossiers that an indicator counts (``with``) or misses (``without``), as of now."""
    code: str
    which: Literal['with', 'without']
    dossiers: list[CountedDossier]
    next: NotRequired[str | None]


class End(TypedDict):
    """See ``Finished``: how the procedure ended."""
    day: str
    written: NotRequired[bool]
    electronic: NotRequired[bool]
    synced: NotRequired[bool]
    electronic_copy: NotRequired[bool]


class Export(TypedDict):
    """Everything that the store has of one owner: papers, who looked and what for, reuses, the owner's own requests."""
    as_of: str
    papers: list[ExportedPaper]
    reuses: int
    looks: list[Access]
    looks_next: NotRequired[str | None]
    requests: list[OwnerRequest]


class ExportRequest(TypedDict):
    """``before``: where an export with more traces goes on (``looks_next`` of the page before)."""
    purpose: str
    legal_basis: str
    owner_id: str
    office: NotRequired[str | None]
    before: NotRequired[str | None]


class ExportedPaper(TypedDict):
    """A paper whole, with everything that was done with it, and what the owner may have erased."""
    paper: StoredPaper
    history: list[PaperEvent]
    erasure: Ruling


class FactEntry(TypedDict):
    """A question about the case, what is assumed without an answer, and the answers that there are."""
    ask: str
    default: bool | str
    choices: NotRequired[dict[str, str]]


class FactsAnswer(TypedDict):
    """``noted``: kinds of the facts that were new; ``supplements``: how often more was asked for on this dossier."""
    dossier: str
    noted: list[str]
    supplements: int
    warning: NotRequired[str | None]


class FactsRequest(TypedDict):
    """What this service can't see by itself; only what is given is written down, and nothing is taken back."""
    vneid_verified: NotRequired[bool | None]
    replaced: NotRequired[list[Replaced]]
    supplement: NotRequired[Supplement | None]
    finished: NotRequired[End | None]


class FieldChange(TypedDict):
    """A field's plain value before and after a correction; None where there was or is none."""
    key: str
    before: NotRequired[JsonValue]
    after: NotRequired[JsonValue]


class FieldHistory(TypedDict):
    """``read``: None for a field that only people have filled; ``changes``: oldest first, ``*`` of the whole paper."""
    read: Reading | None
    changes: list[Change]

FieldValue = Any


class FieldsRequest(TypedDict):
    """``version``: the dossier's, as last seen. ``dossier``: where the paper was scanned more than once, which scan."""
    version: int
    fields: dict[str, Said]
    dossier: NotRequired[str | None]
    note: NotRequired[str | None]


class FileAnswer(TypedDict):
    """``second_look``: not filed yet, another person has to look first."""
    dossier: str
    state: Literal['opened', 'received', 'reading', 'understanding', 'filed', 'review', 'rejected', 'duplicate', 'failed']
    version: int
    second_look: bool


class FileRequest(TypedDict):
    """``version``: the dossier's, as last seen. ``accept``: codes of the dossier's own warnings (a refused file, an"""
    version: int
    accept: NotRequired[list[str]]
    notes: NotRequired[dict[str, str]]


class FiledPaper(TypedDict):
    """Where a paper of the dossier lies in the store; ``index``: its place in ``result.papers``."""
    id: str
    type: str
    pages: list[int]
    index: int
    assurance: Literal['confirmed', 'machine', 'review']
    confirmed: NotRequired[dict[str, Mark]]


class GatewayMessage(TypedDict):
    message: str


class GroupAnswer(TypedDict):
    """One page; ``next`` goes on through the office's queue, also where this page is short."""
    items: list[GroupItem]
    next: NotRequired[str | None]


class GroupItem(TypedDict):
    """One value in doubt. ``version``: its dossier's; after a change of one the others of that dossier have the new."""
    dossier: str
    paper: str
    type: str
    page: int | None
    box: list[Any] | None
    key: str
    kind: str
    value: JsonValue
    raw: str | None
    reasons: list[str]
    confidence: float
    version: int


class GroupRequest(TypedDict):
    """``limit``: how many values, about: those of one dossier stay together."""
    office: str
    kind: Literal['id_no', 'date', 'name', 'address', 'number', 'text']
    limit: NotRequired[int]
    cursor: NotRequired[str | None]


class HandoffAnswer(TypedDict):
    """``link`` for the QR code, told this once; ``dossier``: the id under which it will be found once sent."""
    dossier: str
    link: str
    until: str


class HandoffRequest(TypedDict):
    """Where the phone's dossier belongs."""
    office: str
    procedure: NotRequired[str | None]


class IndicatorValue(TypedDict):
    """``value``: per cent, two decimals, None where there is nothing to divide by; ``score``: share of full points."""
    code: str
    key: str
    name: str
    part: int
    whole: int
    value: float | None
    target: NotRequired[float | None]
    score: NotRequired[float | None]
    part_is: str
    whole_is: str


class IndicatorsAnswer(TypedDict):
    """``columns``: key → heading of the monthly table, in its order; ``total``: the offices together."""
    period: Period
    legal_basis: str
    columns: dict[str, str]
    offices: list[OfficeIndicators]
    total: OfficeIndicators


class Issue(TypedDict):
    """``code`` is stable (``E_`` error, ``W_`` warning, ``I_`` advice); ``message`` is Vietnamese, for a clerk."""
    code: str
    message: str
    fields: NotRequired[list[str]]


class Item(TypedDict):
    """The answer for one component. ``clerk`` and ``citizen`` are plain Vietnamese; ``reason`` says why."""
    id: str
    name: str
    kind: Literal['submit', 'show']
    state: Literal['satisfied_by_scan', 'satisfied_by_reuse', 'replaced_by_data', 'not_needed', 'missing', 'expired', 'unreadable', 'wrong_purpose']
    option: NotRequired[str | None]
    code: NotRequired[str | None]
    originals: NotRequired[int]
    copies: NotRequired[int]
    paper: NotRequired[str | None]
    type: NotRequired[str | None]
    dossier: NotRequired[str | None]
    pages: NotRequired[list[int]]
    valid_until: NotRequired[str | None]
    expired_on: NotRequired[str | None]
    database: NotRequired[str | None]
    reason: NotRequired[str]
    clerk: NotRequired[str]
    citizen: NotRequired[str]
    to_confirm: NotRequired[bool]
    legal_basis: str
    unverified: NotRequired[str | None]
    scan: NotRequired[ScanAnswer | None]

JsonValue = Any


class Lease(TypedDict):
    """``lease_until`` is None once released."""
    dossier: str
    lease_until: str | None


class Letters(TypedDict):
    """Dead letters, some of them where there are very many (``dead`` of ``messages`` counts all)."""
    letters: list[DeadLetter]


class Looked(TypedDict):
    """Somebody went through the dossier and filed it, or passed it on for a second look."""
    by: str
    at: str
    notes: NotRequired[dict[str, str]]


class Mark(TypedDict):
    """A person stands behind a value (or, under ``WHOLE``, behind the paper): who, when, and whether it was changed."""
    kind: Literal['confirmed', 'corrected']
    by: str
    name: NotRequired[str]
    at: str


class Merge(TypedDict):
    """All pages of these papers (by their place in the answer's list, from 0) become one paper."""
    kind: Literal['merge']
    papers: list[int]


class Missing(TypedDict):
    """A key without any value, and what paper would give it."""
    key: str
    label: str
    required: bool
    reason: str


class Move(TypedDict):
    """The pages go to another paper, or become a new one."""
    kind: Literal['move']
    pages: list[int]
    to: int | Literal['new']


class NewDossier(TypedDict):
    """What the caller of ``POST /v1/dossiers`` says; ``in_parts``: it sends big files in parts (see ``Upload``)."""
    office: str
    procedure: NotRequired[str | None]
    channel: NotRequired[Literal['counter', 'kiosk', 'folder', 'archive', 'online', 'postal']]
    files: list[NewFile]
    in_parts: NotRequired[bool]


class NewFile(TypedDict):
    """A file that will be uploaded; ``sha256`` in lower-case hex is checked when it arrives."""
    name: str
    bytes: int
    sha256: str


class NewRequest(TypedDict):
    """A correction names one paper and the right values; a deletion some papers, or none for all of them."""
    purpose: str
    legal_basis: str
    owner_id: str
    office: str
    kind: Literal['correction', 'deletion']
    papers: NotRequired[list[str]]
    wanted: NotRequired[dict[str, str]]
    reason: str


class NewWebhook(TypedDict):
    """``kinds``: event types or their beginnings (``motlan.paper``); without ``offices``: of all offices."""
    url: str
    kinds: list[str]
    offices: NotRequired[list[str]]


class NextRequest(TypedDict):
    """``skip``: dossiers that the clerk has put aside; ``look``: first, or second where another person was first."""
    office: str
    skip: NotRequired[list[str]]
    look: NotRequired[Literal['first', 'second']]


class NotAgain(TypedDict):
    """A paper that need not be brought next time, and until when."""
    type: str
    title: str
    valid_until: str | None


class NotUsed(TypedDict):
    """A paper that could have served, and why it doesn't."""
    paper: str | None
    type: str
    reason: str


class OfficeIndicators(TypedDict):
    """One office, or all of them together (``office`` None)."""
    office: str | None
    indicators: list[IndicatorValue]
    table: dict[str, int]


class OfficeSummary(TypedDict):
    """``queues``: what is not at its end. ``today``: of the dossiers opened today, how many are in each state now."""
    office: str
    queues: list[StateCount]
    today: dict[str, int]


class OpenedDossier(TypedDict):
    """The new dossier and its uploads, in the order of the files."""
    id: str
    state: str
    uploads: list[Upload]
    expires_in: NotRequired[int]


class Origin(TypedDict):
    """The paper that a value was read from."""
    paper: NotRequired[str | None]
    type: str
    title: NotRequired[str | None]
    field: str
    dossier: NotRequired[str | None]
    reused: NotRequired[bool]


class OwnerRequest(TypedDict):
    """``wanted``: field key → the value that the owner says is right; ``note``: what was answered."""
    id: str
    owner: str
    kind: Literal['correction', 'deletion']
    papers: list[str]
    wanted: NotRequired[dict[str, str]]
    reason: str
    office: str
    state: NotRequired[Literal['open', 'working', 'done', 'refused']]
    asked_by: str
    asked_at: str
    decided_by: NotRequired[str | None]
    decided_at: NotRequired[str | None]
    note: NotRequired[str | None]
    version: NotRequired[int]


class PageLink(TypedDict):
    """A page of the paper's scan as it was read, for a few minutes; what is wrong with it, as soon as it was read."""
    page: int
    url: str
    status: NotRequired[Literal['read', 'blank', 'unreadable']]
    warnings: NotRequired[list[Issue]]
    expires_in: NotRequired[int]


class PageWord(TypedDict):
    """A word where it stands, as fractions of the upright page."""
    text: str
    box: list[Any]


class PageWords(TypedDict):
    """What was read on one page, in reading order: for filling a field with a click."""
    page: int
    rotation: int
    width_px: int
    height_px: int
    words: list[PageWord]


class PaperAnswer(TypedDict):
    """A paper with its fields, its history and its pages; ``masked``: keys whose values this role may not see."""
    summary: PaperSummary
    paper: StoredPaper
    history: list[PaperEvent]
    pages: list[PageLink]
    masked: NotRequired[list[str]]


class PaperEvent(TypedDict):
    """What happened to a paper, append-only. ``once`` makes a repeated call the same event."""
    kind: Literal['filed', 'scanned_again', 'corrected', 'confirmed', 'withdrawn', 'reused', 'superseded', 'revoked', 'expired', 'voided', 'reinstated', 'erased']
    paper: str
    at: str
    by: str
    office: NotRequired[str | None]
    dossier: NotRequired[str | None]
    procedure: NotRequired[str | None]
    component: NotRequired[str | None]
    purpose: NotRequired[str | None]
    legal_basis: NotRequired[str | None]
    note: NotRequired[str | None]
    changes: NotRequired[list[FieldChange]]
    once: str


class PaperSaved(TypedDict):
    """The paper as it is stored now, its dossier's new version, and what of the dossier is still in doubt."""
    paper: StoredPaper
    dossier: str
    version: int
    state: Literal['opened', 'received', 'reading', 'understanding', 'filed', 'review', 'rejected', 'duplicate', 'failed']
    outcome: Literal['accepted', 'review', 'rejected']
    light: Literal['green', 'yellow', 'red'] | None
    doubts: list[Doubt]


class PaperSummary(TypedDict):
    """A paper in a list: what it is and whether it is good on the day asked for, none of its fields."""
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
    unverified: NotRequired[str | None]
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


class Part(TypedDict):
    """Bytes ``offset`` to ``offset + bytes`` of the file, to be PUT to ``url``."""
    number: int
    offset: int
    bytes: int
    url: str


class Period(TypedDict):
    """Days from ``first`` to ``last``, both included, as known at the end of ``as_of`` (ISO dates of Việt Nam)."""
    first: str
    last: str
    as_of: str


class PhoneUpload(TypedDict):
    """``token``: what stands in the link behind ``#``."""
    token: str
    files: list[NewFile]
    in_parts: NotRequired[bool]


class PrefillRequest(TypedDict):
    """Who asks (``subject``), who else is in the case by role, and the dossier whose scans may be used."""
    purpose: str
    legal_basis: str
    eform: str
    subject: NotRequired[Subject | None]
    people: NotRequired[dict[str, Subject]]
    dossier: NotRequired[str | None]
    facts: NotRequired[dict[str, bool]]
    as_of: NotRequired[str | None]


class Prefilled(TypedDict):
    """The answer: ``values`` may be filled in as they are; ``to_confirm`` only after a person has looked."""
    eform: str
    version: int
    values: NotRequired[dict[str, Value]]
    to_confirm: NotRequired[dict[str, Value]]
    missing: NotRequired[list[Missing]]
    conflicts: NotRequired[list[Contradiction]]
    not_used: NotRequired[list[NotUsed]]
    warnings: NotRequired[list[Issue]]


class Problem(TypedDict):
    """RFC 9457; `code` is stable, `message` and `remedy` are Vietnamese and made for a person."""
    type: str
    title: str
    status: int
    code: str
    message: str
    remedy: str
    errors: NotRequired[list[dict[str, Any]]]


class ProcedureEntry(TypedDict):
    """A procedure in the catalogue; ``facts``: what its checklist asks about the case; ``roles``: who is in it."""
    code: str
    name: str
    sector: str
    level: str
    result: str | None
    result_name: str | None
    time: str
    working_days: int | None
    fee: str | None
    eform: str | None
    valid_from: str
    valid_to: str | None
    roles: dict[str, str]
    facts: dict[str, FactEntry]


class ProcedureList(TypedDict):
    """The catalogue in force."""
    as_of: str
    procedures: list[ProcedureEntry]


class PublicChecklist(TypedDict):
    """Answers to the procedure's questions; of a person nothing is asked."""
    facts: NotRequired[dict[str, bool | str]]


class PublicFact(TypedDict):
    """A question about the case; without ``values`` it is answered by yes or no."""
    ask: str
    default: bool | str
    values: list[str]


class PublicProcedure(TypedDict):
    """A procedure as a citizen looks for it."""
    code: str
    name: str
    time: str
    fee: str | None
    facts: dict[str, PublicFact]


class PublicProcedures(TypedDict):
    """The catalogue in force."""
    as_of: str
    procedures: list[PublicProcedure]


class Question(TypedDict):
    """A fact that was assumed; ask it, if the answer may be another one. ``said``: the assumed answer in words."""
    fact: str
    ask: str
    assumed: bool | str
    said: str
    choices: NotRequired[dict[str, str]]


class QueueAnswer(TypedDict):
    """One page of a queue, oldest first."""
    dossiers: list[QueueEntry]
    next: NotRequired[str | None]


class QueueEntry(TypedDict):
    """A dossier in a queue; no file names, they may hold a citizen's name."""
    id: str
    office: str
    procedure: str | None
    channel: str
    state: Literal['opened', 'received', 'reading', 'understanding', 'filed', 'review', 'rejected', 'duplicate', 'failed']
    outcome: str | None
    opened_at: str
    updated_at: str
    pages_total: int
    pages_done: int
    problem: str | None
    light: NotRequired[Literal['green', 'yellow', 'red'] | None]


class Reading(TypedDict):
    """What the machine made of it: ``raw`` as it was read, ``value`` in normal form, ``doubts`` in words."""
    value: JsonValue
    raw: str | None
    source: Literal['ocr', 'qr', 'mrz', 'text_layer', 'derived']
    page: int | None
    doubts: list[str]


class ReceiptAnswer(TypedDict):
    """``secret`` is told this once. Making a receipt again gives the same code with a new secret; the old one ends."""
    code: str
    secret: str
    dossier: str
    procedure: str | None
    received_at: str
    link: str
    not_again: list[NotAgain]


class Replaced(TypedDict):
    """A component that was not asked for because its data came from elsewhere: ``database:<code>``, or a file from"""
    component: str
    source: str


class ReplayRequest(TypedDict):
    """``ids`` of dead letters; without them all are replayed."""
    ids: NotRequired[list[str] | None]


class RequestAnswer(TypedDict):
    """The request as it stands; ``rulings``: of a deletion, paper by paper, what law allows today."""
    id: str
    kind: Literal['correction', 'deletion']
    state: Literal['open', 'working', 'done', 'refused']
    papers: list[str]
    wanted: dict[str, str]
    reason: str
    office: str
    asked_at: str
    decided_at: str | None
    note: str | None
    version: int
    rulings: list[Ruling]


class RequestQueue(TypedDict):
    """One page of an office's requests, oldest first."""
    requests: list[RequestAnswer]
    next: NotRequired[str | None]


class Requested(TypedDict):
    """A request for supplements that was made: when, for which components, why a second time."""
    at: str
    components: list[str]
    again: NotRequired[Literal['office_mistake', 'not_acceptable', 'new_circumstance', 'law_changed'] | None]


class RequestsAnswer(TypedDict):
    """What was asked, a request an office."""
    requests: list[RequestAnswer]


class Restore(TypedDict):
    """Deleted pages come back: to the paper that they lay in, else as one of their own."""
    kind: Literal['restore']
    pages: list[int]


class Retype(TypedDict):
    """A person says what the paper is; ``unknown`` for one that has no type here."""
    kind: Literal['retype']
    paper: int
    type: str
    variant: NotRequired[str | None]


class ReuseAnswer(TypedDict):
    """``reused``: how often this paper was not asked for again, this time included."""
    paper: str
    reused: int


class ReuseRequest(TypedDict):
    """For which procedure, component and dossier the paper is used again instead of being asked for."""
    purpose: str
    legal_basis: str
    procedure: str
    component: str
    dossier: NotRequired[str | None]
    office: NotRequired[str | None]


class ReviewAnswer(TypedDict):
    """The dossier and until when it is the caller's alone."""
    dossier: DossierAnswer
    lease_until: str


class Rotate(TypedDict):
    """The page is turned clockwise, as it is shown now, and read again."""
    kind: Literal['rotate']
    page: int
    turn: Literal[90, 180, 270]


class Rotation(TypedDict):
    """For how many hours more the old secret signs beside the new one; 0: it ends now."""
    hours: NotRequired[int]


class Ruling(TypedDict):
    """Whether a paper may be erased, why, by which law; ``until``: the last day on which it must be kept."""
    paper: str
    type: str
    erase: bool
    reason: str
    legal_basis: str
    unverified: NotRequired[str | None]
    until: NotRequired[str | None]


class Said(TypedDict):
    """A field's value as a person gives it; None or "" where the paper leaves the field blank."""
    value: NotRequired[str | int | float | bool | None]
    page: NotRequired[int | None]
    box: NotRequired[list[Any] | None]
    as_printed: NotRequired[bool]


class Scan(TypedDict):
    """One time that a paper was scanned: in which dossier, on which pages, by whom, lying where."""
    dossier: str
    pages: list[int]
    office: str
    procedure: NotRequired[str | None]
    scanned_by: str
    scanned_at: str
    content: str
    sha256: NotRequired[str | None]
    part: NotRequired[int]


class ScanAnswer(TypedDict):
    """Scan it or not, why, and by which law; ``rule`` is stable."""
    digitise: bool
    rule: str
    reason: str
    legal_basis: str
    unverified: NotRequired[str | None]


class ScanAnswers(TypedDict):
    """One answer a question, in their order."""
    answers: list[ScanAnswer]


class ScanQuestion(TypedDict):
    """A paper in hand. ``procedure`` with ``component`` says whether it is handed in or only shown; so does ``type``."""
    channel: NotRequired[Literal['counter', 'kiosk', 'folder', 'archive', 'online', 'postal']]
    procedure: NotRequired[str | None]
    component: NotRequired[str | None]
    type: NotRequired[str | None]
    kind: NotRequired[Literal['submit', 'show'] | None]
    form: NotRequired[Literal['original', 'certified_copy', 'plain_copy', 'electronic']]
    secret: NotRequired[bool]
    assessment: NotRequired[bool]
    in_database: NotRequired[bool]
    in_store: NotRequired[bool]
    as_of: NotRequired[str | None]


class ScanQuestions(TypedDict):
    """Several papers at once, as a clerk has them on the desk."""
    papers: list[ScanQuestion]


class SearchAnswer(TypedDict):
    """One page of a search."""
    papers: list[PaperSummary]
    next: NotRequired[str | None]


class SearchRequest(TypedDict):
    """By owner (and types), by type and number, or by office and months of filing, of these by one type or one tag."""
    purpose: str
    legal_basis: str
    owner_id: NotRequired[str | None]
    types: NotRequired[list[str] | None]
    number: NotRequired[str | None]
    office: NotRequired[str | None]
    month: NotRequired[str | None]
    until: NotRequired[str | None]
    tag: NotRequired[str | None]
    as_of: NotRequired[str | None]
    name: NotRequired[str | None]
    limit: NotRequired[int]
    cursor: NotRequired[str | None]


class Split(TypedDict):
    """The paper that holds the page ends before it; the page begins a new one."""
    kind: Literal['split']
    page: int


class StandingRequest(TypedDict):
    """``version``: as the paper was read; ``by_paper``: the paper that takes its place, where it was superseded."""
    purpose: str
    legal_basis: str
    version: int
    standing: Literal['current', 'superseded', 'revoked', 'expired', 'void']
    reason: str
    by_paper: NotRequired[str | None]
    office: NotRequired[str | None]


class StateCount(TypedDict):
    """How many dossiers of an office wait in a state; ``oldest``: since when the first of them does (ISO)."""
    state: Literal['opened', 'received', 'reading', 'understanding', 'filed', 'review', 'rejected', 'duplicate', 'failed']
    waiting: int
    oldest: str | None


class StatusAnswer(TypedDict):
    """Nothing of what stands in the papers: their kinds only."""
    state: Literal['opened', 'received', 'reading', 'understanding', 'filed', 'review', 'rejected', 'duplicate', 'failed']
    message: str
    procedure: str | None
    procedure_name: str | None
    received_at: str
    updated_at: str
    pages: int
    not_again: list[NotAgain]


class StatusRequest(TypedDict):
    """As printed on the receipt; hyphens and case don't matter."""
    code: str
    secret: str


class StoredPaper(TypedDict):
    """One paper of the store, however often it was scanned. Owners are identity numbers: none, one or several."""
    id: str
    identity: str
    type: str
    variant: NotRequired[str | None]
    type_code: NotRequired[str | None]
    title: NotRequired[str | None]
    number: NotRequired[str | None]
    issuer: NotRequired[str | None]
    issuer_unit: NotRequired[str | None]
    issue_date: NotRequired[str | None]
    abstract: NotRequired[str]
    valid_until: NotRequired[str | None]
    valid_scope: NotRequired[str | None]
    validity_rule: NotRequired[str | None]
    validity: NotRequired[str | None]
    reliability: NotRequired[str | None]
    subject_field: NotRequired[str | None]
    owners: NotRequired[list[str]]
    fields: NotRequired[dict[str, FieldValue]]
    certification: NotRequired[Certification | None]
    issues: NotRequired[list[Issue]]
    marks: NotRequired[dict[str, Mark]]
    assurance: NotRequired[Literal['confirmed', 'machine', 'review']]
    standing: NotRequired[Literal['current', 'superseded', 'revoked', 'expired', 'void', 'withdrawn']]
    standing_reason: NotRequired[str | None]
    confirmed_by: NotRequired[str | None]
    confirmed_at: NotRequired[str | None]
    source: Scan
    scans: NotRequired[int]
    reused: NotRequired[int]
    created_at: str
    updated_at: str
    erased_at: NotRequired[str | None]
    version: NotRequired[int]


class Subject(TypedDict):
    """A person of the case by identity number; ``roles`` where they are not the e-form's usual ones."""
    owner_id: str
    roles: NotRequired[list[str] | None]


class Summary(TypedDict):
    """``messages``: files that arrived and wait to be looked at, are looked at now, and could not be dealt with."""
    as_of: str
    messages: dict[str, int]
    offices: list[OfficeSummary]


class Supplement(TypedDict):
    """A request to bring more (Mẫu 02, TT 03/2025/TT-VPCP): the components, in one complete list."""
    components: list[str]
    again: NotRequired[Literal['office_mistake', 'not_acceptable', 'new_circumstance', 'law_changed'] | None]


class SupplementAnswer(TypedDict):
    """The list with the request that was recorded; ``requests``: all that this dossier got, this one last."""
    procedure: str
    name: str
    as_of: str
    time: str
    working_days: NotRequired[int | None]
    fee: NotRequired[str | None]
    legal_basis: str
    unverified: NotRequired[str | None]
    complete: bool
    items: list[Item]
    bring: list[str]
    not_asked_again: list[str]
    to_confirm: list[str]
    questions: list[Question]
    warnings: NotRequired[list[Warned]]
    unreadable_pages: NotRequired[list[int]]
    dossier: str
    form: NotRequired[Literal['Mẫu 02']]
    requests: list[Requested]


class SupplementRequest(TypedDict):
    """As a checklist's. ``again``: why a second request must be made; ``contact``: whom the citizen may ask."""
    subject: NotRequired[Subject | None]
    people: NotRequired[dict[str, Subject]]
    dossier: NotRequired[str | None]
    facts: NotRequired[dict[str, bool | str]]
    seen: NotRequired[list[str]]
    unreachable: NotRequired[list[str]]
    as_of: NotRequired[str | None]
    purpose: NotRequired[str | None]
    legal_basis: NotRequired[str | None]
    again: NotRequired[Literal['office_mistake', 'not_acceptable', 'new_circumstance', 'law_changed'] | None]
    contact: NotRequired[str | None]


class Switch(TypedDict):
    """Whether the partner is told."""
    active: bool


class Undo(TypedDict):
    """Takes back the last action that still counts."""
    kind: Literal['undo']


class Upload(TypedDict):
    """A presigned POST for one file: send ``fields`` and then the file as form field ``file`` to ``url``."""
    name: str
    sha256: str
    url: str
    fields: dict[str, str]
    parts: NotRequired[list[Part]]


class Value(TypedDict):
    """One value with everything that says how far it may be trusted."""
    value: JsonValue
    label: str
    source: NotRequired[Origin | None]
    page: NotRequired[int | None]
    box: NotRequired[list[Any] | None]
    confidence: float
    assurance: Literal['confirmed', 'code', 'text_layer', 'ocr_official', 'ocr_declaration', 'generated']
    confirmed_by: NotRequired[str | None]
    as_of: NotRequired[str | None]
    valid_until: NotRequired[str | None]
    reason: NotRequired[str | None]
    others: NotRequired[list[Value]]


class Warned(TypedDict):
    """Something that the clerk should know before relying on the list."""
    code: str
    message: str


class Webhook(TypedDict):
    """A subscription without its secret; until ``old_until`` the secret before it signs too."""
    id: str
    url: str
    kinds: list[str]
    offices: list[str]
    active: bool
    created_at: str
    old_until: NotRequired[str | None]


class WebhookHistory(TypedDict):
    """``waiting``: subjects not told of yet; ``deliveries``: the last tries, newest first."""
    waiting: list[str]
    deliveries: list[Delivery]


class WebhookList(TypedDict):
    """All subscriptions."""
    webhooks: list[Webhook]


class motlan__api__routes__webhooks__Replayed(TypedDict):
    """How many papers, dossiers or offices wait to be told of."""
    woken: int


class motlan__usecases__operations__Replayed(TypedDict):
    """Which letters were sent again; what they name is received once however often it comes."""
    replayed: list[str]
