"""The third line of a card's machine-readable zone: a name without diacritics and without any check digit."""

from __future__ import annotations

import re
from collections.abc import Iterable

from motlan.language.misreadings import to_letters
from motlan.language.text import fold_words

_LINE = 30
# Letters that OCR takes the filler < for.
_FILLER_LIKE = "KCELXGSR"


def name_line(name: str) -> str:
    """``NGUYEN<<THI<MINH<ANH`` padded with ``<`` to 30, or cut there."""
    return name[:_LINE].ljust(_LINE, "<")


def mrz_name(name: str) -> str:
    """How a printed name stands in the zone: the first word, two fillers, the others each after one; no padding."""
    words = fold_words(name).replace(" ", "<").upper().split("<")
    return words[0] + ("<<" + "<".join(words[1:]) if len(words) > 1 else "")


def read_name_line(line: str, names: Iterable[str] = ()) -> str:
    """The name part of the line without padding.

    Where one of ``names`` explains every letter of it, fillers read as K, C, … are taken for fillers at its borders.
    """
    plain = to_letters(line.strip("|!"))[0].replace("|", "").replace("!", "")
    for name in names:
        expected = mrz_name(name)[:_LINE]
        if expected and _explains(expected, plain):
            return expected
    return _by_shape(plain)


def _explains(expected: str, read: str) -> bool:
    """True where the letters are the same and only fillers differ (misread, lost or doubled)."""
    wanted = expected.split("<<", 1)
    words = [wanted[0], *(wanted[1].split("<") if len(wanted) > 1 else [])]
    pattern = rf"[<{_FILLER_LIKE}]{{0,3}}".join(map(re.escape, words))
    return re.fullmatch(rf"{pattern}[<{_FILLER_LIKE}]*", read) is not None


def _by_shape(plain: str) -> str:
    """Cuts the padding: all from the first run of fillers after the first separator, misread fillers among them."""
    surname, separator, rest = plain.partition("<<")
    if not separator:
        return plain.rstrip("<")
    rest = rest.lstrip("<")
    padding = re.search(rf"<[<{_FILLER_LIKE}]*<|[{_FILLER_LIKE}]{{4,}}$|<[{_FILLER_LIKE}]?$", rest)
    given = rest[: padding.start()] if padding else rest
    return f"{surname}<<{given}" if given else surname
