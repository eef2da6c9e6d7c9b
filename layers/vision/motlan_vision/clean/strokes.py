"""A rule taken out of what it touches: what its own cross-section doesn't explain is a letter and stays."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from motlan_vision.arrays import Gray, Mask, components, select

#: The line of a rule is followed in pieces of this length; so many pixels beyond its edges nothing of it shows.
_PIECE_MM, _BESIDE = 4.0, 5
#: A pixel this much darker than the rule alone is something else's ink; rows as dark as the second figure hide any.
_DARKER, _HIDES, _INK, _PAPER = 60, 110, 150, 250
#: What stands out of a rule and is no higher and no wider is a mark that it runs through (the dot of ạ, a bit of a
#: hook); where it does so on more of its length than the third figure, the rule is rough.
_MARK_HIGH_MM, _MARK_WIDE_MM, _ROUGH = 0.45, (0.25, 1.6), 0.2
#: What stands out no further and is wider or narrower than a mark is the rule's own edge.
_EDGE_MM = 0.18
#: Share of a box's columns in which a second rule is one.
_ANOTHER = 0.3


@dataclass(frozen=True)
class _Page:
    """The page, its rules, and beside them: small marks, and bits of the rules' own edges."""

    gray: Gray
    strokes: Mask
    marks: Mask
    edges: Mask


@dataclass(frozen=True)
class _Rule:
    """One rule of one thickness from column ``first`` on; ``middle``: its row at each column."""

    first: int
    middle: NDArray[np.float64]
    thick: int


def erased(gray: Gray, strokes: Mask, boxes: NDArray[np.int64], dpi: int, *, marks: bool = True) -> Mask:
    """The pixels of ``gray`` to be white when the level rules in ``boxes`` (see ``rules.long_strokes``) go.

    ``marks``: whether small marks that rules run through stay, as those below and above letters should.
    """
    out = np.zeros(gray.shape, bool)
    if not len(boxes):
        return out
    mm = dpi / 25.4
    labels, found, _ = components((gray < 255 - _DARKER) & ~strokes)
    wide, high = found[:, 2] - found[:, 0], found[:, 3] - found[:, 1]
    small = (high <= max(2, round(_MARK_HIGH_MM * mm))) & (wide >= _MARK_WIDE_MM[0] * mm)
    small &= (wide <= _MARK_WIDE_MM[1] * mm) & marks
    flat = ~small & (high <= max(1, round(_EDGE_MM * mm)))
    page = _Page(gray, strokes, select(labels, small), select(labels, flat))
    for x0, y0, x1, y1 in boxes.tolist():
        part = strokes[y0:y1, x0:x1].copy()
        while part.any(axis=0).mean() > _ANOTHER:  # double rules lie in one box
            for rule in _rules(part, (x0, y0), mm):
                _erase(out, page, rule)
    return out


def _rules(part: Mask, corner: tuple[int, int], mm: float) -> Iterator[_Rule]:
    """The uppermost rule of a box, cut where it jumps or changes its thickness; taken out of ``part``."""
    filled = np.flatnonzero(part.any(axis=0))
    top = part[:, filled].argmax(axis=0)
    ends = ~part[:, filled] & (np.arange(len(part))[:, None] > top)
    bottom = np.where(ends.any(axis=0), ends.argmax(axis=0), len(part))
    middle, thick = (top + bottom - 1) / 2, bottom - top
    pieces = np.array_split(np.arange(len(filled)), max(1, round(len(filled) / (_PIECE_MM * mm))))
    usual = np.array([(np.median(middle[p]), np.median(thick[p])) for p in pieces])
    jumps = np.flatnonzero((np.abs(np.diff(usual, axis=0)) > (1, 1)).any(axis=1))
    cuts = [0, *(_cut(middle, thick, pieces, usual, int(j)) for j in jumps), len(filled)]
    for first, last in pairwise(cuts):
        if last - first < 2:
            continue
        at, usual_thick = filled[first:last], int(np.median(thick[first:last]))
        row = np.interp(np.arange(at[0], at[-1] + 1), at, middle[first:last])
        yield _Rule(corner[0] + int(at[0]), corner[1] + row, usual_thick)
    part[:, filled] &= np.arange(len(part))[:, None] >= bottom


def _cut(
    middle: NDArray[np.float64],
    thick: NDArray[np.int64],
    pieces: list[NDArray[np.int64]],
    usual: NDArray[np.float64],
    j: int,
) -> int:
    """Where in the pieces ``j`` and ``j + 1`` the one ends and the other begins."""
    both = np.concatenate(pieces[j : j + 2])
    like = [np.abs(middle[both] - usual[k, 0]) + np.abs(thick[both] - usual[k, 1]) for k in (j, j + 1)]
    return int(both[0]) + int((like[0] <= like[1]).sum())


def _erase(out: Mask, page: _Page, rule: _Rule) -> None:
    """Marks in ``out`` what goes with one rule."""
    height, width = page.gray.shape
    first, last = max(0, rule.first - 2), min(width, rule.first + len(rule.middle) + 2)
    columns = np.arange(first, last)
    rows = np.floor(np.interp(columns, rule.first + np.arange(len(rule.middle)), rule.middle)).astype(np.int64)
    reach = rule.thick // 2 + _BESIDE
    around = np.arange(-reach, reach + 1)[:, None] + rows  # rows of the page, the rule level in the middle
    inside = (around >= 0) & (around < height)
    at = around.clip(0, height - 1), np.broadcast_to(columns, around.shape)
    strip = np.where(inside, page.gray[at], 255)
    alone = _alone(strip)
    top, bottom = _hidden(alone)
    other = strip < alone[:, None] - _DARKER
    near = [_near(other[row], bottom - top) for row in (top - 1, bottom)]
    keep = near[0] & near[1]
    marks, edges = page.marks[at], page.edges[at]
    for row in (top - 1, bottom):
        side = other[row] & marks[row]
        if side.mean() <= _ROUGH:
            keep |= side
    wiped = _own(alone, top, bottom)[:, None] & ~other
    wiped[top - 2 : bottom + 2] |= (edges | page.strokes[at])[top - 2 : bottom + 2] & ~keep
    wiped[top:bottom] = ~keep
    wiped &= inside
    out[at[0][wiped], at[1][wiped]] = True


def _alone(strip: Gray) -> NDArray[np.float64]:
    """How dark the rule is, row by row, where nothing stands beside it: where the least is dark."""
    count = (strip < _INK).sum(axis=0)
    return np.percentile(strip[:, count <= np.percentile(count, 30) + 1], 20, axis=1)


def _hidden(alone: NDArray[np.float64]) -> tuple[int, int]:
    """The rows around the middle in which the rule is too dark for anything else to show; its darkest at least."""
    middle = len(alone) // 2
    darkest = middle - 1 + int(alone[middle - 1 : middle + 2].argmin())
    bright = np.flatnonzero(alone >= _HIDES)
    above, below = bright[bright < darkest].max(initial=0), bright[bright > darkest].min(initial=len(alone) - 1)
    return int(above) + 1, int(below)


def _own(alone: NDArray[np.float64], top: int, bottom: int) -> Mask:
    """The rows that are dark because of the rule: no further than to the first bright one on each side."""
    bright, rows = np.flatnonzero(alone >= _PAPER), np.arange(len(alone))
    first, last = bright[bright < top].max(initial=-1), bright[bright >= bottom].min(initial=len(alone))
    return np.asarray((rows > first) & (rows < last))


def _near(columns: Mask, reach: int) -> Mask:
    """True within ``reach`` columns: what runs through a rule at a slant leaves it elsewhere."""
    return np.asarray(np.convolve(columns, np.ones(2 * reach + 1), "same") > 0)
