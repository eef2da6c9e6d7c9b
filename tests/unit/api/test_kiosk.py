"""A kiosk stands in a public place: it reaches what its visitor has just brought, and nothing else."""

from __future__ import annotations

import json
from typing import Any

import pytest

from motlan.api.access import KIOSK_MINUTES, RULES, Entry, enter
from motlan.model import BadRequest, Forbidden, NotFound
from motlan.usecases.case import Caller, Services, Subject
from motlan.usecases.prefill import PrefillRequest, prefill_form

MACHINE = "kiosk-1"
KIOSK = Caller(MACHINE, frozenset({"kiosk"}), frozenset({"25681"}))
WHY = {"purpose": "Đăng ký khai sinh", "legal_basis": "Luật Hộ tịch 2014 Điều 16"}
CARD = {"id_no": "072195000123", "full_name": "LÊ THỊ MẪU", "birth_date": "1995-02-03", "issue_date": "2022-05-06",
        "expiry_date": "2035-02-03", "sex": "Nữ"}  # fmt: skip
#: All that the rules let a kiosk call.
ALLOWED = {
    "POST /v1/dossiers", "GET /v1/dossiers/{id}", "POST /v1/dossiers/{id}/receipt", "GET /v1/procedures",
    "POST /v1/prefill",
}  # fmt: skip


def knock(world: Any, route: str, *, dossier: str = "d1", body: Any = None) -> Entry | None:
    method, _, path = route.partition(" ")
    path = path.replace("{id}", dossier).replace("{code}", "1.001193")
    claims = {"sub": MACHINE, "cognito:groups": "[kiosk]", "custom:offices": "25681"}
    context = {"http": {"method": method, "path": path}, "authorizer": {"jwt": {"claims": claims}}}
    event = {"rawPath": path, "requestContext": context, "body": json.dumps(body or {})}
    return enter(event, world.registry, world.limits, world.clock)


def test_the_whole_of_what_it_may_call() -> None:
    assert {route for route, roles in RULES.items() if "kiosk" in roles} == ALLOWED


@pytest.mark.parametrize(
    ("opened_by", "later", "reached"),
    [
        (MACHINE, 0, True),
        (MACHINE, KIOSK_MINUTES, True),
        (MACHINE, KIOSK_MINUTES + 1, False),  # the next visitor
        ("clerk-1", 0, False),
        ("kiosk-2", 0, False),
    ],
)
def test_it_reaches_what_its_visitor_has_just_opened(
    world: Any, make_paper: Any, opened_by: str, later: int, reached: bool
) -> None:
    world.dossier("d1", [make_paper("citizen_id", CARD)], opened_by=opened_by)
    world.clock.move(minutes=later)
    for route in ("GET /v1/dossiers/{id}", "POST /v1/dossiers/{id}/receipt", "POST /v1/prefill"):
        if reached:
            entry = knock(world, route, body={"dossier": "d1"})
            assert entry
            assert entry.record
            assert not entry.sees_content, "state and progress, never what was read"
        else:
            with pytest.raises(NotFound):
                knock(world, route, body={"dossier": "d1"})


@pytest.fixture
def services(world: Any, make_paper: Any) -> Services:
    """The store knows a card in full; later a poor copy of it comes to the kiosk, and a paper of somebody's own."""
    world.dossier("d1", [make_paper("citizen_id", CARD | {"residence": "Ấp 1, Xã Mẫu"})])
    world.file("d1")
    world.clock.move(days=1)
    proof = {"mother_full_name": "LÊ THỊ MẪU", "mother_id_no": CARD["id_no"], "birth_date": "2026-11-10",
             "child_sex": "Nam", "gcs_no": "1.GCS", "issue_date": "2026-11-11"}  # fmt: skip
    papers = [make_paper("citizen_id", CARD, pages=[1]), make_paper("birth_proof_hospital", proof, pages=[2])]
    world.dossier("d2", papers, opened_by=MACHINE, channel="kiosk")
    world.file("d2")
    made: Services = world.services()
    return made


def test_its_form_holds_what_was_scanned_and_nothing_of_the_store(world: Any, services: Services) -> None:
    record = services.registry.get("d2")
    request = PrefillRequest(eform="birth_registration", dossier="d2", **WHY)
    _, at_counter = prefill_form(request, caller=Caller("lan", frozenset({"clerk"})), record=record, services=services)
    assert at_counter.values["mother_residence"].value == "Ấp 1, Xã Mẫu"
    looks = len(services.store.traces(CARD["id_no"]))
    _, filled = prefill_form(request, caller=KIOSK, record=record, services=services)
    assert filled.values["child_birth_date"].value == "2026-11-10"
    said = [*filled.values.values(), *filled.to_confirm.values()]
    assert {value.source.dossier for value in said if value.source} == {"d2"}
    assert "Ấp 1, Xã Mẫu" not in filled.model_dump_json()
    assert len(services.store.traces(CARD["id_no"])) == looks, "no store was looked into"


@pytest.mark.parametrize("asked", [{"subject": Subject(owner_id="072195000123")}, {"dossier": None}])
def test_it_may_not_ask_about_a_person(services: Services, asked: dict[str, Any]) -> None:
    request = PrefillRequest(eform="birth_registration", **WHY, **{"dossier": "d2", **asked})
    record = services.registry.get("d2") if request.dossier else None
    with pytest.raises((Forbidden, BadRequest), match=r"vừa quét|công dân"):
        prefill_form(request, caller=KIOSK, record=record, services=services)
