"""A field's part of the words behind a label."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from motlan.language.text import fold, nfc
from motlan.understanding.layout import Token, squash


def take(pattern: str | None, tokens: Sequence[Token]) -> list[Token] | None:
    """The words that the pattern's first group covers, cut at letters where it ends inside one; None for no match."""
    if pattern is None:
        return list(tokens)
    text = nfc(" ".join(t.text for t in tokens))
    match = re.search(pattern, fold(text))
    if match is None:
        return None
    first, last = match.span(1) if match.re.groups and match.group(1) is not None else match.span()
    out, at = [], 0
    for token in tokens:
        end = at + len(nfc(token.text))
        lo, hi = max(first, at), min(last, end)
        if lo < hi:
            part = nfc(token.text)[lo - at : hi - at]
            out.append(token if part == token.text else replace(token, text=part, key=squash(part)))
        at = end + 1
    return out or None
