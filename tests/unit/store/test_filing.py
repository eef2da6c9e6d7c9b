"""Filing: one paper however often it is scanned, nothing filed under a stranger, nothing lost, nothing twice."""

from __future__ import annotations

from typing import Any

import pytest

from motlan.model import Conflict, NotFound, TransientError
from motlan.model.store import Access, PaperEvent

MOTHER, FATHER = "072195000123", "072090000456"
BIRTH = {
    "registration_no": "12/2026",
    "full_name": "TRẦN THỊ MẪU",
    "birth_date": "2026-10-01",
    "personal_id": "072326000789",
    "issue_date": "2026-10-05",
    "registration_place": "UBND phường Mẫu",
    "issuer_name": "UBND phường Mẫu",
}
CARD = {
    "id_no": MOTHER,
    "full_name": "LÊ THỊ MẪU",
    "birth_date": "1995-02-03",
    "issue_date": "2022-05-06",
    "expiry_date": "2035-02-03",
}
MARRIAGE = {"registration_no": "7/2020", "wife_full_name": "LÊ THỊ MẪU", "husband_full_name": "TRẦN VĂN MẪU",
            "wife_id_doc": f"CCCD số {MOTHER}", "husband_id_doc": f"CCCD số {FATHER}, cấp ngày 01/02/2021",
            "issue_date": "2020-03-04"}  # fmt: skip


def test_a_paper_is_filed_under_its_owner_with_the_nine_metadata(world: Any, make_paper: Any) -> None:
    world.dossier("d1", [make_paper("birth_certificate", BIRTH)])
    assert world.file("d1") == {"state": "filed", "papers": 1, "new": 1}
    (paper,) = world.store.of_owner("072326000789")
    assert (paper.type_code, paper.number, paper.issue_date) == ("KQ.G15.000031", "12/2026", "2026-10-05")
    assert (paper.issuer, paper.reliability, paper.validity) == ("UBND phường Mẫu", "digitised_from_original", "valid")
    assert paper.abstract == "Khai sinh: TRẦN THỊ MẪU, sinh 2026-10-01, đăng ký tại UBND phường Mẫu"
    assert (paper.source.dossier, paper.source.scanned_by, paper.assurance) == ("d1", "clerk-1", "machine")
    assert paper.fields["full_name"].box == (0.1, 0.1, 0.5, 0.2)
    assert world.registry.get("d1").state == "filed"
    assert world.registry.get("d1").owners == ["072326000789"]
    assert world.events.kinds == ["motlan.paper.filed", "motlan.dossier.filed"]


def test_filing_twice_changes_nothing(world: Any, make_paper: Any) -> None:
    world.dossier("d1", [make_paper("birth_certificate", BIRTH)])
    world.file("d1")
    before, version = world.store.of_owner("072326000789"), world.registry.get("d1").version
    world.clock.move(minutes=5)
    assert world.file("d1") == {"state": "filed", "papers": 1, "new": 0}
    assert world.store.of_owner("072326000789") == before
    assert world.registry.get("d1").version == version
    assert [e.kind for e in world.store.events(before[0].id)] == ["filed"]


def test_a_paper_scanned_twice_is_one_paper_with_two_scans(world: Any, make_paper: Any) -> None:
    world.dossier("d1", [make_paper("birth_certificate", BIRTH, review=["signer_name"])])
    world.dossier("d2", [make_paper("unknown", {}, pages=[1]), make_paper("birth_certificate", BIRTH, pages=[2, 3])])
    world.file("d1")
    world.clock.move(days=1)
    world.file("d2")
    (paper,) = world.store.of_owner("072326000789")
    assert paper.scans == 2
    assert [e.kind for e in world.store.events(paper.id)] == ["filed", "scanned_again"]
    ((_, scan),) = [(p, s) for p, s in world.store.of_dossier("d2") if p.type == "birth_certificate"]
    assert (scan.dossier, scan.pages) == ("d2", [2, 3])


def test_the_surer_scan_gives_the_fields(world: Any, make_paper: Any) -> None:
    blurred = make_paper("birth_certificate", BIRTH | {"signer_name": "NGUYEN VAN M"}, review=["signer_name"])
    clear = make_paper("birth_certificate", BIRTH | {"signer_name": "NGUYỄN VĂN MẪU"})
    for name, paper in (("d1", blurred), ("d2", clear), ("d3", blurred)):
        world.dossier(name, [paper])
        world.file(name)
    (paper,) = world.store.of_owner("072326000789")
    assert paper.fields["signer_name"].value == "NGUYỄN VĂN MẪU"
    assert (paper.assurance, paper.scans) == ("machine", 3)


def test_a_marriage_belongs_to_both(world: Any, make_paper: Any) -> None:
    world.dossier("d1", [make_paper("marriage_certificate", MARRIAGE)])
    world.file("d1")
    assert [p.id for p in world.store.of_owner(MOTHER)] == [p.id for p in world.store.of_owner(FATHER)]
    assert world.store.of_owner(MOTHER, {"citizen_id"}) == []


def test_a_number_in_doubt_owns_nothing_and_the_paper_stays_with_its_dossier(world: Any, make_paper: Any) -> None:
    world.dossier("d1", [make_paper("citizen_id", CARD, review=["id_no"])], outcome="review")
    assert world.file("d1")["state"] == "review"
    assert world.store.of_owner(MOTHER) == []
    assert [p.type for p, _ in world.store.of_dossier("d1")] == ["citizen_id"]


@pytest.mark.parametrize(
    ("wife", "review", "owner"),
    [
        ({"wife_id_doc": "CMND số 292000001 cấp ngày 01/02/2010"}, [], MOTHER),
        ({"wife_id_doc": "CMND số 292000777"}, [], "292000777"),
        ({"wife_id_doc": "CMND số 29200000l", "wife_birth_date": "1995-02-03"}, ["wife_id_doc"], MOTHER),
        ({"wife_id_doc": None, "wife_birth_date": "1995-02-04"}, [], None),
        ({"wife_id_doc": None, "wife_birth_date": "1995"}, [], None),
        ({"wife_id_doc": None, "wife_birth_date": "1995-02-03"}, ["wife_birth_date"], None),
    ],
)
def test_a_card_of_the_dossier_tells_whose_an_older_paper_is(
    world: Any, make_paper: Any, wife: Any, review: list[str], owner: str | None
) -> None:
    card = make_paper("citizen_id", CARD | {"old_id_no": "292000001"})
    married = make_paper("marriage_certificate", MARRIAGE | wife, review=review, pages=[2])
    world.dossier("d1", [card, married])
    world.file("d1")
    (paper,) = [p for p, _ in world.store.of_dossier("d1") if p.type == "marriage_certificate"]
    assert paper.owners == ([owner] if owner else []) + [FATHER]


def test_papers_that_say_little_are_not_taken_for_one_another(world: Any, make_paper: Any) -> None:
    world.dossier("d1", [make_paper("unknown", {}, pages=[1]), make_paper("unknown", {}, pages=[2])])
    world.dossier("d2", [make_paper("unknown", {}, pages=[1])])
    world.file("d1")
    world.file("d2")
    ids = [p.id for d in ("d1", "d2") for p, _ in world.store.of_dossier(d)]
    assert len(set(ids)) == 3


def test_a_correction_keeps_the_paper_its_history_and_moves_its_owner(world: Any, make_paper: Any) -> None:
    world.dossier("d1", [make_paper("citizen_id", CARD | {"id_no": "072195000129"})])
    world.file("d1")
    (wrong,) = world.store.of_owner("072195000129")
    world.result("d1", [make_paper("citizen_id", CARD)])
    world.clock.move(minutes=1)
    world.file("d1")
    (right,) = world.store.of_owner(MOTHER)
    assert right.id == wrong.id
    assert world.store.of_owner("072195000129") == []
    assert world.store.find(wrong.identity) is None
    assert [e.kind for e in world.store.events(right.id)] == ["filed", "corrected"]
    assert world.registry.get("d1").owners == [MOTHER]


def test_a_correction_that_finds_a_known_paper_joins_it(world: Any, make_paper: Any) -> None:
    world.dossier("d1", [make_paper("citizen_id", CARD)])
    world.dossier("d2", [make_paper("citizen_id", CARD | {"id_no": "072195000129"})])
    world.file("d1")
    world.file("d2")
    world.result("d2", [make_paper("citizen_id", CARD)])
    world.file("d2")
    (kept,) = world.store.of_owner(MOTHER)
    assert kept.scans == 2
    assert [p.id for p, _ in world.store.of_dossier("d2")] == [kept.id]
    (gone,) = world.store.of_owner("072195000129")
    assert (gone.standing, gone.standing_reason) == ("superseded", f"Trùng với giấy {kept.id}")


def test_tags_name_types_and_states_and_nobody(world: Any, make_paper: Any) -> None:
    world.dossier("d1", [make_paper("citizen_id", CARD), make_paper("birth_certificate", BIRTH, pages=[2])])
    world.file("d1")
    (tags,) = world.scans.tags.values()
    assert tags == {
        "motlan-types": "birth_certificate citizen_id",
        "motlan-validity": "valid",
        "motlan-field": "civil_status",
        "motlan-assurance": "machine",
        "motlan-procedure": "1.001193",
    }


def test_events_and_results_name_nobody(world: Any, make_paper: Any) -> None:
    world.dossier("d1", [make_paper("citizen_id", CARD), make_paper("birth_certificate", BIRTH, pages=[2])])
    said = f"{world.file('d1')} {world.events.published}"
    for value in (*CARD.values(), *BIRTH.values()):
        assert value not in said


@pytest.mark.parametrize("state", ["rejected", "duplicate", "failed"])
def test_what_ended_otherwise_is_not_filed(world: Any, make_paper: Any, state: str) -> None:
    world.dossier("d1", [make_paper("citizen_id", CARD)], state=state)
    assert world.file("d1") == {"state": state, "papers": 0, "new": 0}
    assert world.store.of_dossier("d1") == []
    assert world.events.published == []


def test_without_a_result_there_is_nothing_to_file(world: Any, make_paper: Any) -> None:
    world.dossier("d1", [])
    world.derived.objects.clear()
    with pytest.raises(NotFound):
        world.file("d1")


def test_a_paper_that_always_changes_under_us_is_tried_again_later(
    world: Any, make_paper: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lose(*_: object) -> None:
        raise Conflict("E_STALE", "…")

    world.dossier("d1", [make_paper("citizen_id", CARD)])
    monkeypatch.setattr(world.store, "add", lose)
    with pytest.raises(TransientError):
        world.file("d1")
    assert world.registry.get("d1").state == "understanding"


def test_a_filing_that_broke_half_way_is_finished_by_the_next(
    world: Any, make_paper: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    papers = [make_paper("citizen_id", CARD), make_paper("birth_certificate", BIRTH, pages=[2])]
    world.dossier("d1", papers)
    with monkeypatch.context() as patch:
        patch.setattr(world.scans, "tag", lambda *_: (_ for _ in ()).throw(TransientError("E_BUSY", "…")))
        with pytest.raises(TransientError):
            world.file("d1")
    assert world.events.kinds == []
    assert world.file("d1") == {"state": "filed", "papers": 2, "new": 2}
    assert world.events.kinds == ["motlan.paper.filed", "motlan.paper.filed", "motlan.dossier.filed"]
    assert len(world.store.of_dossier("d1")) == 2
    assert [e.kind for e in world.store.events(world.store.of_owner(MOTHER)[0].id)] == ["filed"]


def test_of_two_who_change_a_paper_one_wins(world: Any, make_paper: Any) -> None:
    world.dossier("d1", [make_paper("citizen_id", CARD)])
    world.file("d1")
    (paper,) = world.store.of_owner(MOTHER)
    event = PaperEvent(kind="corrected", paper=paper.id, at="2026-11-21", by="a", once="1")
    saved = world.store.save(paper.model_copy(update={"abstract": "mine"}), event)
    assert saved.version == paper.version + 1
    with pytest.raises(Conflict):
        world.store.save(paper.model_copy(update={"abstract": "theirs"}), event.model_copy(update={"once": "2"}))
    assert world.store.get(paper.id).abstract == "mine"
    assert [e.once for e in world.store.events(paper.id)][1:] == ["1"]


def test_a_reuse_counts_once_for_its_key(world: Any, make_paper: Any) -> None:
    world.dossier("d1", [make_paper("citizen_id", CARD)])
    world.file("d1")
    (paper,) = world.store.of_owner(MOTHER)
    event = PaperEvent(kind="reused", paper=paper.id, at="2026-11-21", by="a", office="25681", once="k1")
    assert world.store.reuse(event).reused == 1
    assert world.store.reuse(event.model_copy(update={"at": "2026-11-22"})).reused == 1
    assert world.store.reuse(event.model_copy(update={"once": "k2"})).reused == 2
    assert [e.kind for e in world.store.events(paper.id)] == ["filed", "reused", "reused"]
    with pytest.raises(NotFound):
        world.store.reuse(event.model_copy(update={"paper": "p-none"}))


def test_papers_are_found_by_number_and_by_office_and_month(world: Any, make_paper: Any) -> None:
    for n in range(3):
        card = CARD | {"id_no": f"07219500012{n}"}
        world.dossier(f"d{n}", [make_paper("citizen_id", card)])
        world.file(f"d{n}")
        world.clock.move(minutes=1)
    assert [p.number for p in world.store.by_number("citizen_id", "0721 9500 0121")] == ["072195000121"]
    page, cursor = world.store.filed("25681", "2026-11", limit=2, cursor=None)
    rest, end = world.store.filed("25681", "2026-11", limit=2, cursor=cursor)
    assert [p.number for p in (*page, *rest)] == ["072195000120", "072195000121", "072195000122"]
    assert end is None
    assert world.store.filed("99999", "2026-11", limit=2, cursor=None) == ([], None)


def test_who_looked_is_told_to_the_owner_newest_first(world: Any) -> None:
    for n in (1, 2):
        world.store.trace(
            Access(owner=MOTHER, action="read", at=f"2026-11-2{n}", by="c", purpose="p", legal_basis="l", id=str(n))
        )
    assert [a.id for a in world.store.traces(MOTHER)] == ["2", "1"]
    assert world.store.traces(FATHER) == []
