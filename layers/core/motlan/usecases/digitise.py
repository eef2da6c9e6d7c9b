"""Digitise one dossier in process: ``motlan digitise`` and the benchmarks."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

from motlan.model import Dossier, Issue, Page, Rejected, SourceFile
from motlan.ports import PageReader
from motlan.usecases.assemble import assemble, refusal
from motlan.usecases.read_pages import PageRead, read_pages

#: Called after each page: file name, page of the file, pages of the file, and the JPEG of the upright page if any.
Progress = Callable[[str, int, int, Page, bytes | None], None]


def digitise(
    files: Sequence[Path],
    *,
    reader: PageReader,
    today: date,
    papers: bool = True,
    progress: Progress | None = None,
    at_once: int = 1,
) -> Dossier:
    """One dossier of all the files, in order. A refused file becomes a warning; its neighbours are read all the same.

    ``at_once``: pages that are read side by side, of one file or of several. Raises ``OSError`` only where a file can't
    be opened on this machine at all.
    """
    pages: list[Page] = []
    with ExitStack() as left_open:
        sources = _Sources(files, reader, left_open)
        with closing(read_pages(sources.readings(), at_once)) as reading:  # its threads end before the files close
            for page, preview in reading:
                pages.append(page)
                file = sources.told[page.source]
                if progress:
                    progress(file.name, page.source_page, file.pages, page, preview)
                if page.source_page == file.pages:
                    sources.close(page.source)
    return assemble(sources.told, pages, sources.refusals, today=today, papers=papers)


@dataclass
class _Sources:
    """The files, each opened when it is its turn and closed after its last page (or with ``left_open``)."""

    files: Sequence[Path]
    reader: PageReader
    left_open: ExitStack
    told: list[SourceFile] = field(default_factory=list)
    refusals: list[Issue] = field(default_factory=list)
    _open: dict[int, ExitStack] = field(default_factory=dict)

    def readings(self) -> Iterator[Callable[[], PageRead]]:
        first = 1
        for number, path in enumerate(self.files):
            name, size, digest = path.name, path.stat().st_size, _sha256(path)
            try:
                file = self.left_open.enter_context(ExitStack())
                scan = file.enter_context(self.reader.open(path, name))
            except Rejected as error:
                media = "application/octet-stream"
                self.told.append(SourceFile(name=name, sha256=digest, bytes=size, media_type=media, pages=0))
                self.refusals.append(refusal(name, error.code, error.message, error.remedy))
                continue
            self._open[number] = file
            media, count = scan.media_type, scan.page_count
            self.told.append(SourceFile(name=name, sha256=digest, bytes=size, media_type=media, pages=count))
            for index in range(count):
                yield partial(scan.read, index, page=first + index, source=number)
            first += count

    def close(self, number: int) -> None:
        self._open.pop(number).close()


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
