"""Loses its worker twice, then reads: what a throttled or dying machine looks like to the state machine."""

from __future__ import annotations

import tempfile
from pathlib import Path

from motlan.model import Page, TransientError

FAILURES = 2
_COUNT = Path(tempfile.gettempdir()) / "flaky-calls"


class Scan:
    media_type, page_count = "application/pdf", 1

    def __enter__(self) -> Scan:
        return self

    def __exit__(self, *error: object) -> None: ...

    def read(self, index: int, *, page: int, source: int, turn: object = None) -> tuple[Page, None]:
        calls = len(_COUNT.read_text()) if _COUNT.exists() else 0
        _COUNT.write_text("x" * (calls + 1))
        if calls < FAILURES:
            raise TransientError("E_BUSY", "Hệ thống đang bận.")
        return Page(page=page, source=source, source_page=index + 1, status="blank"), None


class Reader:
    def __init__(self, threads: int = 2) -> None: ...

    def load(self) -> None: ...

    def open(self, path: Path, name: str) -> Scan:
        return Scan()
