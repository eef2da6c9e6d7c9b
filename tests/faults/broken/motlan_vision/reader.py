"""Fails always, with personal data in the text of its exception."""

from __future__ import annotations

from pathlib import Path
from typing import Any


class Reader:
    def __init__(self, threads: int = 2) -> None: ...

    def load(self) -> None: ...

    def open(self, path: Path, name: str) -> Any:
        raise ValueError(f"{name}: NGUYỄN VĂN MẪU 072090000456")
