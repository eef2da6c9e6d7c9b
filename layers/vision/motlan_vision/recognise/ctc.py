"""Connectionist temporal classification (Graves et al. 2006): what a network says of a line, step by step."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

NONE = -1e9


class Alphabet:
    """The characters of labels 1, 2 and so on (0 is the blank), NFC."""

    def __init__(self, chars: Sequence[str]) -> None:
        self.chars = [unicodedata.normalize("NFC", c) for c in chars]
        self._label = {c: i + 1 for i, c in enumerate(self.chars)}

    def labels(self, text: str) -> tuple[list[int], int]:
        """Labels of the characters it has, and how many it lacks."""
        known = [self._label[c] for c in text if c in self._label]
        return known, len(text) - len(known)


@dataclass(frozen=True)
class Char:
    """A character as decoded: its run of steps (both ends inclusive) and the best probability in it."""

    text: str
    first: int
    last: int
    probability: float


@dataclass(frozen=True)
class Found:
    """A word as decoded: its first and last step, the probability of its weakest character."""

    text: str
    first: int
    last: int
    probability: float


@dataclass(frozen=True)
class Evidence:
    """Log probabilities ``[steps, labels]`` of a line; step ``n`` begins at ``left + n * step`` in the page."""

    log_probs: NDArray[np.float32]
    alphabet: Alphabet
    left: float
    step: float

    def x(self, n: float) -> float:
        """Where step ``n`` begins, in pixels of the page."""
        return self.left + n * self.step

    @cached_property
    def chars(self) -> list[Char]:
        """The best path: a run of one label is one character."""
        if not len(self.log_probs):
            return []
        labels, peaks = self.log_probs.argmax(axis=1), self.log_probs.max(axis=1)
        starts = np.flatnonzero(np.concatenate(([True], labels[1:] != labels[:-1])))
        ends = np.append(starts[1:], len(labels))
        return [
            Char(self.alphabet.chars[int(labels[s]) - 1], int(s), int(e) - 1, float(np.exp(peaks[s:e].max())))
            for s, e in zip(starts, ends, strict=True)
            if labels[s]
        ]

    @cached_property
    def words(self) -> list[Found]:
        """The best path's words."""
        words: list[Found] = []
        run: list[Char] = []
        for char in [*self.chars, None]:
            if char is not None and char.text != " ":
                run.append(char)
            elif run:
                text = "".join(c.text for c in run)
                words.append(Found(text, run[0].first, run[-1].last, min(c.probability for c in run)))
                run = []
        return words

    def part(self, first: int, end: int) -> Evidence:
        """Steps ``first`` up to ``end``, exclusive."""
        return Evidence(self.log_probs[first:end], self.alphabet, self.x(first), self.step)


def likelihood(log_probs: NDArray[np.float32], labels: Sequence[int]) -> float:
    """Log probability of a label sequence over all its paths (the forward algorithm)."""
    return likelihoods(log_probs, [labels])[0]


def likelihoods(log_probs: NDArray[np.float32], sequences: Sequence[Sequence[int]]) -> list[float]:
    """As ``likelihood``, of several sequences at once: the steps are walked once for all."""
    if not len(log_probs):
        return [NONE if labels else 0.0 for labels in sequences]
    places = [2 * len(labels) + 1 for labels in sequences]
    path = np.zeros((len(sequences), max(places)), np.intp)
    for row, labels in zip(path, sequences, strict=True):
        row[1 : 2 * len(labels) : 2] = labels
    skip = np.full(path.shape, NONE)
    skip[:, 2:] = np.where((path[:, 2:] != 0) & (path[:, 2:] != path[:, :-2]), 0.0, NONE)
    seen = log_probs[:, path].astype(np.float64)
    # Two places of padding in front, so that "one back" and "two back" are slices. What lies behind a shorter
    # sequence's end is filled in vain: no path leads back.
    now = np.full((path.shape[0], path.shape[1] + 2), NONE)
    now[:, 2:4] = seen[0, :, :2]
    for step in seen[1:]:
        reach = np.logaddexp(np.logaddexp(now[:, 2:], now[:, 1:-1]), now[:, :-2] + skip)
        now[:, 2:] = reach + step
    return [
        float(np.logaddexp(row[n + 1], row[n]) if n > 1 else row[n + 1]) for row, n in zip(now, places, strict=True)
    ]
