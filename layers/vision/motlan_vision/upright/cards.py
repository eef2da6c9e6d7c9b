"""Cards that lie crooked or upside down on their sheet: each is turned where it lies."""

from __future__ import annotations

import numpy as np
from PIL import Image

from motlan.model import Box, Region
from motlan_vision.arrays import Rgb, to_gray
from motlan_vision.upright.ink import find_ink
from motlan_vision.upright.skew import skew_of
from motlan_vision.upright.straighten import border_colour
from motlan_vision.upright.turn import turn_of

#: A card is turned in place by less than 180 degrees only from this skew on, and upside down only where that is sure.
_SKEW_MIN, _SURE = 0.3, 0.95
_MARGIN = 0.04


def settle(image: Rgb, regions: list[Region]) -> Rgb:
    """The page with every card level and the right way up. Boxes stay as they are: what is turned is turned in place.

    A card on end (by a quarter turn against the page) is left: it would not fit into its place.
    """
    out = image
    for region in regions:
        x0, y0, x1, y1 = _pixels(region.box, image)
        if x1 - x0 <= y1 - y0:
            continue
        card = out[y0:y1, x0:x1]
        turned = _settled(card)
        if turned is not card:
            if out is image:
                out = image.copy()
            out[y0:y1, x0:x1] = turned
    return out


def _pixels(box: Box, image: Rgb) -> tuple[int, int, int, int]:
    """The box with a margin, in pixels."""
    height, width = image.shape[:2]
    mx, my = _MARGIN * (box[2] - box[0]), _MARGIN * (box[3] - box[1])
    x0, y0 = max(0, round((box[0] - mx) * width)), max(0, round((box[1] - my) * height))
    return x0, y0, min(width, round((box[2] + mx) * width)), min(height, round((box[3] + my) * height))


def _settled(card: Rgb) -> Rgb:
    ink = find_ink(to_gray(card))
    if len(ink.boxes) < 25:
        return card
    out = card
    turns, sure = turn_of(ink.cut(0.0))
    if turns == 2 and sure >= _SURE:
        out = np.ascontiguousarray(out[::-1, ::-1])
    skew, sharpness = skew_of(ink.marks)
    if _SKEW_MIN <= abs(skew) <= 12 and sharpness > skew_of(ink.marks.T)[1]:
        # half a turn leaves the sense of a skew as it is
        level = Image.fromarray(out).rotate(skew, Image.Resampling.BICUBIC, fillcolor=border_colour(card))
        out = np.asarray(level)
    return out
