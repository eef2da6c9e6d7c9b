"""``ports.Sender`` over HTTPS: to named hosts only, never to a machine of our own network, never on by a redirect."""

from __future__ import annotations

import http.client
import socket
import ssl
from collections.abc import Mapping

from motlan.rules.hosts import Target, public

#: A partner that is slower is asked again later.
SECONDS = 8
_MOST_BYTES = 4096


class Unreachable(OSError):
    """No connection was made; the text is a reason in few words."""


class HttpSender:
    """One connection a call. The address is looked up once and that very address is spoken to: a name that means
    another machine a moment later (DNS rebinding) gains nothing.
    """  # noqa: D205

    def post(self, target: Target, body: bytes, headers: Mapping[str, str]) -> int:
        """See ``ports.Sender``. Raises ``OSError`` where nobody answers in time, or nobody we may speak to."""
        connection = _connection(target, _address(target))
        try:
            connection.request("POST", target.path, body, dict(headers))
            answer = connection.getresponse()
            answer.read(_MOST_BYTES)
            return answer.status
        except http.client.HTTPException as error:
            raise Unreachable(f"bad answer: {type(error).__name__}") from error
        finally:
            connection.close()


def _address(target: Target) -> str:
    found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    addresses = [str(entry[4][0]) for entry in found]
    usable = addresses if target.trusted else [a for a in addresses if public(a)]
    if not usable or (not target.trusted and len(usable) < len(addresses)):
        raise Unreachable("address is not public")
    return usable[0]


def _connection(target: Target, address: str) -> http.client.HTTPConnection:
    plain = socket.create_connection((address, target.port), timeout=SECONDS)
    if target.scheme == "http":
        connection = http.client.HTTPConnection(target.host, target.port, timeout=SECONDS)
        connection.sock = plain
        return connection
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    try:
        secure = http.client.HTTPSConnection(target.host, target.port, timeout=SECONDS, context=context)
        secure.sock = context.wrap_socket(plain, server_hostname=target.host)
    except OSError:
        plain.close()
        raise
    return secure
