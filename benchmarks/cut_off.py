"""Pages that lack a side: how many of those cut on purpose through their print are told, and how many whole ones.

``python -m benchmarks.cut_off [--pages N] [--out benchmarks/results/cut_off.json]``. Each page is read whole, then cut
at each of its four sides at a place drawn at random within its print, by a fixed seed.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image

from benchmarks.machine import describe, inputs
from motlan.model import Page
from motlan.rules.cut_off import cut_off
from motlan_vision.reader import Reader

ROOT = Path(__file__).resolve().parents[1]
FILES = sorted((ROOT / "samples/dossiers/files").glob("[a-f]-*.pdf"))
SIDES = ("top", "bottom", "left", "right")
#: Dots an inch of the pictures that are cut; a scanner's usual.
DPI = 200


def pictures(most: int) -> Iterator[Image.Image]:
    """Pages of the samples, evenly over all files."""
    pages = [(file, n) for file in FILES for n in range(len(pypdfium2.PdfDocument(file)))]
    for at in range(min(most, len(pages))):
        file, n = pages[at * len(pages) // min(most, len(pages))]
        yield pypdfium2.PdfDocument(file)[n].render(scale=DPI / 72).to_pil().convert("RGB")


def read(reader: Reader, picture: Image.Image, folder: Path) -> Page:
    """As a scan of one page would be."""
    path = folder / "page.jpg"
    picture.save(path, quality=90, dpi=(DPI, DPI))
    with reader.open(path, path.name) as scan:
        return scan.read(0, page=1, source=0)[0]


def cut(picture: Image.Image, page: Page, side: str, draw: random.Random) -> Image.Image | None:
    """Without a tenth to a third of what is printed on that side; None where next to nothing is printed."""
    boxes = [line.box for line in page.lines if line.text.strip()]
    if len(boxes) < 10:
        return None
    across = side in ("left", "right")
    low, high = min(b[0 if across else 1] for b in boxes), max(b[2 if across else 3] for b in boxes)
    lost = draw.uniform(0.1, 0.33) * (high - low)
    first, last = (low + lost, 1.0) if side in ("left", "top") else (0.0, high - lost)
    width, height = picture.size
    box = (first * width, 0, last * width, height) if across else (0, first * height, width, last * height)
    return picture.crop(tuple(round(edge) for edge in box))  # type: ignore[arg-type]


def run(most: int) -> Mapping[str, Any]:
    """Counts by side, and of whole pages."""
    reader, draw = Reader(), random.Random(20261125)
    told = {side: [0, 0] for side in ("whole", *SIDES)}
    with tempfile.TemporaryDirectory() as folder:
        for picture in pictures(most):
            whole = read(reader, picture, Path(folder))
            told["whole"][0] += cut_off(whole)
            told["whole"][1] += 1
            for side in SIDES:
                rest = cut(picture, whole, side, draw)
                if rest is not None:
                    told[side][0] += cut_off(read(reader, rest, Path(folder)))
                    told[side][1] += 1
    counts = {side: {"told": n, "pages": of} for side, (n, of) in told.items()}
    return {"benchmark": "cut_off", **describe(), "inputs": inputs(FILES), "pages": counts}


def main() -> int:
    """Prints the result; writes it with ``--out``."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cut_off", description=__doc__)
    parser.add_argument("--pages", type=int, default=12)
    parser.add_argument("--out", type=Path, metavar="FILE")
    args = parser.parse_args()
    text = json.dumps(run(args.pages), ensure_ascii=False, indent=1) + "\n"
    print(text)
    if args.out:
        args.out.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
