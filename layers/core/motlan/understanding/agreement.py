"""Papers of one dossier as witnesses for one another: the same person, number and date said twice is surer than once.

Only values that name one thing take part: names, identity numbers and birth dates of people, and what a declaration
repeats of a certificate. Disagreement is the business of ``rules.dossier_checks``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from motlan.language.text import old_tone_placement
from motlan.understanding.draft import Draft

#: Kinds whose values may be compared across papers whatever their keys.
SHARED = frozenset({"name", "personal_id", "id_no", "date", "address", "id_doc", "year"})
_TWELVE = re.compile(r"(?<!\d)\d{12}(?!\d)")


def compare(papers: Sequence[tuple[str, dict[str, Draft]]]) -> None:
    """Raises ``support`` of each draft by the number of other papers that say the same value of the same kind."""
    said: dict[tuple[str, str], set[int]] = {}
    for number, (_, fields) in enumerate(papers):
        for found in fields.values():
            for mark in _marks(found):
                said.setdefault(mark, set()).add(number)
    for number, (_, fields) in enumerate(papers):
        for found in fields.values():
            marks = _marks(found)
            others = [len(said[m] - {number}) for m in marks]
            if others and min(others) > 0:
                found.support += 1


def _marks(found: Draft) -> list[tuple[str, str]]:
    if found.kind not in SHARED or not isinstance(found.value, str) or found.source == "derived":
        return []
    text = old_tone_placement(found.value).casefold()
    if found.kind == "year" or (found.kind == "date" and len(text) < 10):
        return []
    if found.kind == "id_doc":
        # the whole text must be said twice; its number alone is not enough
        return [("id_doc", re.sub(r"\W", "", text))]
    if found.kind in ("personal_id", "id_no"):
        return [("number", text)]
    return [(found.kind, re.sub(r"[^\w]", "", text))]
