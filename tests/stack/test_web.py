"""The web app as it is published and as it is served here: one set of headers."""

from __future__ import annotations

import http.client
import json
from typing import Any

import pytest

from infra.local import LocalStack
from motlan.cli import web

#: Where the two may differ: on AWS everything is TLS, and other origins are reached.
APART = {"strict-transport-security", "content-security-policy"}
SECURITY = {
    "x-content-type-options", "x-frame-options", "referrer-policy", "permissions-policy",
    "cross-origin-opener-policy", "cross-origin-resource-policy", *APART,
}  # fmt: skip


@pytest.fixture(scope="module")
def published(stack: LocalStack) -> LocalStack:
    web.build()
    web.upload(stack.client("s3"), stack.outputs)
    return stack


def fetch(port: int, path: str, host: str | None = None, **sent: str) -> tuple[int, dict[str, str], bytes]:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    line.request("GET", path, headers={**({"Host": host, "X-Forwarded-Proto": "https"} if host else {}), **sent})
    answer = line.getresponse()
    body = answer.read()
    line.close()
    return answer.status, {k.lower(): v for k, v in answer.getheaders()}, body


def through_cloudfront(stack: LocalStack, path: str) -> tuple[int, dict[str, str], bytes]:
    return fetch(stack.known["port"], path, stack.outputs["WebUrl"].removeprefix("https://"))


def test_cloudfront_serves_what_was_published_from_a_private_bucket(published: LocalStack) -> None:
    status, _, page = through_cloudfront(published, "/")
    assert (status, page) == (200, (web.WEB / "dist/index.html").read_bytes())
    status, _, config = through_cloudfront(published, "/config.json")
    told = json.loads(config)
    assert (status, told["client"], told["issuer"]) == (200, published.outputs["Client"], published.outputs["Issuer"])
    direct, _, _ = fetch(published.known["port"], f"/{published.outputs['Site']}/index.html")
    assert direct == 403


@pytest.mark.parametrize("path", ["/", "/config.json", "/nothing"])
def test_headers_are_the_same_here_and_there(published: LocalStack, path: str) -> None:
    _, there, _ = through_cloudfront(published, path)
    _, here, _ = fetch(published.known["web_port"], path)
    assert there.keys() >= SECURITY
    assert {k: here[k] for k in SECURITY - APART} == {k: there[k] for k in SECURITY - APART}
    for policy in (here["content-security-policy"], there["content-security-policy"]):
        assert "default-src 'none'" in policy and "unsafe" not in policy and "${" not in policy


def test_the_api_answers_under_the_app_s_origin(client: Any, stack: LocalStack) -> None:
    port = stack.known["web_port"]
    status, _, body = fetch(port, "/v1/procedures", Authorization=f"Bearer {stack.token('clerk')}")
    assert status == 200 and json.loads(body)["procedures"]
    assert fetch(port, "/v1/procedures")[0] == 401


@pytest.mark.parametrize("path", ["/../template.yaml", "/%2e%2e/template.yaml", "/assets/", "//etc/passwd"])
def test_nothing_but_the_app_s_files_is_served(published: LocalStack, path: str) -> None:
    assert fetch(published.known["web_port"], path)[0] == 404
