"""Vietnamese numbers in words ↔ int: nghìn/ngàn, linh/lẻ, mốt, tư, lăm/nhăm, rưỡi, hăm, triệu, tỷ, phẩy."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from rapidfuzz.distance import OSA

from motlan.language.text import fold_words

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")

# Folded word → value. Tones are not needed: mươi/mười and một/mốt are told apart by where they stand.
_UNITS = {
    "khong": 0,
    "mot": 1,
    "hai": 2,
    "ba": 3,
    "bon": 4,
    "tu": 4,
    "nam": 5,
    "lam": 5,
    "nham": 5,
    "sau": 6,
    "bay": 7,
    "tam": 8,
    "chin": 9,
}
_SCALES = {"nghin": 10**3, "ngan": 10**3, "trieu": 10**6, "ty": 10**9, "ti": 10**9}
_TENS = {"muoi", "chuc"}
_FILLERS = {"linh", "le", "va"}
_POINT = {"phay", "cham"}
VOCABULARY = frozenset({*_UNITS, *_SCALES, *_TENS, *_FILLERS, *_POINT, "ham", "tram", "ruoi", "muoi"})


@dataclass(frozen=True)
class Spelled:
    """A number read from words; ``repaired`` where a word had to be taken for its nearest one."""

    value: Decimal
    repaired: bool = False


def parse_words(text: str) -> int | None:
    """The whole number that the words say ("hai nghìn không trăm linh ba" → 2003), or None where they say none."""
    spelled = parse_spelled(text)
    return int(spelled.value) if spelled and spelled.value == int(spelled.value) else None


def parse_spelled(text: str) -> Spelled | None:
    """As ``parse_words``, with decimals ("bảy mươi hai phẩy chín" → 72.9) and with slight misreadings repaired."""
    words, repaired = read_words(fold_words(text).split())
    value = None if words is None else _decimal(words)
    return None if value is None else Spelled(value, repaired)


def read_words(words: list[str], vocabulary: frozenset[str] = VOCABULARY) -> tuple[list[str] | None, bool]:
    """Folded words as words of the vocabulary: run-together ones split, misread ones replaced by the only near one.

    Returns (None, …) where one resembles nothing; the flag says whether anything was replaced.
    """
    out: list[str] = []
    repaired = False
    for word in words:
        if len(word) == 1 and not word.isdigit():
            repaired = True  # a splinter of a cut or a stroke: no word has one letter
            continue
        parts = (word,) if word in vocabulary else _split(word, vocabulary)
        if not parts:
            near = _nearest(word, vocabulary)
            if near is None:
                return None, repaired
            parts, repaired = (near,), True
        out.extend(parts)
    return out, repaired


@lru_cache(maxsize=4096)
def _split(word: str, vocabulary: frozenset[str]) -> tuple[str, ...] | None:
    """The word cut into words of the vocabulary of three letters or more ("haimuoi"), or None."""
    if not word:
        return ()
    for size in range(min(6, len(word)), 1, -1):
        if word[:size] in vocabulary and (rest := _split(word[size:], vocabulary)) is not None:
            return word[:size], *rest
    return None


@lru_cache(maxsize=4096)
def _nearest(word: str, vocabulary: frozenset[str]) -> str | None:
    if len(word) < 3 or len(word) > 8 or word.isdigit():
        return None
    joined = word.replace("rn", "m")  # they look alike in most typefaces
    if joined in vocabulary:
        return joined
    for form in (word, joined):
        near = [known for known in vocabulary if len(known) > 2 and OSA.distance(form, known, score_cutoff=1) <= 1]
        if len(near) == 1:
            return near[0]
    return None


def _decimal(words: list[str]) -> Decimal | None:
    cut = next((i for i, word in enumerate(words) if word in _POINT), None)
    if cut is None:
        whole = _integer(words)
        return None if whole is None else Decimal(whole)
    whole, after = _integer(words[:cut]), words[cut + 1 :]
    if whole is None or not after:
        return None
    zeros = 0
    while zeros < len(after) - 1 and after[zeros] == "khong":
        zeros += 1
    one_by_one = all(word in _UNITS for word in after)
    digits = "".join(str(_UNITS[word]) for word in after) if one_by_one else _tail(after, zeros)
    return None if digits is None else Decimal(f"{whole}.{digits}")


def _tail(words: list[str], zeros: int) -> str | None:
    value = _integer(words[zeros:])
    return None if value is None else "0" * zeros + str(value)


def _integer(words: list[str]) -> int | None:
    """Groups of hundreds, each followed by its scale; scales must fall, but a tỷ may follow "nghìn": nghìn tỷ."""
    if len(words) > 2 and all(word in _UNITS for word in words):
        return int("".join(str(_UNITS[word]) for word in words))  # digit by digit: "một chín chín sáu"
    half = len(words) > 1 and words[-1] == "ruoi" and words[-2] in _SCALES
    total, last, group = 0, 10**18, list[str]()
    for word in words[:-1] if half else words:
        if word not in _SCALES:
            group.append(word)
            continue
        scale = _SCALES[word]
        value = _hundreds(group)
        if scale == 10**9 and total and scale > last and (value is not None or not group):
            total = (total + (value or 0)) * scale  # "hai nghìn tỷ"
        elif value is None or scale >= last:
            return None
        else:
            total += value * scale
        last, group = scale, []
    if half:
        return total + last // 2
    rest = _hundreds(group) if group else 0 if words else None
    return None if rest is None or rest >= last else total + rest


def _hundreds(words: list[str]) -> int | None:
    """0…999 as "hai trăm linh ba", "mười lăm", "hăm mốt", "trăm rưỡi"; None where the words do not fit."""
    if not words:
        return None
    head, rest, value = list[str](), words, 0
    if "tram" in words:
        cut = words.index("tram")
        head, rest = words[:cut], words[cut + 1 :]
        value = 100 * (_UNITS.get(head[0], 0) if head else 1)
    if len(head) > 1 or (head and head[0] not in _UNITS):
        return None
    if value and rest == ["ruoi"]:
        return value + 50
    while len(rest) > 1 and rest[0] in _FILLERS:
        rest = rest[1:]
    below = _below_hundred(rest)
    return None if below is None else value + below


def _below_hundred(words: list[str]) -> int | None:
    value: int | None = None
    match words:
        case []:
            value = 0
        case [unit] if unit in _UNITS:
            value = _UNITS[unit]
        case ["khong", *rest] if rest and rest[0] not in _TENS:
            value = _below_hundred([word for word in rest if word not in _FILLERS])
        case ["ham", *rest]:
            value = _with_unit(20, rest)
        case [ten, *rest] if ten in _TENS:
            value = _with_unit(10, rest)
        case [unit, ten, *rest] if _UNITS.get(unit) and ten in _TENS:
            value = _with_unit(10 * _UNITS[unit], rest)
        case [tens, unit] if _UNITS.get(tens, 0) > 1 and unit in _UNITS:
            value = 10 * _UNITS[tens] + _UNITS[unit]  # "hai mốt" = 21
    return value


def _with_unit(tens: int, rest: list[str]) -> int | None:
    if not rest:
        return tens
    return tens + _UNITS[rest[0]] if len(rest) == 1 and rest[0] in _UNITS and _UNITS[rest[0]] else None


def to_words(number: int, *, thousand: str = "nghìn", zero_tens: str = "linh") -> str:
    """0 ≤ number < 10^15 in words, as civil-status papers write it: 2003 → "hai nghìn không trăm linh ba".

    Raises ValueError outside that range.
    """
    if not 0 <= number < 10**15:
        raise ValueError(f"no words for {number}")
    if number == 0:
        return _DIGITS[0]
    if number >= 10**9:
        head, tail = divmod(number, 10**9)
        words = f"{to_words(head, thousand=thousand, zero_tens=zero_tens)} tỷ"
        return words if not tail else f"{words} {_groups(tail, True, thousand, zero_tens)}"
    return _groups(number, False, thousand, zero_tens)


def _groups(number: int, full: bool, thousand: str, zero_tens: str) -> str:
    out: list[str] = []
    for scale, name in ((10**6, "triệu"), (10**3, thousand), (1, "")):
        group, number = divmod(number, scale)
        if group:
            out.append(f"{_three(group, full or bool(out), zero_tens)} {name}".strip())
    return " ".join(out)


def _three(group: int, full: bool, zero_tens: str) -> str:
    hundreds, rest = divmod(group, 100)
    tens, unit = divmod(rest, 10)
    out = [f"{_DIGITS[hundreds]} trăm"] if hundreds or full else []
    if rest and not tens:
        out.append(f"{zero_tens} {_DIGITS[unit]}" if out else _DIGITS[unit])
    elif tens:
        last = {1: "mốt" if tens > 1 else "một", 5: "lăm", 0: ""}.get(unit, _DIGITS[unit])
        out.append(f"{'mười' if tens == 1 else _DIGITS[tens] + ' mươi'} {last}".strip())
    return " ".join(out)
