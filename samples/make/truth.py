"""The truth of a scanned dossier, in the form that ``motlan bench fields`` and the scorer read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np

from samples.make import codes
from samples.make.canvas import Sheet
from samples.make.papers.paper import Paper
from samples.make.scan import Scan


@dataclass
class Leaf:
    """One side in the pile: its sheet, the papers that it belongs to, how it was taken in."""

    sheet: Sheet
    papers: list[Paper]
    scan: Scan
    profile: str


@dataclass
class Dossier:
    """Leaves in the order of the scan; ``groups``: how many leaves each file holds."""

    id: str
    leaves: list[Leaf]
    papers: list[Paper]
    profile: str
    today: date
    conditions: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)
    born_digital: bool = False


def of_dossier(d: Dossier, *, decode: bool = True) -> dict[str, Any]:
    """Everything that there is to know of it. ``decode``: try the drawn codes with a plain decoder."""
    pages, n = [], 0
    for source, count in enumerate(d.groups):
        for k in range(count):
            pages.append(of_leaf(d.leaves[n], n + 1, source, k + 1, decode=decode))
            n += 1
    papers = sorted((of_paper(p, d) for p in d.papers), key=lambda p: p["pages"])
    issues = [i | {"paper": n, "type": p["type"]} for n, p in enumerate(papers) for i in p.pop("planted")]
    secret = any(i["class"] == "secret" for i in issues)
    doubtful = any(not i.get("optional") for i in issues) or any(p["type"] == "unknown" for p in papers)
    outcome = (
        {"class": "secret", "allowed": ["rejected"]}
        if secret
        else (
            {"class": "review", "allowed": ["review"]}
            if doubtful
            else {"class": "clean", "allowed": ["accepted", "review"]}
        )
    )
    return {
        "id": d.id,
        "family": "samples",
        "files": d.files,
        "profile": d.profile,
        "conditions": d.conditions,
        "pages": pages,
        "papers": papers,
        "expected_issues": issues,
        "expected_outcome": outcome,
        "secret": secret,
        "today": d.today.isoformat(),
    }


#: Of the page's height: the second row of a subject stands no further below the first.
NEXT_ROW = 0.025


def left_half_first(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A letterhead's number and subject before its national title: they stand in its left half (NĐ 30/2020 PL I)."""
    at = next((n for n, line in enumerate(lines) if line["text"] == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), len(lines))
    left: list[dict[str, Any]] = []
    for before, line in zip(lines[at:], lines[at + 1 : at + 8], strict=False):
        below = 0 < line["box"][1] - before["box"][1] < NEXT_ROW
        beside = line["box"][2] < lines[at]["box"][0]
        if beside and (line["text"].startswith(("Số:", "V/v")) or (left and before is left[-1] and below)):
            left.append(line)
    return [*lines[:at], *left, *(line for line in lines[at:] if line not in left)]


def of_leaf(leaf: Leaf, number: int, source: int, source_page: int, *, decode: bool = True) -> dict[str, Any]:
    """One page: lines with boxes as fractions of the upright page; codes, and whether a plain decoder reads them."""
    sheet, scan = leaf.sheet, leaf.scan
    lines = [
        {"text": line.text, "box": box(line.box, scan)}
        | ({"hand": True} if line.hand else {})
        | ({"kind": line.kind} if line.kind != "print" else {})
        for line in sheet.lines
    ]
    lines = left_half_first(lines)
    upright = scan.image.convert("L").rotate(-scan.rotation, expand=True)
    return {
        "page": number,
        "status": "blank" if sheet.blank else "read",
        "rotation": scan.rotation,
        "profile": leaf.profile,
        "skew": round(scan.skew, 2),
        "kind": "blank" if sheet.blank else sheet.kind,
        "text": "\n".join(line["text"] for line in lines),
        "lines": lines,
        "optional_lines": sheet.optional_lines,
        "codes": [
            c
            | {
                "decodes_clean": decode and codes.decodes(sheet.image, c["text"]),
                "decodes_degraded": decode and codes.decodes(upright, c["text"]),
            }
            for c in sheet.codes
        ],
        "n_codes_drawn": len(sheet.codes),
        "source": source,
        "source_page": source_page,
    }


def box(pixels: tuple[float, float, float, float], scan: Scan) -> list[float]:
    """Sheet pixels to fractions of the upright page."""
    x0, y0, x1, y1 = pixels
    corners = np.array([[x0, y0, 1], [x1, y0, 1], [x1, y1, 1], [x0, y1, 1]]).T
    mapped = scan.matrix @ corners
    mapped = mapped[:2] / mapped[2]
    w, h = scan.upright_size
    found = (mapped[0].min() / w, mapped[1].min() / h, mapped[0].max() / w, mapped[1].max() / h)
    return [round(float(min(1.0, max(0.0, f))), 4) for f in found]


def of_paper(paper: Paper, d: Dossier) -> dict[str, Any]:
    """One paper with the pages that it lies on. A page with two cards belongs to both."""
    pages = [n for n, leaf in enumerate(d.leaves, 1) if any(p is paper for p in leaf.papers)]
    return {
        "type": paper.type,
        "variant": paper.variant,
        "title": paper.title,
        "pages": pages,
        "fields": paper.fields,
        "certification": paper.certification,
        "hand": paper.hand,
        "planted": paper.issues,
    }
