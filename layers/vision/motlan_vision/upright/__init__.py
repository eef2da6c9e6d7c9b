"""Any page upright: perspective undone, quarter turn found, skew taken out, cards on it found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

import numpy as np

from motlan.model import Region, Rotation
from motlan_vision.arrays import Rgb, to_gray
from motlan_vision.upright.cards import settle
from motlan_vision.upright.ink import find_ink, sheet_dpi
from motlan_vision.upright.photo import find_sheet, flatten
from motlan_vision.upright.regions import find_cards, find_halves
from motlan_vision.upright.skew import skew_of
from motlan_vision.upright.straighten import straighten
from motlan_vision.upright.turn import turn_of

__all__ = ["Upright", "make_upright"]

#: Fewer marks than this say nothing about the turn.
_LETTERS_MIN = 12


@dataclass
class Upright:
    """An upright page and what was done to it.

    ``image``: RGB. ``rotation``: clockwise turn that was applied. ``skew``: degrees taken out beyond it (positive:
    lines descended to the right). ``regions``: boxes as fractions of ``image``. ``dpi`` of ``image``.
    """

    image: Rgb
    rotation: Rotation
    skew: float
    dpi: int
    regions: list[Region] = field(default_factory=list)
    is_photo: bool = False


def make_upright(image: Rgb, dpi: int, turn: Rotation | None = None) -> Upright:
    """A page as displayed to a page as read. Never fails: a page without letters comes back as it is.

    ``turn``: the clockwise quarter turns that a person said; found where nobody did.
    """
    sheet = find_sheet(image)
    if sheet is not None:
        image = flatten(image, sheet)
    ink = find_ink(to_gray(image))
    down, sharp_rows = skew_of(ink.marks)
    across, sharp_columns = skew_of(ink.marks.T)
    # in the transpose a line that descends to the right ascends: the angle changes its sign
    skew = down if sharp_rows >= sharp_columns else -across
    image = straighten(image, skew)
    turns = turn // 90 if turn is not None else 0
    if turn is None and len(ink.boxes) >= _LETTERS_MIN:
        turns = turn_of(ink.cut(skew))[0]
    if turns:
        image = np.ascontiguousarray(np.rot90(image, -turns))
        ink = ink.turned(-turns)
    if sheet is not None:
        dpi = sheet_dpi(ink)
    cards = find_cards(image, dpi, ink, is_photo=sheet is not None)
    image = settle(image, cards)
    rotation = cast("Rotation", 90 * turns)
    return Upright(image, rotation, skew, dpi, cards or find_halves(image, ink), sheet is not None)
