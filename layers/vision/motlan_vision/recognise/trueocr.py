"""trueocr's line recogniser (Apache-2.0, ``rec.onnx``): small and quick; sees the rows above and below its line."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from motlan_vision import models
from motlan_vision.lines.crop import batches, cut, is_dark, scale
from motlan_vision.recognise.ctc import decode
from motlan_vision.recognise.engine import Gray, PixelBox, Reading, tokens_of
from motlan_vision.session import session

HEIGHT = 32  # of the line; the network gets three such rows
ROWS = 3
PAD_Y, PAD_X = 0.2, 0.3  # margins in line heights, as the network was trained (meta.json)
WIDTH_MAX = 768
MULTIPLE = 8
HALO = 8  # empty columns after the widest line: the context branch looks that far


class TrueOcr:
    """The quick engine: about a fifth of a second a page."""

    name = "trueocr"

    def __init__(self, threads: int = 2) -> None:
        self.threads = threads

    @cached_property
    def alphabet(self) -> list[str]:
        """The characters of labels 1, 2 and so on."""
        chars: list[str] = json.loads(models.path("trueocr/meta.json").read_text("utf-8"))["charset"]
        return chars

    def read(self, page: Gray, boxes: Sequence[PixelBox]) -> list[Reading]:
        """See ``Engine.read``."""
        inputs, lefts, wides = [], [], []
        for box in boxes:
            dark = is_dark(page, box)
            crop, left = cut(page, box, PAD_X, (ROWS * (1 + 2 * PAD_Y) - 1) / 2, 0 if dark else 255)
            width = max(MULTIPLE, min(WIDTH_MAX, round(crop.shape[1] * HEIGHT * ROWS / crop.shape[0])))
            ink = scale(crop, width, HEIGHT * ROWS).astype(np.float32) / 255.0
            inputs.append(ink if dark else 1.0 - ink)
            lefts.append(left)
            wides.append(crop.shape[1])
        readings = [Reading()] * len(boxes)
        net = session("trueocr/rec.onnx", self.threads)
        for batch in batches([i.shape[1] for i in inputs], ratio=1.3, columns=64 * 640):
            x, widths = stack([inputs[i] for i in batch])
            ids, peaks, lengths = net.run(["ids", "conf", "lengths"], {"x": x, "widths": widths})
            for row, i in enumerate(batch):
                n = int(lengths[row])
                step = wides[i] / max(1, n)
                chars = decode(ids[row, :n], peaks[row, :n], self.alphabet, lefts[i], step)
                readings[i] = tokens_of(chars, boxes[i])
        return readings


def stack(inputs: Sequence[NDArray[np.float32]]) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Ink maps of one batch, padded on the right with paper to one width: ``[n, 1, height, width]``, true widths."""
    widths = np.array([i.shape[1] for i in inputs], np.int64)
    width = math.ceil(int(widths.max()) / MULTIPLE) * MULTIPLE + HALO
    x = np.zeros((len(inputs), 1, inputs[0].shape[0], width), np.float32)
    for row, ink in enumerate(inputs):
        x[row, 0, :, : ink.shape[1]] = ink
    return x, widths
