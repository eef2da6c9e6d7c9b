"""Handlers: an event as AWS sends it → one use case → an answer; which messages failed; nothing personal in the log."""

from __future__ import annotations

import importlib.util
import json
from datetime import date
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest

from motlan.adapters import wakes
from motlan.model import NotFound, TransientError
from motlan.usecases.receive_scan import Arrival
from motlan.usecases.report import Report

ROOT = Path(__file__).resolve().parents[3]
CONTEXT = SimpleNamespace(
    function_name="f", memory_limit_in_mb=128, invoked_function_arn="arn:aws:lambda:x:1:function:f", aws_request_id="r",
    get_remaining_time_in_millis=lambda: 10_000,
)  # fmt: skip
VARIABLES = {
    "SCANS_BUCKET": "scans",
    "DERIVED_BUCKET": "derived",
    "REGISTRY_TABLE": "registry",
    "EVENT_BUS": "bus",
    "STATE_MACHINE_ARN": "arn:aws:states:ap-southeast-1:123456789012:stateMachine:m",
    "PAGES_PER_BATCH": "4",
    "READ_CONCURRENCY": "2",
    "WEBHOOK_QUEUE": "https://sqs.invalid/telling",
    "NOT_TOLD_QUEUE": "https://sqs.invalid/not-told",
    "WEBHOOK_HOSTS": "",
    "WEBHOOK_FIRST_SECONDS": "30",
}


def load(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"function_{name}", ROOT / f"functions/{name}/app.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def event(name: str) -> Any:
    return json.loads((ROOT / f"tests/events/{name}.json").read_text("utf-8"))


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    for name, value in VARIABLES.items():
        monkeypatch.setenv(name, value)
    # Powertools keeps a logger a service, and with it the stream of the test that made it.
    monkeypatch.setenv("POWERTOOLS_SERVICE_NAME", request.node.name)


@pytest.mark.parametrize(
    "name",
    [
        "receive_scans",
        "read_pages",
        "understand_dossier",
        "file_dossier",
        "record_failure",
        "serve_api",
        "count_dossiers",
        "report_counts",
        "send_webhooks",
    ],
)
def test_a_function_without_its_settings_stops_at_start(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REGISTRY_TABLE")
    with pytest.raises(ValueError, match="registry_table"):
        load(name)


def test_receive_scans_takes_events_apart_and_names_only_the_messages_that_failed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    app = load("receive_scans")
    seen: list[Arrival] = []

    def receive(arrival: Arrival, work: Path) -> Any:
        assert list(work.iterdir()) == []
        seen.append(arrival)
        if "inbox" in arrival.key:
            raise TransientError("E_BUSY", "Bận: Nguyễn Văn Mẫu")
        return SimpleNamespace(id="d1", state="reading", problem_code=None)

    monkeypatch.setattr(app, "receive", lambda: receive)
    told = event("scan_created")
    answer = app.handler(told, CONTEXT)
    assert answer == {"batchItemFailures": [{"itemIdentifier": told["Records"][1]["messageId"]}]}
    assert seen == [
        Arrival("scans/xa-mau/d1/01-0a1b2c3d.pdf", 5, "IYV3p45BT0ac8hjHg1houSdS1a.Mro8e"),
        Arrival("inbox/xa-mau/Nguyễn Văn Mẫu (1).pdf", 0, "617f08299329d190"),
    ]
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {line["message"] for line in lines} == {"file received", "file not dealt with"}
    assert [line["code"] for line in lines if line["message"] == "file not dealt with"] == ["E_BUSY"]
    assert "Mẫu" not in json.dumps(lines, ensure_ascii=False)


def test_read_pages_returns_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    app = load("read_pages")
    asked = []

    def read_batch(dossier_id: str, batch: Any, **ports: Any) -> dict[str, int]:
        asked.append((dossier_id, batch.page, batch.count, ports["scans"].bucket, ports["derived"].bucket))
        return {"read": 2, "blank": 0, "unreadable": 0}

    monkeypatch.setattr(app, "read_batch", read_batch)
    assert app.handler(event("batch"), CONTEXT) == {"read": 2, "blank": 0, "unreadable": 0}
    assert asked == [("d1", 3, 2, "scans", "derived")]


def test_a_batch_that_is_none_is_a_fault_without_retry() -> None:
    with pytest.raises(Exception, match="ValidationError at") as told:
        load("read_pages").handler({"dossier_id": "d1", "batch": {"batch": "1", "count": "Nguyễn"}}, CONTEXT)
    assert type(told.value).__name__ == "Unexpected"
    assert "Nguyễn" not in str(told.value)


@pytest.mark.parametrize(
    ("cause", "message"),
    [
        (event("failure")["cause"], "E_SCAN_CHANGED: Tệp gốc đã bị thay đổi sau khi nhận."),
        ("not json", ""),
        ("[]", ""),
        ("", ""),
    ],
)
def test_record_failure_hands_over_the_exception_s_text(
    cause: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = load("record_failure")
    asked = []

    def record_failure(dossier_id: str, error: str, text: str, **ports: Any) -> Any:
        asked.append((dossier_id, error, text))
        return SimpleNamespace(id=dossier_id, state="failed", problem_code="E_X")

    monkeypatch.setattr(app, "record_failure", record_failure)
    assert app.handler(event("failure") | {"cause": cause}, CONTEXT) == {"state": "failed"}
    assert asked == [("d1", "Conflict", message)]


def test_logs_do_not_hold_the_event(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("POWERTOOLS_LOG_LEVEL", "DEBUG")
    app = load("understand_dossier")
    monkeypatch.setattr(
        app, "understand_dossier", lambda dossier_id, **ports: {"outcome": "review", "papers": 1, "pages": 2}
    )
    app.handler({"dossier_id": "d1", "name": "Nguyễn Văn Mẫu"}, CONTEXT)
    out = capsys.readouterr().out
    assert "d1" in out
    assert "Mẫu" not in out


def test_count_dossiers_counts_each_and_names_only_the_messages_that_failed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    app = load("count_dossiers")
    seen: list[str] = []

    def count(dossier: str) -> None:
        seen.append(dossier)
        if dossier == "d2":
            raise TransientError("E_BUSY", "Bận: Nguyễn Văn Mẫu")
        if dossier == "d3":
            raise NotFound("E_NO_DOSSIER", "Không có.")

    monkeypatch.setattr(app, "count", lambda: count)
    told = event("dossier_changed")
    answer = app.handler(told, CONTEXT)
    assert answer == {"batchItemFailures": [{"itemIdentifier": told["Records"][1]["messageId"]}]}
    assert seen == ["d1", "d2", "d3"]
    assert "Mẫu" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("order", "asked"),
    [
        ({"task": "month"}, ("month", None)),
        ({"task": "month", "month": "2026-10"}, ("month", "2026-10")),
        ({"task": "day"}, ("day", None)),
        ({"task": "day", "day": "2026-11-20"}, ("day", date(2026, 11, 20))),
    ],
)
def test_report_counts_does_as_ordered(order: Any, asked: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    app = load("report_counts")
    seen: list[Any] = []
    for name in ("month", "day"):
        note = lambda self, when, name=name: seen.append((name, when)) or {"offices": 2}  # noqa: E731
        monkeypatch.setattr(Report, name, note)
    monkeypatch.setattr(app, "report", lambda: Report(None, None, None, None))  # type: ignore[arg-type]
    assert app.handler(order, CONTEXT) == {"offices": 2}
    assert seen == [asked]


@pytest.mark.parametrize("order", [{}, {"task": "year"}, {"task": "month", "month": "2026-13"}])
def test_an_order_that_is_none_is_a_fault(order: Any) -> None:
    with pytest.raises(Exception, match="ValidationError at"):
        load("report_counts").handler(order, CONTEXT)


def test_send_webhooks_knows_its_two_messages_and_puts_off_what_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    app = load("send_webhooks")
    seen: list[Any] = []

    def drain(subscription: str, subject: str) -> int:
        seen.append((subscription, subject))
        raise TransientError("E_NOT_TOLD", "Đối tác chưa nhận.")

    later = SimpleNamespace(later=lambda receipt, tries, first: seen.append((receipt[:4], tries, first)))
    spread = SimpleNamespace(spread=lambda kind, detail: seen.append((kind, detail["paper"])), drain=drain)
    monkeypatch.setattr(app, "tell", lambda: spread)
    monkeypatch.setattr(app, "wakes", lambda: later)
    told = event("webhook_messages")
    answer = app.handler(told, CONTEXT)
    assert answer == {"batchItemFailures": [{"itemIdentifier": told["Records"][1]["messageId"]}]}
    assert seen == [("motlan.paper.filed", "p1"), ("w1", "p1"), ("AQEB", 3, 30)]


def test_send_webhooks_tries_dead_letters_again_when_the_schedule_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    app = load("send_webhooks")
    asked: list[Any] = []

    class Queues:
        def __init__(self, to: str, dead: str) -> None:
            asked.append((to, dead))

        def replay(self, ids: Any, most: int) -> list[str]:
            asked.append((list(ids), most))
            return ["m1", "m2"]

    monkeypatch.setattr(app, "SqsQueues", Queues)
    assert app.handler({}, CONTEXT) == {"again": 2}
    assert asked == [(app.ENVIRONMENT.webhook_queue, app.ENVIRONMENT.not_told_queue), ([], app.MOST_LETTERS)]
    assert app.ENVIRONMENT.webhook_queue != app.ENVIRONMENT.not_told_queue


@pytest.mark.parametrize(("tries", "least", "most"), [(1, 24, 30), (2, 48, 60), (7, 1536, 1920), (15, 2880, 3600)])
def test_a_wake_that_failed_comes_later_each_time(
    tries: int, least: int, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    client = SimpleNamespace(change_message_visibility=lambda **call: asked.append(call["VisibilityTimeout"]))
    monkeypatch.setattr(wakes.aws, "client", lambda _: client)
    for _ in range(20):
        wakes.Wakes("q").later("receipt", tries)
    assert all(least <= seconds <= most for seconds in asked)
