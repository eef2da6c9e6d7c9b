"""Turning a picture by a small angle without cutting its corners off."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from motlan_vision.arrays import Gray, Rgb

#: Less skew than this moves the end of an A4 line by less than a third of a letter and is left alone.
SKEW_MIN = 0.12
_LARGE = 3_000_000


def border_colour(image: Gray | Rgb) -> tuple[int, ...]:
    """The commonest colour along the edges (median), to fill corners with; one number of a grey picture."""
    parts = image[:3], image[-3:], image[:, :3], image[:, -3:]
    edge = np.concatenate([part.reshape(-1, *image.shape[2:] or (1,)) for part in parts])
    return tuple(int(v) for v in np.median(edge, axis=0))


def _filter(image: Gray | Rgb) -> Image.Resampling:
    """Large pictures have pixels to spare: there the cheap filter costs no letter its shape."""
    return Image.Resampling.BILINEAR if image.shape[0] * image.shape[1] > _LARGE else Image.Resampling.BICUBIC


def straighten(image: NDArray[np.uint8], degrees: float) -> NDArray[np.uint8]:
    """Turned counter-clockwise by ``degrees``, so that lines descending by it are level; it may grow."""
    if abs(degrees) < SKEW_MIN:
        return image
    colour = border_colour(image)
    fill = colour if image.ndim == 3 else colour[0]
    turned = Image.fromarray(image).rotate(degrees, _filter(image), expand=True, fillcolor=fill)
    return np.asarray(turned)
