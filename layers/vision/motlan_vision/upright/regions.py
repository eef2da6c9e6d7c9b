"""Things of their own on a page: identity cards on a sheet, the two halves of an open booklet.

An identity card is an ID-1 of ISO/IEC 7810: 85.60 by 53.98 mm.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from motlan.model import Box, Region, clamp
from motlan_vision.arrays import Gray, Mask, Rgb, components, dilate, erode, rectangle_of, thumbnail
from motlan_vision.upright.ink import Ink

_SIDE = 700
#: Long side in millimetres and its ratio to the short one: scanners, copiers and stated resolutions are not exact.
_LONG_MM, _ASPECT = (70.0, 102.0), (1.38, 1.80)
#: In a photo the scale is only guessed: share of the sheet's long side.
_LONG_PHOTO = (0.22, 0.92)
#: A card crooked by more degrees than the first is looked at turned level, up to the second.
_LEVEL, _CROOKED = 1.5, 15.0
_DIFFERS, _EDGE_MIN, _EDGE_SHARE = 12, 5, 0.8
#: Shares of red, green and blue; and how much of a page may be unlike its paper before it counts as patterned.
_HUE_DIFFERS, _PLAIN_MAX = 0.012, 0.5
_LETTERS_MIN = 25
#: A spread is this much wider than high; its fold lies in the middle fifth.
_SPREAD, _FOLD = (1.2, 1.75), (0.4, 0.6)


def find_cards(image: Rgb, dpi: int, ink: Ink, *, is_photo: bool = False) -> list[Region]:
    """Cards lying level or on end on a larger sheet, top to bottom; ``ink`` belongs to ``image``.

    A card that fills the picture is none of these, nor is anything without letters on it (a portrait, a code).
    """
    if len(ink.boxes) < _LETTERS_MIN:
        return []
    small, scale = thumbnail(image, _SIDE)
    per_mm = dpi * scale / 25.4
    height, width = small.shape[:2]
    side = max(height, width)
    least, most = (s * side for s in _LONG_PHOTO) if is_photo else (mm * per_mm for mm in _LONG_MM)
    mask = _unlike_paper(small, by_hue=is_photo)
    if mask.mean() > _PLAIN_MAX:
        return []
    bright = small.astype(np.int16).max(axis=2)
    # on a patterned ground (certificates) a step must be more than the pattern's own
    step = max(_EDGE_MIN, 3.0 * float(np.percentile(np.abs(np.diff(bright, axis=0)), 75)))
    found: list[Box] = []
    for gap in (0.8, 1.6, 3.0):  # a bilevel card is a frame of broken lines and some text: closed by a wider gap
        reach = max(1, round(gap * per_mm))
        for b, blob in _blobs(mask, reach, least / 2):
            box = clamp((b[0] / width, b[1] / height, b[2] / width, b[3] / height))
            if any(_overlap(box, other) for other in found) or _letters_in(box, ink) < _LETTERS_MIN:
                continue
            for level, edges in _looks(bright, b, blob):
                wide, high = (int(v) for v in edges[2:] - edges[:2])
                longest, shortest = max(wide, high), max(1, min(wide, high))
                fits = least <= longest <= min(most, 0.92 * side) and blob.sum() > 0.6 * wide * high
                if fits and _ASPECT[0] <= longest / shortest <= _ASPECT[1] and _sharp(level, edges, step):
                    found.append(box)
                    break
    return [Region(kind="card", box=box) for box in sorted(found, key=lambda b: (round(b[1], 2), b[0]))]


def _unlike_paper(small: Rgb, *, by_hue: bool) -> NDArray[np.bool_]:
    """What is not of the paper's colour; ``by_hue`` only shares of the colours count, which shadows leave alone."""
    if by_hue:
        shares = small / np.maximum(1.0, small.sum(axis=2, keepdims=True, dtype=np.float64))
        return np.asarray(np.abs(shares - np.median(shares.reshape(-1, 3), axis=0)).max(axis=2) > _HUE_DIFFERS)
    paper = np.median(small.reshape(-1, 3), axis=0).astype(np.int16)
    return np.asarray(np.abs(small.astype(np.int16) - paper).max(axis=2) > _DIFFERS)


def _blobs(mask: Mask, reach: int, least: float) -> list[tuple[NDArray[np.int64], Mask]]:
    """Boxes and masks of what is left when gaps are closed and whiskers and lone lines cut off; none smaller."""
    closed = erode(dilate(mask, reach, reach), reach, reach)
    thin = max(1, reach)
    labels, boxes, _ = components(dilate(erode(closed, thin, thin), thin, thin))
    large = np.flatnonzero((boxes[:, 2:] - boxes[:, :2]).min(axis=1) >= least)
    return [(boxes[i], labels[boxes[i][1] : boxes[i][3], boxes[i][0] : boxes[i][2]] == i + 1) for i in large]


def _looks(
    bright: NDArray[np.int16], box: NDArray[np.int64], blob: Mask
) -> Iterator[tuple[NDArray[np.int16], NDArray[np.int64]]]:
    """The picture and a blob's box in it; then, of a crooked blob, its surroundings turned level and its box there."""
    yield bright, box
    x0, y0, x1, y1 = (int(v) for v in box)
    long, short, tilt = rectangle_of(blob)
    wide, high = (long, short) if x1 - x0 >= y1 - y0 else (short, long)
    if wide < high:
        tilt = (tilt + 180) % 180 - 90
    if not _LEVEL < abs(tilt) < _CROOKED:
        return
    room = max(8, round(0.1 * long))
    left, top = max(0, x0 - room), max(0, y0 - room)
    part = bright[top : y1 + room, left : x1 + room].clip(0, 255).astype(np.uint8)
    x, y = (x0 + x1) / 2 - left, (y0 + y1) / 2 - top
    level = np.asarray(Image.fromarray(part).rotate(tilt, Image.Resampling.BILINEAR, center=(x, y)), np.int16)
    yield level, np.round([x - wide / 2, y - high / 2, x + wide / 2, y + high / 2]).astype(np.int64)


def _sharp(gray: NDArray[np.int16], box: NDArray[np.int64], step: float) -> bool:
    """Whether at least three sides of the box are edges nearly all along.

    Shadows have no edges, and a block of text has none on its left and right where the lines leave gaps.
    """
    x0, y0, x1, y1 = (int(v) for v in box)
    inset_x, inset_y = (x1 - x0) // 10, (y1 - y0) // 10  # corners are round
    rows = [_edge(gray[max(0, y - 3) : y + 4, x0 + inset_x : x1 - inset_x], step) for y in (y0, y1)]
    columns = [_edge(gray[y0 + inset_y : y1 - inset_y, max(0, x - 3) : x + 4].T, step) for x in (x0, x1)]
    good = [share >= _EDGE_SHARE for share in (*rows, *columns)]
    return sum(good) >= 3 and any(good[2:])


def _edge(band: NDArray[np.int16], step: float) -> float:
    """Share of a band's columns that hold a step in brightness."""
    if band.shape[0] < 2 or band.shape[1] < 5:
        return 0.0
    return float((np.abs(np.diff(band, axis=0)).max(axis=0) >= step).mean())


def _letters_in(box: Box, ink: Ink) -> int:
    height, width = ink.gray.shape
    x, y = ink.boxes[:, [0, 2]].mean(axis=1) / width, ink.boxes[:, [1, 3]].mean(axis=1) / height
    return int(((x > box[0]) & (x < box[2]) & (y > box[1]) & (y < box[3])).sum())


def _overlap(a: Box, b: Box) -> bool:
    return min(a[2], b[2]) > max(a[0], b[0]) and min(a[3], b[3]) > max(a[1], b[1])


def find_halves(image: Rgb, ink: Ink) -> list[Region]:
    """Left and right page of an open booklet (or of two sheets copied side by side), or nothing.

    Both halves hold text and hardly a letter lies on the fold; ``ink`` belongs to the upright ``image``.
    """
    height, width = image.shape[:2]
    if not _SPREAD[0] <= width / height <= _SPREAD[1] or len(ink.boxes) < 120:
        return []
    fold = _fold(ink.marks.sum(axis=0), ink.gray)
    if fold is None:
        return []
    middle = ink.boxes[:, [0, 2]].mean(axis=1) / ink.gray.shape[1]
    if min(int((middle < fold).sum()), int((middle > fold).sum())) < 40:
        return []
    return [Region(kind="half", box=(0.0, 0.0, fold, 1.0)), Region(kind="half", box=(fold, 0.0, 1.0, 1.0))]


def _fold(profile: NDArray[np.int64], gray: Gray) -> float | None:
    """The middle of the widest empty strip around the centre, at least 2.5 % of the width."""
    width = gray.shape[1]
    first, last = int(_FOLD[0] * width), int(_FOLD[1] * width)
    quiet = profile[first:last] <= 1
    best, start = (0, 0), None
    for i, empty in enumerate([*quiet.tolist(), False]):
        if empty and start is None:
            start = i
        elif not empty and start is not None:
            best, start = max(best, (i - start, start)), None
    if best[0] < 0.025 * width:
        return None
    return float(round((first + best[1] + best[0] / 2) / width, 4))
