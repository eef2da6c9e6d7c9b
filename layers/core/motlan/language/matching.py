"""Edit distance on folded text: labels that OCR has bent, and closed lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from motlan.language.text import fold, nfc


@dataclass(frozen=True)
class Found:
    """Where a label stands in a line: characters ``start``…``end`` of ``nfc(line)``, with ``distance`` edits.

    ``score`` is 1.0 for a perfect match and falls by one part a letter.
    """

    label: str
    start: int
    end: int
    distance: int
    score: float


def _letters(text: str) -> tuple[str, list[int]]:
    """The folded letters and digits of a text and the place of each: blanks, dots and colons are often misread."""
    kept = [(char, place) for place, char in enumerate(fold(text)) if char.isalnum()]
    return "".join(char for char, _ in kept), [place for _, place in kept]


def allowed_edits(length: int) -> int:
    """How many misread letters a label of that length may have: none below 4, two at 12, at most four."""
    return min(4, length // 6 + (length >= 4)) if length >= 4 else 0


def find_label(line: str, label: str, *, edits: int | None = None, at_start: bool = False) -> Found | None:
    """The best place of the label in the line, or None where it is further off than ``edits`` (by its length else).

    Tones, case, blanks and punctuation do not count. ``at_start``: only where the line begins with it. A match starts
    and ends at borders of words, so that "cha" is not found in "chau".
    """
    wanted, _ = _letters(label)
    hay, places = _letters(line)
    limit = allowed_edits(len(wanted)) if edits is None else edits
    if not wanted or not hay:
        return None
    folded = fold(line)
    best: tuple[int, int, int] | None = None
    starts = [0] if at_start else [i for i, place in enumerate(places) if _border(folded, place)]
    for start in starts:
        for size in range(max(1, len(wanted) - limit), len(wanted) + limit + 1):
            end = start + size
            if end > len(hay) or not (end == len(hay) or _breaks(folded, places[end - 1], places[end])):
                continue
            distance = OSA.distance(wanted, hay[start:end], score_cutoff=limit)
            if distance <= limit and (best is None or distance < best[0]):
                best = (distance, start, end)
    if best is None:
        return None
    distance, start, end = best
    return Found(label, places[start], places[end - 1] + 1, distance, 1 - distance / len(wanted))


def _border(folded: str, place: int) -> bool:
    return place == 0 or not folded[place - 1].isalpha() or not folded[place].isalpha()


def _breaks(folded: str, last: int, following: int) -> bool:
    return following - last > 1 or not (folded[last].isalpha() and folded[following].isalpha())


def find_any(line: str, labels: Iterable[str], *, at_start: bool = False) -> Found | None:
    """The best of several labels: fewest edits for its length, then the longest, then the leftmost."""
    found = [hit for label in labels if (hit := find_label(line, label, at_start=at_start))]
    return min(found, key=lambda hit: (-round(hit.score, 2), -(hit.end - hit.start), hit.start), default=None)


@dataclass(frozen=True)
class Choice:
    """An entry of a closed list; ``distance`` is 0 where it stood there in any case or tone placement."""

    value: str
    distance: int


def choose(text: str, entries: Sequence[str], *, edits: int | None = None) -> Choice | None:
    """The entry that the text means, or None where none or more than one is near.

    Exact (tones and all) goes before equal when folded, that before misread by at most ``edits`` letters (a quarter
    of the entry's length, at most 2, where not given).
    """
    wanted, wanted_letters = nfc(text).casefold().strip(), _letters(text)[0]
    if not wanted_letters:
        return None
    for entry in entries:
        if nfc(entry).casefold() == wanted:
            return Choice(entry, 0)
    forms = {wanted_letters, wanted_letters.replace("rn", "m")}  # they look alike in most typefaces
    scored: list[tuple[int, int, str]] = []
    for entry in entries:
        letters = _letters(entry)[0]
        limit = min(2, len(letters) // 4) if edits is None else edits
        distance = min(OSA.distance(letters, form, score_cutoff=limit) for form in forms)
        if distance <= limit:
            tones = OSA.distance(nfc(entry).casefold(), wanted)
            scored.append((distance, tones, entry))
    scored.sort()
    if not scored or (len(scored) > 1 and scored[0][:2] == scored[1][:2]):
        return None
    distance, tones, entry = scored[0]
    return Choice(entry, max(distance, min(tones, 1)))
