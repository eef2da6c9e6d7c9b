"""Things of their own on a page: identity cards on a sheet (ISO/IEC 7810 ID-1, 85.60 by 53.98 mm)."""

from __future__ import annotations

import numpy as np

from motlan.model import Region, clamp
from motlan_vision.arrays import Rgb, components, dilate, erode, thumbnail

CARD_MM = (85.60, 53.98)
_SIDE = 600
#: Tolerances: scanners and copiers scale a little, and stated resolutions are not always true.
_LONG_MM, _ASPECT = (70.0, 102.0), (1.38, 1.80)


def find_cards(image: Rgb, dpi: int) -> list[Region]:
    """Cards lying level or on end on a larger sheet, top to bottom, but none that fills the picture."""
    small, scale = thumbnail(image, _SIDE)
    per_mm = dpi * scale / 25.4
    paper = np.median(small.reshape(-1, 3), axis=0)
    differs = np.abs(small.astype(np.int16) - paper.astype(np.int16)).max(axis=2) > 14
    gap = max(1, round(1.6 * per_mm))
    closed = erode(dilate(differs, gap, gap), gap, gap)
    _, boxes, areas = components(closed)
    wide, high = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    longest, shortest = np.maximum(wide, high), np.maximum(1, np.minimum(wide, high))
    fits = (longest >= _LONG_MM[0] * per_mm) & (longest <= _LONG_MM[1] * per_mm)
    fits &= (longest / shortest >= _ASPECT[0]) & (longest / shortest <= _ASPECT[1])
    fits &= areas > 0.6 * wide * high
    fits &= longest < 0.9 * max(small.shape[:2])
    height, width = small.shape[:2]
    found = [clamp((b[0] / width, b[1] / height, b[2] / width, b[3] / height)) for b in boxes[fits]]
    return [Region(kind="card", box=box) for box in sorted(found, key=lambda b: (round(b[1], 2), b[0]))]
