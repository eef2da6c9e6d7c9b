"""A label that no template knows: the missing field whose labels share the most telling words with it.

What is found so always goes to a person: better a value to check than one to type.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence

from motlan.language.text import fold
from motlan.rules.normalisers import NORMALISERS
from motlan.understanding.paper_template import FieldRule

#: Least share of telling words, and how much better than the next field.
LEAST, AHEAD = 0.5, 0.12
#: A value must be as sound as this for its kind.
SOUND = 0.8
_WORD = re.compile(r"[a-z]+")


class Guesser:
    """Knows how telling each word of a template's labels is: "mẹ" more than "tên"."""

    def __init__(self, rules: Iterable[FieldRule]) -> None:
        self._labels = {r.key: [set(_words(t)) for t in r.labels] for r in rules}
        held = Counter(w for labels in self._labels.values() for w in set().union(*labels, set()))
        count = len(self._labels)
        self._weight = {w: math.log((1 + count) / n) for w, n in held.items()}
        self._other = math.log(1 + count) / 2

    def choose(self, label: str, value: str, rules: Sequence[FieldRule]) -> tuple[FieldRule, float] | None:
        """The rule that is meant, with its likeness 0..1; None where none is, or two may be."""
        said = set(_words(label))
        if not said or not value:
            return None
        scores = sorted(
            (
                (max((self._likeness(said, t) for t in self._labels[r.key]), default=0.0), n)
                for n, r in enumerate(rules)
            ),
            reverse=True,
        )
        if not scores or scores[0][0] < LEAST or (len(scores) > 1 and scores[0][0] - scores[1][0] < AHEAD):
            return None
        rule = rules[scores[0][1]]
        normal = NORMALISERS[rule.kind](value)
        return (rule, scores[0][0]) if normal is not None and normal.certainty >= SOUND else None

    def _likeness(self, said: set[str], label: set[str]) -> float:
        both = sum(self._weigh(w) for w in said & label)
        return both / max(1e-9, sum(self._weigh(w) for w in said | label))

    def _weigh(self, word: str) -> float:
        return self._weight.get(word, self._other)


def _words(text: str) -> list[str]:
    return _WORD.findall(fold(re.sub(r"\(.*?\)", " ", text)))


__all__ = ["Guesser"]
