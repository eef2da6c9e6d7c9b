"""A case: the papers of a dossier and what the store has of the people in it, read for a purpose and traced."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from motlan.model import BadRequest, Conflict
from motlan.model.record import DossierRecord
from motlan.model.store import Access, Action, StoredPaper
from motlan.ports import (
    Blobs,
    Clock,
    Counts,
    Events,
    Executions,
    Handoffs,
    Limits,
    Once,
    OwnerRequests,
    PartBlobs,
    Printer,
    Queues,
    Receipts,
    Registry,
    Store,
)
from motlan.rules.eforms import EForm
from motlan.rules.held import Held, held_in_store, held_scan
from motlan.rules.prefill_people import Person, people
from motlan.usecases.editions import result_of
from motlan.usecases.knowledge import Knowledge
from motlan.usecases.webhooks import Webhooks

#: A card found by a name leads to a number, the number to a marriage, the marriage to the other parent's card.
_ROUNDS = 3


#: The role of a machine in a public place: whoever stands before it acts as it.
KIOSK = frozenset({"kiosk"})


@dataclass(frozen=True)
class Caller:
    """Who calls: a person or a machine, with roles and the offices that the token is bound to (``*``: all).

    ``name``: what the token calls the caller, for people to read; nothing is decided by it.
    """

    id: str
    roles: frozenset[str] = frozenset()
    offices: frozenset[str] = frozenset()
    name: str = ""

    def may_see(self, office: str) -> bool:
        """Whether the token is bound to this office."""
        return "*" in self.offices or office in self.offices

    @property
    def at_kiosk(self) -> bool:
        """Whether this is a kiosk and nothing more."""
        return self.roles == KIOSK


class Purpose(BaseModel):
    """What a look into the store is for and by which law (Luật 91/2025/QH15: no read without)."""

    model_config = ConfigDict(extra="forbid")

    purpose: str = Field(min_length=3, max_length=300)
    legal_basis: str = Field(min_length=3, max_length=300)


class Subject(BaseModel):
    """A person of the case by identity number; ``roles`` where they are not the e-form's usual ones."""

    model_config = ConfigDict(extra="forbid")

    owner_id: str = Field(pattern=r"^\d{9,13}(-\d{3})?$")
    roles: list[str] | None = None


@dataclass(frozen=True)
class Services:
    """Everything outside that the store's use cases need, made once a process."""

    registry: Registry
    store: Store
    scans: PartBlobs
    derived: Blobs
    events: Events
    executions: Executions
    requests: OwnerRequests
    once: Once
    limits: Limits
    counts: Counts
    clock: Clock
    knowledge: Knowledge
    webhooks: Webhooks
    printer: Printer
    queues: Queues
    receipts: Receipts
    handoffs: Handoffs
    web_origin: str


@dataclass
class Case:
    """What was gathered. ``people``: role → personal number and old ones, as far as they are beyond doubt."""

    pool: list[Held] = field(default_factory=list)
    people: dict[str, frozenset[str]] = field(default_factory=dict)
    unreadable: tuple[int, ...] = ()


def ready(record: DossierRecord, services: Services) -> DossierRecord:
    """The dossier whose result counts: itself, or the one that it duplicates. Raises ``Conflict`` while it is read."""
    if record.state == "duplicate" and record.duplicate_of:
        return ready(services.registry.get(record.duplicate_of), services)
    if record.state in ("filed", "review"):
        return record
    if record.state in ("rejected", "failed"):
        raise Conflict("E_NOT_READ", f"Hồ sơ không đọc được: {record.problem or record.state}.", "Gửi lại hồ sơ.")
    raise Conflict("E_NOT_READY", "Hồ sơ đang được đọc.", "Thử lại sau ít giây.")


def gather(
    services: Services,
    *,
    given: Mapping[str, str],
    record: DossierRecord | None,
    form: EForm | None,
    types: Collection[str],
    look: Look | None,
    day: date | None = None,
) -> Case:
    """Reads the dossier's papers and, with ``look``, those of ``types`` from the stores of everybody who is known.

    ``given``: role → identity number; ``day``: on which the papers must be good (else today). Without ``look`` no store
    is read. Raises ``Conflict`` for an unfinished dossier.
    """
    today, rules = day or services.clock.today(), services.knowledge.store
    case, scanned = Case(people={role: frozenset({number}) for role, number in given.items()}), set()
    if record:
        counted = ready(record, services)
        for paper, scan in services.store.of_dossier(counted.id):
            if paper.standing == "current":
                case.pool.append(held_scan(paper, scan, rules.of(paper.type), today))
                scanned.add(paper.id)
        result = result_of(counted, services.derived)
        case.unreadable = tuple(p.page for p in result.pages if p.status == "unreadable")
    asked: set[str] = set()
    for _ in range(_ROUNDS):
        if form:
            case.people = _known(form, case.pool, given)
        new = {number for numbers in case.people.values() for number in numbers} - asked if look else set()
        if not new or look is None:
            break
        for owner in sorted(new):
            for paper in look(owner, types):
                if (paper.issue_date or "")[:10] > today.isoformat():
                    continue  # there was no such paper on that day
                held = held_in_store(paper, rules.of(paper.type), today)
                if held and paper.id not in scanned:
                    case.pool.append(held)
                    scanned.add(paper.id)
        asked |= new
    return case


def _known(form: EForm, pool: list[Held], given: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Role → numbers, of everybody for whom the papers name no more than one personal number."""
    said = {role: Person(ids=frozenset({number})) for role, number in given.items()}
    who = people(form, pool, said).who
    found = {role: p.ids for role, p in who.items() if p.ids and sum(len(i) == 12 for i in p.ids) <= 1}
    return found | {role: person.ids | found.get(role, frozenset()) for role, person in said.items()}


class Look:
    """Reads owners' stores for one purpose and leaves a trace in each, also where nothing was found."""

    def __init__(
        self,
        services: Services,
        caller: Caller,
        purpose: Purpose,
        action: Action,
        office: str | None = None,
    ) -> None:
        self._services, self._caller, self._purpose = services, caller, purpose
        self._action, self._office = action, office

    def __call__(self, owner: str, types: Collection[str] | None = None) -> list[StoredPaper]:
        """The owner's papers of these types; the trace is written before they are handed out."""
        found = self._services.store.of_owner(owner, types)
        self.note(owner, [paper.id for paper in found])
        return found

    def note(self, owner: str, papers: list[str]) -> None:
        """Leaves the trace only."""
        self._services.store.trace(
            Access(
                owner=owner,
                action=self._action,
                at=self._services.clock.now().isoformat(timespec="milliseconds"),
                by=self._caller.id,
                roles=sorted(self._caller.roles),
                office=self._office or next(iter(sorted(self._caller.offices)), None),
                purpose=self._purpose.purpose,
                legal_basis=self._purpose.legal_basis,
                papers=papers,
                id=secrets.token_hex(6),
            )
        )


def given_roles(
    subject: Subject | None, others: Mapping[str, Subject], usual: Collection[str], known: Collection[str]
) -> dict[str, str]:
    """Role → number from what the caller says. Raises ``BadRequest`` for a role that the procedure hasn't."""
    roles = (
        {role: subject.owner_id for role in (subject.roles if subject.roles is not None else usual)} if subject else {}
    )
    roles |= {role: person.owner_id for role, person in others.items()}
    if unknown := sorted(set(roles) - set(known)):
        raise BadRequest(
            "E_ROLE", f"Không có vai {', '.join(unknown)} trong tờ khai này.", f"Dùng: {', '.join(known)}."
        )
    return roles
