"""Coloured ink: red goes (seals, tinted patterns), print and blue handwriting stay."""

from __future__ import annotations

import numpy as np

from motlan_vision.arrays import Gray, Rgb


def without_red(rgb: Rgb) -> Gray:
    """The red channel: red and pink ink is as bright as paper there, black and blue ink as dark as before."""
    return np.ascontiguousarray(rgb[:, :, 0])


def only_red(rgb: Rgb) -> Gray | None:
    """Red ink alone, dark on white; None where the page has next to none of it.

    Red ink is what red light does not see and green light does: the difference, against the paper's own tint.
    """
    red, green, blue = (rgb[:, :, i].astype(np.int16) for i in range(3))
    redness = red - np.maximum(green, blue)
    tint = int(np.median(redness))
    ink = np.clip(redness - tint, 0, 255)
    strong = ink > 45
    if float(strong.mean()) < 2e-4:
        return None
    return (255 - np.minimum(255, ink * 2)).astype(np.uint8)
