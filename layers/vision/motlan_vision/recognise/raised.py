"""Square and cubic metres by their ink: the networks read m² as m2, surely and alike."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from motlan_vision.recognise.engine import Gray, PixelBox, Reading, Token

INK = 150  # darker is ink
#: A unit of area or volume with its power, alone or behind its number; marks behind it.
_UNIT = re.compile(r"(?P<before>(?:[\d.,]*\d)?[kcdm]?m)(?P<power>[23])(?P<after>[.,;:)]*)", re.IGNORECASE)
_AS_POWER = {"2": "²", "3": "³"}
#: Of the letter m's height: how far above its foot a raised figure ends, and how far a figure on the line may.
RAISED = 0.3
#: Of the line's height: how far a word's ink may lie outside of where it was read, and a gap that parts words.
BEYOND, GAP = 0.25, 0.25


def with_powers(page: Gray, box: PixelBox, reading: Reading) -> Reading:
    """The reading with ² and ³ behind a unit where the figure stands above the line; nothing else is changed."""
    tokens = list(reading.tokens)
    for n, token in enumerate(tokens):
        found = _UNIT.fullmatch(token.text)
        if found is not None and _is_raised(page, box, token, len(found["after"])):
            text = found["before"] + _AS_POWER[found["power"]] + found["after"]
            tokens[n] = replace(token, text=text)
    return replace(reading, tokens=tuple(tokens))


def _is_raised(page: Gray, box: PixelBox, token: Token, after: int) -> bool:
    """Whether the figure's ink ends above the foot of the letter before it; ``after``: marks behind it.

    False where letter and figure touch.
    """
    tall = box[3] - box[1]
    left, right = max(0, round(token.x0 - BEYOND * tall)), round(token.x1 + BEYOND * tall)
    ink = page[max(0, round(box[1])) : round(box[3]), left:right] < INK
    runs = _word(ink, GAP * tall)
    if len(runs) < 2 + after:
        return False
    (_, foot), (top, base) = _rows(ink, runs[-1 - after]), _rows(ink, runs[-2 - after])
    return base - foot > RAISED * (base - top)


def _word(ink: NDArray[np.bool_], gap: float) -> list[tuple[int, int]]:
    """The longest word's runs of columns with ink, from left to right: first column and the one behind the last."""
    columns = np.flatnonzero(ink.any(axis=0))
    if not len(columns):
        return []
    words = np.split(columns, np.flatnonzero(np.diff(columns) > gap) + 1)
    longest = max(words, key=lambda word: int(word[-1] - word[0]))
    runs = np.split(longest, np.flatnonzero(np.diff(longest) > 1) + 1)
    return [(int(run[0]), int(run[-1]) + 1) for run in runs]


def _rows(ink: NDArray[np.bool_], run: tuple[int, int]) -> tuple[int, int]:
    """Upper and lower end of a run's ink."""
    rows = np.flatnonzero(ink[:, run[0] : run[1]].any(axis=1))
    return int(rows[0]), int(rows[-1]) + 1
