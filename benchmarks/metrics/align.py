"""Lines of the truth beside lines of the output, whatever their order.

Reading order of columns is a matter of taste, so a line may stand anywhere; and it may match a part of a longer line on
either side, because one engine joins what another leaves apart. Longest truth first, best remaining partner, greedy.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

#: Lines of about the same length are compared whole.
WHOLE = 0.8
#: Worse than this is no match.
LEAST = 0.5
#: A fragment shorter than this must match exactly, one shorter than SHORT is held back a little.
TINY, SHORT = 6, 4


@dataclass(frozen=True)
class Pair:
    """A piece of truth line ``line`` with the piece of output that it was matched to."""

    truth: str
    output: str
    line: int


@dataclass(frozen=True)
class Alignment:
    """``missed``: pieces of truth without a partner, with their line; ``extra``: output without one."""

    pairs: list[Pair]
    missed: list[tuple[str, int]]
    extra: list[str]


@dataclass(frozen=True)
class _Match:
    weight: float
    similarity: float
    index: int
    span: tuple[int, int] | None


def align(truth: Sequence[str], output: Sequence[str]) -> Alignment:
    """Both sides already in normal form."""
    queue = [(-len(t), n, t, i) for n, (i, t) in enumerate((i, t) for i, t in enumerate(truth) if t)]
    heapq.heapify(queue)
    count, left = len(queue), [o for o in output if o]
    pairs: list[Pair] = []
    missed: list[tuple[str, int]] = []
    while queue:
        _, _, piece, line = heapq.heappop(queue)
        match = _partner(piece, left)
        if match is None:
            missed.append((piece, line))
            continue
        other = left.pop(match.index)
        if match.span is None:
            pairs.append(Pair(piece, other, line))
        elif len(piece) <= len(other):
            a, b = _at_words(other, piece, *match.span)
            pairs.append(Pair(piece, other[a:b].strip(), line))
            left += [rest for rest in (other[:a].strip(), other[b:].strip()) if _says_something(rest)]
        else:
            a, b = _at_words(piece, other, *match.span)
            pairs.append(Pair(piece[a:b].strip(), other, line))
            for rest in (piece[:a].strip(), piece[b:].strip()):
                if _says_something(rest):
                    heapq.heappush(queue, (-len(rest), count, rest, line))
                    count += 1
    return Alignment(pairs, missed, [o for o in left if _says_something(o)])


def _partner(piece: str, candidates: Sequence[str]) -> _Match | None:
    best: _Match | None = None
    for index, other in enumerate(candidates):
        match = _compare(piece, other, index, best.weight if best else 0.0)
        if match and match.similarity >= LEAST and (best is None or match.weight > best.weight):
            best = match
    return best


def _compare(piece: str, other: str, index: int, to_beat: float) -> _Match | None:
    short, long = sorted((len(piece), len(other)))
    if short / long >= WHOLE:
        alike = Levenshtein.normalized_similarity(piece, other)
        return _Match(alike * short + (2 if alike > 0.9 else 0), alike, index, None)
    if short < to_beat:  # even a perfect fragment would weigh less
        return None
    found = (
        fuzz.partial_ratio_alignment(piece, other)
        if len(piece) <= len(other)
        else fuzz.partial_ratio_alignment(other, piece)
    )
    if found is None:
        return None
    alike = found.score / 100
    if short < TINY and alike < 0.99:
        return None
    weight = (alike - (0.12 if short < SHORT else 0)) * short
    return _Match(weight, alike, index, (found.dest_start, found.dest_end))


def _at_words(long: str, short: str, start: int, end: int) -> tuple[int, int]:
    """The cut moved by up to four letters to where words begin and end, if that fits better."""
    starts, ends = {start}, {end}
    for step in range(1, 5):
        starts |= {x for x in (start - step, start + step) if 0 <= x < len(long) and (x == 0 or long[x - 1] == " ")}
        ends |= {x for x in (end - step, end + step) if 0 < x <= len(long) and (x == len(long) or long[x] == " ")}
    best = min(
        (
            (Levenshtein.distance(short, long[a:b].strip()), abs(a - start) + abs(b - end), a, b)
            for a in starts
            for b in ends
            if a < b
        ),
        key=lambda c: c[:2],
    )
    return best[2], best[3]


def _says_something(text: str) -> bool:
    return any(c.isalnum() for c in text)
