"""Digitise one dossier in process: ``motlan digitise`` and the benchmarks."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from motlan.model import Dossier, Issue, Page, Rejected, SourceFile
from motlan.ports import OpenFile, PageReader
from motlan.usecases.assemble import assemble, refusal
from motlan.usecases.read_pages import read_pages

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

    ``at_once``: pages of a file that are read side by side; two threads with a page each are faster than two for one.
    Raises ``OSError`` only where a file can't be opened on this machine at all.
    """
    sources: list[SourceFile] = []
    pages: list[Page] = []
    refusals: list[Issue] = []
    for number, path in enumerate(files):
        name, size, digest = path.name, path.stat().st_size, _sha256(path)
        try:
            with reader.open(path, name) as scan:
                sources.append(
                    SourceFile(name=name, sha256=digest, bytes=size, media_type=scan.media_type, pages=scan.page_count)
                )
                pages += _read_all(scan, name, first=len(pages) + 1, source=number, progress=progress, at_once=at_once)
        except Rejected as error:
            media = "application/octet-stream"
            sources.append(SourceFile(name=name, sha256=digest, bytes=size, media_type=media, pages=0))
            refusals.append(refusal(name, error.code, error.message, error.remedy))
    return assemble(sources, pages, refusals, today=today, papers=papers)


def _read_all(
    scan: OpenFile, name: str, *, first: int, source: int, progress: Progress | None, at_once: int
) -> list[Page]:
    pages: list[Page] = []
    for page, preview in read_pages(scan, range(scan.page_count), page=first, source=source, at_once=at_once):
        pages.append(page)
        if progress:
            progress(name, len(pages), scan.page_count, page, preview)
    return pages


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
