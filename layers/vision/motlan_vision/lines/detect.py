"""The line detector: an upright grey page in, boxes of text lines out.

The network is trueocr's ``det.onnx`` (Apache-2.0): of an ink map it gives, at half its size, the logit of "this pixel
lies in the core of a line" and the distances to the line's top and bottom. Own pre- and post-processing, in its manner.
"""

from __future__ import annotations

import math

import cc3d
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from motlan_vision.session import session

Gray = NDArray[np.uint8]
#: ``x0, y0, x1, y1, score`` a row, in pixels of the page.
Boxes = NDArray[np.float32]

MODEL = "trueocr/det.onnx"
LONG_SIDE = 1024  # what the network was trained on (meta.json: det_long_side)
STRIDE = 2  # its output is at half its input's resolution
MULTIPLE = 32  # its input's sides divide by this
CORE_SHRINK = 0.15  # a core is shorter than its line by this part of the height at each end
CORE_MIN = 0.5  # probability above which a pixel is core
# Small text (cards, foot notes): where the median line is under this many pixels of the network's input, look again
# at a scale that makes it about the second figure.
SMALL, WANTED = 9.0, 12.0
LONG_SIDE_MAX = 2048
CARD_SIDE = 640  # an identity card's lines are 12 to 16 pixels high then


def ink_map(gray: Gray, long_side: int) -> tuple[NDArray[np.float32], float]:
    """The page scaled to ``long_side``, padded with paper: float32 (1 = ink), and the scale."""
    height, width = gray.shape
    scale = long_side / max(height, width)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    kind = Image.Resampling.BOX if scale < 1 else Image.Resampling.BILINEAR
    small = np.asarray(Image.fromarray(gray).resize(size, kind))
    rows, columns = (math.ceil(n / MULTIPLE) * MULTIPLE for n in small.shape)
    ink = np.zeros((rows, columns), np.float32)
    ink[: small.shape[0], : small.shape[1]] = 1.0 - small.astype(np.float32) / 255.0
    return ink, scale


def decode(out: NDArray[np.float32]) -> Boxes:
    """The boxes, in pixels of the network's input, from its output ``[core logit, up, down] x height x width``."""
    core = out[0] > math.log(CORE_MIN / (1 - CORE_MIN))
    labels, count = cc3d.connected_components(core, connectivity=4, return_N=True)
    if count == 0:
        return np.zeros((0, 5), np.float32)
    rows, columns = np.nonzero(labels)
    part = labels[rows, columns]
    size = np.bincount(part, minlength=count + 1)[1:]

    def mean(values: NDArray[np.float32]) -> NDArray[np.float64]:
        return np.bincount(part, weights=values, minlength=count + 1)[1:] / size

    centre = (rows.astype(np.float32) + 0.5) * STRIDE
    top, bottom = mean(centre - out[1][rows, columns]), mean(centre + out[2][rows, columns])
    score = mean(1.0 / (1.0 + np.exp(-out[0][rows, columns])))
    left, right = np.full(count + 1, columns.max()), np.zeros(count + 1, np.intp)
    np.minimum.at(left, part, columns)
    np.maximum.at(right, part, columns)
    grow = CORE_SHRINK * np.maximum(1.0, bottom - top)
    x0, x1 = left[1:] * STRIDE - grow, (right[1:] + 1) * STRIDE + grow
    boxes = np.stack([x0, top, x1, bottom, score], axis=1).astype(np.float32)
    return boxes[size >= 2]


def _at(gray: Gray, long_side: int, threads: int) -> Boxes:
    ink, scale = ink_map(gray, long_side)
    boxes = decode(session(MODEL, threads).run(None, {"x": ink[None, None]})[0][0])
    boxes[:, :4] /= scale
    return boxes


def detect_at(gray: Gray, long_side: int, threads: int = 2) -> Boxes:
    """All lines of a part of a page, looked for at the scale at which its longer side has so many pixels."""
    return _cut(_at(gray, long_side, threads), gray)


def detect(gray: Gray, threads: int = 2) -> Boxes:
    """All lines of an upright page (dark text on light paper), in no order, cut to the page."""
    boxes = _at(gray, LONG_SIDE, threads)
    if len(boxes) >= 8:
        scale = LONG_SIDE / max(gray.shape)
        tall = float(np.median(boxes[:, 3] - boxes[:, 1])) * scale
        if tall < SMALL:
            finer = int(min(LONG_SIDE_MAX, LONG_SIDE * WANTED / max(tall, 1.0))) // MULTIPLE * MULTIPLE
            boxes = _at(gray, finer, threads)
    return _cut(boxes, gray)


def _cut(boxes: Boxes, gray: Gray) -> Boxes:
    """Boxes cut to the page, without those that nothing is left of."""
    height, width = gray.shape
    boxes[:, [0, 2]] = boxes[:, [0, 2]].clip(0, width)
    boxes[:, [1, 3]] = boxes[:, [1, 3]].clip(0, height)
    return boxes[(boxes[:, 2] - boxes[:, 0] >= 2) & (boxes[:, 3] - boxes[:, 1] >= 2)]
