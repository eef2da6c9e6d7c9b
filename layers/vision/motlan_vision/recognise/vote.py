"""Several readings of one line into one, word by word."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from motlan_vision.recognise.engine import Engine, Gray, PixelBox, Reading, Token

#: How much more the first (base) reading is trusted where the two differ.
BASE = 1.15


class Vote:
    """Asks all its engines; the first is the base that the others may correct."""

    name = "vote"

    def __init__(self, engines: Sequence[Engine]) -> None:
        self.engines = tuple(engines)

    def read(self, page: Gray, boxes: Sequence[PixelBox]) -> list[Reading]:
        """See ``Engine.read``."""
        base, *others = (engine.read(page, boxes) for engine in self.engines)
        for other in others:
            base = [vote(a, b) for a, b in zip(base, other, strict=True)]
        return base


def vote(base: Reading, other: Reading) -> Reading:
    """The base reading's words, each replaced where the other reading is surer; marks what both agree on."""
    left, right = [t.text for t in base.tokens], [t.text for t in other.tokens]
    if not left or not right:
        only = base.tokens or other.tokens
        return Reading(tuple(replace(t, witnesses=1, asked=2) for t in only))
    out: list[Token] = []
    for op in Levenshtein.opcodes(left, right):
        ours, theirs = base.tokens[op.src_start : op.src_end], other.tokens[op.dest_start : op.dest_end]
        if op.tag == "equal":
            pairs = zip(ours, theirs, strict=True)
            out += [replace(a, witnesses=2, asked=2, probability=max(a.probability, b.probability)) for a, b in pairs]
            continue
        out += [replace(t, witnesses=1, asked=2) for t in choose(ours, theirs)]
    return Reading(tuple(out))


def choose(ours: tuple[Token, ...], theirs: tuple[Token, ...]) -> tuple[Token, ...]:
    """The surer of two readings of the same stretch."""
    sure, others = (min((t.probability for t in side), default=0.0) for side in (ours, theirs))
    return ours if sure * BASE >= others else theirs
