"""One value from several sources: print, QR code, machine-readable zone, text layer (domain.md B.3 "source priority").

A code is error-corrected and the zone has check digits, so a small difference in print is a misreading; but somebody
who alters a card alters its print, so what print and zone say together outweighs the code.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import JsonValue
from rapidfuzz.distance import OSA

from motlan.language.dates import from_iso
from motlan.language.text import fold_words, same_letters
from motlan.model import FieldSource, Issue
from motlan.rules.messages import issue
from motlan.rules.mrz_name import mrz_name

_RANK: dict[FieldSource, int] = {"qr": 4, "mrz": 3, "text_layer": 2, "ocr": 1, "derived": 0}
#: Print read at least as surely as this contradicts a code when one digit differs.
SURE_DIGIT = 0.93
#: A name is another name when more than this part of its letters differ.
OTHER_NAME = 0.25

LABELS = {
    "birth_date": "Ngày sinh",
    "expiry_date": "Ngày hết hạn",
    "full_name": "Họ tên",
    "id_no": "Số định danh",
    "issue_date": "Ngày cấp",
    "old_id_no": "Số chứng minh nhân dân cũ",
    "residence": "Nơi cư trú",
    "serial_no": "Số phát hành",
    "sex": "Giới tính",
}


@dataclass(frozen=True)
class Reading:
    """What one source says, in normal form. ``confidence`` is of the reading (a code's and a proved zone's is 1)."""

    value: JsonValue
    source: FieldSource
    confidence: float = 1.0


@dataclass(frozen=True)
class Settled:
    """The reading that counts, how many sources agree with it (itself among them), and what must be said."""

    reading: Reading
    agreeing: int
    issues: tuple[Issue, ...] = ()

    @property
    def contradicted(self) -> bool:
        """True where a person must look."""
        return any(found.needs_person for found in self.issues)


def settle(key: str, readings: Sequence[Reading], *, support: Sequence[JsonValue] = ()) -> Settled | None:
    """The value of field ``key`` from what the sources say; None where none says anything.

    ``support``: values of other fields that bear this one out (an expiry on the same day of the year as the birth).
    A small difference in unsure print is a misreading: the code counts, ``I_MISREAD`` is advice. A real disagreement
    is ``E_SOURCE_MISMATCH``, and what is printed counts until a person has looked.
    """
    said = [reading for reading in readings if reading.value not in (None, "")]
    if not said:
        return None
    best = max(said, key=lambda one: (_votes(key, one, said), _RANK[one.source], one.confidence))
    strongest = max(said, key=lambda one: (_RANK[one.source], one.confidence))
    others = [other for other in said if not agree(key, best, other)]
    if not others:
        return Settled(_fullest(key, best, said), len(said))
    if len(said) == 2 and _RANK[strongest.source] >= 3:
        weaker = next(one for one in said if one is not strongest)
        best = strongest if _is_misreading(key, strongest, weaker, support) else weaker
        others = [other for other in said if not agree(key, best, other)]
    label = LABELS.get(key, key)
    real = [other for other in others if not _is_misreading(key, best, other, support)]
    found = issue("E_SOURCE_MISMATCH", key, what=label) if real else issue("I_MISREAD", key)
    return Settled(_fullest(key, best, said), len(said) - len(others), (found,))


def _votes(key: str, one: Reading, said: Sequence[Reading]) -> int:
    return sum(agree(key, one, other) for other in said)


def _fullest(key: str, best: Reading, said: Sequence[Reading]) -> Reading:
    """Among those that agree, not the zone's: it has no diacritics."""
    agreeing = [one for one in said if agree(key, best, one) and one.source != "mrz"]
    return max(agreeing, key=lambda one: (_RANK[one.source], one.confidence), default=best)


def _bears_out(value: JsonValue, support: JsonValue) -> bool:
    """The same value, or a date on the same day of another year."""
    one, other = from_iso(value), from_iso(support)
    same_day = one is not None and other is not None and one.day and (one.day, one.month) == (other.day, other.month)
    return bool(same_day) or str(value) == str(support)


def agree(key: str, one: Reading, other: Reading) -> bool:
    """Equal as far as both sources can say it: tone placement, blanks, commas and the zone's bare letters aside."""
    if "mrz" in (one.source, other.source) and key.endswith("name"):
        return _same_bare_name(str(one.value), str(other.value))
    if key.endswith("_date"):
        first, second = from_iso(one.value), from_iso(other.value)
        return first == second if first and second else str(one.value) == str(other.value)
    if key.endswith("_no") or key == "id_no":
        return re.sub(r"\W", "", str(one.value)) == re.sub(r"\W", "", str(other.value))
    if key in ("residence", "address", "home_town"):
        return _bare_address(str(one.value)) == _bare_address(str(other.value))
    return same_letters(str(one.value), str(other.value))


def _same_bare_name(one: str, other: str) -> bool:
    first, second = (re.sub(r"<+", " ", mrz_name(name)) for name in (one, other))
    # The zone holds 30 letters, and some issuers' zones lose an initial Đ; one letter more or less is no other name.
    lost = max(sum(word[0] in "Đđ" for word in name.split()) for name in (one, other))
    return OSA.distance(first[:28], second[:28]) <= max(1, lost)


_ABBREVIATIONS = {"thanh pho": "tp", "phuong": "p", "xa": "x", "thi tran": "tt", "huyen": "h", "quan": "q", "tinh": "t"}


def _bare_address(text: str) -> str:
    folded = fold_words(text)
    for word, short in _ABBREVIATIONS.items():
        folded = re.sub(rf"\b{word}\b", short, folded)
    return re.sub(r"\bt\b ", "", folded)


def distance(key: str, one: JsonValue, other: JsonValue) -> int:
    """How many letters or digits differ, tones aside for words."""
    return OSA.distance(fold_words(str(one)), fold_words(str(other)))


def _is_misreading(key: str, best: Reading, other: Reading, support: Sequence[JsonValue]) -> bool:
    """True where the other reading is print that was likely just read wrongly."""
    if other.source != "ocr" or best.source == "ocr":
        return False
    if key.endswith("_date") and any(_bears_out(other.value, one) for one in support):
        return False
    if key.endswith("_date") and any(_bears_out(best.value, one) for one in support):
        return True
    apart = distance(key, best.value, other.value)
    length = max(len(fold_words(str(best.value))), 1)
    if key in ("residence", "address", "home_town"):
        return apart / length <= 0.2  # long, over two lines, may be cut
    if key.endswith("name"):
        return apart == 0 or (apart / length <= OTHER_NAME and apart <= 2) or other.confidence < 0.6
    return (apart <= 2 and other.confidence < SURE_DIGIT) or other.confidence < 0.5
