"""The angle of the text lines: the one at which the profile of ink across the lines is sharpest (Postl 1986)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from motlan_vision.arrays import Mask

RANGE = 12.0
_POINTS_MAX = 60_000


def skew_of(marks: Mask) -> tuple[float, float]:
    """Degrees by which the lines descend to the right (-12..12), and how sharp the profile is there.

    The sharpness tells horizontal from vertical lines: compare that of the mask with that of its transpose.
    """
    ys, xs = np.nonzero(marks)
    if len(xs) < 50:
        return 0.0, 0.0
    if len(xs) > _POINTS_MAX:
        keep = np.linspace(0, len(xs) - 1, _POINTS_MAX).astype(np.int64)
        xs, ys = xs[keep], ys[keep]
    points = np.stack([xs - xs.mean(), ys - ys.mean()]).astype(np.float32)
    best = _best(points, np.arange(-RANGE, RANGE + 0.1, 0.5))
    best = _best(points, np.arange(best - 0.5, best + 0.51, 0.1))
    return best, _sharpness(points, best)


def _best(points: NDArray[np.float32], angles: NDArray[np.float64]) -> float:
    scores = np.array([_sharpness(points, float(a)) for a in angles])
    i = int(scores.argmax())
    if 0 < i < len(angles) - 1:  # the top of the parabola through the best three
        low, mid, high = scores[i - 1 : i + 2]
        bend = low - 2 * mid + high
        if bend < 0:
            return float(angles[i] + 0.5 * (low - high) / bend * (angles[1] - angles[0]))
    return float(angles[i])


def _sharpness(points: NDArray[np.float32], degrees: float) -> float:
    a = np.deg2rad(degrees)
    rows = points[1] * np.float32(np.cos(a)) - points[0] * np.float32(np.sin(a))
    rows -= rows.min()
    profile = np.bincount(rows.astype(np.int64))
    return float(np.square(np.diff(profile.astype(np.float64))).sum() / points.shape[1])
