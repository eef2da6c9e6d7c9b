"""The parties of a judgment, by their labels or as the text tells of them."""

from __future__ import annotations

from collections.abc import Sequence

from motlan.understanding.draft import Draft
from motlan.understanding.heads import Span
from motlan.understanding.labels import Spotter, is_enumerator
from motlan.understanding.layout import Sheet
from motlan.understanding.list_drafts import as_texts
from motlan.understanding.paper_template import FieldRule
from motlan.understanding.taking import take
from motlan.understanding.values import trim

_TOLD_PARTY = r"^\W*(?:\d[.)]\s*)?(?:(?:chi|anh|ong|ba)\s+)?((?:[a-z']+\s?){2,7}?)\s*,?\s*\(?sinh\b"


def parties(sheets: Sequence[Sheet], rule: FieldRule, read_by: str) -> Draft:
    """The parties of a judgment: what follows "Nguyên đơn:", "Bị đơn:", "Người yêu cầu:"."""
    spotter: Spotter[str] = Spotter((label, label) for label in rule.labels)
    spans = []
    for sheet in sheets:
        hits = spotter.spot(sheet)
        for hit in hits:
            row = [t for p in sheet.rows[hit.row] for t in p.tokens]
            if not all(map(is_enumerator, row[: hit.start])):
                continue  # "Địa chỉ:" is no "Chị:"
            ends = [h.start for h in hits if h.row == hit.row and h.start >= hit.end]
            tokens = trim(row[hit.end : min(ends, default=len(row))])
            if tokens and hit.row + 1 < len(sheet.rows):
                follow = sheet.rows[hit.row + 1][0]
                if tokens[-1].x1 > sheet.right - 3 * sheet.unit and not any(h.row == hit.row + 1 for h in hits):
                    tokens += list(follow.tokens)
            kept = take(rule.take, tokens)
            if kept:
                spans.append(Span(tuple(kept)))
    if not spans:
        # who asks together is only told: "- Chị Quách Ngọc Trâm, sinh năm 1958; nơi cư trú: …"
        told = [take(_TOLD_PARTY, [t for p in row for t in p.tokens]) for sheet in sheets for row in sheet.rows]
        spans = [Span(tuple(trim(kept))) for kept in told if kept]
    out = as_texts(rule, spans, bool(spans), read_by)
    if len(spans) == 1:
        # a marriage has two sides: the other one was not read
        out.doubts.add("form")
    return out
