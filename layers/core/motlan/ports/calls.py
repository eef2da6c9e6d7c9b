"""Calls of the API that must not be made twice, or too often."""

from __future__ import annotations

from typing import Protocol

from motlan.model.answered import Answered


class Once(Protocol):
    """Answers to calls with an idempotency key, kept for a day: a repeated call is told the same."""

    def claim(self, name: str, fingerprint: str) -> Answered | None:
        """None: the call is the caller's to make, then ``finish`` or ``release`` it. Else the first call's answer.

        Raises ``Conflict`` where the name was used for another call (``E_IDEMPOTENCY_KEY``) or where the first call
        still runs (``E_IN_PROGRESS``).
        """
        ...

    def finish(self, name: str, answer: Answered) -> None:
        """Keeps the answer of the claimed call."""
        ...

    def release(self, name: str) -> None:
        """The claimed call changed nothing: it may be made again, also differently."""
        ...


class Limits(Protocol):
    """Counters that refuse."""

    def take(self, what: str, *, most: int, seconds: int) -> None:
        """Counts one ``what``; raises ``TooMany`` past ``most`` in the running window of so many seconds."""
        ...
