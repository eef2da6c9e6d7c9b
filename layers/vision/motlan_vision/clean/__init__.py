"""An upright page as the recognisers want it: black letters on white, nothing else.

Order and worth of the steps were measured: rules and leaders matter most, then the red channel and the even ground;
upscaling and denoising did not help.
"""

from __future__ import annotations

from collections.abc import Callable
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
    taken out of lines. ``checks``: the check boxes, taken out too. ``faint``: none of its ink is dark.
    """

    gray: Gray
    red: Gray | None
    rules: Rules
    dpi: int
    checks: list[Check] = field(default_factory=list)
    faint: bool = False


def clean(image: Rgb, dpi: int, show: Callable[[str, Gray], None] = lambda _step, _picture: None) -> Cleaned:
    """``image``: upright RGB; ``dpi``: its resolution; ``show`` is given the picture after every step."""
    ink = colour.separate(image, dpi)
    show("1-colour", ink.gray)
    even = background.divide(ink.gray, background.ground_of(ink.gray, dpi))
    show("2-even", even)
    even = specks.wipe(even, leaders.dotted(even, dpi))
    show("3-leaders", even)
    level = background.ink_level(even)
    flat = background.stretch(even, level)
    if ink.seal is not None:
        flat = background.clear_ghosts(flat, ink.seal)
    show("4-levels", flat)
    flat = specks.wipe(flat, specks.rims(flat < _INK, dpi))
    show("5-rims", flat)
    boxes = checks.find_checks(flat, dpi)
    flat = checks.without_checks(flat, boxes)
    show("6-checks", flat)
    flat, found = rules.without_rules(flat, flat < _INK, dpi)
    show("7-rules", flat)
    flat = specks.wipe(flat, specks.specks(flat < _INK, dpi))
    show("8-specks", flat)
    return Cleaned(flat, ink.red, found, dpi, boxes, faint=level is not None and level > background.DARK)
