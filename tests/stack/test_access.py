"""Who may call what, over HTTP, with another issuer than Cognito: every route, every role, every way of being wrong."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from issuer import WRONG, Issuer, stack_at

from motlan.api.access import PUBLIC, ROLES, RULES


@pytest.fixture(scope="module")
def issuer() -> Iterator[Issuer]:
    with closing(Issuer()) as found:
        yield found


@pytest.fixture(scope="module")
def api(issuer: Issuer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with stack_at(issuer, tmp_path_factory.mktemp("oidc")) as local:
        assert "Users" not in local.outputs
        yield local.api_url


def call(api: str, route: str, token: str | None, body: Any = None) -> tuple[int, Any]:
    method, _, path = route.partition(" ")
    path = re.sub(r"\{\w+\}", "1", path)
    headers = {"content-type": "application/json"} | ({"authorization": f"Bearer {token}"} if token else {})
    data = json.dumps(body or {}).encode() if method != "GET" else None
    try:
        request = urllib.request.Request(api + path, data, headers, method=method)
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.status, json.loads(answer.read())
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read())


@pytest.mark.parametrize("route", sorted(RULES))
def test_no_wrong_token_gets_in(api: str, issuer: Issuer, route: str) -> None:
    tokens: dict[str, str | None] = {"none": None, "no token at all": "x.y.z"}
    tokens |= {f"{role}, {kind}": issuer.token(role, kind) for role in sorted(ROLES) for kind in WRONG}
    for kind, token in tokens.items():
        status, said = call(api, route, token)
        if RULES[route] == PUBLIC:
            assert status not in (401, 403), kind
        else:
            assert status == 401, (kind, said)


@pytest.mark.parametrize("route", sorted(RULES))
def test_roles(api: str, issuer: Issuer, route: str) -> None:
    for role in sorted(ROLES):
        status, said = call(api, route, issuer.token(role))
        if role in RULES[route] or RULES[route] == PUBLIC:
            assert status < 500
            assert said.get("code") not in ("E_ROLE", "E_TOKEN"), role
        else:
            assert (status, said["code"]) == (403, "E_ROLE"), role


def test_an_office_that_is_not_the_caller_s(api: str, issuer: Issuer) -> None:
    files = [{"name": "a.pdf", "bytes": 1, "sha256": "a" * 64}]
    own, foreign = {"office": "xa-mau", "files": files}, {"office": "xa-khac", "files": files}
    token = issuer.token("clerk", office="xa-mau, xa-ben")
    assert call(api, "POST /v1/dossiers", token, foreign)[1]["code"] == "E_OFFICE"
    status, opened = call(api, "POST /v1/dossiers", token, own)
    assert status == 201
    stranger = issuer.token("clerk", office="xa-khac")
    assert call(api, f"GET /v1/dossiers/{opened['id']}", stranger)[0] == 404
    assert call(api, f"GET /v1/dossiers/{opened['id']}", token)[0] == 200
