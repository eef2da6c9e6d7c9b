"""Text of red stamps: certified-copy stamps, urgency and secrecy marks. They stand askew, in a frame, seals over them.

Round seals are left out: their text runs in circles and names no more than the signature block does.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from motlan_vision.arrays import Rgb, components, dilate
from motlan_vision.clean.rules import without_rules
from motlan_vision.lines.detect import LONG_SIDE, Boxes, detect_at
from motlan_vision.lines.extend import to_ink
from motlan_vision.recognise.engine import Engine, PixelBox, Reading
from motlan_vision.upright.skew import skew_of

Gray = NDArray[np.uint8]

INK = 190  # red ink is faint
PRINT = 110  # black print
FLAT = 1.35  # width over height of a framed stamp; a seal is as wide as high
SMALLEST_MM = 12.0, 4.0  # width and height of the smallest mark (MẬT, HỎA TỐC)
A4_INCHES = 11.7
JOIN_MM = 1.0  # what stands nearer than this belongs together


def red_ink(image: Rgb, red: Gray, gray: Gray, dpi: int) -> Gray:
    """The page with nothing but its framed stamps on it, dark on white.

    ``red`` says where they are but loses thin strokes, so these come from the page itself; ``gray``, the clean page,
    says what is black print.
    """
    ink = np.full(red.shape, 255, np.uint8)
    for x0, y0, x1, y1 in stamp_areas(red, dpi):
        here = image[y0:y1, x0:x1]
        strokes = np.minimum(here[:, :, 1], here[:, :, 2])
        paper = max(1, int(np.percentile(strokes, 80)))
        even = np.minimum(255, strokes.astype(np.uint16) * 255 // paper).astype(np.uint8)
        ink[y0:y1, x0:x1] = np.where(dilate(gray[y0:y1, x0:x1] < PRINT, 1, 1), 255, even)
    return ink


def read_stamps(red: Gray, engine: Engine, dpi: int, threads: int) -> list[tuple[Reading, NDArray[np.float32]]]:
    """Readings of lines on framed stamps with their boxes in the page, stamp by stamp, from top to bottom."""
    found: list[tuple[Reading, NDArray[np.float32]]] = []
    for area in stamp_areas(red, dpi):
        x0, y0, x1, y1 = area
        crop = red[y0:y1, x0:x1]
        angle, _ = skew_of(crop < INK)
        level = np.asarray(Image.fromarray(crop).rotate(angle, Image.Resampling.BICUBIC, fillcolor=255))
        dark = np.asarray(np.clip((level.astype(np.int32) - 60) * 255 // 170, 0, 255), np.uint8)
        plain, _ = without_rules(dark, dark < INK, dpi)
        side = max(64, round(max(plain.shape) * LONG_SIDE / (A4_INCHES * dpi)))
        boxes = to_ink(plain, detect_at(plain, side, threads))
        order = np.argsort(boxes[:, 1])
        for reading, box in zip(engine.read(plain, _tuples(boxes[order])), boxes[order], strict=True):
            found.append((_moved(reading, x0), box + np.array([x0, y0, x0, y0, 0], np.float32)))
    return found


def stamp_areas(red: Gray, dpi: int) -> list[tuple[int, int, int, int]]:
    """Boxes of flat groups of red ink, from top to bottom."""
    mm = dpi / 25.4
    reach = max(1, round(JOIN_MM * mm))
    _, boxes, _ = components(dilate(red < INK, reach, reach))
    areas: list[tuple[int, int, int, int]] = []
    for x0, y0, x1, y1 in sorted(boxes.tolist(), key=lambda b: (b[0] - b[2]) * (b[3] - b[1])):
        wide, high = x1 - x0, y1 - y0
        large = wide >= SMALLEST_MM[0] * mm and high >= SMALLEST_MM[1] * mm and wide >= FLAT * high
        if large and not any(a <= x0 and b <= y0 and x1 <= c and y1 <= d for a, b, c, d in areas):
            areas.append((x0, y0, x1, y1))
    return sorted(areas, key=lambda a: a[1])


def _moved(reading: Reading, dx: int) -> Reading:
    tokens = tuple(type(t)(t.text, t.probability, t.x0 + dx, t.x1 + dx, t.witnesses, t.asked) for t in reading.tokens)
    return Reading(tokens, reading.agreement)


def _tuples(boxes: Boxes) -> list[PixelBox]:
    return [(float(b[0]), float(b[1]), float(b[2]), float(b[3])) for b in boxes]
