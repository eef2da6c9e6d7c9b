"""An OpenID provider of the tests' own: discovery, keys, and tokens as wrong as one likes."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from infra.local import LocalStack
from infra.local.stack import PARAMETERS

AUDIENCE = "motlan-tests"


class Issuer:
    """``url`` is the issuer; ``token(role)`` a good token, ``token(role, kind)`` one that must not count."""

    def __init__(self) -> None:
        self.key, self.other = (rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2))
        self.role, self.codes, self.farewells, self.ended = "clerk", dict[str, dict[str, str]](), 0, False
        issuer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                if self.path.startswith(("/authorize", "/logout")):
                    self.send_response(302)
                    self.send_header("location", issuer.send_back(self.path))
                    self.send_header("content-length", "0")
                    self.end_headers()
                    return
                self._tell(issuer.configuration() if "openid-configuration" in self.path else issuer.keys())

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"])).decode()
                form = {name: values[0] for name, values in parse_qs(body).items()}
                self._tell(issuer.redeem(form) if self.path == "/token" else {})

            def _tell(self, found: dict[str, Any]) -> None:
                body = json.dumps(found).encode()
                self.send_response(400 if "error" in found else 200)
                self.send_header("content-type", "application/json")
                self.send_header("access-control-allow-origin", "*")
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def configuration(self) -> dict[str, str]:
        places = {"authorization": "authorize", "token": "token", "revocation": "revoke", "end_session": "logout"}
        told = {f"{name}_endpoint": f"{self.url}/{path}" for name, path in places.items()}
        return {"issuer": self.url, "jwks_uri": f"{self.url}/keys"} | told

    def send_back(self, path: str) -> str:
        """Where a person goes on to who is known here already: back with a code, or back from saying goodbye."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}
        if path.startswith("/logout"):
            self.farewells += 1
            return asked["post_logout_redirect_uri"]
        if (asked["response_type"], asked["code_challenge_method"]) != ("code", "S256"):
            return f"{asked['redirect_uri']}?{urlencode({'error': 'invalid_request', 'state': asked['state']})}"
        code = secrets.token_urlsafe(8)
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def redeem(self, form: dict[str, str]) -> dict[str, Any]:
        """A code is good once, and only for who holds the verifier of its challenge (RFC 7636)."""
        if form["grant_type"] != "authorization_code" or self.ended:
            return {"error": "invalid_grant"}
        asked = self.codes.pop(form["code"], None)
        hashed = hashlib.sha256(form["code_verifier"].encode()).digest()
        same = asked and (_text(hashed), form["client_id"], form["redirect_uri"]) == (
            asked["code_challenge"],
            asked["client_id"],
            asked["redirect_uri"],
        )
        if not asked or not same:
            return {"error": "invalid_grant"}
        return {"id_token": self.token(self.role, nonce=asked["nonce"]), "refresh_token": secrets.token_urlsafe(8)}

    def keys(self) -> dict[str, Any]:
        numbers = self.key.public_key().public_numbers()
        width = (numbers.n.bit_length() + 7) // 8
        n, e = _text(numbers.n.to_bytes(width, "big")), _text(numbers.e.to_bytes(3, "big"))
        return {"keys": [{"kty": "RSA", "kid": "k1", "alg": "RS256", "use": "sig", "n": n, "e": e}]}

    def token(self, role: str, kind: str = "good", office: str = "xa-mau", **more: str) -> str:
        now = int(time.time())
        claims: dict[str, Any] = {"iss": self.url, "aud": AUDIENCE, "sub": f"{role}-1", "iat": now - 60}
        claims |= {"exp": now + 600, "roles": [role], "offices": office} | more
        header = {"alg": "RS256", "kid": "k1", "typ": "JWT"}
        claims |= {
            "expired": {"exp": now - 10},
            "not yet": {"nbf": now + 600},
            "foreign issuer": {"iss": "https://elsewhere.example"},
            "foreign audience": {"aud": "somebody-else"},
        }.get(kind, {})
        if kind == "alg none":
            return f"{_json(header | {'alg': 'none'})}.{_json(claims)}."
        body = f"{_json(header)}.{_json(claims)}"
        key = self.other if kind == "wrong key" else self.key
        signature = key.sign(body.encode(), padding.PKCS1v15(), hashes.SHA256())
        if kind == "changed after signing":
            body = f"{_json(header)}.{_json(claims | {'roles': ['clerk', 'archivist', 'eform', 'operator']})}"
        return f"{body}.{_text(signature)}"


#: Every way of being wrong.
WRONG = ("expired", "not yet", "foreign issuer", "foreign audience", "alg none", "wrong key", "changed after signing")


@contextmanager
def stack_at(issuer: Issuer, home: Path) -> Iterator[LocalStack]:
    """A stack of its own whose people sign in at the issuer."""
    own = {"OidcIssuer": issuer.url, "OidcAudience": AUDIENCE, "RolesClaim": "roles", "OfficesClaim": "offices"}
    local = LocalStack(home, parameters=PARAMETERS | own)
    try:
        local.up()
        yield local
    finally:
        local.down()


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _json(value: object) -> str:
    return _text(json.dumps(value).encode())
