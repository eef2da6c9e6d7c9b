"""The invented dossiers beside the repository, as if read without a fault: what understanding alone must reach.

Pages are made of the truth's own lines; nothing of the data is copied here. The floor is below what is measured.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from motlan.language.text import clean, fold_words
from motlan.model import Code, Line, Page
from motlan.understanding import understand

TRUTH = Path(__file__).parents[3] / ".." / "shared" / "data" / "dossiers" / "truth"
FLOOR = 0.96


def pages_of(truth: dict[str, object]) -> list[Page]:
    out = []
    for source in truth["pages"]:  # type: ignore[attr-defined]
        lines = [
            Line(
                text=line["text"],
                confidence=0.97,
                box=line["box"],
                kind="stamp" if line.get("kind") == "stamp" else "print",
            )
            for line in source["lines"]
        ]
        codes = [Code(kind=c["kind"], text=c["text"], box=(0.8, 0.05, 0.9, 0.1)) for c in source.get("codes") or []]
        narrow = sorted(
            (line.box[2] - line.box[0]) / len(line.text) / (line.box[3] - line.box[1])
            for line in lines
            if len(line.text) > 15
        )
        # letters that are narrow in fractions of the page: it lies across
        across = bool(narrow) and narrow[len(narrow) // 2] < 0.42 and source.get("kind") != "card"
        width, height = (2339, 1654) if across else (1654, 2339)
        out.append(
            Page(
                page=source["page"],
                source=0,
                source_page=source["page"],
                width_px=width,
                height_px=height,
                status=source["status"],
                lines=lines,
                codes=codes,
            )
        )
    return out


def plain(value: object) -> str:
    return fold_words(clean(str(value)))


@pytest.mark.shared
def test_types_pages_and_fields_of_perfectly_read_dossiers() -> None:
    files = sorted(TRUTH.glob("*.json")) if TRUTH.is_dir() else []
    if not files:
        pytest.skip("../shared/data/dossiers is not here")
    right = asked = wrong_papers = 0
    for file in files:
        truth = json.loads(file.read_text("utf-8"))
        papers = understand(pages_of(truth), today=date(2026, 11, 15)).papers
        found = {(tuple(p.pages), p.type): p for p in papers}
        wanted = [(tuple(p["pages"]), p["type"]) for p in truth["papers"]]
        wrong_papers += len(set(found) ^ set(wanted))
        for paper in truth["papers"]:
            mine = found.get((tuple(paper["pages"]), paper["type"]))
            for key, field in paper["fields"].items():
                # two cards may share their pages: the dictionary holds one of them
                if field.get("optional") or wanted.count((tuple(paper["pages"]), paper["type"])) > 1:
                    continue
                answers = [plain(a) for a in (field["value"], *(field.get("alt") or []))]
                asked += 1
                right += mine is not None and plain(mine.value(key)) in answers
    assert wrong_papers == 0
    assert right / asked >= FLOOR
