"""An upright page as the recognisers want it: black letters on white, nothing else.

Order and worth of the steps were measured: rules and leaders matter most, then the red channel and the even ground;
upscaling and denoising did not help.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from motlan_vision.arrays import Gray, Rgb
from motlan_vision.clean import background, colour, rules, specks
from motlan_vision.clean.rules import Rules

__all__ = ["Cleaned", "Rules", "clean"]

_INK = 150


@dataclass
class Cleaned:
    """All pictures have the size of the page.

    ``gray``: for recognition. ``red``: the red ink alone (titles, urgency stamps, serials) or None. ``rules``: what was
    taken out of lines. ``ink``: share of black pixels in ``gray``.
    """

    gray: Gray
    red: Gray | None
    rules: Rules
    dpi: int


def clean(image: Rgb, dpi: int) -> Cleaned:
    """``image``: upright RGB; ``dpi``: its resolution."""
    gray = colour.without_red(image)
    flat = background.stretch(background.divide(gray, background.ground_of(gray, dpi)))
    ink = flat < _INK
    flat = specks.wipe(flat, specks.rims(ink, dpi))
    ink = flat < _INK
    level, level_boxes = rules.long_strokes(ink, dpi)
    upright, upright_boxes = rules.long_strokes(np.ascontiguousarray(ink.T), dpi)
    flat = rules.erase(flat, level, ink)
    flat = np.ascontiguousarray(rules.erase(np.ascontiguousarray(flat.T), upright, np.ascontiguousarray(ink.T)).T)
    ink = flat < _INK
    flat = specks.wipe(flat, rules.dotted(ink, dpi))
    flat = specks.wipe(flat, specks.specks(flat < _INK, dpi))
    found = Rules(rules.boxes_of(level_boxes, flat.shape), rules.boxes_of(upright_boxes, flat.shape, swapped=True))
    return Cleaned(flat, colour.only_red(image), found, dpi)
