"""Which quarter turn makes a page upright: trueocr's orientation network on the letters of the page.

The network (Apache-2.0, in the PyPI wheel ``trueocr`` 0.1.1) looks at a 768-pixel ink map and answers the number of
quarter turns counter-clockwise that the content is turned by; its fifth class (vertical columns) has no use here.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from motlan_vision.arrays import Gray, resize, thumbnail
from motlan_vision.session import session

MODEL = "trueocr/orient.onnx"
SIDE = 768
#: Above this the first look is believed; below it the page is looked at in all four turns.
SURE = 0.97


def turn_of(gray: Gray, threads: int = 1) -> tuple[int, float]:
    """Quarter turns counter-clockwise (0..3) that the picture is turned by, and how sure that is (0..1).

    ``gray`` is best cut to its text and deskewed.
    """
    first = _probabilities(gray, threads)
    if first.max() >= SURE:
        return int(first.argmax()), float(first.max())
    votes = np.log(first + 1e-4)
    for k in (1, 2, 3):
        turned = np.log(_probabilities(np.ascontiguousarray(np.rot90(gray, k)), threads) + 1e-4)
        votes += np.roll(turned, -k)
    likely = np.exp((votes - votes.max()) / 2)  # the four looks are far from independent
    return int(votes.argmax()), float(likely.max() / likely.sum())


def _probabilities(gray: Gray, threads: int) -> NDArray[np.float64]:
    small, _ = thumbnail(gray, SIDE)
    if max(small.shape) < SIDE:
        grow = SIDE / max(small.shape)
        small = resize(small, (max(1, round(small.shape[1] * grow)), max(1, round(small.shape[0] * grow))))
    ink = np.zeros((1, 1, SIDE, SIDE), np.float32)
    ink[0, 0, : small.shape[0], : small.shape[1]] = 1.0 - small.astype(np.float32) / 255.0
    out = session(MODEL, threads).run(None, {"x": ink})[0][0]
    return np.asarray(out[:4], np.float64)
