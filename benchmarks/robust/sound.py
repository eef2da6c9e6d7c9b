"""Sound pages with truth: drawn ones of ``samples`` and, where it is there, clean ones of the evaluation set."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from PIL import Image

from benchmarks.inputs import pages, spaced
from benchmarks.robust.faults import DPI, Boxes, Rgb
from samples.make import people
from samples.make.canvas import DPI as SHEET_DPI
from samples.make.canvas import Sheet
from samples.make.papers import birth, declaration_birth

TODAY = date(2026, 11, 15)


@dataclass(frozen=True)
class Sound:
    """An upright page at 200 dpi, its lines, what may be read or not, and boxes of lines in pixels."""

    name: str
    picture: Rgb
    truth: list[str]
    optional: list[dict[str, str]]
    boxes: Boxes


def drawn(seed: int) -> Iterator[Sound]:
    """A declaration and a birth certificate as offices print them."""
    rng = random.Random(seed)
    family = people.family(rng, TODAY)
    registered = birth.random_registration(family, rng, TODAY)
    for paper in (
        declaration_birth.draw(family, rng, day=TODAY),
        birth.certificate(family, rng, registered=registered, at=family.region.unit(rng, registered)),
    ):
        yield of_sheet(f"{paper.type} {seed}", paper.sheets[0])


def of_sheet(name: str, sheet: Sheet) -> Sound:
    """What was drawn, at 200 dpi."""
    k = DPI / SHEET_DPI
    image = sheet.image.resize((round(sheet.image.width * k), round(sheet.image.height * k)), Image.Resampling.LANCZOS)
    boxes = [tuple(v * k for v in line.box) for line in sheet.lines]
    return Sound(name, np.asarray(image), [line.text for line in sheet.lines], sheet.optional_lines, boxes)  # type: ignore[arg-type]


def rendered(folder: Path, limit: int) -> Iterator[Sound]:
    """Clean pages of the evaluation set (``rendered/``: a picture, its text, its words with boxes)."""
    clean = [p for p in pages(folder) if p.profile == "clean"] if folder.is_dir() else []
    for page in spaced(clean, limit):
        facts = json.loads(page.path.with_suffix(".json").read_text("utf-8"))
        k = DPI / facts["dpi"]
        with Image.open(page.path) as image:
            size = round(image.width * k), round(image.height * k)
            picture = np.asarray(image.convert("RGB").resize(size, Image.Resampling.LANCZOS))
        yield Sound(page.path.stem, picture, page.truth.read_text("utf-8").splitlines(), [], _lines(facts["words"], k))


def _lines(words: list[dict[str, list[list[float]]]], k: float) -> Boxes:
    """Words that follow one another at one height, as one box."""
    out: Boxes = []
    for word in words:
        (x0, y0), _, (x1, y1), _ = ((x * k, y * k) for x, y in word["quad"])
        last = out[-1] if out else None
        if last and abs(last[3] - y1) < 0.4 * (y1 - y0) and 0 <= x0 - last[2] < 2 * (y1 - y0):
            out[-1] = last[0], min(last[1], y0), x1, max(last[3], y1)
        else:
            out.append((x0, y0, x1, y1))
    return out
