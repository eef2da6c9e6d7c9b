"""A reader that remembers pages in a folder, so that understanding can be measured again without reading again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any

from benchmarks.measure import Lap, lap
from motlan.model import Page, Rejected


class TimedReader:
    """Any page reader with a stop-watch. ``folder``: where readings are kept.

    ``laps``: one for files read side by side, from the first one's opening to the last one's closing; ``pages``: one a
    page, which overlap where several are read side by side.
    """

    def __init__(self, inner: Any, folder: Path | None = None, name: str = "default") -> None:
        self.inner, self.folder, self.name = inner, folder, name
        self.laps: list[Lap] = []
        self.pages: list[Lap] = []
        self.remembered = 0
        self._open, self._watch = 0, ExitStack()

    def open(self, path: Path, name: str) -> Any:
        """As ``motlan.ports.PageReader.open``; remembered files are not opened at all."""
        kept = self._place(path)
        if kept and kept.is_file():
            return _Remembered(json.loads(kept.read_text(encoding="utf-8")), self)
        return _Timed(self.inner, path, name, self, kept)

    def begin(self) -> None:
        """A file is opened."""
        if not self._open:
            self._watch.callback(self.laps.append, self._watch.enter_context(lap()))
        self._open += 1

    def end(self) -> None:
        """It is closed, or was refused."""
        self._open -= 1
        if not self._open:
            self._watch.close()

    def _place(self, path: Path) -> Path | None:
        return kept_at(self.folder, path, self.name) if self.folder else None


def kept_at(folder: Path, file: Path, name: str = "default") -> Path:
    """Where the reading of a file is kept."""
    return folder / f"{name}-{hashlib.sha256(file.read_bytes()).hexdigest()[:32]}.json"


def kept_pages(files: Sequence[Path], folder: Path) -> list[Page] | None:
    """The pages of a dossier as they were read; None where a file's reading is not kept."""
    out: list[Page] = []
    for source, file in enumerate(files):
        kept = kept_at(folder, file)
        if not kept.is_file():
            return None
        for page in json.loads(kept.read_text(encoding="utf-8"))["pages"]:
            out.append(Page.model_validate(page | {"page": len(out) + 1, "source": source}))
    return out


class _Timed:
    def __init__(self, inner: Any, path: Path, name: str, reader: TimedReader, kept: Path | None) -> None:
        reader.begin()
        try:
            self.scan, self.reader, self.kept = inner.open(path, name), reader, kept
        except Rejected:
            reader.end()
            raise
        self.media_type, self.page_count = self.scan.media_type, self.scan.page_count
        self.read_pages: dict[int, Any] = {}

    def read(self, index: int, *, page: int, source: int, turn: object = None) -> tuple[Any, bytes | None]:
        with lap() as time:
            out, preview = self.scan.read(index, page=page, source=source)
        self.reader.pages.append(time)
        self.read_pages[index] = out.model_dump(mode="json")
        return out, preview

    def __enter__(self) -> _Timed:
        self.scan.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.scan.__exit__(kind, error, trace)
        self.reader.end()
        if self.kept and error is None and len(self.read_pages) == self.page_count:
            pages = [self.read_pages[index] for index in range(self.page_count)]
            self.kept.parent.mkdir(parents=True, exist_ok=True)
            self.kept.write_text(
                json.dumps({"media_type": self.media_type, "pages": pages}, ensure_ascii=False), encoding="utf-8"
            )


class _Remembered:
    def __init__(self, kept: dict[str, Any], reader: TimedReader) -> None:
        self.pages, self.media_type, self.page_count = kept["pages"], kept["media_type"], len(kept["pages"])
        self.reader = reader

    def read(self, index: int, *, page: int, source: int, turn: object = None) -> tuple[Any, bytes | None]:
        self.reader.remembered += 1
        return Page.model_validate(self.pages[index] | {"page": page, "source": source}), None

    def __enter__(self) -> _Remembered:
        return self

    def __exit__(self, *_: object) -> None:
        pass
