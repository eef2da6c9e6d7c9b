"""The draft of a list field, summed from those of its items: as sure as the worst of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from motlan.understanding.draft import Draft, draft
from motlan.understanding.heads import Span
from motlan.understanding.layout import Token, squash
from motlan.understanding.paper_template import FieldRule

#: "… 01 bản) 2, Bản sao …", "I. Tờ khai": the number of an item was misread
_TWO_ITEMS = re.compile(r"\s\d{1,2}[.,)]\s+[A-ZĐÀ-Ỹ]|^[IVX]{1,3}[.)]\s")


def as_list(rule: FieldRule, items: list[dict[str, Draft]], found: bool) -> Draft:
    """A list field of objects: its confidence is that of its worst part."""
    items = [i for i in items if any(d.value is not None for d in i.values())]
    out = Draft(rule.kind, found=found or bool(items))
    if not items:
        return out
    parts = [d for i in items for d in i.values() if d.value is not None]
    keys = {k for i in items for k, d in i.items() if d.value is not None}
    ragged = rule.find == "table" and any(i.get(k) is None or i[k].value is None for i in items for k in keys)
    if ragged or rule.parts[0].key not in keys:
        # a row that lacks what others have: blank or unread, a person must say which
        out.doubts.add("form")
    out.items = items
    out.value = [{k: d.value for k, d in item.items() if d.value is not None} for item in items]
    return _summed(out, parts)


def as_texts(rule: FieldRule, spans: Sequence[Span], found: bool, read_by: str) -> Draft:
    """A list field of texts."""
    drafts = [d for s in spans if (d := draft(rule.kind, _bare(s.tokens), read_by=read_by)).value is not None]
    out = Draft(rule.kind, found=found or bool(drafts))
    if not drafts:
        return out
    if rule.find == "numbered" and any(_TWO_ITEMS.search(d.raw or "") for d in drafts):
        out.doubts.add("form")
    out.plain_items = drafts
    out.value = [d.value for d in drafts]
    return _summed(out, drafts)


def _summed(out: Draft, parts: Sequence[Draft]) -> Draft:
    out.raw = "; ".join(d.raw or "" for d in parts)
    out.page, out.box, out.source = parts[0].page, parts[0].box, parts[0].source
    out.words = sum(d.words for d in parts) / len(parts)
    out.worst = min(d.worst for d in parts)
    out.figures = min(d.figures for d in parts)
    out.likeness = min(d.likeness for d in parts)
    out.certainty = min(d.certainty for d in parts)
    out.repaired = any(d.repaired for d in parts)
    out.hand = any(d.hand for d in parts)
    for part in parts:
        out.doubts |= part.doubts
    return out


def _bare(tokens: Sequence[Token]) -> list[Token]:
    """Without the dash or number before an item and the sign behind it."""
    out = list(tokens)
    if out:
        first = re.sub(r"^[-–—+•*~]+\s*|^\(?\d{1,2}[.)](?!\d)\s*", "", out[0].text)
        out[0] = replace(out[0], text=first, key=squash(first))
        last = out[-1].text.rstrip(" ;.,") if len(out[-1].text) > 1 else out[-1].text
        out[-1] = replace(out[-1], text=last, key=squash(last))
    return [t for t in out if t.text]
