"""asterocr's line recogniser (MIT, ``asternet.onnx``): reads what the quick one doubts, at twenty times its price."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import cache

import numpy as np

from motlan_vision import models
from motlan_vision.lines.crop import batches, cut, is_dark, scale
from motlan_vision.recognise.ctc import Alphabet, Evidence
from motlan_vision.recognise.engine import Gray, PixelBox, Reading
from motlan_vision.recognise.fuse import fuse
from motlan_vision.session import session

HEIGHT = 32
PAD = 0.1  # of the line's height, on each side
STEP = 4  # pixels of input a time step
WIDTH_MAX = 1024  # 256 time steps: the network's position table ends there
BUCKET = 1.03  # widths are stretched to a power of this, so that equal ones go together without padding
#: Columns of one batch: maps of twice as many no longer stay in the processor's cache.
COLUMNS = 512


@cache
def _alphabet() -> Alphabet:
    return Alphabet(json.loads(models.path("asterocr/vocab.json").read_text("utf-8"))["chars"][1:])


class AsterNet:
    """The accurate engine."""

    name = "asternet"

    def __init__(self, threads: int = 2) -> None:
        self.threads = threads

    def read(self, page: Gray, boxes: Sequence[PixelBox]) -> list[Reading]:
        """See ``Engine.read``."""
        return [fuse([e], [1.0], box) for e, box in zip(self.look(page, boxes), boxes, strict=True)]

    def look(self, page: Gray, boxes: Sequence[PixelBox]) -> list[Evidence]:
        """What the network says of each line. One wider than 32 times its height is squeezed: cut it before."""
        inputs, lefts, wides = [], [], []
        for box in boxes:
            dark = is_dark(page, box)
            crop, left = cut(page, box, PAD, PAD, 0 if dark else 255)
            inputs.append(scale(crop, bucket(crop.shape[1] * HEIGHT / crop.shape[0]), HEIGHT) ^ (255 if dark else 0))
            lefts.append(left)
            wides.append(crop.shape[1])
        evidences: dict[int, Evidence] = {}
        net = session("asterocr/asternet.onnx", self.threads)
        for batch in batches([i.shape[1] for i in inputs], ratio=1.0, columns=COLUMNS):
            x = (np.stack([inputs[i] for i in batch]).astype(np.float32) - 127.5) / 127.5
            out = net.run(None, {"images": np.repeat(x[:, None], 3, axis=1)})[0]
            for row, i in enumerate(batch):
                evidences[i] = Evidence(out[:, row], _alphabet(), lefts[i], wides[i] / len(out))
        return [evidences[i] for i in range(len(boxes))]


def bucket(width: float) -> int:
    """The nearest allowed width: a multiple of 4 on a geometric ladder, at most ``WIDTH_MAX``."""
    rung = BUCKET ** round(math.log(max(width, HEIGHT)) / math.log(BUCKET))
    return min(WIDTH_MAX, max(HEIGHT, round(rung / STEP) * STEP))
