"""The clerk's counter: taking a dossier, correcting, confirming, filing; what two people at once can't do."""

from __future__ import annotations

from typing import Any

import pytest

from motlan.model import BadRequest, Conflict, Dossier, Issue, NotFound
from motlan.usecases import keys
from motlan.usecases.case import Caller, Services
from motlan.usecases.correct import ConfirmRequest, FieldsRequest, PaperSaved, confirm_fields, correct_fields
from motlan.usecases.dossiers import show_dossier
from motlan.usecases.filing import FileRequest, file_reviewed
from motlan.usecases.reviews import LEASE, NextRequest, claim, next_review, release, renew

LAN, MAI = (Caller(name, frozenset({"clerk"}), frozenset({"25681"})) for name in ("lan", "mai"))
CARD = {"id_no": "072195000123", "full_name": "LÊ THỊ MẪU", "birth_date": "1995-02-03", "sex": "Nữ"}


@pytest.fixture
def services(world: Any) -> Services:
    made: Services = world.services()
    return made


@pytest.fixture
def waiting(world: Any, make_paper: Any) -> str:
    """Dossier d1 in review: a card whose name and number are in doubt; returns the paper's id."""
    world.dossier("d1", [make_paper("citizen_id", CARD, review=["full_name", "id_no"])], outcome="review")
    world.file("d1")
    return str(world.store.of_dossier("d1")[0][0].id)


def correct(services: Services, paper: str, values: dict[str, Any], **more: Any) -> PaperSaved:
    by = more.pop("by", LAN)
    version = more.pop("version", services.registry.get("d1").version)
    told = {key: value if isinstance(value, dict) else {"value": value} for key, value in values.items()}
    request = FieldsRequest.model_validate({"version": version, "fields": told, **more})
    return correct_fields(paper, request, caller=by, services=services)


def confirm(services: Services, paper: str, keys: list[str] | None = None, **more: Any) -> PaperSaved:
    by = more.pop("by", LAN)
    version = more.pop("version", services.registry.get("d1").version)
    return confirm_fields(paper, ConfirmRequest(version=version, keys=keys), caller=by, services=services)


def file(services: Services, dossier: str = "d1", by: Caller = LAN, **more: Any) -> Any:
    record = services.registry.get(dossier)
    told = {"version": record.version} | more
    return file_reviewed(record, FileRequest.model_validate(told), caller=by, services=services)


# ---- warnings of the whole dossier -------------------------------------------------------------------------------


def test_a_warning_is_accepted_with_a_reason_that_the_next_person_reads(
    world: Any, services: Services, make_paper: Any
) -> None:
    world.dossier("d1", [make_paper("citizen_id", CARD)], state="review", outcome="review", unreadable=[2])
    warned = services.derived.get(keys.result_key("d1"))
    result = Dossier.model_validate_json(warned)
    result.warnings = [Issue(code="W_UNREADABLE_PAGE", message="Trang 2 không đọc được")]
    services.derived.put(keys.result_key("d1"), result.model_dump_json().encode(), "application/json")
    with pytest.raises(Conflict) as refused:
        file(services)
    assert [doubt["code"] for doubt in refused.value.more["doubts"]] == ["W_UNREADABLE_PAGE"]
    file(services, accept=["W_UNREADABLE_PAGE"], notes={"W_UNREADABLE_PAGE": "Mặt sau để trắng, đã xem bản giấy"})
    shown = show_dossier(services.registry.get("d1"), with_result=True, roles=LAN.roles, services=services)
    assert shown.doubts == []
    assert shown.looks[-1].notes == {"W_UNREADABLE_PAGE": "Mặt sau để trắng, đã xem bản giấy"}


# ---- the queue and the lease -------------------------------------------------------------------------------------


def test_the_oldest_that_nobody_holds_is_next(world: Any, services: Services, make_paper: Any) -> None:
    for name in ("d1", "d2", "d3"):
        world.dossier(name, [make_paper("citizen_id", CARD, review=["sex"])], state="review")
        world.clock.move(minutes=1)
    request = NextRequest(office="25681")
    assert next_review(request, caller=LAN, services=services).dossier.dossier.id == "d1"
    assert next_review(request, caller=MAI, services=services).dossier.dossier.id == "d2"
    again = next_review(request, caller=LAN, services=services)
    assert again.dossier.dossier.id == "d1", "what one holds comes first"
    skip = NextRequest(office="25681", skip=["d1", "d2"])
    assert next_review(skip, caller=LAN, services=services).dossier.dossier.id == "d3"
    with pytest.raises(NotFound, match="E_NO_WORK"):
        next_review(NextRequest(office="25681", skip=["d2"]), caller=MAI, services=services)
    world.clock.move(minutes=LEASE.total_seconds() / 60 + 1)
    assert next_review(request, caller=MAI, services=services).dossier.dossier.id == "d1", "a lease runs out"


def test_two_clerks_on_one_dossier(services: Services, waiting: str, world: Any) -> None:
    first = claim(services.registry.get("d1"), caller=LAN, services=services)
    assert first.lease_until == "2026-11-20T08:10:00+07:00"
    for refused in (claim, renew):
        with pytest.raises(Conflict, match="E_CLAIMED") as told:
            refused(services.registry.get("d1"), caller=MAI, services=services)
        assert "08:10" in told.value.message
        assert "lan" not in told.value.message
    for act in (correct, lambda *a, **k: confirm(*a[:2], **k)):
        with pytest.raises(Conflict, match="E_CLAIMED"):
            act(services, waiting, {"full_name": "LÊ THỊ MẪU"}, by=MAI)
    with pytest.raises(Conflict, match="E_CLAIMED"):
        file(services, by=MAI)
    release(services.registry.get("d1"), caller=MAI, services=services)
    assert services.registry.get("d1").claimed_by == "lan", "nobody gives back what another holds"
    world.clock.move(minutes=8)
    kept = renew(services.registry.get("d1"), caller=LAN, services=services)
    assert kept.lease_until == "2026-11-20T08:18:00+07:00"
    release(services.registry.get("d1"), caller=LAN, services=services)
    assert claim(services.registry.get("d1"), caller=MAI, services=services).dossier.claimed_by == "mai"


def test_an_expired_lease_is_anybody_s_and_who_comes_back_finds_it_taken(
    services: Services, waiting: str, world: Any
) -> None:
    claim(services.registry.get("d1"), caller=LAN, services=services)
    world.clock.move(minutes=11)
    assert renew(services.registry.get("d1"), caller=LAN, services=services).lease_until, "nobody took it"
    world.clock.move(minutes=11)
    claim(services.registry.get("d1"), caller=MAI, services=services)
    with pytest.raises(Conflict, match="E_CLAIMED"):
        correct(services, waiting, {"full_name": "LÊ THỊ MẪU"})


def test_a_claim_makes_nobody_s_copy_stale(services: Services, waiting: str) -> None:
    version = services.registry.get("d1").version
    claim(services.registry.get("d1"), caller=LAN, services=services)
    assert correct(services, waiting, {"sex": "Nữ"}, version=version).version > version


@pytest.mark.parametrize("state", ["opened", "received", "reading", "understanding"])
def test_what_is_still_read_can_not_be_taken(world: Any, services: Services, make_paper: Any, state: str) -> None:
    record = world.dossier("d1", [make_paper("citizen_id", CARD)], state=state)
    with pytest.raises(Conflict, match="E_NOT_READY"):
        claim(record, caller=LAN, services=services)


# ---- fields ------------------------------------------------------------------------------------------------------


def test_a_correction_is_normalised_and_the_store_follows(services: Services, waiting: str, world: Any) -> None:
    assert services.store.of_owner("072195000123") == []
    saved = correct(services, waiting, {"id_no": "072 195 000 123", "birth_date": "3/2/1995"}, note="so với thẻ")
    number = saved.paper.fields["id_no"]
    assert (number.value, number.status, number.confidence) == ("072195000123", "accepted", 1.0)
    assert saved.paper.fields["birth_date"].value == "1995-02-03"
    assert [p.id for p in services.store.of_owner("072195000123")] == [waiting]
    assert [d.key for d in saved.doubts] == ["full_name"]
    assert (saved.light, saved.outcome) == ("yellow", "review")
    first = services.registry.changes("d1")[0]
    assert (first.key, first.by, first.before, first.after) == ("id_no", "lan", "072195000123", "072195000123")
    assert (first.kind, first.note) == ("corrected", "so với thẻ")
    assert world.events.kinds[-1] == "motlan.paper.corrected"


def test_a_confirmation_is_told_as_one(services: Services, waiting: str, world: Any) -> None:
    confirm(services, waiting, ["full_name"])
    assert [(e.kind, e.by, e.changes) for e in world.store.events(waiting)][-1] == ("confirmed", "lan", [])
    assert world.events.kinds[-1] == "motlan.paper.confirmed"


@pytest.mark.parametrize("how", ["corrected", "confirmed"])
def test_what_a_person_settles_ends_the_earlier_paper(
    services: Services, world: Any, make_paper: Any, how: str
) -> None:
    """A newer card in doubt takes nobody's place; once a person has settled whose it is, it does, before any filing."""
    world.dossier("d0", [make_paper("citizen_id", CARD | {"issue_date": "2022-05-06"}, source="qr")])
    world.file("d0")
    (old,) = world.store.of_owner("072195000123")
    newer = CARD | {"issue_date": "2026-01-02"}
    world.dossier("d1", [make_paper("citizen_id", newer, review=["id_no"])], outcome="review")
    world.file("d1")
    (new,) = [p for p, _ in world.store.of_dossier("d1")]
    assert world.store.get(old.id).standing == "current"
    if how == "corrected":
        correct(services, new.id, {"id_no": "072195000123"})
    else:
        confirm(services, new.id, ["id_no"])
    assert world.registry.get("d1").state == "review"
    ended = world.store.get(old.id)
    assert ended.standing == "superseded"
    assert new.id in (world.store.events(old.id)[-1].note or "")
    assert world.store.get(new.id).standing == "current"


def test_the_last_doubt_settled_makes_the_paper_confirmed_and_the_dossier_green(
    services: Services, waiting: str
) -> None:
    confirm(services, waiting, ["full_name"])
    saved = confirm(services, waiting, ["id_no"])
    assert (saved.paper.assurance, saved.paper.confirmed_by) == ("confirmed", "lan")
    assert set(saved.paper.marks) == {"full_name", "id_no", "*"}
    assert (saved.light, saved.outcome, saved.state, saved.doubts) == ("green", "accepted", "review", [])
    assert file(services).state == "filed"
    record = services.registry.get("d1")
    assert (record.state, record.claimed_by, [look.by for look in record.looks]) == ("filed", None, ["lan"])


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("id_no", "07219500012", "12 chữ số"),
        ("birth_date", "31/02/1995", "ngày có thật"),
        ("birth_date", "hôm qua", "ngày/tháng/năm"),
        ("sex", "abc", "Nam hoặc Nữ"),
    ],
)
def test_a_wrong_value_is_refused_in_words_and_changes_nothing(
    services: Services, waiting: str, key: str, value: str, said: str
) -> None:
    version = services.registry.get("d1").version
    with pytest.raises(BadRequest, match="E_FIELD_VALUE") as told:
        correct(services, waiting, {"full_name": "LÊ MẪU", key: value})
    assert said in told.value.message
    assert told.value.more["fields"] == [{"key": key, "message": told.value.message.rstrip(".")}]
    assert services.registry.get("d1").version == version
    assert services.store.get(waiting).fields["full_name"].value == "LÊ THỊ MẪU"


def test_what_is_really_printed_wrong_is_kept_and_flagged(services: Services, waiting: str) -> None:
    saved = correct(services, waiting, {"id_no": {"value": "07219500012", "as_printed": True}})
    assert saved.paper.fields["id_no"].value == "07219500012"
    (flag,) = saved.paper.fields["id_no"].issues
    assert (flag.code, "12 chữ số" in flag.message) == ("I_AS_PRINTED", True)
    assert saved.paper.owners == []


def test_blank_is_a_value_too(services: Services, waiting: str) -> None:
    saved = correct(services, waiting, {"sex": None})
    assert (saved.paper.fields["sex"].value, saved.paper.fields["sex"].status) == (None, "blank")


def test_a_stale_version_and_a_lost_race_change_nothing(
    services: Services, waiting: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = services.registry.get("d1").version
    confirm(services, waiting, ["full_name"])
    with pytest.raises(Conflict, match="E_STALE"):
        confirm(services, waiting, ["id_no"], version=version)
    seen = services.registry.get("d1")
    confirm(services, waiting, ["id_no"], version=seen.version)
    with monkeypatch.context() as patch:
        patch.setattr(services.registry, "get", lambda _: seen)  # she had read it before he wrote
        with pytest.raises(Conflict, match="E_STALE"):
            correct(services, waiting, {"id_no": "072195000999"}, version=seen.version, by=MAI)
    assert services.store.get(waiting).fields["id_no"].value == "072195000123"
    assert [c.by for c in services.registry.changes("d1")] == ["lan"] * 3


def test_an_issue_between_fields_goes_with_its_cause(world: Any, services: Services, make_paper: Any) -> None:
    values = {
        "full_name": "TRẦN MẪU",
        "birth_date": "2026-10-02",
        "birth_date_words": "ngày mồng một tháng mười năm hai nghìn không trăm hai mươi sáu",
    }
    world.dossier("d1", [make_paper("birth_certificate", values)], outcome="review")
    world.file("d1")
    paper = world.store.of_dossier("d1")[0][0].id
    saved = correct(services, paper, {"full_name": "TRẦN VĂN MẪU"})
    assert {"birth_date", "birth_date_words"} <= {d.key for d in saved.doubts}
    saved = correct(services, paper, {"birth_date": "1/10/2026"})
    assert "E_DATE_WORDS_MISMATCH" not in {issue.code for issue in saved.paper.issues}
    assert not {"birth_date", "birth_date_words"} & {d.key for d in saved.doubts}


def test_another_office_s_paper_is_not_there(services: Services, waiting: str) -> None:
    stranger = Caller("x", frozenset({"clerk"}), frozenset({"99999"}))
    with pytest.raises(NotFound, match="E_NO_PAPER"):
        confirm(services, waiting, by=stranger)


@pytest.mark.parametrize("key", ["nonsense", "full_name[0]", "full_name[0].x"])
def test_a_field_that_the_paper_has_not(services: Services, waiting: str, key: str) -> None:
    with pytest.raises(BadRequest, match="E_NO_FIELD"):
        correct(services, waiting, {key: "x"})


# ---- filing ------------------------------------------------------------------------------------------------------


def test_a_dossier_in_doubt_is_not_filed_and_says_what_is(services: Services, waiting: str) -> None:
    with pytest.raises(Conflict, match="E_IN_DOUBT") as told:
        file(services)
    assert [d["key"] for d in told.value.more["doubts"]] == ["id_no", "full_name"]  # type: ignore[attr-defined]
    assert services.registry.get("d1").state == "review"


def test_an_unknown_paper_and_an_unreadable_page_want_a_word(world: Any, services: Services, make_paper: Any) -> None:
    world.dossier("d1", [make_paper("unknown", {})], outcome="review", unreadable=(2,))
    world.file("d1")
    paper = world.store.of_dossier("d1")[0][0].id
    assert [d.code for d in confirm(services, paper).doubts] == []
    assert file(services).state == "filed"


def test_filing_twice_is_filing_once(services: Services, waiting: str, world: Any) -> None:
    confirm(services, waiting)
    first, second = file(services), file(services)
    assert (first.state, second.state, first.version) == ("filed", "filed", second.version)
    assert world.events.kinds.count("motlan.dossier.filed") == 1


def test_a_second_look_is_another_person_s(world: Any, services: Services, make_paper: Any) -> None:
    land = make_paper(
        "land_certificate", {"serial_no": "AA 00000001", "owner_name": "LÊ THỊ MẪU"}, review=["serial_no"]
    )
    world.dossier("d1", [land], outcome="review")
    world.file("d1")
    paper = world.store.of_dossier("d1")[0][0].id
    confirm(services, paper)
    answer = file(services)
    assert (answer.state, answer.second_look) == ("review", True)
    with pytest.raises(NotFound, match="E_NO_WORK"):
        next_review(NextRequest(office="25681"), caller=MAI, services=services)
    second = NextRequest(office="25681", look="second")
    with pytest.raises(NotFound, match="E_NO_WORK"):
        next_review(second, caller=LAN, services=services)
    with pytest.raises(Conflict, match="E_SECOND_LOOK"):
        file(services)
    assert next_review(second, caller=MAI, services=services).dossier.second_look
    assert file(services, by=MAI).state == "filed"
    assert [look.by for look in services.registry.get("d1").looks] == ["lan", "mai"]


def test_a_filed_dossier_that_is_corrected_into_doubt_comes_back(services: Services, waiting: str) -> None:
    confirm(services, waiting)
    file(services)
    saved = correct(services, waiting, {"id_no": {"value": "07219500012", "as_printed": True}})
    assert saved.paper.fields["id_no"].value == "07219500012"
    assert saved.state in ("filed", "review")
