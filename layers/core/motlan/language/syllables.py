"""Is it a Vietnamese syllable? Generated from onsets, rhymes and tones, not taken from a word list (domain.md E.1).

Serves to lower the confidence of what OCR made up; names of ethnic minorities and foreigners break these rules, so an
unknown syllable is never replaced.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from motlan.language.text import nfc

_ONSETS = (
    *("", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh", "nh"),
    *("p", "ph", "qu", "r", "s", "t", "th", "tr", "v", "x"),
)

# Rhymes by their nucleus; those that end in a stop (c, ch, p, t) take only the tones sắc and nặng.
_RHYMES = frozenset(
    """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et
    ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu o oa oac oach oai oam oan
    oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot ô ôc ôi ôm ôn
    ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uênh uêt ui um un ung uôc uôi uôm uôn uông uôt
    up ut uơ uy uya uych uyên uyêt uynh uyt uyn uyu uâ ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt
    ưu y yêm yên yêng yêt yêu yt yp yn ym ynh ych yu
    """.split()  # noqa: SIM905 - a table to read
)
_AFTER_GI = frozenset(rhyme for rhyme in _RHYMES if rhyme[0] not in "iy") | {
    "",
    "êc",
    "êng",
    "êt",
    "êm",
    "ên",
    "êu",
    "n",
    "m",
}
_AFTER_QU = frozenset(rhyme for rhyme in _RHYMES if rhyme[0] not in "uo") | {"yên", "yêt", "ốc", "ôc", "ơ", "ôt", "ôn"}
_FRONT = frozenset("eêiy")  # what k, gh, ngh are written before
_TONES = {"": "", "\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0301": "s", "\u0323": "j"}
_STOPS = ("c", "ch", "p", "t")
_FOREIGN = re.compile(r"[fjwz]")


@lru_cache(maxsize=16384)
def is_syllable(word: str) -> bool:
    """True where the word is a legal Vietnamese syllable in any case and with either placement of the tone mark."""
    plain, tones = _without_tone(nfc(word).lower())
    if len(tones) > 1 or not plain.isalpha():
        return False
    tone = tones[0] if tones else ""
    for size in (3, 2, 1, 0):
        onset, rhyme = plain[:size], plain[size:]
        if onset in _ONSETS and _fits(onset, rhyme):
            return not rhyme.endswith(_STOPS) or tone in ("s", "j")
    return False


def _without_tone(word: str) -> tuple[str, list[str]]:
    tones: list[str] = []
    kept: list[str] = []
    for char in unicodedata.normalize("NFD", word):
        if char in _TONES:
            tones.append(_TONES[char])
        else:
            kept.append(char)
    return unicodedata.normalize("NFC", "".join(kept)), tones


def _fits(onset: str, rhyme: str) -> bool:
    if onset == "gi":
        return rhyme in _AFTER_GI
    if onset == "qu":
        return rhyme in _AFTER_QU
    if rhyme not in _RHYMES:
        return False
    front = rhyme[0] in _FRONT
    if onset in ("k", "gh", "ngh"):
        return front
    if onset in ("c", "g", "ng"):
        return not front or (onset == "g" and rhyme[0] == "i")
    return True


def is_plausible_name_word(word: str) -> bool:
    """A syllable, or a word that follows no Vietnamese rule but may be of another people: H'Hen, Niê, Blưm, Krông."""
    parts = re.split(r"['.\-]", nfc(word).lower())
    return all(not part or is_syllable(part) or _looks_minority(part) for part in parts)


@lru_cache(maxsize=4096)
def parted(word: str) -> str | None:
    """The two syllables that a reader ran together ("HÀNHCHÍNH" → "HÀNH CHÍNH"); None unless there is one way only."""
    if len(word) < 5 or not word.isalpha() or is_syllable(word):
        return None
    ways = [n for n in range(2, len(word) - 1) if is_syllable(word[:n]) and is_syllable(word[n:])]
    return f"{word[: ways[0]]} {word[ways[0] :]}" if len(ways) == 1 else None


def _looks_minority(part: str) -> bool:
    """Pronounceable: a vowel in it (or a single letter, as in Y and H'), no four consonants in a row."""
    plain = "".join(c for c in unicodedata.normalize("NFD", part) if not unicodedata.combining(c)).replace("đ", "d")
    if len(plain) == 1:
        return plain.isalpha()
    _, tones = _without_tone(part)
    consonants = re.search(r"[bcdfghjklmnpqrstvwxz]{4}", plain)
    return len(tones) <= 1 and re.search(r"[aeiouy]", plain) is not None and consonants is None


def plausible_share(text: str) -> float:
    """Which part of the words (of letters only) are legal syllables; 1.0 for a text without words."""
    words = [word for word in re.findall(r"[^\W\d_]+", nfc(text)) if len(word) > 1]
    return sum(map(is_syllable, words)) / len(words) if words else 1.0
