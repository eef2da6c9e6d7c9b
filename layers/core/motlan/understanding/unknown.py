"""What can be said of a paper whose type is not known: title, number, date, issuer (contract.md 1)."""

from __future__ import annotations

from collections.abc import Sequence

from motlan.understanding.classify import best_heading
from motlan.understanding.draft import Draft, draft
from motlan.understanding.heads import letterhead, national_title, number, place_dates, span
from motlan.understanding.layout import Sheet, Token

#: Signs of another script are read as letters here and there, none of them surely: no title.
LEGIBLE = 0.5


def unknown_fields(sheets: Sequence[Sheet]) -> tuple[str | None, dict[str, Draft]]:
    """The title and the fields that were found; nothing of them is accepted."""
    head = sheets[0]
    out: dict[str, Draft] = {}
    title = best_heading(head)
    if title is not None and not all(_legible(t) for p in title.pieces for t in p.tokens):
        title = None
    if title is not None:
        out["title"] = draft("text", [t for p in title.pieces for t in p.tokens], read_by=head.read_by)
    digits = number(head)
    if digits is not None and digits.tokens:
        out["doc_number"] = draft("doc_number", digits.tokens, read_by=head.read_by)
    dated = next(place_dates(head), None)
    if dated is not None:
        out["issue_date"] = draft("date", dated[1].tokens, read_by=head.read_by)
    bodies = letterhead(head) if national_title(head) is not None else []
    if bodies:
        out["issuer_name"] = draft("text", span(*bodies[-1]).tokens, read_by=head.read_by)
    for found in out.values():
        found.doubts.add("type")
    return (title.text if title else None), {k: d for k, d in out.items() if d.value is not None}


def _legible(token: Token) -> bool:
    return token.kind != "hand" and token.confidence >= LEGIBLE
