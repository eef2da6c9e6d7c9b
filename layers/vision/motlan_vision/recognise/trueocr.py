"""trueocr's line recogniser (Apache-2.0, ``rec.onnx``): small and quick; sees the rows above and below its line."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from motlan_vision import models
from motlan_vision.lines.crop import batches, cut, is_dark, scale
from motlan_vision.recognise.ctc import Alphabet, Evidence
from motlan_vision.recognise.engine import Gray, PixelBox, Reading
from motlan_vision.recognise.fuse import fuse
from motlan_vision.session import session

HEIGHT = 32  # of the line; the network gets three such rows
ROWS = 3
PAD_Y, PAD_X = 0.2, 0.3  # margins in line heights, as the network was trained (meta.json)
WIDTH_MAX = 768
MULTIPLE = 8
HALO = 8  # empty columns after the widest line: the context branch looks that far
#: Columns of one batch, as in ``asternet.COLUMNS``.
COLUMNS = 4 * WIDTH_MAX
LOG_PROBS = "/LogSoftmax_output_0"  # inside the graph; as shipped it only gives the best label of each step


@dataclass(frozen=True)
class View:
    """How a line is shown to the network: its box grown by ``grow`` heights above and below, stretched sideways."""

    grow: float
    stretch: float


#: The network is touchy about scale; three views a little apart correct each other (aligned CER of single views 1.1 %,
#: of the three fused 0.76 %, on rendered pages it was not trained on).
VIEWS = (View(0.06, 1.0), View(0.03, 1.12), View(0.10, 1.15))


@cache
def _alphabet() -> Alphabet:
    return Alphabet(json.loads(models.path("trueocr/meta.json").read_text("utf-8"))["charset"])


class TrueOcr:
    """The quick engine."""

    name = "trueocr"

    def __init__(self, threads: int = 2) -> None:
        self.threads = threads

    def read(self, page: Gray, boxes: Sequence[PixelBox]) -> list[Reading]:
        """See ``Engine.read``."""
        seen = [self.look(page, boxes, view) for view in VIEWS]
        return [fuse(e, [1.0] * len(VIEWS), box) for *e, box in zip(*seen, boxes, strict=True)]

    def look(self, page: Gray, boxes: Sequence[PixelBox], view: View) -> list[Evidence]:
        """What the network says of each line in one view."""
        inputs, lefts, wides = [], [], []
        for x0, y0, x1, y1 in boxes:
            more = view.grow * (y1 - y0)
            box = x0, y0 - more, x1, y1 + more
            dark = is_dark(page, box)
            crop, left = cut(page, box, PAD_X, (ROWS * (1 + 2 * PAD_Y) - 1) / 2, 0 if dark else 255)
            width = max(MULTIPLE, min(WIDTH_MAX, round(view.stretch * crop.shape[1] * HEIGHT * ROWS / crop.shape[0])))
            ink = scale(crop, width, HEIGHT * ROWS).astype(np.float32) / 255.0
            inputs.append(ink if dark else 1.0 - ink)
            lefts.append(left)
            wides.append(crop.shape[1])
        evidences: dict[int, Evidence] = {}
        net = session("trueocr/rec.onnx", self.threads, LOG_PROBS)
        for batch in batches([i.shape[1] for i in inputs], ratio=1.3, columns=COLUMNS):
            x, widths = stack([inputs[i] for i in batch])
            lengths, log_probs = net.run(["lengths", LOG_PROBS], {"x": x, "widths": widths})
            for row, i in enumerate(batch):
                n = int(lengths[row])
                evidences[i] = Evidence(log_probs[row, :n], _alphabet(), lefts[i], wides[i] / max(1, n))
        return [evidences[i] for i in range(len(boxes))]


def stack(inputs: Sequence[NDArray[np.float32]]) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Ink maps of one batch, padded on the right with paper to one width: ``[n, 1, height, width]``, true widths."""
    widths = np.array([i.shape[1] for i in inputs], np.int64)
    width = math.ceil(int(widths.max()) / MULTIPLE) * MULTIPLE + HALO
    x = np.zeros((len(inputs), 1, inputs[0].shape[0], width), np.float32)
    for row, ink in enumerate(inputs):
        x[row, 0, :, : ink.shape[1]] = ink
    return x, widths
