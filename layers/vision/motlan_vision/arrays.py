"""Small array helpers that OpenCV would otherwise be needed for (numpy and Pillow only).

Pictures are ``uint8`` arrays: ``(H, W, 3)`` RGB or ``(H, W)`` gray, 0 = black. Masks are ``bool``, True = ink.
"""

from __future__ import annotations

from typing import Any, cast

import cc3d
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

Gray = NDArray[np.uint8]
Rgb = NDArray[np.uint8]
Mask = NDArray[np.bool_]


def to_gray(rgb: Rgb) -> Gray:
    """Luma of an RGB picture; a gray one is returned as it is."""
    if rgb.ndim == 2:
        return rgb
    return np.asarray(Image.fromarray(rgb).convert("L"))


def histogram(gray: Gray) -> NDArray[np.int64]:
    """Number of pixels of each of the 256 levels."""
    return np.array(Image.fromarray(gray).histogram(), np.int64)


def levels(gray: Gray, table: NDArray[np.uint8]) -> Gray:
    """Each pixel replaced by the entry of its level in a table of 256."""
    return np.asarray(Image.fromarray(gray).point(table.tolist()))


def resize(picture: NDArray[np.uint8], size: tuple[int, int]) -> NDArray[np.uint8]:
    """To ``(width, height)``: averaging where it shrinks, linear where it grows."""
    image = Image.fromarray(picture)
    shrinks = size[0] < image.width
    return np.asarray(image.resize(size, Image.Resampling.BOX if shrinks else Image.Resampling.BILINEAR))


def thumbnail(picture: NDArray[np.uint8], side: int) -> tuple[NDArray[np.uint8], float]:
    """The picture with a long side of at most ``side`` pixels, and small over large (<= 1)."""
    height, width = picture.shape[:2]
    scale = min(1.0, side / max(height, width))
    if scale == 1.0:
        return picture, 1.0
    return resize(picture, (max(1, round(width * scale)), max(1, round(height * scale)))), scale


def box_mean(picture: Gray, radius: int) -> Gray:
    """Mean over a square of ``2 * radius + 1`` pixels, whatever its size in the same time."""
    return np.asarray(Image.fromarray(picture).filter(ImageFilter.BoxBlur(radius)))


def dilate(mask: Mask, rx: int, ry: int) -> Mask:
    """True wherever the mask is True within ``rx`` columns and ``ry`` rows (a box)."""
    return _spread(_spread(mask, rx, 1), ry, 0)


def _spread(mask: Mask, radius: int, axis: int) -> Mask:
    """Dilation along one axis by doubling: its cost grows with the logarithm of the radius."""
    if radius <= 0:
        return mask
    out = np.pad(mask, [(radius, radius) if a == axis else (0, 0) for a in (0, 1)])
    span, width = 1, 2 * radius + 1
    while span < width:
        step = min(span, width - span)
        ahead = out[:, step:] if axis == 1 else out[step:]
        kept = out[:, :-step] if axis == 1 else out[:-step]
        out = kept | ahead
        span += step
    return out


def erode(mask: Mask, rx: int, ry: int) -> Mask:
    """True where the whole box of ``rx`` columns and ``ry`` rows around is True; beyond the edge counts as True."""
    return ~dilate(~mask, rx, ry)


def components(mask: Mask) -> tuple[NDArray[np.unsignedinteger[Any]], NDArray[np.int64], NDArray[np.int64]]:
    """8-connected components: the label picture, boxes ``(N, 4)`` as x0 y0 x1 y1 (exclusive) and areas ``(N,)``.

    Label ``i + 1`` belongs to row ``i``.
    """
    # not cc3d's binary_image: version 4.1 then labels background in pictures of odd height or width
    labels = cc3d.connected_components(mask.astype(np.uint8), connectivity=8)
    stats = cc3d.statistics(labels, no_slice_conversion=True)
    boxes = stats["bounding_boxes"][1:].astype(np.int64)
    areas = stats["voxel_counts"][1:].astype(np.int64)
    # cc3d gives (ymin, ymax, xmin, xmax), both ends inclusive
    found = np.stack([boxes[:, 2], boxes[:, 0], boxes[:, 3] + 1, boxes[:, 1] + 1], axis=1)
    return cast("NDArray[np.unsignedinteger[Any]]", labels), found, areas


def select(labels: NDArray[np.unsignedinteger[Any]], chosen: NDArray[np.bool_]) -> Mask:
    """The mask of the components whose row in ``components`` is True in ``chosen``."""
    table = np.zeros(len(chosen) + 1, bool)
    table[1:] = chosen
    return cast("Mask", np.take(table, labels))


def rectangle_of(mask: Mask) -> tuple[float, float, float]:
    """Long and short side of the rectangle that has the mask's moments, and degrees by which the long one descends."""
    ys, xs = np.nonzero(mask)
    if len(xs) < 3:
        return float(len(xs)), 0.0, 0.0
    (low, high), axes = np.linalg.eigh(np.cov(xs, ys))
    tilt = float(np.degrees(np.arctan2(axes[1, 1], axes[0, 1])))
    # of a uniform rectangle the variance along a side is a twelfth of its square
    return float(12 * high) ** 0.5, float(12 * max(low, 0.0)) ** 0.5, (tilt + 90) % 180 - 90


def runs(mask: Mask, longest: int | None = None, shortest: int = 1) -> Mask:
    """Only the horizontal runs of True that are ``shortest`` to ``longest`` pixels long."""
    height, width = mask.shape
    edges = np.zeros((height, width + 1), np.int8)
    edges[:, :-1] += mask
    edges[:, 1:] -= mask
    flat = edges.ravel()
    starts, ends = np.flatnonzero(flat == 1), np.flatnonzero(flat == -1)
    lengths = ends - starts
    keep = lengths >= shortest
    if longest is not None:
        keep &= lengths <= longest
    marks = np.zeros(height * (width + 1) + 1, np.int8)
    marks[starts[keep]] += 1
    marks[ends[keep]] -= 1
    return np.cumsum(marks[:-1], dtype=np.int8).reshape(height, width + 1)[:, :width].astype(bool)
