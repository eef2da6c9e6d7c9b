"""One complete list of what a procedure still needs from this citizen; what need not be brought again, and why."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from motlan.model import BadRequest
from motlan.model.record import DossierRecord
from motlan.rules.checklist import OPEN, Item, Situation, checklist
from motlan.rules.procedures import Fact, Procedure
from motlan.usecases.case import Caller, Look, Purpose, Services, Subject, gather, given_roles
from motlan.usecases.facts import note_asked


class ChecklistRequest(BaseModel):
    """Without ``subject`` and ``dossier``: what anybody needs, and no store is read.

    ``facts``: answers to the procedure's questions; ``seen``: components that the clerk looked at on paper;
    ``unreachable``: databases that can't be asked now.
    """

    model_config = ConfigDict(extra="forbid")

    subject: Subject | None = None
    people: dict[str, Subject] = Field(default={}, max_length=10)
    dossier: str | None = None
    facts: dict[str, Fact] = Field(default={}, max_length=50)
    seen: list[str] = Field(default=[], max_length=50)
    unreachable: list[str] = Field(default=[], max_length=50)
    purpose: str | None = None
    legal_basis: str | None = None


class Question(BaseModel):
    """A fact that was assumed; ask it, if the answer may be another one."""

    fact: str
    ask: str
    assumed: Fact


class ChecklistAnswer(BaseModel):
    """``complete``: nothing has to be brought; ``to_confirm``: components that a person must look at."""

    procedure: str
    name: str
    as_of: str
    time: str
    fee: str | None = None
    legal_basis: str
    complete: bool
    items: list[Item]
    bring: list[str]
    not_asked_again: list[str]
    to_confirm: list[str]
    questions: list[Question]
    unreadable_pages: list[int] = []


def make_checklist(
    code: str, request: ChecklistRequest, *, caller: Caller, record: DossierRecord | None, services: Services
) -> ChecklistAnswer:
    """Raises ``NotFound`` (procedure), ``BadRequest`` (facts, roles, no purpose), ``Conflict`` (dossier still read)."""
    today = services.clock.today()
    procedure = services.knowledge.procedure(code, today)
    form = services.knowledge.eform(procedure.eform, today) if procedure.eform else None
    told: dict[str, Fact] = {"channel": record.channel} if record and "channel" in procedure.facts else {}
    try:
        facts, assumed = procedure.known(told | request.facts)
    except ValueError as error:
        raise BadRequest("E_FACT", "Thông tin về trường hợp không hợp lệ.", str(error)) from error
    usual = form.subject if form else tuple(procedure.roles)[-1:]
    given = given_roles(request.subject, request.people, usual, list(procedure.roles))
    look = None
    if given or record:
        purpose = purpose_of(request.purpose, request.legal_basis)
        look = Look(services, caller, purpose, "checklist", record.office if record else None)
    types = {t for c in procedure.components if c.reuse for o in c.options for t in o.types}
    case = gather(
        services, given=given, record=record, form=form, types=types | (form.papers if form else set()), look=look
    )
    situation = Situation(
        facts=facts,
        held=case.pool,
        people=case.people,
        databases=services.knowledge.databases,
        today=today,
        unreachable=frozenset(request.unreachable),
        seen=frozenset(request.seen),
        unreadable_pages=case.unreadable,
    )
    items = checklist(procedure, situation)
    if record:
        note_asked(procedure, items, record=record, caller=caller, services=services)
    return _answer(procedure, items, assumed, today, case.unreadable)


def purpose_of(purpose: str | None, legal_basis: str | None) -> Purpose:
    """Raises ``BadRequest`` where a look into a store doesn't say what for and by which law."""
    if not (purpose and purpose.strip() and legal_basis and legal_basis.strip()):
        raise BadRequest(
            "E_PURPOSE",
            "Đọc kho dữ liệu phải nêu mục đích và căn cứ pháp lý.",
            "Điền purpose và legal_basis (Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15).",
        )
    return Purpose(purpose=purpose.strip()[:300], legal_basis=legal_basis.strip()[:300])


def _answer(
    procedure: Procedure, items: list[Item], assumed: list[str], today: date, unreadable: tuple[int, ...]
) -> ChecklistAnswer:
    return ChecklistAnswer(
        procedure=procedure.code,
        name=procedure.name,
        as_of=today.isoformat(),
        time=procedure.time,
        fee=procedure.fee,
        legal_basis=procedure.legal_basis,
        complete=all(item.state not in OPEN for item in items),
        items=items,
        bring=[item.citizen for item in items if item.state in OPEN],
        not_asked_again=[item.citizen for item in items if item.state == "satisfied_by_reuse"],
        to_confirm=[item.id for item in items if item.to_confirm],
        questions=[Question(fact=n, ask=procedure.facts[n].ask, assumed=procedure.facts[n].default) for n in assumed],
        unreadable_pages=list(unreadable),
    )
