"""The HTTP API through real events: who may call what, errors in one form, the answers that others rely on."""

from __future__ import annotations

import base64
import copy
import json
import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast
from urllib.parse import urlencode

import jsonschema
import pytest
import yaml

from motlan.adapters.guard import whereabouts
from motlan.api import Tokens, make_handler
from motlan.api.access import PER_MINUTE, PUBLIC, ROLES, RULES, STORE_READS
from motlan.api.app import make_app
from motlan.model import Line, Page, TransientError
from motlan.usecases.case import Caller, Services
from motlan.usecases.handoff import HandoffRequest, hand_to_phone
from motlan.usecases.receipts import make_receipt

ROOT = Path(__file__).parents[3]
EVENTS = {p.stem.removeprefix("http_"): json.loads(p.read_text()) for p in (ROOT / "tests/events").glob("http_*.json")}
CONTEXT = SimpleNamespace(
    function_name="serve_api",
    memory_limit_in_mb=1024,
    invoked_function_arn="arn:aws:lambda:ap-southeast-1:123456789012:function:serve_api",
    aws_request_id="r-1",
)
MOTHER = "072195000123"
CARD = {"id_no": MOTHER, "full_name": "LÊ THỊ MẪU", "birth_date": "1995-02-03", "sex": "Nữ", "issue_date": "2022-05-06",
        "expiry_date": "2035-02-03", "residence": "Ấp Mẫu, Xã Mẫu, Tỉnh Tây Ninh"}  # fmt: skip

PAGE = Page(page=1, source=0, source_page=1, lines=[Line(text="LÊ THỊ MẪU", confidence=0.9, box=(0.1, 0.1, 0.4, 0.2))])

Call = Callable[..., tuple[int, Any]]


@pytest.fixture(scope="module")
def handler() -> tuple[Any, SimpleNamespace]:
    """One handler for all tests (its types take long to make) and the services that it works with, filled in a test."""
    held = SimpleNamespace()
    claims = EVENTS["prefill"]["requestContext"]["authorizer"]["jwt"]["claims"]
    return make_handler(cast("Services", held), whereabouts, Tokens(claims["iss"], claims["aud"])), held


@pytest.fixture
def call(world: Any, handler: tuple[Any, SimpleNamespace]) -> Call:
    """``call("prefill", roles="[eform]", body={…})`` → status and body; checks what every answer must hold to."""
    handle, held = handler
    held.__dict__.update(world.services().__dict__)

    def send(name: str, *, roles: str = "[clerk]", offices: str = "25681", **change: Any) -> tuple[int, Any]:
        event = copy.deepcopy(EVENTS[name])
        if "authorizer" in event["requestContext"]:
            claims = event["requestContext"]["authorizer"]["jwt"]["claims"]
            claims |= {"cognito:groups": roles, "custom:offices": offices} | change.get("claims", {})
        if "path" in change:
            event["rawPath"] = event["requestContext"]["http"]["path"] = change["path"]
            event["pathParameters"] = {}
        if "query" in change:
            event["queryStringParameters"] = change["query"]
            event["rawQueryString"] = urlencode(change["query"])
        if "merge" in change:
            event["body"] = json.dumps(json.loads(event["body"]) | change["merge"])
        if "body" in change:
            event["body"] = change["body"] if isinstance(change["body"], str) else json.dumps(change["body"])
        event["headers"] |= change.get("headers", {})
        if change.get("edit"):
            change["edit"](event)
        answer = handle(event, CONTEXT)
        kind = answer["headers"]["Content-Type"]
        body = json.loads(answer["body"])
        if answer["statusCode"] >= 400:
            assert kind == "application/problem+json"
            assert {"type", "title", "status", "code", "message", "remedy"} <= set(body)
            assert body["status"] == answer["statusCode"]
        return answer["statusCode"], body

    return send


@pytest.fixture
def filed(world: Any, make_paper: Any) -> str:
    """Dossier d1 with a mother's card, filed; returns the card's id in the store."""
    world.dossier("d1", [make_paper("citizen_id", CARD, source="qr")])
    world.derived.put("derived/d1/pages/0001.json", PAGE.model_dump_json().encode(), "application/json")
    world.file("d1")
    return str(world.store.of_owner(MOTHER)[0].id)


def test_every_route_has_a_rule_and_every_rule_a_route(world: Any) -> None:
    app = make_app(world.services())
    routes = {f"{r.method} {r.openapi_path}" for r in (*app._static_routes, *app._dynamic_routes)}
    assert routes == set(RULES)


def test_the_template_lists_the_same_routes() -> None:
    class Loader(yaml.SafeLoader):
        pass

    Loader.add_multi_constructor("!", lambda loader, tag, node: None)
    template = yaml.load((ROOT / "infra/api.yaml").read_text(), Loader=Loader)
    resources = template["Resources"].values()
    routes = {
        r["Properties"]["RouteKey"]: r["Properties"]["AuthorizationType"]
        for r in resources
        if r["Type"] == "AWS::ApiGatewayV2::Route"
    }
    assert routes == {route: "NONE" if rule == PUBLIC else "JWT" for route, rule in RULES.items()}


def test_every_route_has_an_event() -> None:
    assert {e["routeKey"] for e in EVENTS.values()} == set(RULES)


@pytest.mark.parametrize("name", sorted(EVENTS))
def test_the_role_table(call: Call, filed: str, name: str, world: Any, make_paper: Any) -> None:
    """Every route with every role, with none and with one that doesn't exist."""
    route = EVENTS[name]["routeKey"]
    path = EVENTS[name]["rawPath"].replace("{paper}", filed)
    world.dossier("d9", [make_paper("citizen_id", CARD, review=["sex"])], state="review", outcome="review")
    if "{webhook}" in path:
        asked = ("https://igate.example.vn/hooks", ["motlan.paper"], list[str](), "operator-1")
        path = path.replace("{webhook}", world.webhooks.subscribe(*asked).id)
    if "{request}" in path:
        path = path.replace("{request}", call("ask_owner")[1]["requests"][0]["id"])
    for role in sorted(ROLES | {"nobody", ""}):
        now = {"version": world.registry.get("d1").version}
        seen = {"merge": now} if name in ("correct_fields", "confirm_fields", "arrange_dossier", "file_dossier") else {}
        if name == "public_status":
            record = world.registry.get("d1")
            told = make_receipt(record, caller=Caller("c"), services=world.services())
            seen = {"merge": {"code": told.code, "secret": told.secret}}
        if name == "public_uploads":
            asked = HandoffRequest(office="25681")
            link = hand_to_phone(asked, caller=Caller("c"), services=world.services()).link
            seen = {"merge": {"token": link.partition("#")[2]}}
        status, body = call(name, roles=f"[{role}]", path=path, **seen)
        if role == "kiosk" and role in RULES[route] and name != "procedures":
            assert body["code"] in ("E_NO_DOSSIER", "E_CHANNEL", "E_SUBJECT"), "a clerk's dossier: see test_kiosk.py"
        elif role in RULES[route] or RULES[route] == PUBLIC:
            assert status in (200, 201), body
        else:
            assert (status, body["code"]) == (403, "E_ROLE"), role


@pytest.mark.parametrize("name", sorted(EVENTS))
@pytest.mark.parametrize("role", sorted(ROLES))
@pytest.mark.parametrize(
    "claims",
    [
        {"sub": ""},
        {"sub": None},
        {"iss": "https://elsewhere.example/pool"},
        {"iss": None},
        {"aud": "another-client"},
        {"aud": None},
    ],
)
def test_tokens_that_do_not_count(call: Call, name: str, role: str, claims: dict[str, Any]) -> None:
    """API Gateway lets none of them through (tests/stack/test_access.py); the code asks again."""
    status, body = call(name, roles=f"[{role}]", claims=claims)
    if RULES[EVENTS[name]["routeKey"]] == PUBLIC:
        assert status not in (401, 403)
    else:
        assert (status, body["code"]) == (401, "E_TOKEN")


@pytest.mark.parametrize("name", sorted(EVENTS))
def test_no_token_no_answer(call: Call, name: str) -> None:
    status, body = call(name, edit=lambda event: event["requestContext"].pop("authorizer", None))
    if RULES[EVENTS[name]["routeKey"]] == PUBLIC:
        assert status != 401, body
    else:
        assert status == 401, body


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("open_dossier", {}),
        ("queue", {"query": {"office": "25681"}}),
        ("queue", {"query": {"office": "99999,25681"}}),
        ("show_dossier", {}),
        ("show_page", {}),
        ("checklist", {}),
        ("prefill", {}),
        ("search_papers", {"merge": {"owner_id": None, "office": "25681", "month": "2026-11"}}),
        ("reuse_paper", {"merge": {"office": "25681"}}),
        ("reuse_paper", {"merge": {"dossier": "d1"}}),
        ("export_owner", {"merge": {"office": "25681"}}),
        ("ask_owner", {}),
        ("owner_requests", {"query": {"office": "25681"}}),
    ],
)
def test_another_office_is_refused(call: Call, filed: str, name: str, change: Any) -> None:
    path = EVENTS[name]["rawPath"].replace("{paper}", filed)
    status, body = call(name, offices="99999", path=path, **change)
    assert (status, body["code"]) in ((403, "E_OFFICE"), (404, "E_NO_DOSSIER"))


def test_the_office_of_all_offices_sees_all(call: Call, filed: str) -> None:
    assert call("show_dossier", offices="*")[0] == 200


def test_an_operator_sees_states_and_nothing_of_the_papers(call: Call, filed: str) -> None:
    status, body = call("show_dossier", roles="[operator]")
    assert (status, body["dossier"]["state"]) == (200, "filed")
    assert body["result"] is None
    assert MOTHER not in json.dumps(body)


def test_opening_gives_a_link_a_file(call: Call, world: Any) -> None:
    status, body = call("open_dossier")
    assert status == 201
    assert [u["name"] for u in body["uploads"]] == ["scan.pdf"]
    record = world.registry.get(body["id"])
    assert (record.state, record.office, record.opened_by) == (
        "opened",
        "25681",
        "5f8c6a1e-0000-4000-8000-000000000001",
    )


def test_an_idempotency_key_opens_one_dossier(call: Call, world: Any) -> None:
    headers = {"idempotency-key": "key-00000001"}
    first, again = call("open_dossier", headers=headers)[1], call("open_dossier", headers=headers)[1]
    assert first["id"] == again["id"]
    assert again["uploads"] == first["uploads"]
    assert call("open_dossier")[1]["id"] != first["id"]
    other = {"files": [{"name": "b.pdf", "bytes": 1, "sha256": "b" * 64}]}
    status, body = call("open_dossier", headers=headers, merge=other)
    assert (status, body["code"]) == (409, "E_IDEMPOTENCY_KEY")


def test_a_dossier_shows_progress_then_the_result_in_the_contract_s_form(
    call: Call, world: Any, make_paper: Any
) -> None:
    world.dossier("d1", [make_paper("citizen_id", CARD)])
    world.derived.put("derived/d1/pages/0001.json", b"{}", "application/json")
    status, body = call("show_dossier")
    assert (status, body["pages_read"], body["result"]) == (200, [1], None)
    world.file("d1")
    body = call("show_dossier")[1]
    assert body["result"]["schema"] == "motlan.dossier/1"
    assert body["result"]["papers"][0]["fields"]["id_no"]["value"] == MOTHER
    told = {"type": "citizen_id", "pages": [1], "index": 0, "assurance": "machine", "confirmed": {}}
    assert body["papers"] == [{"id": world.store.of_owner(MOTHER)[0].id, **told}]


def test_a_duplicate_shows_the_original_s_result(call: Call, filed: str, world: Any, make_paper: Any) -> None:
    world.dossier("d2", [], state="duplicate", duplicate_of="d1")
    body = call("show_dossier", path="/v1/dossiers/d2")[1]
    assert body["duplicate_of"] == "d1"
    assert body["result"]["papers"][0]["type"] == "citizen_id"


def test_a_page_is_a_short_lived_link_to_one_object(call: Call, filed: str) -> None:
    status, body = call("show_page")
    assert (status, body["url"]) == (200, "https://read.invalid/derived/d1/previews/0001.jpg?expires=300")
    assert (body["status"], body["warnings"]) == ("read", [])
    assert call("show_page", path="/v1/dossiers/d1/pages/2")[1]["code"] == "E_NO_PAGE"


def test_what_is_wrong_with_a_page_is_said_as_soon_as_it_was_read(call: Call, world: Any) -> None:
    world.dossier("d1", [], state="reading")
    assert call("show_page")[0] == 404
    found = PAGE.model_copy(update={"status": "blank"})
    world.derived.put("derived/d1/pages/0001.json", found.model_dump_json().encode(), "application/json")
    assert call("show_page")[1]["status"] == "blank"


def test_the_queue_is_the_caller_s_own_office_s(call: Call, filed: str) -> None:
    assert [d["id"] for d in call("queue")[1]["dossiers"]] == ["d1"]
    assert call("queue", offices="25681,99999")[1]["code"] == "E_OFFICE"
    assert call("queue", query={"state": "filed", "cursor": "!!"})[1]["code"] == "E_CURSOR"
    assert call("queue", query={"state": "nonsense"})[0] == 400


def test_the_catalogue_lists_what_is_in_force(call: Call) -> None:
    listed = {p["code"]: p for p in call("procedures")[1]["procedures"]}
    assert {"1.001193", "1.004884"} <= set(listed)
    assert listed["1.001193"]["eform"] == "birth_registration"
    assert "parents_married" in listed["1.001193"]["facts"]


def test_an_unknown_procedure_is_not_found(call: Call) -> None:
    status, body = call("checklist", path="/v1/procedures/9.999999/checklist", body={})
    assert (status, body["code"]) == (404, "E_NO_PROCEDURE")


def test_a_checklist_for_nobody_reads_no_store(call: Call, world: Any) -> None:
    status, body = call("checklist", roles="[eform]", body={})
    assert (status, body["complete"]) == (200, False)
    assert [i["id"] for i in body["items"]][:2] == ["declaration", "birth_evidence"]
    assert world.store.traces(MOTHER) == []


@pytest.mark.parametrize("name", ["checklist", "prefill", "search_papers", "read_paper", "reuse_paper"])
def test_the_store_is_read_for_a_purpose_only(call: Call, filed: str, world: Any, name: str) -> None:
    def forget(event: dict[str, Any]) -> None:
        if "body" in event:
            body = json.loads(event["body"])
            event["body"] = json.dumps({k: v for k, v in body.items() if k not in ("purpose", "legal_basis")})
        event["queryStringParameters"], event["rawQueryString"] = {}, ""

    status, body = call(name, path=EVENTS[name]["rawPath"].replace("{paper}", filed), edit=forget)
    assert status == 400
    assert body["code"] in ("E_PURPOSE", "E_REQUEST")
    assert world.store.traces(MOTHER) == []


def test_every_look_leaves_a_trace_that_the_owner_can_be_shown(call: Call, filed: str, world: Any) -> None:
    call("search_papers")
    call("read_paper", path=f"/v1/papers/{filed}")
    call("prefill", merge={"subject": {"owner_id": MOTHER}})
    call("checklist", merge={"subject": {"owner_id": MOTHER}})
    call("reuse_paper", path=f"/v1/papers/{filed}/reuse")
    traces = world.store.traces(MOTHER)
    assert {t.action for t in traces} == {"search", "read", "prefill", "checklist", "reuse"}
    assert all(t.purpose and t.legal_basis and t.by and t.roles == ["clerk"] for t in traces)
    assert all(t.papers == [filed] for t in traces)


def test_a_paper_is_read_with_history_and_pages(call: Call, filed: str) -> None:
    status, body = call("read_paper", path=f"/v1/papers/{filed}")
    assert status == 200
    assert body["summary"]["reusable"] is True
    assert [e["kind"] for e in body["history"]] == ["filed"]
    assert body["pages"][0]["url"].startswith("https://read.invalid/derived/d1/previews/0001.jpg")


@pytest.mark.parametrize(
    "body",
    [{"number": MOTHER, "types": ["citizen_id"]}, {"office": "25681", "month": "2026-11"}, {"owner_id": MOTHER}],
)
def test_three_ways_to_search(call: Call, filed: str, body: Any) -> None:
    asked = {"purpose": "Kiểm tra", "legal_basis": "Luật Hộ tịch 2014"}
    status, answer = call("search_papers", body=body | asked)
    assert (status, [p["id"] for p in answer["papers"]]) == (200, [filed])


@pytest.mark.parametrize(
    ("name", "found"),
    [("lê thị mẫu", 1), ("LE THI MAU", 1), ("mau", 1), ("Mẫu Lê", 1), ("mau van", 0), ("maux", 0)],
)
def test_a_name_is_found_without_diacritics(call: Call, filed: str, name: str, found: int) -> None:
    asked = {"purpose": "Kiểm tra", "legal_basis": "Luật Hộ tịch 2014", "office": "25681", "month": "2026-11"}
    status, answer = call("search_papers", body=asked | {"name": name})
    assert (status, len(answer["papers"])) == (200, found)
    assert call("search_papers", body=asked | {"name": "!!"})[0] == 400


def test_a_machine_may_not_list_people(call: Call, filed: str) -> None:
    status, body = call(
        "search_papers", roles="[eform]", merge={"owner_id": None, "office": "25681", "month": "2026-11"}
    )
    assert (status, body["code"]) == (403, "E_ROLE")


def test_a_reuse_is_counted_once_for_its_key_and_told_to_the_bus(call: Call, filed: str, world: Any) -> None:
    for key, count in (("key-00000001", 1), ("key-00000001", 1), ("key-00000002", 2)):
        status, body = call("reuse_paper", path=f"/v1/papers/{filed}/reuse", headers={"idempotency-key": key})
        assert (status, body["reused"]) == (200, count)
    kind, detail = world.events.published[-1]
    assert kind == "motlan.paper.reused"
    assert MOTHER not in json.dumps(detail)


def test_what_must_not_be_used_again_is_refused(call: Call, world: Any, make_paper: Any) -> None:
    world.dossier("d1", [make_paper("citizen_id", CARD | {"expiry_date": "2026-01-01"})])
    world.file("d1")
    paper = world.store.of_owner(MOTHER)[0].id
    status, body = call("reuse_paper", path=f"/v1/papers/{paper}/reuse")
    assert (status, body["code"]) == (409, "E_NOT_REUSABLE")


def test_prefill_in_four_shapes(call: Call, filed: str) -> None:
    ask = {"eform": "birth_registration", "subject": {"owner_id": MOTHER, "roles": ["requester", "mother"]}}
    full = call("prefill", merge=ask)[1]
    value = full["values"]["mother_full_name"]
    assert (value["value"], value["assurance"], value["page"]) == ("LÊ THỊ MẪU", "code", 1)
    assert value["source"]["paper"] == filed
    assert (value["as_of"], value["valid_until"]) == ("2022-05-06", "2035-02-03")
    formio = call("prefill", merge=ask, query={"shape": "formio"})[1]
    assert set(formio) == {"data"}
    assert formio["data"]["mother"]["fullName"] == "LÊ THỊ MẪU"
    flat = call("prefill", merge=ask, query={"shape": "flat"})[1]
    assert flat == {key: v["value"] for key, v in full["values"].items()}
    schema = call("prefill", merge=ask, query={"shape": "jsonschema"})[1]
    jsonschema.Draft202012Validator.check_schema(schema["schema"])
    partial = schema["schema"] | {"required": []}
    jsonschema.validate(schema["data"], partial)
    assert call("prefill", merge=ask, query={"shape": "xml"})[0] == 400


def test_an_unfinished_dossier_can_not_be_prefilled_from(call: Call, world: Any) -> None:
    world.dossier("d1", [], state="reading")
    status, body = call("prefill")
    assert (status, body["code"]) == (409, "E_NOT_READY")


@pytest.mark.parametrize(
    ("name", "change", "expected"),
    [
        ("open_dossier", {"body": "{"}, 400),
        ("open_dossier", {"body": "[]"}, 400),
        ("open_dossier", {"body": ""}, 400),
        ("open_dossier", {"body": {"office": "25681"}}, 400),
        ("open_dossier", {"merge": {"files": []}}, 400),
        ("open_dossier", {"merge": {"files": [{"name": "a", "bytes": -1, "sha256": "a" * 64}]}}, 400),
        ("open_dossier", {"merge": {"procedure": "9.999999"}}, 404),
        ("open_dossier", {"merge": {"surprise": 1}}, 400),
        ("open_dossier", {"headers": {"idempotency-key": "x"}}, 400),
        ("prefill", {"body": {"eform": "none", "dossier": "d1", "purpose": "abc", "legal_basis": "abc"}}, 404),
        ("prefill", {"merge": {"subject": {"owner_id": "not a number"}}}, 400),
        ("prefill", {"merge": {"people": {"stranger": {"owner_id": MOTHER}}}}, 400),
        ("prefill", {"merge": {"facts": {"weather": True}}}, 400),
        ("prefill", {"body": {"eform": "birth_registration", "purpose": "abc", "legal_basis": "abc"}}, 400),
        ("checklist", {"merge": {"facts": {"channel": "pigeon"}}}, 400),
        ("checklist", {"merge": {"facts": {"parents_married": "yes"}}}, 400),
        ("checklist", {"merge": {"dossier": "d-none"}}, 404),
        ("search_papers", {"merge": {"owner_id": None}}, 400),
        ("show_dossier", {"path": "/v1/dossiers/d-none"}, 404),
        ("show_page", {"path": "/v1/dossiers/d1/pages/zero"}, 400),
        ("read_paper", {"path": "/v1/papers/p-none"}, 404),
        ("queue", {"path": "/v1/nowhere"}, 404),
        ("queue", {"query": {"limit": "0"}}, 400),
    ],
)
def test_bad_calls_get_the_right_status(call: Call, filed: str, name: str, change: Any, expected: int) -> None:
    assert call(name, **change)[0] == expected


def test_a_refused_value_is_not_repeated(call: Call) -> None:
    status, body = call("search_papers", merge={"owner_id": "secret-072195000123"})
    assert status == 400
    assert "072195000123" not in json.dumps(body)
    assert body["errors"][0]["where"].endswith("owner_id")


def test_a_busy_table_says_try_again(call: Call, world: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: object, **__: object) -> None:
        raise TransientError("E_BUSY", "Bận.")

    monkeypatch.setattr(world.registry, "queue", busy)
    assert call("queue")[0] == 503


def test_an_unexpected_error_says_nothing_of_its_text(
    call: Call, world: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError(f"cannot parse {MOTHER}")

    monkeypatch.setattr(world.registry, "queue", broken)
    status, body = call("queue")
    assert (status, body["code"]) == (500, "E_INTERNAL")
    seen = capsys.readouterr()
    assert MOTHER not in json.dumps(body) + seen.out + seen.err


def test_owner_numbers_stand_in_no_path() -> None:
    assert not any(re.search(r"\{owner|\d{12}", route) for route in RULES)


def test_who_reads_faster_than_a_person_is_slowed_down(
    call: Call, filed: str, world: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(PER_MINUTE, "clerk", 3)
    assert [call("search_papers")[0] for _ in range(4)] == [200, 200, 200, 429]
    assert len(world.store.traces(MOTHER)) == 3
    assert call("prefill")[1]["code"] == "E_TOO_MANY"
    assert call("search_papers", roles="[eform]")[0] == 200
    world.clock.move(minutes=1)
    assert call("search_papers")[0] == 200


def test_routes_that_read_the_store_are_counted() -> None:
    """Every route whose call needs a purpose is one of them, except a reuse, which is counted for good."""
    assert set(RULES) >= STORE_READS


def test_a_body_that_is_too_long_is_not_looked_at(call: Call) -> None:
    status, body = call("prefill", body=json.dumps({"eform": "x" * 600_000}))
    assert (status, body["code"]) == (413, "E_TOO_LARGE")


@pytest.mark.parametrize("kind", ["multipart/form-data", "text/plain", "application/x-www-form-urlencoded", ""])
def test_a_body_that_is_no_json_by_its_type(call: Call, kind: str) -> None:
    status, body = call("prefill", headers={"content-type": kind})
    assert (status, body["code"]) == (415, "E_MEDIA_TYPE")


@pytest.mark.parametrize("kind", ["application/json", "application/json; charset=utf-8"])
def test_json_by_any_of_its_names(call: Call, filed: str, kind: str) -> None:
    assert call("prefill", headers={"content-type": kind})[0] == 200


@pytest.mark.parametrize("raw", [b"\x97\xff{}", b"\x00\x80"])
def test_bytes_that_are_no_text(call: Call, raw: bytes) -> None:
    def as_bytes(event: dict[str, Any]) -> None:
        event |= {"body": base64.b64encode(raw).decode(), "isBase64Encoded": True}

    status, body = call("prefill", edit=as_bytes)
    assert (status, body["code"]) == (400, "E_REQUEST")
