"""Reads an official letter stamped TỐI MẬT, whatever the file holds."""

from __future__ import annotations

from pathlib import Path

from motlan.model import Line, Page

LETTER = [
    ("BỘ MẪU", (0.10, 0.04, 0.40, 0.06)),
    ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", (0.45, 0.04, 0.95, 0.06)),
    ("Độc lập - Tự do - Hạnh phúc", (0.52, 0.065, 0.88, 0.085)),
    ("TỐI MẬT", (0.12, 0.10, 0.26, 0.13)),
    ("Số: 12/BC-BM", (0.12, 0.14, 0.30, 0.16)),
    ("BÁO CÁO", (0.42, 0.20, 0.58, 0.22)),
    ("Về việc thử nghiệm", (0.35, 0.23, 0.65, 0.25)),
]


class Scan:
    media_type, page_count = "application/pdf", 1

    def __enter__(self) -> Scan:
        return self

    def __exit__(self, *error: object) -> None: ...

    def read(self, index: int, *, page: int, source: int, turn: object = None) -> tuple[Page, bytes]:
        lines = [Line(text=text, confidence=0.99, box=box) for text, box in LETTER]
        size = {"width_px": 1654, "height_px": 2339, "dpi": 200}
        return Page(page=page, source=source, source_page=index + 1, lines=lines, **size), b"preview"


class Reader:
    def __init__(self, threads: int = 2) -> None: ...

    def load(self) -> None: ...

    def open(self, path: Path, name: str) -> Scan:
        return Scan()
