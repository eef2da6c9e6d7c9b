"""Planted inconsistencies found, and alarms that were none."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from benchmarks.metrics.text import share

CLASS_OF: dict[str, str] = {
    code: name
    for name, codes in yaml.safe_load(
        (Path(__file__).parent / "issue_classes.yaml").read_text(encoding="utf-8")
    ).items()
    for code in codes
}


def raised(dossier: Mapping[str, Any]) -> Iterator[str]:
    """Codes that the output gives: each once a paper, and those of the whole dossier."""
    for paper in dossier.get("papers") or []:
        of_fields = (
            i for f in (paper.get("fields") or {}).values() if isinstance(f, Mapping) for i in f.get("issues") or []
        )
        yield from dict.fromkeys(_code(i) for i in [*(paper.get("issues") or []), *of_fields])
        yield from (_code(i) for i in paper.get("warnings") or [] if isinstance(i, Mapping) and i.get("code"))
    yield from (_code(i) for i in dossier.get("issues") or [])
    yield from (_code(i) for i in dossier.get("warnings") or [] if isinstance(i, Mapping) and i.get("code"))


def _code(issue: Any) -> str:
    return issue if isinstance(issue, str) else str((issue or {}).get("code") or "")


class IssueScore:
    """Recall over what was planted, precision over what was raised in the classes above."""

    def __init__(self) -> None:
        self.sums: Counter[str] = Counter()
        self.classes: dict[str, Counter[str]] = defaultdict(Counter)
        self.other_codes: Counter[str] = Counter()

    def add(self, expected: list[Mapping[str, Any]], dossier: Mapping[str, Any]) -> None:
        """One dossier. An optional expectation may be found or not; codes of no class are only counted."""
        codes = list(raised(dossier))
        found = {CLASS_OF.get(c) for c in codes}
        asked = {e["class"] for e in expected if not e.get("optional")}
        allowed = {e["class"] for e in expected}
        for e in expected:
            if not e.get("optional"):
                hit = e["class"] in found
                self.sums.update(expected=1, found=hit)
                self.classes[e["class"]].update(expected=1, found=hit)
        for code in codes:
            name = CLASS_OF.get(code)
            if name is None:
                self.other_codes[code] += 1
            elif name in asked or name not in allowed:
                self.sums.update(raised=1, raised_right=name in allowed)
                if name not in allowed:
                    self.classes[name]["false"] += 1

    def report(self) -> dict[str, object]:
        """By class too."""
        s = self.sums
        return {
            "expected": s["expected"],
            "recall": share(s["found"], s["expected"]),
            "precision": share(s["raised_right"], s["raised"]),
            "by_class": {k: dict(v) for k, v in sorted(self.classes.items())},
            "other_codes": dict(self.other_codes.most_common()),
        }
