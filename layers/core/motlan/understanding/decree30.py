"""What only administrative documents have: abstract, urgency, secrecy (NĐ 30/2020/NĐ-CP PL I, boxes 5, 10a, 10b)."""

from __future__ import annotations

import re

from motlan.language.text import fold
from motlan.understanding.classify import Kind
from motlan.understanding.heads import Span, like, national_title, span
from motlan.understanding.layout import Piece, Sheet, squash

_ABOUT = re.compile(r"^\W*v\s?[/|lI1]\s?v\b|^\W*v/v", re.IGNORECASE)
_BODY_STARTS = re.compile(
    r"^(?:can cu|kinh gui|thuc hien|theo|dieu \d|xet|de |hom nay|chung toi|chuc danh)\b|^(?:[ivx]+|\d{1,2})[.)]\s"
)
#: Luật Bảo vệ bí mật nhà nước 2018 Điều 8: the three degrees; NĐ 30/2020 Appendix I: the three degrees of urgency.
SECRECY = {squash(t): t for t in ("TUYỆT MẬT", "TỐI MẬT", "MẬT")}
URGENCY = {squash(t): t for t in ("HỎA TỐC", "HỎA TỐC HẸN GIỜ", "THƯỢNG KHẨN", "KHẨN")}


def abstract(sheet: Sheet, kind: Kind) -> Span | None:
    """Box 5a: the centred lines under the title; box 5b: "V/v …" under the number of a công văn."""
    if kind.title is None:
        return _about(sheet)
    last = kind.title.pieces[-1]
    centre = (last.x0 + last.x1) / 2
    out: list[Piece] = []
    bottom = last.y1
    for piece in sheet.pieces:
        if piece.y0 < bottom - 0.4 * sheet.unit or piece in kind.title.pieces:
            continue
        limit = 2.2 if not out else 0.9
        off_centre = abs((piece.x0 + piece.x1) / 2 - centre)
        if piece.y0 - bottom > limit * sheet.unit or off_centre > 4 * sheet.unit:
            break
        if _BODY_STARTS.match(fold(piece.text)) or (piece.is_upper and len(piece.key) > 6) or not piece.key:
            break
        out.append(piece)
        bottom = piece.y1
    return span(*out) if out else None


def _about(sheet: Sheet) -> Span | None:
    start = next((p for p in sheet.pieces if _ABOUT.match(p.text) or fold(p.text).startswith("ve viec")), None)
    if start is None:
        return None
    out = [start]
    centre = (start.x0 + start.x1) / 2
    nation = national_title(sheet)
    edge = nation.x0 if nation else sheet.aspect * 0.5
    for piece in sheet.pieces:
        if piece.y0 <= start.y0 or piece.x0 > edge:
            continue
        if piece.y0 - out[-1].y1 > 0.8 * sheet.unit or abs((piece.x0 + piece.x1) / 2 - centre) > 5 * sheet.unit:
            break
        if _BODY_STARTS.match(fold(piece.text)):
            break
        out.append(piece)
    return span(*out)


def urgency(sheet: Sheet, kind: Kind) -> Span | None:
    """A degree of urgency standing alone in the upper part."""
    return _mark(sheet, URGENCY, 0.35)


def secrecy(sheet: Sheet, kind: Kind | None = None) -> Span | None:
    """A degree of secrecy standing alone, in the text or among the stamps; "bảo mật" in a sentence is none."""
    found = _mark(sheet, SECRECY, 1.0)
    return found


def _mark(sheet: Sheet, marks: dict[str, str], share: float) -> Span | None:
    limit = sheet.top + (sheet.bottom - sheet.top) * share
    for piece in sheet.pieces:
        key = piece.key
        if piece.y0 <= limit and key in marks and piece.is_upper:
            return span(piece)
        if (
            piece.y0 <= limit
            and len(key) >= 6
            and piece.is_upper
            and any(like(key, m) >= 0.86 for m in marks if len(m) >= 6)
        ):
            return span(piece)
    return None
