"""Evening out the paper: tint, shadow, fold and show-through become white, ink keeps its depth."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageFilter

from motlan_vision.arrays import Gray, Mask, histogram, levels

#: The ground is looked for in squares of this many millimetres: larger than bold letters, smaller than shadows.
_CELL_MM = 2.0


def ground_of(gray: Gray, dpi: int) -> Gray:
    """The brightness of the paper at each pixel, as if nothing were printed on it."""
    cell = max(4, round(_CELL_MM / 25.4 * dpi))
    height, width = gray.shape
    rows, cols = -(-height // cell), -(-width // cell)
    padded = np.pad(gray, ((0, rows * cell - height), (0, cols * cell - width)), mode="edge")
    cells = padded.reshape(rows, cell, cols, cell).transpose(0, 2, 1, 3).reshape(rows, cols, cell * cell)
    # the paper is the brighter part of a cell; the very brightest is noise
    rank = int(cell * cell * 0.85)
    level = np.partition(cells, rank, axis=2)[:, :, rank].astype(np.uint8)
    image = Image.fromarray(level).filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.MinFilter(3))
    image = image.filter(ImageFilter.BoxBlur(1.5))
    grown = image.resize((cols * cell, rows * cell), Image.Resampling.BILINEAR)
    return np.asarray(grown)[:height, :width]


def divide(gray: Gray, ground: Gray) -> Gray:
    """``gray`` as a share of the paper's brightness, white = 255."""
    share = gray.astype(np.float32) * 255.0 / np.maximum(ground, 1)
    return np.asarray(np.minimum(255.0, share), np.uint8)


def clear_ghosts(flat: Gray, where: Mask) -> Gray:
    """Where coloured ink was dropped out, what is left of it is grey: only what is nearly black was print."""
    table = np.clip((np.arange(256, dtype=np.float32) - 40) * (255.0 / (150 - 40)), 0, 255).astype(np.uint8)
    return np.asarray(np.where(where, levels(flat, table), flat))


def stretch(flat: Gray) -> Gray:
    """Paper grain and show-through to white, ink to black: levels by the page's own histogram."""
    counts = histogram(flat)
    dark = counts[:170]
    if dark.sum() < 200:
        return flat
    ink = int(np.searchsorted(np.cumsum(dark), 0.25 * dark.sum()))
    black, white = min(ink, 110), 225
    table = np.clip((np.arange(256, dtype=np.float32) - black) * (255.0 / (white - black)), 0, 255).astype(np.uint8)
    return levels(flat, table)
