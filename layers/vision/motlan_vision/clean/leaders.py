"""Dotted fill-in lines, with or without writing on them: found as chains of flat marks, letters untouched."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray

from motlan_vision.arrays import Gray, Mask, components, select

#: Dots are fainter than letters once a scanner has blurred them.
FAINT = 205
_FLAT_MM, _GAP_MM, _LONG_MM = 0.75, 1.3, 7.0
_LINKS_MIN = 6
#: Where writing covers a line, its dots between the words are as large, as high and as far apart as those beyond it
#: (shares of a dot and of the distance), and hardly a mark like them stands elsewhere at that height.
_ALIKE, _OFF, _EVEN_MIN = 0.45, 0.22, 0.85
#: A line of which hardly anything is free: at least so many dots, none larger, so far apart, so well in step (0..1).
_SPARSE_MIN, _DOT_MM, _PITCH_MM, _IN_STEP = 8, 0.75, (0.5, 1.9), 0.8


def dotted(flat: Gray, dpi: int) -> Mask:
    """The marks of dotted lines on a page with even ground.

    A chain is at least six marks, none taller than 0.75 mm, at one height, at distances that hardly vary, 7 mm long in
    all. Accents and full stops are as flat but never so many at one distance; a dot that touches a letter stays with
    it. Where writing covers a line, what stands free of it between the words is found by the distance of its dots, also
    where no six stand together.
    """
    mm = dpi / 25.4
    labels, boxes, _ = components(flat < FAINT)
    wide, high = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    ids = np.flatnonzero((high <= _FLAT_MM * mm) & (wide <= 6 * mm))
    chosen = np.zeros(len(boxes), bool)
    if len(ids) >= _LINKS_MIN:
        flat_marks = boxes[ids]
        for run in _runs(flat_marks, mm):
            if _is_leader(flat_marks[run], mm):
                more = [i for i in _lattice(run, flat_marks) if i not in run and not _is_colon(i, flat_marks, mm)]
                chosen[ids[run[1 if _is_colon(run[0], flat_marks, mm) else 0 :]]] = True
                chosen[ids[more]] = True
        free = ids[~chosen[ids]]
        for covered in sparse(boxes[free], labels > 0, mm):
            chosen[free[[i for i in covered if not _is_colon(i, boxes[free], mm)]]] = True
    return select(labels, chosen)


def _runs(boxes: NDArray[np.int64], mm: float) -> list[NDArray[np.int64]]:
    """Indices of marks side by side. Bands of height overlap, so that a slightly sloping line stays whole."""
    middle = (boxes[:, 1] + boxes[:, 3]) / 2
    band_height = max(3.0, 0.6 * mm)
    out = []
    for shift in (0.0, 0.5):
        band = np.floor(middle / band_height + shift)
        order = np.lexsort((boxes[:, 0], band))
        gap = boxes[order[1:], 0] - boxes[order[:-1], 2]
        breaks = np.flatnonzero((np.diff(band[order]) != 0) | (gap > _GAP_MM * mm)) + 1
        out += [run for run in np.split(order, breaks) if len(run) >= _LINKS_MIN]
    return out


def _lattice(run: NDArray[np.int64], boxes: NDArray[np.int64]) -> NDArray[np.int64]:
    """A run of dots with all like them, left and right of it, that stand at a multiple of its distance; or nothing."""
    x, y = (boxes[:, 0] + boxes[:, 2]) / 2, (boxes[:, 1] + boxes[:, 3]) / 2
    step = np.diff(x[run])
    pitch = float(np.median(step))
    high = float(np.median((boxes[:, 3] - boxes[:, 1])[run]))
    wide = float(np.median((boxes[:, 2] - boxes[:, 0])[run]))
    if not 1.5 * wide <= pitch or (np.abs(step - pitch) > _OFF * pitch).any():
        return run[:0]
    alike = np.abs(boxes[:, 3] - boxes[:, 1] - high) <= max(1.0, _ALIKE * high)
    alike &= np.abs(boxes[:, 2] - boxes[:, 0] - wide) <= max(1.0, _ALIKE * wide)
    alike &= np.abs(y - np.median(y[run])) <= max(1.0, _ALIKE * high)
    others = np.flatnonzero(alike)
    found = [int(i) for i in run]
    for sign in (1, -1):
        last, first = (run[-1], run[0]) if sign > 0 else (run[0], run[-1])
        at, steps, begin = float(x[last]), len(run) - 1, float(x[first])
        for i in others[np.argsort(sign * x[others])]:
            ahead = sign * (x[i] - at) / pitch
            if ahead > 0.5 and abs(ahead - round(ahead)) <= _OFF:
                found.append(int(i))
                steps, at = steps + round(ahead), float(x[i])
                pitch = sign * (at - begin) / steps
    between = int(((x[others] >= x[found].min()) & (x[others] <= x[found].max())).sum())
    if len(found) < _EVEN_MIN * between:  # accents of a line of print stand anywhere
        return run[:0]
    return np.array(sorted(found, key=lambda i: x[i]), np.int64)


def sparse(boxes: NDArray[np.int64], ink: Mask, mm: float) -> list[NDArray[np.int64]]:
    """Dotted lines that writing covers but for a dot or two between the words: rows of ``boxes``, a line each.

    Dots of one size at one height that stand at multiples of one distance, with ink wherever a dot of the line is
    missing: marks below letters and full stops have bare paper between them.
    """
    wide, high = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    dots = np.flatnonzero((wide <= _DOT_MM * mm) & (high <= _DOT_MM * mm) & (high >= 2))
    found: list[NDArray[np.int64]] = []
    taken = np.zeros(len(boxes), bool)
    middle = (boxes[:, 1] + boxes[:, 3]) / 2
    for row in np.unique(np.round(middle[dots])):
        line = dots[(np.abs(middle[dots] - row) <= 1) & ~taken[dots]]
        if len(line) < _SPARSE_MIN:
            continue
        size = np.median(wide[line])
        line = line[np.abs(wide[line] - size) <= max(1.0, _ALIKE * size)]
        if len(line) < _SPARSE_MIN:
            continue
        x = (boxes[line, 0] + boxes[line, 2]) / 2
        on = line[_in_step(x, partial(_inked, ink, y=float(row), radius=float(size) / 2), mm)]
        taken[on] = True
        found += [on] if len(on) else []
    return found


def _in_step(x: NDArray[np.float64], inked: Callable[[NDArray[np.float64]], Mask], mm: float) -> Mask:
    """Which dots stand at multiples of one distance; none where there is no such, or paper where dots should be."""
    span = float(x.max() - x.min())
    # distances so close to each other that over the whole line they differ by a sixth of one
    pitches = 1 / np.arange(1 / (_PITCH_MM[1] * mm), 1 / (_PITCH_MM[0] * mm), 1 / (6 * max(span, 1.0)))
    strength = np.abs(np.exp(2j * np.pi * x[None, :] / pitches[:, None]).mean(axis=1))
    strong = np.flatnonzero(strength >= max(_IN_STEP, 0.97 * float(strength.max())))
    none = np.zeros(len(x), bool)
    if not len(strong):
        return none
    pitch = float(pitches[strong[0]])  # the widest: halves and thirds of it fit as well
    phase = np.angle(np.exp(2j * np.pi * x / pitch).mean()) / (2 * np.pi) * pitch
    step = np.round((x - phase) / pitch)
    on = np.abs(x - phase - step * pitch) <= _OFF * pitch
    if on.sum() < _SPARSE_MIN:
        return none
    places = np.arange(step[on].min(), step[on].max() + 1)
    missing = np.setdiff1d(places, step[on])
    bare = int((~inked(phase + missing * pitch)).sum())
    return on if bare <= (1 - _EVEN_MIN) * on.sum() else none


def _inked(ink: Mask, x: NDArray[np.float64], y: float, radius: float) -> Mask:
    """Whether there is ink where a dot of the line would be."""
    reach = np.arange(-max(1, int(radius)), max(1, int(radius)) + 1)
    columns = (np.round(x).astype(np.int64)[:, None] + reach).clip(0, ink.shape[1] - 1)
    rows = (round(y) + reach).clip(0, ink.shape[0] - 1)
    return np.asarray(ink[rows[None, :, None], columns[:, None, :]].any(axis=(1, 2)))


def _is_colon(mark: np.int64, boxes: NDArray[np.int64], mm: float) -> bool:
    """Whether another such mark stands right above one of a chain: then it is a colon before or between the dots."""
    x0, y0, x1, _ = boxes[mark]
    over = (boxes[:, 0] < x1) & (boxes[:, 2] > x0) & (boxes[:, 3] <= y0) & (boxes[:, 3] > y0 - 2.5 * mm)
    alike = np.abs((boxes[:, 2] - boxes[:, 0]) - (x1 - x0)) <= 2
    return bool((over & alike).any())


def _is_leader(run: NDArray[np.int64], mm: float) -> bool:
    if len(run) < _LINKS_MIN or run[-1, 2] - run[0, 0] < _LONG_MM * mm:
        return False
    wide = run[:, 2] - run[:, 0]
    step = np.diff((run[:, 0] + run[:, 2]) / 2)
    usual = float(np.median(step))
    even = float((np.abs(step - usual) <= 0.3 * usual + 1.0).mean())
    # blurred dots run together in twos and threes: then their number in the length decides
    return usual <= 1.6 * mm and (even >= 0.65 or float(wide.sum()) / float(run[-1, 2] - run[0, 0]) > 0.55)
