"""What a line's words say about its place on the page (the parts of an official text: Decree 30/2020/NĐ-CP, Điều 8).

Only what every paper has in common; what the parts mean is for ``understanding``. Texts are compared folded (no marks,
lower case), since this is asked of readings that may be wrong in a letter.
"""

from __future__ import annotations

import re
from typing import Literal

from rapidfuzz import fuzz

from motlan.language.text import clean, fold

Anchor = Literal["note", "authority", "title", "role", "party", "recipients"]

_NATION = "cong hoa xa hoi chu nghia viet nam"
_MOTTO = "doc lap - tu do - hanh phuc"
#: Of 100: a misread letter in ten.
_ALIKE = 85.0
#: "5", "- 5 -", "Trang 2/7", "Page 4"; not "5." (a clause) nor a year.
_PAGE_NUMBER = re.compile(
    r"[-~_| ]*(?:(?:trang|page|tr\.?)\s*(?:so)?[: ]*)?\d{1,3}(?:\s*(?:/|of|tren)\s*\d{1,3})?[-~_| ]*"
)
_PLACE_DATE = re.compile(r".{0,45}\bng[a-z]{1,2}y\b.{0,12}\bthang\b.{0,12}\bnam\b.{0,12}")
_NUMBER = re.compile(r"\W*(?:luat |lenh |phap lenh |nghi quyet )?s[o0]\w?\s*[:;.,].{0,45}|\W*so\b.{0,4}\d.{0,40}")
_ABOUT = re.compile(r"\W*v\s?/\s?v\b.*")
_GAZETTE = re.compile(r"cong bao\s?/.{0,60}")
#: (Ký, ghi rõ họ tên), (Đã ký), (Ký tên, đóng dấu)
_NOTE = re.compile(r"\W{0,2}\(?\W?(?:da )?(?:ky\b[^:]{0,60}|.{0,12}ghi ro ho\b[^:]{0,40})")
#: The forms of signing for somebody: NĐ 30/2020/NĐ-CP PL I mục II.7a.
_AUTHORITY = re.compile(r"(?:t\W?m|k\W?t|t\W?l|t\W?u\W?q|q)\s?[.,:]\s?\D{3,60}")
_TITLE = re.compile(
    r"(?:(?:pho|quyen|q\.) )?(?:tong |cuc |chi cuc |vien |vu |hieu |thu |bo |thu |doi |tram |chi huy |ke toan )?"
    r"(?:chu tich|giam doc|truong\b|pho truong|chanh|bi thu|tham phan|cong chung vien|cong chuc|chu nhiem|thu ky"
    r"|chu toa|chu ho|can bo|lanh dao|dai dien)\D{0,45}"
)
_ROLE = re.compile(
    r"(?:nguoi (?:khai|yeu|de|uy|duoc|lam|nop|nhan|viet|giao|lap|ky|cam|di|dang|chung|do|thuc|tiep|mua|ban|ben|duoc)"
    r"|can bo|dai dien|ong/ba|xac nhan|thanh vien)\b[^:\d]{0,45}"
)
_PARTY = re.compile(r"(?:vo|chong|cha|me|ben [a-z]{1,4}|ben [^:\d]{2,30}|ho ten)\W*")
#: What only a card says alone on a line (there is a law of the name "Căn cước").
_CARD = re.compile(r"(?:citizen )?identity card|giay phep lai xe ?/.{8,24}|idvnm[\w<]{20,30}")
_RECIPIENTS = re.compile(r"noi nhan\W*")


def is_nation(text: str) -> bool:
    """The national title."""
    return len(text) < len(_NATION) + 12 and fuzz.ratio(fold(clean(text)), _NATION) >= _ALIKE


def is_motto(text: str) -> bool:
    """Độc lập - Tự do - Hạnh phúc."""
    return len(text) < len(_MOTTO) + 8 and fuzz.ratio(fold(clean(text)), _MOTTO) >= _ALIKE


def is_place_date(text: str) -> bool:
    """Tây Ninh, ngày 05 tháng 01 năm 2026."""
    return bool(_PLACE_DATE.fullmatch(fold(clean(text))))


def is_number(text: str) -> bool:
    """Số: 123/QĐ-UBND."""
    return bool(_NUMBER.fullmatch(fold(clean(text))))


def is_about(text: str) -> bool:
    """V/v … of an official letter."""
    return bool(_ABOUT.fullmatch(fold(clean(text))))


def is_card(text: str) -> bool:
    """An identity card's English title, a driving licence's, or the first line of a machine-readable zone."""
    return bool(_CARD.fullmatch(fold(clean(text))))


def is_page_number(text: str) -> bool:
    """A number of up to three digits and nothing else but "Trang", "Page", the number of pages or dashes."""
    return bool(_PAGE_NUMBER.fullmatch(fold(clean(text))))


def is_gazette(text: str) -> bool:
    """CÔNG BÁO/Số 979 + 980/Ngày 25-8-2024: the running header of the official gazette."""
    return bool(_GAZETTE.fullmatch(fold(clean(text))))


def is_upper(text: str) -> bool:
    """At least four letters in five are capitals."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 2 and sum(c.isupper() for c in letters) >= 0.8 * len(letters)


def is_name(text: str) -> bool:
    """Two to six words of letters, each with a capital: a person's name, perhaps in capitals."""
    words = text.split()
    good = sum(w[:1].isupper() and w.replace(".", "").replace("'", "").isalpha() for w in words)
    return 2 <= len(words) <= 6 and good == len(words)


def is_list_item(text: str) -> bool:
    """A line of the "Nơi nhận" list: "- Như trên;"."""
    return bool(re.match(r"\s*[-–—+•*~]", text))


def starts_label(text: str) -> bool:
    """Whether a line begins with a label of a form: "Quốc tịch: …", "(3) Nơi sinh:"."""
    head, colon, _ = text.partition(":")
    return (
        bool(colon)
        and 2 <= len(head) <= 48
        and head[-1:].isalpha() | head.endswith((")", " "))
        and not is_list_item(text)
    )


def anchor(text: str) -> Anchor | None:
    """What in a signature block or beside it a line may be; None for all other lines."""
    folded = fold(clean(text)).strip(" .,;")
    if not folded or len(folded) > 75 or not text[:1].isupper() | (text[:1] == "("):
        return None
    shapes: list[tuple[Anchor, re.Pattern[str]]] = [("recipients", _RECIPIENTS), ("note", _NOTE)]
    if is_upper(text):
        shapes += [("authority", _AUTHORITY), ("title", _TITLE)]
    shapes += [("role", _ROLE), ("party", _PARTY)]
    return next((kind for kind, shape in shapes if shape.fullmatch(folded)), None)
