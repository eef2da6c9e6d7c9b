"""Fields of many items: rows of a table, owners and parcels, numbered components, recipients, changes, check boxes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from motlan.language.text import fold
from motlan.understanding.draft import Draft, draft, of_value
from motlan.understanding.find import Region
from motlan.understanding.heads import Span, bullets, like, span
from motlan.understanding.labels import Spotter, is_enumerator
from motlan.understanding.layout import Piece, Sheet, Token, squash
from motlan.understanding.paper_template import FieldRule, Part
from motlan.understanding.tables import item_rows
from motlan.understanding.taking import take
from motlan.understanding.values import trim

_NUMBERED = re.compile(r"^\(?(\d{1,2})[.)]?$|^(\d{1,2})[.)]")
_TOLD_PARTY = r"^\W*(?:\d[.)]\s*)?(?:(?:chi|anh|ong|ba)\s+)?((?:[a-z']+\s?){2,7}?)\s*,?\s*\(?sinh\b"
_NEXT_LABEL = re.compile(r"^(?:[-+•*]\s*)?(?:\(?\d{1,2}[.)/]+\s*)?[A-ZĐÀ-Ỹ][^:;\d]{4,44}:(?:\s|$)|^[A-ZĐÀ-Ỹ\s]{8,}$")
#: "… 01 bản) 2, Bản sao …", "I. Tờ khai": the number of an item was misread
_TWO_ITEMS = re.compile(r"\s\d{1,2}[.,)]\s+[A-ZĐÀ-Ỹ]|^[IVX]{1,3}[.)]\s")
_NONE = re.compile(r"^[\W_]*$|^-\s?/\s?-$|^khong$")


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
    return replace_rows(region.sheet, rows)


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
    sheet = replace_rows(region.sheet, rows)
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


def replace_rows(sheet: Sheet, rows: list[list[Piece]]) -> Sheet:
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


_TICKED = re.compile(r"[☑☒✓✔✗✘xX⊠■☓]|\[\s?[xXvV]\s?\]")


def ticked(sheets: Sequence[Sheet], rule: FieldRule) -> Draft:
    """Of "Có ☑ Không ☐" under a label the one that is ticked; where no tick was read, a quantity says yes, in doubt."""
    heads = [squash(label) for label in rule.labels]
    for sheet in sheets:
        for number, row in enumerate(sheet.rows):
            for piece in row:
                if not any(like(piece.key[: len(h)], h) >= 0.82 for h in heads):
                    continue
                near = [
                    piece,
                    *(
                        p
                        for r in sheet.rows[number : number + 8]
                        for p in r
                        if p is not piece and p.y0 - piece.y0 < 4.2 * sheet.unit and p.x0 < piece.x0 + 25 * sheet.unit
                    ),
                ]
                text = " ".join(p.text for p in near)
                folded = fold(text)
                yes = re.search(r"\bco\b(.{0,4})", folded)
                no = re.search(r"\bkhong\b(.{0,4})", folded)
                marks = [bool(m and _TICKED.search(m.group(1))) for m in (yes, no)]
                out = of_value(rule.kind, None, "ocr", confidence=piece.confidence)
                out.page, out.box, out.raw = piece.page, piece.box, text
                if marks[0] != marks[1]:
                    out.value = "Có" if marks[0] else "Không"
                    return out
                amount = re.search(r"so luong\D{0,14}(\d+)", folded) or re.search(r"(\d+)\s*ban\b", folded)
                if amount:
                    out.value = "Có" if int(amount.group(1)) else "Không"
                    out.doubts.add("guess")
                    return out
                out.raw = None
                return out
    return Draft(rule.kind)


def changes(sheets: Sequence[Sheet], rule: FieldRule, read_by: str) -> Draft:
    """The left column under "Nội dung thay đổi và cơ sở pháp lý" of a land certificate, parted by blanks or dates."""
    found, spans = False, []
    for sheet in sheets:
        for number, row in enumerate(sheet.rows):
            head = next(
                (p for p in row if like(p.key[:28], squash("Nội dung thay đổi và cơ sở pháp lý")[:28]) >= 0.8), None
            )
            if head is None:
                continue
            found = True
            right = [
                p.x0
                for r in sheet.rows[number : number + 3]
                for p in r
                if p.x0 > head.x1 - sheet.unit and p.key.startswith("xacnhan")
            ]
            edge = min(right, default=sheet.aspect * 2)
            spans += _change_rows(sheet, number + 1, edge, head)
    if not found:
        spans = [s for sheet in sheets for s in _plain_changes(sheet)]
        found = bool(spans)
    return as_texts(rule, spans, found, read_by)


def _plain_changes(sheet: Sheet) -> list[Span]:
    """Changes written as lines below "Những thay đổi sau khi cấp …", without a table."""
    for number, row in enumerate(sheet.rows):
        head = next((p for p in row if _CHANGES in p.key), None)
        if head is not None:
            told = _change_rows(sheet, number + 1, sheet.aspect * 2, head)
            return [s for s in told if sum(c.isalpha() for c in s.text) > 12 and not _FOOT.match(fold(s.text))]
    return []


_NOT_CHANGE = re.compile(r"^(?:nguoi duoc cap|so vao so|nguoi ky|tham quyen|thong tin chi tiet|co tham quyen)")
_DATED = re.compile(r"^\W*(?:ngay )?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}")


def _change_rows(sheet: Sheet, start: int, edge: float, head: Piece) -> list[Span]:
    out: list[list[Piece]] = []
    last = head
    for row in sheet.rows[start:]:
        for piece in row:
            if piece.x0 >= edge - 2 * sheet.unit or len(piece.key) < 2:
                continue
            folded = fold(piece.text)
            if _NOT_CHANGE.match(folded) or re.match(r"^[ivx\d]{1,3}\.\s", folded):
                return [span(*p) for p in out]
            if re.match(r"^(?:tham quyen|phap ly)$", folded) and not out:
                last = piece
                continue
            new = not out or _DATED.match(folded) or piece.y0 - last.y1 > 1.6 * sheet.unit
            if new:
                out.append([piece])
            else:
                out[-1].append(piece)
            last = piece
    return [span(*p) for p in out]


def has_changes(sheets: Sequence[Sheet], rule: FieldRule, read_by: str) -> Draft:
    """True where anything is written in the table of changes, False where it is there and empty."""
    listed = changes(sheets, rule.model_copy(update={"kind": "text"}), read_by)
    if not listed.found and not _empty_heading(sheets):
        return Draft(rule.kind)
    out = of_value(rule.kind, bool(listed.value), "derived", confidence=0.97)
    out.raw = None
    out.page, out.box = listed.page, listed.box
    return out


_CHANGES = squash("Những thay đổi sau khi cấp")
_FOOT = re.compile(r"^\W*(?:so vao so|nguoi duoc cap|mau\b|thong tin chi tiet|[\d\W]*$)")


def _empty_heading(sheets: Sequence[Sheet]) -> bool:
    """The heading "Những thay đổi sau khi cấp …" with nothing under it but the foot of the page."""
    for sheet in sheets:
        for number, row in enumerate(sheet.rows):
            if any(_CHANGES in p.key for p in row):
                return all(_FOOT.match(fold(p.text)) or len(p.key) < 4 for r in sheet.rows[number + 1 :] for p in r)
    return False


def parties(sheets: Sequence[Sheet], rule: FieldRule, read_by: str) -> Draft:
    """The parties of a judgment: what follows "Nguyên đơn:", "Bị đơn:", "Người yêu cầu:"."""
    spotter: Spotter[str] = Spotter((label, label) for label in rule.labels)
    spans = []
    for sheet in sheets:
        hits = spotter.spot(sheet)
        for hit in hits:
            row = [t for p in sheet.rows[hit.row] for t in p.tokens]
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
