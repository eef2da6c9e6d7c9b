"""docs/access-patterns.md is true: every question has a row, and costs the calls that the row says. None scans."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from motlan import ports
from motlan.adapters.dynamodb import DynamoRegistry
from motlan.adapters.dynamodb_counts import DynamoCounts
from motlan.adapters.dynamodb_store import DynamoStore
from motlan.adapters.dynamodb_table import Table
from motlan.usecases.count_dossier import CountDossier
from motlan.usecases.indicators import indicator_rules

PAGE = (Path(__file__).parents[3] / "docs/access-patterns.md").read_text("utf-8")
OWNER = "072195000123"


class Counting:
    """A client that counts what is asked of it."""

    def __init__(self, client: Any) -> None:
        self.client, self.calls = client, Counter[str]()

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def call(**arguments: Any) -> Any:
            index = arguments.get("IndexName")
            self.calls[f"{name} {index}" if index else name] += 1
            return getattr(self.client, name)(**arguments)

        return call


@pytest.fixture
def counted(world: Any, table: Table, make_paper: Any) -> tuple[Any, Counting]:
    """Thirty papers of one owner and as many of others, seen through a client that counts."""
    for n in range(30):
        card = make_paper("citizen_id", {"id_no": f"0721950{n:05d}", "issue_date": "2020-01-01"})
        doc = make_paper("land_certificate", {"serial_no": f"BA {n:06d}", "issue_date": "2020-01-02",
                                              "owner_id": OWNER, "owner_1_id_doc": OWNER}, pages=[2])  # fmt: skip
        world.dossier(f"d{n}", [card, doc])
        world.file(f"d{n}")
    client = Counting(table._client)
    counting = Table(table.name, client)
    counting.write_cursor("", "the key that seals cursors is read once a process")
    for n in range(6):
        CountDossier(world.counts, world.clock, indicator_rules())(f"d{n}")
    world.store, world.registry, world.counts = DynamoStore(counting), DynamoRegistry(counting), DynamoCounts(counting)
    return world, client


QUESTIONS: list[tuple[str, Callable[[Any, Any], Any], dict[str, int]]] = [
    ("Registry.get", lambda w, p: w.registry.get("d3"), {"get_item": 1}),
    ("Registry.queue", lambda w, p: w.registry.queue("25681", "filed", limit=5, cursor=None), {"query gsi1": 1}),
    ("Store.get", lambda w, p: w.store.get(p.id), {"get_item": 1}),
    ("Store.find", lambda w, p: w.store.find(p.identity), {"get_item": 2}),
    ("Store.scan", lambda w, p: w.store.scan("d3", "0001"), {"get_item": 1}),
    ("Store.of_dossier", lambda w, p: w.store.of_dossier("d3"), {"query": 1, "batch_get_item": 1}),
    ("Store.of_owner", lambda w, p: w.store.of_owner(p.owners[0]), {"query": 1, "batch_get_item": 1}),
    ("Store.by_number", lambda w, p: w.store.by_number(p.type, p.number), {"query gsi2": 1}),
    ("Store.filed", lambda w, p: w.store.filed("25681", "2026-11", limit=5, cursor=None), {"query gsi1": 1}),
    (
        "Store.filed",
        lambda w, p: w.store.filed("25681", "2026-11", limit=5, cursor=None, tag="year:2020"),
        {"query": 1, "batch_get_item": 1},
    ),
    ("Counts.known", lambda w, p: w.counts.known("d3"), {"query": 1}),
    ("Counts.days", lambda w, p: w.counts.days("25681", "2026-11"), {"query": 1}),
    ("Counts.asked", lambda w, p: w.counts.asked("25681", "2026-11"), {"query": 1}),
    (
        "Counts.dossiers",
        lambda w, p: w.counts.dossiers("25681", "2026-11", "received", limit=5, cursor=None)[0],
        {"query gsi1": 1},
    ),
    ("Counts.offices", lambda w, p: w.counts.offices(), {"query": 1}),
    ("Store.events", lambda w, p: w.store.events(p.id), {"query": 1}),
    ("Store.traces", lambda w, p: w.store.traces(p.owners[0]), {"query": 1}),
]


@pytest.fixture
def paper(counted: tuple[Any, Counting]) -> Any:
    return counted[0].store.scan("d3", "0001") and counted[0].store.of_dossier("d3")[0][0]


def test_each_question_costs_its_calls_and_finds_something(counted: tuple[Any, Counting], paper: Any) -> None:
    world, client = counted
    for name, ask, cost in QUESTIONS:
        client.calls.clear()
        found = ask(world, paper)
        assert dict(client.calls) == cost, name
        assert found or name in ("Store.traces", "Counts.asked"), name
        assert not any("scan" in call for call in client.calls)


def test_every_question_of_the_ports_has_a_row() -> None:
    rows = set(re.findall(r"`((?:Registry|Store|Counts)\.\w+)`", PAGE))
    asked = {
        f"{port.__name__}.{name}"
        for port in (ports.Registry, ports.Store, ports.Counts)
        for name in vars(port)
        if not name.startswith("_")
    }
    writes = {f"{p}.{n}" for p, n in [("Registry", "create"), ("Registry", "save"), ("Store", "add"),
                                      ("Store", "add_scan"), ("Store", "save"), ("Store", "reuse"),
                                      ("Counts", "note"), ("Counts", "move")]}  # fmt: skip
    assert asked - writes - rows == set()
    assert rows - asked == set()
    assert {name for name, *_ in QUESTIONS} <= rows


def test_no_adapter_scans() -> None:
    adapters = Path(ports.__file__).parent / "adapters"
    for file in adapters.glob("dynamodb*.py"):
        assert not re.search(r"client\.scan\(|\.scan\(TableName", file.read_text("utf-8")), file.name
