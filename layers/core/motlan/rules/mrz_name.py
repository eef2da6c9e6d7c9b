"""The third line of a card's machine-readable zone: a name without diacritics and without any check digit."""

from __future__ import annotations

import re
from collections.abc import Iterable

from motlan.language.misreadings import to_letters
from motlan.language.text import clean, fold_words

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
        if explained := _explained(name, plain):
            return explained[:_LINE]
    return _by_shape(plain)


def _explained(name: str, read: str) -> str | None:
    """The line as the name has it, where only fillers differ (misread, lost or doubled).

    Some issuers' systems lose an initial Đ instead of writing D; then so does the line.
    """
    words = [word for word in clean(name).split() if fold_words(word)]
    parts = [
        ("(D?" if word[0] in "Đđ" else "(") + mrz_name(word).replace("<<", "")[word[0] in "Đđ" :] + ")"
        for word in words
    ]
    found = re.fullmatch(rf"[<{_FILLER_LIKE}]{{0,3}}".join(parts) + rf"[<{_FILLER_LIKE}]*", read) if parts else None
    if not found:
        return None
    first, *rest = found.groups()
    return first + ("<<" + "<".join(rest) if rest else "")


def _by_shape(plain: str) -> str:
    """Cuts the padding: all from the first run of fillers after the first separator, misread fillers among them."""
    if "<<" not in plain and "KK" in plain:
        # K doubled, or before what no Vietnamese K stands before, is a filler.
        plain = re.sub(r"K(?=K)|(?<=K)K|(?<=<)K|K(?=[^HEIY]|$)", "<", plain)
    surname, separator, rest = plain.partition("<<")
    if not separator:
        return plain.rstrip("<")
    rest = rest.lstrip("<")
    padding = re.search(rf"<[<{_FILLER_LIKE}]*<|[{_FILLER_LIKE}]{{4,}}$|<[{_FILLER_LIKE}]?$", rest)
    given = rest[: padding.start()] if padding else rest
    return f"{surname}<<{given}" if given else surname
