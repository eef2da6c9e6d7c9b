"""Everything that this package raises on purpose.

    MotlanError
    ├── Rejected          a file or dossier that is refused; loses nothing, says why
    ├── BadRequest        a call that can't be answered as it stands (HTTP 400)
    ├── Unauthorized      a caller without a token that counts here (HTTP 401)
    ├── Forbidden         a caller without the right or the purpose (HTTP 403)
    ├── NotFound          no such dossier, paper, procedure or e-form (HTTP 404)
    ├── Conflict          a write that lost a race or breaks a state (HTTP 409)
    ├── TooMany           more calls than this caller may make (HTTP 429); ``seconds``: when to try again
    └── TransientError    worth trying again: throttling, a time-out, a lost worker

Every error has a stable ``code``, a Vietnamese ``message`` for the person in front of the screen and a ``remedy``.
"""

from __future__ import annotations

from collections.abc import Mapping


class MotlanError(Exception):
    """Base of all: ``code`` for programs, ``message`` and ``remedy`` (Vietnamese) for people, ``more`` where one
    sentence does not say it all: which fields, which doubts.
    """  # noqa: D205

    status = 500

    def __init__(self, code: str, message: str, remedy: str = "", more: Mapping[str, object] | None = None) -> None:
        super().__init__(f"{code}: {message}")
        self.code, self.message, self.remedy, self.more = code, message, remedy, dict(more or {})

    def __reduce__(self) -> tuple[type, tuple[str, str, str, dict[str, object]]]:
        return type(self), (self.code, self.message, self.remedy, self.more)


class Rejected(MotlanError):
    """The file can't or must not be read: encrypted, corrupt, empty, wrong type, too large, secret."""

    status = 422


class BadRequest(MotlanError):
    """The call lacks something or names something that does not exist."""

    status = 400


class Unauthorized(MotlanError):
    """Nobody is signed in, or by somebody whom this service does not trust."""

    status = 401


class Forbidden(MotlanError):
    """The caller's role, office or purpose does not allow it."""

    status = 403


class NotFound(MotlanError):
    """No such thing, or none that this caller may know of."""

    status = 404


class Conflict(MotlanError):
    """Somebody was first, or the state does not allow it."""

    status = 409


class TooMany(MotlanError):
    """A caller looks into the store faster than anybody works, or guesses."""

    status = 429

    def __init__(self, seconds: int) -> None:
        super().__init__("E_TOO_MANY", "Quá nhiều yêu cầu trong thời gian ngắn.", f"Thử lại sau {seconds} giây.")
        self.seconds = seconds

    def __reduce__(self) -> tuple[type, tuple[int]]:  # type: ignore[override]
        return type(self), (self.seconds,)


class TransientError(MotlanError):
    """Trying again later may work; the state machine retries it by this name."""

    status = 503
