"""What the use cases need of the world outside; ``adapters`` and the vision layer implement it.

Every method may raise ``TransientError`` (try again); what else it raises stands in its docstring.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Literal, Protocol

from motlan.model import Page, Rotation
from motlan.model.answered import Answered
from motlan.model.counting import AskedCount, Counted, DayCount, Fact, Known
from motlan.model.letters import DeadLetter
from motlan.model.owner_request import OwnerRequest, RequestState
from motlan.model.receipt import Receipt
from motlan.model.record import DossierRecord, State
from motlan.model.review import Change
from motlan.model.store import Access, PaperEvent, Scan, StoredPaper
from motlan.model.webhook import Delivery, Subscription, Told
from motlan.rules.hosts import Target


class OpenFile(Protocol):
    """A scan whose pages can be counted and read one by one; nothing is held for the pages already read."""

    media_type: str
    page_count: int

    def read(self, index: int, *, page: int, source: int, turn: Rotation | None = None) -> tuple[Page, bytes | None]:
        """Page ``index`` (from 0) as ``Page`` number ``page`` of file ``source``, and a JPEG of it upright.

        ``turn``: how far clockwise a person turned it from how it was scanned; found where nobody did.
        Never raises for a bad page: its status is ``unreadable`` and its warning says why. May be called from several
        threads.
        """
        ...

    def __enter__(self) -> OpenFile: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class PageReader(Protocol):
    """The vision layer as the use cases see it. Loads its models once."""

    def open(self, path: Path, name: str) -> OpenFile:
        """Raises ``Rejected`` for an encrypted, corrupt, empty, foreign or oversized file."""
        ...


class Blobs(Protocol):
    """Object storage: ``scans`` (originals, never changed) or ``derived`` (can be made again)."""

    def get(self, key: str) -> bytes:
        """Raises ``NotFound``."""
        ...

    def fetch(self, key: str, to: Path) -> None:
        """As ``get``, into a file."""
        ...

    def put(self, key: str, body: bytes, media_type: str, tags: Mapping[str, str] | None = None) -> None:
        """Creates or replaces one object."""
        ...

    def copy(self, key: str, to: str) -> None:
        """The same bytes under another key. Raises ``NotFound``."""
        ...

    def keys(self, prefix: str) -> Iterable[str]:
        """All keys below the prefix, in order."""
        ...

    def tag(self, key: str, tags: Mapping[str, str]) -> None:
        """Adds to the object's tags (at most 10 in all, values of up to 256 letters)."""
        ...

    def remove(self, prefix: str) -> None:
        """Removes what lies below the prefix with all its versions: only for what must not be kept (a secret paper)."""
        ...

    def upload_link(self, key: str, *, bytes_max: int, media_type: str, seconds: int) -> dict[str, object]:
        """A presigned POST: ``{"url": …, "fields": {…}}`` for this one object."""
        ...

    def read_link(self, key: str, *, seconds: int) -> str:
        """A short-lived link to this one object."""
        ...


class Registry(Protocol):
    """Dossiers on their way. Every write is conditional, so that a repeated event changes nothing."""

    def create(self, record: DossierRecord) -> None:
        """Raises ``Conflict`` where the id is taken."""
        ...

    def get(self, dossier_id: str) -> DossierRecord:
        """Raises ``NotFound``."""
        ...

    def save(self, record: DossierRecord, changes: Sequence[Change] = ()) -> DossierRecord:
        """Writes if nobody wrote since it was read (``version``), else raises ``Conflict``; returns it as saved.

        ``changes`` enter the dossier's history together with it, or not at all.
        """
        ...

    def changes(self, dossier_id: str) -> list[Change]:
        """What people changed and confirmed, oldest first."""
        ...

    def blank_changes(self, dossier_id: str, place: str) -> None:
        """Takes the values out of what was changed in the paper at this place: its owner had it erased."""
        ...

    def claim(self, dossier_id: str, by: str, *, now: str, until: str) -> DossierRecord:
        """Holds the dossier until then, unless another person holds it at ``now``; the record says who does."""
        ...

    def release(self, dossier_id: str, by: str) -> None:
        """Lets go of it; nothing where ``by`` does not hold it."""
        ...

    def add_pages_done(self, dossier_id: str, batch: str, pages: int) -> None:
        """Counts a batch once, however often it is reported."""
        ...

    def queue(
        self, office: str, state: State, *, limit: int, cursor: str | None
    ) -> tuple[list[DossierRecord], str | None]:
        """Oldest first, with the cursor of the next page or None."""
        ...

    def count(self, office: str, state: State, *, opened: str = "") -> int:
        """How many of the office's dossiers are in the state, of those opened on a day (``2026-11-20``) if given."""
        ...

    def unsent(self, day: str) -> list[str]:
        """Dossiers opened on that day whose files have not all arrived yet."""
        ...

    def claim_content(self, office: str, content_hash: str, dossier_id: str) -> str:
        """Remembers who brought this content to the office first; returns that dossier's id (maybe the caller's)."""
        ...


class Store(Protocol):
    """The owners' store. Papers change by whole transactions: paper, scan, owners and event, or nothing."""

    def get(self, paper_id: str) -> StoredPaper:
        """Raises ``NotFound``."""
        ...

    def find(self, identity: str) -> StoredPaper | None:
        """The paper that has this identity, whoever scanned it."""
        ...

    def scan(self, dossier_id: str, place: str) -> tuple[str, Scan] | None:
        """What was filed from this place of a dossier: paper id and scan."""
        ...

    def add(self, paper: StoredPaper, event: PaperEvent) -> StoredPaper:
        """A new paper with its first scan. Raises ``Conflict`` where the identity or the place is taken."""
        ...

    def add_scan(self, paper: StoredPaper, scan: Scan, event: PaperEvent) -> StoredPaper:
        """A further scan, and the paper as it stands with it. Raises ``Conflict`` where somebody wrote meanwhile."""
        ...

    def save(self, paper: StoredPaper, event: PaperEvent, scan: Scan | None = None) -> StoredPaper:
        """A changed paper (and its scan, read anew). Raises ``Conflict`` where somebody wrote since it was read."""
        ...

    def drop_scan(self, paper: StoredPaper, scan: Scan, event: PaperEvent) -> StoredPaper:
        """The paper as it stands without this scan, which goes. Raises ``Conflict`` where somebody wrote meanwhile."""
        ...

    def reuse(self, event: PaperEvent) -> StoredPaper:
        """Counts a reuse once for its ``once``. Raises ``NotFound``."""
        ...

    def of_dossier(self, dossier_id: str) -> list[tuple[StoredPaper, Scan]]:
        """The papers filed from a dossier with their scans in it, by page; those without an owner too."""
        ...

    def of_owner(self, owner: str, types: Collection[str] | None = None) -> list[StoredPaper]:
        """All papers of one owner, or those of some types."""
        ...

    def by_number(self, type_: str, number: str) -> list[StoredPaper]:
        """Papers of a type with this number (as ``rules.identity.plain_number`` writes it)."""
        ...

    def filed(
        self, office: str, month: str, *, limit: int, cursor: str | None, tag: str | None = None
    ) -> tuple[list[StoredPaper], str | None]:
        """What an office filed first in a month (``2026-11``), oldest first, with the cursor of the next page.

        ``tag``: only those that bear it, as ``StoredPaper.tags`` writes it.
        """
        ...

    def events(self, paper_id: str) -> list[PaperEvent]:
        """The paper's history, oldest first."""
        ...

    def blank_events(self, paper_id: str) -> None:
        """Takes the values out of the paper's history: its owner had it erased."""
        ...

    def trace(self, access: Access) -> None:
        """Writes down that somebody looked; append-only."""
        ...

    def traces(self, owner: str, *, limit: int = 100, before: str | None = None) -> list[Access]:
        """Who looked into this owner's store, newest first; ``before``: ``<at>#<id>`` of the last one seen."""
        ...


class OwnerRequests(Protocol):
    """What owners ask for about their own data, and what became of it."""

    def add(self, request: OwnerRequest) -> None:
        """A new request."""
        ...

    def get(self, request_id: str) -> OwnerRequest:
        """Raises ``NotFound``."""
        ...

    def save(self, request: OwnerRequest) -> OwnerRequest:
        """Raises ``Conflict`` where somebody wrote since it was read."""
        ...

    def queue(
        self, office: str, state: RequestState, *, limit: int, cursor: str | None
    ) -> tuple[list[OwnerRequest], str | None]:
        """Oldest first, with the cursor of the next page or None."""
        ...

    def of_owner(self, owner: str) -> list[OwnerRequest]:
        """All of one owner, oldest first."""
        ...


class Once(Protocol):
    """Answers to calls with an idempotency key, kept for a day: a repeated call is told the same."""

    def claim(self, name: str, fingerprint: str) -> Answered | None:
        """None: the call is the caller's to make, then ``finish`` or ``release`` it. Else the first call's answer.

        Raises ``Conflict`` where the name was used for another call (``E_IDEMPOTENCY_KEY``) or where the first call
        still runs (``E_IN_PROGRESS``).
        """
        ...

    def finish(self, name: str, answer: Answered) -> None:
        """Keeps the answer of the claimed call."""
        ...

    def release(self, name: str) -> None:
        """The claimed call changed nothing: it may be made again, also differently."""
        ...


class Limits(Protocol):
    """Counters that refuse."""

    def take(self, what: str, *, most: int, seconds: int) -> None:
        """Counts one ``what``; raises ``TooMany`` past ``most`` in the running window of so many seconds."""
        ...


class Counts(Protocol):
    """Facts of dossiers and the sums that they make: added to as facts come, never reckoned over again."""

    def note(self, fact: Fact) -> bool:
        """Writes a fact down with its dossier; False where it was there already (``once``)."""
        ...

    def known(self, dossier_id: str) -> Known:
        """All that is counted of a dossier, read at one moment. Raises ``NotFound``."""
        ...

    def move(self, before: Counted | None, after: Counted, day: str) -> None:
        """Takes a dossier's old marks out of the sums and puts its new ones in, as known on ``day``; all or nothing.

        Raises ``Conflict`` where somebody counted this dossier since ``before`` was read.
        """
        ...

    def days(self, office: str, month: str) -> list[DayCount]:
        """An office's sums whose day lies in that month (``2026-11``)."""
        ...

    def asked(self, office: str, month: str) -> list[AskedCount]:
        """What an office's dossiers of a month asked for."""
        ...

    def dossiers(
        self, office: str, month: str, by: Literal["received", "finished"], *, limit: int, cursor: str | None
    ) -> tuple[list[Counted], str | None]:
        """An office's counted dossiers of a month, by day, with the cursor of the next page."""
        ...

    def offices(self) -> list[str]:
        """Every office that ever had a dossier counted."""
        ...


class Receipts(Protocol):
    """Receipts of dossiers, by their code."""

    def code_of(self, dossier_id: str, offered: str) -> str:
        """The code of the dossier's receipt: ``offered`` where it has none yet."""
        ...

    def keep(self, receipt: Receipt) -> None:
        """Keeps the receipt; an earlier one with its code is gone."""
        ...

    def get(self, code: str) -> Receipt | None:
        """The receipt with this code."""
        ...


class Queues(Protocol):
    """The queues of files that arrived, and what of them nobody could deal with."""

    def lengths(self) -> dict[str, int]:
        """``waiting``, ``in_work`` and ``dead``, each about so many messages."""
        ...

    def dead(self, most: int) -> list[DeadLetter]:
        """Some of the dead letters; they stay where they are."""
        ...

    def replay(self, ids: Collection[str], most: int) -> list[str]:
        """Puts dead letters back to where they came from (all, where no ids are given); returns which."""
        ...


class Executions(Protocol):
    """The state machine that digitises a dossier."""

    def start(self, dossier_id: str, batches: Sequence[Mapping[str, object]], run: str = "") -> None:
        """Starts once a dossier and ``run``: a second call for the same one is no error and does nothing."""
        ...


class Events(Protocol):
    """The event bus (``motlan.*``). Details hold ids and codes, never personal data."""

    def publish(self, kind: str, detail: Mapping[str, object]) -> None:
        """``kind`` as ``motlan.dossier.filed``."""
        ...


class Outbox(Protocol):
    """Events that wait for partners, in the order in which a subject's were published (``model.webhook.Told``)."""

    def subscriptions(self) -> list[Subscription]:
        """All of them (a few dozen at most)."""
        ...

    def subscription(self, identifier: str) -> Subscription:
        """Raises ``NotFound``."""
        ...

    def subscribe(self, subscription: Subscription) -> None:
        """Writes one, new or changed."""
        ...

    def keep(self, subscription: str, told: Told) -> None:
        """The event waits for this partner; the same one twice waits once."""
        ...

    def waiting(self, subscription: str, subject: str, limit: int) -> list[Told]:
        """The first that wait of a subject, in order."""
        ...

    def arrived(self, subscription: str, told: Told) -> None:
        """The event waits no more."""
        ...

    def pending(self, subscription: str) -> list[str]:
        """Subjects of which anything waits."""
        ...

    def log(self, subscription: str, delivery: Delivery) -> None:
        """Writes down a try; append-only."""
        ...

    def deliveries(self, subscription: str, limit: int) -> list[Delivery]:
        """The last tries, newest first."""
        ...


class Wakes(Protocol):
    """A queue of whom to tell of what."""

    def wake(self, subscription: str, subject: str) -> None:
        """Something in the outbox is for this partner."""
        ...


class Sender(Protocol):
    """Speaks to a partner's machine."""

    def post(self, target: Target, body: bytes, headers: Mapping[str, str]) -> int:
        """The status of its answer. Raises ``OSError`` where there is none."""
        ...


class Printer(Protocol):
    """The print layer: a page of ``templates/print`` filled with data."""

    def print(self, template: str, data: Mapping[str, object], *, code: str | None = None) -> bytes:
        """A PDF of ``templates/print/<template>.typ``; ``code``: what the QR code at the top left corner says.

        ``data``: what JSON can hold; it prints as text whatever it says.
        """
        ...


class Clock(Protocol):
    """Now, so that tests can say when it is. Dates are those of Việt Nam (UTC+7)."""

    def now(self) -> datetime: ...

    def today(self) -> date: ...
