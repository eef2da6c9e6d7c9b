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
from motlan.understanding.places import load_places

#: kinds that are made of Vietnamese words; names are not (Sô Phia, H'Bliăk)
WORDED = frozenset({"address", "text", "id_doc", "date_words", "marital_status", "term"})
#: keys that name a commune alone
PLACES = frozenset({"place", "issue_place"})
_WORD = re.compile(r"[^\W\d_]+")
_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-](\d{2,4})|\d{1,2} tháng \d{1,2} năm (\d{4})")
_ISSUER = re.compile(r"^\W*(?:do|tại|nơi|cục|bộ|công an|cơ quan)\b", re.IGNORECASE)


def unsound(key: str, kind: str, text: str) -> bool:
    """True where the text has something that its kind never has."""
    if key == "registration_no" and re.fullmatch(r"\d{9}|\d{12}", text):
        return True
    if kind not in WORDED:
        return False
    words = _WORD.findall(nfc(text))
    if kind == "date_words":
        return any(_plain(w) not in load_lexicon().words["date_words"] for w in words)
    if kind == "id_doc":
        return _strange_paper(text, words)
    if (
        key in PLACES
        and squash(text)
        and _plain(re.sub(r"(?i)^(?:xã|phường|tỉnh|tp\.?|đặc khu)\s", "", text)) not in _units()
    ):
        return True
    return any(not _spelt(w) for w in words) if not re.search(r"[@/]\w+\.", text) else False


def _plain(word: str) -> str:
    return old_tone_placement(nfc(word)).casefold().strip()


def _spelt(word: str) -> bool:
    plain = _plain(word)
    if len(word) == 1:
        return word.isupper() or word.isascii()
    return is_syllable(word) or plain in load_lexicon().words["abbreviations"] or plain in _unit_words()


def _strange_paper(text: str, words: list[str]) -> bool:
    """A kind, a number, who issued it and when; nothing else, and nothing behind the date."""
    lexicon = load_lexicon()
    allowed = lexicon.words["id_paper"] | lexicon.words["abbreviations"] | _province_words()
    if any(_plain(w) not in allowed for w in words):
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
def _province_words() -> frozenset[str]:
    return frozenset(w for p in load_places().provinces.values() for w in _WORD.findall(_plain(p)))
