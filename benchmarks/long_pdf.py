"""Memory of a long PDF against a short one: ``python -m benchmarks.long_pdf [--pages 500] [--engine …] [--out FILE]``.

The pages are those of the sample dossiers over and over, each with a picture of its own in the file. Every length is
read in a fresh process; its pages are kept, as a dossier keeps them.
"""

from __future__ import annotations

import argparse
import io
import itertools
import json
import tempfile
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium

from benchmarks import machine
from benchmarks.measure import apart
from motlan.model import Page
from motlan_vision.reader import Reader

SAMPLES = machine.ROOT / "samples" / "dossiers" / "files"
SHORT = 5
#: After so many pages the most memory held so far is noted.
STEPS = (1, 5, 25, 50, 100, 200, 300, 400, 500)


def long_pdf(path: Path, pages: int, dpi: int) -> None:
    """A PDF of so many pages, drawn anew from the samples at a resolution; a page that comes again is stored again."""
    with pikepdf.new() as out:
        for source, index in itertools.islice(itertools.cycle(_pages()), pages):
            with pdfium.PdfDocument(source) as document:
                picture = document[index].render(scale=dpi / 72).to_pil()
            file = io.BytesIO()
            picture.convert("RGB").save(file, "PDF", resolution=dpi)
            with pikepdf.open(file) as page:
                out.pages.extend(page.pages)
        out.save(path)


def _pages() -> list[tuple[Path, int]]:
    found = []
    for path in sorted(SAMPLES.glob("*.pdf")):
        with pdfium.PdfDocument(path) as document:
            found += [(path, index) for index in range(len(document))]
    return found


def read(files: Sequence[Path], *, engine: str) -> dict[str, Any]:
    """How many pages were read, lines found, and seconds, CPU of this process apart."""
    reader, kept = Reader(engine, threads=1), list[Page]()
    peaks: dict[int, float] = {}
    began, used = time.perf_counter(), time.process_time()
    with reader.open(files[0], files[0].name) as scan:
        for index in range(scan.page_count):
            kept.append(scan.read(index, page=index + 1, source=0)[0])
            if len(kept) in STEPS:
                peaks[len(kept)] = machine.peak_mb()
                print(len(kept), peaks[len(kept)], round(time.perf_counter() - began), flush=True)
    out: dict[str, Any] = {"pages": len(kept), "lines": sum(len(page.lines) for page in kept)}
    statuses = {s: sum(p.status == s for p in kept) for s in ("read", "blank", "unreadable")}
    out |= statuses | {"peak_mb_after": peaks}
    return out | {"seconds": time.perf_counter() - began, "cpu": time.process_time() - used}


def run(pages: Sequence[int], engine: str, dpi: int) -> dict[str, Any]:
    """The whole result, ready for JSON."""
    out: dict[str, Any] = {"benchmark": "long_pdf", **machine.describe(), "engine": engine, "dpi": dpi, "files": []}
    with tempfile.TemporaryDirectory() as folder:
        for count in pages:
            path = Path(folder) / f"{count}.pdf"
            long_pdf(path, count, dpi)
            (part,) = apart(partial(read, engine=engine), [path])
            sizes = {
                "mb": round(path.stat().st_size / 2**20, 1),
                "peak_mb": part.peak_mb,
                "peak_child_mb": part.child_mb,
            }
            out["files"].append(part.result | sizes)
            print(json.dumps(out["files"][-1]), flush=True)
    return out


def main() -> None:
    """Prints a line a length; writes all of it as JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--engine", default="trueocr")
    parser.add_argument("--dpi", type=int, default=200)
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    result = run((SHORT, args.pages), args.engine, args.dpi)
    if args.out:
        args.out.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
