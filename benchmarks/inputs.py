"""Folders with truth: pages (a picture beside a .txt) and dossiers (files beside truth/*.json)."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".pdf")
_PROFILE = re.compile(r"(clean|scan-\w+?|fax-\w+?)_\d+$")


@dataclass(frozen=True)
class PageFile:
    """One page with its text. ``group``: the folder that it lies in; ``profile``: how it was damaged."""

    path: Path
    truth: Path
    group: str
    profile: str


@dataclass(frozen=True)
class DossierFiles:
    """One dossier with its truth."""

    truth: dict[str, Any]
    files: tuple[Path, ...]


def pages(folder: Path, limit: int | None = None) -> list[PageFile]:
    """All pages below a folder; a limit takes them evenly from all groups."""
    profiles = _index(folder)
    found = []
    for truth in sorted(folder.rglob("*.txt")):
        picture = next((p for e in PICTURES if (p := truth.with_suffix(e)).is_file()), None)
        if picture:
            named = _PROFILE.search(truth.stem)
            profile = profiles.get(picture.name) or (named.group(1) if named else truth.parent.name)
            found.append(PageFile(picture, truth, truth.parent.name, profile))
    return spaced(found, limit)


def dossiers(folder: Path, limit: int | None = None) -> list[DossierFiles]:
    """All dossiers of a folder with ``truth/`` and ``files/`` (or the files beside ``truth/``)."""
    home = folder / "files" if (folder / "files").is_dir() else folder
    truths = [json.loads(p.read_text(encoding="utf-8")) for p in sorted((folder / "truth").glob("*.json"))]
    return spaced([DossierFiles(t, tuple(home / f for f in t["files"])) for t in truths], limit)


def spaced(items: list[T], limit: int | None) -> list[T]:
    """At most ``limit`` of them, evenly over the list."""
    if limit is None or limit >= len(items):
        return items
    return [items[i * len(items) // limit] for i in range(limit)]


def _index(folder: Path) -> dict[str, str]:
    index = folder / "INDEX.tsv"
    if not index.is_file():
        return {}
    with index.open(encoding="utf-8", newline="") as stream:
        return {row["image"]: row["profile"] for row in csv.DictReader(stream, delimiter="\t")}
