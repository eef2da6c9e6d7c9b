"""Webhooks: a partner that is down, slow or broken is told of everything later, in order; nobody else waits for it."""

from __future__ import annotations

import contextlib
import json
import random
import threading
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motlan.adapters import sender
from motlan.adapters.events import place_now
from motlan.adapters.sender import HttpSender, Unreachable
from motlan.model import BadRequest, Conflict, NotFound, TransientError
from motlan.rules.hosts import Target, allowed, public
from motlan.rules.signature import HEADER, sign, verify
from motlan.usecases.webhooks import Tell

URL, OTHER = "https://igate.example.vn/hooks", "https://a.partner.example/in"
HOSTS = "igate.example.vn, *.partner.example"


class Partners:
    """``ports.Sender``: what each partner answers now, and what reached it."""

    def __init__(self) -> None:
        self.answers: dict[str, int | OSError] = {}
        self.got: dict[str, list[dict[str, Any]]] = {}
        self.headers: list[Mapping[str, str]] = []

    def post(self, target: Target, body: bytes, headers: Mapping[str, str]) -> int:
        answer = self.answers.get(target.host, 200)
        if isinstance(answer, OSError):
            raise answer
        if answer < 300:
            self.got.setdefault(target.host, []).append(json.loads(body))
            self.headers.append(headers)
        return answer


class Bus:
    """Events as the queue's consumer gets them; what it is asked to do again comes again."""

    def __init__(self, world: Any) -> None:
        self.world, self.partners = world, Partners()
        self.tell = Tell(world.webhooks.outbox, world.wakes, self.partners, world.clock, HOSTS)
        self.published = 0

    def publish(self, paper: str, kind: str = "motlan.paper.corrected", office: str = "25681") -> str:
        self.published += 1
        detail = {"paper": paper, "office": office, "event": f"e{self.published}", "place": place_now()}
        self.tell.spread(kind, detail)
        return f"e{self.published}"

    def run(self, most: int = 1000) -> int:
        """Works through the wakes until none is left; those that fail are put off and returned as a number."""
        failed: list[tuple[str, str]] = []
        while self.world.wakes.asked and most:
            most -= 1
            wake = self.world.wakes.asked.pop(0)
            try:
                self.tell.drain(*wake)
            except TransientError:
                failed.append(wake)
        self.world.wakes.asked += failed
        return len(failed)

    def ids(self, host: str) -> list[str]:
        return [event["id"] for event in self.partners.got.get(host, [])]


@pytest.fixture
def bus(world: Any) -> Bus:
    return Bus(world)


def subscribe(bus: Bus, url: str = URL, kinds: tuple[str, ...] = ("motlan.",), offices: tuple[str, ...] = ()) -> Any:
    return bus.world.webhooks.subscribe(url, list(kinds), list(offices), "operator-1")


def test_what_is_sent_can_be_checked_and_says_nothing_personal(bus: Bus) -> None:
    made = subscribe(bus)
    bus.publish("p1")
    bus.run()
    (event,) = bus.partners.got["igate.example.vn"]
    assert event["type"] == "motlan.paper.corrected"
    assert event["detail"] == {"paper": "p1", "office": "25681"}
    (headers,) = bus.partners.headers
    body = json.dumps(event, separators=(",", ":")).encode()
    now = int(bus.world.clock.now().timestamp())
    assert headers["Motlan-Event-Id"] == event["id"]
    assert verify(made.secret, body, headers[HEADER], now)
    assert not verify("another secret", body, headers[HEADER], now)
    assert not verify(made.secret, body + b" ", headers[HEADER], now)
    assert not verify(made.secret, body, headers[HEADER], now + 301)
    assert not verify(made.secret, body, headers[HEADER].replace("t=", "t=1"), now)


@given(st.text(max_size=100))
def test_a_header_that_is_none_verifies_nothing(header: str) -> None:
    assert not verify("s", b"{}", header, 1_800_000_000)


@pytest.mark.parametrize("trouble", [500, 404, 301, TimeoutError("timed out"), ConnectionRefusedError("refused")])
def test_a_partner_that_was_away_is_told_of_all_in_order(bus: Bus, trouble: Any) -> None:
    made = subscribe(bus)
    papers = [f"p{n}" for n in range(3)]
    sent = {p: [bus.publish(p)] for p in papers}
    bus.run()
    bus.partners.answers["igate.example.vn"] = trouble
    for p in papers * 4:
        sent[p].append(bus.publish(p))
    for _ in range(3):
        assert bus.run(most=20) > 0
    assert sorted(bus.ids("igate.example.vn")) == ["e1", "e2", "e3"]
    assert sorted(bus.world.webhooks.outbox.pending(made.id)) == papers
    del bus.partners.answers["igate.example.vn"]
    bus.run()
    for p in papers:
        assert [e["id"] for e in bus.partners.got["igate.example.vn"] if e["detail"]["paper"] == p] == sent[p]
    assert bus.world.webhooks.outbox.pending(made.id) == []
    waiting, tries = bus.world.webhooks.history(made.id)
    assert waiting == []
    assert {d.arrived for d in tries} == {True, False}


def test_a_partner_that_answers_now_and_then_gets_each_paper_in_order(bus: Bus) -> None:
    subscribe(bus)
    chance = random.Random(3)
    post = bus.partners.post

    def moody(target: Target, body: bytes, headers: Mapping[str, str]) -> int:
        if chance.random() < 0.4:
            raise TimeoutError("slow")
        status = post(target, body, headers)
        return 500 if chance.random() < 0.2 else status  # it has it, and says it has not

    bus.partners.post = moody  # type: ignore[method-assign]
    sent: dict[str, list[str]] = {}
    for _ in range(60):
        paper = f"p{chance.randrange(4)}"
        sent.setdefault(paper, []).append(bus.publish(paper))
        if chance.random() < 0.3:
            bus.run(most=5)
    while bus.run(most=50):
        pass
    for paper, ids in sent.items():
        got = [e["id"] for e in bus.partners.got["igate.example.vn"] if e["detail"]["paper"] == paper]
        assert list(dict.fromkeys(got)) == ids  # at least once; the first of each in order


def test_nobody_waits_for_another_partner(bus: Bus) -> None:
    subscribe(bus)
    subscribe(bus, OTHER)
    bus.partners.answers["igate.example.vn"] = TimeoutError("slow")
    sent = [bus.publish("p1") for _ in range(7)]
    bus.run(most=30)
    assert bus.ids("a.partner.example") == sent
    assert bus.ids("igate.example.vn") == []


def test_events_that_come_late_find_their_place(bus: Bus) -> None:
    made = subscribe(bus)
    early, late = place_now(), place_now()
    for event, place in (("late", late), ("early", early), ("early", early)):
        bus.tell.spread("motlan.paper.filed", {"paper": "p1", "event": event, "place": place})
    bus.run()
    assert bus.ids("igate.example.vn") == ["early", "late"]
    assert bus.world.webhooks.outbox.pending(made.id) == []


def test_each_gets_what_it_asked_for(bus: Bus) -> None:
    subscribe(bus, kinds=("motlan.paper.reused",))
    subscribe(bus, OTHER, kinds=("motlan.paper",), offices=("99999",))
    one = bus.publish("p1", "motlan.paper.reused")
    bus.publish("p1", "motlan.dossier.filed", office="99999")
    two = bus.publish("p2", "motlan.paper.filed", office="99999")
    bus.run()
    assert (bus.ids("igate.example.vn"), bus.ids("a.partner.example")) == ([one], [two])


def test_one_that_was_stopped_is_told_when_replayed(bus: Bus) -> None:
    made = subscribe(bus)
    bus.world.webhooks.switch(made.id, False)
    sent = [bus.publish("p1") for _ in range(12)]
    bus.run()
    assert bus.ids("igate.example.vn") == []
    assert bus.world.webhooks.replay(made.id) == 1
    bus.run()
    assert bus.ids("igate.example.vn") == []  # stopped still
    bus.world.webhooks.switch(made.id, True)
    bus.world.webhooks.replay(made.id)
    bus.run()
    assert bus.ids("igate.example.vn") == sent
    with pytest.raises(NotFound):
        bus.world.webhooks.replay("w-none")
    assert bus.tell.drain("w-none", "p1") == 0


def test_a_new_secret_and_the_old_one_both_count_for_a_while(bus: Bus) -> None:
    made = subscribe(bus)
    changed = bus.world.webhooks.rotate(made.id, 24)
    assert changed.secret != made.secret

    def signed() -> set[str]:
        bus.publish("p1")
        bus.run()
        header, now = bus.partners.headers[-1][HEADER], int(bus.world.clock.now().timestamp())
        raw = json.dumps(bus.partners.got["igate.example.vn"][-1], separators=(",", ":")).encode()
        names = {"old": made.secret, "new": bus.world.webhooks.outbox.subscription(made.id).secret, "none": "x"}
        return {name for name, secret in names.items() if verify(secret, raw, header, now)}

    assert signed() == {"old", "new"}
    with pytest.raises(Conflict, match="E_ROTATING"):
        bus.world.webhooks.rotate(made.id, 24)  # a repeated call: the partner may know the old one only
    bus.world.clock.move(hours=25)
    assert signed() == {"new"}
    bus.world.webhooks.rotate(made.id, 24)
    leaked = bus.world.webhooks.rotate(made.id, 0)
    assert signed() == {"new"}
    assert (leaked.old_secret, leaked.old_until) == (None, None)


def test_an_address_that_is_allowed_no_more_is_not_called(bus: Bus) -> None:
    made = subscribe(bus)
    bus.publish("p1")
    bus.tell = Tell(bus.world.webhooks.outbox, bus.world.wakes, bus.partners, bus.world.clock, "else.example.vn")
    assert bus.run() == 1
    assert bus.partners.got == {}
    assert bus.world.webhooks.history(made.id)[1][0].problem == "address is not allowed any more"


# ---- where calls may go ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "http://igate.example.vn/", "https://igate.example.vn:8443/", "https://evil.vn/", "https://igate.example.vn.evil.vn/",
        "https://user:pass@igate.example.vn/", "https://igate.example.vn@evil.vn/", "https://partner.example/",
        "https://xpartner.example/", "https://127.0.0.1/", "https://[::1]/", "https://169.254.169.254/latest/",
        "https://igate.example.vn\\@evil.vn/", "https://igate.example.vn/#x", "ftp://igate.example.vn/", "https://",
        "https://igate.example.vn:x/", "https://2130706433/", "https://IGATE.example.vn\t.evil.vn/", "javascript:1",
    ],
)  # fmt: skip
def test_addresses_that_are_refused(world: Any, url: str) -> None:
    assert allowed(url, HOSTS) is None
    with pytest.raises(BadRequest):
        world.webhooks.subscribe(url, ["motlan."], [], "o")


@pytest.mark.parametrize(
    ("url", "hosts", "target"),
    [
        (URL, HOSTS, Target("https", "igate.example.vn", 443, "/hooks")),
        ("https://IGATE.example.vn:443/a?b=c", HOSTS, Target("https", "igate.example.vn", 443, "/a?b=c")),
        ("https://x.y.partner.example", HOSTS, Target("https", "x.y.partner.example", 443, "/")),
        ("http://127.0.0.1:8099/x", "http://127.0.0.1:8099", Target("http", "127.0.0.1", 8099, "/x", trusted=True)),
        ("http://127.0.0.1:8098/x", "http://127.0.0.1:8099", None),
        (URL, "", None),
    ],
)
def test_addresses_that_are_allowed(url: str, hosts: str, target: Target | None) -> None:
    assert allowed(url, hosts) == target


@pytest.mark.parametrize(
    ("address", "open_"),
    [
        ("8.8.8.8", True), ("2001:4860:4860::8888", True), ("127.0.0.1", False), ("10.1.2.3", False), ("::1", False),
        ("192.168.0.1", False), ("169.254.169.254", False), ("100.64.0.1", False), ("0.0.0.0", False),
        ("::ffff:127.0.0.1", False), ("::ffff:10.0.0.1", False), ("fe80::1", False), ("fd00::1", False),
        ("224.0.0.1", False), ("255.255.255.255", False), ("not an address", False),
    ],
)  # fmt: skip
def test_addresses_of_the_open_internet(address: str, open_: bool) -> None:
    assert public(address) is open_


@pytest.mark.parametrize("addresses", [["10.0.0.5"], ["8.8.8.8", "10.0.0.5"], []])
def test_a_name_that_points_inside_is_not_spoken_to(addresses: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    found = [(2, 1, 6, "", (a, 443)) for a in addresses]
    monkeypatch.setattr(sender.socket, "getaddrinfo", lambda *_, **__: found)
    monkeypatch.setattr(sender.socket, "create_connection", lambda *_, **__: pytest.fail("connected"))
    with pytest.raises(Unreachable):
        HttpSender().post(Target("https", "igate.example.vn", 443, "/"), b"{}", {})


@contextlib.contextmanager
def server(behave: Any) -> Iterator[int]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            behave(self, self.rfile.read(int(self.headers["Content-Length"])))

        def log_message(self, *_: Any) -> None:
            pass

    made = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=made.serve_forever, daemon=True).start()
    try:
        yield made.server_address[1]
    finally:
        made.shutdown()
        made.server_close()


def test_over_a_real_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Any] = []

    def behave(handler: Any, body: bytes) -> None:
        seen.append((handler.path, body, handler.headers["X-A"]))
        if handler.path == "/slow":
            threading.Event().wait(1.0)
        handler.send_response({"/moved": 302}.get(handler.path, 204))
        if handler.path == "/moved":
            handler.send_header("Location", "/elsewhere")
        handler.end_headers()

    monkeypatch.setattr(sender, "SECONDS", 0.3)
    with server(behave) as port:
        to = Target("http", "127.0.0.1", port, "/in?a=1", trusted=True)
        assert HttpSender().post(to, b'{"a":1}', {"X-A": "b"}) == 204
        assert HttpSender().post(Target("http", "127.0.0.1", port, "/moved", trusted=True), b"{}", {}) == 302
        with pytest.raises(OSError, match="timed out"):
            HttpSender().post(Target("http", "127.0.0.1", port, "/slow", trusted=True), b"{}", {})
        with pytest.raises(OSError):
            HttpSender().post(Target("https", "127.0.0.1", port, "/", trusted=True), b"{}", {})
    assert seen[0] == ("/in?a=1", b'{"a":1}', "b")
    assert [path for path, *_ in seen if path == "/elsewhere"] == []
    with pytest.raises(OSError):
        HttpSender().post(to, b"{}", {})


def test_a_signature_as_openssl_reckons_it() -> None:
    """``printf '1700000000.{}' | openssl dgst -sha256 -hmac secret``."""
    code = "b8569b78799ff9e3cbff0fc2d63a33a2b57f3282abd07c37ae5e8e7d79a5f163"
    assert sign("secret", b"{}", 1_700_000_000) == f"t=1700000000,v1={code}"
