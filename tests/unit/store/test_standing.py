"""Papers that no longer stand: by a person's word with its reason, or because a later paper took their place."""

from __future__ import annotations

import json
from typing import Any

import pytest

from motlan.model import BadRequest, Conflict, NotFound
from motlan.model.store import PaperEvent
from motlan.usecases.case import Caller
from motlan.usecases.papers import SearchRequest, search
from motlan.usecases.standing import StandingRequest, set_standing

WOMAN = "072195000123"
CARD = {"id_no": WOMAN, "full_name": "LÊ THỊ MẪU", "birth_date": "1995-02-03"}
SINGLE = {"cert_no": "5/UBND-XNTTHN", "full_name": "LÊ THỊ MẪU", "id_doc": f"CCCD số {WOMAN}",
          "issue_date": "2026-09-01", "purpose": "Làm thủ tục đăng ký kết hôn"}  # fmt: skip
LATER = SINGLE | {"cert_no": "6/UBND-XNTTHN", "issue_date": "2026-10-01"}
MARRIAGE = {"registration_no": "7/2026", "wife_full_name": "LÊ THỊ MẪU", "wife_id_doc": f"CCCD số {WOMAN}",
            "registration_date": "2026-10-02", "issue_date": "2026-10-02"}  # fmt: skip
CLERK = Caller("clerk-1", frozenset({"clerk"}), frozenset({"25681"}))
WHY = {"purpose": "Cập nhật hiệu lực", "legal_basis": "Luật Hộ tịch 2014"}


def file(world: Any, name: str, *papers: Any, days: float = 1) -> None:
    world.dossier(name, list(papers))
    world.file(name)
    world.clock.move(days=days)


def standing(world: Any) -> dict[str | None, str]:
    return {p.issue_date: p.standing for p in world.store.of_owner(WOMAN)}


@pytest.mark.parametrize("order", [("2020-01-01", "2026-05-05"), ("2026-05-05", "2020-01-01")])
def test_a_later_card_takes_the_place_of_the_earlier_whichever_is_filed_first(
    world: Any, make_paper: Any, order: tuple[str, str]
) -> None:
    for n, day in enumerate(order):
        file(world, f"d{n}", make_paper("citizen_id", CARD | {"issue_date": day}))
    assert standing(world) == {"2020-01-01": "superseded", "2026-05-05": "current"}
    (older,) = [p for p in world.store.of_owner(WOMAN) if p.standing == "superseded"]
    assert "05/05/2026" in older.standing_reason
    assert {e.kind for e in world.store.events(older.id)} == {"filed", "superseded"}  # in one moment here
    assert "motlan.paper.superseded" in world.events.kinds


@pytest.mark.parametrize(
    ("first", "second", "ended"),
    [
        # one type, another purpose: both stand
        (("marital_status_cert", SINGLE), ("marital_status_cert", LATER | {"purpose": "Mua bán nhà"}), False),
        (("marital_status_cert", SINGLE), ("marital_status_cert", LATER), True),
        # who marries is single no more, from the day of the marriage and not of the copy
        (("marital_status_cert", SINGLE), ("marriage_certificate", MARRIAGE), True),
        (("marital_status_cert", SINGLE), ("marriage_certificate", MARRIAGE | {"registration_date": "2020-01-01"}),
         False),
        # a day of which only the month is known ends nothing; nor another kind of paper
        (("citizen_id", CARD | {"issue_date": "2020-01-01"}), ("citizen_id", CARD | {"issue_date": "2026-05"}), False),
        (("citizen_id", CARD | {"issue_date": "2020-01-01"}), ("marriage_certificate", MARRIAGE), False),
    ],
)  # fmt: skip
def test_what_ends_what(world: Any, make_paper: Any, first: Any, second: Any, ended: bool) -> None:
    file(world, "d1", make_paper(*first))
    file(world, "d2", make_paper(*second))
    (older,) = [p for p, _ in world.store.of_dossier("d1")]
    assert (older.standing == "superseded") is ended


def test_a_day_in_doubt_ends_nothing(world: Any, make_paper: Any) -> None:
    file(world, "d1", make_paper("citizen_id", CARD | {"issue_date": "2020-01-01"}))
    file(world, "d2", make_paper("citizen_id", CARD | {"issue_date": "2026-05-05"}, review=["issue_date"]))
    assert set(standing(world).values()) == {"current"}


def test_a_person_ends_a_paper_with_a_reason_and_may_take_it_back(world: Any, make_paper: Any) -> None:
    file(world, "d1", make_paper("citizen_id", CARD | {"issue_date": "2020-01-01", "expiry_date": "2035-01-01"}))
    (paper,) = world.store.of_owner(WOMAN)
    for version, (said, kind, reusable) in enumerate(
        [("revoked", "revoked", False), ("current", "reinstated", True), ("expired", "expired", False),
         ("void", "voided", False)]
    ):  # fmt: skip
        request = StandingRequest(version=version, standing=said, reason="Theo quyết định 12/QĐ-UBND", **WHY)
        shown = set_standing(paper.id, request, caller=CLERK, services=world.services())
        assert (shown.standing, shown.reusable, shown.version) == (said, reusable, version + 1)
        event = world.store.events(paper.id)[-1]
        assert (event.kind, event.by, event.note) == (kind, "clerk-1", "Theo quyết định 12/QĐ-UBND")
        assert world.events.kinds[-1] == f"motlan.paper.{kind}"
        world.clock.move(minutes=1)
    assert "quyết định" not in json.dumps(world.events.published, ensure_ascii=False)
    assert {t.action for t in world.store.traces(WOMAN)} == {"standing"}
    again = StandingRequest(version=4, standing="void", reason="Theo quyết định 12/QĐ-UBND", **WHY)
    assert set_standing(paper.id, again, caller=CLERK, services=world.services()).version == 4


def test_of_two_clerks_one_is_told_to_look_again(world: Any, make_paper: Any) -> None:
    file(world, "d1", make_paper("citizen_id", CARD))
    (paper,) = world.store.of_owner(WOMAN)
    request = StandingRequest(version=0, standing="revoked", reason="Bị thu hồi", **WHY)
    set_standing(paper.id, request, caller=CLERK, services=world.services())
    with pytest.raises(Conflict):
        set_standing(paper.id, request, caller=CLERK, services=world.services())
    own = StandingRequest(version=1, standing="superseded", reason="Có giấy mới", by_paper=paper.id, **WHY)
    with pytest.raises(BadRequest):
        set_standing(paper.id, own, caller=CLERK, services=world.services())
    other = own.model_copy(update={"by_paper": "p-none"})
    with pytest.raises(NotFound):
        set_standing(paper.id, other, caller=CLERK, services=world.services())


def test_a_correction_says_what_was_there_before_and_keeps_the_standing(world: Any, make_paper: Any) -> None:
    file(world, "d1", make_paper("citizen_id", CARD | {"issue_date": "2020-01-01"}))
    (paper,) = world.store.of_owner(WOMAN)
    request = StandingRequest(version=0, standing="revoked", reason="Bị thu hồi", **WHY)
    set_standing(paper.id, request, caller=CLERK, services=world.services())
    world.result("d1", [make_paper("citizen_id", CARD | {"issue_date": "2020-01-02", "sex": "Nữ"})])
    world.clock.move(minutes=1)
    world.file("d1")
    (fixed,) = world.store.of_owner(WOMAN)
    assert (fixed.issue_date, fixed.standing) == ("2020-01-02", "revoked")
    event: PaperEvent = world.store.events(fixed.id)[-1]
    changes = [(c.key, c.before, c.after) for c in event.changes]
    assert changes == [("issue_date", "2020-01-01", "2020-01-02"), ("sex", None, "Nữ")]
    assert "2020-01-02" not in json.dumps(world.events.published)


def found(world: Any, **asked: Any) -> list[str]:
    ids, cursor = [], None
    while True:
        request = SearchRequest(office="25681", cursor=cursor, **asked, **WHY)
        answer = search(request, caller=CLERK, services=world.services())
        ids += [p.type for p in answer.papers]
        cursor = answer.next
        if cursor is None:
            return ids


def test_papers_are_found_by_office_period_type_and_tag_page_by_page(world: Any, make_paper: Any) -> None:
    for n in range(3):
        card = make_paper("citizen_id", {"id_no": f"07219500013{n}", "issue_date": "2020-01-01"})
        birth = make_paper("birth_certificate", {"registration_no": f"{n}/2021", "issue_date": "2021-01-01"}, pages=[2])
        file(world, f"d{n}", card, birth, days=15)  # 20/11, 5/12, 20/12
    for limit in (1, 2, 50):
        assert len(found(world, month="2026-11", until="2026-12", limit=limit)) == 6
        assert found(world, month="2026-11", until="2027-02", types=["citizen_id"], limit=limit) == ["citizen_id"] * 3
        assert found(world, month="2026-12", tag="year:2021", limit=limit) == ["birth_certificate"] * 2
    assert sorted(found(world, month="2026-11", tag="field:civil_status")) == ["birth_certificate", "citizen_id"]
    assert found(world, month="2026-11", tag="field:land") == []
    (paper,) = world.store.of_owner("072195000130")
    request = StandingRequest(version=0, standing="void", reason="Giấy giả mạo", **WHY)
    set_standing(paper.id, request, caller=CLERK, services=world.services())
    assert found(world, month="2026-11", tag="standing:void") == ["citizen_id"]
    assert found(world, month="2026-11", tag="standing:current") == ["birth_certificate"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"month": "2026-13"},
        {"month": "2026-11", "until": "2026-10"},
        {"month": "2026-01", "until": "2027-02"},
        {"month": "2026-11", "tag": "type:a", "types": ["b"]},
        {"month": "2026-11", "types": ["a", "b"]},
        {"owner_id": WOMAN, "office": None, "tag": "type:a"},
        {"month": "2026-11", "tag": "type:a#b"},
    ],
)
def test_searches_that_make_no_sense(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="validation error"):
        SearchRequest(**({"office": "25681", **WHY} | wrong))
