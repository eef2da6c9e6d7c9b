"""The default engine: one quick look at all, two more where it leaves a doubt, the accurate network where these do.

A reading is sure by its probability, by how the looks agree, and by the language model: a lower-case word that fits
between its neighbours needs less of the others. So three quarters of running text cost one look.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Levenshtein

from motlan_vision.recognise import mrz
from motlan_vision.recognise.asternet import AsterNet
from motlan_vision.recognise.ctc import Evidence
from motlan_vision.recognise.doubt import doubtful, is_sure, is_sure_at_once
from motlan_vision.recognise.ends import BEYOND, by_ink, overlooked
from motlan_vision.recognise.engine import Gray, PixelBox, Reading, Token
from motlan_vision.recognise.fuse import fuse
from motlan_vision.recognise.pieces import Beside, Range, beside, part_of, seen_in
from motlan_vision.recognise.trueocr import VIEWS, TrueOcr

QUICK, ACCURATE = 0.4, 1.0  # weights of one quick view and of the accurate network


@dataclass(frozen=True)
class Piece:
    """Words ``at`` of line (or piece) number ``of``: their box, the words beside them, what each view saw, the text."""

    of: int
    at: Range
    box: PixelBox
    beside: Beside
    views: Sequence[Evidence]
    reading: Reading


class Vote:
    """See the module."""

    name = "vote"

    def __init__(self, threads: int = 2) -> None:
        self.quick, self.accurate = TrueOcr(threads), AsterNet(threads)

    def read(self, page: Gray, boxes: Sequence[PixelBox]) -> list[Reading]:
        """See ``Engine.read``."""
        views = self.quick.look(page, boxes, VIEWS[0])
        lines = [fuse([view], [1.0], box) for view, box in zip(views, boxes, strict=True)]
        zones = self._zones(page, boxes, lines, views)
        pieces = self._looked_again(page, boxes, lines, views, set(zones))
        read = _joined(lines, pieces, self._read_again(page, pieces))
        read = [by_ink(page, box, line)[0] for box, line in zip(boxes, read, strict=True)]
        return [zones.get(i) or reading for i, reading in enumerate(read)]

    def _zones(
        self, page: Gray, boxes: Sequence[PixelBox], lines: Sequence[Reading], views: Sequence[Evidence]
    ) -> dict[int, Reading]:
        """Lines of machine-readable zones, by their place among the boxes."""
        likely = [i for i, line in enumerate(lines) if mrz.is_candidate(line.text, boxes[i])]
        more = [self.quick.look(page, [boxes[i] for i in likely], view) for view in VIEWS[1:]]
        seen = zip(likely, *more, strict=True)
        zones = {i: mrz.read_line(page, boxes[i], [views[i], *others]) for i, *others in seen}
        return {i: zone for i, zone in zones.items() if zone}

    def _looked_again(
        self,
        page: Gray,
        boxes: Sequence[PixelBox],
        lines: Sequence[Reading],
        views: Sequence[Evidence],
        done: set[int],
    ) -> list[Piece]:
        """What one look left in doubt, by all the views of the quick network."""
        ranges = []
        for i, line in enumerate(lines):
            if i not in done:
                marked, borne = by_ink(page, boxes[i], line)
                ranges += [(i, at) for at in doubtful(marked, boxes[i], is_sure_at_once, borne=borne)]
        parts = [part_of(page, boxes[i], lines[i], at) for i, at in ranges]
        more = [self.quick.look(page, parts, view) for view in VIEWS[1:]]
        pieces = []
        for (i, at), part, *others in zip(ranges, parts, *more, strict=True):
            seen, around = [seen_in(views[i], part), *others], beside(lines[i], at)
            pieces.append(Piece(i, at, part, around, seen, fuse(seen, [1.0] * len(seen), part, around)))
        return pieces

    def _read_again(self, page: Gray, pieces: Sequence[Piece]) -> list[Reading]:
        """The pieces with what all the views left in doubt read by the accurate network, too."""
        ranges = []
        for n, p in enumerate(pieces):
            last = p.beside[1] is None
            marked, borne = by_ink(page, p.box, p.reading, BEYOND if last else 0.0)
            ends = last and overlooked(page, p.box, marked.text)
            ranges += [(n, at) for at in doubtful(marked, p.box, is_sure, p.beside, borne=borne, open_end=ends)]
        parts = [part_of(page, pieces[n].box, pieces[n].reading, at) for n, at in ranges]
        again, alike = [], []
        for (n, at), part, accurate in zip(ranges, parts, self.accurate.look(page, parts), strict=True):
            piece = pieces[n]
            seen, around = [seen_in(view, part) for view in piece.views], beside(piece.reading, at, piece.beside)
            better = fuse([accurate, *seen], [ACCURATE] + [QUICK] * len(seen), part, around)
            ours = " ".join(token.text for token in piece.reading.tokens[slice(*at)])
            alike.append(Levenshtein.normalized_similarity(ours, " ".join(word.text for word in accurate.words)))
            again.append(Piece(n, at, part, around, [], replace(better, agreement=alike[-1])))
        return [_as_readers(r) for r in _joined([p.reading for p in pieces], again, [p.reading for p in again])]


def _joined(whole: Sequence[Reading], pieces: Sequence[Piece], better: Sequence[Reading]) -> list[Reading]:
    """Readings with pieces of them replaced; their agreement is that of the pieces, the rest counts as agreed."""
    tokens = [list(reading.tokens) for reading in whole]
    quarrel = [0.0] * len(whole)
    # From right to left, so that a piece's place stays what it was.
    for piece, reading in reversed(list(zip(pieces, better, strict=True))):
        start, end = piece.at
        quarrel[piece.of] += max(1, end - start) * (1.0 - reading.agreement)
        tokens[piece.of][start:end] = reading.tokens
    return [
        Reading(tuple(line), 1.0 - min(1.0, lost / max(1, len(reading.tokens))))
        for line, lost, reading in zip(tokens, quarrel, whole, strict=True)
    ]


def _as_readers(reading: Reading) -> Reading:
    """Witnesses counted as readers: the views of one network are one."""
    return replace(reading, tokens=tuple(_as_reader(token) for token in reading.tokens))


def _as_reader(token: Token) -> Token:
    if token.asked > len(VIEWS):
        return token
    return replace(token, witnesses=int(token.witnesses == token.asked), asked=1)
