"""Handwriting told from print, word by word, by how its strokes run; and by blue ink.

Print has stems and bars of two directions and few widths, all letters of a kind alike; a hand sways. A word is
described by the directions of its edges in three bands of its height, by the widths of its strokes and by how its
letters hang together; a small network over these (``hand.json``, made by ``scripts/fit_hand.py``, which also says how
well it holds on typefaces it has not seen) gives the odds. Then neighbours and the page are asked: nobody writes one
word of a printed sentence by hand, and a form is filled in by hand in many places or in none.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from motlan.model import Box, Line, Word
from motlan_vision.arrays import Gray, Rgb

WEIGHTS = Path(__file__).with_name("hand.json")
HEIGHT, DIRECTIONS, BANDS = 32, 12, 3
Features = NDArray[np.float64]
#: Of ink bluer than this (blue less red, of 255) it takes this share for a word in blue, which adds to its log odds.
BLUE, BLUE_SHARE, BLUE_ODDS = 40, 0.5, 3.0
#: Log odds, over a run of words, from which on it counts as written by hand: first look, on a page with much of it
#: (share of its lines, and how many at least), on any other page.
HAND, AMID, ALONE = 2.0, 1.0, 4.5
MUCH, MANY = 0.25, 3
#: Words narrower than this (in line heights) say too little by themselves.
NARROW = 0.8
#: No word of a hand is surer than this: the readers were made for print.
HIGHEST = 0.6


def features(crop: Gray) -> Features:
    """What is looked at in a word (dark on white, cut to its line's height): shape ``(DIRECTIONS * BANDS + 8,)``."""
    width = max(4, round(crop.shape[1] * HEIGHT / max(1, crop.shape[0])))
    ink = 1.0 - np.asarray(Image.fromarray(crop).resize((width, HEIGHT), Image.Resampling.BILINEAR), np.float64) / 255
    down, across = np.gradient(ink)
    strength, angle = np.hypot(down, across), np.arctan2(down, across) % np.pi
    place = np.floor(angle / np.pi * DIRECTIONS + 0.5).astype(int) % DIRECTIONS
    band = np.arange(HEIGHT)[:, None] * BANDS // HEIGHT
    found = np.bincount((band * DIRECTIONS + place).ravel(), strength.ravel(), DIRECTIONS * BANDS)
    directions = np.sqrt(found / max(1e-6, found.sum()))
    return np.concatenate([directions, _strokes(ink > 0.5)])


def _strokes(ink: NDArray[np.bool_]) -> Features:
    """Widths of strokes along and across and how they vary, ink, gaps between letters, height of the ink."""
    along, across = _runs(ink), _runs(ink.T)
    rows = np.flatnonzero(ink.any(axis=1))
    columns = ink.any(axis=0)
    tall = (rows[-1] - rows[0] + 1) / HEIGHT if len(rows) else 0.0
    gaps = float(np.count_nonzero(np.diff(columns.astype(int)) == 1)) * HEIGHT / max(1, ink.shape[1])
    widths = [np.median(along), along.std(), np.median(across), across.std()]
    return np.array([*(w / 8 for w in widths), float(ink.mean()) * 4, gaps / 2, float(columns.mean()), tall])


def _runs(ink: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Lengths of the level runs of ink, at least one."""
    edges = np.diff(np.pad(ink, ((0, 0), (1, 1))).astype(np.int8), axis=1)
    starts, ends = np.nonzero(edges == 1)[1], np.nonzero(edges == -1)[1]
    return np.minimum(ends - starts, HEIGHT).astype(float) if len(starts) else np.zeros(1)


@cache
def _network() -> dict[str, Features]:
    found = json.loads(WEIGHTS.read_text("utf-8"))
    return {name: np.array(found[name]) for name in ("mean", "spread", "inner", "inner_bias", "outer", "outer_bias")}


def odds(rows: NDArray[np.float64], network: dict[str, Features] | None = None) -> Features:
    """Log odds of handwriting for rows of ``features``, at most 6 either way."""
    net = network or _network()
    inner = np.tanh((rows - net["mean"]) / net["spread"] @ net["inner"] + net["inner_bias"])
    return np.asarray(np.clip(inner @ net["outer"] + net["outer_bias"], -6.0, 6.0))


def mark_hand(lines: Sequence[Line], gray: Gray, image: Rgb, cards: Sequence[Box] = ()) -> None:
    """Sets ``kind`` to ``hand`` on printed lines with a run of handwritten words, and makes these words unsure.

    ``gray``: the clean page; ``image``: the same page in colour. Both of the size that the lines' boxes refer to.
    ``cards``: where nothing is written by hand.
    """
    asked = [line for line in lines if line.kind == "print" and line.words and not _within(line.box, cards)]
    likely = [line for line in asked if _likely(line, gray, image)]
    first = sum(bool(runs_of_hand(*_look(line, gray, image), HAND).any()) for line in likely)
    much = first >= MANY and first >= MUCH * len(asked)
    for line in asked if much else likely:
        hands = runs_of_hand(*_look(line, gray, image), AMID if much else ALONE)
        if hands.any():
            line.kind = "hand"
            for word, by_hand in zip(line.words, hands, strict=True):
                if by_hand:
                    word.confidence = min(word.confidence, HIGHEST)
            line.confidence = min(line.confidence, HIGHEST)


def _likely(line: Line, gray: Gray, image: Rgb) -> bool:
    """A cheap look at the widest word and the last one (what is filled in stands last)."""
    widest = max(line.words, key=lambda word: word.box[2] - word.box[0])
    return bool((_look(line, gray, image, [widest, line.words[-1]])[0] > AMID).any())


def _look(line: Line, gray: Gray, image: Rgb, words: Sequence[Word] = ()) -> tuple[Features, Features]:
    """Log odds of each word, and their widths in line heights."""
    words = words or line.words
    each, wide = np.zeros(len(words)), np.zeros(len(words))
    for n, word in enumerate(words):
        x0, y0, x1, y1 = _pixels(word.box, gray.shape)
        crop = gray[y0:y1, x0:x1]
        if crop.shape[0] > 4 and crop.shape[1] > 2 and any(c.isalnum() for c in word.text):
            each[n] = odds(features(crop)[None])[0] + BLUE_ODDS * _is_blue(image, crop, (x0, y0, x1, y1))
            wide[n] = crop.shape[1] / crop.shape[0]
    return each, wide


def _within(box: Box, areas: Sequence[Box]) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return any(a[0] <= x <= a[2] and a[1] <= y <= a[3] for a in areas)


def runs_of_hand(each: Features, wide: Features, least: float) -> NDArray[np.bool_]:
    """Which words are written by hand: their own log odds and their neighbours', by width; a run is wide enough."""
    weight = np.minimum(wide, 4.0)
    total, sums = np.zeros(len(each)), np.zeros(len(each))
    for shift in (-1, 0, 1):
        part = slice(max(0, shift), len(each) + min(0, shift)), slice(max(0, -shift), len(each) + min(0, -shift))
        near = 1.0 if shift == 0 else 0.5
        sums[part[1]] += near * (weight * each)[part[0]]
        total[part[1]] += near * weight[part[0]]
    found = sums / np.maximum(total, 1e-6) > least
    found &= each > 0.0
    edges = np.flatnonzero(np.diff(np.concatenate(([0], found.astype(int), [0]))))
    for first, end in zip(edges[::2], edges[1::2], strict=True):
        if wide[first:end].sum() < NARROW:
            found[first:end] = False
    return found


def _is_blue(image: Rgb, crop: Gray, box: tuple[int, int, int, int]) -> bool:
    """Whether most of a word's ink is blue."""
    x0, y0, x1, y1 = box
    ink = crop < 128
    if not ink.any():
        return False
    pixels = image[y0:y1, x0:x1][ink].astype(np.int16)
    return bool((pixels[:, 2] - pixels[:, 0] > BLUE).mean() > BLUE_SHARE)


def _pixels(box: Box, shape: tuple[int, ...]) -> tuple[int, int, int, int]:
    height, width = shape[:2]
    return round(box[0] * width), round(box[1] * height), round(box[2] * width), round(box[3] * height)
