"""Every procedure of the smallest set that serves a commune (domain.md G.1): the cases that its law tells apart."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motlan.rules.checklist import OPEN, Item, Situation, checklist
from motlan.rules.held import Held
from motlan.usecases.knowledge import knowledge

TODAY = date(2026, 11, 20)
ME, OTHER = "072195000123", "072195000999"
KNOWN = knowledge()
DOWN = frozenset(KNOWN.databases)


def ask(code: str, *held: Held, day: date = TODAY, down: bool = True, **facts: Any) -> dict[str, Item]:
    procedure = KNOWN.procedure(code, day)
    people = {role: frozenset({ME}) for role in procedure.roles}
    case = Situation(
        facts=procedure.known(facts)[0],
        held=held,
        people=people,
        databases=KNOWN.databases,
        today=day,
        policy=KNOWN.policy,
        unreachable=DOWN if down else frozenset(),
    )
    return {item.id: item for item in checklist(procedure, case)}


def paper(type_: str, **more: Any) -> Held:
    told = {"type": type_, "source": "store", "paper": "p1", "dossier": "d1", "pages": (1,), "owners": frozenset({ME})}
    return Held(**told | more)


def wanted(items: dict[str, Item]) -> set[str]:
    return {item.id for item in items.values() if item.state in OPEN}


@pytest.mark.parametrize(
    ("code", "facts", "expected"),
    [
        ("1.001193", {}, "declaration birth_evidence identity residence marriage"),
        ("1.001193", {"parents_married": False}, "declaration birth_evidence identity residence"),
        ("1.001193", {"child_abandoned": True}, "declaration abandoned_record identity residence"),
        ("1.000894", {}, "declaration identity_female identity_male residence_female residence_male"),
        ("1.000656", {}, "declaration death_proof identity last_residence"),
        ("1.000656", {"death_long_ago": True}, "declaration old_death_evidence identity last_residence"),
        ("1.000656", {"residence_unknown": True}, "declaration death_proof identity last_residence death_place"),
        ("1.004873", {}, "declaration identity residence"),
        ("1.004873", {"former_marriage": "divorced"}, "declaration divorce identity residence"),
        ("1.004873", {"former_marriage": "widowed"}, "declaration spouse_death identity residence"),
        ("1.004873", {"reissue": True}, "declaration old_certificate identity residence"),
        ("2.000635", {}, "declaration identity"),
        ("2.000635", {"agent_used": True}, "declaration authorization identity"),
        ("1.004884", {}, "declaration old_evidence identity residence"),
        ("1.004884", {"is_official": True}, "declaration old_evidence official_confirmation identity residence"),
        ("2.000815", {}, "original"),
        ("2.000815", {"office_copies": False}, "original copies"),
        ("2.000884", {}, "identity document"),
        ("1.001612", {}, "request"),
        ("1.001612", {"family_members": True}, "request family_document"),
        ("1.001612", {"id_number_given": False}, "request identity_number"),
        ("2.000720", {}, "request certificate"),
        ("2.000720", {"change": "owner"}, "request certificate transfer identity_new_owner"),
        (
            "1.013831",
            {},
            "request certificate contract tax_registration_fee tax_income tax_land identity_transferor "
            "identity_transferee",
        ),
        (
            "1.013831",
            {"change": "inheritance"},
            "request certificate inheritance death tax_registration_fee tax_income tax_land identity_transferor "
            "identity_transferee",
        ),
        (
            "1.013831",
            {"part_of_parcel": True, "tax_exempt_family": True, "change": "gift"},
            "request certificate contract family_proof measurement tax_registration_fee tax_income tax_land "
            "identity_transferor identity_transferee",
        ),
        ("1.013225", {}, "request land drawings design_licence identity_number"),
        ("1.013225", {"adjoining": True, "own_design": True}, "request land drawings adjoining_commitment "
         "identity_number"),
        ("1.001776", {}, "declaration identity_number disability"),
        ("1.001776", {"group": "child"}, "declaration identity_number child_birth"),
        ("1.001776", {"group": "hiv"}, "declaration identity_number child_birth hiv_proof poverty"),
        ("1.001776", {"cared_for": True}, "declaration carer_form cared_form identity_number disability"),
    ],
)  # fmt: skip
def test_what_is_asked_when_no_database_answers(code: str, facts: dict[str, Any], expected: str) -> None:
    assert wanted(ask(code, **facts)) == set(expected.split())


@pytest.mark.parametrize(
    ("code", "facts", "expected"),
    [
        ("1.001193", {}, "declaration"),
        ("1.000894", {}, "declaration"),
        ("1.000656", {}, "declaration"),
        ("1.004873", {"former_marriage": "divorced"}, "declaration"),
        ("2.000635", {}, "declaration"),
        ("1.004884", {}, "declaration"),
        ("2.000815", {}, "original"),
        ("2.000884", {}, "document"),
        ("1.001612", {}, "request"),
        ("2.000720", {}, "request"),
        ("1.013831", {}, "request certificate contract tax_registration_fee tax_income tax_land"),
        ("1.013225", {"own_design": True}, "request drawings"),
        ("1.001776", {"group": "elderly"}, "declaration"),
    ],
)
def test_what_is_left_when_the_databases_answer(code: str, facts: dict[str, Any], expected: str) -> None:
    """NQ 66.7/2025/NQ-CP: what an office can look up it must not ask for."""
    assert wanted(ask(code, down=False, **facts)) == set(expected.split())


@pytest.mark.parametrize("code", KNOWN.procedures.names())
def test_every_answer_is_whole_and_in_two_wordings(code: str) -> None:
    for version in KNOWN.procedures[code]:
        items = ask(code, day=version.valid_from)
        assert list(items) == [c.id for c in version.components]
        for item in items.values():
            assert item.clerk
            assert item.citizen
            assert item.reason
            assert item.legal_basis
            assert item.clerk != item.citizen or item.state == "not_needed"
            assert not {"{", "}"} & set(item.clerk + item.citizen)


@pytest.mark.parametrize(
    ("code", "component", "held", "facts"),
    [
        ("1.013831", "family_proof", paper("birth_certificate"), {"tax_exempt_family": True}),
        ("1.001776", "disability", paper("disability_cert"), {}),
        ("1.013225", "land", paper("land_certificate"), {}),
        ("2.000720", "certificate", paper("household_business_cert"), {}),
        ("1.004873", "divorce", paper("divorce_judgment"), {"former_marriage": "divorced"}),
        ("1.004884", "old_evidence", paper("birth_extract"), {}),
    ],
)
def test_a_paper_of_the_store_is_not_asked_again(code: str, component: str, held: Held, facts: dict[str, Any]) -> None:
    item = ask(code, held, **facts)[component]
    assert item.state == "satisfied_by_reuse"
    assert item.citizen.startswith("Không cần mang lại")
    assert item.scan
    assert not item.scan.digitise


def test_a_land_certificate_with_changes_is_not_reused() -> None:
    """V_CHANGE_CHECK says ``unknown`` when changes may have moved the ownership: it has to be brought."""
    assert ask("1.013225", paper("land_certificate", validity="unknown"))["land"].state == "missing"
    scanned = ask("1.013225", paper("land_certificate", validity="unknown", source="scan"))["land"]
    assert (scanned.state, scanned.to_confirm) == ("satisfied_by_scan", True)


def test_the_original_certificate_must_be_handed_in_to_change_it() -> None:
    assert ask("1.013831", paper("land_certificate"))["certificate"].state == "missing"


@pytest.mark.parametrize(
    ("day", "state"), [(date(2025, 12, 31), "missing"), (date(2026, 1, 1), "not_needed"), (date(2016, 1, 1), "missing")]
)
def test_the_law_of_the_day_decides_on_the_certificate_of_marital_status(day: date, state: str) -> None:
    old = day < date(2026, 1, 1)
    items = ask("1.000894", day=day, **({"female_lives_here": False} if old else {}))
    assert items["marital_status_female" if old else "marital_status"].state == state


@pytest.mark.parametrize(
    ("purpose", "state"), [("Đăng ký kết hôn với ông Mẫu", "satisfied_by_reuse"), ("Mua bán nhà đất", "wrong_purpose")]
)
def test_a_purpose_bound_paper_serves_its_purpose_only(purpose: str, state: str) -> None:
    held = paper("marital_status_cert", purpose=purpose)
    item = ask("1.000894", held, day=date(2025, 6, 1), female_lives_here=False)["marital_status_female"]
    assert item.state == state
    assert state != "wrong_purpose" or purpose in item.reason


def test_an_old_certificate_of_marital_status_is_handed_back_though_it_ended() -> None:
    held = paper("marital_status_cert", source="scan", validity="expired", until="2025-01-01", purpose="Việc khác")
    assert ask("1.004873", held, reissue=True)["old_certificate"].state == "satisfied_by_scan"


def test_an_original_to_be_certified_is_shown_in_person_even_online() -> None:
    item = ask("2.000815", channel="online")["original"]
    assert item.state == "missing"
    assert item.scan
    assert (item.scan.digitise, item.scan.rule) == (False, "shown")
    assert ask("2.000815", paper("diploma", source="scan"))["original"].state == "satisfied_by_scan"


def test_an_older_paper_than_the_procedure_takes_is_expired() -> None:
    procedure = KNOWN.procedure("1.001776", TODAY)
    component = next(c for c in procedure.components if c.id == "disability")
    strict = procedure.model_copy(update={"components": (component.model_copy(update={"max_age_months": 6}),)})
    people = {"subject": frozenset({ME})}
    for issued, state in (("2026-05-20", "satisfied_by_reuse"), ("2026-05-19", "expired")):
        case = Situation(procedure.known({})[0], [paper("disability_cert", issued=issued)], people, {}, TODAY)
        (item,) = checklist(strict, case)
        assert item.state == state


@pytest.mark.parametrize(("count", "expected"), [(1, "satisfied_by_reuse"), (2, "satisfied_by_reuse"), (3, "missing")])
def test_a_group_of_n_needs_n_papers(count: int, expected: str) -> None:
    procedure = KNOWN.procedure("1.004884", TODAY)
    component = next(c for c in procedure.components if c.id == "old_evidence")
    changed = component.model_copy(update={"group": "N_OF", "count": count, "replaced_by_data": ()})
    held = [paper("birth_extract"), paper("diploma")]
    case = Situation(procedure.known({})[0], held, {"subject": frozenset({ME})}, {}, TODAY)
    (item,) = checklist(procedure.model_copy(update={"components": (changed,)}), case)
    assert item.state == expected
