"""The default engine: the quick network in three views on everything, the accurate one where those leave a doubt."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from rapidfuzz.distance import Levenshtein

from motlan_vision.recognise import mrz
from motlan_vision.recognise.asternet import AsterNet
from motlan_vision.recognise.ctc import Evidence
from motlan_vision.recognise.engine import Gray, PixelBox, Reading, Token
from motlan_vision.recognise.fuse import TILDE, foreign, fuse
from motlan_vision.recognise.trueocr import VIEWS, TrueOcr

#: A word that all views read alike, one of them at least this surely, is not looked at again: 85 % of the letters of
#: rendered pages, of whose words 0.2 % are wrong.
SURE = 0.95
QUICK, ACCURATE = 0.4, 1.0  # weights of one quick view and of the accurate network
#: What the quick network gets wrong surely (9 % of such words): a tilde read for a circumflex with a tone (hõ for hồ),
#: and words glued at a mark (Thành,ngày).
_GLUED = re.compile(r"[^\W\d_][,.;:/)(]+[^\W\d_]|^/.")
CONTEXT = 1  # sure words on each side that are shown with a doubtful one
INK = 150  # darker is ink
WHOLE = 0.6  # where more of a line than this is doubtful, it is read as a whole
LONGEST = 28.0  # times its height: longer pieces are cut at word gaps


class Vote:
    """See the module."""

    name = "vote"

    def __init__(self, threads: int = 2) -> None:
        self.quick, self.accurate = TrueOcr(threads), AsterNet(threads)

    def read(self, page: Gray, boxes: Sequence[PixelBox]) -> list[Reading]:
        """See ``Engine.read``."""
        looks = [self.quick.look(page, boxes, view) for view in VIEWS]
        seen = [list(views) for views in zip(*looks, strict=True)]
        first = [fuse(views, [1.0] * len(views), box) for views, box in zip(seen, boxes, strict=True)]
        zones = [
            mrz.read_line(page, b, v) if mrz.is_candidate(r.text, b) else None
            for r, b, v in zip(first, boxes, seen, strict=True)
        ]
        first = [zone or reading for zone, reading in zip(zones, first, strict=True)]
        doubts = [(i, p) for i, reading in enumerate(first) if not zones[i] for p in doubtful(reading, boxes[i])]
        parts = [_part(page, boxes[i], first[i], piece) for i, piece in doubts]
        again = self.accurate.look(page, parts)
        tokens = [list(reading.tokens) for reading in first]
        alike: list[list[tuple[int, float]]] = [[] for _ in first]
        # From right to left, so that a piece's place in its line stays what it was.
        for (i, (start, end)), part, accurate in reversed(list(zip(doubts, parts, again, strict=True))):
            views = [_between(view, part) for view in seen[i]]
            ours, theirs = " ".join(t.text for t in tokens[i][start:end]), " ".join(w.text for w in accurate.words)
            alike[i].append((end - start, Levenshtein.normalized_similarity(ours, theirs)))
            better = fuse([accurate, *views], [ACCURATE] + [QUICK] * len(views), part)
            tokens[i][start:end] = better.tokens
        return [
            Reading(tuple(_count(t) for t in line), _agreement(pieces, len(reading.tokens)))
            for line, pieces, reading in zip(tokens, alike, first, strict=True)
        ]


def is_sure(token: Token) -> bool:
    """All views read it alike, one of them surely, and it holds nothing that the quick network gets wrong surely."""
    if token.witnesses < token.asked or token.probability < SURE or _GLUED.search(token.text):
        return False
    return TILDE not in unicodedata.normalize("NFD", token.text) and not foreign(token.text)


def doubtful(reading: Reading, box: PixelBox) -> list[tuple[int, int]]:
    """Ranges of words to look at again: the doubtful ones with context, joined where they meet, cut where too long."""
    tokens = reading.tokens
    if not tokens:
        return [(0, 0)]
    near = [any(not is_sure(t) for t in tokens[max(0, i - CONTEXT) : i + CONTEXT + 1]) for i in range(len(tokens))]
    if sum(near) > WHOLE * len(near):
        near = [True] * len(near)
    longest = LONGEST * (box[3] - box[1])
    ranges: list[tuple[int, int]] = []
    for i, doubt in enumerate(near):
        if not doubt:
            continue
        if ranges and ranges[-1][1] == i and tokens[i].x1 - tokens[ranges[-1][0]].x0 <= longest:
            ranges[-1] = ranges[-1][0], i + 1
        else:
            ranges.append((i, i + 1))
    return ranges


def _part(page: Gray, box: PixelBox, reading: Reading, piece: tuple[int, int]) -> PixelBox:
    """The box of a range of words: cut in the gaps to the neighbouring words."""
    tokens, (start, end) = reading.tokens, piece
    x0 = _gap(page, box, tokens[start - 1], tokens[start]) if start else box[0]
    x1 = _gap(page, box, tokens[end - 1], tokens[end]) if end < len(tokens) else box[2]
    return x0, box[1], max(x1, x0 + 1), box[3]


def _gap(page: Gray, box: PixelBox, before: Token, after: Token) -> float:
    """The middle of the widest stretch without ink around the place where one word ends and the next begins.

    A network's steps say where letters are, not where they end; a sliver of a neighbour would read as one.
    """
    middle, reach = (before.x1 + after.x0) / 2, 0.6 * (box[3] - box[1])
    first = max(0, round(middle - reach))
    strip = page[max(0, round(box[1])) : round(box[3]), first : round(middle + reach)]
    if not strip.size:
        return middle
    inked = np.concatenate(([-1], np.flatnonzero((strip < INK).any(axis=0)), [strip.shape[1]]))
    widths = np.diff(inked)
    # Of gaps about as wide the one nearest the middle: letters of one word stand apart, too.
    centres = inked[:-1] + widths / 2
    best = int(np.argmax(widths - 0.3 * np.abs(centres - (middle - first))))
    return float(first + centres[best]) if widths[best] > 2 else middle


def _between(view: Evidence, part: PixelBox) -> Evidence:
    """A view's steps within a part of the line."""
    first, end = ((x - view.left) / view.step for x in (part[0], part[2]))
    return view.part(max(0, round(first)), max(0, round(end)))


def _agreement(pieces: Sequence[tuple[int, float]], words: int) -> float:
    """Of a line: words that were not looked at again count as agreed."""
    return 1.0 - sum(n * (1.0 - same) for n, same in pieces) / max(1, words, sum(n for n, _ in pieces))


def _count(token: Token) -> Token:
    """Witnesses as readers, not as views: the views of one network are one reader."""
    if token.asked <= len(VIEWS):
        return replace(token, witnesses=int(token.witnesses == token.asked), asked=1)
    return token
