"""What belongs to a value and what doesn't: lines that go on, remarks of labels, marks and leaders at its ends."""

from __future__ import annotations

import re
from collections.abc import Sequence

from motlan.understanding.labels import Hit, is_enumerator
from motlan.understanding.layout import Piece, Sheet, Token

_NOTE = re.compile(r"^[(\[{]?\d{1,2}[)\]}][:.,]?$")
_JUNK = re.compile(r"^[^\w\d\"'(+/<-]+$|^[._\-–—:;,|]+$")
#: words that a number follows, also at a sentence's end: "tách ra từ thửa số 65."
_COUNTED = frozenset({"so", "thua", "dieu", "khoan", "muc", "to", "nam", "thang", "ngay", "khu", "ap", "thon"})
#: On a card, a word that is more line heights away than this belongs to another column.
CARD_GAP = 3.0


def without_remark(tokens: list[Token]) -> list[Token]:
    """What follows a remark in brackets that a label ends in: "(ghi rõ loại giấy tờ, số): Căn cước …"."""
    close = next((n for n, t in enumerate(tokens) if ")" in t.text), None)
    return tokens if close is None else trim(tokens[close + 1 :])


def goes_on(piece: Piece) -> bool:
    """A line that begins with a small letter or a digit continues a sentence even where the one above is short."""
    first = piece.text[:1]
    return first.islower() or first.isdigit()


def heads(sheet: Sheet, hit: Hit[str]) -> bool:
    """A heading fills its piece or ends in a colon; "Bên A ủy quyền cho …" is a sentence."""
    tokens = [t for p in sheet.rows[hit.row] for t in p.tokens]
    piece = next(p for p in sheet.rows[hit.row] if any(t is tokens[hit.end - 1] for t in p.tokens))
    return hit.colon or hit.length >= 0.75 * len(piece.key) or hit.length >= 16


def aligned(sheet: Sheet, number: int, anchors: list[float]) -> Piece | None:
    """The piece of a row that begins where one of these places is."""
    for anchor in anchors:
        for piece in sheet.rows[number]:
            if abs(piece.x0 - anchor) < 1.6 * sheet.unit:
                return piece
    return None


def until_gap(
    tokens: list[Token], unit: float, *, first_gap: float = CARD_GAP, label_end: float | None = None
) -> list[Token]:
    """The words up to the first wide blank: on a card, what is further right is of another column."""
    out: list[Token] = []
    end = label_end
    for token in tokens:
        limit = first_gap if not out else CARD_GAP
        if end is not None and token.x0 - end > limit * unit:
            break
        out.append(token)
        end = token.x1
    return out


def trim(tokens: Sequence[Token]) -> list[Token]:
    """Without note marks, leaders and stray signs at both ends, and without the enumerator of a next label."""
    out = list(tokens)
    while out and (_JUNK.match(out[0].text) or (_NOTE.match(out[0].text) and not out[0].text.isdigit())):
        out.pop(0)
    while out and (
        _JUNK.match(out[-1].text)
        or (len(out) > 1 and is_enumerator(out[-1]) and out[-1].text[0].isdigit() and out[-2].key not in _COUNTED)
    ):
        out.pop()
    return out
