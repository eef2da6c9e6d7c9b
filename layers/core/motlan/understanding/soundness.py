"""Is it spelt as its kind is spelt? What isn't was misread somewhere, and a person looks at it.

Nothing is changed here: a word that no Vietnamese syllable is spelt like, an identity paper with words that none has, a
date in words that are no numbers, a place that no unit is named like.
"""

from __future__ import annotations

import re
from functools import lru_cache

from motlan.language.syllables import is_syllable
from motlan.language.text import nfc, old_tone_placement
from motlan.understanding.layout import squash
from motlan.understanding.lexicon import load_lexicon
from motlan.understanding.places import load_places, province_of

#: kinds that are made of Vietnamese words; names are not (Sô Phia, H'Bliăk)
WORDED = frozenset({"address", "text", "id_doc", "date_words", "marital_status", "term"})
#: keys that name a commune alone
PLACES = frozenset({"place", "issue_place"})
_WORD = re.compile(r"[^\W\d_]+")
_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-](\d{2,4})|\d{1,2} tháng \d{1,2} năm (\d{4})")
#: 1108/2019, 25/072025: a day that lost its stroke; a year of two figures
_TORN_DATE = re.compile(r"(?<!\d)\d{3,4}/\d{4}(?!\d)|(?<!\d)\d{1,2}/\d{5,6}(?!\d)")
_RUN = re.compile(r"(?<![\w/.-])\d{7,}(?![\w/-])")
#: "Bộ Công an 11/ Hộ khẩu …", "Nghệ An Hộ khẩu thường trú: …": the next line of the form in the value
_NEXT_LINE = re.compile(r"\s\(?\d{1,2}[/.)]\s+[A-ZĐÀ-Ỹ]|[^\W\d_]{2,}\s?:(?:\s|$)")
#: a sentence behind a term's end
_SENTENCE = re.compile(r"[^\W\d_]{2}\.\s+[A-ZĐÀ-Ỹ]")
#: behind what somebody's marital status is, what the paper is for
_PURPOSE = re.compile(r"\bgiấy (?:này|xác nhận)|\bmục đích\b|\bsử dụng (?:để|vào|cho)\b", re.IGNORECASE)
#: a period has two ends: "từ ngày 15/05/2011 đến ngày 15/09/2018", "… đến nay"
_PERIOD = re.compile(r"\bđến\b", re.IGNORECASE)
#: texts that may hold sentences, numbers and colons of their own
FREE = frozenset(
    {
        "scope", "content", "notes", "abstract", "request", "components", "recipients", "changes", "purpose", "term",
        "marital_status", "origin", "use_form", "name", "status_period", "death_cause",
    }
)  # fmt: skip
#: 73/l999, 12O/2020: a letter among the figures of a number
_LETTER_IN_NUMBER = re.compile(r"(?<=\d)[lIOoSZB](?=\d|\b)|(?<=/)[lIOSZB](?=\d)")
#: words that a residence begins with, in their printed tones
_HAMLETS = re.compile(
    r"^(?:\W*\d|(?:số|thôn|ấp|xóm|bản|buôn|làng|tổ(?! dân (?!phố))|khu|khóm|khối|đội|cụm|căn|chung cư|tòa|lô|phòng"
    r"|ngõ|ngách|hẻm|kiệt|đường|phố|phum|sóc|plei|plây|bon|tiểu khu|nhà|kp\.?|tdp\.?|xã|phường|thị trấn|thị xã|quận"
    r"|huyện|thành phố|tỉnh|tp\.?|đặc khu|km|quốc lộ|block|tại|bệnh viện|trạm|trung tâm)\b)",
    re.IGNORECASE,
)
_ISSUER = re.compile(r"^\W*(?:do|tại|nơi|cục|bộ|công an|cơ quan)\b", re.IGNORECASE)


def unsound(key: str, kind: str, text: str) -> bool:
    """True where the text has something that its kind never has."""
    if key.endswith("_no") and (_LETTER_IN_NUMBER.search(text) or _is_other_number(key, text)):
        return True
    if kind not in WORDED:
        return False
    if kind == "date_words":
        return any(_plain(w) not in load_lexicon().words["date_words"] for w in _WORD.findall(nfc(text)))
    if _runs_on(key, kind, text):
        return True
    if kind == "id_doc":
        return _strange_paper(text)
    return (kind == "address" and _strange_address(key, text)) or _is_no_place(key, text) or _misspelt(text)


def _runs_on(key: str, kind: str, text: str) -> bool:
    """More of the form than the value's own words, or a period without its end."""
    if key == "status_period" and not _PERIOD.search(text):
        return True
    if (kind == "term" and _SENTENCE.search(text)) or (kind == "marital_status" and _PURPOSE.search(text)):
        return True
    return key not in FREE and bool(_NEXT_LINE.search(text) or _half_capital(text))


def _is_other_number(key: str, text: str) -> bool:
    """A number of the register is no number of a person."""
    return key == "registration_no" and bool(re.fullmatch(r"\d{9}|\d{12}", text))


def _is_no_place(key: str, text: str) -> bool:
    bare = re.sub(r"(?i)^(?:xã|phường|tỉnh|tp\.?|đặc khu)\s", "", text)
    return key in PLACES and bool(squash(text)) and _plain(bare) not in _units()


def _misspelt(text: str) -> bool:
    return not re.search(r"[@/]\w+\.", text) and any(not _spelt(w) for w in _WORD.findall(nfc(text)))


def _half_capital(text: str) -> bool:
    """Capitals with a small letter among them ("VĂN cHÒNG ĐĂNG KÝ"): one was misread."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) >= 8 and 0.85 * len(letters) <= sum(c.isupper() for c in letters) < len(letters)


def _strange_address(key: str, text: str) -> bool:
    """A residence that names no province was cut off; one that begins with no word for a place was misread."""
    lives = key.endswith(("residence", "address"))
    return lives and (province_of(text) is None or not _HAMLETS.match(nfc(text)) or _goes_past_province(text))


def _goes_past_province(text: str) -> bool:
    """An address ends with its province (domain.md B.1): words or figures behind it are the form's next line."""
    named = list(_province_names().finditer(nfc(old_tone_placement(text))))
    rest = text[named[-1].end() :] if named else ""
    return not rest.lstrip().startswith("(") and squash(rest) not in ("", "vietnam", "vn", "cu")


def _plain(word: str) -> str:
    return old_tone_placement(nfc(word)).casefold().strip()


def _spelt(word: str) -> bool:
    plain = _plain(word)
    if len(word) == 1:
        return word.isupper() or word.isascii()
    return is_syllable(word) or plain in load_lexicon().words["abbreviations"] or plain in _unit_words()


#: numbers of identity papers: a CMND of nine figures, or of twelve (2012-2016); a căn cước of twelve (domain.md B.1)
_LENGTHS = {"cmnd": (9, 12), "cccd": (12,)}


def _paper_kind(text: str) -> str:
    folded = squash(text)[:24]
    if "cmnd" in folded or "chungminh" in folded:
        return "cmnd"
    return "cccd" if "cancuoc" in folded or "cccd" in folded else ""


def _strange_paper(text: str) -> bool:
    """A kind, a number, who issued it and when; nothing else, and nothing behind the date."""
    lexicon = load_lexicon()
    allowed = lexicon.words["id_paper"] | lexicon.words["abbreviations"]
    # the words of a province count only where its whole name stands
    rest = _province_names().sub(" ", nfc(old_tone_placement(text)))
    if any(_plain(w) not in allowed for w in _WORD.findall(rest)) or _TORN_DATE.search(text):
        return True
    if any(len(n) not in _LENGTHS.get(_paper_kind(text), (9, 12)) for n in _RUN.findall(text)):
        return True
    dates = list(_DATE.finditer(text))
    if not dates:
        return False
    year, rest = int(dates[-1].group(1) or dates[-1].group(2)), text[dates[-1].end() :]
    return not 1950 <= year <= 2100 or (any(c.isalnum() for c in rest) and not _ISSUER.match(rest.lstrip(" ,.;-")))


@lru_cache(maxsize=1)
def _units() -> frozenset[str]:
    """Names of all units without their kind, provinces too."""
    places = load_places()
    names = {
        _plain(re.sub(r"^(?:Thành phố|Tỉnh|Thị xã|Thị trấn|Huyện|Quận|Phường|Xã|Đặc khu)\s+", "", n))
        for all_ in places.raw.values()
        for n in all_
    }
    return frozenset(names | {_plain(p) for p in places.provinces.values()})


@lru_cache(maxsize=1)
def _unit_words() -> frozenset[str]:
    return frozenset(w for name in _units() for w in _WORD.findall(name))


@lru_cache(maxsize=1)
def _province_names() -> re.Pattern[str]:
    names = sorted((old_tone_placement(p) for p in load_places().provinces.values()), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)", re.IGNORECASE)
