"""Spotting printed labels in what was read: without tones, without blanks, with a few wrong letters.

A label stands at the start of a piece of a row, or anywhere in a row if a colon follows it. Where two labels claim
the same words the longer and more alike one wins, so that "Họ, chữ đệm, tên" never eats "Họ, chữ đệm, tên người mẹ".
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Generic, TypeVar

from rapidfuzz.distance import Levenshtein

from motlan.understanding.layout import Sheet, Token, squash

T = TypeVar("T", bound=Hashable)
_COLON = re.compile(r"[:;：]$")
_ENUMERATOR = re.compile(r"^(?:\(?\d{1,2}[.)/]|[a-zđA-ZĐ][.)]|[IVX]{1,4}[.)]|[-+•*–])$")
_NOTE = re.compile(r"^[(\[{]?\d{1,2}[)\]}]:?$")
_LONG_ENOUGH_ALONE = 5
#: A last word no longer than this says whose it is (mẹ, cha, vợ): it is read right, or it is another label.
SHORT = 4
#: What a form may add to a label without changing whose or what it is: "Quốc tịch hiện nay:", "Cân nặng khi sinh:".
_NEUTRAL = re.compile(
    "(?:"
    + "|".join(
        squash(t)
        for t in (
            "hiện nay", "hiện tại", "nếu có", "bằng số", "khi sinh", "được xác định", "chính", "cụ thể", "đầy đủ",
            "ghi rõ", "hoặc tên gọi khác", "trên giấy tờ", "dương lịch", "âm lịch", "cuối cùng", "của người chết",
            "của người đã chết", "của người mất", "của người được cấp", "của hộ kinh doanh", "của doanh nghiệp",
            "của công ty", "số", "giấy", "giấy xác nhận",
        )
    )
    + ")+"
)  # fmt: skip
#: Between a label and the same in English, which is printed tiny: so much of it may be misread, and counts half.
ENGLISH, _TINY = " / ", 0.4
#: Words of a remark in brackets behind a label: "Nơi sinh (ghi rõ tên bệnh viện, xã, tỉnh):"
_REMARK = 18


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
        """What counts where labels overlap."""
        return self.length * self.likeness**3 + (1 if self.colon else 0)


@lru_cache(maxsize=256)
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
    """True for what stands before a label: "1." "a)" "II." "-"."""
    return bool(_ENUMERATOR.match(token.text))


@dataclass(frozen=True, slots=True)
class _Known(Generic[T]):
    """A label squashed, its last word, how many of its letters are English, and whether it may stand inside a row."""

    key: str
    label: T
    bare: bool
    last: str
    english: int

    def limit(self, *, colon: bool) -> int:
        """How many of its letters may be misread."""
        if not self.english:
            return allowed_distance(len(self.key), colon=colon)
        return allowed_distance(len(self.key) - self.english, colon=colon) + int(_TINY * self.english)


class Spotter(Generic[T]):
    """Finds any of many labels. ``bare`` labels may stand in the middle of a row without a colon."""

    def __init__(self, labels: Iterable[tuple[str, T]], bare: Iterable[tuple[str, T]] = ()) -> None:
        self._by_length: dict[int, list[_Known[T]]] = {}
        seen: set[str] = set()
        for marked, group in ((True, bare), (False, labels)):
            for text, label in group:
                key = squash(text)
                if not key or key in seen:
                    continue
                seen.add(key)
                english = len(squash(text.partition(ENGLISH)[2]))
                known = _Known(key, label, marked or english > 0, squash(text.split()[-1]), english)
                slack = _slack(len(key))
                for length in range(len(key) - slack, len(key) + slack + 1):
                    self._by_length.setdefault(length, []).append(known)
        self._longest = max(self._by_length, default=0)
        self._has_bare = any(known.bare for entries in self._by_length.values() for known in entries)

    def spot(self, sheet: Sheet) -> list[Hit[T]]:
        """The labels of all rows, in reading order, none overlapping another."""
        return [hit for number, row in enumerate(sheet.rows) for hit in self._row(number, [p.tokens for p in row])]

    def _row(self, number: int, pieces: list[tuple[Token, ...]]) -> list[Hit[T]]:
        row = _Row(pieces)
        best: dict[tuple[int, int], Hit[T]] = {}
        for start, end, free in row.windows(self._longest, anywhere=self._has_bare):
            text = row.text(start, end)
            colon = row.ends_label(end)
            after = row.after(end) if colon else row.remarked(end)
            if row.opened(start, end):
                after = row.closed(end)
            colon = colon or after is not None
            for label in self._by_length.get(len(text), ()):
                size = len(label.key)
                if not (colon or label.bare or (free and size >= _LONG_ENOUGH_ALONE)):
                    continue
                limit = label.limit(colon=colon)
                distance = Levenshtein.distance(label.key, text, score_cutoff=limit)
                strange = distance > 0 and not label.english and len(label.last) <= SHORT
                if distance > limit or (strange and row.tokens[end - 1].key != label.last):
                    continue
                unlike = distance / size / (2 if label.english else 1)
                hit = Hit(number, start, after or end, label.label, 1 - unlike, colon, size)
                known = best.get((start, hit.end))
                if known is None or hit.score > known.score:
                    best[start, hit.end] = hit
        return _without_overlap(list(best.values()), row.tokens)


class _Row:
    """A row's words run together, with where pieces begin and where a label may end."""

    def __init__(self, pieces: list[tuple[Token, ...]]) -> None:
        self.tokens = [t for piece in pieces for t in piece]
        self._starts, at = set(), 0
        for piece in pieces:
            self._starts.add(at)
            if len(piece) > 1 and is_enumerator(piece[0]):
                self._starts.add(at + 1)
            at += len(piece)
        self._colons = {i for i, t in enumerate(self.tokens) if _COLON.search(t.text)}
        # the label's last word may be followed by a bare ":" or by a note mark "(2)"
        self._before = {i - 1 for i, t in enumerate(self.tokens) if i and (not t.key or _NOTE.match(t.text))}
        self._offsets = [0]
        for token in self.tokens:
            self._offsets.append(self._offsets[-1] + len(token.key))
        self._text = "".join(t.key for t in self.tokens)
        self._remarks: dict[int, int | None] = {}

    def text(self, start: int, end: int) -> str:
        """Letters and digits of the words from ``start`` to ``end``, exclusive."""
        return self._text[self._offsets[start] : self._offsets[end]]

    def ends_label(self, end: int) -> bool:
        """True where a colon or a note mark ends the words before ``end``."""
        return end - 1 in self._colons or end - 1 in self._before

    def after(self, end: int) -> int:
        """``end``, or the place after a colon that stands there as a word of its own."""
        lone = end - 1 in self._before and end - 1 not in self._colons and not self.tokens[end].key
        return end + 1 if lone else end

    def opened(self, start: int, end: int) -> bool:
        """True where a bracket opens behind the first of these words and does not close."""
        if self.tokens[start].text.startswith("("):
            return False
        text = "".join(t.text for t in self.tokens[start:end])
        return text.count("(") > text.count(")")

    def closed(self, end: int) -> int | None:
        """The place after the bracket that closes behind ``end``."""
        close = next((n for n in range(end, min(end + _REMARK, len(self.tokens))) if ")" in self.tokens[n].text), None)
        if close is None:
            return None
        lone = close + 1 < len(self.tokens) and self.tokens[close + 1].text in (":", ";")
        return close + 2 if lone else close + 1

    def remarked(self, end: int) -> int | None:
        """The place after a remark that follows the words before ``end``: in brackets, or words that change nothing."""
        if end >= len(self.tokens):
            return None
        if end not in self._remarks:
            self._remarks[end] = self._remark(end)
        return self._remarks[end]

    def _remark(self, end: int) -> int | None:
        if self.tokens[end].text.startswith("(") and not _NOTE.match(self.tokens[end].text):
            return self.closed(end)
        for last in range(end, min(end + 7, len(self.tokens))):
            if self.ends_label(last + 1):
                neutral = _NEUTRAL.fullmatch("".join(t.key for t in self.tokens[end : last + 1]))
                return self.after(last + 1) if neutral else None
        return None

    def windows(self, longest: int, *, anywhere: bool) -> Iterator[tuple[int, int, bool]]:
        """Runs of words that a label could be: from a piece's start, or anywhere up to a colon; no colon inside."""
        count = len(self.tokens)
        for start in range(count):
            if not self.tokens[start].key:
                continue
            free = start in self._starts
            for end in range(start + 1, count + 1):
                if self._offsets[end] - self._offsets[start] > longest or (
                    end - 2 >= start and end - 2 in self._colons
                ):
                    break
                if free or anywhere or self.ends_label(end) or self.remarked(end) is not None:
                    yield start, end, free


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
