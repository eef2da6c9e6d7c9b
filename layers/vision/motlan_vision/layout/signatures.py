"""Signature blocks: one, two or three columns of title, room to sign and name, and the "Nơi nhận" list beside them.

NĐ 30/2020/NĐ-CP, Phụ lục I mục II.7-9: capacity, title, signature and name at the foot on the right, recipients on the
left. Declarations, contracts and certificates have "(Ký, ghi rõ họ tên)" and one column for each who signs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from motlan_vision.layout.bands import columns_of, rows_of
from motlan_vision.layout.unit import Block, Lines, Unit
from motlan_vision.layout.wording import Anchor, anchor, is_list_item, is_name, is_upper

#: In line heights: how far below the line above a signer's name may stand.
SIGN_ROOM = 8.0
#: In line heights: so much room below a title is left for a signature.
ROOM = 2.2
#: In line heights: lines of one column have their middles at most so far apart.
CENTRED = 3.0
#: In line heights: titles of one row of signatures stand at most so far apart, up and down.
ROW = 5.0
#: Of the text's width: a line this wide is no part of a signature.
WIDE = 0.62


@dataclass
class _Column:
    """Lines below each other, and what they say of being a signature; ``named``: a person's name closes it."""

    ids: list[int]
    marks: set[Anchor] = field(default_factory=set)
    named: bool = False

    @property
    def lists(self) -> bool:
        """Whether it is "Nơi nhận"."""
        return "recipients" in self.marks


@dataclass
class _Signers:
    """Lines (from the top), which of them say who signs, and which are too wide to."""

    lines: Lines
    order: list[int]
    kinds: Mapping[int, Anchor]
    tall: float
    wide: frozenset[int]

    def row(self, first: int) -> Unit | None:
        """The row of signatures that begins with this line; None where the line is part of the text after all."""
        columns = self._heads(first)
        start = min(self.lines.top(c.ids) for c in columns)
        taken = {i for c in columns for i in c.ids}
        for i in self.order:
            if i in taken or self.lines.down(i) < start:
                continue
            low = max(self.lines.bottom(c.ids) for c in columns)
            new = self.kinds.get(i, "party") != "party" and self.lines.boxes[i, 1] > low + 2 * self.tall
            if i in self.wide or new:
                break
            column = self._place(i, columns)
            if column is not None:
                column.ids.append(i)
                text = self.lines.texts[i]
                column.named = column.named or (not column.lists and is_name(text) and not is_upper(text))
        columns = [c for c in columns if c.lists or self._signed(c)]
        if columns and all(c.lists for c in columns):
            columns += self._untitled(columns[0])
        return self._unit(columns) if columns else None

    def _untitled(self, listed: _Column) -> list[_Column]:
        """Right of "Nơi nhận" a name: it signs, though nothing of its title could be read under seal and signature."""
        lines, (_, edge) = self.lines, self.lines.span(listed.ids)
        high, low = lines.top(listed.ids) - ROOM * self.tall, lines.bottom(listed.ids) + SIGN_ROOM * self.tall
        right = [
            i for i in self.order if i not in self.wide and high < lines.down(i) < low and lines.boxes[i, 0] > edge
        ]
        name = next((i for i in right if is_name(lines.texts[i]) and not is_upper(lines.texts[i])), None)
        if name is None:
            return []
        near = [i for i in right if abs(lines.across(i) - lines.across(name)) <= 2 * CENTRED * self.tall]
        return [_Column([i for i in near if lines.boxes[i, 1] <= lines.boxes[name, 1]], named=True)]

    def _heads(self, first: int) -> list[_Column]:
        """Columns begun by the lines that say who signs, beside, shortly above and below the first one."""
        lines, columns = self.lines, list[_Column]()
        top = float(lines.boxes[first, 1])
        low = min((lines.boxes[w, 1] for w in self.wide if lines.boxes[w, 1] > top), default=float("inf"))
        high = max((lines.boxes[w, 1] for w in self.wide if lines.boxes[w, 1] < top), default=0.0)
        reach = self.tall * ROW
        heads = [i for i in self.kinds if max(top - reach, high) <= lines.boxes[i, 1] <= min(top + reach, low)]
        for i in sorted(heads, key=lambda i: (self.kinds[i] == "party", float(lines.boxes[i, 1]))):
            near = [c for c in columns if not c.lists and self.kinds[i] != "recipients" and self._under(i, c)]
            if near:
                near[0].ids.append(i)
                near[0].marks.add(self.kinds[i])
            else:
                columns.append(_Column([i], {self.kinds[i]}))
        for column in columns:
            for i in reversed(self.order):  # NGƯỜI KÝ GIẤY CHỨNG NHẬN KẾT HÔN
                gap = lines.top(column.ids) - lines.boxes[i, 3]
                known = i in column.ids or i in self.wide or column.lists
                if not known and -0.3 <= gap / self.tall < 0.9 and is_upper(lines.texts[i]) and self._under(i, column):
                    column.ids.append(i)
        return columns

    def _under(self, i: int, column: _Column) -> bool:
        """Whether a line's middle is near that of the column, or most of the narrower of them is shared."""
        (x0, x1), (left, right) = self.lines.span(column.ids), self.lines.span([i])
        near = abs(self.lines.across(i) - (x0 + x1) / 2) <= CENTRED * self.tall
        return near or min(x1, right) - max(x0, left) >= 0.6 * min(x1 - x0, right - left)

    def _place(self, i: int, columns: Sequence[_Column]) -> _Column | None:
        """The column that a line goes on with."""
        fitting: list[tuple[float, _Column]] = []
        for column in columns:
            x0, x1 = self.lines.span(column.ids)
            gap = (self.lines.boxes[i, 1] - self.lines.bottom(column.ids)) / self.tall
            if column.lists:
                head = self.lines.boxes[column.ids[0], 0]
                edge = min((x for c in columns if (x := self.lines.span(c.ids)[0]) > head + self.tall), default=1e9)
                flush = -2 <= (self.lines.boxes[i, 0] - head) / self.tall <= 6
                near = gap < (2.0 if is_list_item(self.lines.texts[i]) else 1.2)
                if flush and near and self.lines.boxes[i, 2] < edge + 2 * self.tall:
                    return column
            elif gap < (1.0 if column.named else SIGN_ROOM) and self._under(i, column):
                fitting.append((abs(self.lines.across(i) - (x0 + x1) / 2), column))
        return min(fitting, key=lambda fit: fit[0])[1] if fitting else None

    def _signed(self, column: _Column) -> bool:
        """What makes a column one of a signature: a note how to sign, a name, or room to sign below a title."""
        if "note" in column.marks or column.named or column.marks <= {"party", "role"}:
            return "note" in column.marks or column.named
        bottom, (x0, x1), boxes = self.lines.bottom(column.ids), self.lines.span(column.ids), self.lines.boxes
        below = [
            i for i in self.order if boxes[i, 1] > bottom - 0.3 * self.tall and boxes[i, 0] < x1 and boxes[i, 2] > x0
        ]
        return all(boxes[i, 1] - bottom > ROOM * self.tall for i in below)

    def _unit(self, columns: Sequence[_Column]) -> Unit:
        """The columns from left to right, with what stands beside them."""
        lines = self.lines
        blocks = [Block(rows_of(c.ids, lines.boxes), "recipients" if c.lists else "signature") for c in columns]
        ids = {i for block in blocks for i in block.ids}
        top, bottom = lines.top(ids), lines.bottom(ids)
        beside = [i for i in self.order if i not in ids and top <= lines.down(i) <= bottom]
        blocks += [Block(rows_of(column, lines.boxes)) for column in columns_of(beside, lines.boxes, self.tall)]
        return Unit(top, bottom, sorted(blocks, key=lambda block: lines.span(block.ids)[0]))


def find_signatures(lines: Lines, ids: Sequence[int]) -> list[Unit]:
    """The rows of signatures among these lines, from top to bottom; columns of each from left to right."""
    order = lines.from_top(ids)
    kinds = {i: kind for i in order if (kind := anchor(lines.texts[i]))}
    found: list[Unit] = []
    if kinds:
        left, right = lines.span(order)
        wide = frozenset(i for i in order if lines.boxes[i, 2] - lines.boxes[i, 0] > WIDE * (right - left))
        signers = _Signers(lines, order, kinds, lines.tall(order), wide - kinds.keys())
        for i in [i for i in order if kinds.get(i, "party") != "party"]:
            if (i in signers.order) and (unit := signers.row(i)) is not None:
                found.append(unit)
                signers.order = [k for k in signers.order if lines.down(k) > unit.bottom]
                signers.kinds = {k: kind for k, kind in kinds.items() if k in signers.order}
    return found
