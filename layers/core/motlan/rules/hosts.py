"""Where webhooks may go: hosts that the operator named when deploying, by https, on its own port."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

_HOST = re.compile(r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}")


@dataclass(frozen=True)
class Target:
    """A checked address; ``trusted``: written out in full by the operator, so that it may also be a machine nearby."""

    scheme: str
    host: str
    port: int
    path: str
    trusted: bool = False


def allowed(url: str, hosts: str) -> Target | None:
    """The address, if it is one of ``hosts``; None for any other.

    ``hosts``: separated by commas; a name (``igate.example.vn``), all names below one (``*.example.vn``), or a whole
    origin (``http://127.0.0.1:8099``), which is for trying on one machine.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    host = (parts.hostname or "").lower()
    if parts.username or parts.password or parts.fragment or not host or re.search(r"[\s\\]", url):
        return None
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    named = [h.strip().lower() for h in hosts.split(",") if h.strip()]
    origin = f"{parts.scheme}://{parts.netloc}".lower()
    if origin in named:
        return Target(parts.scheme, host, port or (443 if parts.scheme == "https" else 80), path, trusted=True)
    if parts.scheme != "https" or port not in (None, 443) or not _HOST.fullmatch(host):
        return None
    below = any(n.startswith("*.") and host.endswith(n[1:]) for n in named)
    return Target("https", host, 443, path) if host in named or below else None


def public(address: str) -> bool:
    """Whether an IP address is one of the open internet: no loopback, private, link-local or reserved one."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    inner = getattr(found, "ipv4_mapped", None) or found
    return inner.is_global and not inner.is_multicast
