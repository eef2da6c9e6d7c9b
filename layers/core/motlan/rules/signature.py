"""The signature of a webhook: HMAC-SHA256 over time and body, so that a copy of an old call is known as old."""

from __future__ import annotations

import hashlib
import hmac
import re

HEADER = "Motlan-Signature"
#: Seconds that clocks and networks may differ by.
TOLERANCE = 300
_FORM = re.compile(r"t=(\d{1,12})((?:,v1=[0-9a-f]{64}){1,4})")


def sign(secret: str, body: bytes, at: int, *also: str) -> str:
    """``t=<unix seconds>,v1=<hex>`` over ``<t>.<body>``; a further ``v1`` for each secret that counts ``also``."""
    said = f"{at}.".encode() + body
    codes = [hmac.new(one.encode(), said, hashlib.sha256).hexdigest() for one in (secret, *also)]
    return f"t={at}" + "".join(f",v1={code}" for code in codes)


def verify(secret: str, body: bytes, header: str, now: int, tolerance: int = TOLERANCE) -> bool:
    """Whether the body is what was signed, not longer ago than the tolerance: what a partner does with each call."""
    found = _FORM.fullmatch(header.strip())
    if not found or abs(now - int(found[1])) > tolerance:
        return False
    own = sign(secret, body, int(found[1])).partition(",v1=")[2]
    return any([hmac.compare_digest(own, code) for code in found[2].split(",v1=")[1:]])
