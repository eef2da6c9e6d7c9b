"""A cleaned page to its lines: detect, recognise, order."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from motlan.model import Box, Line, Word, clamp
from motlan_vision.layout.order import reading_order
from motlan_vision.lines.detect import Boxes, detect
from motlan_vision.lines.extend import to_ink
from motlan_vision.recognise.confidence import confidence
from motlan_vision.recognise.engine import Engine, Reading

Gray = NDArray[np.uint8]
Kind = str

#: A line of a machine-readable zone (ICAO 9303): one long run of capitals, digits and fillers.
_MRZ = re.compile(r"(?=.*<)[A-Z0-9<]{30}")
JUNK = 0.35  # lines read with less certainty than this, and short, are scribble, stamp or speck


def lines_of(gray: Gray, engine: Engine, *, codes: Sequence[Box] = (), threads: int = 2) -> list[Line]:
    """The lines of an upright, cleaned page in reading order; ``codes``: boxes of decoded codes, not to be read."""
    boxes = to_ink(gray, _outside(detect(gray, threads), codes, gray.shape))
    readings = engine.read(gray, [(float(b[0]), float(b[1]), float(b[2]), float(b[3])) for b in boxes])
    kept = [i for i, reading in enumerate(readings) if not is_junk(reading)]
    lines = []
    for block, ids in enumerate(reading_order(boxes[kept])):
        lines += [to_line(readings[kept[i]], boxes[kept[i]], gray.shape, block) for i in ids]
    return lines


def to_line(reading: Reading, box: NDArray[np.float32], shape: tuple[int, ...], block: int) -> Line:
    """A reading as the model's line, boxes as fractions of the page."""
    height, width = shape[:2]
    y0, y1 = float(box[1]) / height, float(box[3]) / height
    words = [
        Word(text=t.text, confidence=confidence(t), box=clamp((t.x0 / width, y0, t.x1 / width, y1)))
        for t in reading.tokens
    ]
    text = reading.text
    letters = sum(len(w.text) for w in words)
    mean = sum(w.confidence * len(w.text) for w in words) / letters
    whole = clamp((float(box[0]) / width, y0, float(box[2]) / width, y1))
    kind = "mrz" if _MRZ.fullmatch(text) else "print"
    return Line(text=text, confidence=mean, box=whole, words=words, kind=kind, block=block)


def is_junk(reading: Reading) -> bool:
    """Nothing, or so little and so uncertain that it can't have been print."""
    text = reading.text
    if not any(c.isalnum() for c in text):
        return True
    sure = sum(t.probability for t in reading.tokens) / len(reading.tokens)
    return sure < JUNK and len(text) < 12


def _outside(boxes: Boxes, codes: Sequence[Box], shape: tuple[int, ...]) -> Boxes:
    """Without the boxes whose middle lies in a code."""
    height, width = shape[:2]
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2 / width, (boxes[:, 1] + boxes[:, 3]) / 2 / height
    keep = np.ones(len(boxes), bool)
    for x0, y0, x1, y1 in codes:
        keep &= ~((x > x0) & (x < x1) & (y > y0) & (y < y1))
    return boxes[keep]
