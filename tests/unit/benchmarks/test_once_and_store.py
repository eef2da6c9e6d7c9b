"""The simulated year repeats itself and adds up; the double of DynamoDB answers as moto's does."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
import yaml

from benchmarks import catalogue, once, once_page, store
from benchmarks.dynamo_double import SqliteDynamo, size
from motlan.adapters.dynamodb_store import DynamoStore
from motlan.adapters.dynamodb_table import Table
from motlan.model import Conflict
from motlan.usecases.knowledge import knowledge


def small(**changes: Any) -> dict[str, Any]:
    assumed = yaml.safe_load(once.ASSUMPTIONS.read_text("utf-8"))
    return {**assumed, "dossiers_a_day": 12, "citizens": 240, "working_days": 12, **changes}


def test_the_same_assumptions_make_the_same_year() -> None:
    first, again = (once.year(small(), knowledge()) for _ in range(2))
    assert {w: s.report() for w, s in first.items()} == {w: s.report() for w, s in again.items()}
    assert first["papers"].dossiers == first["once"].dossiers == 144
    assert first["papers"].brought >= first["data"].brought >= first["once"].brought > 0
    for sums in first.values():
        assert sum(sums.states.values()) == sum(first["papers"].states.values())
        assert sum(sums.by_procedure.values()) == sums.brought
    assert set(first["papers"].states) <= {"missing", "not_needed"}


def test_the_store_counts_where_no_database_answers() -> None:
    sums = once.year(small(database_down=1.0, archived=1.0, mix={"1.013831": 1}), knowledge())
    assert sums["once"].states["satisfied_by_reuse"] > 0
    assert sums["once"].brought < sums["data"].brought == sums["papers"].brought


def test_supplements_by_hand() -> None:
    never, always = {"forgets": 0.0, "forgets_told": 0.0}, {"forgets": 1.0, "forgets_told": 1.0}
    others = {"reads_list": 0.5, "noticed": 0.0}
    assert once.rounds("papers", 5, random.Random(1), never | others) == 0
    assert once.rounds("papers", 5, random.Random(1), always | others) == 5  # one at a time
    assert once.rounds("once", 5, random.Random(1), always | others) == 1  # all at once


def test_the_page_holds_what_the_result_says(tmp_path: Path) -> None:
    result = json.loads(once_page.RESULT.read_text("utf-8"))
    page, picture = tmp_path / "once.md", tmp_path / "once.svg"
    page.write_text(once_page.PAGE.read_text("utf-8"), "utf-8")
    once_page.write(result, page, picture)
    assert page.read_text("utf-8") == once_page.PAGE.read_text("utf-8")
    assert picture.read_text("utf-8") == once_page.PICTURE.read_text("utf-8")


def test_the_double_answers_as_moto_does(table: Table, world: Any, make_paper: Any) -> None:
    for n in range(5):
        world.dossier(f"d{n}", [make_paper("citizen_id", {"id_no": "072195000123", "issue_date": f"200{n}-01-01"})])
        world.file(f"d{n}")
    papers = world.store.of_owner("072195000123")
    (event,) = [e for e in world.store.events(papers[0].id) if e.kind == "filed"]
    double = DynamoStore(Table("t", SqliteDynamo()))
    for paper in papers:
        double.add(paper, event.model_copy(update={"paper": paper.id}))
    assert double.of_owner("072195000123") == papers
    assert double.of_owner("072195000123", {"land_certificate"}) == []
    assert double.get(papers[1].id) == papers[1]
    with pytest.raises(Conflict):
        double.add(papers[0], event)
    months = [s.filed("25681", "2026-11", limit=2, cursor=None)[0] for s in (world.store, double)]
    assert [p.id for p in months[0]] == [p.id for p in months[1]]
    assert len(months[0]) == 2


def test_units_by_hand() -> None:
    client = SqliteDynamo()
    item = {"pk": {"S": "a"}, "sk": {"S": "b"}, "body": {"S": "x" * 5000}, "gsi1pk": {"S": "g"}, "gsi1sk": {"S": "h"}}
    assert size(item) == 3 + 3 + 5004 + 7 + 7
    client.put_item(Item=item)
    assert client.units["write"] == 5 * 2  # 5 KB, in the table and in one index
    client.get_item(Key={"pk": {"S": "a"}, "sk": {"S": "b"}}, ConsistentRead=True)
    assert client.units["read"] == 4  # two whole units, counted in halves
    client.query(KeyConditionExpression="pk = :pk", ExpressionAttributeValues={":pk": {"S": "a"}})
    assert client.units["read"] == 6


def test_every_call_of_the_bench_is_answered_from_a_generated_store() -> None:
    result = store.measure(100, 3)
    assert set(result["calls"]) == {"checklist", "prefill", "search"}
    assert all(call["dynamodb_calls"] and call["read_units"] > 0 for call in result["calls"].values())
    small_month = store.month(30, 2)
    assert small_month["table"]["received"] == 30


def test_a_catalogue_is_brought_in_and_asked() -> None:
    result = catalogue.run(20, 2, store.services(SqliteDynamo()))
    assert set(result) == {"procedures", "import_s", "shipped_only", "with_them"}
    assert all(milliseconds > 0 for milliseconds in result["with_them"].values())
    assert len({procedure.code for procedure in catalogue.many(20, store.Clock().today())}) == 20
