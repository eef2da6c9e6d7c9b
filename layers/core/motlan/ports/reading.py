"""The vision layer as the use cases see it."""

from __future__ import annotations

from pathlib import Path
from types import TracebackType
from typing import Protocol

from motlan.model import Page, Rotation


class OpenFile(Protocol):
    """A scan whose pages can be counted and read one by one; nothing is held for the pages already read."""

    media_type: str
    page_count: int

    def read(self, index: int, *, page: int, source: int, turn: Rotation | None = None) -> tuple[Page, bytes | None]:
        """Page ``index`` (from 0) as ``Page`` number ``page`` of file ``source``, and a JPEG of it upright.

        ``turn``: how far clockwise a person turned it from how it was scanned; found where nobody did.
        Never raises for a bad page: its status is ``unreadable`` and its warning says why. May be called from several
        threads.
        """
        ...

    def __enter__(self) -> OpenFile: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


class PageReader(Protocol):
    """The vision layer as the use cases see it. Loads its models once."""

    def open(self, path: Path, name: str) -> OpenFile:
        """Raises ``Rejected`` for an encrypted, corrupt, empty, foreign or oversized file."""
        ...
