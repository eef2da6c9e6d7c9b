"""What OCR takes for a digit or a letter; repaired only towards the class that a format asks for (domain.md B.1)."""

from __future__ import annotations

import re

#: letter read → digit meant
TO_DIGIT = {
    **dict.fromkeys("OoQDÒÓỎÕỌÔƠ", "0"),
    **dict.fromkeys("lIi|!ÍÌỈĨỊ", "1"),
    **dict.fromkeys("Zz", "2"),
    **dict.fromkeys("Ss", "5"),
    **dict.fromkeys("Gb", "6"),
    **dict.fromkeys("?", "7"),
    **dict.fromkeys("B", "8"),
    **dict.fromkeys("gq", "9"),
    **dict.fromkeys("A", "4"),
}

#: digit read → letter meant
TO_LETTER = {"0": "O", "1": "I", "2": "Z", "5": "S", "6": "G", "8": "B", "4": "A", "7": "T"}

_SEPARATORS = re.compile(r"[\s.,·\-'`_]+")


def to_digits(text: str) -> tuple[str, int]:
    """The text with letters taken for the digits that they resemble, and how many were; others stay as they are."""
    out = "".join(TO_DIGIT.get(char, char) for char in text)
    return out, sum(a != b for a, b in zip(out, text, strict=True))


def to_letters(text: str) -> tuple[str, int]:
    """The text with digits taken for the capital letters that they resemble, and how many were."""
    out = "".join(TO_LETTER.get(char, char) for char in text)
    return out, sum(a != b for a, b in zip(out, text, strict=True))


def digits_of(text: str) -> tuple[str, int] | None:
    """The digits of a number printed with blanks or dots between them, and how many were repaired.

    None where something stands in it that is no digit and resembles none, or where repaired letters would be more
    than a third of it: then it is a word, not a number.
    """
    out, repaired = to_digits(_SEPARATORS.sub("", text))
    if not out.isascii() or not out.isdigit() or repaired * 3 > len(out):
        return None
    return out, repaired
