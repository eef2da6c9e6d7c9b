"""Spotting printed labels in what was read: without tones, without blanks, with a few wrong letters.

A label stands at the start of a piece of a row, or anywhere in a row if a colon follows it. Where two labels claim
the same words the longer and more alike one wins, so that "Họ, chữ đệm, tên" never eats "Họ, chữ đệm, tên người mẹ".
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from rapidfuzz.distance import Levenshtein

from motlan.understanding.layout import Sheet, Token, squash

T = TypeVar("T", bound=Hashable)
_COLON = re.compile(r"[:;：]$")
_ENUMERATOR = re.compile(r"^(?:\(?\d{1,2}[.)/]|[a-zđA-ZĐ][.)]|[IVX]{1,4}[.)]|[-+•*–])$")
_NOTE = re.compile(r"^[(\[{]?\d{1,2}[)\]}]:?$")
_LONG_ENOUGH_ALONE = 5


@dataclass(frozen=True, slots=True)
class Hit(Generic[T]):
    """Words ``start`` to ``end`` (exclusive) of row ``row`` are the label ``label``; ``likeness`` 0..1."""

    row: int
    start: int
    end: int
    label: T
    likeness: float
    colon: bool
    length: int

    @property
    def score(self) -> float:
        return self.length * self.likeness**3 + (1 if self.colon else 0)


def allowed_distance(length: int, *, colon: bool) -> int:
    """How many letters of a squashed label may be misread: short ones must be exact."""
    if length < 4:
        return 0
    if length < 8:
        return 1 if colon or length > _LONG_ENOUGH_ALONE else 0
    if colon:
        return max(2, int(length * 0.22))
    return max(1, int(length * 0.17))


def is_enumerator(token: Token) -> bool:
    """ "1." "a)" "II." "-" before a label."""
    return bool(_ENUMERATOR.match(token.text))


class Spotter(Generic[T]):
    """Finds any of many labels. ``bare`` labels may stand in the middle of a row without a colon."""

    def __init__(self, labels: Iterable[tuple[str, T]], bare: Iterable[tuple[str, T]] = ()) -> None:
        self._by_length: dict[int, list[tuple[str, T, bool]]] = {}
        seen: set[str] = set()
        for marked, group in ((True, bare), (False, labels)):
            for text, label in group:
                key = squash(text)
                if not key or key in seen:
                    continue
                seen.add(key)
                slack = _slack(len(key))
                for length in range(len(key) - slack, len(key) + slack + 1):
                    self._by_length.setdefault(length, []).append((key, label, marked))
        self._longest = max(self._by_length, default=0)
        self._has_bare = any(entry[2] for entries in self._by_length.values() for entry in entries)

    def spot(self, sheet: Sheet) -> list[Hit[T]]:
        """The labels of all rows, in reading order, none overlapping another."""
        return [hit for number, row in enumerate(sheet.rows) for hit in self._row(number, [p.tokens for p in row])]

    def _row(self, number: int, pieces: list[tuple[Token, ...]]) -> list[Hit[T]]:
        tokens = [t for piece in pieces for t in piece]
        starts, at = set(), 0
        for piece in pieces:
            starts.add(at)
            if len(piece) > 1 and is_enumerator(piece[0]):
                starts.add(at + 1)
            at += len(piece)
        colons = {i for i, t in enumerate(tokens) if _COLON.search(t.text)}
        # the label's last word may be followed by a bare ":" or by a note mark "(2)"
        before = {i - 1 for i, t in enumerate(tokens) if i and (not t.key or _NOTE.match(t.text))}
        offsets = [0]
        for token in tokens:
            offsets.append(offsets[-1] + len(token.key))
        text = "".join(t.key for t in tokens)
        best: dict[tuple[int, int], Hit[T]] = {}
        for start in range(len(tokens)):
            free = start in starts
            for end in range(start + 1, len(tokens) + 1):
                length = offsets[end] - offsets[start]
                if length > self._longest:
                    break
                colon = end - 1 in colons or end - 1 in before
                if not tokens[start].key or not (colon or free or self._has_bare):
                    continue
                for key, label, bare in self._by_length.get(length, ()):
                    if not (colon or free or bare):
                        continue
                    hit = self._match(
                        number, start, end, key, label, text[offsets[start] : offsets[end]], colon=colon, bare=bare
                    )
                    if hit is None:
                        continue
                    if end - 1 in before and end - 1 not in colons and end < len(tokens) and not tokens[end].key:
                        hit = replace(hit, end=end + 1)
                    if (start, hit.end) not in best or hit.score > best[start, hit.end].score:
                        best[start, hit.end] = hit
        return _without_overlap(list(best.values()), tokens)

    @staticmethod
    def _match(
        row: int, start: int, end: int, key: str, label: T, text: str, *, colon: bool, bare: bool
    ) -> Hit[T] | None:
        if len(key) < _LONG_ENOUGH_ALONE and not colon and not bare:
            return None
        limit = allowed_distance(len(key), colon=colon)
        distance = Levenshtein.distance(key, text, score_cutoff=limit)
        return Hit(row, start, end, label, 1 - distance / len(key), colon, len(key)) if distance <= limit else None


def _slack(length: int) -> int:
    return 0 if length < 4 else max(1, length // 5)


def _without_overlap(hits: list[Hit[T]], tokens: list[Token]) -> list[Hit[T]]:
    kept: list[Hit[T]] = []
    for hit in sorted(hits, key=lambda h: (-h.score, h.start)):
        if all(k.end <= hit.start or hit.end <= k.start for k in kept):
            kept.append(hit)
    kept.sort(key=lambda h: h.start)
    # "3." before "Giới tính:" is the label's, not the value's before it
    taken = {i for k in kept for i in range(k.start, k.end)}
    return [
        replace(k, start=k.start - 1)
        if k.start and is_enumerator(tokens[k.start - 1]) and k.start - 1 not in taken
        else k
        for k in kept
    ]
