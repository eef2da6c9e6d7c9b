"""read_batch, understand_dossier and record_failure: nothing missing, nothing secret kept, nothing silent."""

from __future__ import annotations

import hashlib
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from motlan.model import Conflict, Dossier, Issue, NotFound, Page, Rejected, TransientError
from motlan.usecases import assemble as assembling
from motlan.usecases import keys
from motlan.usecases.read_batch import Batch, read_batch
from motlan.usecases.record_failure import PROBLEM, record_failure
from motlan.usecases.understand_dossier import understand_dossier

ORIGINAL = b"%PDF original"


class Scan:
    page_count, media_type = 9, "application/pdf"
    statuses = ("read", "blank", "unreadable")

    def __enter__(self) -> Scan:
        return self

    def __exit__(self, *error: object) -> None: ...

    def read(self, index: int, *, page: int, source: int, turn: object = None) -> tuple[Page, bytes | None]:
        status: Any = self.statuses[index % 3]
        made = Page(page=page, source=source, source_page=index + 1, status=status)
        return made, None if status == "unreadable" else b"jpeg"


class Reader:
    def open(self, path: Path, name: str) -> Scan:
        assert path.read_bytes() == ORIGINAL
        return Scan()


@pytest.fixture
def dossier(world: Any) -> Any:
    record = world.dossier("d1", [])
    record.files[0].sha256 = hashlib.sha256(ORIGINAL).hexdigest()
    record.pages_total, record.state = 3, "reading"
    world.scans.put(record.files[0].key, ORIGINAL, "application/pdf")
    world.derived.objects.clear()
    return world.registry.save(record)


def read(world: Any, work: Path, **batch: int) -> dict[str, int]:
    told = {"batch": "0001", "source": 0, "first": 0, "count": 3, "page": 1} | batch
    return read_batch(
        "d1",
        Batch.model_validate(told),
        reader=Reader(),  # type: ignore[arg-type]
        scans=world.scans,
        derived=world.derived,
        registry=world.registry,
        work=work,
    )


def understand(world: Any) -> dict[str, object]:
    return understand_dossier(
        "d1", scans=world.scans, derived=world.derived, registry=world.registry, events=world.events, clock=world.clock
    )


def test_every_page_of_a_batch_gets_its_json_also_the_unreadable_one(world: Any, dossier: Any, tmp_path: Path) -> None:
    assert read(world, tmp_path) == {"read": 1, "blank": 1, "unreadable": 1}
    pages = [Page.model_validate_json(world.derived.get(keys.page_key("d1", n))) for n in (1, 2, 3)]
    assert [p.status for p in pages] == ["read", "blank", "unreadable"]
    assert list(world.derived.keys(f"{keys.derived_prefix('d1')}previews/")) == [
        keys.preview_key("d1", n) for n in (1, 2)
    ]
    assert world.registry.get("d1").pages_done == 3


def test_a_batch_read_twice_is_counted_once(world: Any, dossier: Any, tmp_path: Path) -> None:
    read(world, tmp_path)
    read(world, tmp_path)
    assert world.registry.get("d1").pages_done == 3


def test_a_later_batch_has_its_own_page_numbers(world: Any, dossier: Any, tmp_path: Path) -> None:
    read(world, tmp_path, first=3, page=13, count=1)
    page = Page.model_validate_json(world.derived.get(keys.page_key("d1", 13)))
    assert (page.page, page.source_page) == (13, 4)


def test_an_original_that_changed_after_it_was_checked_is_not_read(world: Any, dossier: Any, tmp_path: Path) -> None:
    world.scans.put(dossier.files[0].key, b"something else", "application/pdf")
    with pytest.raises(Conflict, match="E_SCAN_CHANGED"):
        read(world, tmp_path)


def test_a_file_that_was_opened_before_and_is_refused_now_is_tried_again(
    world: Any, dossier: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Reader, path: Path, name: str) -> Scan:
        raise Rejected("E_CORRUPT", "Tệp bị hỏng.")

    monkeypatch.setattr(Reader, "open", refuse)
    with pytest.raises(TransientError, match="E_CORRUPT"):
        read(world, tmp_path)
    assert world.registry.get("d1").pages_done == 0


def test_understanding_keeps_every_page(
    world: Any, dossier: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(world, tmp_path)
    monkeypatch.setattr(
        assembling, "understand", lambda pages, today: SimpleNamespace(papers=[], warnings=[], outcome="accepted")
    )
    assert understand(world) == {"outcome": "review", "papers": 0, "pages": 3}  # an unreadable page needs a person
    made = Dossier.model_validate_json(world.derived.get(keys.result_key("d1")))
    assert [p.page for p in made.pages] == [1, 2, 3]
    assert world.registry.get("d1").state == "understanding"


def test_a_page_that_is_not_there_stops_the_dossier(world: Any, dossier: Any, tmp_path: Path) -> None:
    read(world, tmp_path, count=2)
    with pytest.raises(NotFound):
        understand(world)


def test_a_secret_dossier_is_refused_and_nothing_of_it_is_kept(
    world: Any, dossier: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(world, tmp_path)
    secret = Issue(code="E_SECRET", message="Giấy tờ mang dấu mật; không được số hóa ở đây.")
    monkeypatch.setattr(
        assembling, "understand", lambda pages, today: SimpleNamespace(papers=[], warnings=[secret], outcome="rejected")
    )
    assert understand(world)["outcome"] == "rejected"
    assert (world.scans.objects, world.derived.objects) == ({}, {})
    record = world.registry.get("d1")
    assert (record.state, record.outcome, record.problem_code) == ("rejected", "rejected", "E_SECRET")
    assert world.events.published == [
        ("motlan.dossier.rejected", {"dossier": "d1", "office": "25681", "code": "E_SECRET"})
    ]
    assert understand(world)["outcome"] == "rejected"  # the step again: nothing left to do, and no error


@pytest.mark.parametrize(
    ("message", "code", "problem"),
    [
        ("E_SCAN_CHANGED: Tệp gốc đã bị thay đổi.", "E_SCAN_CHANGED", f"Tệp gốc đã bị thay đổi. {PROBLEM}"),
        ("ValidationError at app.py:3", "E_PROCESSING", PROBLEM),
        ("", "E_PROCESSING", PROBLEM),
    ],
)
def test_a_failure_is_recorded_in_words(world: Any, dossier: Any, message: str, code: str, problem: str) -> None:
    record = record_failure("d1", "Any", message, registry=world.registry, events=world.events, clock=world.clock)
    assert (record.state, record.problem_code, record.problem) == ("failed", code, problem)
    assert world.events.kinds == ["motlan.dossier.failed"]


def test_a_dossier_that_ended_otherwise_does_not_fail_later(world: Any, dossier: Any) -> None:
    world.registry.save(dossier.model_copy(update={"state": "rejected"}))
    record = record_failure("d1", "Any", "", registry=world.registry, events=world.events, clock=world.clock)
    assert (record.state, world.events.kinds) == ("rejected", [])
