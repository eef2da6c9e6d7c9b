"""Forms in two columns, labels left and values right, and labels broken over two lines: one row a label and value."""

from __future__ import annotations

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field, replace
from statistics import median
from typing import TypeVar

from motlan.understanding.labels import Hit, Spotter, is_enumerator
from motlan.understanding.layout import Piece, Sheet, Token

T = TypeVar("T", bound=Hashable)
_NOTE = re.compile(r"^\(\d{1,2}\)$")
#: So many labels with their values at one place make a column of values.
FEWEST = 4
#: A label that is broken has no more words than this on its first line.
BROKEN = 9


def arranged(sheet: Sheet, spotter: Spotter[T]) -> Sheet:
    """The sheet with each label and its value on one row; itself where the form is set that way."""
    whole = _unbroken(sheet, spotter)
    hits = spotter.spot(whole)
    tab = _tab(whole, hits)
    return whole if tab is None else _joined(whole, spotter, hits, tab)


def stands_under(sheet: Sheet, hits: Sequence[Hit[T]]) -> bool:
    """True where most labels have nothing beside them and a line without a label right below."""
    labelled = {h.row for h in hits}
    below = beside = 0
    for hit in hits:
        row = sheet.rows[hit.row]
        words = [t for p in row for t in p.tokens]
        # another label beside it is no value
        if hit.end < min((h.start for h in hits if h.row == hit.row and h.start >= hit.end), default=len(words)):
            beside += 1
        elif hit.row + 1 < len(sheet.rows) and hit.row + 1 not in labelled:
            left = words[hit.start].x0
            below += any(
                abs(p.x0 - left) < 1.6 * sheet.unit and p.y0 - row[0].y1 < 1.5 * sheet.unit and not p.text.endswith(":")
                for p in sheet.rows[hit.row + 1]
            )
    return below >= FEWEST and below > 2 * beside


def _unbroken(sheet: Sheet, spotter: Spotter[T]) -> Sheet:
    """A label whose end stands on the next line ("Ngày, tháng, năm / sinh:") moved down to it."""
    rows = [list(row) for row in sheet.rows]
    changed = False
    for number in range(len(rows) - 1):
        for piece in list(rows[number]):
            first = piece.tokens[1 if is_enumerator(piece.tokens[0]) and len(piece.tokens) > 1 else 0].text
            if len(piece.tokens) > BROKEN or ":" in piece.text or not first[:1].isupper() or len(piece.key) < 3:
                continue
            place, below = next(
                ((n, p) for n, p in enumerate(rows[number + 1]) if abs(p.x0 - piece.x0) < 1.6 * sheet.unit), (0, None)
            )
            if below is None or below.y0 - piece.y1 > sheet.unit or not below.text[:1].islower():
                continue
            whole = Piece((*piece.tokens, *below.tokens))
            found = spotter.spot(Sheet(sheet.page, [[whole]], sheet.aspect))
            if not (found and found[0].start <= 1 and found[0].end > len(piece.tokens)):
                continue
            if not (found[0].colon or found[0].end == len(whole.tokens)):  # a cell of a table has no colon
                continue
            changed = True
            if rows[number][-1] is piece:
                rows[number].remove(piece)
                rows[number + 1][place] = whole
                continue
            # its value begins beside it: the label's end moves up instead
            cut = found[0].end - len(piece.tokens)
            rows[number][rows[number].index(piece)] = Piece((*piece.tokens, *below.tokens[:cut]))
            rest = below.tokens[cut:]
            rows[number + 1][place : place + 1] = [Piece(rest)] if rest else []
    return Sheet(sheet.page, [r for r in rows if r], sheet.aspect, sheet.read_by, sheet.stamps) if changed else sheet


def _tab(sheet: Sheet, hits: Sequence[Hit[T]]) -> float | None:
    """Where the values of a column begin: right of labels that fill their piece."""
    starts: list[float] = []
    run_on: list[float] = []
    lefts: list[float] = []
    for hit in hits:
        row = sheet.rows[hit.row]
        if hit.start > 1:
            continue
        own = len(row[0].tokens)
        if hit.end < own and hit.colon:
            run_on.append(row[0].x0)
        elif hit.end >= own and len(row) > 1 and not any(h.row == hit.row and h.start <= own < h.end for h in hits):
            starts.append(row[1].x0)
            lefts.append(row[0].x0)
    if len(starts) < FEWEST:
        return None
    # a heading that runs on ("Kính gửi: …") stands elsewhere; labels that stand where these do and run on do count
    inline = sum(abs(x - median(lefts)) < sheet.unit for x in run_on)
    best = max(starts, key=lambda x: sum(abs(x - o) < 0.5 * sheet.unit for o in starts), default=None)
    count = 0 if best is None else sum(abs(best - o) < 0.5 * sheet.unit for o in starts)
    return best if count >= FEWEST and count > inline else None


@dataclass
class _Cells:
    """A label and its value while their lines are gathered; ``rows`` as they stood."""

    label: list[Token]
    value: list[Token] = field(default_factory=list)
    rows: list[list[Piece]] = field(default_factory=list)

    @property
    def ended(self) -> bool:
        return self.label[-1].text.endswith((":", ";"))

    @property
    def open(self) -> bool:
        text = " ".join(t.text for t in self.label)
        return text.count("(") > text.count(")")

    def joined(self, spotter: Spotter[T], sheet: Sheet) -> list[list[Piece]]:
        """One row that reads "label: value"; the rows as they stood where no label is in them."""
        found = spotter.spot(Sheet(sheet.page, [[Piece(tuple(self.label))]], sheet.aspect))
        if not found or found[0].start > 1:
            return self.rows
        last = self.label[-1]
        noted = bool(_NOTE.match(last.text))
        mark = (
            ":"
            if not (self.ended or noted or found[0].colon) and (last.text[-1:].isalnum() or last.text.endswith(")"))
            else ""
        )
        return [[Piece((*self.label[:-1], replace(last, text=last.text + mark), *self.value))]]


def _joined(sheet: Sheet, spotter: Spotter[T], hits: Sequence[Hit[T]], tab: float) -> Sheet:
    rows: list[list[Piece]] = []
    now: _Cells | None = None
    edge, bottom = tab - 0.5 * sheet.unit, 0.0
    for number, row in enumerate(sheet.rows):
        words = [t for p in row for t in p.tokens]
        left, right = [t for t in words if t.x0 < edge], [t for t in words if t.x0 >= edge]
        labelled = any(h.row == number and h.start <= len(left) < h.end for h in hits) and bool(right)
        far = now is not None and row[0].y0 - bottom > 2.2 * sheet.unit
        # a line of text runs over the place where values begin; a cell begins there
        gap = right[0].x0 - left[-1].x1 if left and right else sheet.aspect
        off = bool(right) and abs(right[0].x0 - tab) > (1.2 if gap > 0.8 * sheet.unit else 0.35) * sheet.unit
        over = 0 <= gap <= 0.8 * sheet.unit and _more_than_label(left, spotter, sheet)
        if (
            labelled
            or far
            or off
            or over
            or any(t.x1 > tab + 0.5 * sheet.unit for t in left)
            or (now is None and not left)
        ):
            rows += [*now.joined(spotter, sheet), row] if now else [row]
            now = None
            continue
        if now is None or (
            left and (_both_whole(now, left, right, spotter, sheet) or not _goes_on(now, left, spotter, sheet))
        ):
            rows += now.joined(spotter, sheet) if now else []
            now = _Cells(left)
        elif left:
            now.label += left
        now.value += right
        now.rows.append(row)
        bottom = max(p.y1 for p in row)
    rows += now.joined(spotter, sheet) if now else []
    return Sheet(sheet.page, rows, sheet.aspect, sheet.read_by, sheet.stamps)


def _more_than_label(tokens: list[Token], spotter: Spotter[T], sheet: Sheet) -> bool:
    """True where a value begins right behind its label, left of where values stand: the place is met by chance."""
    found = spotter.spot(Sheet(sheet.page, [[Piece(tuple(tokens))]], sheet.aspect))
    rest = tokens[found[0].end :] if found and found[0].start <= 1 else []
    return any(t.key for t in rest) and not _NOTE.match(rest[0].text)


def _both_whole(now: _Cells, tokens: list[Token], value: list[Token], spotter: Spotter[T], sheet: Sheet) -> bool:
    """True for two labels, each with its value: "Số định danh cá nhân" above "Giấy tờ tùy thân" are not one."""

    def whole(label: list[Token]) -> bool:
        found = spotter.spot(Sheet(sheet.page, [[Piece(tuple(label))]], sheet.aspect))
        return bool(found and found[0].start == 0 and found[0].end == len(label))

    return bool(now.value and value) and whole(now.label) and whole(tokens)


def _goes_on(now: _Cells, tokens: list[Token], spotter: Spotter[T], sheet: Sheet) -> bool:
    """True where the words in the column of labels end the label above them."""
    if now.ended:
        return False
    if len(now.label) <= 2 * BROKEN and (now.open or tokens[0].text[:1].islower()):
        return True
    found = spotter.spot(Sheet(sheet.page, [[Piece((*now.label, *tokens))]], sheet.aspect))
    return bool(found and found[0].start <= 1 and found[0].end > len(now.label))
