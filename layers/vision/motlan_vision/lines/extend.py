"""Line boxes made to end where their ink ends: the detector now and then leaves off a colon or the last letters."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from motlan_vision.lines.detect import Boxes

Gray = NDArray[np.uint8]

INK = 150
REACH = 1.6  # in line heights: how far a line may be drawn out at each end
BREAK = 0.22  # in line heights: a gap as wide as this ends it (letters of a word stand nearer, a colon too)
CORE = 0.2  # of the height, above and below, that doesn't count: tall neighbours reach in there


def to_ink(gray: Gray, boxes: Boxes) -> Boxes:
    """The boxes, each drawn out sideways over ink that goes on without a break, never into another box."""
    out = boxes.copy()
    for i, (x0, y0, x1, y1) in enumerate(boxes[:, :4]):
        tall = y1 - y0
        beside = (boxes[:, 1] < y1 - CORE * tall) & (boxes[:, 3] > y0 + CORE * tall)
        beside[i] = False
        right = boxes[beside & (boxes[:, 0] >= x1 - 0.5 * tall), 0].min(initial=gray.shape[1])
        left = boxes[beside & (boxes[:, 2] <= x0 + 0.5 * tall), 2].max(initial=0)
        rows = slice(max(0, round(y0 + CORE * tall)), max(1, round(y1)))
        ahead = gray[rows, round(x1) : round(min(x1 + REACH * tall, right))]
        behind = gray[rows, round(max(x0 - REACH * tall, left)) : round(x0)]
        out[i, 2] = x1 + _reach(ahead, tall)
        out[i, 0] = x0 - _reach(behind[:, ::-1], tall)
    return out


def _reach(strip: Gray, tall: float) -> float:
    """How far ink goes on from the strip's left edge before a break; 0 where it does not end within the strip."""
    if strip.shape[1] < 2:
        return 0.0
    columns = np.flatnonzero((strip < INK).any(axis=0))
    at = -1
    for column in columns:
        if column - at > BREAK * tall:
            break
        at = int(column)
    # Ink up to the strip's end is no end of a word but a rule, a picture or a stamp.
    return 0.0 if at >= strip.shape[1] - 1 else float(at + 1)
