"""Group check, receipts and public status, operations, dossiers whose files never come."""

from __future__ import annotations

from typing import Any

import pypdfium2
import pytest

from motlan.model import NotFound, TooMany
from motlan.model.letters import DeadLetter
from motlan.model.receipt import fits, grouped, new_secret, plain
from motlan.model.record import FileRecord
from motlan.usecases.case import Caller, Services
from motlan.usecases.correct import ConfirmRequest, confirm_fields
from motlan.usecases.expire import ExpireUnsent
from motlan.usecases.group import GroupRequest, group_check
from motlan.usecases.operations import ReplayRequest, dead_letters, replay, summarise
from motlan.usecases.receipts import TRIES, StatusRequest, make_receipt, print_receipt, public_status
from motlan.usecases.reviews import claim
from motlan.usecases.start_dossier import StartDossier

LAN, MAI = (Caller(name, frozenset({"clerk"}), frozenset({"25681"})) for name in ("lan", "mai"))
CARD = {"id_no": "072195000123", "full_name": "LÊ THỊ MẪU", "birth_date": "1995-02-03", "issue_date": "2022-05-06",
        "expiry_date": "2035-02-03"}  # fmt: skip


@pytest.fixture
def services(world: Any) -> Services:
    made: Services = world.services()
    return made


# ---- group check --------------------------------------------------------------------------------------------------


def test_one_kind_of_value_across_dossiers(world: Any, services: Services, make_paper: Any) -> None:
    for n, doubtful in enumerate((["id_no"], ["full_name"], ["id_no", "birth_date"], [])):
        card = CARD | {"id_no": f"07219500012{n}"}
        world.dossier(f"d{n}", [make_paper("citizen_id", card, review=doubtful)], outcome="review")
        world.file(f"d{n}")
        world.clock.move(minutes=1)
    asked = GroupRequest(office="25681", kind="id_no")
    found = group_check(asked, caller=LAN, services=services)
    assert [(item.dossier, item.key, item.value) for item in found.items] == [
        ("d0", "id_no", "072195000120"),
        ("d2", "id_no", "072195000122"),
    ]
    first = found.items[0]
    assert (first.page, first.reasons, first.type) == (1, ["Đọc chưa chắc chắn"], "citizen_id")
    request = ConfirmRequest(version=first.version, keys=[first.key], dossier=first.dossier)
    confirm_fields(first.paper, request, caller=LAN, services=services)
    assert [i.dossier for i in group_check(asked, caller=LAN, services=services).items] == ["d2"]
    claim(services.registry.get("d2"), caller=MAI, services=services)
    assert group_check(asked, caller=LAN, services=services).items == [], "what another holds is left alone"
    dates = GroupRequest(office="25681", kind="date")
    assert [i.key for i in group_check(dates, caller=MAI, services=services).items] == ["birth_date"]


def test_group_check_goes_on_by_its_cursor(world: Any, services: Services, make_paper: Any) -> None:
    for n in range(25):
        world.dossier(f"d{n:02}", [make_paper("citizen_id", CARD | {"id_no": f"0721950001{n:02}"}, review=["id_no"])],
                      outcome="review")  # fmt: skip
        world.file(f"d{n:02}")
        world.clock.move(seconds=1)
    seen: list[str] = []
    cursor: str | None = None
    for _ in range(5):
        page = group_check(
            GroupRequest(office="25681", kind="id_no", limit=10, cursor=cursor), caller=LAN, services=services
        )
        seen += [item.dossier for item in page.items]
        cursor = page.next
        if cursor is None:
            break
    assert seen == [f"d{n:02}" for n in range(25)]


# ---- receipts -----------------------------------------------------------------------------------------------------


def ask(services: Services, code: str, secret: str, source: str = "203.0.113.7") -> Any:
    return public_status(StatusRequest(code=code, secret=secret), source, services=services)


def test_the_holder_of_a_receipt_learns_how_far_it_is_and_nothing_else(
    world: Any, services: Services, make_paper: Any
) -> None:
    world.dossier("d1", [make_paper("citizen_id", CARD, source="qr")])
    record = services.registry.get("d1")
    early = make_receipt(record, caller=LAN, services=services)
    assert early.not_again == []
    assert ask(services, early.code, early.secret).message == "Đang đọc hồ sơ"
    world.file("d1")
    told = make_receipt(services.registry.get("d1"), caller=LAN, services=services)
    assert told.code == early.code
    assert told.secret != early.secret
    assert [paper.type for paper in told.not_again] == ["citizen_id"]
    assert told.link == f"https://motlan.invalid/tra-cuu.html#{plain(told.code)}.{plain(told.secret)}"
    status = ask(services, told.code.lower().replace("-", " "), told.secret)
    assert (status.state, status.procedure, status.pages) == ("filed", "1.001193", 1)
    assert [paper.type for paper in status.not_again] == ["citizen_id"]
    assert not any(value in status.model_dump_json() for value in CARD.values() if value != CARD["expiry_date"])
    with pytest.raises(NotFound, match="E_NO_RECEIPT"):
        ask(services, early.code, early.secret)


def test_the_receipt_on_paper_says_it_all(world: Any, services: Services, make_paper: Any) -> None:
    world.dossier("d1", [make_paper("citizen_id", CARD, source="qr", title="CĂN CƯỚC CÔNG DÂN")])
    world.file("d1")
    record = services.registry.get("d1")
    told = make_receipt(record, caller=LAN, services=services)
    document = pypdfium2.PdfDocument(print_receipt(told, record, services))
    text = document[0].get_textpage().get_text_range().replace("\ufffe", "-").replace("\r\n", " ")
    for said in (told.code, told.secret, "Đăng ký khai sinh", "CĂN CƯỚC CÔNG DÂN", "03/02/2035", "08 giờ 00"):
        assert said in text, said
    assert (len(document), CARD["id_no"] in text, CARD["full_name"] in text) == (1, False, False)


def test_an_unknown_code_and_a_wrong_secret_are_answered_alike(world: Any, services: Services, make_paper: Any) -> None:
    record = world.dossier("d1", [make_paper("citizen_id", CARD)])
    told = make_receipt(record, caller=LAN, services=services)
    problems = []
    for code in (told.code, "ZZZZ-ZZZZ"):
        with pytest.raises(NotFound) as error:
            ask(services, code, "00000-00000")
        problems.append((error.value.code, error.value.message, error.value.remedy))
        for _ in range(TRIES - 1):
            with pytest.raises(NotFound):
                ask(services, code, "00000-00000")
        with pytest.raises(TooMany):
            ask(services, code, "00000-00000")
    assert problems[0] == problems[1]
    with pytest.raises(TooMany):
        ask(services, told.code, told.secret)
    world.clock.move(minutes=16)
    assert ask(services, told.code, told.secret).state == "understanding"


def test_the_secret_is_kept_as_a_hash_only(world: Any, services: Services, make_paper: Any) -> None:
    told = make_receipt(world.dossier("d1", [make_paper("citizen_id", CARD)]), caller=LAN, services=services)
    kept = services.receipts.get(plain(told.code))
    assert kept is not None
    assert plain(told.secret) not in kept.model_dump_json()
    assert fits(told.secret, kept)
    assert not fits(grouped(new_secret()), kept)
    assert not fits(told.secret, None)


# ---- operations ---------------------------------------------------------------------------------------------------


def test_queues_ages_and_today_s_counts(world: Any, services: Services, make_paper: Any) -> None:
    world.dossier("old", [make_paper("citizen_id", CARD)], state="review")
    world.clock.move(days=1)
    for n in range(3):
        world.dossier(f"d{n}", [make_paper("citizen_id", CARD)], state="review" if n else "filed")
    operator = Caller("op", frozenset({"operator"}), frozenset({"25681"}))
    found = summarise([], caller=operator, services=services)
    (office,) = found.offices
    waiting = {queue.state: (queue.waiting, queue.oldest) for queue in office.queues}
    assert waiting["review"] == (3, "2026-11-20T08:00:00+07:00")
    assert waiting["reading"] == (0, None)
    assert office.today == {"review": 2, "filed": 1}
    assert found.messages == {"waiting": 0, "in_work": 0, "dead": 0}


def test_dead_letters_are_seen_and_replayed(world: Any, services: Services) -> None:
    world.queues.letters = [DeadLetter(id=f"m{n}", sent_at="t", received=3, office="25681") for n in range(3)]
    assert [letter.id for letter in dead_letters(services).letters] == ["m0", "m1", "m2"]
    assert replay(ReplayRequest(ids=["m1"]), services).replayed == ["m1"]
    assert replay(ReplayRequest(), services).replayed == ["m0", "m2"]
    assert dead_letters(services).letters == []


# ---- what never comes ---------------------------------------------------------------------------------------------


@pytest.fixture
def sweep(world: Any) -> ExpireUnsent:
    start = StartDossier(world.registry, world.executions, world.events, world.clock)
    return ExpireUnsent(world.registry, world.clock, start)


def files(*arrived: bool) -> list[FileRecord]:
    return [
        FileRecord(name=f"{n}.pdf", key=f"scans/25681/x/{n:02}-aaaaaaaa.pdf", bytes=9, sha256=str(n) * 64,
                   pages=2 if here else None, arrived=here)
        for n, here in enumerate(arrived)
    ]  # fmt: skip


def test_a_dossier_whose_files_never_come_ends_with_a_reason(world: Any, sweep: ExpireUnsent) -> None:
    world.dossier("d1", [], state="opened", files=files(False, False))
    world.clock.move(hours=23)
    assert sweep() == {"ended": 0, "sent_on": 0}
    world.clock.move(hours=2)
    assert sweep() == {"ended": 1, "sent_on": 0}
    record = world.registry.get("d1")
    assert (record.state, record.problem_code) == ("failed", "E_NOT_SENT")
    assert world.events.kinds == ["motlan.dossier.failed"]
    assert sweep() == {"ended": 0, "sent_on": 0}, "it has left the index"


def test_what_had_come_is_read_and_what_had_not_is_named(world: Any, sweep: ExpireUnsent) -> None:
    world.dossier("d1", [], state="opened", files=files(True, False))
    world.clock.move(days=3)
    assert sweep() == {"ended": 0, "sent_on": 1}
    record = world.registry.get("d1")
    assert (record.state, record.pages_total) == ("reading", 2)
    assert [file.problem_code for file in record.files] == [None, "E_NOT_SENT"]
    assert world.executions.started[("d1", "")][0]["count"] == 2


def test_a_dossier_that_goes_on_is_left_alone(world: Any, sweep: ExpireUnsent) -> None:
    record = world.dossier("d1", [], state="opened", files=files(True))
    world.registry.save(record.model_copy(update={"state": "reading"}))
    world.clock.move(days=2)
    assert sweep() == {"ended": 0, "sent_on": 0}
    assert world.registry.get("d1").state == "reading"
