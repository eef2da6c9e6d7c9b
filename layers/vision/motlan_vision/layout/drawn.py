"""What a born-digital page shows beside its text: tables and check boxes, seen in its picture."""

from __future__ import annotations

import numpy as np

from motlan.model import Check, Line
from motlan_vision.arrays import Rgb, to_gray
from motlan_vision.clean.checks import find_checks
from motlan_vision.clean.rules import long_strokes
from motlan_vision.layout.cells import cells_of
from motlan_vision.layout.checks import place_checks
from motlan_vision.layout.tables import find_tables

INK = 190  # rules are drawn thin and grey


def see(lines: list[Line], image: Rgb, dpi: int) -> list[Check]:
    """Gives the lines their cells and check marks; returns the check boxes."""
    gray = to_gray(image)
    height, width = gray.shape
    ink = gray < INK
    level = [(float(a), float(b), float(c), float(d)) for a, b, c, d in long_strokes(ink, dpi)[1]]
    turned = long_strokes(np.ascontiguousarray(ink.T), dpi)[1]
    upright = [(float(a), float(b), float(c), float(d)) for b, a, d, c in turned]
    boxes = np.array([[*np.multiply(line.box, (width, height, width, height)), 1.0] for line in lines], np.float32)
    for line, cell in zip(lines, cells_of(boxes.reshape(-1, 5), find_tables(level, upright, width)), strict=True):
        line.cell = cell
    checks = find_checks(gray, dpi)
    place_checks(lines, checks, height / width)
    return checks
