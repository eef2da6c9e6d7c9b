"""Line crops as the recognisers want them: a box grown by a margin, paper where it passes the page's edge, scaled."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Gray = NDArray[np.uint8]


def cut(page: Gray, box: Sequence[float], pad_x: float, pad_y: float, ground: int = 255) -> tuple[Gray, float]:
    """The part of the page in ``box`` grown by ``pad`` times its height on each side, and its left edge in the page."""
    x0, y0, x1, y1 = (float(v) for v in box[:4])
    tall = max(1.0, y1 - y0)
    left, top = math.floor(x0 - pad_x * tall), math.floor(y0 - pad_y * tall)
    right, bottom = math.ceil(x1 + pad_x * tall), math.ceil(y1 + pad_y * tall)
    height, width = page.shape
    inner = page[max(0, top) : max(0, min(height, bottom)), max(0, left) : max(0, min(width, right))]
    if inner.shape == (bottom - top, right - left):
        return inner, left
    out = np.full((max(1, bottom - top), max(1, right - left)), ground, np.uint8)
    row, column = max(0, -top), max(0, -left)
    out[row : row + inner.shape[0], column : column + inner.shape[1]] = inner
    return out, left


def is_dark(page: Gray, box: Sequence[float]) -> bool:
    """Light text on a dark ground: the ground, a box's median, lies nearer the dark end than the text does."""
    x0, y0, x1, y1 = (int(v) for v in box[:4])
    inner = page[max(0, y0) : y1 + 1, max(0, x0) : x1 + 1]
    if not inner.size:
        return False
    low, ground, high = np.percentile(inner, (2, 50, 98))
    return bool(high - ground > 2 * (ground - low) + 8)


def scale(crop: Gray, width: int, height: int) -> Gray:
    """The crop in exactly this size, smoothed where it shrinks."""
    return np.asarray(Image.fromarray(crop).resize((width, height), Image.Resampling.BILINEAR))


def batches(widths: Sequence[int], *, ratio: float, columns: int) -> Iterator[list[int]]:
    """Indices grouped so that little is spent on padding.

    Narrowest first; a batch ends where the next line is wider than ``ratio`` times its first, or where lines times
    width would pass ``columns`` (ONNX Runtime's memory follows the largest input).
    """
    batch: list[int] = []
    for i in sorted(range(len(widths)), key=lambda i: widths[i]):
        if batch and (widths[i] > ratio * widths[batch[0]] or (len(batch) + 1) * widths[i] > columns):
            yield batch
            batch = []
        batch.append(i)
    if batch:
        yield batch
