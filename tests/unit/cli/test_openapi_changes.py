"""What breaks a client is named, what doesn't is not: one row a kind of change."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from motlan.cli.main import main
from motlan.cli.openapi import described
from motlan.cli.openapi_changes import breaking_changes

OLD: dict[str, Any] = {
    "paths": {
        "/v1/papers": {
            "post": {
                "security": [{"token": []}],
                "x-roles": ["clerk", "eform"],
                "parameters": [
                    {"name": "shape", "in": "query", "required": False, "schema": {"enum": ["full", "flat"]}},
                    {"name": "limit", "in": "query", "schema": {"type": "integer", "maximum": 100, "minimum": 1}},
                ],
                "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Ask"}}}},
                "responses": {
                    "200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Answer"}}}},
                    "404": {"description": "Not Found"},
                },
            },
            "get": {"responses": {"200": {"description": "OK"}}},
        }
    },
    "components": {
        "schemas": {
            "Ask": {
                "type": "object",
                "additionalProperties": False,
                "required": ["purpose"],
                "properties": {
                    "purpose": {"type": "string", "minLength": 3, "maxLength": 300},
                    "number": {"anyOf": [{"type": "string"}, {"type": "null"}]},
                    "kinds": {"type": "array", "maxItems": 5, "items": {"type": "string", "enum": ["a", "b"]}},
                    "people": {"type": "object", "additionalProperties": {"type": "string"}},
                },
            },
            "Answer": {
                "type": "object",
                "required": ["id", "state"],
                "properties": {
                    "id": {"type": "string"},
                    "state": {"enum": ["open", "done"]},
                    "part": {"allOf": [{"$ref": "#/components/schemas/Answer"}]},
                    "note": {"anyOf": [{"type": "string"}, {"type": "null"}]},
                },
            },
        }
    },
}
POST = OLD["paths"]["/v1/papers"]["post"]


def at(place: str, value: Any = None) -> Callable[[dict[str, Any]], None]:
    """Sets (or, for None, removes) what stands at ``Ask.properties.x`` or ``post.x``."""

    def change(new: dict[str, Any]) -> None:
        first, *rest = place.split(".")
        found = new["paths"]["/v1/papers"] if first in ("post", "get") else new["components"]["schemas"]
        for part in [first, *rest][:-1]:
            found = found[int(part)] if isinstance(found, list) else found[part]
        last = place.rsplit(".", 1)[1] if rest else first
        key: Any = int(last) if isinstance(found, list) else last
        if value is None:
            del found[key]
        else:
            found[key] = value

    return change


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (at("get"), "GET /v1/papers: removed"),
        (lambda new: new["paths"].clear(), "POST /v1/papers: removed"),
        (at("post.x-roles", ["clerk"]), "roles eform may no longer call it"),
        (at("get.security", [{"token": []}]), "now wants a token"),
        (at("post.parameters.0"), "parameter shape removed"),
        (at("post.parameters.0.required", True), "parameter shape is now required"),
        (at("post.parameters.0.schema", {"enum": ["full"]}), "shape: now only full"),
        (at("post.parameters.1.schema.maximum", 50), "limit: maximum is now 50"),
        (at("post.parameters.1.schema.minimum", 2), "limit: minimum is now 2"),
        (at("post.parameters.1.schema", {"type": "string"}), "limit: now refuses integer"),
        (at("post.requestBody.required", True), "body: now required"),
        (at("post.requestBody"), "body: removed"),
        (at("post.responses.200"), "no longer answers 200"),
        (at("post.responses.200.content", {"text/csv": {}}), "200: no longer application/json"),
        (at("Ask.required", ["purpose", "number"]), "body.number: now required"),
        (at("Ask.properties.number"), "body.number: removed"),
        (at("Ask.properties.number", {"type": "string"}), "body.number: now refuses null"),
        (at("Ask.properties.purpose.minLength", 5), "body.purpose: minLength is now 5"),
        (at("Ask.properties.purpose.pattern", "^x"), "body.purpose: pattern changed"),
        (at("Ask.properties.kinds.items.enum", ["a"]), "body.kinds[]: now only a"),
        (at("Ask.properties.kinds.maxItems", 4), "body.kinds: maxItems is now 4"),
        (at("Ask.properties.people.additionalProperties", {"type": "integer"}), "body.people.*: now refuses string"),
        (at("Answer.properties.id"), "200.id: removed"),
        (at("Answer.required", ["state"]), "200.id: no longer always there"),
        (at("Answer.properties.id", {"type": "integer"}), "200.id: now may be integer"),
        (at("Answer.properties.note.anyOf.0", {"type": "integer"}), "200.note: now may be integer"),
    ],
)
def test_what_breaks_is_named(change: Callable[[dict[str, Any]], None], said: str) -> None:
    new = copy.deepcopy(OLD)
    change(new)
    assert any(line.endswith(said) for line in breaking_changes(OLD, new)), breaking_changes(OLD, new)


@pytest.mark.parametrize(
    "change",
    [
        lambda new: None,
        at("post.x-roles", ["clerk", "eform", "operator"]),
        at("post.security", []),
        at("post.responses.404"),
        at("post.responses.409", {"description": "Conflict"}),
        at("post.parameters.1.schema.maximum", 200),
        at("post.parameters.0.schema", {"enum": ["full", "flat", "formio"]}),
        at("Ask.properties.more", {"type": "string"}),
        at("Ask.required", []),
        at("Ask.properties.purpose.maxLength", 400),
        at("Ask.properties.kinds.items.enum", ["a", "b", "c"]),
        at("Answer.properties.more", {"type": "string"}),
        at("Answer.required", ["id", "state", "note"]),
        at("Answer.properties.note", {"type": "string"}),
        at("Answer.properties.state", {"enum": ["open", "done", "new"]}),
    ],
)
def test_what_does_not_is_not(change: Callable[[dict[str, Any]], None]) -> None:
    new = copy.deepcopy(OLD)
    change(new)
    assert breaking_changes(OLD, new) == []


def test_one_of_several_answers_is_known_by_its_name() -> None:
    old, new = copy.deepcopy(OLD), copy.deepcopy(OLD)
    content = old["paths"]["/v1/papers"]["post"]["responses"]["200"]["content"]["application/json"]
    content["schema"] = {"anyOf": [content["schema"], {"type": "string"}]}
    assert breaking_changes(old, new) == []
    assert breaking_changes(new, old) == ["POST /v1/papers: 200: now may be string"]


def test_a_new_path_is_no_break_and_its_loss_is() -> None:
    new = copy.deepcopy(OLD)
    new["paths"]["/v1/more"] = {"get": {"responses": {"200": {}}}}
    assert breaking_changes(OLD, new) == []
    assert breaking_changes(new, OLD) == ["GET /v1/more: removed"]


def test_the_command_tells_by_its_exit_status(tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "openapi.json"
    assert main(["openapi", "--write", str(file)]) == 0
    assert main(["openapi", "--against", str(file)]) == 0
    more = json.loads(file.read_text())
    more["paths"]["/v1/gone"] = {"get": {"responses": {"200": {}}}}
    file.write_text(json.dumps(more))
    assert main(["openapi", "--against", str(file)]) == 1
    assert capsys.readouterr().err == "GET /v1/gone: removed\n"


def test_the_description_is_the_same_each_time() -> None:
    assert described() == described()
