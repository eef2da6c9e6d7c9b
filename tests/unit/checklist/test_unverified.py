"""Law that nobody has checked against the gazette is never handed on as if somebody had."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from motlan.cli.templates import unverified_page
from motlan.rules.checklist import Situation, checklist
from motlan.rules.policy import may_scan
from motlan.rules.validity import validity
from motlan.usecases.case import Caller, Services
from motlan.usecases.checklist import ChecklistRequest, make_checklist
from motlan.usecases.knowledge import knowledge

DAY = date(2026, 11, 25)
CITIZEN = Caller("public", frozenset({"public"}))
AGAIN = "Cần kiểm tra lại căn cứ"


def test_the_page_lists_every_mark() -> None:
    page = Path(__file__).parents[3] / "docs/unverified.md"
    assert page.read_text("utf-8") == unverified_page(), "motlan templates unverified --write docs/unverified.md"


@pytest.mark.parametrize("code", sorted(knowledge().procedures.names()))
def test_the_clerk_reads_which_items_rest_on_it(code: str) -> None:
    procedure = knowledge().procedure(code, DAY)
    facts = procedure.known({})[0]
    databases = knowledge().databases
    case = Situation(facts=facts, held=(), people={}, databases=databases, today=DAY, policy=knowledge().policy)
    for component, item in zip(procedure.components, checklist(procedure, case), strict=True):
        doubt = databases[item.database].to_verify if item.database else component.to_verify
        assert item.unverified == (doubt or None)
        assert (AGAIN in item.clerk) is bool(doubt), item.clerk
        assert AGAIN not in item.citizen


def test_the_list_warns_of_its_procedure(world: object) -> None:
    services: Services = world.services()  # type: ignore[attr-defined]
    for code, marked in (("1.000656", True), ("1.001612", False)):
        answer = make_checklist(code, ChecklistRequest(), caller=CITIZEN, record=None, services=services)
        assert bool(answer.unverified) is marked
        assert [w.code for w in answer.warnings] == (["W_UNVERIFIED"] if marked else [])
        assert all(w.message.startswith(AGAIN) for w in answer.warnings)


def test_scans_and_terms_say_it_too() -> None:
    known = knowledge()
    asked = {"channel": "counter", "kind": "submit", "form": "electronic", "secret": False, "assessment": False,
             "in_database": False, "in_store": False}  # fmt: skip
    assert may_scan(known.policy, asked, DAY).unverified
    assert may_scan(known.policy, asked | {"form": "plain_copy"}, DAY).unverified is None
    assert validity(known.store.of("driving_licence").validity, {}, DAY).unverified
    assert not validity(known.store.of("marital_status_cert").validity, {}, DAY).unverified
