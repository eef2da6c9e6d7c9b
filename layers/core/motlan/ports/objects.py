"""Object storage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Protocol


class Blobs(Protocol):
    """Object storage: ``scans`` (originals, never changed) or ``derived`` (can be made again)."""

    def get(self, key: str) -> bytes:
        """Raises ``NotFound``."""
        ...

    def fetch(self, key: str, to: Path) -> None:
        """As ``get``, into a file."""
        ...

    def put(self, key: str, body: bytes, media_type: str, tags: Mapping[str, str] | None = None) -> None:
        """Creates or replaces one object."""
        ...

    def copy(self, key: str, to: str) -> None:
        """The same bytes under another key. Raises ``NotFound``."""
        ...

    def keys(self, prefix: str) -> Iterable[str]:
        """All keys below the prefix, in order."""
        ...

    def tag(self, key: str, tags: Mapping[str, str]) -> None:
        """Adds to the object's tags (at most 10 in all, values of up to 256 letters)."""
        ...

    def remove(self, prefix: str) -> None:
        """Removes what lies below the prefix with all its versions: only for what must not be kept (a secret paper)."""
        ...

    def upload_link(self, key: str, *, bytes_max: int, media_type: str, seconds: int) -> dict[str, object]:
        """A presigned POST: ``{"url": …, "fields": {…}}`` for this one object."""
        ...

    def read_link(self, key: str, *, seconds: int) -> str:
        """A short-lived link to this one object."""
        ...


class PartBlobs(Blobs, Protocol):
    """Object storage that also takes an object in parts; what is never joined is removed by the bucket's own rule."""

    def begin_parts(self, key: str, media_type: str) -> str:
        """Begins an upload in parts; returns its name."""
        ...

    def parts(self, key: str, upload: str) -> dict[int, int]:
        """Number (from 1) → bytes of the parts that are there. Raises ``NotFound`` for an upload that has ended."""
        ...

    def part_link(self, key: str, upload: str, number: int, *, size: int, seconds: int) -> str:
        """Where this part is PUT, with this many bytes and no others."""
        ...

    def join_parts(self, key: str, upload: str) -> None:
        """Makes the object of the parts that are there. Raises ``NotFound`` for an upload that has ended."""
        ...
