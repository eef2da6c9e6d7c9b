"""What is stamped over a paper: the certified-copy stamp, a degree of secrecy."""

from __future__ import annotations

import re
from collections.abc import Sequence

from motlan.language.text import fold, nfc
from motlan.model import Certification, Line, Page
from motlan.rules.normalisers import NORMALISERS
from motlan.understanding.heads import like, national_title
from motlan.understanding.layout import Sheet, squash
from motlan.understanding.lexicon import mend_middle, mend_phrases, mend_surname
from motlan.understanding.places import mend_address
from motlan.understanding.sheets import sheet_of
from motlan.understanding.signers import looks_like_name

_CERTIFIED = ("chungthucbansao", "bansaodungvoibanchinh", "saodungvoibanchinh", "chungthucbansaodungvoibanchinh")
_NUMBER = re.compile(r"so\s*(?:chung\s*th\w{0,3}?|ct)?\W{0,3}(\d[\w./]*)")
#: the number of a book, not of an entry: "01/2026-SCT/BS"
_OF_BOOK = re.compile(r"\d{1,3}/\d{4}\W*\w*ct")
#: A name under a seal that was read less surely is left to a person.
LEGIBLE = 0.8
_BOOK = re.compile(r"quy[e\w]n\s*(?:s\w)?\W{0,4}(\d[\w./-]*(?:\s*[-/]\s*[a-z\d/]+)*)")
_OFFICE = re.compile(r"^(?:uy ban nhan dan|ubnd|phong tu phap|van phong cong chung|phong cong chung|vpcc)\b")

#: Luật Bảo vệ bí mật nhà nước 2018 Điều 8, Điều 10: the degree is marked on the document.
_SECRET = re.compile(r"^\W*(?:độ\s*mật\W*)?(?:TUYỆT\s*M[ẬÂẠ]T|TỐI\s*M[ẬÂẠ]T|M[ẬÂẠ]T)\W*$")
_SECRET_FOLDED = ("tuyetmat", "toimat", "domatmat", "domattoimat", "domattuyetmat")


def certification(pages: Sequence[Page]) -> tuple[Certification | None, set[int]]:
    """The stamp "CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH" (NĐ 23/2015/NĐ-CP Điều 20) and the ids of its lines."""
    for page in pages:
        lines = [line for line in page.lines if line.text.strip()]
        heads = [n for n, line in enumerate(lines) if _is_head(lines, n)]
        if not heads:
            continue
        start = lines[heads[0]]
        own = [line for line in lines if _near(start, line)]
        found = _read(own)
        if found is not None:
            return found, {id(line) for line in own}
    return None, set()


def _is_head(lines: Sequence[Line], number: int) -> bool:
    key = squash(lines[number].text)
    joined = key + squash(lines[number + 1].text) if number + 1 < len(lines) else key
    return any(
        like(k[: len(c)], c) >= 0.82
        for c in _CERTIFIED
        for k in (key, joined)
        if len(k) >= len(c) - 2 and len(key) >= 8
    )


def _near(start: Line, line: Line) -> bool:
    """Within the stamp: a column some 45 mm wide under its head."""
    down = line.box[1] - start.box[1]
    centre = (line.box[0] + line.box[2]) / 2
    left, right = start.box[0] - 0.09, start.box[2] + 0.14
    return (-0.01 <= down <= 0.15 and left <= centre <= right) and (line.kind == "stamp" or line.box[2] <= right + 0.06)


def _read(lines: Sequence[Line]) -> Certification | None:
    ordered = sorted(lines, key=lambda line: (round(line.box[1] / 0.012), line.box[0]))
    text = " ".join(line.text for line in ordered)
    folded = fold(text)
    number, book = _NUMBER.search(folded), _BOOK.search(folded)
    dated = re.search(r"\bng\w{1,2}y\W.{4,40}?\d{4}", folded)
    normal = NORMALISERS["date"](nfc(text)[dated.start() : dated.end()]) if dated else None
    day = str(normal.value) if normal and len(str(normal.value)) == 10 else None
    office = next((line.text for line in ordered if _is_office(line.text)), None)
    if not (number or book or office):
        return None
    sure = [line for line in ordered if line.confidence >= LEGIBLE]
    names = [t for line in sure if looks_like_name(t := line.text) and not t.isupper() and not _is_office(t)]
    plain = nfc(text)
    if book is None and number is not None and _OF_BOOK.match(folded[number.start(1) :]):
        number, book = None, re.search(r"(\d{1,3}/\d{4}\W*[a-z]+/[a-z]+)", folded)
    said = plain[number.start(1) : number.end(1)].strip(" .,") if number else None
    listed = _book(plain[book.start(1) : book.end(1)]) if book else None
    return Certification(
        number=said if said and said != listed and re.fullmatch(r"\d+(?:[./]\d+)*", said) else None,
        book=listed,
        date=day,
        issuer_name=mend_address(mend_phrases(_committee(office))[0]).text if office else None,
        signer_name=mend_middle(mend_surname(names[-1])[0])[0] if names else None,
    )


def _is_office(text: str) -> bool:
    folded = fold(text).strip()
    return bool(_OFFICE.match(folded)) or like(squash(folded)[:13], "uybannhandan") >= 0.84


def _committee(office: str) -> str:
    """The name with its first four words as they are always written, however a seal has run them together."""
    words = office.split()
    for count in range(1, min(5, len(words)) + 1):
        if like(squash("".join(words[:count])), "uybannhandan") >= 0.84:
            first = "ỦY BAN NHÂN DÂN" if words[0].isupper() else "Ủy ban nhân dân"
            return " ".join([first, *words[count:]])
    return office


def unread_parts(found: Certification) -> bool:
    """Whether anything of the stamp could not be read: a seal over it, a pen through it."""
    return None in (found.number, found.book, found.date, found.issuer_name, found.signer_name)


def _book(text: str) -> str:
    """The book's number; what follows it is always "SCT/BS", the book of certified copies (TT 01/2020/TT-BTP)."""
    bare = re.sub(r"\s", "", text).strip(".,")
    parts = re.match(r"^(\d{1,3}(?:/\d{4})?)\W*(\w.*)$", bare)
    return f"{parts[1]}-SCT/BS" if parts and like(squash(parts[2]), "sctbs") >= 0.6 else bare


def is_secret(page: Page) -> bool:
    """A degree of secrecy standing alone on an official document, in print or among the stamps; never in a sentence."""
    sheet = sheet_of(page)
    if not _official(sheet):
        return False
    texts = [p.text for p in sheet.pieces] + [line.text for line in sheet.stamps]
    return any(_SECRET.match(nfc(t)) or squash(t) in _SECRET_FOLDED for t in texts)


def _official(sheet: Sheet) -> bool:
    return national_title(sheet) is not None or any(
        fold(p.text).startswith(("so:", "so :", "v/v")) for p in sheet.pieces
    )
