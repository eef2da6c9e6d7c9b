"""Check boxes: which of the choices printed under a label is ticked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from motlan.language.text import fold
from motlan.understanding.draft import Draft, of_value
from motlan.understanding.heads import like
from motlan.understanding.layout import Piece, Sheet, squash
from motlan.understanding.paper_template import FieldRule

_ITEMS = re.compile(
    r"(?P<on>[☑☒✓✔✗✘⊠■☓]|\[\s?[xv]\s?\]|(?<!\w)x(?!\w))|(?P<off>[☐□▢]|\[\s?\])|\b(?P<yes>co)\b|\b(?P<no>khong)\b"
)
_AMOUNT = re.compile(r"so luong\D{0,14}(\d+)|(\d+)\s*ban\b")


def ticked(sheets: Sequence[Sheet], rule: FieldRule) -> Draft:
    """Of "Có ☑ Không ☐" or "☑ Có ☐ Không" under a label the one that is ticked.

    Both boxes empty are a blank, but where a quantity of copies says yes, in doubt; boxes that were not seen, or that
    may belong to either word, are for a person.
    """
    heads = [squash(label) for label in rule.labels]
    for sheet in sheets:
        for number, row in enumerate(sheet.rows):
            for piece in row:
                if any(like(piece.key[: len(h)], h) >= 0.82 for h in heads):
                    return _of_boxes(rule.kind, piece, _near(sheet, number, piece))
    return Draft(rule.kind)


def _near(sheet: Sheet, number: int, head: Piece) -> str:
    """The label's piece and what stands beside and below it."""
    near = [
        p
        for r in sheet.rows[number : number + 8]
        for p in r
        if p is not head and p.y0 - head.y0 < 4.2 * sheet.unit and p.x0 < head.x0 + 25 * sheet.unit
    ]
    return " ".join(p.text for p in (head, *near))


def _of_boxes(kind: str, head: Piece, text: str) -> Draft:
    out = of_value(kind, None, "ocr", confidence=head.confidence)
    out.page, out.box, out.raw = head.page, head.box, text
    folded = fold(text)
    yes, no = choices(folded)
    if yes is not None and no is not None and yes != no:
        out.value = "Có" if yes else "Không"
        return out
    amount = _AMOUNT.search(folded)
    if amount and not (yes and no):
        out.value = "Có" if int(amount[1] or amount[2]) else "Không"
        out.doubts.add("guess")
    elif yes is False and no is False:
        out.raw = None
    return out


def choices(folded: str) -> tuple[bool | None, bool | None]:
    """Whether the box of "Có" and that of "Không" is ticked; None where it was not seen or may be the other's."""
    items = [(str(m.lastgroup), m.lastgroup == "on") for m in _ITEMS.finditer(folded)]
    names = [name for name, _ in items]
    at = next((n for n, name in enumerate(names) if name == "yes" and "no" in names[n + 1 : n + 4]), None)
    if at is None:
        return None, None
    other = names.index("no", at)
    marks = [on for _, on in items[at + 1 : other]]
    before, after = _mark(items, at - 1), _mark(items, other + 1)
    if len(marks) == 2:
        return marks[0], marks[1]
    if len(marks) == 1 and (before is None) != (after is None):
        return (before, marks[0]) if after is None else (marks[0], after)
    return (None, None) if marks else (before, after)


def _mark(items: Sequence[tuple[str, bool]], at: int) -> bool | None:
    return items[at][1] if 0 <= at < len(items) and items[at][0] in ("on", "off") else None
