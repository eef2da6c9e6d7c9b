"""The signature of a webhook: HMAC-SHA256 over time and body, so that a copy of an old call is known as old."""

from __future__ import annotations

import hashlib
import hmac
import re

HEADER = "Motlan-Signature"
#: Seconds that clocks and networks may differ by.
TOLERANCE = 300
_FORM = re.compile(r"t=(\d{1,12}),v1=([0-9a-f]{64})")


def sign(secret: str, body: bytes, at: int) -> str:
    """``t=<unix seconds>,v1=<hex>`` over ``<t>.<body>``."""
    code = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={code}"


def verify(secret: str, body: bytes, header: str, now: int, tolerance: int = TOLERANCE) -> bool:
    """Whether the body is what was signed, not longer ago than the tolerance: what a partner does with each call."""
    found = _FORM.fullmatch(header.strip())
    if not found or abs(now - int(found[1])) > tolerance:
        return False
    return hmac.compare_digest(sign(secret, body, int(found[1])), f"t={found[1]},v1={found[2]}")
