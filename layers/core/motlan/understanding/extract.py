"""One paper's sheets → its fields, each by the finder that its template names."""

from __future__ import annotations

import re
from dataclasses import dataclass

from motlan.language.text import fold
from motlan.understanding.draft import Draft, of_value
from motlan.understanding.finders import FINDERS
from motlan.understanding.given import Given
from motlan.understanding.heads import like
from motlan.understanding.layout import squash
from motlan.understanding.lexicon import with_case_of
from motlan.understanding.paper_template import FieldRule, Find


@dataclass
class Extraction(Given):
    """The fields of one paper while they are found."""

    def fields(self) -> dict[str, Draft]:
        """Every field of the template; absent ones with ``found`` False."""
        out: dict[str, Draft] = {}
        for rule in self.template.fields:
            if rule.find == "same_as":
                continue
            found = self._field(rule, rule.find)
            if not found.found and rule.otherwise:
                found = self._field(rule, rule.otherwise)
            out[rule.key] = _chosen(rule, found)
            _doubt_part(rule.key, found)
            if rule.must and isinstance(found.value, str) and not re.search(rule.must, fold(found.value)):
                found.doubts.add("form")
        self._doubt_unopened(out)
        for rule in self.template.fields:
            if rule.find == "same_as":
                out[rule.key] = _copy(rule, out[rule.source or ""])
        return {rule.key: out[rule.key] for rule in self.template.fields}

    def _doubt_unopened(self, out: dict[str, Draft]) -> None:
        """Where a block's first label was not seen, a label that other blocks share may be of either of them."""
        rules = [r for r in self.template.fields if r.key in out and r.find == "label"]
        if all(out[r.key].raw for r in rules if r.opens and r.required):
            return
        for rule in rules:
            own = set(rule.labels)
            if out[rule.key].raw and any(o.key != rule.key and own & set(o.labels) for o in rules):
                out[rule.key].doubts.add("guess")

    def _field(self, rule: FieldRule, find: Find) -> Draft:
        finder = FINDERS.get(find)
        return finder(self, rule) if finder else Draft(rule.kind)


def _chosen(rule: FieldRule, found: Draft) -> Draft:
    """The entry of ``choices`` that was meant; a value that is near none of them is for a person."""
    if not rule.choices or not isinstance(found.value, str):
        return found
    key = squash(found.value)
    said = found.value.casefold()
    best = max(rule.choices, key=lambda c: (like(key, squash(c)), c.casefold() == said))
    if like(key, squash(best)) >= 0.8:
        meant = with_case_of(found.value, best)
        found.repaired |= meant.casefold() != found.value.casefold()
        found.value, found.support = meant, found.support + 1
    else:
        found.doubts.add("form")
    return found


_FIGURES = re.compile(r"\d+")


def _doubt_part(key: str, found: Draft) -> None:
    """A date of which only a part was taken: no other day than that of a birth is known by its year alone (B.1)."""
    if found.kind not in ("date", "year") or not isinstance(found.value, str) or len(found.value) == 10:
        return
    figures = _FIGURES.findall(found.raw or "")
    if sum(map(len, figures)) > (6 if "-" in found.value else 4) or (found.kind == "date" and "birth" not in key):
        found.doubts.add("form")


def _copy(rule: FieldRule, source: Draft) -> Draft:
    if source.value is None:
        return Draft(rule.kind)
    out = of_value(rule.kind, source.value, "derived", like=source)
    out.words, out.worst, out.likeness, out.certainty, out.doubts = (
        source.words,
        source.worst,
        source.likeness,
        source.certainty,
        set(source.doubts),
    )
    out.hand, out.repaired, out.figures = source.hand, source.repaired, source.figures
    return out
