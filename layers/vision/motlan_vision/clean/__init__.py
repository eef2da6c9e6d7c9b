"""An upright page as the recognisers want it: black letters on white, nothing else.

Order and worth of the steps were measured: rules and leaders matter most, then the red channel and the even ground;
upscaling and denoising did not help.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from motlan.model import Check
from motlan_vision.arrays import Gray, Rgb
from motlan_vision.clean import background, checks, colour, leaders, rules, specks
from motlan_vision.clean.rules import Rules

__all__ = ["Cleaned", "Rules", "clean"]

_INK = 150


@dataclass
class Cleaned:
    """All pictures have the size of the page.

    ``gray``: for recognition. ``red``: the red ink alone (titles, urgency stamps, serials) or None. ``rules``: what was
    taken out of lines. ``checks``: the check boxes, taken out too. ``faint``: none of its
    ink is dark.
    """

    gray: Gray
    red: Gray | None
    rules: Rules
    dpi: int
    checks: list[Check] = field(default_factory=list)
    faint: bool = False


def clean(image: Rgb, dpi: int) -> Cleaned:
    """``image``: upright RGB; ``dpi``: its resolution."""
    ink = colour.separate(image, dpi)
    even = background.divide(ink.gray, background.ground_of(ink.gray, dpi))
    even = specks.wipe(even, leaders.dotted(even, dpi))
    level = background.ink_level(even)
    flat = background.stretch(even, level)
    if ink.seal is not None:
        flat = background.clear_ghosts(flat, ink.seal)
    flat = specks.wipe(flat, specks.rims(flat < _INK, dpi))
    boxes = checks.find_checks(flat, dpi)
    flat = checks.without_checks(flat, boxes)
    flat, found = rules.without_rules(flat, flat < _INK, dpi)
    flat = specks.wipe(flat, specks.specks(flat < _INK, dpi))
    return Cleaned(flat, ink.red, found, dpi, boxes, faint=level is not None and level > background.DARK)
