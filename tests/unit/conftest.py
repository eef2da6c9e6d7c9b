"""What unit tests share: a moto table with the keys of infra/storage.yaml, buckets in memory, a bus, a clock."""

from __future__ import annotations

import dataclasses
import itertools
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from motlan.adapters.dynamodb import DynamoRegistry
from motlan.adapters.dynamodb_counts import DynamoCounts
from motlan.adapters.dynamodb_once import DynamoLimits, DynamoOnce
from motlan.adapters.dynamodb_outbox import DynamoOutbox
from motlan.adapters.dynamodb_owners import DynamoRequests
from motlan.adapters.dynamodb_receipts import DynamoHandoffs, DynamoReceipts
from motlan.adapters.dynamodb_store import DynamoStore
from motlan.adapters.dynamodb_table import Table
from motlan.model import Dossier, FieldValue, Issue, NotFound, Page, Paper, SourceFile, Tags
from motlan.model.letters import DeadLetter
from motlan.model.record import DossierRecord, FileRecord
from motlan.understanding.template_files import templates_folder
from motlan.usecases import keys
from motlan.usecases.case import Services
from motlan.usecases.file_dossier import FileDossier
from motlan.usecases.knowledge import Knowledge, knowledge
from motlan.usecases.webhooks import Webhooks
from motlan_print import Typesetter
from tests.unit.schemas import check

KEYS = ("pk", "sk", "gsi1pk", "gsi1sk", "gsi2pk", "gsi2sk")


class OneByOne:
    """A client whose calls don't run side by side: DynamoDB makes each write atomic, moto does not among threads."""

    def __init__(self, client: Any) -> None:
        self._client, self._lock = client, threading.Lock()

    def __getattr__(self, name: str) -> Any:
        call = getattr(self._client, name)

        def locked(**asked: Any) -> Any:
            with self._lock:
                return call(**asked)

        return locked if callable(call) else call


@pytest.fixture(scope="module")
def dynamodb() -> Iterator[Any]:
    """One mocked client a module: starting moto and loading boto3's models takes longer than most tests."""
    with pytest.MonkeyPatch.context() as patch, mock_aws():
        for name in ("AWS_ENDPOINT_URL", "AWS_PROFILE"):
            patch.delenv(name, raising=False)
        yield OneByOne(boto3.client("dynamodb", region_name="ap-southeast-1"))


_TABLES = itertools.count()


@pytest.fixture
def table(dynamodb: Any) -> Table:
    """A table of its own for each test."""
    name = f"registry-{next(_TABLES)}"
    dynamodb.create_table(
        TableName=name,
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": k, "AttributeType": "S"} for k in KEYS],
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
        GlobalSecondaryIndexes=[
            {
                "IndexName": index,
                "KeySchema": [
                    {"AttributeName": f"{index}pk", "KeyType": "HASH"},
                    {"AttributeName": f"{index}sk", "KeyType": "RANGE"},
                ],
                "Projection": {"ProjectionType": "ALL"},
            }
            for index in ("gsi1", "gsi2")
        ],
    )
    return Table(name, dynamodb)


class MemoryBlobs:
    """``ports.Blobs`` in a dictionary; links are told apart by what they name."""

    def __init__(self) -> None:
        self.objects: dict[str, bytes] = {}
        self.tags: dict[str, dict[str, str]] = {}

    def get(self, key: str) -> bytes:
        if key not in self.objects:
            raise NotFound("E_NO_OBJECT", "Không có.")
        return self.objects[key]

    def fetch(self, key: str, to: Path) -> None:
        to.write_bytes(self.get(key))

    def put(self, key: str, body: bytes, media_type: str, tags: Mapping[str, str] | None = None) -> None:
        self.objects[key] = body
        self.tags[key] = dict(tags or {})

    def copy(self, key: str, to: str) -> None:
        self.objects[to] = self.get(key)

    def keys(self, prefix: str) -> list[str]:
        return sorted(k for k in self.objects if k.startswith(prefix))

    def tag(self, key: str, tags: Mapping[str, str]) -> None:
        self.tags.setdefault(key, {}).update(tags)

    def remove(self, prefix: str) -> None:
        for key in self.keys(prefix):
            del self.objects[key]

    def upload_link(self, key: str, *, bytes_max: int, media_type: str, seconds: int) -> dict[str, object]:
        return {"url": "https://upload.invalid/", "fields": {"key": key, "max": str(bytes_max)}}

    def read_link(self, key: str, *, seconds: int) -> str:
        return f"https://read.invalid/{key}?expires={seconds}"


class MemoryEvents:
    def __init__(self) -> None:
        self.published: list[tuple[str, dict[str, object]]] = []

    def publish(self, kind: str, detail: Mapping[str, object]) -> None:
        check(kind, detail)  # what is published is what is promised
        self.published.append((kind, dict(detail)))

    @property
    def kinds(self) -> list[str]:
        return [kind for kind, _ in self.published]


class MemoryExecutions:
    """``ports.Executions`` that only remembers: (dossier, run) → batches."""

    def __init__(self) -> None:
        self.started: dict[tuple[str, str], list[dict[str, object]]] = {}

    def start(self, dossier_id: str, batches: Sequence[Mapping[str, object]], run: str = "") -> None:
        self.started.setdefault((dossier_id, run), [dict(batch) for batch in batches])


class MemoryQueues:
    """``ports.Queues`` in two lists."""

    def __init__(self) -> None:
        self.letters: list[DeadLetter] = []
        self.arrivals: list[str] = []

    def lengths(self) -> dict[str, int]:
        return {"waiting": len(self.arrivals), "in_work": 0, "dead": len(self.letters)}

    def dead(self, most: int) -> list[DeadLetter]:
        return self.letters[:most]

    def replay(self, ids: Collection[str], most: int) -> list[str]:
        found = [letter.id for letter in self.letters if not ids or letter.id in ids][:most]
        self.letters = [letter for letter in self.letters if letter.id not in found]
        self.arrivals += found
        return found


class MemoryWakes:
    """``ports.Wakes``: whom it was asked to wake of what."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def wake(self, subscription: str, subject: str) -> None:
        self.asked.append((subscription, subject))


class StillClock:
    """Stands still until it is moved, at the given minute of 20 November 2026."""

    def __init__(self) -> None:
        self.at = datetime(2026, 11, 20, 8, 0, tzinfo=timezone(timedelta(hours=7)))

    def now(self) -> datetime:
        return self.at

    def today(self) -> date:
        return self.at.date()

    def move(self, **by: float) -> None:
        self.at += timedelta(**by)


MakePaper = Callable[..., Paper]


@pytest.fixture
def make_paper() -> MakePaper:
    """``make_paper("citizen_id", {"id_no": "…"}, pages=[1], review=["residence"])``: as understanding makes it."""

    def make(type_: str, values: Mapping[str, Any], **extra: Any) -> Paper:
        pages = extra.pop("pages", [1])
        review, source = set(extra.pop("review", ())), extra.pop("source", "ocr")
        fields = {
            key: FieldValue(
                value=value,
                raw=str(value),
                confidence=0.6 if key in review else 0.99,
                status="missing" if value is None else "review" if key in review else "accepted",
                source=source,
                page=pages[0],
                box=(0.1, 0.1, 0.5, 0.2),
            )
            for key, value in values.items()
        }
        issues = [Issue(code=c, message=c) for c in extra.pop("issues", ())]
        tags = Tags(field="civil_status", reliability="digitised_from_original")
        return Paper(type=type_, pages=pages, confidence=0.99, fields=fields, issues=issues, tags=tags, **extra)

    return make


class World:
    """A registry, a store, two buckets, a bus and a clock that belong together."""

    def __init__(self, table: Table) -> None:
        self.registry, self.store = DynamoRegistry(table), DynamoStore(table)
        self.scans, self.derived, self.events, self.clock = MemoryBlobs(), MemoryBlobs(), MemoryEvents(), StillClock()
        self.requests = DynamoRequests(table)
        self.once, self.limits = DynamoOnce(self.clock, table), DynamoLimits(self.clock, table)
        self.executions, self.queues = MemoryExecutions(), MemoryQueues()
        self.handoffs = DynamoHandoffs(table)
        self.receipts, self.web_origin = DynamoReceipts(table), "https://motlan.invalid"
        self.counts = DynamoCounts(table)
        self.wakes = MemoryWakes()
        self.webhooks = Webhooks(DynamoOutbox(table), self.wakes, self.clock, "igate.example.vn, *.partner.example")
        self.knowledge: Knowledge = knowledge()
        self.printer = Typesetter(templates_folder() / "print")

    def services(self) -> Services:
        """What the API and the use cases of the store are made with."""
        return Services(**{field.name: getattr(self, field.name) for field in dataclasses.fields(Services)})

    def dossier(self, dossier_id: str, papers: list[Paper], **changes: Any) -> DossierRecord:
        """A dossier that was understood: its record and its ``dossier.json``."""
        outcome = changes.pop("outcome", "accepted")
        unreadable = changes.pop("unreadable", ())
        key = f"scans/25681/{dossier_id}/01-aaaaaaaa.pdf"
        now = self.clock.now().isoformat(timespec="seconds")
        count = max([p for paper in papers for p in paper.pages] + list(unreadable), default=1)
        told = {
            "id": dossier_id, "office": "25681", "procedure": "1.001193", "opened_by": "clerk-1", "opened_at": now,
            "updated_at": now, "state": "understanding", "pages_total": count,
            "files": [FileRecord(name="a.pdf", key=key, bytes=9, sha256="a" * 64, pages=count, arrived=True)],
        }  # fmt: skip
        record = DossierRecord.model_validate(told | changes)
        self.registry.create(record)
        self.scans.put(key, b"%PDF", "application/pdf")
        self.result(dossier_id, papers, outcome, count, unreadable)
        return record

    def result(
        self, dossier_id: str, papers: list[Paper], outcome: Any = "accepted", count: int = 1, unreadable: Any = ()
    ) -> None:
        pages = [
            Page(page=n, source=0, source_page=n, status="unreadable" if n in unreadable else "read")
            for n in range(1, count + 1)
        ]
        source = [SourceFile(name="a.pdf", sha256="a" * 64, bytes=9, media_type="application/pdf", pages=count)]
        made = Dossier(source=source, pages=pages, papers=papers, outcome=outcome)
        self.derived.put(keys.result_key(dossier_id), made.model_dump_json().encode(), "application/json")

    def file(self, dossier_id: str) -> dict[str, object]:
        return FileDossier(
            self.scans, self.derived, self.registry, self.store, self.events, self.clock, self.knowledge.store
        )(dossier_id)


@pytest.fixture
def world(table: Table) -> World:
    return World(table)
