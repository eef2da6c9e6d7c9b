"""Serves ``web/dist`` on this machine as CloudFront does on AWS: same headers (``infra/web.yaml``), the API below /v1/.

Loopback only. ``config.json`` tells the app where people sign in; on AWS ``motlan web publish`` writes it.
"""

from __future__ import annotations

import gzip
import http.client
import json
import mimetypes
import threading
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from samtranslator.yaml_helper import yaml_parse  # type: ignore[import-untyped]

from infra.local.places import ROOT

DIST = ROOT / "web/dist"
_FORWARDED = frozenset({"authorization", "content-type", "idempotency-key", "accept", "accept-language"})
_RETURNED = ("content-type", "retry-after", "cache-control", "content-disposition")
_MOST_BYTES = 6 << 20  # what API Gateway and Lambda take
_COMPRESSED = (".js", ".css", ".html", ".json", ".svg")


@cache
def headers(reached: str) -> dict[str, str]:
    """The response headers of the distribution; ``reached`` are the origins that the app talks to beside its own.

    Without Strict-Transport-Security: nothing on this machine speaks TLS.
    """
    resources = yaml_parse((ROOT / "infra/web.yaml").read_text(encoding="utf-8"))["Resources"]
    config = resources["Headers"]["Properties"]["ResponseHeadersPolicyConfig"]
    security = config["SecurityHeadersConfig"]
    policy = security["ContentSecurityPolicy"]["ContentSecurityPolicy"]["Fn::Sub"]
    return {
        "Content-Security-Policy": policy.replace("${Reached}", reached),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": security["FrameOptions"]["FrameOption"],
        "Referrer-Policy": security["ReferrerPolicy"]["ReferrerPolicy"],
    } | {item["Header"]: item["Value"] for item in config["CustomHeadersConfig"]["Items"]}


def cache_control(name: str) -> str:
    """Files with a hash in their name stay for a year; the few others are asked for each time."""
    return "public, max-age=31536000, immutable" if name.startswith("assets/") else "no-cache"


def media_type(name: str) -> str:
    """As a browser wants it; text in UTF-8."""
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


def app_config(outputs: dict[str, str], cognito: str | None = None) -> dict[str, str]:
    """What the app must know before anybody has signed in; nothing secret.

    ``cognito``: address of the emulator, which has no page to sign in on: the app then asks for the password itself.
    """
    if cognito and "Client" in outputs:
        return {"cognito": cognito, "client": outputs["Client"]}
    claims = {"roles": outputs["RolesClaim"], "offices": outputs["OfficesClaim"]}
    return {"issuer": outputs["Issuer"], "client": outputs["Audience"], **claims}


def serve(port: int, home: Path) -> ThreadingHTTPServer:
    """Starts in a thread; ``home`` is the stack's, whose ``stack.json`` says what was deployed."""

    class Handler(_Handler):
        known = home / "stack.json"

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    known: Path

    def do_GET(self) -> None:
        """A file, the configuration, or a call of the API."""
        path = urlsplit(self.path).path
        if path.startswith("/v1/"):
            self._call()
        elif path == "/config.json":
            stack = self._stack()
            self._send(
                200, json.dumps(app_config(stack["outputs"], self._endpoint(stack) + "/")).encode(), "config.json"
            )
        else:
            self._file(path)

    def do_POST(self) -> None:
        """A call of the API."""
        self._call()

    do_PUT = do_DELETE = do_PATCH = do_POST

    def _stack(self) -> dict[str, Any]:
        return dict(json.loads(self.known.read_text()))

    @staticmethod
    def _endpoint(stack: dict[str, Any]) -> str:
        return f"http://127.0.0.1:{stack['port']}"

    def _file(self, path: str) -> None:
        name = path.lstrip("/") or "index.html"
        file = (DIST / name).resolve()
        if not file.is_file() or DIST not in file.parents:
            hint = b"not found" if DIST.is_dir() else b"the web app is not built: make web"
            self._send(404, hint, "x.txt")
        else:
            self._send(200, file.read_bytes(), name)

    def _send(self, status: int, body: bytes, name: str) -> None:
        extra = {"Content-Type": media_type(name)}
        if name.endswith(_COMPRESSED) and "gzip" in self.headers.get("Accept-Encoding", ""):
            body, extra["Content-Encoding"] = gzip.compress(body, mtime=0), "gzip"
        self._answer(status, body, extra | {"Cache-Control": cache_control(name)})

    def _call(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        if not self.path.startswith("/v1/") or length > _MOST_BYTES:
            self.close_connection = True
            self._answer(404 if length <= _MOST_BYTES else 413, b"", {})
            return
        stack = self._stack()
        sent = {k: v for k, v in self.headers.items() if k.lower() in _FORWARDED}
        upstream = http.client.HTTPConnection("127.0.0.1", stack["port"], timeout=60)
        try:
            body = self.rfile.read(length) if length else None
            upstream.request(self.command, f"/_aws/execute-api/{stack['outputs']['ApiId']}{self.path}", body, sent)
            answer = upstream.getresponse()
            kept = {name: value for name in _RETURNED if (value := answer.getheader(name))}
            self._answer(answer.status, answer.read(), kept)
        except (OSError, http.client.HTTPException):
            self._answer(502, b"", {})
        finally:
            upstream.close()

    def _answer(self, status: int, body: bytes, extra: dict[str, str]) -> None:
        self.send_response(status)
        stack = self._stack()
        own = "Users" in stack["outputs"]
        issuer = "" if own else "{0.scheme}://{0.netloc}".format(urlsplit(stack["outputs"]["Issuer"]))
        for name, value in (headers(f"{self._endpoint(stack)} {issuer}".strip()) | extra).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        try:
            self.end_headers()
            self.wfile.write(body)
        except ConnectionError:  # the browser has left
            self.close_connection = True

    def log_message(self, format: str, *args: Any) -> None:
        """Nothing: paths may hold ids."""
