"""``motlan bench store``: checklist, prefill and search over stores of up to a million papers; a month's indicators.

In process: a real API event through access, validation, use case, rules and the DynamoDB adapters, in this process,
over ``dynamo_double`` (keys of all papers in memory, bodies made when read), no network: handler time, read and write
units, cost. Smaller stores again over HTTP (``store_http``). A catalogue of 2,000 procedures (``catalogue``).
"""

from __future__ import annotations

import gc
import json
import statistics
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields as fields_of
from datetime import date, datetime, timedelta, timezone
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from benchmarks import machine
from benchmarks.dynamo_double import SqliteDynamo, Wire
from motlan.adapters.dynamodb import DynamoRegistry
from motlan.adapters.dynamodb_counts import DynamoCounts, fact_row
from motlan.adapters.dynamodb_once import DynamoLimits, DynamoOnce
from motlan.adapters.dynamodb_store import DynamoStore
from motlan.adapters.dynamodb_table import Table, to_wire
from motlan.adapters.guard import whereabouts
from motlan.api import make_handler
from motlan.model import FieldValue
from motlan.model.counting import Fact, Finished
from motlan.model.record import DossierRecord
from motlan.model.store import Scan, StoredPaper
from motlan.usecases.case import Services
from motlan.usecases.count_dossier import CountDossier
from motlan.usecases.indicators import indicator_rules
from motlan.usecases.knowledge import knowledge

EVENTS = Path(__file__).resolve().parent.parent / "tests/events"
AN_OWNER = 10
#: On demand, USD (list prices of us-east-1 from memory; Singapore is up to a quarter dearer): a million read and write
#: units, a GB-second and a million calls of Lambda x86, a million HTTP API calls.
READ, WRITE, GB_SECOND, CALLS, API = 0.125, 0.625, 0.0000166667, 0.20, 1.00
VIETNAM = timezone(timedelta(hours=7))
TYPES: Mapping[str, Mapping[str, str]] = {
    "citizen_id": {"id_no": "@OWNER@", "full_name": "LÊ THỊ MẪU", "birth_date": "1990-02-03", "sex": "Nữ",
                   "issue_date": "2022-05-06", "expiry_date": "2035-02-03", "residence": "Ấp 1, Xã Mẫu"},
    "birth_certificate": {"registration_no": "12/1990", "full_name": "LÊ THỊ MẪU", "birth_date": "1990-02-03",
                          "personal_id": "@OWNER@", "issue_date": "1990-03-01", "registration_place": "Xã Mẫu"},
    "marriage_certificate": {"registration_no": "7/2015", "wife_full_name": "LÊ THỊ MẪU", "wife_id_doc": "@OWNER@",
                             "husband_full_name": "TRẦN VĂN MẪU", "issue_date": "2015-03-04"},
    "birth_extract": {"copy_no": "9/TLKS-BS", "full_name": "LÊ THỊ MẪU", "personal_id": "@OWNER@",
                      "issue_date": "2020-01-02", "birth_date": "1990-02-03"},
    "marital_status_cert": {"cert_no": "5/XNTTHN", "full_name": "LÊ THỊ MẪU", "id_doc": "@OWNER@",
                            "issue_date": "2026-09-01", "purpose": "Mua bán nhà"},
    "land_certificate": {"serial_no": "BA 000001", "owner_1_id_doc": "@OWNER@", "issue_date": "2018-01-02"},
    "household_business_cert": {"business_code": "1234567890", "owner_id_no": "@OWNER@", "issue_date": "2021-01-02"},
    "driving_licence": {"licence_no": "790000000001", "class": "B", "issue_date": "2019-01-02"},
    "residence_confirmation_ct07": {"doc_no": "1/CT07", "full_name": "LÊ THỊ MẪU", "issue_date": "2026-06-01"},
    "diploma": {"serial_no": "A 000001", "full_name": "LÊ THỊ MẪU", "issue_date": "2012-07-01"},
}  # fmt: skip


class Clock:
    """20 November 2026, so that a run of next year measures the same."""

    def now(self) -> datetime:
        """See ``ports.Clock``."""
        return datetime(2026, 11, 20, 9, tzinfo=VIETNAM)

    def today(self) -> date:
        """See ``ports.Clock``."""
        return self.now().date()


def owner_number(owner: int) -> str:
    """An identity number of nobody (code 999 is no province)."""
    return f"999{owner:09d}"


@cache
def template(type_: str) -> str:
    """A paper of this type as JSON, with marks where its id and owner go."""
    box = (0.1, 0.1, 0.5, 0.2)
    told = {k: FieldValue(value=v, raw=v, confidence=0.99, status="accepted", page=1, box=box)
            for k, v in TYPES[type_].items()}  # fmt: skip
    at = "2026-06-01T09:00:00.000+07:00"
    scan = Scan(dossier="d@ID@", pages=[1, 2], office="mau", scanned_by="c", scanned_at=at, content="0" * 64)
    paper = StoredPaper(
        id="@ID@", identity="0" * 64, type=type_, issue_date=TYPES[type_].get("issue_date"), owners=["@OWNER@"],
        fields=told, assurance="machine", source=scan, created_at=at, updated_at=at,
    )  # fmt: skip
    return paper.model_dump_json(exclude={"version", "reused"})


def made(pk: str, sk: str) -> Wire:
    """The item of a generated key."""
    kind, name = pk.split("#", 1)
    if kind == "OWNER":
        _, type_, paper = sk.split("#")
        return to_wire({"pk": pk, "sk": sk, "paper": paper, "type": type_})
    owner, n = divmod(int(name[1:]), AN_OWNER)
    type_ = list(TYPES)[n]
    body = template(type_).replace("@ID@", name).replace("@OWNER@", owner_number(owner))
    place = {"gsi1pk": "FILED#mau#2026-06", "gsi1sk": f"2026-06-01#{name}", "gsi2pk": f"NUMBER#{type_}#1"}
    return to_wire({"pk": pk, "sk": sk, **place, "gsi2sk": name, "type": type_, "version": 0, "body": body})


def keys(papers: int) -> Iterator[tuple[str, str]]:
    """Head and owner's link of every paper."""
    types = list(TYPES)
    for number in range(papers):
        owner, n = divmod(number, AN_OWNER)
        yield f"PAPER#p{number:020d}", "HEAD"
        yield f"OWNER#{owner_number(owner)}", f"PAPER#{types[n]}#p{number:020d}"


def services(client: SqliteDynamo) -> Services:
    """The adapters over the double; buckets, bus and printer are not called."""
    table, clock = Table("registry", client), Clock()
    held: dict[str, Any] = {f.name: None for f in fields_of(Services)}
    held |= {"registry": DynamoRegistry(table), "store": DynamoStore(table), "counts": DynamoCounts(table)}
    held |= {"once": DynamoOnce(clock, table), "limits": DynamoLimits(clock, table), "clock": clock}
    return Services(**(held | {"knowledge": knowledge()}))


def event(name: str, **change: Any) -> dict[str, Any]:
    """A recorded call with another body or query."""
    told: dict[str, Any] = json.loads((EVENTS / f"http_{name}.json").read_text("utf-8"))
    claims = told["requestContext"]["authorizer"]["jwt"]["claims"]
    claims |= {"cognito:groups": "[clerk eform]", "custom:offices": "mau"}
    if "body" in change:
        told["body"] = json.dumps(change["body"], ensure_ascii=False)
    if "query" in change:
        told["queryStringParameters"] = change["query"]
    return told


def asks(owner: int) -> dict[str, dict[str, Any]]:
    """The calls that are measured, for one owner."""
    why = {"purpose": "Đăng ký khai sinh", "legal_basis": "Luật Hộ tịch 2014"}
    subject = {"owner_id": owner_number(owner)}
    mother = subject | {"roles": ["requester", "mother"]}
    return {
        "checklist": event("checklist", body={"subject": mother, **why}),
        "prefill": event("prefill", body={"eform": "birth_registration", "subject": mother, **why}),
        "search": event("search_papers", body={**subject, **why}),
    }


def timed(call: Callable[[], Any]) -> tuple[float, Any]:
    """Milliseconds and the answer."""
    start = time.perf_counter()
    answer = call()
    return 1000 * (time.perf_counter() - start), answer


def measure(papers: int, repeats: int) -> dict[str, Any]:
    """One size of store: every call ``repeats`` times, each for another owner, spread over all of them."""
    client = SqliteDynamo(made)
    start = time.perf_counter()
    client.fill(keys(papers))
    built = time.perf_counter() - start
    handle, owners = make_handler(services(client), whereabouts), max(1, papers // AN_OWNER)
    context = SimpleNamespace(function_name="f", memory_limit_in_mb=1024, invoked_function_arn="a", aws_request_id="r")
    limits = client.update_item
    client.update_item = lambda **call: limits(**(call | {"ConditionExpression": None}))  # type: ignore[method-assign]
    out: dict[str, Any] = {"papers": papers, "owners": owners, "filled_s": round(built, 2), "calls": {}}
    for name in asks(0):
        walls, told = [], 0
        for n in range(-10, repeats):  # the first ten warm up
            ask = asks((n * 7919) % owners)[name]
            client.calls.clear()
            client.units.clear()
            wall, answer = timed(lambda ask=ask: handle(ask, context))
            if answer["statusCode"] != 200:
                raise ValueError(f"{name}: {answer['body'][:300]}")
            if n >= 0:
                walls.append(wall)
                told += len(answer["body"])
        out["calls"][name] = _call(walls, client, told // repeats)
    return out


def _call(walls: list[float], client: SqliteDynamo, size: int) -> dict[str, Any]:
    """Units are those of the last call; they are the same for each, whatever the size of the store."""
    walls.sort()
    read, write, p50 = client.units["read"] / 2, client.units["write"], statistics.median(walls)
    cost = (read * READ + write * WRITE + CALLS + API) / 1000 + p50 * GB_SECOND
    return {
        "p50_ms": p50,
        "p95_ms": walls[round(0.95 * (len(walls) - 1))],
        "worst_ms": walls[-1],
        "read_units": read,
        "write_units": write,
        "dynamodb_calls": dict(client.calls),
        "answer_bytes": size,
        "usd_per_1000": cost,
    }


def month(dossiers: int, repeats: int) -> dict[str, Any]:
    """Dossiers of a month counted one by one as events would have it, then asked for."""
    client = SqliteDynamo()
    made_of = services(client)
    codes = [p.code for p in knowledge().in_force(made_of.clock.today())]
    count = CountDossier(made_of.counts, made_of.clock, indicator_rules())
    for n in range(dossiers):
        at = f"2026-11-{1 + n % 19:02d}T09:00:00+07:00"
        told = {"id": f"d{n}", "office": "mau", "procedure": codes[n % len(codes)], "state": "filed", "opened_by": "c"}
        record = DossierRecord.model_validate(told | {"opened_at": at, "updated_at": at})
        made_of.registry.create(record)
        facts = [Fact(kind="reused", dossier=record.id, at=at, by="c", source="local_store", once="1")] * (n % 3 > 0)
        end = Finished(day="2026-11-20", electronic=n % 4 > 0)
        facts += [Fact(kind="finished", dossier=record.id, at=at, by="c", finished=end, once="2")] * (n % 5 > 0)
        for fact in facts:
            client.put_item(Item=to_wire(fact_row(fact)))
    client.units.clear()
    wall, _ = timed(lambda: [count(f"d{n}") for n in range(dossiers)])
    counting = {"ms_a_dossier": wall / dossiers, "write_units": client.units["write"] / dossiers}
    handle = make_handler(made_of, whereabouts)
    context = SimpleNamespace(function_name="f", memory_limit_in_mb=1024, invoked_function_arn="a", aws_request_id="r")
    ask = event("show_indicators", query={"office": "mau", "from": "2026-11-01", "to": "2026-11-20"})
    walls = []
    for _n in range(repeats + 3):
        client.units.clear()
        wall, answer = timed(lambda: handle(ask, context))
        if answer["statusCode"] != 200:
            raise ValueError(answer["body"][:300])
        walls.append(wall)
    table = json.loads(answer["body"])["total"]["table"]
    if table["received"] != dossiers:
        raise ValueError(f"{table['received']} counted of {dossiers}")
    return {"dossiers": dossiers, "counting": counting, **_call(walls[3:], client, len(answer["body"])), "table": table}


def run(*, papers: str = "1000,10000,100000,1000000", repeats: int = 200, http: str = "1000,10000") -> dict[str, Any]:
    """The whole result, ready for JSON. ``http``: sizes that are also measured through a local stack."""
    from benchmarks import catalogue, store_http  # noqa: PLC0415 - they measure what is defined here

    gc.freeze()
    out: dict[str, Any] = {"benchmark": "store", **machine.describe(), "inputs": {"count": 0, "sha256": "generated"}}
    out |= {
        "repeats": repeats,
        "what": "handler time in process: keys of all papers in memory (SQLite), bodies made when read, no network",
        "prices_usd": {"read_million": READ, "write_million": WRITE, "gb_second": GB_SECOND, "lambda_million": CALLS,
                       "http_api_million": API},
        "papers_an_owner": AN_OWNER,
        "sizes": [measure(int(n), repeats) for n in papers.split(",")],
        "indicators": month(6000, max(20, repeats // 4)),
        "catalogue": catalogue.run(2000, repeats, services(SqliteDynamo(made))),
    }  # fmt: skip
    if http:
        out["http"] = store_http.run([int(n) for n in http.split(",")], repeats)
    return out | {"peak_mb": machine.peak_mb()}
