"""Turning a picture by a small angle without cutting its corners off."""

from __future__ import annotations

import numpy as np
from PIL import Image

from motlan_vision.arrays import Rgb

#: Less skew than this moves the end of an A4 line by less than a third of a letter and is left alone.
SKEW_MIN = 0.12
_LARGE = 3_000_000


def border_colour(image: Rgb) -> tuple[int, ...]:
    """The commonest colour along the edges (median), to fill corners with."""
    edge = np.concatenate(
        [image[:3].reshape(-1, 3), image[-3:].reshape(-1, 3), image[:, :3].reshape(-1, 3), image[:, -3:].reshape(-1, 3)]
    )
    return tuple(int(v) for v in np.median(edge, axis=0))


def _filter(image: Rgb) -> Image.Resampling:
    """Large pictures have pixels to spare: there the cheap filter costs no letter its shape."""
    return Image.Resampling.BILINEAR if image.shape[0] * image.shape[1] > _LARGE else Image.Resampling.BICUBIC


def straighten(image: Rgb, degrees: float) -> Rgb:
    """The picture turned counter-clockwise by ``degrees`` so that lines descending by it are level; it may grow."""
    if abs(degrees) < SKEW_MIN:
        return image
    turned = Image.fromarray(image).rotate(degrees, _filter(image), expand=True, fillcolor=border_colour(image))
    return np.asarray(turned)
