"""Phone photos: the sheet on the table is found, its perspective undone."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from motlan_vision.arrays import Gray, Mask, Rgb, components, dilate, erode, select, thumbnail

_SIDE, _SIDE_MIN = 500, 100
Corners = NDArray[np.float64]


@dataclass(frozen=True)
class Sheet:
    """Corners of the sheet in pixels of the photo: top left, top right, bottom right, bottom left, (4, 2) as x, y."""

    corners: Corners


def find_sheet(image: Rgb) -> Sheet | None:
    """The bright sheet on a darker or coloured ground.

    None unless the picture's rim shows such a ground and the sheet is a quadrilateral that covers a good part of it.
    """
    small, scale = thumbnail(image, _SIDE)
    rim = _rim(small) if min(small.shape[:2]) >= _SIDE_MIN else None
    if rim is None:
        return None
    mask = _sheet_mask(small, rim)
    if mask is None:
        return None
    corners = _quad(mask)
    if corners is None:
        return None
    return Sheet(_outwards(corners / scale, -0.006, image.shape))


def _rim(small: Rgb) -> NDArray[np.float64] | None:
    """Colour of the ground along the rim; None where most of the rim looks like the paper in the middle."""
    height, width = small.shape[:2]
    edge = max(2, round(0.012 * max(height, width)))
    sides = [small[:edge], small[-edge:], small[:, :edge], small[:, -edge:]]
    middle = np.percentile(small[height // 4 : -height // 4, width // 4 : -width // 4].reshape(-1, 3), 70, axis=0)
    unlike = [float((_distance(side.reshape(-1, 3), middle) > 45).mean()) for side in sides]
    if sum(share > 0.6 for share in unlike) < 3:
        return None
    rim = np.concatenate([side.reshape(-1, 3) for side, share in zip(sides, unlike, strict=True) if share > 0.6])
    return np.asarray(np.median(rim, axis=0), np.float64)


def _distance(pixels: NDArray[np.uint8], colour: NDArray[np.float64]) -> NDArray[np.float64]:
    """How far colours lie apart, hue counting more than brightness: a shadow changes only the latter."""
    rest = pixels.astype(np.float64) - colour
    light = rest.mean(axis=-1)
    hue = np.abs(rest - light[..., None]).max(axis=-1)
    return np.asarray(np.maximum(0.6 * np.abs(light), 2.0 * hue))


def _chroma(small: Rgb) -> Gray:
    return np.asarray(small.max(axis=2) - small.min(axis=2), np.uint8)


def _sheet_mask(small: Rgb, rim: NDArray[np.float64]) -> Mask | None:
    """The largest part that is less coloured or brighter than the ground; shadows on it are closed."""
    ground = float(rim.max() - rim.min())
    bright = small.max(axis=2).astype(np.float64)
    if ground > 35:  # wood, cloth: coloured ground; ratio of chroma to brightness is unchanged by shadow
        ratio = _chroma(small) / np.maximum(bright, 1.0)
        level = (ground / max(float(rim.max()), 1.0) + float(np.percentile(ratio, 15))) / 2
        mask = ratio < level
    else:
        level = (float(rim.max()) + float(np.percentile(bright, 90))) / 2
        mask = bright > level
    mask = erode(dilate(mask, 3, 3), 3, 3)
    labels, _, areas = components(mask)
    if not len(areas) or areas.max() < 0.2 * mask.size:
        return None
    chosen = np.zeros(len(areas), bool)
    chosen[int(areas.argmax())] = True
    return select(labels, chosen)


def _quad(mask: Mask) -> Corners | None:
    """Straight lines through the four sides of the mask, robustly fitted, and where they meet."""
    height, width = mask.shape
    rows = np.flatnonzero(mask.sum(axis=1) > 0.25 * mask.sum(axis=1).max())
    cols = np.flatnonzero(mask.sum(axis=0) > 0.25 * mask.sum(axis=0).max())
    if len(rows) < 50 or len(cols) < 50:
        return None
    ys, xs = _inner(rows), _inner(cols)
    left = _fit(ys, mask[ys].argmax(axis=1))
    right = _fit(ys, width - 1 - mask[ys][:, ::-1].argmax(axis=1))
    top = _fit(xs, mask[:, xs].argmax(axis=0))
    bottom = _fit(xs, height - 1 - mask[::-1][:, xs].argmax(axis=0))
    if left is None or right is None or top is None or bottom is None:
        return None
    quad = np.array([_meet(left, top), _meet(right, top), _meet(right, bottom), _meet(left, bottom)])
    return quad if _plausible(quad, mask) else None


def _inner(values: NDArray[np.int64]) -> NDArray[np.int64]:
    """Without the ends, where the neighbouring side bends away."""
    cut = max(1, len(values) // 12)
    return values[cut:-cut]


def _fit(t: NDArray[np.int64], v: NDArray[np.int64]) -> tuple[float, float] | None:
    """``v = a t + b`` by least squares with outliers dropped; None where the side isn't straight."""
    keep = np.ones(len(t), bool)
    a = b = 0.0
    for _ in range(6):
        a, b = np.polyfit(t[keep], v[keep], 1)
        off = np.abs(v - (a * t + b))
        keep = off <= max(1.5, 2.0 * float(np.median(off)))
    good = float((np.abs(v - (a * t + b)) <= 3.0).mean())
    return (float(a), float(b)) if good > 0.6 else None


def _meet(side: tuple[float, float], end: tuple[float, float]) -> tuple[float, float]:
    """Where ``x = a y + b`` meets ``y = c x + d``."""
    (a, b), (c, d) = side, end
    y = (c * b + d) / (1 - a * c)
    return a * y + b, y


def _plausible(quad: Corners, mask: Mask) -> bool:
    """Within the picture (or a little outside), convex enough, and filled by the mask."""
    height, width = mask.shape
    x, y = quad[:, 0], quad[:, 1]
    if (x < -0.1 * width).any() or (x > 1.1 * width).any() or (y < -0.1 * height).any() or (y > 1.1 * height).any():
        return False
    area = 0.5 * abs(float(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))))
    sides = np.linalg.norm(quad - np.roll(quad, -1, axis=0), axis=1)
    even = (
        min(sides[0], sides[2]) / max(sides[0], sides[2]) > 0.6
        and min(sides[1], sides[3]) / max(sides[1], sides[3]) > 0.6
    )
    return bool(even and 0.2 * mask.size < area < 0.98 * mask.size and 0.85 < mask.sum() / max(area, 1.0) < 1.15)


def _outwards(quad: Corners, by: float, shape: tuple[int, ...]) -> Corners:
    centre = quad.mean(axis=0)
    out = centre + (quad - centre) * (1 + by)
    out[:, 0] = out[:, 0].clip(0, shape[1] - 1)
    out[:, 1] = out[:, 1].clip(0, shape[0] - 1)
    return np.asarray(out)


def flatten(image: Rgb, sheet: Sheet) -> Rgb:
    """The sheet as a rectangle of its own, as many pixels as its sides have in the photo (longer of each pair)."""
    q = sheet.corners
    width = round(max(float(np.linalg.norm(q[1] - q[0])), float(np.linalg.norm(q[2] - q[3]))))
    height = round(max(float(np.linalg.norm(q[3] - q[0])), float(np.linalg.norm(q[2] - q[1]))))
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float64)
    data = _homography(target, q)
    out = Image.fromarray(image).transform((width, height), Image.Transform.PERSPECTIVE, data, Image.Resampling.BICUBIC)
    return np.asarray(out)


def _homography(source: Corners, target: Corners) -> tuple[float, ...]:
    """The eight coefficients that Pillow's PERSPECTIVE wants: output pixel to input pixel."""
    rows = []
    for (x, y), (u, v) in zip(source, target, strict=True):
        rows.append([x, y, 1, 0, 0, 0, -u * x, -u * y])
        rows.append([0, 0, 0, x, y, 1, -v * x, -v * y])
    return tuple(np.linalg.solve(np.array(rows), target.reshape(-1)))
