"""Coloured ink: seals and signatures over print go, red titles and handwriting stay.

Red ink is bright in the red channel and blue ink in the blue one, where black stays black: so print under a seal or a
signature is read where the ink over it can't be seen (the classical colour drop-out of form scanners).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from motlan_vision.arrays import Gray, Mask, Rgb, components, dilate, select

#: How much brighter one channel must be than both (red) or than red (blue) for ink of that colour, of 255.
_RED_MIN, _BLUE_MIN = 40, 35
#: A red mark taller than this is no letter but the ring or frame of a stamp, up to the second figure (the border of a
#: certificate is larger still); what is red inside belongs to it.
_LETTER_TALL_MM, _STAMP_MAX_MM = 14.0, 100.0
#: The lowest frame of a blue stamp; its outline lies in the outer part of its box (a circle's meets 0.71 of the way to
#: a corner) in nearly all directions: ink is uneven.
_FRAME_LOW_MM, _OUTER, _ROUND_ABOUT = 8.0, 0.62, 0.85
#: A blue stroke this tall is a signature or a stamp, where it crosses print; handwriting on a form is smaller.
_SIGNATURE_TALL_MM = 10.0


@dataclass(frozen=True)
class Ink:
    """``gray``: the page without seals. ``seal``: where they were. ``red``: the seals alone, dark on white, or None."""

    gray: Gray
    seal: Mask | None
    red: Gray | None


def separate(rgb: Rgb, dpi: int) -> Ink:
    """Drops seals and signatures out of ``rgb``; a page without colour costs next to nothing."""
    red, green, blue = (rgb[:, :, i] for i in range(3))
    gray = np.ascontiguousarray(red)
    seal: Mask | None = None
    picture: Gray | None = None
    stamp: Mask | None
    redness = _excess(red, np.maximum(green, blue))
    marks = redness > _RED_MIN
    if marks.mean() > 1e-4:
        text, stamp = _red_groups(marks, dpi)
        if text.any():
            gray = np.where(text, np.minimum(green, blue), gray)
        if stamp.any():
            seal, picture = stamp, _with_stamp(None, stamp, redness)
    blueness = _excess(blue, red)
    marks = blueness > _BLUE_MIN
    stamp = _blue_stamps(marks, dpi) if marks.mean() > 1e-4 else None
    if stamp is not None:
        gray = np.where(stamp, np.maximum(gray, blue), gray)
        marks &= ~stamp
        seal, picture = _joined(seal, stamp), _with_stamp(picture, stamp, blueness)
    signature = _signatures(marks, gray < 90, dpi)
    if signature is not None:
        gray = np.where(signature, np.maximum(gray, blue), gray)
        seal = _joined(seal, signature)
    return Ink(gray, seal, picture)


def _joined(one: Mask | None, other: Mask) -> Mask:
    return other if one is None else one | other


def _with_stamp(picture: Gray | None, stamp: Mask, strength: Gray) -> Gray:
    """The stamps' picture with one more, dark where its ink is strong."""
    ink = 255 - np.minimum(255, strength.astype(np.uint16) * 2).astype(np.uint8)
    return np.asarray(np.where(stamp, ink, 255 if picture is None else picture), np.uint8)


def _excess(channel: Gray, other: Gray) -> Gray:
    """How much brighter ``channel`` is than ``other``, against the tint of the paper (0 where it isn't)."""
    # paper is a bright pixel; its tint is the middle of a sample of the difference
    difference = channel.astype(np.int16) - other
    tint = int(np.median(difference[::7, ::7]))
    return np.asarray(np.clip(difference - tint, 0, 255), np.uint8)


def _red_groups(marks: Mask, dpi: int) -> tuple[Mask, Mask]:
    """Red marks told into text and stamps, each with the fringe around its strokes. Borders of a page are neither."""
    mm = dpi / 25.4
    join, fringe = max(1, round(0.3 * mm)), max(2, round(0.25 * mm))
    joined = dilate(marks, join, join)
    labels, boxes, _ = components(joined)
    wide, high = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    tall = high > _LETTER_TALL_MM * mm
    large = tall & (np.maximum(wide, high) > _STAMP_MAX_MM * mm)
    inside = np.zeros_like(marks)
    for x0, y0, x1, y1 in boxes[tall & ~large]:
        inside[y0:y1, x0:x1] = True
    spread = dilate(marks, fringe, fringe)
    border = select(labels, large)
    return spread & ~inside & ~border, spread & inside & ~border


def _blue_stamps(marks: Mask, dpi: int) -> Mask | None:
    """Blue rings and frames with what is blue inside them and the fringe around, or None.

    Blue is the colour of pens, too: only an outline that closes around its middle is a stamp.
    """
    mm = dpi / 25.4
    join, fringe = max(1, round(0.3 * mm)), max(2, round(0.25 * mm))
    labels, boxes, _ = components(dilate(marks, join, join))
    wide, high = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    fitting = (np.minimum(wide, high) > _FRAME_LOW_MM * mm) & (np.maximum(wide, high) > _LETTER_TALL_MM * mm)
    fitting &= np.maximum(wide, high) < _STAMP_MAX_MM * mm
    inside = np.zeros_like(marks)
    for i in np.flatnonzero(fitting):
        x0, y0, x1, y1 = boxes[i]
        if _closes(labels[y0:y1, x0:x1] == i + 1):
            inside[y0:y1, x0:x1] = True
    return dilate(marks & inside, fringe, fringe) if inside.any() else None


def _closes(mask: Mask) -> bool:
    """Whether nearly every ray from the middle of the box meets the mask in its outer part."""
    height, width = mask.shape
    angles = np.linspace(0, 2 * np.pi, 72, endpoint=False)
    across, down = np.cos(angles), np.sin(angles)
    edge = np.minimum(
        width / 2 / np.maximum(np.abs(across), 1e-6), height / 2 / np.maximum(np.abs(down), 1e-6)
    )  # how far the box's edge is
    reach = np.linspace(_OUTER, 0.999, 60)[:, None] * edge
    xs = np.clip(width / 2 + reach * across, 0, width - 1).astype(int)
    ys = np.clip(height / 2 + reach * down, 0, height - 1).astype(int)
    return float(mask[ys, xs].any(axis=0).mean()) >= _ROUND_ABOUT


def _signatures(marks: Mask, dark: Mask, dpi: int) -> Mask | None:
    """Tall blue strokes that cross print, or None.

    None, too, on a page with much blue writing (a filled-in form): there a stroke that reaches from line to line may be
    a word, and a word must not be lost.
    """
    if marks.mean() < 5e-5:
        return None
    mm = dpi / 25.4
    labels, boxes, areas = components(marks)
    wide, high = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    letters = (high > 1.2 * mm) & (high < 6 * mm) & (areas > 0.2 * mm * mm)
    tall = (high > _SIGNATURE_TALL_MM * mm) & (wide > 6 * mm)
    if not tall.any() or letters.sum() > 60:
        return None
    fringe = max(2, round(0.25 * mm))
    crossing = _crossed(labels, boxes, tall, dark & ~dilate(marks, fringe, fringe), round(1.5 * mm))
    return dilate(select(labels, crossing), fringe, fringe) if crossing.any() else None


def _crossed(
    labels: NDArray[np.unsignedinteger], boxes: NDArray[np.int64], tall: NDArray[np.bool_], print_: Mask, reach: int
) -> NDArray[np.bool_]:
    """Which of the tall strokes have black print right beside them in several places."""
    out = np.zeros(len(boxes), bool)
    for i in np.flatnonzero(tall):
        x0, y0, x1, y1 = boxes[i]
        here = labels[y0:y1, x0:x1] == i + 1
        out[i] = int((dilate(here, reach, reach) & print_[y0:y1, x0:x1]).sum()) > 30
    return out
