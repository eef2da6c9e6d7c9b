"""API Gateway in process: an HTTP request becomes an event of format 2.0, the handler's answer an HTTP answer.

As a WSGI application it serves schemathesis and, on a free port, the Python client and the examples. A token says what
the authorizer would have made of it, ``clerk`` or ``clerk@25681``; nothing is signed.
"""

from __future__ import annotations

import base64
import json
import re
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from socketserver import ThreadingMixIn
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qsl
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from motlan.api.access import PUBLIC, RULES

ISSUER, AUDIENCE = "https://cognito-idp.ap-southeast-1.amazonaws.com/ap-southeast-1_EXAMPLE", "1example23456789"
CONTEXT = SimpleNamespace(
    function_name="serve_api",
    memory_limit_in_mb=1024,
    invoked_function_arn="arn:aws:lambda:ap-southeast-1:123456789012:function:serve_api",
    aws_request_id="r-1",
)
Handler = Callable[[dict[str, Any], Any], dict[str, Any]]
_PATTERNS = {route: re.compile(re.sub(r"\{\w+\}", "[^/]+", route.partition(" ")[2])) for route in RULES}


class Gateway:
    """``Gateway(handler)`` is a WSGI application."""

    def __init__(self, handler: Handler, office: str = "25681") -> None:
        self._handler, self._office = handler, office
        self.seen: list[tuple[str, int]] = []

    def __call__(self, environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"].encode("latin1").decode("utf-8", "replace")
        answer = self._answer(method, path, environ)
        self.seen.append((f"{method} {path}", answer["statusCode"]))
        raw = answer.get("body") or ""
        body = base64.b64decode(raw) if answer.get("isBase64Encoded") else raw.encode()
        status = answer["statusCode"]
        headers = [(k, str(v)) for k, v in answer["headers"].items()]
        start(f"{status} {HTTPStatus(status).phrase}", [*headers, ("Content-Length", str(len(body)))])
        return [body]

    def _answer(self, method: str, path: str, environ: dict[str, Any]) -> dict[str, Any]:
        route = next((r for r, p in _PATTERNS.items() if r.startswith(f"{method} ") and p.fullmatch(path)), None)
        if route is None:
            return _own(404, "Not Found")
        context: dict[str, Any] = {
            "http": {"method": method, "path": path, "sourceIp": "203.0.113.7"},
            "stage": "$default",
            "requestId": "r",
        }
        token = str(environ.get("HTTP_AUTHORIZATION", "")).removeprefix("Bearer ").strip()
        if RULES[route] != PUBLIC:
            if not re.fullmatch(r"\w+(@[\w*,-]+)?", token):
                return _own(401, "Unauthorized")
            role, _, office = token.partition("@")
            claims = {"sub": f"{role}-1", "iss": ISSUER, "aud": AUDIENCE, "cognito:groups": f"[{role}]"}
            context["authorizer"] = {"jwt": {"claims": claims | {"custom:offices": office or self._office}}}
        query = environ.get("QUERY_STRING", "")
        pairs: dict[str, str] = {}
        for key, value in parse_qsl(query, keep_blank_values=True):
            pairs[key] = f"{pairs[key]},{value}" if key in pairs else value
        length = int(environ.get("CONTENT_LENGTH") or 0)
        body = environ["wsgi.input"].read(length) if length else b""
        headers = {k[5:].lower().replace("_", "-"): v for k, v in environ.items() if k.startswith("HTTP_")}
        headers |= {"content-type": environ["CONTENT_TYPE"]} if environ.get("CONTENT_TYPE") else {}
        event: dict[str, Any] = {
            "version": "2.0", "routeKey": route, "rawPath": path, "rawQueryString": query, "headers": headers,
            "queryStringParameters": pairs, "requestContext": context, "isBase64Encoded": False,
        }  # fmt: skip
        if body:
            try:
                event["body"] = body.decode()
            except UnicodeDecodeError:
                event |= {"body": base64.b64encode(body).decode(), "isBase64Encoded": True}
        return self._handler(event, CONTEXT)


def _own(status: int, message: str) -> dict[str, Any]:
    """What API Gateway says itself."""
    headers = {"Content-Type": "application/json"}
    return {"statusCode": status, "headers": headers, "body": json.dumps({"message": message})}


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serving(gateway: Gateway) -> Iterator[str]:
    """The gateway on a free port; yields its URL."""
    server = make_server("127.0.0.1", 0, gateway, _Server, _Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
