"""Evening out the paper: tint, shadow, fold and show-through become white, ink keeps its depth."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from motlan_vision.arrays import Gray, Mask, histogram, levels

#: The ground is looked for in squares of this many millimetres: larger than bold letters, smaller than shadows.
_CELL_MM = 2.0
#: Ink is darker than the first level, faint print than the second; fewer pixels than this (a page's share) are neither.
DARK, FAINTEST = 170, 220
_DARK_MIN, _FAINT_MIN = 200, 0.0005


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


def ink_level(flat: Gray) -> int | None:
    """How dark (of 255, paper white) the ink of an evened page is: a quarter of its ink is darker; None without ink.

    Where nothing is dark, faint print counts if it is sharp: what shines through from the back is blurred by the paper.
    """
    counts = histogram(flat)
    level = _darkest_quarter(counts[:DARK], _DARK_MIN)
    if level is None:
        level = _darkest_quarter(counts[:FAINTEST], _FAINT_MIN * flat.size)
        return level if level is not None and _is_sharp(flat, level) else None
    return level


def _darkest_quarter(counts: NDArray[np.int64], least: float) -> int | None:
    total = counts.sum()
    return int(np.searchsorted(np.cumsum(counts), 0.25 * total)) if total >= least else None


def _is_sharp(flat: Gray, level: int) -> bool:
    """Whether many marks rise to half their depth within two pixels."""
    depth = 255 - level
    step = np.abs(flat[:, 2:].astype(np.int16) - flat[:, :-2]) > 0.5 * depth
    return int(step.sum()) > 0.3 * int((flat < level + 0.3 * depth).sum())


def stretch(flat: Gray, ink: int | None) -> Gray:
    """Paper grain and show-through to white, ink (see ``ink_level``) to black; faint ink gets a narrower range."""
    if ink is None:
        return flat
    black, white = ink, max(225.0, 255 - 0.25 * (255 - ink))
    table = np.clip((np.arange(256, dtype=np.float32) - black) * (255.0 / (white - black)), 0, 255).astype(np.uint8)
    return levels(flat, table)
