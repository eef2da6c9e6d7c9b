"""Is a page blank: the back of a duplex scan with show-through, specks and a form mark in its corner."""

from __future__ import annotations

import numpy as np

from motlan_vision.arrays import Rgb, components, thumbnail, to_gray
from motlan_vision.clean import Cleaned

#: Fewer marks of the size of letters than this can't be a word: MẬT has three.
_MARKS_MAX = 3
_MARGIN = 0.06
#: A picture is darker than its brightest parts by so many levels on so much of the page; paper of any colour is not.
_DARKER, _SHARE = 60, 0.3


def is_blank(cleaned: Cleaned) -> bool:
    """True where nothing but faint show-through, specks or small marks in the outer margin is left."""
    if cleaned.red is not None:
        return False
    gray, mm = cleaned.gray, cleaned.dpi / 25.4
    _, boxes, areas = components(gray < 128)
    height, width = gray.shape
    wide, high = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    real = (np.maximum(wide, high) >= 1.0 * mm) & (areas >= 0.15 * mm * mm)
    inside = (boxes[:, 0] > _MARGIN * width) & (boxes[:, 2] < (1 - _MARGIN) * width)
    inside &= (boxes[:, 1] > _MARGIN * height) & (boxes[:, 3] < (1 - _MARGIN) * height)
    return int((real & inside).sum()) < _MARKS_MAX


def is_picture(image: Rgb) -> bool:
    """True where much of a page without words is no paper at all: a photograph, a drawing."""
    small = to_gray(thumbnail(image, 64)[0])
    return bool((small < np.percentile(small, 90) - _DARKER).mean() >= _SHARE)
