"""Một Lần for Python programs: standard library only, typed by the API's own description (``types.py`` is generated).

    from motlan_client import Client, Purpose

    client = Client("https://…", token)
    why = Purpose("Giải quyết thủ tục đăng ký khai sinh", "Luật Hộ tịch 2014 Điều 16")
    form = client.prefill("birth_registration", why, owner_id="…")

Every call that changes something carries an idempotency key and is repeated under it where the line was lost or the
service busy; what is said no to is not.

    MotlanClientError
    ├── TransportError      no answer: no line, a time-out
    └── ApiError            an answer of 400 and more: ``status``, ``code``, ``message``, ``remedy``
        ├── Unauthorized    401
        ├── Forbidden       403
        ├── NotFound        404
        ├── Conflict        409
        └── TooManyRequests 429, after the repetitions
"""

from motlan_client._client import Client, Purpose
from motlan_client._errors import (
    ApiError,
    Conflict,
    Forbidden,
    MotlanClientError,
    NotFound,
    TooManyRequests,
    TransportError,
    Unauthorized,
)

__all__ = [
    "ApiError",
    "Client",
    "Conflict",
    "Forbidden",
    "MotlanClientError",
    "NotFound",
    "Purpose",
    "TooManyRequests",
    "TransportError",
    "Unauthorized",
]
