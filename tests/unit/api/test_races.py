"""Two at once: one wins whole, the other is told, nothing is half-written, and both left their trace."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from gateway import AUDIENCE, CONTEXT, ISSUER

from motlan.adapters.guard import whereabouts
from motlan.api import Tokens, make_handler
from motlan.model import Conflict, TransientError
from motlan.usecases.case import Caller
from motlan.usecases.correct import FieldsRequest, correct_fields

OWNER = "072195000123"
CARD = {"id_no": OWNER, "full_name": "LÊ THỊ MẪU", "birth_date": "1995-02-03", "sex": "Nữ", "issue_date": "2022-05-06",
        "expiry_date": "2035-02-03", "residence": "Ấp Mẫu, Xã Mẫu, Tỉnh Tây Ninh"}  # fmt: skip
WHY = {"purpose": "Kiểm tra hồ sơ", "legal_basis": "Luật Hộ tịch 2014"}

Send = Callable[..., tuple[int, Any]]


@pytest.fixture
def send(world: Any) -> Send:
    """``send("POST", path, body, who="a")``; every caller is a clerk of the office."""
    handle = make_handler(world.services(), whereabouts, Tokens(ISSUER, AUDIENCE))

    def call(method: str, path: str, body: Any = None, who: str = "a", key: str = "") -> tuple[int, Any]:
        claims = {"sub": who, "iss": ISSUER, "aud": AUDIENCE, "cognito:groups": "[clerk]", "custom:offices": "25681"}
        event = {
            "version": "2.0", "rawPath": path, "rawQueryString": "", "queryStringParameters": {},
            "headers": {"content-type": "application/json"} | ({"idempotency-key": key} if key else {}),
            "requestContext": {"http": {"method": method, "path": path}, "authorizer": {"jwt": {"claims": claims}},
                               "stage": "$default"},
            "isBase64Encoded": False,
        }  # fmt: skip
        if body is not None:
            event["body"] = json.dumps(body)
        answer = handle(event, CONTEXT)
        return answer["statusCode"], json.loads(answer["body"])

    return call


def test_two_clerks_confirm_one_paper(world: Any, send: Send, make_paper: Any) -> None:
    world.dossier("d1", [make_paper("citizen_id", CARD, review=["sex"])], outcome="review")
    world.file("d1")
    (paper,) = [p for p, _ in world.store.of_dossier("d1")]
    body = {"version": world.registry.get("d1").version}
    answers = [send("POST", f"/v1/papers/{paper.id}/confirm", body, who) for who in ("a", "b")]
    assert [status for status, _ in answers] == [200, 409]
    assert answers[1][1]["code"] == "E_STALE"
    stored = world.store.get(paper.id)
    assert (stored.assurance, stored.confirmed_by) == ("confirmed", "a")
    assert {change.by for change in world.registry.changes("d1")} == {"a"}


def test_two_clerks_correct_one_paper_at_the_same_moment(world: Any, send: Send, make_paper: Any) -> None:
    """Both have read the dossier before either writes: one wins whole, in record, history, paper and owners' links."""
    others = ["072195000123", "072295000456"]
    world.dossier("d1", [make_paper("citizen_id", CARD, review=["id_no"])], outcome="review")
    world.file("d1")
    (paper,) = [p for p, _ in world.store.of_dossier("d1")]
    version, meet = world.registry.get("d1").version, threading.Barrier(2, timeout=20)
    save = world.registry.save

    def together(record: Any, changes: Any = ()) -> Any:
        if changes and record.version == version:
            meet.wait()
        return save(record, changes)

    world.registry.save = together
    services = world.services()

    def correct(n: int) -> Any:
        # not through the handler: Powertools keeps the event of a request in its class, one at a time as Lambda does
        caller = Caller("ab"[n], frozenset({"clerk"}), frozenset({"25681"}))
        body = {"version": version, "fields": {"id_no": {"value": others[n]}}}
        try:
            return correct_fields(paper.id, FieldsRequest.model_validate(body), caller=caller, services=services)
        except Conflict as error:
            return error.code

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(correct, range(2)))
    assert answers.count("E_STALE") == 1
    won = 1 - answers.index("E_STALE")
    assert {change.by for change in world.registry.changes("d1")} == {"ab"[won]}
    stored = world.store.get(paper.id)
    assert stored.owners == [others[won]]
    assert [p.id for p in world.store.of_owner(others[won])] == [paper.id]
    assert world.store.of_owner(others[1 - won]) == []
    events = {(e.kind, e.by) for e in world.store.events(paper.id)}  # the clock stands still: their order is chance
    assert events == {("filed", "clerk-1"), ("corrected", "ab"[won])}


def test_a_store_that_breaks_off_is_behind_until_the_next_change(world: Any, send: Send, make_paper: Any) -> None:
    """The record counts first (one transaction), the owner's papers follow (another one), never half of either."""
    world.dossier("d1", [make_paper("citizen_id", CARD, review=["id_no", "sex"])], outcome="review")
    world.file("d1")
    (paper,) = [p for p, _ in world.store.of_dossier("d1")]
    path, write = f"/v1/papers/{paper.id}/confirm", world.store.save

    def broken(*_: Any) -> Any:
        raise TransientError("E_BUSY", "Tạm thời chưa ghi được.", "Thử lại.")

    world.store.save = broken
    version = world.registry.get("d1").version
    assert send("POST", path, {"version": version, "keys": ["id_no"]})[0] == 503
    assert world.store.get(paper.id).marks == {}
    assert world.store.of_owner(OWNER) == []
    world.store.save = write
    assert send("POST", path, {"version": version, "keys": ["id_no"]})[1]["code"] == "E_STALE"
    status, saved = send("POST", path, {"version": version + 1, "keys": ["sex"]})
    assert status == 200, saved
    assert set(world.store.get(paper.id).marks) == {"id_no", "sex", "*"}
    assert [p.id for p in world.store.of_owner(OWNER)] == [paper.id]
    assert len(world.registry.changes("d1")) == 3


def test_a_paper_superseded_during_prefill_is_used_whole_or_not(world: Any, send: Send, make_paper: Any) -> None:
    """The prefill that read it first answers with it; the reuse that follows is refused."""
    world.dossier("d1", [make_paper("citizen_id", CARD, source="qr")])
    world.file("d1")
    (paper,) = world.store.of_owner(OWNER)
    ask = {"eform": "birth_reregistration", "subject": {"owner_id": OWNER}, **WHY}
    end = {"version": paper.version, "standing": "revoked", "reason": "Thu hồi thẻ cũ", **WHY}
    read = world.store.of_owner

    def interrupted(owner: str, types: Any = None) -> Any:
        found = read(owner, types)
        if world.store.get(paper.id).standing == "current":
            assert send("POST", f"/v1/papers/{paper.id}/standing", end, "b")[0] == 200
        return found

    world.store.of_owner = interrupted
    status, filled = send("POST", "/v1/prefill", ask)
    assert status == 200
    assert filled["values"]["requester_id_no"]["value"] == OWNER
    reuse = {"procedure": "1.004884", "component": "identity", **WHY}
    assert send("POST", f"/v1/papers/{paper.id}/reuse", reuse)[1]["code"] == "E_NOT_REUSABLE"
    assert "requester_id_no" not in send("POST", "/v1/prefill", ask)[1]["values"]
    assert {trace.action for trace in world.store.traces(OWNER)} == {"prefill", "standing"}


def test_one_version_two_ends(world: Any, send: Send, make_paper: Any) -> None:
    world.dossier("d1", [make_paper("citizen_id", CARD, source="qr")])
    world.file("d1")
    (paper,) = world.store.of_owner(OWNER)
    bodies = [{"version": 0, "standing": s, "reason": "Theo quyết định", **WHY} for s in ("revoked", "void")]
    answers = [send("POST", f"/v1/papers/{paper.id}/standing", b, w) for b, w in zip(bodies, "ab", strict=True)]
    assert [status for status, _ in answers] == [200, 409]
    assert [event.kind for event in world.store.events(paper.id)] == ["filed", "revoked"]


def test_a_replay_changes_nothing_and_is_told_the_same(world: Any, send: Send, make_paper: Any) -> None:
    world.dossier("d1", [make_paper("citizen_id", CARD, source="qr")])
    world.file("d1")
    (paper,) = world.store.of_owner(OWNER)
    body = {"version": 0, "standing": "revoked", "reason": "Theo quyết định", **WHY}
    first, again = (send("POST", f"/v1/papers/{paper.id}/standing", body, key="key-00000001") for _ in range(2))
    assert first == again
    assert [event.kind for event in world.store.events(paper.id)] == ["filed", "revoked"]
    assert len([t for t in world.store.traces(OWNER) if t.action == "standing"]) == 1


def test_nothing_is_written_by_a_refused_call(world: Any, send: Send, make_paper: Any, table: Any) -> None:
    world.dossier("d1", [make_paper("citizen_id", CARD, source="qr")])
    world.file("d1")
    (paper,) = world.store.of_owner(OWNER)
    before = _rows(table)
    refused = [
        send("POST", f"/v1/papers/{paper.id}/standing", {"version": 9, "standing": "void", "reason": "abcdef", **WHY}),
        send("POST", f"/v1/papers/{paper.id}/reuse", {"procedure": "9.999999", "component": "x", **WHY}),
        send("POST", "/v1/dossiers", {"office": "25681", "files": [], "more": 1}, key="key-00000002"),
        send("PUT", f"/v1/papers/{paper.id}/fields", {"version": 0, "fields": {"birth_date": {"value": "31/02/2026"}}}),
        send("POST", "/v1/owners/requests", {"owner_id": OWNER, "office": "25681", "kind": "correction", **WHY}),
    ]
    assert all(status >= 400 for status, _ in refused), refused
    kinds = ("PAPER#", "DOSSIER#", "REQUEST#", "ONCE#", "IDENTITY#")
    assert {k: v for k, v in _rows(table).items() if k[0].startswith(kinds)} == {
        k: v for k, v in before.items() if k[0].startswith(kinds)
    }


def _rows(table: Any) -> dict[tuple[str, str], str]:
    items = table._client.scan(TableName=table.name)["Items"]
    return {(i["pk"]["S"], i["sk"]["S"]): json.dumps(i, sort_keys=True) for i in items}
