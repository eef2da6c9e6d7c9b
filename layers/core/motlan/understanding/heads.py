"""The parts that official papers share: national title, letterhead, number, place and date, title, signer, recipients.

Places follow the diagram of Decree 30/2020/NĐ-CP, Appendix I (boxes 1-9); civil-status papers and certificates use the
same parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from motlan.language.text import fold, nfc
from motlan.rules.normalisers.marks import name_without_marks
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
_AUTHORITY = re.compile(r"^(?:tm|kt|tl|tuq|q|t\.m|k\.t|t\.l|tu|thua lenh|thay mat)\s?[.,:]", re.IGNORECASE)
#: what stands on the number's line with a number of its own: "Số: 634/2026 Quyển số: 02"
_NEXT_LABEL = re.compile(r"^(?:quyen|q\.?so|vao|so:|ngay|ma|trang)\b|^so$")
SIGN_TITLES = (
    "CHỦ TỊCH", "PHÓ CHỦ TỊCH", "QUYỀN CHỦ TỊCH", "GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "TỔNG GIÁM ĐỐC", "PHÓ TỔNG GIÁM ĐỐC",
    "TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG", "TRƯỞNG CÔNG AN", "PHÓ TRƯỞNG CÔNG AN", "TRƯỞNG CÔNG AN XÃ",
    "PHÓ TRƯỞNG CÔNG AN XÃ", "TRƯỞNG CÔNG AN PHƯỜNG", "PHÓ TRƯỞNG CÔNG AN PHƯỜNG", "THỦ TRƯỞNG", "THỦ TRƯỞNG ĐƠN VỊ",
    "THỦ TRƯỞNG CƠ SỞ Y TẾ", "HIỆU TRƯỞNG", "PHÓ HIỆU TRƯỞNG", "CHÁNH VĂN PHÒNG", "PHÓ CHÁNH VĂN PHÒNG", "BÍ THƯ",
    "PHÓ BÍ THƯ", "CỤC TRƯỞNG", "PHÓ CỤC TRƯỞNG", "CHI CỤC TRƯỞNG", "PHÓ CHI CỤC TRƯỞNG", "VIỆN TRƯỞNG", "CHÁNH ÁN",
    "PHÓ CHÁNH ÁN", "THẨM PHÁN", "BỘ TRƯỞNG", "THỨ TRƯỞNG", "TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "TRƯỞNG TRẠM",
    "TRƯỞNG KHOA",
    "CÔNG CHỨC TƯ PHÁP HỘ TỊCH", "CÔNG CHỨC TƯ PHÁP - HỘ TỊCH", "CHÁNH THANH TRA", "ĐỘI TRƯỞNG", "PHÓ ĐỘI TRƯỞNG",
    "CÔNG CHỨNG VIÊN", "CHỦ NHIỆM", "PHÓ CHỦ NHIỆM", "TRƯỞNG ĐƠN VỊ", "TRƯỞNG VĂN PHÒNG", "CHỈ HUY TRƯỞNG",
    "GIÁM ĐỐC SỞ", "GIÁM ĐỐC TRUNG TÂM", "PHÓ GIÁM ĐỐC TRUNG TÂM", "GIÁM ĐỐC CHI NHÁNH", "PHÓ GIÁM ĐỐC CHI NHÁNH",
    "GIÁM ĐỐC BỆNH VIỆN", "PHÓ GIÁM ĐỐC BỆNH VIỆN", "CHỦ TỊCH UBND", "PHÓ CHỦ TỊCH UBND", "PHÓ TRƯỞNG TRẠM",
    "PHÓ GIÁM ĐỐC PHỤ TRÁCH", "THẨM PHÁN - CHỦ TỌA PHIÊN TÒA", "CHỦ TỊCH HỘI ĐỒNG", "TRƯỞNG BỘ PHẬN",
)  # fmt: skip
_TITLE_KEYS = tuple({squash(t) for t in SIGN_TITLES})
_OFFICE_WORDS = re.compile(
    r"^(?:Ủy ban|nhân dân|xã |phường |thị trấn |thị xã |tỉnh |huyện |quận |thành phố|cộng hòa|sở |công an|trạm "
    r"|trung tâm)",
    re.IGNORECASE,
)
_NOT_NAMES = re.compile(r"\d|[:;/@]|\b(?:ghi ro|ho ten|dong dau|chu ky|noi nhan|nguoi|da ky)\b|\bky,|^\(")


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


@dataclass(frozen=True)
class Signer:
    """Who signed: ``authority`` as "TM. UBND KT. CHỦ TỊCH", ``title`` "PHÓ CHỦ TỊCH", ``office`` lines above."""

    authority: Span | None
    title: Span | None
    name: Span | None
    office: Span | None


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
            rest = rest[: next((n for n, t in enumerate(rest) if n and _NEXT_LABEL.match(fold(t.text))), None)]
            if not rest and index + 1 < len(row) and any(c.isdigit() for c in row[index + 1].text):
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


def signer(sheet: Sheet, after: float = 0.0) -> Signer | None:
    """The lowest-right block of title and name below ``after`` (page heights)."""
    blocks = [b for p in sheet.pieces if p.y0 >= after and _is_sign_title(p) and (b := _block(sheet, p))]
    if not blocks:
        return None
    with_name = [b for b in blocks if b.name] or blocks
    return max(with_name, key=lambda b: (b.title or b.name or Span(())).tokens[0].x0 if (b.title or b.name) else 0)


def _is_sign_title(piece: Piece) -> bool:
    text = _AUTHORITY.sub("", fold(piece.text)).strip()
    key = squash(text)
    if not piece.is_upper or not 6 <= len(key) <= 42:
        return False
    return any(
        like(key, t) >= 0.84 or (key.startswith(t) and len(t) >= 8 and len(key) - len(t) <= 22) for t in _TITLE_KEYS
    )


def _is_deputy(above: Piece, piece: Piece) -> bool:
    """Under "KT. CHỦ TỊCH" stands "PHÓ CHỦ TỊCH", however much of it a seal hides."""
    stood_for = re.match(r"^\W*k\W?t\W+(.+)$", fold(above.text))
    return stood_for is not None and like(piece.key, "pho" + squash(stood_for.group(1))) >= 0.5


def printed_title(text: str, authority: str = "") -> str | None:
    """The title of the closed list that these words are, perhaps with a misread letter; None where they are none.

    Who signs "KT. CHỦ TỊCH" is a PHÓ CHỦ TỊCH (NĐ 30/2020 PL I): a seal often hides the word's first letters.
    """
    key = squash(text)
    for title in SIGN_TITLES:
        deputy = squash(f"PHÓ {title}")
        if squash(authority).endswith("kt" + squash(title)) and key != squash(title) and like(key, deputy) >= 0.5:
            return f"PHÓ {title}"
    best = max(SIGN_TITLES, key=lambda t: (like(key, squash(t)), t.casefold() == text.casefold()))
    if squash(best).endswith(key) and len(squash(best)) - len(key) <= 1 and len(key) >= 6:
        return best
    return best if like(key, squash(best)) >= (0.999 if len(key) < 7 else 0.87) else None


def _is_authority(piece: Piece) -> bool:
    return bool(_AUTHORITY.match(fold(piece.text)))


def _block(sheet: Sheet, title: Piece) -> Signer | None:
    column = _column(sheet, title)
    at = column.index(title)
    first = at
    while first > 0 and column[first - 1].is_upper and column[first].y0 - column[first - 1].y1 < 1.3 * sheet.unit:
        first -= 1
    last = at
    while (
        last + 1 < len(column)
        and column[last + 1].is_upper
        and column[last + 1].y0 - column[last].y1 < 1.0 * sheet.unit
        and (_is_sign_title(column[last + 1]) or _is_deputy(column[last], column[last + 1]))
    ):
        last += 1
    names = [p for p in column[last + 1 :] if looks_like_name(p.text)] or [
        p for p in column[last + 1 :] if p.y0 - column[last].y1 > 2 * sheet.unit and _was_name(p.text)
    ]
    between = [p for p in column[last + 1 :] if names and p.y0 < names[0].y0]
    if any(
        not p.text.startswith("(") and len(p.key) > 3 and not looks_like_name(p.text) and len(p.text.split()) > 6
        for p in between
    ):
        return None
    upper = column[first : last + 1]
    authorities = [p for p in upper if _is_authority(p)]
    titles = [
        p
        for n, p in enumerate(upper)
        if not _is_authority(p) and (_is_sign_title(p) or (n and _is_deputy(upper[n - 1], p)))
    ]
    if not titles and authorities:
        # "KT. GIÁM ĐỐC" alone: what stands in for the title is all there is
        titles = authorities[-1:]
    office = [p for p in upper if p not in authorities and p not in titles and not fold(p.text).startswith("nguoi")]
    return Signer(
        span(*authorities) if authorities else None,
        span(*titles) if titles else None,
        span(names[0]) if names else None,
        span(*office) if office else None,
    )


def _column(sheet: Sheet, piece: Piece) -> list[Piece]:
    """Pieces whose middle lies near this one's, top to bottom, to 12 lines below and 6 above."""
    centre = (piece.x0 + piece.x1) / 2
    reach = max(3 * sheet.unit, 0.45 * (piece.x1 - piece.x0))
    near = [
        p
        for p in sheet.pieces
        if p.page == piece.page
        and abs((p.x0 + p.x1) / 2 - centre) <= reach
        and -7 * sheet.unit < p.middle - piece.middle < 14 * sheet.unit
    ]
    return sorted(near, key=lambda p: p.middle)


def looks_like_name(text: str) -> bool:
    """Two to seven words of letters, each with a capital: a person, not a title or a note."""
    text = name_without_marks(text)[0]
    words = text.split()
    folded = fold(text)
    if not 2 <= len(words) <= 7 or _NOT_NAMES.search(folded) or _OFFICE_WORDS.match(nfc(text)):
        return False
    good = sum(w[:1].isupper() and w.replace("'", "").replace(".", "").replace("-", "").isalpha() for w in words)
    key = squash(text)
    # a title half hidden by a seal is in capitals and close to one: "MÓ CHỦ TỊCH"
    most = 0.62 if text.isupper() else 0.8
    return good >= len(words) - (len(words) > 3) and len(key) >= 4 and all(like(key, t) <= most for t in _TITLE_KEYS)


def _was_name(text: str) -> bool:
    """A name whose first word a seal has broken ("8g Minh Nghĩa"): read wrongly, for a person, but not lost."""
    words = text.split()
    whole = [w for w in words[1:] if w[:1].isupper() and w.isalpha()]
    return (
        3 <= len(words) <= 6
        and len(whole) == len(words) - 1
        and any(c.isalpha() for c in words[0])
        and not (text.isupper() or _OFFICE_WORDS.match(nfc(text)) or set(words[0]) & set(":/@("))
    )


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
