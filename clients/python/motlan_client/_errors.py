"""See ``motlan_client``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


class MotlanClientError(Exception):
    """Base of all."""


class TransportError(MotlanClientError):
    """No answer came."""


class ApiError(MotlanClientError):
    """``problem``: the whole of the answer; ``message`` and ``remedy`` are Vietnamese and made for a person."""

    def __init__(self, status: int, problem: Mapping[str, Any]) -> None:
        self.status, self.problem = status, dict(problem)
        self.code = str(problem.get("code") or f"HTTP_{status}")
        self.message, self.remedy = str(problem.get("message") or ""), str(problem.get("remedy") or "")
        super().__init__(f"{status} {self.code}: {self.message} {self.remedy}".strip())


class Unauthorized(ApiError):
    """No token, or one that doesn't count."""


class Forbidden(ApiError):
    """The role or the office does not allow it."""


class NotFound(ApiError):
    """No such thing, or none that this token may know of."""


class Conflict(ApiError):
    """Somebody was first, or the state does not allow it."""


class TooManyRequests(ApiError):
    """More calls than this token may make."""


KINDS: Mapping[int, type[ApiError]] = {
    401: Unauthorized,
    403: Forbidden,
    404: NotFound,
    409: Conflict,
    429: TooManyRequests,
}
