"""Indicators over the API: by office, as JSON, CSV and XLSX; facts in, counts out."""

from __future__ import annotations

import base64
import copy
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from motlan.adapters.guard import whereabouts
from motlan.api import make_handler
from motlan.usecases.count_dossier import CountDossier
from motlan.usecases.indicators import indicator_rules

EVENTS = Path(__file__).parents[2] / "events"
CONTEXT = SimpleNamespace(function_name="f", memory_limit_in_mb=1, invoked_function_arn="a", aws_request_id="r")


@pytest.fixture
def call(world: Any) -> Any:
    handle = make_handler(world.services(), whereabouts)

    def send(name: str, offices: str = "25681", body: Any = None, **query: str) -> Any:
        event = copy.deepcopy(json.loads((EVENTS / f"http_{name}.json").read_text()))
        event["requestContext"]["authorizer"]["jwt"]["claims"]["custom:offices"] = offices
        if query:
            event["queryStringParameters"] = query
        if body:
            event["body"] = json.dumps(body)
        return handle(event, CONTEXT)

    return send


@pytest.fixture
def counted(world: Any, make_paper: Any, call: Any) -> None:
    world.dossier("d1", [make_paper("citizen_id", {"id_no": "072195000123"})])
    world.file("d1")
    answer = call("note_facts")
    assert answer["statusCode"] == 200, answer["body"]
    assert json.loads(answer["body"])["noted"] == ["finished", "identified"]
    CountDossier(world.counts, world.clock, indicator_rules())("d1")


def test_the_answer_in_three_shapes(call: Any, counted: None) -> None:
    answer = call("show_indicators")
    assert answer["statusCode"] == 200, answer["body"]
    body = json.loads(answer["body"])
    assert body["offices"][0]["table"]["received"] == 1
    assert {i["code"]: i["value"] for i in body["total"]["indicators"]}["4.2"] == 100.0
    asked = {"office": "25681", "from": "2026-11-01", "to": "2026-11-30"}
    sheet = call("show_indicators", **asked, shape="csv")
    assert sheet["statusCode"] == 200, sheet["body"]
    assert sheet["headers"]["Content-Type"].startswith("text/csv")
    text = base64.b64decode(sheet["body"]).decode("utf-8-sig")
    assert text.splitlines()[1].startswith("25681,1,0,1,0,0,1,0,1")
    book = call("show_indicators", **asked, shape="xlsx")
    assert book["isBase64Encoded"]
    assert base64.b64decode(book["body"])[:2] == b"PK"


def test_who_may_see_whose(call: Any, counted: None) -> None:
    assert call("show_indicators", offices="99999")["statusCode"] == 403
    assert call("show_indicators", offices="25681,99999", office="25681,99999")["statusCode"] == 200
    assert call("show_indicators", offices="*", office="25681,99999")["statusCode"] == 200
    assert call("show_indicators", offices="*", **{"from": "2026-11-01"})["statusCode"] == 400
    assert call("show_indicators", office="25681", **{"from": "2026-12-01", "to": "2026-11-01"})["statusCode"] == 400


def test_down_to_the_dossiers(call: Any, counted: None) -> None:
    body = json.loads(call("show_counted")["body"])
    assert [d["dossier"] for d in body["dossiers"]] == ["d1"]
    assert json.loads(call("show_counted", which="with")["body"])["dossiers"] == []
    assert call("show_counted", office="25681,25681")["statusCode"] == 400
    assert json.loads(call("show_asked")["body"])["papers"] == []
