"""Fields of many items: rows of a table, owners and parcels, numbered components, recipients."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from motlan.understanding.draft import Draft, draft
from motlan.understanding.find import Region
from motlan.understanding.heads import Span, bullets, span
from motlan.understanding.labels import Spotter, is_enumerator
from motlan.understanding.layout import Piece, Sheet, Token, squash
from motlan.understanding.list_drafts import as_texts
from motlan.understanding.paper_template import FieldRule, Part
from motlan.understanding.tables import item_rows
from motlan.understanding.taking import take
from motlan.understanding.values import trim

_NUMBERED = re.compile(r"^\(?(\d{1,2})[.)]?$|^(\d{1,2})[.)]")
_NEXT_LABEL = re.compile(r"^(?:[-+•*]\s*)?(?:\(?\d{1,2}[.)/]+\s*)?[A-ZĐÀ-Ỹ][^:;\d]{4,44}:(?:\s|$)|^[A-ZĐÀ-Ỹ\s]{8,}$")


def table(region: Region, rule: FieldRule, read_by: str) -> list[dict[str, Draft]]:
    """Rows under the heads of ``rule.parts``; a first column of numbers tells the rows apart."""
    if not region.rows:
        return []
    heads = [("STT", "TT", "Số TT", "Stt"), *(p.heads for p in rule.parts)]
    top, bottom = region.rows[0][0].y0 - 0.01, region.rows[-1][-1].y1 + 0.005
    out = []
    for cells in item_rows(region.sheet, heads, top, bottom):
        item = {part.key: _cell(part, cell, read_by) for part, cell in zip(rule.parts, cells[1:], strict=True)}
        if sum(d.value is not None for d in item.values()) >= min(2, len(rule.parts)):
            out.append({k: d for k, d in item.items() if d.found})
    return out or _told_rows(region, rule, read_by)


def _told_rows(region: Region, rule: FieldRule, read_by: str) -> list[dict[str, Draft]]:
    """Items without a table's heads: "1. Tô Duy Nghĩa    Quan hệ với chủ hộ: Con"."""
    spotter: Spotter[str] = Spotter([(head, part.key) for part in rule.parts[1:] for head in part.heads])
    parts = {p.key: p for p in rule.parts}
    out = []
    for row in region.rows:
        tokens = [t for p in row for t in p.tokens]
        hits = spotter.spot(Sheet(region.sheet.page, [row], region.sheet.aspect))
        if not hits or not _NUMBERED.match(row[0].text):
            continue
        first = 1 if is_enumerator(tokens[0]) else 0
        ends = [*(h.start for h in hits[1:]), len(tokens)]
        cells = [(rule.parts[0].key, tokens[first : hits[0].start])]
        cells += [(h.label, tokens[h.end : end]) for h, end in zip(hits, ends, strict=True)]
        item = {key: _cell(parts[key], cell, read_by) for key, cell in cells}
        out.append({k: d for k, d in item.items() if d.found})
    return out


def unread(rule: FieldRule, regions: Sequence[Region]) -> str | None:
    """What stands under a list's label (of a table: in numbered lines): where no item came of it, lost, not blank."""
    rows = [" ".join(p.text for p in row) for region in regions for row in region.rows]
    sure = rule.find != "blocks"
    kept = [text for text in rows if (_NUMBERED.match(text) or not sure) and sum(c.isalpha() for c in text) >= 3]
    return "; ".join(kept) or None


def _cell(part: Part, tokens: list[Token], read_by: str) -> Draft:
    kept = take(part.take, trim(tokens))
    return draft(part.kind, kept or [], read_by=read_by)


def blocks(region: Region, rule: FieldRule, read_by: str) -> list[dict[str, Draft]]:
    """Items that each begin with a label of the first part; their other labels follow in any order.

    Where no item has a label, each row that begins with a name in capitals begins one: "TÔ LUÂN, CCCD số: …".
    """
    items = _blocks(region, rule, read_by)
    return items or _blocks(replace(region, sheet=_named_rows(region, rule.parts[0])), rule, read_by)


def _named_rows(region: Region, first: Part) -> Sheet:
    """The region's sheet with the first part's label put before each name in capitals that a comma ends."""
    rows = []
    for number, row in enumerate(region.sheet.rows):
        tokens = [t for p in row for t in p.tokens]
        count = next((n for n, t in enumerate(tokens[:7], 1) if t.text.endswith((",", ";"))), 0)
        named = region.start <= number < region.end and count >= 2 and all(t.text.isupper() for t in tokens[:count])
        if named and first.labels:
            label = replace(tokens[0], text=f"{first.labels[0]}:", key=squash(first.labels[0]))
            rows.append([Piece((label, *tokens))])
        else:
            rows.append(list(row))
    return _with_rows(region.sheet, rows)


def _blocks(region: Region, rule: FieldRule, read_by: str) -> list[dict[str, Draft]]:
    spotter: Spotter[str] = Spotter(
        [(label, part.key) for part in rule.parts for label in part.labels] + [(u, "") for u in rule.until],
        [(label, part.key) for part in rule.parts for label in part.bare],
    )
    parts = {p.key: p for p in rule.parts}
    first = rule.parts[0].key
    flow: list[tuple[str, float, list[Token]]] = []
    rows = _without_gap(region)
    if region.after:
        rows.insert(0, [Piece(region.after)])
    sheet = _with_rows(region.sheet, rows)
    hits = spotter.spot(sheet)
    for number, row in enumerate(rows):
        tokens = [t for p in row for t in p.tokens]
        at = 0
        for hit in [h for h in hits if h.row == number]:
            if flow:
                flow[-1][2].extend(tokens[at : hit.start])
            flow.append((hit.label, hit.likeness, []))
            at = hit.end
        if flow:
            flow[-1][2].extend(tokens[at:])
    items: list[dict[str, Draft]] = []
    for key, likeness, tokens in flow:
        if key == "":
            break
        trimmed = trim(tokens)
        if key == first and (not items or (first in items[-1] and items[-1][first].value is not None)):
            items.append({})
        if not items or (key in items[-1] and items[-1][key].value is not None):
            continue
        kept = take(parts[key].take, trimmed)
        items[-1][key] = draft(parts[key].kind, kept or [], likeness=likeness, read_by=read_by)
        for other in rule.parts:
            # a part carved out of another's words: same label, own "take"
            if (
                other.key != key
                and other.take
                and set(other.labels) & set(parts[key].labels)
                and (cut := take(other.take, trimmed))
            ):
                items[-1].setdefault(other.key, draft(other.kind, cut, likeness=likeness, read_by=read_by))
    return items


def _without_gap(region: Region) -> list[list[Piece]]:
    """The region's rows to the first wide blank: what stands at the foot of the page belongs to no item."""
    out: list[list[Piece]] = []
    for row in region.rows:
        if out and row[0].y0 - max(p.y1 for p in out[-1]) > 4 * region.sheet.unit:
            break
        out.append(list(row))
    return out


def _with_rows(sheet: Sheet, rows: list[list[Piece]]) -> Sheet:
    """The same sheet with other rows."""
    return Sheet(sheet.page, rows, sheet.aspect, sheet.read_by)


def numbered(region: Region) -> list[Span]:
    """Lines "1. …", "2. …", or "- …", each with the lines that continue it; another count or a label ends them."""
    out: list[list[Piece]] = []
    count = 0
    if region.after:
        out.append([Piece(region.after)])
    for row in region.rows:
        mark = _NUMBERED.match(row[0].tokens[0].text)
        said = int(mark.group(1) or mark.group(2)) if mark else None
        if (said is not None and said != count + 1) or (said is None and out and _NEXT_LABEL.match(row[0].text)):
            break
        count = said or count
        starts = bool(
            _NUMBERED.match(row[0].text) or _NUMBERED.match(row[0].tokens[0].text) or re.match(r"^[-–+•*]", row[0].text)
        )
        if starts or not out:
            out.append(list(row))
        else:
            out[-1].extend(row)
    return [span(*pieces) for pieces in out]


def bulleted(sheets: Sequence[Sheet], rule: FieldRule, read_by: str) -> Draft:
    """The dashes under a heading on the last sheet that has it."""
    for sheet in reversed(sheets):
        for heading in rule.labels:
            found = bullets(sheet, heading)
            if found:
                return as_texts(rule, found, True, read_by)
    return Draft(rule.kind)
