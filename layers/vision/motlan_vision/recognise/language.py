"""How likely Vietnamese syllables follow each other: a small model of pairs, the witness that never saw the page.

``language_model.npz`` is made by ``scripts/build_language_model.py`` from law texts; it knows lower-case syllables, 0
for any number and ¶ for any mark between words.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np

from motlan.language.text import fold, nfc, old_tone_placement

MODEL = Path(__file__).with_name("language_model.npz")
SCALE = 16.0  # steps a unit of the natural logarithm
UNKNOWN = -14.0  # a word that no text and no list has
BREAK, NUMBER = "¶", "0"
MARKS = ".,;:!?()[]{}\"'“”‘’-–/…"
_PIECE = re.compile(r"[^\W\d_]+|\d[\d.,/]*|[^\w\s]+")


def norm(word: str) -> str:
    """The form in which a word stands in the model."""
    return old_tone_placement(nfc(word).lower())


def words(text: str) -> list[str]:
    """Words, numbers and breaks of a text, in the model's forms; hyphens and quotation marks are breaks, too."""
    out: list[str] = []
    for match in _PIECE.finditer(text):
        piece = match.group()
        here = norm(piece) if piece[0].isalpha() else NUMBER if piece[0].isdigit() else BREAK
        if here != BREAK or out[-1:] != [BREAK]:
            out.append(here)
    return out


class Model:
    """Log probabilities of pairs, with back-off (Kneser and Ney 1995)."""

    def __init__(self, path: Path = MODEL) -> None:
        with np.load(path) as arrays:
            words = bytes(arrays["words"]).decode().split("\n")
            self._alone: list[float] = (arrays["alone"] / -SCALE).tolist()
            self._rest: list[float] = (arrays["rest"] / -SCALE).tolist()
            keys = np.cumsum(arrays["steps"], dtype=np.int64).tolist()
            self._pairs: dict[int, float] = dict(zip(keys, (arrays["pairs"] / -SCALE).tolist(), strict=True))
        self._number = {word: i for i, word in enumerate(words)}
        self._alike: dict[str, list[str]] = {}
        for word in words:
            self._alike.setdefault(fold(word), []).append(word)

    def after(self, before: str, word: str) -> float:
        """``log P(word | before)``; both in the model's form (see ``words``)."""
        b = self._number.get(word)
        if b is None:
            return UNKNOWN
        a = self._number.get(before)
        if a is None:
            return self._alone[b]
        pair = self._pairs.get(a * len(self._number) + b)
        return self._rest[a] + self._alone[b] if pair is None else pair

    def chain(self, before: str | None, text: str, after: str | None) -> float:
        """Log probability of a printed text, and of the word after it, between printed words (None: not known)."""
        line = [*words(before or "")[-1:], *words(text), *words(after or "")[:1]]
        start = 0.0 if before or not line else self.after("", line[0])
        return start + sum(self.after(a, b) for a, b in pairwise(line))

    def lead(self, before: str | None, word: str, after: str | None) -> float:
        """By how much a printed word fits better between printed words than any other with the same bare letters.

        In units of log probability; None beside it: not known. Marks at the words' edges count as breaks. A word that
        no text has, or with marks or digits inside, lags behind all (``UNKNOWN``).
        """
        if norm(word.strip(MARKS)) not in self._number:
            return UNKNOWN
        leads = [lead for _, lead in self.rivals(before, word, after)]
        return min(leads, default=-UNKNOWN)

    def rivals(self, before: str | None, word: str, after: str | None) -> list[tuple[str, float]]:
        """The other words with the same bare letters, and by how much the printed one leads each; marks as in ``lead``.

        None of a word with marks or digits inside.
        """
        core = word.strip(MARKS)
        here = norm(core)
        if not core.isalpha():
            return []
        left = None if before is None else (words(before) or [BREAK])[-1] if core[0] == word[0] else BREAK
        right = None if after is None else (words(after) or [BREAK])[0] if core[-1] == word[-1] else BREAK
        fit = self._fit(left, here, right)
        return [(w, fit - self._fit(left, w, right)) for w in self._alike.get(fold(here), ()) if w != here]

    def _fit(self, left: str | None, word: str, right: str | None) -> float:
        return self.after(left or "", word) + (self.after(word, right) if right is not None else 0.0)


@cache
def model() -> Model:
    """The one model of this process."""
    return Model()
