"""The Python client against the API in process: what integrators write, and what becomes of it when things go wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import motlan_client
import pytest
from gateway import Gateway, serving
from motlan_client import Client, Conflict, Forbidden, NotFound, Purpose, TooManyRequests, TransportError, Unauthorized
from motlan_client._transport import Transport

OWNER = "072195000123"
WHY = Purpose("Đăng ký lại khai sinh", "NĐ 123/2015/NĐ-CP Điều 26")


@pytest.fixture
def client(served: tuple[str, Gateway]) -> Client:
    return Client(served[0], "clerk@25681")


def test_what_need_not_be_brought_again(client: Client) -> None:
    told = client.checklist("1.004884", WHY, owner_id=OWNER)
    (item,) = [i for i in told["items"] if i["id"] == "identity"]
    assert item["state"] == "satisfied_by_reuse"
    assert item["paper"]
    assert client.reuse(item["paper"], WHY, procedure="1.004884", component="identity")["reused"] == 1


def test_a_form_is_filled(client: Client) -> None:
    full = client.prefill("birth_reregistration", WHY, owner_id=OWNER)
    assert full["values"]["requester_id_no"]["value"] == OWNER
    formio = client.prefill_formio("birth_reregistration", WHY, owner_id=OWNER)
    assert formio["data"]["requester"]["idNumber"] == OWNER


def test_the_catalogue_and_any_route_without_a_method_of_its_own(client: Client) -> None:
    assert [p["code"] for p in client.procedures(q="kết hôn")["procedures"]] == ["1.000894"]
    answers = client.call("POST", "/v1/policy/digitise", {"papers": [{"secret": True}]})["answers"]
    assert [a["rule"] for a in answers] == ["secret"]


def test_search_read_export(client: Client) -> None:
    (found,) = client.search(WHY, owner_id=OWNER)
    paper = client.paper(found["id"], WHY)
    assert paper["paper"]["fields"]["full_name"]["value"] == "LÊ THỊ MẪU"
    told = client.export_owner(OWNER, WHY)
    assert {look["action"] for look in told["looks"]} == {"search", "read", "export"}


def test_lists_go_on_page_by_page(served: tuple[str, Gateway], world: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for n in range(5):
        world.dossier(f"e{n}", [], state="review")
    client = Client(served[0], "clerk@25681")
    pages = client._pages("GET", "/v1/dossiers", query={"state": "review", "limit": 2})
    assert [[d["id"] for d in page["dossiers"]] for page in pages] == [["e0", "e1"], ["e2", "e3"], ["e4"]]
    assert [d["id"] for d in client.queue("review")] == [f"e{n}" for n in range(5)]


def test_a_dossier_is_opened_once_for_its_key(client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []
    monkeypatch.setattr(motlan_client._client, "upload", lambda url, fields, name, *_: sent.append(name))
    file = tmp_path / "scan.pdf"
    file.write_bytes(b"%PDF")
    first, again = (client.open_dossier([file], "25681", key="key-00000001") for _ in range(2))
    assert first == again
    assert sent == ["scan.pdf"] * 2
    assert client.dossier(first)["dossier"]["state"] == "opened"
    with pytest.raises(TimeoutError):
        client.wait(first, seconds=0)


@pytest.mark.parametrize(
    ("token", "call", "kind", "code"),
    [
        (None, lambda c: c.dossier("d1"), Unauthorized, "HTTP_401"),
        ("operator", lambda c: c.prefill("birth_registration", WHY), Forbidden, "E_ROLE"),
        ("clerk@99999", lambda c: c.dossier("d1"), NotFound, "E_NO_DOSSIER"),
        ("clerk", lambda c: c.paper("p-none", WHY), NotFound, "E_NO_PAPER"),
        ("clerk", lambda c: c.public_status("none", "none-none"), motlan_client.ApiError, None),
    ],
)
def test_a_no_is_an_error_of_its_kind(served: tuple[str, Gateway], token: Any, call: Any, kind: Any, code: Any) -> None:
    with pytest.raises(kind) as raised:
        call(Client(served[0], token))
    assert code in (None, raised.value.code)
    assert raised.value.message or raised.value.status == 401


def test_an_idempotency_key_is_for_one_call(client: Client) -> None:
    (found,) = client.search(WHY, owner_id=OWNER)
    client.reuse(found["id"], WHY, procedure="1.004884", component="identity", key="key-00000001")
    with pytest.raises(Conflict, match="E_IDEMPOTENCY_KEY"):
        client.reuse(found["id"], WHY, procedure="1.004884", component="other", key="key-00000001")


class Flaky:
    """A WSGI application that says no so many times, then yes; remembers the keys it saw."""

    def __init__(self, *statuses: str) -> None:
        self.statuses, self.keys = list(statuses), []

    def __call__(self, environ: Any, start: Any) -> list[bytes]:
        self.keys.append(environ.get("HTTP_IDEMPOTENCY_KEY"))
        status = self.statuses.pop(0) if self.statuses else "200 OK"
        code = "E_IN_PROGRESS" if status.startswith("409") else "E_BUSY"
        body = json.dumps({"code": code}).encode()
        start(status, [("Content-Type", "application/json"), ("Retry-After", "7"), ("Content-Length", str(len(body)))])
        return [body]


@pytest.mark.parametrize("status", ["503 Busy", "429 Slow", "409 Conflict", "502 Bad"])
def test_a_busy_service_is_asked_again_under_the_same_key(status: str) -> None:
    flaky = Flaky(status, status)
    with serving(flaky) as url:  # type: ignore[arg-type]
        transport = Transport(url, "t", 5)
        pauses: list[float] = []
        transport.pause = pauses.append
        transport.json("POST", "/", {})
    assert len(set(flaky.keys)) == 1
    assert len(flaky.keys) == 3
    assert pauses == [7, 7]


def test_it_gives_up(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(Flaky(*["429 Slow"] * 9)) as url:  # type: ignore[arg-type]
        transport = Transport(url, lambda: "fresh", 5)
        transport.pause = lambda _: None
        with pytest.raises(TooManyRequests):
            transport.json("GET", "/")


def test_no_line_is_an_error_that_names_no_query() -> None:
    transport = Transport("http://127.0.0.1:9", None, 1)
    transport.pause = lambda _: None
    with pytest.raises(TransportError) as raised:
        transport.json("GET", "/v1/papers/p1", query={"purpose": "secret"})
    assert "secret" not in str(raised.value)


def test_what_is_exported_is_meant() -> None:
    assert sorted(motlan_client.__all__) == motlan_client.__all__
    assert all(hasattr(motlan_client, name) for name in motlan_client.__all__)
