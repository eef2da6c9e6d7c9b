"""What a born-digital page shows beside its text: its parts, tables and check boxes, seen in its picture."""

from __future__ import annotations

import numpy as np

from motlan.model import Check, Line
from motlan_vision.arrays import Rgb, to_gray
from motlan_vision.clean.checks import find_checks
from motlan_vision.clean.rules import long_strokes
from motlan_vision.layout.cells import cells_of
from motlan_vision.layout.checks import place_checks
from motlan_vision.layout.order import page_order
from motlan_vision.layout.tables import find_tables
from motlan_vision.layout.unit import Lines

INK = 190  # rules are drawn thin and grey


def see(lines: list[Line], image: Rgb, dpi: int) -> list[Check]:
    """Gives the lines their blocks, parts, cells and check marks; returns the check boxes.

    The lines stay in the order of the layer, but for what stands in the margins, which comes first and last.
    """
    gray = to_gray(image)
    height, width = gray.shape
    ink = gray < INK
    level = [(float(a), float(b), float(c), float(d)) for a, b, c, d in long_strokes(ink, dpi)[1]]
    turned = long_strokes(np.ascontiguousarray(ink.T), dpi)[1]
    upright = [(float(a), float(b), float(c), float(d)) for b, a, d, c in turned]
    places = [[*np.multiply(line.box, (width, height, width, height)), 1.0] for line in lines]
    boxes, tables = np.array(places, np.float32).reshape(-1, 5), find_tables(level, upright, width)
    for line, cell in zip(lines, cells_of(boxes, tables), strict=True):
        line.cell = cell
    found = Lines(boxes, [line.text for line in lines], (height, width))
    for number, block in enumerate(page_order(found, (), tables, level)):
        for i in block.ids:
            lines[i].block, lines[i].part = number, block.part
    lines.sort(key=_margin)
    checks = find_checks(gray, dpi)
    place_checks(lines, checks, height / width)
    return checks


def _margin(line: Line) -> int:
    """-1 for what stands above the text, 1 for what stands below it."""
    in_margin = line.part in ("page_number", "header", "footer")
    return in_margin * (-1 if line.box[3] < 0.5 else 1)
