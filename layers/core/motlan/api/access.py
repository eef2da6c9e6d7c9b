"""Who may call what: the one place where roles and offices are enforced, before anything of a call is looked at.

A route without a rule can't be called; a test compares the rules with the routes and with infra/api.yaml.
API Gateway has checked a token's signature, issuer, audience and term; here its claims become a ``Caller``.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from motlan.model import Forbidden, NotFound, Unauthorized
from motlan.model.record import DossierRecord
from motlan.ports import Clock, Limits, Registry
from motlan.usecases.case import KIOSK, Caller

ROLES = frozenset({"clerk", "archivist", "eform", "operator", "kiosk"})
#: The rule of a route that wants no token (``AuthorizationType: NONE`` in infra/api.yaml). It reads no store by owner.
PUBLIC = frozenset({"public"})
_WORKERS = frozenset({"clerk", "archivist"})
#: Minutes after which a kiosk can't reach any more what it opened: the visitor has left.
KIOSK_MINUTES = 30

#: Route → the roles that may call it. Offices and dossiers named in a call are checked for every route alike.
RULES: Mapping[str, frozenset[str]] = {
    "GET /v1/openapi.json": PUBLIC,
    "POST /v1/dossiers": _WORKERS | KIOSK,
    "GET /v1/dossiers": _WORKERS | {"operator"},
    "GET /v1/dossiers/{id}": _WORKERS | KIOSK | {"operator"},
    "GET /v1/dossiers/{id}/pages/{n}": _WORKERS,
    "GET /v1/dossiers/{id}/pages/{n}/words": _WORKERS,
    "GET /v1/dossiers/{id}/history": _WORKERS,
    "POST /v1/dossiers/{id}/arrange": _WORKERS,
    "POST /v1/dossiers/{id}/file": _WORKERS,
    "POST /v1/dossiers/{id}/receipt": _WORKERS | KIOSK,
    "POST /v1/reviews/next": _WORKERS,
    "POST /v1/reviews/group": _WORKERS,
    "POST /v1/reviews/{id}/claim": _WORKERS,
    "POST /v1/reviews/{id}/renew": _WORKERS,
    "POST /v1/reviews/{id}/release": _WORKERS,
    "PUT /v1/papers/{id}/fields": _WORKERS,
    "POST /v1/papers/{id}/confirm": _WORKERS,
    "GET /v1/operations/summary": frozenset({"operator"}),
    "GET /v1/operations/dead-letters": frozenset({"operator"}),
    "POST /v1/operations/dead-letters/replay": frozenset({"operator"}),
    "POST /v1/handoffs": _WORKERS,
    "POST /v1/public/uploads": PUBLIC,
    "POST /v1/public/status": PUBLIC,
    "GET /v1/public/procedures": PUBLIC,
    "POST /v1/public/procedures/{code}/checklist": PUBLIC,
    "GET /v1/procedures": ROLES,
    "POST /v1/procedures/{code}/checklist": frozenset({"clerk", "eform"}),
    "POST /v1/dossiers/{id}/supplement": frozenset({"clerk"}),
    "POST /v1/policy/digitise": _WORKERS | {"eform"},
    "GET /v1/eforms/{name}": ROLES - KIOSK,
    "POST /v1/prefill": KIOSK | {"clerk", "eform"},
    "POST /v1/papers/search": _WORKERS | {"eform"},
    "GET /v1/papers/{id}": _WORKERS | {"eform"},
    "POST /v1/papers/{id}/reuse": frozenset({"clerk", "eform"}),
    "POST /v1/papers/{id}/standing": frozenset({"clerk"}),
    "POST /v1/dossiers/{id}/facts": frozenset({"clerk", "eform"}),
    "POST /v1/webhooks": frozenset({"operator"}),
    "GET /v1/webhooks": frozenset({"operator"}),
    "PUT /v1/webhooks/{id}": frozenset({"operator"}),
    "POST /v1/webhooks/{id}/rotate": frozenset({"operator"}),
    "POST /v1/webhooks/{id}/replay": frozenset({"operator"}),
    "GET /v1/webhooks/{id}/deliveries": frozenset({"operator"}),
    "GET /v1/indicators": _WORKERS | {"operator"},
    "GET /v1/indicators/asked": _WORKERS | {"operator"},
    "GET /v1/indicators/{code}/dossiers": _WORKERS | {"operator"},
    "POST /v1/owners/export": frozenset({"clerk", "eform"}),
    "POST /v1/owners/requests": frozenset({"clerk", "eform"}),
    "GET /v1/owners/requests": _WORKERS,
    "POST /v1/owners/requests/{id}/decide": frozenset({"archivist"}),
}
#: Routes that look into an owner's store: so many calls a minute, by the caller's widest role. No person works faster;
#: an e-form system serves many counters.
STORE_READS = frozenset(
    {
        "POST /v1/procedures/{code}/checklist",
        "POST /v1/dossiers/{id}/supplement",
        "POST /v1/prefill",
        "POST /v1/papers/search",
        "GET /v1/papers/{id}",
        "POST /v1/owners/export",
        "POST /v1/owners/requests",
    }
)
PER_MINUTE = {"clerk": 240, "archivist": 240, "eform": 6000, "kiosk": 12}
_PATTERNS = {
    route: re.compile(re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>[^/]+)", re.escape(route.partition(" ")[2]))) for route in RULES
}


@dataclass(frozen=True)
class Tokens:
    """How the callers' tokens are written: names of the claims that hold roles and offices; whose tokens count.

    ``issuer`` and ``audience`` are what API Gateway's authorizer checks; claims of any other are refused here again.
    """

    issuer: str | None = None
    audience: str | None = None
    roles: str = "cognito:groups"
    offices: str = "custom:offices"


COGNITO = Tokens()


@dataclass(frozen=True)
class Entry:
    """An allowed call: who, by which route, and the dossier that it names."""

    caller: Caller
    route: str
    record: DossierRecord | None = None

    @property
    def sees_content(self) -> bool:
        """Whether what was read may be shown: an operator sees states and counts only."""
        return bool(self.caller.roles & _WORKERS)


def enter(
    event: Mapping[str, Any], registry: Registry, limits: Limits, clock: Clock, tokens: Tokens = COGNITO
) -> Entry | None:
    """The call, if it is allowed; None for a path that doesn't exist.

    Raises ``Unauthorized``, ``Forbidden``, ``TooMany``, or ``NotFound`` for a dossier that isn't there, is another
    office's, or (at a kiosk) is not this visitor's: a stranger can't learn which.
    """
    http = event["requestContext"]["http"]
    found = _route(http["method"], event.get("rawPath") or http["path"])
    if found is None:
        return None
    route, path = found
    if RULES[route] == PUBLIC:
        return Entry(Caller("public", PUBLIC), route)
    caller = caller_of(event, tokens)
    if not caller.roles & RULES[route]:
        raise Forbidden("E_ROLE", "Tài khoản này không được dùng chức năng này.", "Hỏi người quản trị về vai trò.")
    body = _body(event)
    query = event.get("queryStringParameters") or {}
    for office in [*_texts(body.get("office")), *(o for o in str(query.get("office") or "").split(",") if o)]:
        if not caller.may_see(office):
            raise Forbidden("E_OFFICE", "Tài khoản không thuộc cơ quan này.", "Chọn cơ quan của mình.")
    if route in STORE_READS:
        most = max(PER_MINUTE.get(role, 0) for role in caller.roles & RULES[route])
        limits.take(f"store#{caller.id}", most=most, seconds=60)
    own = route.partition(" ")[2].startswith(("/v1/dossiers/{id}", "/v1/reviews/{id}"))
    ids = [path["id"]] if own else _texts(body.get("dossier"))
    record = next((_dossier(identifier, caller, registry, clock) for identifier in ids), None)
    return Entry(caller, route, record)


def _dossier(identifier: str, caller: Caller, registry: Registry, clock: Clock) -> DossierRecord:
    record = registry.get(identifier)
    if not caller.may_see(record.office) or (caller.at_kiosk and not _just_opened(record, caller, clock)):
        raise NotFound("E_NO_DOSSIER", "Không có hồ sơ này.", "Kiểm tra lại mã hồ sơ.")
    return record


def _just_opened(record: DossierRecord, caller: Caller, clock: Clock) -> bool:
    age = clock.now() - datetime.fromisoformat(record.opened_at)
    return record.opened_by == caller.id and age <= timedelta(minutes=KIOSK_MINUTES)


def _route(method: str, path: str) -> tuple[str, dict[str, str]] | None:
    for route, pattern in _PATTERNS.items():
        if route.partition(" ")[0] == method.upper() and (match := pattern.fullmatch(path)):
            return route, match.groupdict()
    return None


def caller_of(event: Mapping[str, Any], tokens: Tokens = COGNITO) -> Caller:
    """From the claims that API Gateway has checked. Raises ``Unauthorized`` without them, or for others' tokens."""
    claims = (event["requestContext"].get("authorizer") or {}).get("jwt", {}).get("claims") or {}
    subject = str(claims.get("sub") or "")
    issuer, audience = claims.get("iss"), _list(claims.get("aud") or claims.get("client_id"))
    foreign = (tokens.issuer and issuer != tokens.issuer) or (tokens.audience and tokens.audience not in audience)
    if not subject or foreign:
        raise Unauthorized("E_TOKEN", "Chưa đăng nhập.", "Đăng nhập rồi thử lại.")
    roles, offices = (frozenset(_list(claims.get(named))) for named in (tokens.roles, tokens.offices))
    name = claims.get("cognito:username") or claims.get("preferred_username") or ""
    return Caller(subject, roles & ROLES, offices, str(name))


def _list(claim: object) -> list[str]:
    """API Gateway writes a list claim as ``[clerk eform]``; offices are separated by commas or blanks."""
    if isinstance(claim, list):
        return [str(part) for part in claim]
    return [part for part in re.split(r'[\s,\[\]"]+', str(claim or "")) if part]


def _body(event: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON body as an object; anything else is left to validation, which refuses it."""
    raw = event.get("body") or ""
    try:
        text = base64.b64decode(raw).decode() if event.get("isBase64Encoded") else raw
        body = json.loads(text) if text else {}
    except (ValueError, binascii.Error, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}


def _texts(value: object) -> list[str]:
    return [value] if isinstance(value, str) and value else []
