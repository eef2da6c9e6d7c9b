"""A page, or a card on it, that reads badly may lie upside down: it is read once more, turned, and the better stays.

Where there is little print to go by (the back of a card) the turn can't be told from the shape of the letters.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from motlan.model import Box, Line, Region
from motlan_vision.arrays import Rgb

#: Print upside down is read with a certainty of 0.2 to 0.4, print that is merely poor with more.
UPSIDE_DOWN = 0.6
#: The turned reading has to be this much surer.
CLEARLY = 0.15
_PAGE: Box = (0.0, 0.0, 1.0, 1.0)


@dataclass
class Look:
    """A picture as it was read, and whether the page as a whole was turned by 180 degrees for it."""

    image: Rgb
    lines: list[Line]
    turned: bool = False


def certainty(lines: Sequence[Line]) -> float:
    """The mean confidence of the letters; 0 where there are none."""
    letters = sum(len(line.text) for line in lines)
    return sum(line.confidence * len(line.text) for line in lines) / letters if letters else 0.0


def second_look(first: Look, regions: Sequence[Region], read: Callable[[Rgb], list[Line]]) -> Look:
    """``first``, or the page with what lay upside down turned. ``read`` is called again twice at most."""
    cards = [region.box for region in regions if region.kind == "card"]
    areas = [area for area in cards or [_PAGE] if _is_bad(_in(first.lines, area))]
    if not areas:
        return first
    image = first.image.copy()
    for area in areas:
        _turn(image, area)
    again = read(image)
    better = [a for a in areas if certainty(_in(again, a)) > certainty(_in(first.lines, a)) + CLEARLY]
    if not better:
        return first
    for area in areas:
        if area not in better:
            _turn(image, area)
    if len(better) < len(areas):
        again = read(image)
    return Look(image, again, turned=better == [_PAGE])


def _is_bad(lines: Sequence[Line]) -> bool:
    return bool(lines) and certainty(lines) < UPSIDE_DOWN


def _in(lines: Sequence[Line], area: Box) -> list[Line]:
    """The lines whose middle lies in the area."""
    x0, y0, x1, y1 = area
    return [
        line
        for line in lines
        if x0 <= (line.box[0] + line.box[2]) / 2 <= x1 and y0 <= (line.box[1] + line.box[3]) / 2 <= y1
    ]


def _turn(image: Rgb, area: Box) -> None:
    """Turns the area by 180 degrees, in place; twice is as it was."""
    height, width = image.shape[:2]
    x0, y0, x1, y1 = np.round(np.multiply(area, (width, height, width, height))).astype(int)
    part = image[y0:y1, x0:x1]
    part[:] = part[::-1, ::-1].copy()
