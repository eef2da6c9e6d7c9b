"""The parts that official papers share: national title, letterhead, number, place and date, recipients.

Places follow the diagram of Decree 30/2020/NĐ-CP, Appendix I (boxes 1-9); civil-status papers and certificates use the
same parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from motlan.language.text import fold
from motlan.understanding.layout import Piece, Sheet, Token, squash

NATIONAL = squash("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
MOTTO = squash("Độc lập - Tự do - Hạnh phúc")
#: words that a name of an office begins with; a line that does not begin with one continues the line before it
OFFICE_HEADS = (
    "uy ban nhan dan", "ubnd", "hdnd", "hoi dong", "so ", "phong ", "cong an", "trung tam", "bo ", "cuc ", "chi cuc",
    "tong cuc", "tram ", "benh vien", "van phong", "toa an", "vien ", "truong ", "ban ", "chi nhanh", "cong ty",
    "dang uy", "dang bo", "hoi ", "lien doan", "mat tran", "doan ", "thanh tra", "kho bac", "bao hiem", "thue ",
    "huyen uy", "tinh uy", "thanh uy", "to ", "nha ho sinh", "phan hieu", "hoc vien", "dai hoc", "bo phan",
)  # fmt: skip
_DATE_WORDS = re.compile(r"\bng[a-z]y\b|\bngay|\bthang\b")
_PLACE_DATE = re.compile(
    r"^(?P<place>(?:\D|(?<!\d)\d{1,2}(?=[ ,])){2,45}?)[\s,.;:]*\b(?:ng[a-z]{1,2}y|ngay)\b(?P<date>.*\d.*)$"
)
#: "……, ngày 05 tháng 3 năm 2024": the place was left open
_NO_PLACE = re.compile(
    r"^\W*(?P<place>)\b(?:ng[a-z]{1,2}y|ngay)\b(?P<date>\W*\d{1,2}\W*thang\W*\d{1,2}\W*nam\b.{0,8})$"
)
_BILINGUAL = re.compile(r"/\s?(?:date|month|year)\b", re.IGNORECASE)
#: what stands on the number's line with a number of its own: "Số: 634/2026 Quyển số: 02"
_NEXT_LABEL = re.compile(r"^(?:quyen|q\.?so|vao|so:|ngay|ma|trang)\b|^so$")


def like(one: str, other: str) -> float:
    """How alike two squashed texts are, 0..1."""
    return Levenshtein.normalized_similarity(one, other)


@dataclass(frozen=True)
class Span:
    """Words taken for one value, with their pieces' text joined by blanks."""

    tokens: tuple[Token, ...]

    @property
    def text(self) -> str:
        """The words."""
        return " ".join(t.text for t in self.tokens)


def span(*pieces: Piece) -> Span:
    """All words of these pieces."""
    return Span(tuple(t for p in pieces for t in p.tokens))


def national_title(sheet: Sheet) -> Piece | None:
    """The piece that holds the Quốc hiệu (the first one: a page may hold several cards)."""
    for piece in sheet.pieces:
        key = piece.key
        if len(key) >= 18 and (
            like(key, NATIONAL) >= 0.72 or (len(key) >= 24 and fuzz.partial_ratio(NATIONAL, key) >= 88)
        ):
            return piece
    return None


def _before_nation(piece: Piece) -> Piece | None:
    """What stands left of the national title in one piece with it: an office whose name nearly touches it."""
    alike = {n: like("".join(t.key for t in piece.tokens[n:]), NATIONAL) for n in range(2, len(piece.tokens) - 5)}
    best = max(alike, key=lambda n: alike[n], default=0)
    return Piece(piece.tokens[:best]) if alike.get(best, 0.0) >= 0.85 else None


def letterhead(sheet: Sheet) -> list[list[Piece]]:
    """Names of offices at the top left, outermost first; each may run over several lines."""
    nation = national_title(sheet)
    glued = _before_nation(nation) if nation is not None else None
    if nation is None:
        limit_x, limit_y = sheet.aspect * 0.5, sheet.top + (sheet.bottom - sheet.top) * 0.12
    else:
        limit_x, limit_y = (glued.x1 if glued else nation.x0), nation.y1 + 8 * sheet.unit
    bodies: list[list[Piece]] = []
    last: Piece | None = None
    for piece in (glued if glued is not None and p is nation else p for p in sheet.pieces):
        if piece.x1 > limit_x + sheet.unit or piece.y0 > limit_y or piece.key in ("", "mau"):
            continue
        if (
            piece.key.startswith("so")
            and re.match(r"^\W*s\w\W", fold(piece.text))
            and any(c.isdigit() for c in piece.text)
        ):
            break
        if fold(piece.text).startswith(("v/v", "kinh gui")) or like(piece.key[:2], "vv") == 1:
            break
        if not piece.is_upper or len(piece.key) < 2 or re.match(r"^(mau|form)\b", fold(piece.text)):
            if bodies:
                break
            continue
        if last is not None and piece.y0 - last.y1 > 2.2 * sheet.unit:
            break
        if (bodies and not _starts_office(piece.text)) or (last is not None and fold(last.text).endswith((" va", ","))):
            bodies[-1].append(piece)
        else:
            bodies.append([piece])
        last = piece
    return bodies


def _starts_office(text: str) -> bool:
    folded = fold(text).strip() + " "
    if folded in ("truong ", "doan "):
        return False
    return any(
        folded.startswith(head) or (fuzz.ratio(folded[: len(head)], head) >= 86 and len(head) > 8)
        for head in OFFICE_HEADS
    )


def number(sheet: Sheet, below: float | None = None) -> Span | None:
    """What follows the first "Số:" above ``below`` (the title's top; else the upper third)."""
    limit = below if below is not None else sheet.top + (sheet.bottom - sheet.top) * 0.35
    for row in sheet.rows:
        for index, piece in enumerate(row):
            if piece.y0 > limit:
                return None
            match = re.match(r"^\W*(?:so|s[o0]\w?)\s*[:;.]", fold(piece.text)) or re.match(
                r"^so\b\W*\d", fold(piece.text)
            )
            if not match:
                continue
            cut = 1 if len(piece.tokens[0].key) <= 3 else 0
            rest = [t for t in piece.tokens[cut:] if t.key or t.text in "/-"]
            rest = rest[: next((n for n, t in enumerate(rest) if _NEXT_LABEL.match(fold(t.text))), None)]
            beside = row[index + 1].text if index + 1 < len(row) else ""
            if not rest and any(map(str.isdigit, beside)) and not _NEXT_LABEL.match(fold(beside)):
                rest = list(row[index + 1].tokens)
            return Span(tuple(rest))
    return None


def place_dates(sheet: Sheet) -> Iterator[tuple[Span, Span, Piece]]:
    """Every "Địa danh, ngày … tháng … năm …" standing alone on its piece: place, date, the piece."""
    pieces = sheet.pieces
    for piece in pieces:
        folded = fold(_BILINGUAL.sub("", piece.text))
        if len(folded) > 75 or not _DATE_WORDS.search(folded):
            continue
        match = _PLACE_DATE.match(folded)
        if match is None and piece.x0 > sheet.left + 0.35 * (sheet.right - sheet.left):
            match = _NO_PLACE.match(folded)
        if (
            not match
            or len(match["place"].split()) > 7
            or re.search(r"\b(?:ky|den|het|ngay)\b", match["date"])
            or re.search(
                r"\b(?:sinh|luc|gio|cap|tu ngay|den|ket|het|dang|hom nay|lan|khoa|gioi tinh|can cu|luat|so)\b|:",
                match["place"],
            )
        ):
            continue
        tokens = list(piece.tokens)
        days = [n for n, t in enumerate(tokens) if re.match(r"^ng[a-z]{1,2}y", fold(t.text))]
        at = days[0] if days else 0
        rest = tokens[at:]
        if not re.search(r"\d{4}", match["date"]):
            rest += [t for p in _below(sheet, piece, 1) for t in p.tokens if re.fullmatch(r"\d{4}\W*", t.text)]
        if rest and (at or not match["place"]):
            yield Span(tuple(tokens[:at])), Span(tuple(rest)), piece


def _below(sheet: Sheet, piece: Piece, count: int, *, gap: float = 1.6) -> list[Piece]:
    """Up to ``count`` pieces straight below, sharing the middle third of the width with this one."""
    out, current = [], piece
    for _ in range(count):
        following = [
            p
            for p in sheet.pieces
            if p.page == piece.page
            and p.middle - current.middle > 0
            and p.y0 - current.y1 < gap * sheet.unit
            and min(p.x1, current.x1) - max(p.x0, current.x0) > 0.3 * min(p.x1 - p.x0, current.x1 - current.x0)
        ]
        if not following:
            break
        current = min(following, key=lambda p: p.middle)
        out.append(current)
    return out


def bullets(sheet: Sheet, heading: str) -> list[Span]:
    """The "- …" lines under a heading such as "Nơi nhận:", each with its continuation lines."""
    key = squash(heading)
    start = next(
        (p for p in sheet.pieces if like(p.key[: len(key) + 1], key) >= 0.8 and len(p.key) <= len(key) + 4), None
    )
    if start is None:
        return []
    out: list[list[Piece]] = []
    last = start
    for piece in sheet.pieces:
        if piece.middle <= start.middle or piece.x0 > start.x0 + 12 * sheet.unit or piece.page != start.page:
            continue
        if piece.y0 - last.y1 > 1.4 * sheet.unit or piece.x0 < start.x0 - 3 * sheet.unit:
            break
        if (
            re.match(r"^[-–—+•*~]", piece.text)
            or not out
            or fold(piece.text).startswith("luu")
            or (out[-1][-1].text.rstrip().endswith((";", ".")) and piece.text[:1].isupper())
        ):
            out.append([piece])
        else:
            out[-1].append(piece)
        last = piece
    return [span(*pieces) for pieces in out]
