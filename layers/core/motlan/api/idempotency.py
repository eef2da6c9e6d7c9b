"""Calls with an ``Idempotency-Key``: made once, answered alike however often they come (also side by side).

Works on the whole call, so that no route needs to know of it: every method but GET, unless it only reads.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

from motlan.api import problems
from motlan.api.access import Entry
from motlan.model import BadRequest
from motlan.model.answered import Answered
from motlan.ports import Once

HEADER = "idempotency-key"
_LENGTH = range(8, 201)
#: POST for the sake of its body (no personal data in a URL): repeating it changes nothing, or (handoffs, uploads by
#: phone) does no harm, and its answer, a secret, is not kept.
READS = frozenset(
    {
        "POST /v1/procedures/{code}/checklist",
        "POST /v1/prefill",
        "POST /v1/papers/search",
        "POST /v1/owners/export",
        "POST /v1/policy/digitise",
        "POST /v1/handoffs",
        "POST /v1/public/uploads",
        "POST /v1/public/status",
        "POST /v1/public/procedures/{code}/checklist",
        "POST /v1/reviews/group",
    }
)
#: Answers with links that run out: a repeated call is made again, and knows what the first one made by the key.
FRESH = frozenset({"POST /v1/dossiers"})

Event = Mapping[str, Any]
Result = dict[str, Any]


def changes(route: str) -> bool:
    """Whether the route honours an idempotency key."""
    return not route.startswith("GET ") and route not in READS


def once(event: Event, entry: Entry, kept: Once, call: Callable[[], Result]) -> Result:
    """Makes the call, or gives back the answer that it got before. Raises what ``Once.claim`` raises, ``BadRequest``.

    Only a success is kept: a call that was refused changed nothing and may be mended under the same key.
    """
    key = {k.lower(): v for k, v in (event.get("headers") or {}).items()}.get(HEADER)
    if not key or not changes(entry.route):
        return call()
    if len(key) not in _LENGTH:
        raise BadRequest("E_REQUEST", "Idempotency-Key phải dài từ 8 đến 200 ký tự.", "Dùng một khóa ngẫu nhiên.")
    name = _hash(entry.caller.id, key)
    first = kept.claim(name, _fingerprint(event))
    if first and entry.route not in FRESH:
        return _again(first)
    succeeded = False
    try:
        answer = call()
        succeeded = answer["statusCode"] < 300
    finally:
        if not succeeded and not first:
            kept.release(name)
    if succeeded and not first:
        kept.finish(name, _kept(answer, entry.route))
    return answer


def _kept(answer: Result, route: str) -> Answered:
    return Answered(
        status=answer["statusCode"],
        media_type=answer["headers"]["Content-Type"],
        body=None if route in FRESH else answer["body"],
        base64=bool(answer.get("isBase64Encoded")),
    )


def _again(first: Answered) -> Result:
    body = "{}" if first.body is None else first.body
    headers = {"Content-Type": first.media_type, "Idempotency-Replayed": "true"}
    return problems.answer(first.status, headers, body, first.base64)


def _fingerprint(event: Event) -> str:
    """Two calls are the same where method, path, query and body say the same."""
    http, body = event["requestContext"]["http"], event.get("body") or ""
    with contextlib.suppress(ValueError, RecursionError):  # what is no JSON is refused by validation
        body = json.dumps(json.loads(body), sort_keys=True)
    query = json.dumps(event.get("queryStringParameters") or {}, sort_keys=True)
    return _hash(http["method"], event.get("rawPath") or http["path"], query, body)


def _hash(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
