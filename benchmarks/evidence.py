"""What was found of every field of known dossiers, and whether it was right: what confidence is fitted and judged on.

A sample is a value that was given: its features, its doubts, whether a check held it back. Values that no person can
have meant to accept (missing, blank) are none. Nothing in a sample says what the value was.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.metrics.lists import partners
from benchmarks.metrics.papers import match
from benchmarks.metrics.values import same
from motlan.model import Page
from motlan.understanding.confidence import blocked, features
from motlan.understanding.draft import Draft
from motlan.understanding.understand import evidence

#: Ð (U+00D0, Latin letter eth) looks as Đ (U+0110) does; some truths were typed with it.
ETH = str.maketrans("Ð", "Đ")


@dataclass(frozen=True)
class Sample:
    """One value of a known dossier. ``key`` as metrics name it (``owners[].full_name``); ``held``: for a person anyway.

    ``set`` says how the dossier was drawn: its look, or the folder's name.
    """

    dossier: str
    set: str
    type: str
    key: str
    kind: str
    features: dict[str, float]
    held: bool
    right: bool


def observe(truth: Mapping[str, Any], pages: Sequence[Page], name: str) -> Iterator[Sample]:
    """The samples of one dossier: ``pages`` as read, ``name`` of the set that it is of."""
    if truth.get("secret"):
        return
    found = evidence(pages, today=date.fromisoformat(truth["today"]))
    given = [{"type": p.type, "pages": p.pages, "fields": _plain(drafts)} for p, drafts in found]
    pairs = match(truth["papers"], given)
    of = {j: truth["papers"][i] for i, j in pairs.items()}
    for j, (paper, drafts) in enumerate(found):
        told = of.get(j)
        if paper.type == "unknown" or (told is not None and told["type"] == "unknown"):
            continue
        for key, draft in drafts.items():
            value = paper.fields.get(key)
            if value is None or value.value is None:
                continue
            out_of_it = key in paper.held_back
            for leaf, part, right in _leaves(key, draft, (told or {"fields": {}})["fields"].get(key)):
                if right is None or (part.source == "derived" and told is not None and key not in told["fields"]):
                    continue
                held = out_of_it or bool(blocked(part)) or bool(blocked(draft))
                seen = {k: round(v, 4) for k, v in features(part, paper.confidence).items() if v}
                yield Sample(truth["id"], name, paper.type, leaf, part.kind, seen, held, right)


def _plain(drafts: Mapping[str, Draft]) -> dict[str, Any]:
    return {k: {"value": d.value} for k, d in drafts.items()}


def _leaves(key: str, draft: Draft, told: Mapping[str, Any] | None) -> Iterator[tuple[str, Draft, bool | None]]:
    """The parts of a value with whether each was right; None where the truth leaves it open."""
    value = _folded(told["value"]) if told else None
    if draft.items is None and draft.plain_items is None:
        if told and told.get("optional") and value is None:
            return
        right = value not in (None, []) and same(key, value, _folded((told or {}).get("alt")), draft.value)[0]
        yield key, draft, right
        return
    mine = value if isinstance(value, list) else []
    theirs = draft.value if isinstance(draft.value, list) else []
    partner = {j: mine[i] for i, j in partners(mine, theirs).items()}
    for j, part in enumerate(draft.plain_items or []):
        yield f"{key}[]", part, j in partner and same(key, partner[j], None, part.value)[0]
    for j, item in enumerate(draft.items or []):
        meant = partner.get(j) or {}
        others = meant.get("_alt") or {} if isinstance(meant, Mapping) else {}
        for sub, part in item.items():
            if part.value is None:
                continue
            if not isinstance(meant, Mapping):
                continue
            want = meant.get(sub)
            yield f"{key}[].{sub}", part, want is not None and same(sub, want, others.get(sub), part.value)[0]


def _folded(value: Any) -> Any:
    """The value with every eth as the letter that was meant."""
    return json.loads(json.dumps(value, ensure_ascii=False).translate(ETH))


def write(samples: Sequence[Sample], path: Path) -> None:
    """One a line, packed; the same samples give the same bytes."""
    lines = "".join(json.dumps(asdict(s), ensure_ascii=False, sort_keys=True) + "\n" for s in samples)
    path.write_bytes(gzip.compress(lines.encode(), 9, mtime=0))


def load(path: Path) -> list[Sample]:
    """What ``write`` wrote."""
    return [Sample(**json.loads(line)) for line in gzip.decompress(path.read_bytes()).decode().splitlines()]
