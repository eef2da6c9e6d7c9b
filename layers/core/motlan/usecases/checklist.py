"""One complete list of what a procedure still needs from this citizen; what need not be brought again, and why."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from motlan.model import BadRequest
from motlan.model.record import DossierRecord
from motlan.rules.checklist import OPEN, Item, Situation, checklist
from motlan.rules.checklist_words import day as printed
from motlan.rules.messages import issue
from motlan.rules.procedures import Fact, Procedure
from motlan.usecases.case import Caller, Case, Look, Purpose, Services, Subject, gather, given_roles
from motlan.usecases.facts import note_asked


class ChecklistRequest(BaseModel):
    """Without ``subject`` and ``dossier``: what anybody needs, and no store is read.

    ``facts``: answers to the procedure's questions; ``seen``: components that the clerk looked at on paper;
    ``unreachable``: databases that can't be asked now; ``as_of``: the day by whose law the list is made (else today).
    """

    model_config = ConfigDict(extra="forbid")

    subject: Subject | None = None
    people: dict[str, Subject] = Field(default={}, max_length=10)
    dossier: str | None = None
    facts: dict[str, Fact] = Field(default={}, max_length=50)
    seen: list[str] = Field(default=[], max_length=50)
    unreachable: list[str] = Field(default=[], max_length=50)
    as_of: date | None = None
    purpose: str | None = None
    legal_basis: str | None = None


class Question(BaseModel):
    """A fact that was assumed; ask it, if the answer may be another one. ``said``: the assumed answer in words."""

    fact: str
    ask: str
    assumed: Fact
    said: str
    choices: dict[str, str] = {}


class Warned(BaseModel):
    """Something that the clerk should know before relying on the list."""

    code: str
    message: str


class ChecklistAnswer(BaseModel):
    """``complete``: nothing has to be brought; ``to_confirm``: components that a person must look at.

    ``unverified``: what of the procedure's data has not been checked against the gazette.
    """

    procedure: str
    name: str
    as_of: str
    time: str
    working_days: int | None = None
    fee: str | None = None
    legal_basis: str
    unverified: str | None = None
    complete: bool
    items: list[Item]
    bring: list[str]
    not_asked_again: list[str]
    to_confirm: list[str]
    questions: list[Question]
    warnings: list[Warned] = []
    unreadable_pages: list[int] = []


def make_checklist(
    code: str, request: ChecklistRequest, *, caller: Caller, record: DossierRecord | None, services: Services
) -> ChecklistAnswer:
    """Raises ``NotFound`` (procedure), ``BadRequest`` (facts, roles, no purpose), ``Conflict`` (dossier still read)."""
    return checklist_of(code, request, caller=caller, record=record, services=services)[0]


def checklist_of(
    code: str, request: ChecklistRequest, *, caller: Caller, record: DossierRecord | None, services: Services
) -> tuple[ChecklistAnswer, Case]:
    """As ``make_checklist``, with the papers that it was made of."""
    day = request.as_of or services.clock.today()
    procedure = services.knowledge.procedure(code, day)
    form = services.knowledge.eform(procedure.eform, day) if procedure.eform else None
    told: dict[str, Fact] = {"channel": record.channel} if record and "channel" in procedure.facts else {}
    try:
        facts, assumed = procedure.known(told | request.facts)
    except ValueError as error:
        raise BadRequest("E_FACT", f"Thông tin về trường hợp không hợp lệ: {error}.", "Sửa lại facts.") from error
    _listed("E_COMPONENT", "thành phần", request.seen, {c.id for c in procedure.components})
    _listed("E_DATABASE", "cơ sở dữ liệu", request.unreachable, set(services.knowledge.databases))
    usual = form.subject if form else tuple(procedure.roles)[-1:]
    given = given_roles(request.subject, request.people, usual, list(procedure.roles))
    look = None
    if given or record:
        purpose = purpose_of(request.purpose, request.legal_basis)
        look = Look(services, caller, purpose, "checklist", record.office if record else None)
    types = {t for c in procedure.components if c.reuse for t in c.types}
    case = gather(
        services,
        given=given,
        record=record,
        form=form,
        types=types | (form.papers if form else set()),
        look=look,
        day=day,
    )
    situation = Situation(
        facts=facts,
        held=case.pool,
        people=case.people,
        databases=services.knowledge.databases,
        today=day,
        policy=services.knowledge.policy,
        unreachable=frozenset(request.unreachable),
        seen=frozenset(request.seen),
        unreadable_pages=case.unreadable,
    )
    items = checklist(procedure, situation)
    if record:
        note_asked(procedure, items, record=record, caller=caller, services=services)
    answer = _answer(procedure, items, assumed, day, case.unreadable)
    answer.warnings = _warnings(procedure, record, services)
    return answer, case


def purpose_of(purpose: str | None, legal_basis: str | None) -> Purpose:
    """Raises ``BadRequest`` where a look into a store doesn't say what for and by which law."""
    if not (purpose and purpose.strip() and legal_basis and legal_basis.strip()):
        raise BadRequest(
            "E_PURPOSE",
            "Đọc kho dữ liệu phải nêu mục đích và căn cứ pháp lý.",
            "Điền purpose và legal_basis (Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15).",
        )
    return Purpose(purpose=purpose.strip()[:300], legal_basis=legal_basis.strip()[:300])


def _listed(code: str, what: str, named: list[str], known: set[str]) -> None:
    """A name that isn't one must not pass in silence: the list would ask for what was seen."""
    if unknown := sorted(set(named) - known):
        raise BadRequest(code, f"Không có {what}: {', '.join(unknown)}.", f"Dùng: {', '.join(sorted(known))}.")


def _warnings(procedure: Procedure, record: DossierRecord | None, services: Services) -> list[Warned]:
    found = []
    if procedure.to_verify:
        doubt = issue("W_UNVERIFIED", what=procedure.to_verify)
        found.append(Warned(code=doubt.code, message=f"{doubt.message}."))
    if record:
        opened = date.fromisoformat(record.opened_at[:10])
        if not procedure.in_force(opened):
            message = f"Hồ sơ mở ngày {opened:%d/%m/%Y}, khi bản này của thủ tục chưa hoặc không còn hiệu lực."
            found.append(Warned(code="W_OTHER_VERSION", message=message))
        if record.procedure and record.procedure != procedure.code:
            message = f"Hồ sơ này được mở cho thủ tục {record.procedure}."
            found.append(Warned(code="W_OTHER_PROCEDURE", message=message))
        supplements = [fact for fact in services.counts.known(record.id).facts if fact.kind == "supplement"]
        if supplements:
            first = min(fact.at for fact in supplements)
            message = f"Hồ sơ này đã được yêu cầu bổ sung ngày {printed(first)}; chỉ yêu cầu bổ sung một lần."
            found.append(Warned(code="W_SECOND_REQUEST", message=message))
    return found


def _answer(
    procedure: Procedure, items: list[Item], assumed: list[str], day: date, unreadable: tuple[int, ...]
) -> ChecklistAnswer:
    rules = procedure.facts
    return ChecklistAnswer(
        procedure=procedure.code,
        name=procedure.name,
        as_of=day.isoformat(),
        time=procedure.time,
        working_days=procedure.working_days,
        fee=procedure.fee,
        legal_basis=procedure.legal_basis,
        unverified=procedure.to_verify or None,
        complete=all(item.state not in OPEN for item in items),
        items=items,
        bring=[item.citizen for item in items if item.state in OPEN],
        not_asked_again=[item.citizen for item in items if item.state == "satisfied_by_reuse"],
        to_confirm=[item.id for item in items if item.to_confirm],
        questions=[
            Question(
                fact=name,
                ask=rules[name].ask,
                assumed=rules[name].default,
                said=rules[name].said(rules[name].default),
                choices={value: rules[name].said(value) for value in rules[name].values},
            )
            for name in assumed
        ],
        unreadable_pages=list(unreadable),
    )
