"""Once: what the first visit brought is not asked for at the second, and the reuse is on record."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from motlan.usecases.case import Caller, Services, Subject
from motlan.usecases.checklist import ChecklistAnswer, ChecklistRequest, make_checklist
from motlan.usecases.prefill import PrefillRequest, prefill_form

MOTHER, FATHER = "072195000123", "072090000456"
MOTHER_CARD = {
    "id_no": MOTHER,
    "full_name": "LÊ THỊ MẪU",
    "birth_date": "1995-02-03",
    "sex": "Nữ",
    "issue_date": "2022-05-06",
    "expiry_date": "2035-02-03",
    "residence": "Ấp 1, Xã Mẫu",
    "home_town": "Xã Mẫu",
}
FATHER_CARD = {
    "id_no": FATHER,
    "full_name": "TRẦN VĂN MẪU",
    "birth_date": "1990-07-08",
    "sex": "Nam",
    "issue_date": "2021-05-06",
    "expiry_date": "2030-07-08",
    "residence": "Ấp 2, Xã Mẫu",
    "home_town": "Xã Mẫu",
}
MARRIAGE = {
    "registration_no": "7/2020",
    "wife_full_name": "LÊ THỊ MẪU",
    "husband_full_name": "TRẦN VĂN MẪU",
    "wife_id_doc": f"CCCD số {MOTHER}",
    "husband_id_doc": f"CCCD số {FATHER}",
    "issue_date": "2020-03-04",
    "registration_date": "2020-03-04",
}
PROOF = {
    "mother_full_name": "LÊ THỊ MẪU",
    "mother_id_no": MOTHER,
    "father_full_name": "TRẦN VĂN MẪU",
    "birth_date": "2026-11-10",
    "child_sex": "Nam",
    "issue_date": "2026-11-11",
    "gcs_no": "1.GCS",
}
CLERK = Caller("clerk-2", frozenset({"clerk"}), frozenset({"25681"}))
WHY = {"purpose": "Đăng ký khai sinh", "legal_basis": "Luật Hộ tịch 2014 Điều 16"}


@pytest.fixture
def services(world: Any, make_paper: Any) -> Services:
    """The first child's dossier is filed; the second child's holds a new birth proof only."""
    first = [
        make_paper("citizen_id", MOTHER_CARD, pages=[1]),
        make_paper("citizen_id", FATHER_CARD, pages=[2]),
        make_paper("marriage_certificate", MARRIAGE, pages=[3]),
        make_paper("birth_proof_hospital", PROOF | {"birth_date": "2023-01-02", "gcs_no": "0.GCS"}, pages=[4]),
    ]
    world.dossier("d1", first)
    world.file("d1")
    world.clock.move(days=2)
    world.dossier("d2", [make_paper("birth_proof_hospital", PROOF)])
    world.file("d2")
    services: Services = world.services()
    return services


def ask(services: Services, dossier: str | None, code: str = "1.001193", **more: Any) -> ChecklistAnswer:
    record = services.registry.get(dossier) if dossier else None
    request = ChecklistRequest(**WHY | more)
    return make_checklist(code, request, caller=CLERK, record=record, services=services)


def test_the_second_child_needs_no_paper_of_the_parents_again(services: Services) -> None:
    answer = ask(services, "d2", subject=Subject(owner_id=FATHER))
    states = {item.id: item.state for item in answer.items}
    assert states["birth_evidence"] == "satisfied_by_scan"
    assert states["identity"] == states["marriage"] == "satisfied_by_reuse"
    assert len(answer.not_asked_again) == 2
    assert all("Không cần mang lại" in line and "20/11/2026" in line for line in answer.not_asked_again)
    assert [line for line in answer.bring if "tờ khai" in line.lower()] == answer.bring


def test_the_first_child_s_birth_proof_is_never_used_for_the_second(services: Services) -> None:
    record = services.registry.get("d2")
    request = PrefillRequest(eform="birth_registration", subject=Subject(owner_id=FATHER), **WHY)
    _, filled = prefill_form(request, caller=CLERK, record=record, services=services)
    assert filled.values["child_birth_date"].value == "2026-11-10"
    assert filled.conflicts == []


def test_the_parents_come_from_the_store_with_their_source(services: Services) -> None:
    record = services.registry.get("d2")
    request = PrefillRequest(eform="birth_registration", subject=Subject(owner_id=FATHER), **WHY)
    _, filled = prefill_form(request, caller=CLERK, record=record, services=services)
    plain = {key: value.value for key, value in filled.values.items()}
    assert (plain["mother_id_no"], plain["father_id_no"]) == (MOTHER, FATHER)
    assert (plain["parents_marriage_no"], plain["requester_relation"]) == ("7/2020", "Cha")
    source = filled.values["father_residence"].source
    assert source
    assert (source.reused, source.dossier) == (True, "d1")
    assert filled.values["father_residence"].valid_until == "2030-07-08"


def test_an_evidence_of_one_dossier_does_not_serve_the_next(services: Services) -> None:
    down = list(services.knowledge.databases)
    answer = ask(services, None, subject=Subject(owner_id=MOTHER, roles=["requester", "mother"]), unreachable=down)
    states = {item.id: item.state for item in answer.items}
    assert states["birth_evidence"] == "missing"
    assert states["identity"] == "satisfied_by_reuse"


def test_another_procedure_of_the_same_citizen(services: Services) -> None:
    answer = ask(services, None, "1.004884", subject=Subject(owner_id=MOTHER))
    states = {item.id: item.state for item in answer.items}
    assert states["identity"] == states["old_evidence"] == "satisfied_by_reuse"


def test_a_card_that_expired_since_is_asked_for_with_the_day(services: Services) -> None:
    down = list(services.knowledge.databases)
    told = {"subject": Subject(owner_id=FATHER), "unreachable": down, "as_of": date(2031, 11, 20)}
    answer = ask(services, None, "2.000884", **told)
    item = next(item for item in answer.items if item.id == "identity")
    assert (item.state, item.expired_on) == ("expired", "2030-07-08")
    assert "08/07/2030" in item.citizen
