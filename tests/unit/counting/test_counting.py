"""Counting: a dossier's facts to marks, marks to sums however events come, sums to indicators of QĐ 766."""

from __future__ import annotations

import io
import json
import random
import zipfile
from datetime import date
from typing import Any

import pytest

from motlan.model import BadRequest, NotFound, TransientError
from motlan.model.counting import Counted, DayCount, Fact, Finished
from motlan.model.record import DossierRecord
from motlan.rules.counting import counted
from motlan.rules.indicators import indicators, row
from motlan.rules.periods import month_before, months
from motlan.usecases.case import Caller
from motlan.usecases.count_dossier import CountDossier
from motlan.usecases.facts import FactsRequest, note_facts
from motlan.usecases.indicators import Period, drill, indicator_rules, period, show_asked, show_indicators
from motlan.usecases.report import Report
from motlan.usecases.spreadsheets import as_csv, as_xlsx

CLERK = Caller("clerk-1", frozenset({"clerk"}), frozenset({"25681"}))
NOVEMBER = Period(first="2026-11-01", last="2026-11-30", as_of="2026-11-30")
CARD = {"id_no": "072195000123", "issue_date": "2020-01-01", "expiry_date": "2035-01-01"}


def record(**changes: Any) -> DossierRecord:
    told = {"id": "d1", "office": "25681", "procedure": "1.001193", "state": "filed", "opened_by": "c",
            "opened_at": "2026-11-20T23:30:00+07:00", "updated_at": "x"}  # fmt: skip
    return DossierRecord.model_validate(told | changes)


def fact(kind: str, **told: Any) -> Fact:
    return Fact.model_validate({"kind": kind, "dossier": "d1", "at": "2026-11-21", "by": "c", "once": "1"} | told)


def end(**told: Any) -> Fact:
    return fact("finished", finished=Finished.model_validate({"day": "2026-11-25"} | told))


@pytest.mark.parametrize(
    ("papers", "facts", "receipt", "at_end"),
    [
        (0, [], "received", None),
        (2, [], "digitised received", None),
        (0, [fact("reused", source="local_store")], "received reused", None),
        (0, [fact("replaced", source="national_store")], "connected national received reused reused_national", None),
        (0, [fact("replaced", source="database:csdl_dan_cu.identity")], "connected received", None),
        (0, [fact("identified")], "connected received", None),
        (0, [fact("supplement")], "received supplement", None),
        (0, [fact("supplement"), fact("supplement", once="2")], "received supplement supplement_again", None),
        (1, [end()], "digitised received", "finished result_written"),
        (1, [end(electronic=True)], "both digitised received", "finished result_electronic result_written"),
        (0, [end(electronic=True)], "received", "finished result_electronic result_written"),
        (0, [end(electronic=True, written=False)], "received", "finished"),
        (0, [end(synced=True)], "national received", "finished result_written"),
        # the last word counts
        (1, [end(electronic=True), fact("finished", at="2026-11-26", finished=Finished(day="2026-11-24"))],
         "digitised received", "finished result_written"),
    ],
)  # fmt: skip
def test_what_a_dossier_counts_for(papers: int, facts: list[Fact], receipt: str, at_end: str | None) -> None:
    found = counted(record(), papers, facts, frozenset())
    assert found
    assert (" ".join(found.on_receipt), " ".join(found.on_end)) == (receipt, at_end or "")
    assert found.received == "2026-11-20"  # in Việt Nam, also where the record says UTC
    utc = counted(record(opened_at="2026-11-20T16:30:00+00:00"), papers, facts, frozenset())
    assert utc
    assert utc.received == "2026-11-20"


def test_copies_are_counted_for_the_procedures_that_certify_them() -> None:
    facts = [end(electronic_copy=True)]
    found = counted(record(procedure="2.000815"), 0, facts, indicator_rules().copies)
    assert found
    assert found.on_end == ["copies", "copies_electronic", "finished", "result_written"]


@pytest.mark.parametrize(("state", "facts"), [("duplicate", [end()]), ("opened", [])])
def test_what_counts_for_nothing(state: str, facts: list[Fact]) -> None:
    assert counted(record(state=state), 3, facts, frozenset()) is None


def day(procedure: str = "1.001193", on: str = "2026-11-20", **counts: int) -> DayCount:
    return DayCount(day=on, procedure=procedure, known=on, counts=counts)


def test_indicators_by_hand() -> None:
    days = [
        day(received=200, digitised=180, reused=150, both=120, national=20, connected=90),
        day("2.000815", received=100, digitised=50, copies=40, copies_electronic=10, connected=0),
        day(on="2026-11-21", finished=190, result_written=160, result_electronic=150),
        day("1.004884", received=0, connected=0),
    ]
    values = {i.code: (i.part, i.whole, i.value, i.score) for i in indicators(days, indicator_rules())}
    assert values == {
        "4.1": (150, 160, 93.75, None),
        "4.2": (120, 300, 40.0, 0.5),
        "4.3": (150, 300, 50.0, 0.625),
        "4.4": (20, 300, 6.67, None),
        "4.5a": (1, 2, 50.0, None),
        "4.5b": (90, 300, 30.0, None),
        "4.6": (10, 40, 25.0, None),
    }
    assert row(days, indicator_rules()) == {
        "received": 300, "not_digitised": 70, "digitised": 230, "reused": 150, "reused_national": 0,
        "finished": 190, "result_not_digitised": 10, "result_digitised": 150,
    }  # fmt: skip


def test_nothing_to_divide_by_has_no_value() -> None:
    assert {i.value for i in indicators([], indicator_rules())} == {None}


def test_every_mark_of_the_data_file_is_one_that_is_made() -> None:
    rules = indicator_rules()
    everything = [fact("reused", source="local_store"), fact("replaced", source="national_store"),
                  fact("identified"), fact("supplement"), fact("supplement", once="2"),
                  end(electronic=True, synced=True, electronic_copy=True)]  # fmt: skip
    full = counted(record(procedure="2.000815"), 1, everything, rules.copies)
    assert full
    made = {*full.on_receipt, *full.on_end}
    asked = {m for i in rules.indicators for m in (i.part, i.whole)}
    asked |= {m for c in rules.table for m in (c.count, c.less) if m}
    assert asked <= made
    on = {"received": full.on_receipt, "finished": full.on_end}
    assert all({i.part, i.whole} <= set(on[i.day]) for i in rules.indicators)


# ---- sums -----------------------------------------------------------------------------------------------------------


def count(world: Any, dossier: str) -> Counted | None:
    return CountDossier(world.counts, world.clock, indicator_rules())(dossier)


def sums(world: Any, as_of: str = "2026-12-31", office: str = "25681") -> dict[str, int]:
    asked = NOVEMBER.model_copy(update={"as_of": as_of})
    return show_indicators([office], asked, counts=world.counts).total.table


def test_an_event_that_comes_often_late_or_never_counts_once(world: Any, make_paper: Any) -> None:
    for n in range(4):
        world.dossier(f"d{n}", [make_paper("citizen_id", CARD)])
        world.file(f"d{n}")
    shuffled = [f"d{n}" for n in range(4)] * 3
    random.Random(7).shuffle(shuffled)
    for dossier in shuffled:
        count(world, dossier)
    assert (sums(world)["received"], sums(world)["digitised"], sums(world)["finished"]) == (4, 4, 0)
    request = FactsRequest.model_validate({"finished": {"day": "2026-11-20", "electronic": True}})
    note_facts(request, record=world.registry.get("d2"), caller=CLERK, services=world.services())
    assert sums(world)["finished"] == 0  # its event is on the way
    for dossier in ("d2", "d2", "d1"):
        count(world, dossier)
    assert (sums(world)["finished"], sums(world)["result_digitised"]) == (1, 1)
    assert world.counts.offices() == ["25681"]


def test_what_was_known_on_a_day_stays_what_was_known(world: Any, make_paper: Any) -> None:
    world.dossier("d1", [make_paper("citizen_id", CARD)])
    world.file("d1")
    count(world, "d1")
    world.clock.move(days=3)
    request = FactsRequest.model_validate({"replaced": [{"component": "residence", "source": "national_store"}]})
    note_facts(request, record=world.registry.get("d1"), caller=CLERK, services=world.services())
    count(world, "d1")
    assert sums(world)["reused"] == 1
    assert sums(world, as_of="2026-11-23")["reused"] == 1
    assert sums(world, as_of="2026-11-22")["reused"] == 0
    assert sums(world, as_of="2026-11-22")["received"] == 1
    assert sums(world, as_of="2026-11-19")["received"] == 0


def test_a_dossier_that_turns_out_to_be_another_counts_no_more(world: Any, make_paper: Any) -> None:
    world.dossier("d1", [make_paper("citizen_id", CARD)])
    world.file("d1")
    count(world, "d1")
    world.registry.save(world.registry.get("d1").model_copy(update={"state": "duplicate"}))
    count(world, "d1")
    assert sums(world)["received"] == 0


def test_two_counters_of_one_dossier_do_not_count_it_twice(world: Any, make_paper: Any) -> None:
    world.dossier("d1", [make_paper("citizen_id", CARD)])
    world.file("d1")

    class Slow:
        """Somebody else counts between this one's reading and its writing."""

        def __init__(self) -> None:
            self.times = 0

        def known(self, dossier: str) -> Any:
            known = world.counts.known(dossier)
            self.times += 1
            if self.times == 1:
                count(world, dossier)
            return known

        def __getattr__(self, name: str) -> Any:
            return getattr(world.counts, name)

    slow = Slow()
    CountDossier(slow, world.clock, indicator_rules())("d1")  # type: ignore[arg-type]
    assert slow.times == 2
    assert sums(world)["received"] == 1


def test_who_always_loses_is_told_to_come_back_and_strangers_are_not_found(world: Any, make_paper: Any) -> None:
    world.dossier("d1", [make_paper("citizen_id", CARD)])
    world.file("d1")
    count(world, "d1")

    class Stale:
        def known(self, dossier: str) -> Any:
            known = world.counts.known(dossier)
            return known.model_copy(update={"papers": 0, "counted": known.counted.model_copy(update={"version": 99})})

        def __getattr__(self, name: str) -> Any:
            return getattr(world.counts, name)

    with pytest.raises(TransientError):
        CountDossier(Stale(), world.clock, indicator_rules())("d1")  # type: ignore[arg-type]
    assert sums(world)["digitised"] == 1
    with pytest.raises(NotFound):
        count(world, "d-none")


# ---- what is asked of the sums --------------------------------------------------------------------------------------


@pytest.fixture
def month(world: Any, make_paper: Any) -> Any:
    """Nine dossiers from 20 November on, one a day: every third reuses, and all but two are finished."""
    for n in range(9):
        world.dossier(f"d{n}", [make_paper("citizen_id", CARD | {"id_no": f"07219500{n:04d}"})])
        world.file(f"d{n}")
        told: dict[str, Any] = {"finished": {"day": world.clock.today().isoformat()}} if n < 7 else {}
        if n % 3 == 0:
            told["replaced"] = [{"component": "residence", "source": "national_store"}]
        if told:
            request = FactsRequest.model_validate(told)
            note_facts(request, record=world.registry.get(f"d{n}"), caller=CLERK, services=world.services())
        count(world, f"d{n}")
        world.clock.move(days=1)
    return world


@pytest.mark.parametrize("limit", [1, 2, 4, 50])
def test_the_dossiers_behind_an_indicator_page_by_page(month: Any, limit: int) -> None:
    def walk(code: str, which: Any, first: str = "2026-11-01") -> list[str]:
        found: list[str] = []
        cursor = None
        while True:
            asked = Period(first=first, last="2026-12-31", as_of="2026-12-31")
            page = drill(code, which, "25681", asked, limit=limit, cursor=cursor, counts=month.counts)
            assert len(page.dossiers) <= limit
            found += [d.dossier for d in page.dossiers]
            cursor = page.next
            if cursor is None:
                return found

    assert walk("4.3", "with") == ["d0", "d3", "d6"]
    assert walk("4.3", "without") == ["d1", "d2", "d4", "d5", "d7", "d8"]
    assert walk("4.3", "without", first="2026-11-25") == ["d5", "d7", "d8"]
    assert walk("4.1", "without") == [f"d{n}" for n in range(7)]
    assert walk("4.1", "with") == []


def test_a_drill_that_makes_no_sense(month: Any) -> None:
    for told in ({"code": "9.9"}, {"cursor": "2020-01:x"}, {"cursor": "2026-11:x"}):
        asked: dict[str, Any] = {"code": "4.3", "which": "with", "office": "25681", "asked": NOVEMBER, "limit": 5,
                                 "cursor": None, "counts": month.counts}  # fmt: skip
        with pytest.raises(BadRequest):
            drill(**(asked | told))


def test_papers_asked_for_though_reusable_count_once_a_dossier(
    world: Any, make_paper: Any, call_checklist: Any
) -> None:
    for n in range(2):
        world.dossier(f"d{n}", [make_paper("decl_birth", {"child_full_name": "TRẦN THỊ MẪU"})])
        world.file(f"d{n}")
        for _ in range(3):
            call_checklist(f"d{n}")
        count(world, f"d{n}")
    asked = {(p.component, p.why): p.dossiers for p in show_asked(["25681"], NOVEMBER, counts=world.counts).papers}
    assert asked == {("birth_evidence", "replaceable"): 2, ("identity", "reusable"): 2}
    before = dict(asked)
    request = FactsRequest.model_validate({"supplement": {"components": ["marriage"]}})
    for _ in range(2):
        answer = note_facts(request, record=world.registry.get("d0"), caller=CLERK, services=world.services())
    assert (answer.supplements, answer.warning) == (1, None)
    world.clock.move(days=1)
    answer = note_facts(request, record=world.registry.get("d0"), caller=CLERK, services=world.services())
    assert answer.supplements == 2
    assert answer.warning
    count(world, "d0")
    after = {(p.component, p.why): p.dossiers for p in show_asked(["25681"], NOVEMBER, counts=world.counts).papers}
    assert after == before | {("marriage", "reusable"): before.get(("marriage", "reusable"), 0) + 1}


@pytest.fixture
def call_checklist(world: Any) -> Any:
    from motlan.usecases.checklist import ChecklistRequest, make_checklist

    def call(dossier: str) -> None:
        request = ChecklistRequest(unreachable=["csdl_dan_cu.identity", "bhxh.birth_proof"], purpose="Kiểm tra",
                                   legal_basis="Luật Hộ tịch 2014")  # fmt: skip
        record = world.registry.get(dossier)
        make_checklist("1.001193", request, caller=CLERK, record=record, services=world.services())

    return call


def test_a_reuse_is_a_fact_of_its_dossier(world: Any, make_paper: Any) -> None:
    from motlan.usecases.papers import ReuseRequest, reuse_paper

    world.dossier("d1", [make_paper("citizen_id", CARD)])
    world.dossier("d2", [])
    world.file("d1")
    world.file("d2")
    (paper,) = world.store.of_owner("072195000123")
    request = ReuseRequest(procedure="1.001193", component="identity", dossier="d2", purpose="Cấp lại",
                           legal_basis="Luật Hộ tịch")  # fmt: skip
    for _ in range(3):
        reuse_paper(paper.id, request, None, caller=CLERK, services=world.services())
    count(world, "d2")
    assert sums(world)["reused"] == 1
    assert [(f.kind, f.component, f.source) for f in world.counts.known("d2").facts] == [
        ("reused", "identity", "local_store")
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"finished": {"day": "2026-11-21"}},  # tomorrow
        {"finished": {"day": "2026-11-19"}},  # before it was received
        {"supplement": {"components": ["moon"]}},
        {"replaced": [{"component": "moon", "source": "national_store"}]},
    ],
)
def test_facts_that_can_not_be(world: Any, make_paper: Any, wrong: dict[str, Any]) -> None:
    world.dossier("d1", [])
    request = FactsRequest.model_validate(wrong)
    with pytest.raises(BadRequest):
        note_facts(request, record=world.registry.get("d1"), caller=CLERK, services=world.services())
    assert world.counts.known("d1").facts == []


@pytest.mark.parametrize("wrong", [{}, {"vneid_verified": False}, {"replaced": [{"component": "a", "source": "x"}]}])
def test_facts_that_say_nothing(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="validation error"):
        FactsRequest.model_validate(wrong)


def test_periods(world: Any) -> None:
    assert period(None, None, None, world.clock) == Period(first="2026-11-01", last="2026-11-20", as_of="2026-11-20")
    today = world.clock.today()
    for wrong in ((today.replace(day=21), today, None), (today.replace(year=2023), today, None),
                  (None, None, today.replace(day=21))):  # fmt: skip
        with pytest.raises(BadRequest):
            period(*wrong, world.clock)
    assert months("2026-11", "2027-02") == ["2026-11", "2026-12", "2027-01", "2027-02"]
    assert months("2026-11-30") == ["2026-11"]
    assert months("2026-11", "2026-10") == []
    assert (month_before("2027-01-01"), month_before("2026-11-30")) == ("2026-12", "2026-10")


# ---- what is told ---------------------------------------------------------------------------------------------------


def test_spreadsheets_say_what_the_answer_says(month: Any) -> None:
    answer = show_indicators(["25681", "99999"], NOVEMBER, counts=month.counts)
    lines = as_csv(answer, "monthly").decode("utf-8-sig").splitlines()
    assert lines[0] == ("Cơ quan,Tiếp nhận,Chưa số hóa TPHS,Có số hóa TPHS,Có tái sử dụng thành phần,"
                        "Có tái sử dụng từ Cổng DVCQG,Đã giải quyết,KQ chưa số hóa,KQ đã số hóa")  # fmt: skip
    assert lines[1:] == ["25681,9,0,9,3,3,7,7,0", "99999,0,0,0,0,0,0,0,0", "Tổng cộng,9,0,9,3,3,7,7,0"]
    wide = as_csv(answer, "indicators").decode("utf-8-sig").splitlines()
    assert next(w for w in wide if w.startswith("25681,4.3")).startswith(
        '25681,4.3,"Tỷ lệ khai thác, sử dụng lại thông tin, dữ liệu số hóa",3,9,33.33,80.0,'
    )
    book = zipfile.ZipFile(io.BytesIO(as_xlsx(answer, show_asked(["25681"], NOVEMBER, counts=month.counts))))
    text = book.read("xl/sharedStrings.xml").decode()
    assert "Có tái sử dụng thành phần" in text
    assert book.read("xl/workbook.xml").decode().count("<sheet ") == 3


def test_reports_of_a_month_and_sums_of_a_day(month: Any) -> None:
    month.clock.move(days=4)  # December
    month.events.published.clear()
    report = Report(month.counts, month.derived, month.events, month.clock)
    assert report.month() == {"month": "2026-11", "offices": 1}
    names = [k for k in month.derived.keys("reports/")]
    assert names == [f"reports/2026-11/25681.{e}" for e in ("csv", "json", "xlsx")]
    told = json.loads(month.derived.get("reports/2026-11/25681.json"))
    assert told["offices"][0]["table"]["reused"] == 3
    assert report.day(date(2026, 11, 23)) == {"day": "2026-11-23", "offices": 1}
    assert report.day(date(2026, 11, 1)) == {"day": "2026-11-01", "offices": 0}
    kinds = [kind for kind, _ in month.events.published]
    assert kinds == ["motlan.indicators.month", "motlan.indicators.day"]
    assert "072195" not in json.dumps(month.events.published)
