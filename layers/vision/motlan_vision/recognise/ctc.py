"""Greedy decoding of connectionist temporal classification (Graves et al. 2006): a run of a label is a character."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from motlan_vision.recognise.engine import Char


def decode(
    labels: NDArray[np.integer], peaks: NDArray[np.floating], alphabet: Sequence[str], left: float, step: float
) -> list[Char]:
    """Characters with the best probability in their run; label 0 is the blank, label n is ``alphabet[n - 1]``.

    ``left`` is where the first step begins in the page, ``step`` the width of a step, both in pixels.
    """
    if not len(labels):
        return []
    starts = np.flatnonzero(np.concatenate(([True], labels[1:] != labels[:-1])))
    ends = np.append(starts[1:], len(labels))
    chars: list[Char] = []
    for start, end in zip(starts, ends, strict=True):
        label = int(labels[start])
        if label:
            text = unicodedata.normalize("NFC", alphabet[label - 1])
            chars.append(Char(text, float(peaks[start:end].max()), left + (start + end) / 2 * step))
    return chars
