"""One complete list of what a procedure still needs (domain.md C.0; Mẫu 02 of TT 03/2025/TT-VPCP: said once)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import BaseModel

from motlan.language.dates import from_iso
from motlan.rules.checklist_words import words
from motlan.rules.held import Held, serves
from motlan.rules.messages import issue
from motlan.rules.policy import PolicyRule, ScanAnswer, may_scan
from motlan.rules.procedures import ANY_PAPER, Component, Database, Facts, Option, Procedure, holds
from motlan.rules.validity import add_months

State = Literal[
    "satisfied_by_scan", "satisfied_by_reuse", "replaced_by_data", "not_needed", "missing", "expired", "unreadable",
    "wrong_purpose",
]  # fmt: skip
#: Better first: of several papers, the best one answers for a component.
ORDER: tuple[State, ...] = (
    "satisfied_by_scan", "satisfied_by_reuse", "replaced_by_data", "not_needed", "wrong_purpose", "unreadable",
    "expired", "missing",
)  # fmt: skip
OPEN: frozenset[State] = frozenset({"missing", "expired", "unreadable", "wrong_purpose"})
#: A paper with one of these can't be relied on as it was scanned.
_UNREADABLE = frozenset({"W_UNREADABLE_PAGE", "W_INCOMPLETE_PAPER"})


class Item(BaseModel):
    """The answer for one component. ``clerk`` and ``citizen`` are plain Vietnamese; ``reason`` says why.

    ``to_confirm``: there, but a person must still look at it. ``legal_basis`` of the component or of what replaces it;
    ``unverified``: what of it has not been checked against the gazette (``clerk`` says so). ``scan``: may it be
    scanned, and why (None where there is nothing to scan).
    """

    id: str
    name: str
    kind: Literal["submit", "show"]
    state: State
    option: str | None = None
    code: str | None = None
    originals: int = 1
    copies: int = 0
    paper: str | None = None
    type: str | None = None
    dossier: str | None = None
    pages: list[int] = []
    valid_until: str | None = None
    expired_on: str | None = None
    database: str | None = None
    reason: str = ""
    clerk: str = ""
    citizen: str = ""
    to_confirm: bool = False
    legal_basis: str
    unverified: str | None = None
    scan: ScanAnswer | None = None


@dataclass(frozen=True)
class Found:
    """What was found for one option, before words are put to it."""

    state: State
    option: Option
    held: Held | None = None
    database: str | None = None
    reason: str = ""
    to_confirm: bool = False


@dataclass(frozen=True)
class Situation:
    """Everything that the list depends on.

    ``people``: role → identity numbers; ``today``: the day that the list is made for; ``unreachable``: databases that
    are down; ``seen``: components that the clerk has looked at on paper.
    """

    facts: Facts
    held: Sequence[Held]
    people: Mapping[str, frozenset[str]]
    databases: Mapping[str, Database]
    today: date
    policy: Sequence[PolicyRule] = ()
    unreachable: frozenset[str] = frozenset()
    seen: frozenset[str] = frozenset()
    unreadable_pages: tuple[int, ...] = ()


def checklist(procedure: Procedure, case: Situation) -> list[Item]:
    """Every component with its state, in the procedure's order; nothing is left out."""
    return [_item(component, _component(component, case), case) for component in procedure.components]


def _component(component: Component, case: Situation) -> Found:
    first = component.options[0]
    if component.never:
        return Found("not_needed", first, reason=component.never)
    if not holds(component.when, case.facts) or (component.unless and holds(component.unless, case.facts)):
        return Found("not_needed", first, reason=component.otherwise or "Không thuộc trường hợp phải có giấy này.")
    if component.id in case.seen:
        return Found("not_needed", first, reason="Cán bộ đã xem bản giấy.")
    open_ = [option for option in component.options if holds(option.when, case.facts)]
    found = sorted((_option(component, option, case) for option in open_), key=lambda f: ORDER.index(f.state))
    if not found:
        return Found("missing", first)
    # Of an ALL_OF group the worst answers, of a group that needs n the n-th best.
    needed = len(found) if component.group == "ALL_OF" else min(component.count, len(found))
    answer = found[needed - 1]
    shown_only = component.kind == "show" and not component.in_person
    if answer.state in OPEN and shown_only and case.facts.get("channel") == "online":
        return Found("not_needed", first, reason="Nộp trực tuyến: giấy tờ chỉ xuất trình không phải gửi kèm.")
    return answer


def _option(component: Component, option: Option, case: Situation) -> Found:
    if option.eform:
        return Found("not_needed", option, reason="Biểu mẫu điện tử tương tác thay cho tờ khai giấy.")
    found = [f for held in case.held if (f := _held(component, option, held, case))]
    best = min(found, key=lambda f: (ORDER.index(f.state), f.to_confirm), default=None)
    if best and best.state not in OPEN:
        return best
    for name in (*option.replaced_by_data, *component.replaced_by_data):
        database = case.databases.get(name)
        if database and name not in case.unreachable and database.in_force(case.today):
            return Found("replaced_by_data", option, database=name, reason=database.name)
    return best or Found("missing", option)


def _held(component: Component, option: Option, held: Held, case: Situation) -> Found | None:
    """How far this paper answers for the option; None where it is another paper or another person's."""
    wanted = {number for role in option.of for number in case.people.get(role, ())}
    stranger = bool(wanted and held.owners and not wanted & held.owners)
    if (held.type not in option.types and ANY_PAPER not in option.types) or stranger:
        return None
    unsure = bool(held.in_doubt or (wanted and not held.owners) or held.validity == "unknown")
    if held.source == "store" and not (component.reuse and wanted & held.owners and not unsure):
        return None  # somebody has to look at a paper in doubt, so it has to be brought
    uncertified = bool(component.certified_unless) and not holds(component.certified_unless, case.facts)
    state, reason = _state(component, option, held, case.today)
    if state == "satisfied_by_scan" and uncertified and not held.certified:
        return Found(state, option, held, reason="Chưa thấy lời chứng thực trên giấy này.", to_confirm=True)
    waits = held.source == "scan" and (unsure or held.waits)
    return Found(state, option, held, reason=reason, to_confirm=waits)


def _state(component: Component, option: Option, held: Held, today: date) -> tuple[State, str]:
    """The paper's own answer, and why where the state doesn't say it."""
    if held.issues & _UNREADABLE:
        return "unreadable", ""
    if held.validity == "expired" and not option.history:
        return "expired", ""
    if held.validity in ("void", "superseded") and not option.history:
        return "expired", "Loại giấy này không còn giá trị sử dụng."
    if component.max_age_months and _too_old(held, component.max_age_months, today):
        return "expired", f"Giấy cấp quá {component.max_age_months} tháng, thủ tục này cần giấy mới hơn."
    if option.purpose and not serves(held.purpose, option.purpose):
        return "wrong_purpose", ""
    return ("satisfied_by_reuse" if held.source == "store" else "satisfied_by_scan"), ""


def _too_old(held: Held, months: int, today: date) -> bool:
    issued = from_iso(held.issued)
    return issued is not None and add_months(issued.latest(), months) < today


def _item(component: Component, found: Found, case: Situation) -> Item:
    held = found.held
    database = case.databases.get(found.database or "")
    clerk, citizen, reason = words(component, found, case)
    unverified = (database.to_verify if database else component.to_verify) or None
    if unverified:
        clerk = f"{clerk} {issue('W_UNVERIFIED', what=unverified).message}."
    expired = found.state == "expired"
    return Item(
        id=component.id,
        name=component.name,
        kind=component.kind,
        state=found.state,
        option=found.option.id,
        code=found.option.code,
        originals=component.copies.original,
        copies=component.copies.copy_,
        paper=held.paper if held else None,
        type=held.type if held else None,
        dossier=held.dossier if held else None,
        pages=list(held.pages) if held else [],
        valid_until=held.until if held and not expired else None,
        expired_on=held.until if held and expired else None,
        database=found.database,
        reason=reason,
        clerk=clerk,
        citizen=citizen,
        to_confirm=found.to_confirm,
        legal_basis=database.legal_basis if database else component.legal_basis,
        unverified=unverified,
        scan=_scan(component, found, case),
    )


def _scan(component: Component, found: Found, case: Situation) -> ScanAnswer | None:
    """Before a scan: may this be scanned? Nothing to ask where nothing is needed or it lies scanned already."""
    if found.state in ("not_needed", "satisfied_by_scan"):
        return None
    asked = {
        "channel": case.facts.get("channel", "counter"),
        "kind": component.kind,
        "form": "original",
        "secret": False,
        "assessment": False,
        "in_database": found.state == "replaced_by_data",
        "in_store": found.state == "satisfied_by_reuse",
    }
    return may_scan(case.policy, asked, case.today)
