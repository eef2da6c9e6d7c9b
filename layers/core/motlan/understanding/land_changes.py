"""What a land certificate notes as changed after it was issued (domain.md B.7, faces 3 and 4)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from motlan.language.text import fold
from motlan.understanding.draft import Draft, of_value
from motlan.understanding.heads import Span, like, span
from motlan.understanding.layout import Piece, Sheet, squash
from motlan.understanding.list_drafts import as_texts
from motlan.understanding.paper_template import FieldRule

_NOT_CHANGE = re.compile(r"^(?:nguoi duoc cap|so vao so|nguoi ky|tham quyen|thong tin chi tiet|co tham quyen)")
#: what is printed at the head of the table, whole or the end of it on a second line
_HEAD = re.compile(
    r"^(?:(?:co )?tham quyen|(?:phap )?ly|quyen|ngay,? thang,? nam\b.*|.*noi dung thay doi.*|xac nhan cua.*)$"
)
#: "Người được cấp Giấy chứng nhận không được sửa chữa …": the foot of the last face
_WARNED = squash("Người được cấp Giấy")
_DATED = re.compile(r"^\W*(?:ngay )?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}")
_CHANGES = squash("Những thay đổi sau khi cấp")
_FOOT = re.compile(r"^\W*(?:so vao so|nguoi duoc cap|mau\b|thong tin chi tiet|[\d\W]*$)")


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


def _change_rows(sheet: Sheet, start: int, edge: float, head: Piece) -> list[Span]:
    out: list[list[Piece]] = []
    last = head
    for row in sheet.rows[start:]:
        for piece in row:
            if piece.x0 >= edge - 2 * sheet.unit or len(piece.key) < 2:
                continue
            folded = fold(piece.text)
            if _NOT_CHANGE.match(folded) or piece.key.startswith(_WARNED) or re.match(r"^[ivx\d]{1,3}\.\s", folded):
                return [span(*p) for p in out]
            if not out and _HEAD.match(folded):
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


def _empty_heading(sheets: Sequence[Sheet]) -> bool:
    """The heading "Những thay đổi sau khi cấp …" with nothing under it but the foot of the page."""
    for sheet in sheets:
        for number, row in enumerate(sheet.rows):
            if any(_CHANGES in p.key for p in row):
                return all(
                    _FOOT.match(fold(p.text)) or _HEAD.match(fold(p.text)) or len(p.key) < 4
                    for r in sheet.rows[number + 1 :]
                    for p in r
                )
    return False
