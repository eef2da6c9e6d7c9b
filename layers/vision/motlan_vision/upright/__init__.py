"""Any page upright: perspective undone, quarter turn found, skew taken out, cards on it found."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

import numpy as np

from motlan.model import Region, Rotation
from motlan_vision.arrays import Gray, Rgb, to_gray
from motlan_vision.upright.ink import Ink, find_ink
from motlan_vision.upright.photo import find_sheet, flatten
from motlan_vision.upright.regions import find_cards
from motlan_vision.upright.skew import skew_of
from motlan_vision.upright.straighten import straighten
from motlan_vision.upright.turn import quarter_turns

__all__ = ["Upright", "make_upright"]

#: One profile must be this much sharper than the other before lines are taken to run along that side.
_CLEARLY = 1.0


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


def make_upright(image: Rgb, dpi: int) -> Upright:
    """A page as displayed to a page as read. Never fails: a page without letters comes back as it is."""
    sheet = find_sheet(image)
    if sheet is not None:
        image = flatten(image, sheet)
    ink = find_ink(to_gray(image))
    down, sharp_rows = skew_of(ink.marks)
    across, sharp_columns = skew_of(ink.marks.T)
    # in the transpose a line that descends to the right ascends: the angle changes its sign
    skew = down if sharp_rows >= _CLEARLY * sharp_columns else -across
    image = straighten(image, skew)
    turns = quarter_turns(_letters(ink, skew)) if len(ink.boxes) >= 12 else 0
    if turns:
        image = np.ascontiguousarray(np.rot90(image, -turns))
    rotation = cast("Rotation", 90 * turns)
    return Upright(image, rotation, skew, dpi, find_cards(image, dpi), sheet is not None)


def _letters(ink: Ink, skew: float) -> Gray:
    """The small picture, straightened and cut to its letters, ground evened out."""
    box = ink.content()
    cut = ink.gray if box is None else ink.gray[box[1] : box[3], box[0] : box[2]]
    rgb = straighten(np.repeat(cut[:, :, None], 3, axis=2), skew)
    return np.ascontiguousarray(rgb[:, :, 0])
