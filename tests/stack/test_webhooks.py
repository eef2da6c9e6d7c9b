"""Through the deployed stack: a partner that is down, then well again is told of everything; dossiers are counted."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from motlan.rules.signature import HEADER, verify

CARD = (Path(__file__).parents[2] / "samples/dossiers/files/a-khai-sinh.pdf").read_bytes()


class Partner:
    """An HTTP server that answers as it is told; ``got`` keeps what it said yes to."""

    def __init__(self) -> None:
        self.status, self.tries, self.got = 500, 0, []  # type: ignore[var-annotated]
        partner = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                partner.tries += 1
                status = partner.status
                if status < 300:
                    partner.got.append((json.loads(body), body, self.headers[HEADER]))
                self.send_response(status)
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.origin = f"http://127.0.0.1:{self.server.server_address[1]}"


@pytest.fixture
def partner(client: Any) -> Iterator[Partner]:
    """Its address is one that the operator allows, as the parameter WebhookHosts would; no waiting between tries."""
    made = Partner()
    names = [f["FunctionName"] for f in client.aws("lambda").list_functions()["Functions"]]
    functions = [n for n in names if "-SendWebhooks-" in n or "-ServeApi-" in n]
    assert len(functions) == 2
    for name in functions:
        client._configure(name, {"WEBHOOK_HOSTS": made.origin, "WEBHOOK_FIRST_SECONDS": "0"})
    yield made
    made.server.shutdown()
    for name in functions:
        client._configure(name, {"WEBHOOK_HOSTS": "", "WEBHOOK_FIRST_SECONDS": "30"})


def test_an_outage_loses_nothing_and_indicators_follow(client: Any, partner: Partner) -> None:
    body = {"url": f"{partner.origin}/hooks", "kinds": ["motlan.dossier", "motlan.paper"]}
    assert client.call("POST", "/v1/webhooks", body)[0] == 403  # a clerk
    status, bad = client.call("POST", "/v1/webhooks", body | {"url": "http://127.0.0.1:1/"}, user="operator")
    assert (status, bad["code"]) == (400, "E_URL")
    status, made = client.call("POST", "/v1/webhooks", body, user="operator")
    assert status == 201, made

    dossier = client.send({"a.pdf": CARD})
    assert client.ended(dossier)["state"] in ("filed", "review")
    client.until(lambda: partner.tries >= 3, "nobody tried to tell the partner")
    path = f"/v1/webhooks/{made['id']}/deliveries"
    shown = client.call("GET", path, user="operator")[1]
    assert shown["waiting"]
    assert {d["status"] for d in shown["deliveries"]} == {500}
    assert partner.got == []

    partner.status = 204
    client.until(lambda: not client.call("GET", path, user="operator")[1]["waiting"], "the outbox is not empty")
    papers = {p.get("paper") for p, *_ in [(e["detail"], 0) for e, *_ in partner.got] if p.get("paper")}
    answer = client.call("GET", f"/v1/dossiers/{dossier}")[1]
    assert {p["id"] for p in answer["papers"]} <= papers
    assert any(e["type"].startswith("motlan.dossier.") and e["detail"]["dossier"] == dossier for e, *_ in partner.got)
    for _, raw, header in partner.got:
        assert verify(made["secret"], raw, header, int(time.time()))

    facts = {"vneid_verified": True, "finished": {"day": answer["dossier"]["opened_at"][:10], "electronic": True}}
    status, noted = client.call("POST", f"/v1/dossiers/{dossier}/facts", facts)
    assert status == 200, noted

    def indicators() -> Any:
        status, told = client.call("GET", "/v1/indicators?office=xa-mau")
        assert status == 200, told
        return told["total"]["table"] if told["total"]["table"]["result_digitised"] else None

    table = client.until(indicators, "the dossier was not counted")
    assert table["received"] >= 1
    assert table["digitised"] >= 1
    rows = client.call("GET", "/v1/indicators/4.1/dossiers?office=xa-mau&which=with")[1]
    assert dossier in [d["dossier"] for d in rows["dossiers"]]


def test_the_month_s_report_lies_in_the_bucket(client: Any) -> None:
    names = [f["FunctionName"] for f in client.aws("lambda").list_functions()["Functions"]]
    (name,) = [n for n in names if "-ReportCounts-" in n]
    month = time.strftime("%Y-%m")
    order = json.dumps({"task": "month", "month": month}).encode()
    answer = client.aws("lambda").invoke(FunctionName=name, Payload=order)
    told = json.loads(answer["Payload"].read())
    assert told["month"] == month, told
    assert {f"reports/{month}/xa-mau.{e}" for e in ("csv", "json", "xlsx")} <= set(client.objects("Derived"))
