"""Check boxes: small outlined squares, and whether something stands in them. Found, and taken out of the page."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from motlan.model import Check, clamp
from motlan_vision.arrays import Gray, Mask, components, runs

INK = 170  # outlines are thin and grey once scanned
#: Side of a check box and greatest strength of its outline, in millimetres (forms print them at 10 to 20 points).
SIDE_MM, THICK_MM = (2.4, 7.0), 0.6
#: Share of each side that must be there; how far sides may differ in length.
OUTLINED, SQUARE = 0.85, 1.25
#: Share of ink inside: below the first figure nothing stands there, above the second something does.
EMPTY, TICKED = 0.02, 0.06
BORDER = 0.2  # of the side: what lies nearer to the outline does not count


def find_checks(gray: Gray, dpi: int) -> list[Check]:
    """The check boxes of an upright page with even ground, top to bottom, boxes as fractions of the page.

    A box is an outline that closes (capitals D and O have no corners, E and H no fourth side) with thin sides. Rows of
    adjoining squares (one for each digit of a number) are none: their sides are longer than a check box.
    """
    mm = dpi / 25.4
    ink = gray < INK
    found: list[Check] = []
    height, width = gray.shape
    for box in _squares(ink, mm):
        x0, y0, x1, y1 = box
        cut = max(2, round(BORDER * (y1 - y0)))
        share = float(ink[y0 + cut : y1 - cut, x0 + cut : x1 - cut].mean())
        sure = 0.6 if EMPTY < share < TICKED else 0.95
        place = clamp((x0 / width, y0 / height, x1 / width, y1 / height))
        found.append(Check(box=place, ticked=share >= (EMPTY + TICKED) / 2, confidence=sure))
    return sorted(found, key=lambda check: (check.box[1], check.box[0]))


def _squares(ink: Mask, mm: float) -> list[tuple[int, int, int, int]]:
    """Pairs of level strokes of one length above each other whose ends upright strokes join."""
    least, most = round(SIDE_MM[0] * mm), round(SIDE_MM[1] * mm)
    _, strokes, _ = components(runs(ink, shortest=least, longest=most))
    thick = max(3, round(THICK_MM * mm))
    flat = strokes[(strokes[:, 3] - strokes[:, 1] <= thick) & (strokes[:, 2] - strokes[:, 0] <= most)]
    flat = flat[np.argsort(flat[:, 1])]
    squares: list[tuple[int, int, int, int]] = []
    for top in flat:
        below = flat[(flat[:, 1] > top[1] + least / SQUARE) & (flat[:, 1] < top[1] + SQUARE * most)]
        # a tick that runs out over a side makes it longer: what the two strokes share counts
        left, right = np.maximum(below[:, 0], top[0]), np.minimum(below[:, 2], top[2])
        ends = np.minimum(abs(below[:, 0] - top[0]), abs(below[:, 2] - top[2]))
        for k in np.flatnonzero((right - left >= least - 1) & (ends <= max(2, least // 8))):
            box = int(left[k]), int(top[1]), int(right[k]), int(below[k, 3])
            wide, high = box[2] - box[0], box[3] - box[1]
            if max(wide, high) <= SQUARE * min(wide, high) and _closed(ink, box) and not _overlaps(box, squares):
                squares.append(box)
                break
    return squares


def _closed(ink: Mask, box: tuple[int, int, int, int]) -> bool:
    """Whether all four sides are straight, reach into the corners and are thin."""
    x0, y0, x1, y1 = box
    part = ink[y0:y1, x0:x1]
    side = min(part.shape)
    near, thick = max(2, side // 8), max(3, side // 7)
    for turned in (part, part[::-1], part.T, part.T[::-1]):
        filled = turned[: side // 2].mean(axis=1)
        edge = int(filled[:near].argmax())
        beyond = filled[edge:] <= 0.6
        if filled[edge] < OUTLINED or not beyond.any() or int(beyond.argmax()) > thick:
            return False
    corner = slice(0, max(2, side // 12))
    cornered = all(turned[corner, corner].any() for turned in (part, part[:, ::-1], part[::-1], part[::-1, ::-1]))
    return cornered and _stands_alone(ink, box) and not _is_finder(part)


def _stands_alone(ink: Mask, box: tuple[int, int, int, int]) -> bool:
    """Whether hardly anything (the tail of a tick) stands right beside any side."""
    x0, y0, x1, y1 = box
    off, far = 2, 2 + max(2, (y1 - y0) // 8)
    beside = (
        ink[max(0, y0 - far) : max(0, y0 - off), x0:x1],
        ink[y1 + off : y1 + far, x0:x1],
        ink[y0:y1, max(0, x0 - far) : max(0, x0 - off)],
        ink[y0:y1, x1 + off : x1 + far],
    )
    return all(not side.size or float(side.mean()) < 0.25 for side in beside)


def _is_finder(part: Mask) -> bool:
    """Whether a square is a corner of a QR code: a solid middle (3 of its 7 modules), white all around it."""
    side = min(part.shape)
    a, b, c, d = (round(side * n / 7) for n in (1.2, 1.8, 2.3, 4.7))
    white = part[a:b, a:-a].mean() + part[a:-a, a:b].mean()
    return bool(part[c:d, c:d].mean() > 0.85 and white < 0.5)


def _overlaps(box: tuple[int, int, int, int], others: Sequence[tuple[int, int, int, int]]) -> bool:
    return any(box[0] < o[2] and o[0] < box[2] and box[1] < o[3] and o[1] < box[3] for o in others)


def without_checks(gray: Gray, checks: Sequence[Check]) -> Gray:
    """The page with its check boxes white: no reader has letters for them."""
    if not checks:
        return gray
    out, (height, width) = gray.copy(), gray.shape
    for check in checks:
        x0, y0, x1, y1 = np.round(np.multiply(check.box, (width, height, width, height))).astype(int)
        edge = max(2, (y1 - y0) // 7)
        out[max(0, y0 - edge) : y1 + edge, max(0, x0 - edge) : x1 + edge] = 255
    return out
