"""Owners and their data: shown whole, corrected with history, erased as far as archive law lets go."""

from __future__ import annotations

import json
from typing import Any

import pytest

from motlan.model import Conflict, NotFound
from motlan.model.store import StoredPaper
from motlan.usecases import keys
from motlan.usecases.case import Caller, Purpose, Services
from motlan.usecases.file_dossier import contract_key
from motlan.usecases.owner_decisions import Decision, decide
from motlan.usecases.owners import Export, ExportRequest, NewRequest, RequestAnswer, ask, export, queue
from motlan.usecases.papers import read_paper

OWNER = "072195000123"
WHY = {"purpose": "Chủ thể dữ liệu yêu cầu", "legal_basis": "Luật 91/2025/QH15"}
CARD = {"id_no": OWNER, "full_name": "LÊ THỊ MẪU", "birth_date": "1995-02-03", "issue_date": "2022-05-06",
        "expiry_date": "2035-02-03"}  # fmt: skip
BIRTH = {"registration_no": "01/1995", "full_name": "LÊ MẪU CON", "birth_date": "1995-02-03", "personal_id": OWNER,
         "registration_date": "1995-02-09", "registration_place": "UBND xã Mẫu"}  # fmt: skip
CLERK = Caller("clerk-1", frozenset({"clerk"}), frozenset({"25681"}))
ARCHIVIST = Caller("archivist-1", frozenset({"archivist"}), frozenset({"25681"}))


@pytest.fixture
def services(world: Any, make_paper: Any) -> Services:
    """Dossier d1: a card on page 1, a birth certificate on page 2; both of the owner."""
    world.dossier("d1", [make_paper("citizen_id", CARD, pages=[1]), make_paper("birth_certificate", BIRTH, pages=[2])])
    for page in (1, 2):
        world.derived.put(keys.preview_key("d1", page), b"jpg", "image/jpeg")
        world.derived.put(keys.page_key("d1", page), b"{}", "application/json")
    world.file("d1")
    found: Services = world.services()
    return found


def paper_of(services: Services, type_: str) -> StoredPaper:
    (paper,) = [p for p in services.store.of_owner(OWNER) if p.type == type_]
    return paper


def exported(services: Services, **more: Any) -> Export:
    return export(ExportRequest(owner_id=OWNER, **WHY, **more), caller=CLERK, services=services)


def asked(services: Services, **what: Any) -> RequestAnswer:
    new = NewRequest.model_validate({"owner_id": OWNER, "office": "25681", "reason": "Sai tên", **WHY} | what)
    (told,) = ask(new, caller=CLERK, services=services).requests
    return told


def decided(services: Services, request: str, *, accept: bool = True, version: int = 0, by: Caller = ARCHIVIST) -> Any:
    decision = Decision(version=version, accept=accept, note="Đã xem xét", **WHY)
    return decide(request, decision, caller=by, services=services)


def test_an_export_shows_everything_and_itself(services: Services, world: Any) -> None:
    told = exported(services)
    assert sorted(p.paper.type for p in told.papers) == ["birth_certificate", "citizen_id"]
    assert [e.kind for e in told.papers[0].history] == ["filed"]
    assert [(t.action, t.by, t.legal_basis) for t in told.looks] == [("export", "clerk-1", "Luật 91/2025/QH15")]
    world.clock.move(seconds=1)
    assert exported(services).looks[1] == told.looks[0]


def test_an_export_of_many_looks_goes_on_where_it_ended(
    services: Services, world: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from motlan.usecases import owners

    monkeypatch.setattr(owners, "_LOOKS", 2)
    for _ in range(3):
        exported(services)
        world.clock.move(seconds=1)
    first = exported(services)
    rest = services.store.traces(OWNER, limit=9, before=first.looks_next)
    assert len(first.looks) == 2
    assert len(rest) == 2
    assert {t.id for t in first.looks}.isdisjoint(t.id for t in rest)


def test_nobody_s_export_is_empty_and_leaves_a_trace(services: Services) -> None:
    told = export(ExportRequest(owner_id="072195000999", **WHY), caller=CLERK, services=services)
    assert told.papers == []
    assert [t.action for t in services.store.traces("072195000999")] == ["export"]


def test_a_correction_is_asked_decided_and_stays_in_the_history(services: Services, world: Any) -> None:
    paper = paper_of(services, "birth_certificate")
    request = asked(services, kind="correction", papers=[paper.id], wanted={"full_name": "LÊ MẪU CÓN"})
    assert [r.id for r in queue("25681", "open", 9, None, services=services).requests] == [request.id]
    assert decided(services, request.id).state == "done"
    after = services.store.get(paper.id)
    assert after.fields["full_name"].value == "LÊ MẪU CÓN"
    assert "LÊ MẪU CÓN" in after.abstract
    assert after.owners == paper.owners
    event = services.store.events(paper.id)[-1]
    assert (event.kind, [(c.key, c.before, c.after) for c in event.changes]) == (
        "corrected", [("full_name", "LÊ MẪU CON", "LÊ MẪU CÓN")],
    )  # fmt: skip
    assert "LÊ MẪU" not in json.dumps(world.events.published, ensure_ascii=False)
    assert [r.state for r in exported(services).requests] == ["done"]


def test_a_refused_request_changes_nothing_and_is_final(services: Services) -> None:
    paper = paper_of(services, "birth_certificate")
    request = asked(services, kind="correction", papers=[paper.id], wanted={"full_name": "X"})
    assert decided(services, request.id, accept=False).state == "refused"
    assert services.store.get(paper.id) == paper
    with pytest.raises(Conflict, match="E_DECIDED"):
        decided(services, request.id, version=1)


def test_two_archivists_decide_once(services: Services) -> None:
    request = asked(services, kind="deletion", papers=[paper_of(services, "citizen_id").id])
    decided(services, request.id)
    with pytest.raises(Conflict):
        decided(services, request.id)


def test_a_decision_that_died_half_way_is_taken_up_again(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    card = paper_of(services, "citizen_id")
    request = asked(services, kind="deletion", papers=[card.id])
    with monkeypatch.context() as broken:
        broken.setattr(services.store, "save", lambda *_: (_ for _ in ()).throw(RuntimeError("died")))
        with pytest.raises(RuntimeError):
            decided(services, request.id)
    assert services.requests.get(request.id).state == "working"
    with pytest.raises(Conflict, match="E_DECIDED"):
        decided(services, request.id, accept=False, version=1)
    assert decided(services, request.id, version=1).state == "done"
    assert services.store.get(card.id).erased_at


def test_another_office_s_request_is_not_there(services: Services) -> None:
    request = asked(services, kind="deletion")
    stranger = Caller("a", frozenset({"archivist"}), frozenset({"99999"}))
    with pytest.raises(NotFound, match="E_NO_REQUEST"):
        decided(services, request.id, by=stranger)


def test_what_may_go_goes_and_what_law_keeps_stays(services: Services, world: Any) -> None:
    card, birth = paper_of(services, "citizen_id"), paper_of(services, "birth_certificate")
    request = asked(services, kind="deletion")
    rulings = {r.paper: r for r in request.rulings}
    assert (rulings[card.id].erase, rulings[birth.id].erase) == (True, False)
    assert "vĩnh viễn" in rulings[birth.id].reason
    assert decided(services, request.id).state == "done"

    gone = services.store.get(card.id)
    assert (gone.standing, gone.fields, gone.owners, gone.number, gone.abstract) == ("void", {}, [], None, "")
    assert gone.erased_at
    assert [p.type for p in services.store.of_owner(OWNER)] == ["birth_certificate"]
    assert services.store.by_number("citizen_id", OWNER) == []
    assert services.store.find(card.identity) is None
    assert [e.kind for e in services.store.events(card.id)] == ["filed", "erased"]
    assert services.store.get(birth.id) == birth


def test_pictures_and_readings_of_it_go_too_and_its_neighbours_stay(services: Services, world: Any) -> None:
    decided(services, asked(services, kind="deletion", papers=[paper_of(services, "citizen_id").id]).id)
    left = world.derived.objects
    assert keys.preview_key("d1", 1) not in left
    page = json.loads(left[keys.page_key("d1", 1)])
    assert (page["lines"], page["warnings"][0]["code"]) == ([], "I_ERASED")
    assert keys.preview_key("d1", 2) in left
    for key in (keys.result_key("d1"), contract_key("d1")):
        text = left[key].decode()
        papers = json.loads(text)["papers"]
        assert (papers[0]["fields"], papers[0]["tags"]["owner_id"]) == ({}, None)
        assert "LÊ THỊ MẪU" not in text
        assert papers[1]["fields"]["full_name"]["value"] == "LÊ MẪU CON"
    assert world.scans.objects, "the original holds the birth certificate too"


def test_an_original_with_nothing_else_on_it_goes(world: Any, make_paper: Any) -> None:
    world.dossier("d2", [make_paper("citizen_id", CARD)])
    world.file("d2")
    services: Services = world.services()
    decided(services, asked(services, kind="deletion").id)
    assert world.scans.objects == {}
    paper = services.store.of_dossier("d2")[0][0]
    answer = read_paper(paper.id, Purpose(**WHY), caller=CLERK, services=services)
    assert (answer.pages, answer.paper.fields) == ([], {})


def test_erased_twice_is_erased(services: Services) -> None:
    card = paper_of(services, "citizen_id").id
    first, second = (asked(services, kind="deletion", papers=[card]) for _ in range(2))
    decided(services, first.id)
    decided(services, second.id)
    assert [e.kind for e in services.store.events(card)] == ["filed", "erased"]


def test_an_erased_paper_that_is_brought_again_is_a_new_one(services: Services, world: Any, make_paper: Any) -> None:
    card = paper_of(services, "citizen_id").id
    decided(services, asked(services, kind="deletion", papers=[card]).id)
    world.dossier("d3", [make_paper("citizen_id", CARD)])
    world.file("d3")
    assert paper_of(services, "citizen_id").id != card


def test_a_dossier_that_is_worked_on_keeps_its_papers(services: Services, world: Any) -> None:
    record = world.registry.get("d1")
    world.registry.save(record.model_copy(update={"state": "review"}))
    assert not any(r.erase for r in asked(services, kind="deletion").rulings)


@pytest.mark.parametrize(("years", "erase"), [(4, False), (6, True)])
def test_a_term_of_keeping_ends(world: Any, make_paper: Any, years: int, erase: bool) -> None:
    world.dossier("d1", [make_paper("decl_birth", {"child_full_name": "LÊ MẪU CON", "requester_id_no": OWNER}),
                         make_paper("citizen_id", CARD, pages=[2])])  # fmt: skip
    world.file("d1")
    services: Services = world.services()
    (declaration,) = [p for p, _ in services.store.of_dossier("d1") if p.type == "decl_birth"]
    from motlan.usecases.owners import rule

    world.clock.move(days=365.3 * years)
    assert rule(declaration, services).erase is erase


@pytest.mark.parametrize(
    ("what", "error"),
    [
        ({"kind": "deletion", "papers": ["p-none"]}, "E_NO_PAPER"),
        ({"kind": "deletion", "owner_id": "072195000999"}, "E_NO_PAPER"),
    ],
)
def test_papers_that_are_not_the_owner_s(services: Services, what: Any, error: str) -> None:
    with pytest.raises(NotFound, match=error):
        asked(services, **what)


@pytest.mark.parametrize(
    "what",
    [
        {"kind": "correction"},
        {"kind": "correction", "papers": ["p1"]},
        {"kind": "correction", "papers": ["p1", "p2"], "wanted": {"a": "b"}},
        {"kind": "deletion", "wanted": {"a": "b"}},
        {"kind": "correction", "papers": ["p1"], "wanted": {"a": "x" * 501}},
    ],
)
def test_requests_that_do_not_say_what(services: Services, what: Any) -> None:
    with pytest.raises(ValueError, match=r"correction|deletion|500"):
        asked(services, **what)


def test_what_people_changed_in_an_erased_paper_is_forgotten(services: Services, world: Any) -> None:
    card = paper_of(services, "citizen_id")
    wanted = {"full_name": "LÊ THỊ MÃU"}
    decided(services, asked(services, kind="correction", papers=[card.id], wanted=wanted).id)
    assert any("MÃU" in str(c.after) for c in world.registry.changes("d1"))
    record = world.registry.get("d1")
    world.registry.save(record.model_copy(update={"state": "filed"}))
    decided(services, asked(services, kind="deletion", papers=[card.id]).id)
    kept = [*world.registry.changes("d1"), *services.store.events(card.id), *services.store.of_dossier("d1")]
    assert [k for k in kept if "MÃU" in str(k)] == []
    assert "MÃU" not in str(world.derived.objects.values())
    assert "corrected" in {c.kind for c in world.registry.changes("d1")}


def test_filing_the_dossier_again_does_not_bring_it_back(services: Services, world: Any) -> None:
    card = paper_of(services, "citizen_id").id
    decided(services, asked(services, kind="deletion", papers=[card]).id)
    world.file("d1")
    assert services.store.get(card).erased_at
