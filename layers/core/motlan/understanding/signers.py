"""Who signed a paper: authority, title and name at its foot (Decree 30/2020/NĐ-CP, Appendix I, boxes 7a-7c)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from motlan.language.text import fold, nfc
from motlan.rules.normalisers.marks import name_without_marks
from motlan.understanding.heads import Span, like, span
from motlan.understanding.layout import Piece, Sheet, squash

_AUTHORITY = re.compile(r"^(?:tm|kt|tl|tuq|q|t\.m|k\.t|t\.l|tu|thua lenh|thay mat)\s?[.,:]", re.IGNORECASE)
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


#: "TM. ỦY BAN NHÂN DÂN HUYỆN …"
_NAMED = re.compile(r"^\W*t\W?m\W.*\b(?:xa|phuong|thi tran|huyen|quan|thanh pho|tinh|dac khu)\b")
#: so many lines a stamped name's middle may be off its title's
_ASIDE = 6.0


@dataclass(frozen=True)
class Signer:
    """Who signed: ``authority`` as "TM. UBND KT. CHỦ TỊCH", ``title`` "PHÓ CHỦ TỊCH", ``office`` lines above.

    ``aside``: the name stands beside the line under its title, as names that are stamped do.
    """

    authority: Span | None
    title: Span | None
    name: Span | None
    office: Span | None
    aside: bool = False


def signer(sheet: Sheet, after: float = 0.0) -> Signer | None:
    """The lowest-right block of title and name below ``after`` (page heights); a name alone where no title was read."""
    blocks = [b for p in sheet.pieces if p.y0 >= after and _is_sign_title(p) and (b := _block(sheet, p))]
    if not blocks:
        return _untitled(sheet, after)
    with_name = [b for b in blocks if b.name and not b.aside] or [b for b in blocks if b.name] or blocks
    return max(with_name, key=lambda b: (b.title or b.name or Span(())).tokens[0].x0 if (b.title or b.name) else 0)


def _untitled(sheet: Sheet, after: float) -> Signer | None:
    """The name in the signature block beside "Nơi nhận": seal and signature may leave nothing of the title."""
    pieces = [p for p in sheet.pieces if p.y0 >= after]
    names = [p for p in pieces if p.tokens[0].part == "signature" and not p.is_upper and looks_like_name(p.text)]
    if not names or not any(p.tokens[0].part == "recipients" for p in pieces):
        return None
    return Signer(None, None, span(max(names, key=lambda p: p.y0)), None)


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


def is_signed(sheet: Sheet, number: int) -> bool:
    """True for a row that is nothing but "TM. ỦY BAN NHÂN DÂN" or "CHỦ TỊCH", right of the left third."""
    row = sheet.rows[number]
    right = row[0].x0 > sheet.left + 0.3 * (sheet.right - sheet.left)
    return len(row) <= 2 and right and any(p.is_upper and (_is_authority(p) or _is_sign_title(p)) for p in row)


def _is_authority(piece: Piece) -> bool:
    return bool(_AUTHORITY.match(fold(piece.text)))


def _wraps(above: Piece, piece: Piece) -> bool:
    """The end of "TM. ỦY BAN NHÂN DÂN HUYỆN …" on a second line."""
    return bool(_NAMED.match(fold(above.text))) and not _is_authority(piece) and not _is_sign_title(piece)


def _block(sheet: Sheet, title: Piece) -> Signer | None:
    found = _read_down(sheet, title, _column(sheet, title, 3.0), 1.3)
    if found is None or found.name is not None:
        return found
    wide = _read_down(sheet, title, _column(sheet, title, _ASIDE), 3.2)
    return replace(wide, aside=True) if wide and wide.name else found


def _read_down(sheet: Sheet, title: Piece, column: list[Piece], gap: float) -> Signer | None:
    at = column.index(title)
    first = at
    while first > 0 and column[first - 1].is_upper and column[first].y0 - column[first - 1].y1 < gap * sheet.unit:
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
    authorities = [p for n, p in enumerate(upper) if _is_authority(p) or (n and _wraps(upper[n - 1], p))]
    titles = [
        p
        for n, p in enumerate(upper)
        if p not in authorities and (_is_sign_title(p) or (n and _is_deputy(upper[n - 1], p)))
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


def _column(sheet: Sheet, piece: Piece, lines: float) -> list[Piece]:
    """Pieces whose middle lies within so many lines of this one's, top to bottom, to 12 lines below and 6 above."""
    centre = (piece.x0 + piece.x1) / 2
    reach = max(lines * sheet.unit, 0.45 * (piece.x1 - piece.x0))
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
    if 2 * sum(len(w) == 1 for w in words) > len(words):
        return False  # letters off the ring of a seal: "A N N H Â"
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
