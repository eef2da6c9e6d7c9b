"""What speaks for or against a text before anybody looked at the page: rules of syllables and the language model."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from motlan.language.syllables import is_syllable
from motlan_vision.recognise import language

TILDE = "\u0303"
_LETTERS = re.compile(r"[^\W\d_]+")
_DIGIT_LIKE = re.compile(r"\d[OoIl]|\b[OoIl]\d")
_RUN_ON = re.compile(r"(?<=[^\W\d_]{2})[.,;:)]+(?=[^\W\d_]{2})|(?<=\d)[.,;:)]+(?=[^\W\d_])")
#: What the language model may say against a reading at most.
LEAST = -8.0


def foreign(text: str) -> int:
    """How many words of letters only are no Vietnamese syllables."""
    words = (word.strip(language.MARKS) for word in text.split())
    return sum(word.isalpha() and not is_syllable(word) for word in words)


def has_tilde(text: str) -> bool:
    """The quick network reads a tilde for a circumflex with a tone (hõ for hồ)."""
    return TILDE in unicodedata.normalize("NFD", text)


def oddities(text: str) -> int:
    """How much in a text is unlikely in Vietnamese print.

    No syllable, a tilde (see above), a letter among digits that looks like one, no space after a mark.
    """
    tildes = unicodedata.normalize("NFD", text).count(TILDE)
    return foreign(text) + tildes + len(_DIGIT_LIKE.findall(text)) + len(_RUN_ON.findall(text))


def fitting(texts: Sequence[str], before: str | None, after: str | None) -> dict[str, float]:
    """What the language model says against each text (0 or less), as seen beside the best one of its kind.

    Of a kind are those with the same names, numbers and marks: so it never speaks for one number, code, name or mark
    against another, there the networks decide. ``before`` and ``after``: the printed words beside, None where unknown.
    """
    worth = {text: language.model().chain(before, text, after) for text in texts}
    best: dict[tuple[str, ...], float] = {}
    for text in texts:
        kind = protected(text)
        best[kind] = max(best.get(kind, worth[text]), worth[text])
    return {text: max(LEAST, worth[text] - best[protected(text)]) for text in texts}


def protected(text: str) -> tuple[str, ...]:
    """What the language model has no say in: a word's marks, and all of one that holds a capital or a digit."""
    return tuple(_LETTERS.sub(".", word) if word.islower() else word for word in text.split())
