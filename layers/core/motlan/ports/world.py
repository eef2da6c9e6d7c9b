"""Paper and time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Protocol


class Printer(Protocol):
    """The print layer: a page of ``templates/print`` filled with data."""

    def print(self, template: str, data: Mapping[str, object], *, code: str | None = None) -> bytes:
        """A PDF of ``templates/print/<template>.typ``; ``code``: what the QR code at the top left corner says.

        ``data``: what JSON can hold; it prints as text whatever it says.
        """
        ...


class Clock(Protocol):
    """Now, so that tests can say when it is. Dates are those of Việt Nam (UTC+7)."""

    def now(self) -> datetime: ...

    def today(self) -> date: ...
