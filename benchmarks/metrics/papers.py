"""Papers of the truth beside papers of the output: which is which, exact page sets, types."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.metrics.text import f1, share
from benchmarks.metrics.values import same

#: Fields by which two papers of the same pages are told apart (two cards on one A4).
TELLING = ("full_name", "id_no", "personal_id", "registration_no", "doc_number", "serial_no")
Paper = Mapping[str, Any]


def match(truth: Sequence[Paper], output: Sequence[Paper]) -> dict[int, int]:
    """Index of the truth → index of the output: by share of common pages, then type, then telling fields."""
    ranked = []
    for i, t in enumerate(truth):
        for j, o in enumerate(output):
            mine, theirs = set(t["pages"]), set(o.get("pages") or [])
            if mine & theirs:
                weight = (
                    len(mine & theirs) / len(mine | theirs) * 10 + 2 * (t["type"] == o.get("type")) + _agreeing(t, o)
                )
                ranked.append((weight, -i, -j))
    pairs: dict[int, int] = {}
    for _, i, j in sorted(ranked, reverse=True):
        if -i not in pairs and -j not in pairs.values():
            pairs[-i] = -j
    return pairs


def _agreeing(truth: Paper, output: Paper) -> int:
    agree = 0
    for key in TELLING:
        mine, theirs = truth["fields"].get(key), (output.get("fields") or {}).get(key)
        if mine and mine.get("value") and isinstance(theirs, Mapping) and theirs.get("value") is not None:
            agree += same(key, mine["value"], mine.get("alt"), theirs["value"])[0]
    return agree


class PaperScore:
    """Segmentation by exact page sets; type and variant of the matched papers; confusions."""

    def __init__(self) -> None:
        self.sums: Counter[str] = Counter()
        self.confusion: Counter[tuple[str, str]] = Counter()

    def add(self, truth: Sequence[Paper], output: Sequence[Paper], pairs: Mapping[int, int]) -> None:
        """One dossier with its matching."""
        mine = Counter(tuple(t["pages"]) for t in truth)
        theirs = Counter(tuple(sorted(o.get("pages") or [])) for o in output)
        s = self.sums
        s.update(sets=mine.total(), given=theirs.total(), right=(mine & theirs).total())
        for i, t in enumerate(truth):
            o = output[pairs[i]] if i in pairs else None
            right = o is not None and o.get("type") == t["type"]
            s.update(papers=1, type_right=right)
            if o is not None and sorted(o.get("pages") or []) == t["pages"]:
                s.update(exact=1, exact_type_right=right)
            if t.get("variant") and o is not None and right:
                s.update(variants=1, variant_right=o.get("variant") == t["variant"])
            self.confusion[(t["type"], str(o.get("type")) if o else "(none)")] += 1

    def report(self) -> dict[str, object]:
        """``confusion`` holds the wrong ones, ``types`` every type with what its papers were taken for."""
        s = self.sums
        precision, recall = share(s["right"], s["given"]) or 0.0, share(s["right"], s["sets"]) or 0.0
        wrong = {f"{mine} -> {theirs}": n for (mine, theirs), n in self.confusion.most_common() if mine != theirs}
        types: dict[str, dict[str, int]] = {}
        for (mine, theirs), n in sorted(self.confusion.items()):
            types.setdefault(mine, {})[theirs] = n
        return {
            "papers": s["papers"],
            "precision": precision,
            "recall": recall,
            "f1": f1(precision, recall),
            "type_accuracy": share(s["type_right"], s["papers"]),
            "type_accuracy_on_right_segments": share(s["exact_type_right"], s["exact"]),
            "variant_accuracy": share(s["variant_right"], s["variants"]),
            "confusion": wrong,
            "types": types,
        }
