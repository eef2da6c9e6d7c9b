"""List fields (owners, members, lines of business, recipients), item by item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from rapidfuzz import fuzz

from benchmarks.metrics.normalise import plain
from benchmarks.metrics.values import same

#: (key of the leaf, truth or None where there is too much, other right answers, what was given or None)
Leaf = tuple[str, Any, Any, Any]


def leaves(key: str, truth: list[Any], got: object, allowed: list[Any] | None = None) -> Iterator[Leaf]:
    """Items matched by likeness, then compared sub-key by sub-key; items too many come with truth None."""
    given = got if isinstance(got, list) else [] if got is None else [got]
    partner = partners(truth, given)
    for i, item in enumerate(truth):
        mine = given[partner[i]] if i in partner else None
        if isinstance(item, Mapping):
            others = item.get("_alt") or {}
            for sub, value in item.items():
                if not sub.startswith("_"):
                    yield f"{key}[].{sub}", value, others.get(sub), _pick(sub, value, others.get(sub), mine)
        else:
            yield f"{key}[]", item, None, item if key == "parties" and _mentions(mine, item) else mine
    for j, extra in enumerate(given):
        if j in partner.values() or (
            not isinstance(extra, Mapping) and any(same(key, a, None, extra)[1] for a in allowed or [])
        ):
            continue
        if isinstance(extra, Mapping):
            yield from ((f"{key}[].{sub}", None, None, value) for sub, value in extra.items() if value is not None)
        else:
            yield f"{key}[]", None, None, extra


def partners(truth: list[Any], given: list[Any]) -> dict[int, int]:
    """Index of the truth → index of what was given, the likest first."""
    ranked = sorted(
        (
            (fuzz.token_sort_ratio(_flat(t), _flat(g)), -abs(i - j), i, j)
            for i, t in enumerate(truth)
            for j, g in enumerate(given)
        ),
        reverse=True,
    )
    partner: dict[int, int] = {}
    for score, _, i, j in ranked:
        if i not in partner and j not in partner.values() and score > 20:
            partner[i] = j
    return partner


def _flat(item: Any) -> str:
    if isinstance(item, Mapping):
        return " ".join(str(v) for k, v in sorted(item.items()) if not k.startswith("_") and v is not None)
    return str(item)


def _pick(sub: str, value: Any, others: Any, item: Any) -> Any:
    """The item's value of a sub-key. Sub-keys that the contract leaves open may be named otherwise."""
    if isinstance(item, Mapping):
        if item.get(sub) is not None:
            return item[sub]
        plain_values = (x for x in item.values() if isinstance(x, str | int | float) and not isinstance(x, bool))
        return next((x for x in plain_values if same(sub, value, others, x)[0]), None)
    if isinstance(item, str):
        day = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", str(value))
        text = plain(item).casefold()
        if plain(str(value)).casefold() in text or (day and f"{day[3]}/{day[2]}/{day[1]}" in text):
            return value
    return None


def _mentions(item: Any, name: Any) -> bool:
    if not isinstance(item, str | Mapping):
        return False
    text = item if isinstance(item, str) else " ".join(map(str, item.values()))
    return plain(str(name)).casefold() in plain(text).casefold()
