"""The history of a field: what was read and by what, then what people said, until now; masked as the field is."""

from __future__ import annotations

from typing import Any

import pytest

from motlan.model import NotFound
from motlan.rules.masking import MASK
from motlan.usecases.case import Caller, Services
from motlan.usecases.correct import ConfirmRequest, FieldsRequest, confirm_fields, correct_fields
from motlan.usecases.history import FieldHistory, field_history

LAN = Caller("5f8c6a1e", frozenset({"clerk"}), frozenset({"25681"}), "lan")
CARD = {"id_no": "072195000123", "full_name": "LÊ THỊ MÃU", "birth_date": "1995-02-03", "sex": "Nữ"}


@pytest.fixture
def services(world: Any) -> Services:
    made: Services = world.services()
    return made


@pytest.fixture
def card(world: Any, make_paper: Any) -> str:
    """Dossier d1: a card whose name is in doubt, read from its QR code; returns the paper's id."""
    world.dossier("d1", [make_paper("citizen_id", CARD, review=["full_name"], source="qr")], outcome="review")
    world.file("d1")
    return str(world.store.of_dossier("d1")[0][0].id)


def told(services: Services, key: str, caller: Caller = LAN) -> FieldHistory:
    return field_history(services.registry.get("d1"), 0, key, caller=caller, services=services)


def correct(services: Services, paper: str, value: str, note: str | None = None) -> None:
    version = services.registry.get("d1").version
    said = {"version": version, "fields": {"full_name": {"value": value}}, "note": note}
    correct_fields(paper, FieldsRequest.model_validate(said), caller=LAN, services=services)


def test_from_the_reading_to_the_last_word(world: Any, services: Services, card: str) -> None:
    fresh = told(services, "full_name")
    assert (fresh.read and fresh.read.model_dump(), fresh.changes) == (
        {"value": "LÊ THỊ MÃU", "raw": "LÊ THỊ MÃU", "source": "qr", "page": 1, "doubts": ["Đọc chưa chắc chắn"]},
        [],
    )
    world.clock.move(minutes=1)
    correct(services, card, "LÊ THỊ MẪU", "Hỏi lại công dân")
    world.clock.move(minutes=1)
    version = services.registry.get("d1").version
    confirm_fields(card, ConfirmRequest(version=version, keys=["full_name"]), caller=LAN, services=services)
    after = told(services, "full_name")
    assert after.read == fresh.read, "what was read stays as it was"
    own = [change for change in after.changes if change.key == "full_name"]
    assert [(c.kind, c.before, c.after, c.name, c.note) for c in own] == [
        ("corrected", "LÊ THỊ MÃU", "LÊ THỊ MẪU", "lan", "Hỏi lại công dân"),
        ("confirmed", "LÊ THỊ MẪU", "LÊ THỊ MẪU", "lan", None),
    ]
    assert [c.key for c in after.changes].count("*") == 1, "who stood behind the whole paper stood behind this too"
    assert not [c for c in told(services, "sex").changes if c.key == "full_name"]


def test_where_people_parted_the_pages_otherwise_the_value_before_the_first_change_was_read(
    world: Any, services: Services, card: str, make_paper: Any
) -> None:
    correct(services, card, "LÊ THỊ MẪU")
    world.result("d1", [make_paper("birth_cert", {"full_name": "TRẦN VĂN MẪU"})])  # as the machine parted it
    read = told(services, "full_name").read
    assert read
    assert (read.value, read.raw, read.doubts) == ("LÊ THỊ MÃU", "LÊ THỊ MÃU", [])


@pytest.mark.parametrize(("paper", "key"), [(1, "sex"), (0, "no_such")])
def test_a_field_that_is_none(services: Services, card: str, paper: int, key: str) -> None:
    with pytest.raises(NotFound, match="E_NO_FIELD"):
        field_history(services.registry.get("d1"), paper, key, caller=LAN, services=services)


def test_who_may_not_see_a_value_sees_that_it_was_changed(world: Any, services: Services, make_paper: Any) -> None:
    proof = make_paper("birth_proof", {"child_weight_g": "3100"}, review=["child_weight_g"])
    world.dossier("d1", [proof], outcome="review")
    world.file("d1")
    paper, version = world.store.of_dossier("d1")[0][0].id, services.registry.get("d1").version
    told_so = {"version": version, "fields": {"child_weight_g": {"value": 3200}}, "note": "Cân lại 3200 g"}
    correct_fields(paper, FieldsRequest.model_validate(told_so), caller=LAN, services=services)
    archivist = Caller("kho", frozenset({"archivist"}), frozenset({"25681"}))
    history = told(services, "child_weight_g", archivist)
    assert (history.read and (history.read.value, history.read.raw)) == (MASK, None)
    assert {(c.before, c.after, c.note, c.name) for c in history.changes} == {(MASK, MASK, None, "lan")}
    assert told(services, "child_weight_g").changes[0].after == "3200"
