"""Vietnamese letters: one Unicode form, cleaning, folding of tones and diacritics, placement of the tone mark.

Everything here is pure and total: any string in, no exception.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters that look like Đ and stand for it in texts converted from old encodings (Latin Eth, African D).
_LOOK_ALIKES = str.maketrans({"Ð": "Đ", "ð": "đ", "Ɖ": "Đ"})

_TYPOGRAPHY = str.maketrans(
    {
        "’": "'",
        "‘": "'",
        "ʼ": "'",
        "`": "'",
        "´": "'",
        "“": '"',
        "”": '"',
        "„": '"',
        "–": "-",
        "—": "-",
        "‐": "-",
        "‑": "-",
        "‒": "-",
        "−": "-",
        "…": "...",
        "\u00ad": None,
        "\u200b": None,
        "\u200c": None,
        "\u200d": None,
        "\ufeff": None,
    }
)

_BLANKS = re.compile(r"\s+")
# Dot leaders of a form: "Họ tên ........ Nam"; four or more so that an ellipsis in prose stays.
_LEADERS = re.compile(r"(?:[._·•]\s?){4,}|-{4,}|_{2,}")


def nfc(text: str) -> str:
    """The text in Unicode NFC, with Đ where a look-alike of another alphabet stands for it."""
    return unicodedata.normalize("NFC", text).translate(_LOOK_ALIKES)


def clean(text: str) -> str:
    """NFC, plain quotes and dashes, no invisible characters, one space between words, none at the ends."""
    return _BLANKS.sub(" ", nfc(text).translate(_TYPOGRAPHY)).strip()


def without_leaders(text: str) -> str:
    """``clean`` text without the dotted or ruled lines that a form prints for writing on."""
    return clean(_LEADERS.sub(" ", clean(text)))


@lru_cache(maxsize=4096)
def fold_char(char: str) -> str:
    """One letter without tone and diacritics, lower case; always exactly one character, so that places stay."""
    base = unicodedata.normalize("NFD", char)[:1].lower()[:1]
    return "d" if base in ("đ", "ð") else base or char


def fold(text: str) -> str:
    """Lower case without tones and diacritics (đ → d); as long as ``nfc(text)``, so that places stay."""
    return "".join(map(fold_char, nfc(text)))


def fold_words(text: str) -> str:
    """``fold`` with everything but letters and digits as one space: for comparing what was printed differently."""
    return _BLANKS.sub(" ", re.sub(r"[^\w]|_", " ", fold(clean(text)))).strip()


def _tone_pairs() -> dict[str, str]:
    pairs = {}
    for vowels, old, new in (("oa", "òóỏõọ", "àáảãạ"), ("oe", "òóỏõọ", "èéẻẽẹ"), ("uy", "ùúủũụ", "ỳýỷỹỵ")):
        for on_first, on_second in zip(old, new, strict=True):
            lower_old, lower_new = on_first + vowels[1], vowels[0] + on_second
            for change in (str.lower, str.capitalize, str.upper):
                pairs[change(lower_new)] = change(lower_old)
    return pairs


_TONE_PAIRS = _tone_pairs()
# Open syllables only (hoà, not hoàn); not after q, where u belongs to the onset (quý).
_TONE = re.compile("(?<![qQ])(" + "|".join(_TONE_PAIRS) + r")(?![^\W\d_])")


def old_tone_placement(text: str) -> str:
    """hoà → hòa, thuỷ → thủy, loè → lòe: both placements are right, comparing needs one of them."""
    return _TONE.sub(lambda match: _TONE_PAIRS[match.group(1)], nfc(text))


def same_letters(one: str, other: str) -> bool:
    """Equal after cleaning, case folding and tone placement: what no clerk would call different."""
    return old_tone_placement(clean(one)).casefold() == old_tone_placement(clean(other)).casefold()
