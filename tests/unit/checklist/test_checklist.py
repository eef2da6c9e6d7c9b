"""One complete list: every state of domain.md C.0, for the clerk and for the citizen, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from motlan.rules.checklist import ORDER, Item, Situation, checklist
from motlan.rules.held import Held
from motlan.rules.procedures import Procedure, holds
from motlan.understanding.catalogue import Catalogue
from motlan.understanding.template_files import BadTemplate
from motlan.usecases.knowledge import knowledge, load
from motlan.usecases.template_checks import problems

ROOT = Path(__file__).parents[3]
TODAY = date(2026, 11, 20)
ME, OTHER = "072195000123", "072195000999"
REGISTRATION = knowledge().procedure("1.001193", TODAY)
PLAIN = {
    "channel": "counter",
    "parents_married": True,
    "child_abandoned": False,
    "surrogacy": False,
    "agent_used": False,
    "agent_is_family": False,
}


def paper(type_: str, **more: Any) -> Held:
    told = {"type": type_, "source": "scan", "paper": "p1", "dossier": "d1", "pages": (2,), "owners": frozenset({ME})}
    return Held(**told | more)


def ask(*held: Held, procedure: Procedure = REGISTRATION, **more: Any) -> dict[str, Item]:
    facts = PLAIN | more.pop("facts", {})
    me = frozenset({ME})
    told = {"facts": facts, "held": held, "people": {"requester": me, "mother": me}, "today": TODAY,
            "databases": knowledge().databases, "policy": knowledge().policy} | more  # fmt: skip
    return {item.id: item for item in checklist(procedure, Situation(**told))}


def state(items: dict[str, Item], component: str) -> str:
    return items[component].state


def test_nothing_there_is_one_complete_list() -> None:
    items = ask()
    assert {k: v.state for k, v in items.items()} == {
        "declaration": "missing",
        "birth_evidence": "replaced_by_data",
        "abandoned_record": "not_needed",
        "surrogacy_proof": "not_needed",
        "authorization": "not_needed",
        "identity": "replaced_by_data",
        "residence": "replaced_by_data",
        "marriage": "replaced_by_data",
    }
    assert all(item.clerk and item.citizen and item.reason and item.legal_basis for item in items.values())


@pytest.mark.parametrize(
    ("component", "held", "expected"),
    [
        ("declaration", paper("decl_birth"), "satisfied_by_scan"),
        ("declaration", paper("decl_birth", issues=frozenset({"W_INCOMPLETE_PAPER"})), "unreadable"),
        ("birth_evidence", paper("birth_proof_hospital"), "satisfied_by_scan"),
        ("birth_evidence", paper("witness_statement", owners=frozenset()), "satisfied_by_scan"),
        ("identity", paper("citizen_id"), "satisfied_by_scan"),
        ("identity", paper("citizen_id", source="store", until="2035-01-01"), "satisfied_by_reuse"),
        ("identity", paper("citizen_id", validity="expired", until="2025-01-01"), "expired"),
        ("identity", paper("citizen_id", source="store", validity="expired", until="2025-01-01"), "expired"),
        ("identity", paper("citizen_id", owners=frozenset({OTHER})), "missing"),
        ("identity", paper("citizen_id", source="store", owners=frozenset({OTHER})), "missing"),
        ("identity", paper("citizen_id", source="store", in_doubt=True), "missing"),
        ("identity", paper("citizen_id", source="store", validity="unknown"), "missing"),
        ("marriage", paper("marriage_certificate", source="store"), "satisfied_by_reuse"),
        ("birth_evidence", paper("birth_proof_hospital", source="store"), "missing"),
        ("residence", paper("residence_confirmation_ct07", validity="void"), "expired"),
    ],
)
def test_the_state_that_a_paper_gives(component: str, held: Held, expected: str) -> None:
    """With every database down, so that the paper alone answers."""
    assert state(ask(held, unreachable=frozenset(knowledge().databases)), component) == expected


def test_a_paper_in_doubt_satisfies_and_must_be_looked_at() -> None:
    items = ask(paper("citizen_id", in_doubt=True))
    assert (items["identity"].state, items["identity"].to_confirm) == ("satisfied_by_scan", True)
    unowned = ask(paper("citizen_id", owners=frozenset()))
    assert unowned["identity"].to_confirm


def test_the_best_paper_answers() -> None:
    old = paper("citizen_id", validity="expired", until="2020-01-01", paper="old")
    items = ask(old, paper("citizen_id", source="store", paper="good"))
    assert (items["identity"].state, items["identity"].paper) == ("satisfied_by_reuse", "good")


def test_the_second_visit_says_what_need_not_be_brought_and_why() -> None:
    item = ask(paper("marriage_certificate", source="store", scanned_at="2025-03-04T08:00:00"))["marriage"]
    assert item.citizen.startswith("Không cần mang lại")
    assert "quét ngày 04/03/2025" in item.citizen
    assert item.paper == "p1"
    assert "kho dữ liệu" in item.reason


def test_a_database_that_is_down_makes_the_paper_be_asked_for() -> None:
    items = ask(unreachable=frozenset({"csdl_dan_cu.identity"}))
    assert state(items, "identity") == "missing"
    assert "xuất trình" in items["identity"].citizen
    assert state(items, "residence") == "replaced_by_data"


def test_a_database_counts_from_its_day() -> None:
    assert state(ask(today=date(2020, 1, 1)), "identity") == "missing"


@pytest.mark.parametrize(
    ("facts", "component", "expected"),
    [
        ({"parents_married": False}, "marriage", "not_needed"),
        ({"child_abandoned": True}, "abandoned_record", "missing"),
        ({"child_abandoned": True}, "birth_evidence", "not_needed"),
        ({"child_abandoned": True}, "marriage", "not_needed"),
        ({"surrogacy": True}, "surrogacy_proof", "missing"),
        ({"agent_used": True}, "authorization", "missing"),
        ({"channel": "online"}, "declaration", "not_needed"),
    ],
)
def test_facts_decide_what_is_needed(facts: dict[str, Any], component: str, expected: str) -> None:
    assert state(ask(facts=facts), component) == expected


def test_what_is_only_shown_is_never_missing_online() -> None:
    items = ask(facts={"channel": "online"}, unreachable=frozenset(knowledge().databases))
    assert {items[c].state for c in ("identity", "residence", "marriage")} == {"not_needed"}


def test_by_post_certified_copies_stand_in_for_what_is_shown() -> None:
    items = ask(facts={"channel": "postal"}, unreachable=frozenset(knowledge().databases))
    assert "bản sao có chứng thực" in items["identity"].citizen


@pytest.mark.parametrize(
    ("family", "certified", "doubt"), [(False, False, True), (False, True, False), (True, False, False)]
)
def test_an_authorisation_in_the_family_needs_no_certification(family: bool, certified: bool, doubt: bool) -> None:
    facts = {"agent_used": True, "agent_is_family": family}
    item = ask(paper("authorization", certified=certified), facts=facts)["authorization"]
    assert (item.state, item.to_confirm) == ("satisfied_by_scan", doubt)


def test_what_the_clerk_has_seen_is_done() -> None:
    item = ask(seen=frozenset({"identity"}), unreachable=frozenset(knowledge().databases))["identity"]
    assert (item.state, item.reason) == ("not_needed", "Cán bộ đã xem bản giấy.")


def test_an_unreadable_page_is_pointed_at() -> None:
    assert "Trang 3 không đọc được" in ask(unreadable_pages=(3,))["declaration"].clerk


def test_a_paper_for_another_purpose_does_not_serve() -> None:
    component = next(c for c in knowledge().procedure("1.000894", TODAY).components if c.id == "marital_status")
    asked = REGISTRATION.model_copy(
        update={
            "components": (component.model_copy(update={"never": None}),),
            "roles": {"female": "", "male": ""},
        }
    )
    people = {"female": frozenset({ME})}
    wrong = paper("marital_status_cert", purpose="Mua bán nhà đất")
    right = replace(wrong, purpose="Đăng ký KẾT HÔN với ông Mẫu")
    found = ask(wrong, procedure=asked, people=people)["marital_status"]
    assert (found.state, found.reason) == ("wrong_purpose", "Giấy này được cấp để: Mua bán nhà đất.")
    assert state(ask(right, procedure=asked, people=people), "marital_status") == "satisfied_by_scan"


def test_what_is_asked_no_more_is_said_even_if_it_is_brought() -> None:
    procedure = knowledge().procedure("1.000894", TODAY)
    item = ask(paper("marital_status_cert"), procedure=procedure, people={"female": frozenset({ME})})["marital_status"]
    assert item.state == "not_needed"
    assert "01/01/2026" in item.citizen


def test_an_old_household_book_still_proves_something_in_a_rebirth() -> None:
    procedure = knowledge().procedure("1.004884", TODAY)
    book = paper("household_book", validity="void", owners=frozenset())
    down = frozenset(knowledge().databases)
    items = ask(book, procedure=procedure, people={"subject": frozenset({ME})}, unreachable=down)
    assert state(items, "old_evidence") == "satisfied_by_scan"


def test_every_state_has_words_and_a_place_in_the_order() -> None:
    assert set(ORDER) == {
        "satisfied_by_scan", "satisfied_by_reuse", "replaced_by_data", "not_needed", "missing", "expired", "unreadable",
        "wrong_purpose",
    }  # fmt: skip


def test_conditions() -> None:
    assert holds({}, {})
    assert holds({"a": True, "b": ["x", "y"]}, {"a": True, "b": "y"})
    assert not holds({"a": True}, {"a": False})
    assert not holds({"b": ["x"]}, {})


@pytest.mark.parametrize(
    ("file", "change", "says"),
    [
        ("procedures/1.001193.yaml", {"surprise": 1}, "surprise"),
        ("procedures/1.001193.yaml", {"code": "77"}, "code"),
        ("procedures/1.001193.yaml", {"eform": "none"}, "không có tờ khai"),
        ("procedures/1.001193.yaml", {"facts": {}}, "facts not listed"),
        ("procedures/1.001193.yaml", {"roles": {}}, "roles not listed"),
        ("procedures/1.001193.yaml", {"valid_from": "soon"}, "valid_from"),
        ("eforms/birth_registration.yaml", {"roles": {}}, "roles not listed"),
        ("eforms/birth_registration.yaml", {"checks": [{"check": "none", "keys": []}]}, "không có phép kiểm tra"),
        ("eforms/birth_registration.yaml", {"checks": [{"check": "not_in_future", "keys": ["x"]}]}, "no such fields"),
        ("databases.yaml", {"csdl_dan_cu.identity": None}, "csdl_dan_cu.identity"),
    ],
)
def test_a_wrong_data_file_is_refused_by_name(tmp_path: Path, file: str, change: dict[str, Any], says: str) -> None:
    for source in (ROOT / "templates").rglob("*.yaml"):
        target = tmp_path / source.relative_to(ROOT / "templates")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(source.read_bytes())
    data = yaml.safe_load((tmp_path / file).read_text())
    (tmp_path / file).write_text(yaml.safe_dump(data | change, allow_unicode=True))
    if file == "databases.yaml":
        with pytest.raises(BadTemplate, match=says):
            load(tmp_path)
        return
    found = list(problems(load(tmp_path), Catalogue.load()))
    assert any(says in fault for fault in found), found


def test_a_new_law_is_a_further_file(tmp_path: Path) -> None:
    for source in (ROOT / "templates").rglob("*.yaml"):
        target = tmp_path / source.relative_to(ROOT / "templates")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(source.read_bytes())
    data = yaml.safe_load((tmp_path / "procedures/1.001193.yaml").read_text())
    later = data | {"valid_from": date(2027, 3, 1), "valid_to": None, "name": "Theo luật mới"}
    (tmp_path / "procedures/1.001193-2027.yaml").write_text(yaml.safe_dump(later, allow_unicode=True))
    known = load(tmp_path)
    assert known.procedure("1.001193", date(2027, 2, 28)).name == "Đăng ký khai sinh"
    assert known.procedure("1.001193", date(2027, 3, 1)).name == "Theo luật mới"
    overlapping = later | {"valid_from": date(2027, 1, 1)}
    (tmp_path / "procedures/1.001193-2027.yaml").write_text(yaml.safe_dump(overlapping, allow_unicode=True))
    with pytest.raises(BadTemplate, match="hai bản cùng có hiệu lực"):
        load(tmp_path).procedure("1.001193", TODAY)
