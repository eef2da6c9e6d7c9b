"""Arrival of files: registered once, refused aloud, duplicates linked, started once; all of it repeatable."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from motlan.model import BadRequest, NotFound, Rejected, TransientError
from motlan.usecases.open_dossier import NewDossier, open_dossier
from motlan.usecases.receive_scan import Arrival, ReceiveScan
from motlan.usecases.start_dossier import plan


class Scan:
    media_type = "application/pdf"

    def __init__(self, pages: int) -> None:
        self.page_count = pages

    def __enter__(self) -> Scan:
        return self

    def __exit__(self, *error: object) -> None: ...


class Reader:
    """The file's text says how many pages it has, or with which code it is refused."""

    def open(self, path: Path, name: str) -> Scan:
        said = path.read_text().split()[0]
        if said.startswith("E_"):
            raise Rejected(said, "Tệp hỏng.", "Quét lại.")
        return Scan(int(said))


class Executions:
    def __init__(self) -> None:
        self.started: dict[str, list[Mapping[str, object]]] = {}
        self.calls = 0
        self.fails = 0

    def start(self, dossier_id: str, batches: Sequence[Mapping[str, object]]) -> None:
        self.calls += 1
        if self.fails:
            self.fails -= 1
            raise TransientError("E_BUSY", "Bận.")
        self.started.setdefault(dossier_id, list(batches))


class House:
    """A counter that opens dossiers and the use case that receives their files."""

    def __init__(self, world: Any, work: Path) -> None:
        self.world, self.work, self.executions = world, work, Executions()
        self.receive = ReceiveScan(
            Reader(), world.scans, world.registry, self.executions, world.events, world.clock, pages_per_batch=2
        )

    def open(self, dossier_id: str, *contents: str, office: str = "xa-mau") -> list[str]:
        files = [
            {"name": f"{n}.pdf", "bytes": len(c), "sha256": hashlib.sha256(c.encode()).hexdigest()}
            for n, c in enumerate(contents)
        ]
        new = NewDossier.model_validate({"office": office, "files": files})
        w = self.world
        open_dossier(new, opened_by="clerk", registry=w.registry, scans=w.scans, clock=w.clock, dossier_id=dossier_id)
        return [f.key for f in w.registry.get(dossier_id).files]

    def upload(self, key: str, content: str) -> None:
        self.world.scans.put(key, content.encode(), "application/pdf")

    def arrive(self, key: str, version: str = "v1") -> Any:
        content = self.world.scans.objects.get(key, b"")
        return self.receive(Arrival(key, len(content), version), self.work)

    def bring(self, dossier_id: str, *contents: str, office: str = "xa-mau") -> Any:
        record = None
        for key, content in zip(self.open(dossier_id, *contents, office=office), contents, strict=True):
            self.upload(key, content)
            record = self.arrive(key)
        return record


@pytest.fixture
def house(world: Any, tmp_path: Path) -> House:
    return House(world, tmp_path)


def test_the_last_file_starts_the_dossier_with_its_pages_in_batches(house: House) -> None:
    first, second = house.open("d1", "3 a", "1 b")
    house.upload(first, "3 a")
    assert house.arrive(first).state == "opened"
    assert not house.executions.started
    house.upload(second, "1 b")
    record = house.arrive(second)
    assert (record.state, record.pages_total) == ("reading", 4)
    batches = [(b["source"], b["first"], b["count"], b["page"]) for b in house.executions.started["d1"]]
    assert batches == [(0, 0, 2, 1), (0, 2, 1, 3), (1, 0, 1, 4)]


def test_every_event_may_come_twice(house: House) -> None:
    (key,) = house.open("d1", "2 a")
    house.upload(key, "2 a")
    house.arrive(key)
    before = house.world.registry.get("d1")
    house.arrive(key)
    house.arrive(key, "v2")
    assert house.world.registry.get("d1") == before
    assert list(house.executions.started) == ["d1"]


def test_a_start_that_failed_is_tried_again_with_the_next_delivery(house: House) -> None:
    (key,) = house.open("d1", "2 a")
    house.upload(key, "2 a")
    house.executions.fails = 1
    with pytest.raises(TransientError):
        house.arrive(key)
    assert house.world.registry.get("d1").state == "received"
    assert house.arrive(key).state == "reading"


@pytest.mark.parametrize("code", ["E_ENCRYPTED", "E_EMPTY", "E_CORRUPT"])
def test_a_refused_file_ends_its_dossier_with_code_words_and_event(house: House, code: str) -> None:
    record = house.bring("d1", f"{code} x")
    assert (record.state, record.outcome, record.problem_code) == ("rejected", "rejected", code)
    assert record.problem == "Tệp hỏng. Quét lại."
    assert house.world.events.published == [
        ("motlan.dossier.rejected", {"dossier": "d1", "office": "xa-mau", "code": code})
    ]
    assert not house.executions.started


def test_the_neighbours_of_a_refused_file_are_read(house: House) -> None:
    record = house.bring("d1", "E_CORRUPT x", "2 b")
    assert (record.state, record.pages_total) == ("reading", 2)
    assert record.files[0].problem_code == "E_CORRUPT"
    assert [b["source"] for b in house.executions.started["d1"]] == [1]


def test_a_file_that_is_not_what_was_announced_is_refused(house: House) -> None:
    (key,) = house.open("d1", "2 a")
    house.upload(key, "2 other")
    assert house.arrive(key).problem_code == "E_UPLOAD_MISMATCH"


def test_more_pages_than_a_dossier_may_have(house: House) -> None:
    assert house.bring("d1", "300 a", "201 b").problem_code == "E_TOO_MANY_PAGES"


def test_the_same_files_again_are_linked_to_the_first_in_any_order_but_not_across_offices(house: House) -> None:
    house.bring("d1", "1 a", "1 b")
    again = house.bring("d2", "1 b", "1 a")
    assert (again.state, again.duplicate_of) == ("duplicate", "d1")
    assert house.world.events.published[-1][1]["duplicate_of"] == "d1"
    assert house.bring("d3", "1 a", "1 b", office="xa-khac").state == "reading"


@pytest.mark.parametrize("end", ["failed", "rejected"])
def test_what_failed_may_be_brought_again(house: House, end: str) -> None:
    record = house.bring("d1", "1 a")
    house.world.registry.save(record.model_copy(update={"state": end}))
    assert house.bring("d2", "1 a").state == "reading"
    assert house.bring("d3", "1 a").duplicate_of == "d2"


def test_a_file_in_the_scanner_folder_opens_a_dossier_and_leaves_its_name_behind(house: House) -> None:
    inbox = "inbox/xa-mau/Nguyễn Văn Mẫu.pdf"
    house.upload(inbox, "2 a")
    adopted = house.arrive(inbox)
    assert adopted.files[0].name == "Nguyễn Văn Mẫu.pdf"
    assert list(house.world.scans.objects) == [adopted.files[0].key]
    assert adopted.files[0].key.startswith(f"scans/xa-mau/{adopted.id}/01-")
    assert adopted.files[0].key.isascii()
    assert house.arrive(inbox).id == adopted.id  # the event again, after the move
    assert house.arrive(adopted.files[0].key).state == "reading"


def test_a_file_dropped_again_is_a_duplicate_and_not_lost(house: House) -> None:
    states = []
    for version in ("v1", "v2"):
        house.upload("inbox/xa-mau/scan.pdf", "1 a")
        dossier = house.arrive("inbox/xa-mau/scan.pdf", version)
        states.append(house.arrive(dossier.files[0].key).state)
    assert states == ["reading", "duplicate"]


@pytest.mark.parametrize("key", ["scans/xa-mau/loose.pdf", "elsewhere/a.pdf", "inbox/loose.pdf"])
def test_a_key_of_no_known_kind_goes_to_the_dead_letters(house: House, key: str) -> None:
    with pytest.raises(BadRequest):
        house.arrive(key)


def test_a_file_of_a_dossier_that_nobody_opened_goes_to_the_dead_letters(house: House) -> None:
    with pytest.raises(NotFound):
        house.arrive("scans/xa-mau/d9/01-00000000.pdf")


def test_an_event_that_was_lost_after_the_record_is_sent_again(house: House) -> None:
    house.bring("d1", "E_EMPTY x")
    house.world.events.published.clear()
    house.arrive(house.world.registry.get("d1").files[0].key)
    assert house.world.events.kinds == ["motlan.dossier.rejected"]


@pytest.mark.parametrize("counts", [(1,), (4, 1), (2, 0, 3), (7, 7, 7)])
@pytest.mark.parametrize("size", [1, 2, 3, 10])
@pytest.mark.parametrize("at_once", [1, 3, 20])
def test_the_plan_holds_every_page_once_in_order(
    house: House, counts: tuple[int, ...], size: int, at_once: int
) -> None:
    house.open("d1", *(f"{c} {n}" for n, c in enumerate(counts)))
    record = house.world.registry.get("d1")
    for file, count in zip(record.files, counts, strict=True):
        file.pages = count
    record.pages_total = sum(counts)
    seen = [
        (b["source"], b["first"] + offset, b["page"] + offset)  # type: ignore[operator]
        for b in plan(record, size, at_once)
        for offset in range(b["count"])  # type: ignore[call-overload]
    ]
    expected = [(source, n) for source, count in enumerate(counts) for n in range(count)]
    assert seen == [(source, n, page) for page, (source, n) in enumerate(expected, start=1)]


@pytest.mark.parametrize(
    ("pages", "batches"),
    [(1, [1]), (3, [2, 1]), (40, [2] * 20), (41, [3] * 13 + [2]), (80, [4] * 20), (81, [4] * 20 + [1])],
)
def test_a_small_dossier_is_spread_and_a_large_one_costs_no_more_batches_than_it_must(
    house: House, pages: int, batches: list[int]
) -> None:
    house.open("d1", f"{pages} x")
    record = house.world.registry.get("d1")
    record.files[0].pages = record.pages_total = pages
    assert [b["count"] for b in plan(record, 4, 20)] == batches
