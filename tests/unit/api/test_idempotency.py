"""One mechanism for every call that changes something: made once, answered alike, whoever repeats it and when."""

from __future__ import annotations

import json
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from motlan.adapters import dynamodb_once
from motlan.adapters.dynamodb_once import DynamoOnce
from motlan.api.access import RULES, Entry
from motlan.api.idempotency import FRESH, READS, changes, once
from motlan.model import BadRequest, Conflict
from motlan.usecases.case import Caller

ROUTE = "POST /v1/papers/{id}/reuse"
ME = Entry(Caller("u1", frozenset({"clerk"})), ROUTE)


def event(body: Any = None, key: str | None = "key-00000001", path: str = "/v1/papers/p1/reuse") -> dict[str, Any]:
    headers = {"Idempotency-Key": key} if key else {}
    return {
        "rawPath": path,
        "headers": headers,
        "requestContext": {"http": {"method": "POST", "path": path}},
        "body": json.dumps(body or {"a": 1, "b": 2}),
    }


class Work:
    """What a route does: counts how often it was done."""

    def __init__(self, status: int = 200, body: str = "") -> None:
        self.done, self.status, self.body = 0, status, body

    def __call__(self) -> dict[str, Any]:
        self.done += 1
        body = self.body or json.dumps({"done": self.done})
        headers = {"Content-Type": "application/json"}
        return {"statusCode": self.status, "headers": headers, "body": body, "isBase64Encoded": False}


@pytest.fixture
def kept(world: Any) -> DynamoOnce:
    found: DynamoOnce = world.once
    return found


def test_a_repeated_call_is_told_the_same(kept: DynamoOnce) -> None:
    work = Work(status=201)
    first, again = once(event(), ME, kept, work), once(event({"b": 2, "a": 1}), ME, kept, work)
    assert (again["statusCode"], again["body"]) == (first["statusCode"], first["body"])
    assert again["headers"]["Idempotency-Replayed"] == "true"
    assert work.done == 1


@pytest.mark.parametrize("other", [event({"a": 2}), event(path="/v1/papers/p2/reuse"), event([1])])
def test_a_key_is_for_one_call_only(kept: DynamoOnce, other: Any) -> None:
    work = Work()
    once(event(), ME, kept, work)
    with pytest.raises(Conflict, match="E_IDEMPOTENCY_KEY"):
        once(other, ME, kept, work)
    assert work.done == 1


def test_keys_of_two_callers_have_nothing_to_do_with_each_other(kept: DynamoOnce) -> None:
    work = Work()
    once(event(), ME, kept, work)
    once(event({"a": 2}), Entry(Caller("u2"), ROUTE), kept, work)
    assert work.done == 2


def test_without_a_key_every_call_is_made(kept: DynamoOnce) -> None:
    work = Work()
    for _ in range(2):
        once(event(key=None), ME, kept, work)
    assert work.done == 2


def test_a_refused_call_may_be_mended_under_its_key(kept: DynamoOnce) -> None:
    refused, work = Work(status=400), Work()
    assert once(event(), ME, kept, refused)["statusCode"] == 400
    assert once(event({"a": 2}), ME, kept, work)["statusCode"] == 200
    assert (refused.done, work.done) == (1, 1)


def test_a_call_that_broke_leaves_no_claim(kept: DynamoOnce) -> None:
    def broken() -> dict[str, Any]:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        once(event(), ME, kept, broken)
    assert once(event(), ME, kept, Work())["statusCode"] == 200


def test_side_by_side_one_works_and_all_are_told(kept: DynamoOnce) -> None:
    work, started = Work(), threading.Barrier(4)

    def call(_: int) -> str:
        started.wait(5)
        return str(once(event(), ME, kept, work)["body"])

    with ThreadPoolExecutor(4) as pool:
        answers = set(pool.map(call, range(4)))
    assert (work.done, answers) == (1, {'{"done": 1}'})


def test_while_the_first_call_runs_the_second_waits_and_is_sent_away(
    kept: DynamoOnce, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dynamodb_once, "_PATIENCE", (0.01,))

    def work() -> dict[str, Any]:
        with pytest.raises(Conflict, match="E_IN_PROGRESS"):
            once(event(), ME, kept, Work())
        return Work()()

    once(event(), ME, kept, work)


def test_what_died_is_taken_over_by_the_same_call_only(
    world: Any, kept: DynamoOnce, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dynamodb_once, "_PATIENCE", (0.01,))
    assert kept.claim("n", "mark") is None  # and its process dies
    world.clock.move(seconds=31)
    with pytest.raises(Conflict, match="E_IDEMPOTENCY_KEY"):
        kept.claim("n", "another")
    assert kept.claim("n", "mark") is None


def test_a_key_is_forgotten_after_a_day(world: Any, kept: DynamoOnce) -> None:
    work = Work()
    once(event(), ME, kept, work)
    world.clock.move(hours=25)
    once(event({"a": 2}), ME, kept, work)
    assert work.done == 2


def test_an_answer_too_long_to_be_kept_is_not_made_twice(kept: DynamoOnce) -> None:
    import secrets

    work = Work(body=json.dumps(secrets.token_hex(400_000)))
    once(event(), ME, kept, work)
    again = once(event(), ME, kept, work)
    assert (again["statusCode"], again["body"], work.done) == (200, "{}", 1)


@pytest.mark.parametrize("key", ["short", "x" * 201])
def test_keys_of_the_wrong_length(kept: DynamoOnce, key: str) -> None:
    with pytest.raises(BadRequest, match="E_REQUEST"):
        once(event(key=key), ME, kept, Work())


def test_what_only_reads_is_listed_and_exists() -> None:
    assert set(RULES) >= READS | FRESH
    assert not READS & FRESH
    assert [route for route in RULES if not changes(route) and not route.startswith("GET ")] == [
        route for route in RULES if route in READS
    ]
