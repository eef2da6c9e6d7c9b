"""The API's description, OpenAPI 3.1, made of the handlers' types: what Powertools sees, and what it can't see.

Added here: who may call (``x-roles``), tokens, the idempotency key, errors as ``application/problem+json``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver

from motlan.api import idempotency, problems
from motlan.api.access import PUBLIC, RULES, STORE_READS

#: Major version as in the paths; minor: something was added. Nothing is taken away within a major version.
VERSION = "1.0"

_Json = dict[str, Any]
_PROBLEM: _Json = {
    "type": "object",
    "title": "Problem",
    "description": "RFC 9457; `code` is stable, `message` and `remedy` are Vietnamese and made for a person.",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string", "pattern": "^E_[A-Z0-9_]+$"},
        "message": {"type": "string"},
        "remedy": {"type": "string"},
        "errors": {
            "type": "array",
            "description": "E_REQUEST only: which parts of the call do not fit, never their values.",
            "items": {
                "type": "object",
                "properties": {"where": {"type": "string"}, "why": {"type": "string"}},
                "required": ["where", "why"],
            },
        },
    },
    "required": ["type", "title", "status", "code", "message", "remedy"],
}
#: What API Gateway answers itself, before any code of ours: a wrong token, no such method, throttled, out of service.
_GATEWAY = {HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND, HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE}
_MEDIA = HTTPStatus.UNSUPPORTED_MEDIA_TYPE
_MESSAGE: _Json = {
    "type": "object",
    "title": "GatewayMessage",
    "properties": {"message": {"type": "string"}},
    "required": ["message"],
}
_KEY: _Json = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "A random text, new for each call that is not a repetition; remembered for a day.",
    "schema": {"type": "string", "minLength": 8, "maxLength": 200},
}


def describe(app: APIGatewayHttpResolver) -> _Json:
    """The whole description as JSON. Takes about a second: make it once a process."""
    described: _Json = json.loads(app.get_openapi_json_schema(title="Một Lần", version=VERSION))
    described["servers"] = [{"url": "/"}]
    described["info"]["description"] = "Giấy tờ đã nộp một lần thì không phải nộp lại. Errors, roles, keys: docs/api.md"
    components = described["components"]
    for unused in ("HTTPValidationError", "ValidationError", "ResponseValidationError"):
        components["schemas"].pop(unused, None)
    components["schemas"] |= {"Problem": _PROBLEM, "GatewayMessage": _MESSAGE}
    components["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}}
    for route, operation in _operations(described):
        _complete(route, operation)
    return described


def _operations(described: _Json) -> Iterator[tuple[str, _Json]]:
    for path, methods in described["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation


def _complete(route: str, operation: _Json) -> None:
    public = RULES[route] == PUBLIC
    operation["security"] = [] if public else [{"token": []}]
    operation["x-roles"] = sorted(RULES[route])
    operation["tags"] = [route.split("/")[2].removesuffix(".json")]
    told = [p for p in operation.get("parameters", []) if p["name"].lower() != idempotency.HEADER]
    operation["parameters"] = [*told, _KEY] if idempotency.changes(route) else told
    responses = {code: said for code, said in operation["responses"].items() if code != "422"}
    operation["responses"] = responses | {str(int(status)): _said(status) for status in _statuses(route, public)}


def _statuses(route: str, public: bool) -> list[HTTPStatus]:
    """What the route may answer beside its success."""
    may = [HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND]
    may += [] if public else [HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN]
    may += [] if route.startswith("GET ") else [HTTPStatus.CONFLICT, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, _MEDIA]
    may += [HTTPStatus.CONFLICT] if "/pages/" in route else []  # hidden until it is known what stands there
    may += [HTTPStatus.TOO_MANY_REQUESTS] if public or route in STORE_READS else []
    return sorted([*may, HTTPStatus.INTERNAL_SERVER_ERROR, HTTPStatus.SERVICE_UNAVAILABLE])


def _said(status: HTTPStatus) -> _Json:
    content = {problems.CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    if status in _GATEWAY:
        content["application/json"] = {"schema": {"$ref": "#/components/schemas/GatewayMessage"}}
    return {"description": status.phrase, "content": content}
