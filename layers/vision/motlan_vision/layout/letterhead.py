"""The head of an official paper: its left half (offices, number, subject) and its right one (nation, place and date).

NĐ 30/2020/NĐ-CP, Phụ lục I mục IV, ô số 1-5b. The halves are set with lines of their own, so that no row of one need
stand beside a row of the other; they are told apart by the national title, which is on the right of nearly all papers.
"""

from __future__ import annotations

from collections.abc import Sequence

from motlan_vision.layout.bands import bands_of
from motlan_vision.layout.unit import Block, Lines, Unit
from motlan_vision.layout.wording import is_about, is_motto, is_nation, is_number, is_place_date, is_upper

#: In line heights: rows of one half follow each other at most so far apart (the line under the motto, a seal's room).
ROOM_LEFT, ROOM_RIGHT = 2.6, 3.2
#: In line heights: how far the middles of the right half's lines may lie apart.
CENTRED = 4.0
#: In line heights: the left half begins at most so far above the national title (a secrecy mark, a superior body).
ABOVE = 3.0


def find_letterhead(lines: Lines, ids: Sequence[int]) -> Unit | None:
    """The letterhead among these lines, left half before right half; None where no national title stands there."""
    nation = next((i for i in lines.from_top(ids) if is_nation(lines.texts[i])), None)
    if nation is None:
        return None
    right = _right(lines, nation, ids)
    left = _left(lines, nation, right, ids)
    blocks = [Block(block, part) for block, part in ((left, "office"), (right, "nation")) if block]  # type: ignore[arg-type]
    return Unit(lines.top([*left, *right]), lines.bottom([*left, *right]), blocks)


def _right(lines: Lines, nation: int, ids: Sequence[int]) -> list[int]:
    """The national title, the motto, place and date; a line between them that stands centred below the title too."""
    tall = lines.tall(ids)
    below = [i for i in ids if i != nation and lines.boxes[i, 1] > lines.boxes[nation, 1]]
    centred = [i for i in below if abs(lines.across(i) - lines.across(nation)) <= CENTRED * tall]
    found, waiting = [nation], list[int]()
    for i in lines.from_top(centred):
        if lines.boxes[i, 1] - lines.bottom([*found, *waiting]) > ROOM_RIGHT * tall or len(waiting) > 1:
            break
        waiting.append(i)
        if is_motto(lines.texts[i]) or is_place_date(lines.texts[i]):
            found, waiting = [*found, *waiting], []
        if is_place_date(lines.texts[i]):
            break
    return found


def _left(lines: Lines, nation: int, right: Sequence[int], ids: Sequence[int]) -> list[int]:
    """Capitals left of the right half, then the number, then the subject with the lines that go on with it."""
    tall = lines.tall(ids)
    edge = lines.span(right)[0] + 0.5 * tall
    high = lines.boxes[nation, 1] - ABOVE * tall
    beside = [i for i in ids if i not in right and lines.boxes[i, 2] < edge and lines.boxes[i, 1] > high]
    found: list[int] = []
    numbered = about = False
    for band in bands_of(beside, lines.boxes):
        row = lines.from_left(band)
        text = " ".join(lines.texts[i] for i in row)
        if lines.top(row) > (lines.bottom(found) + ROOM_LEFT * tall if found else lines.bottom(right)):
            break
        numbered, about = numbered or is_number(text), about or is_about(text)
        offices = not numbered and (is_upper(text) or not found)
        subject = about and not text.rstrip().endswith(":") and text[:1] not in "-–+"
        if not (offices or is_number(text) or subject):
            break
        found += row
    return found
