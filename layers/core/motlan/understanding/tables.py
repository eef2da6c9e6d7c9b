"""Tables: one party a column (declaration of marriage), one item a row (business lines, members)."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from motlan.understanding.heads import like
from motlan.understanding.labels import Spotter
from motlan.understanding.layout import DATE_LIKE, Piece, Sheet, Token, squash

#: "(3)": a mark that a label's remark at the foot goes with
_NOTE = re.compile(r"^\(\d{1,2}\)$")


def party_table(
    sheet: Sheet,
    heads: Sequence[Sequence[str]],
    sections: Sequence[str],
    spotter: Spotter[str],
    ends: Collection[str] = (),
) -> list[tuple[str | None, Sheet]]:
    """A table whose first column holds the labels and whose other columns hold one party each.

    Gives the part above, then one sheet a party in which each row reads "label value", then the part below, which the
    first of the labels ``ends`` begins.
    """
    head_row, columns = _heads(sheet, heads)
    if head_row is None:
        return [(None, sheet)]
    body = [p for row in sheet.rows[head_row + 1 :] for p in row]
    # the labels' left end, not the sheet's: a mark in the margin is further out
    starts = sorted(row[0].x0 for row in sheet.rows[head_row + 1 : head_row + 11] if row)
    if not starts:
        return [(None, sheet)]
    edges = _left_edges(body, columns, sheet, starts[len(starts) // 4])
    # the columns may stand in another order than the sections are named
    order = sorted(range(len(columns)), key=lambda n: columns[n].x0)
    low = sheet.rows[head_row][-1].y1
    names = sheet.only(
        t for t in sheet.tokens if (t.y0 + t.y1) / 2 > low and (t.x0 + t.x1) / 2 < edges[0] - 0.3 * sheet.unit
    )
    bands = _label_bands(names.pieces, spotter, sheet, ends)
    if not bands:
        return [(None, sheet)]
    top, bottom = sheet.rows[head_row][0].y0 - 0.3 * sheet.unit, bands[-1][2]
    out: list[tuple[str | None, Sheet]] = [(None, sheet.only(t for t in sheet.tokens if (t.y0 + t.y1) / 2 <= top))]
    for place, number in enumerate(order):
        left = edges[place] - 0.6 * sheet.unit
        right = edges[place + 1] - 0.6 * sheet.unit if place + 1 < len(edges) else 9.0
        rows = []
        for label, y0, y1 in bands:
            cell = [t for t in sheet.tokens if y0 <= (t.y0 + t.y1) / 2 < y1 and left <= (t.x0 + t.x1) / 2 < right]
            rows.append([Piece((*label, *_in_lines(cell, sheet.unit)))])
        out.append((sections[number], Sheet(sheet.page, rows, sheet.aspect, sheet.read_by)))
    out.append((None, sheet.only(t for t in sheet.tokens if t.y0 >= bottom - 0.2 * sheet.unit)))
    return out


def _in_lines(tokens: Sequence[Token], unit: float) -> list[Token]:
    lines: list[list[Token]] = []
    for token in sorted(tokens, key=lambda t: (t.y0 + t.y1) / 2):
        if lines and (token.y0 + token.y1) / 2 - (lines[-1][0].y0 + lines[-1][0].y1) / 2 < 0.6 * unit:
            lines[-1].append(token)
        else:
            lines.append([token])
    return [t for line in lines for t in sorted(line, key=lambda t: t.x0)]


def _heads(sheet: Sheet, heads: Sequence[Sequence[str]]) -> tuple[int | None, list[Piece]]:
    for number, row in enumerate(sheet.rows):
        found: list[Piece] = []
        for names in heads:
            piece = next((p for p in row if p not in found and any(like(p.key, squash(n)) >= 0.8 for n in names)), None)
            piece = piece or _run_in(row, names)
            if piece is None or any(p.x0 < piece.x1 and piece.x0 < p.x1 for p in found):
                break
            found.append(piece)
        else:
            return number, found
    return None, []


def _run_in(row: Sequence[Piece], names: Sequence[str]) -> Piece | None:
    """A head that the reader ran together with the one beside it; never in a row of labels and values."""
    if any(":" in p.text for p in row):
        return None
    keys = [k for n in names if len(k := squash(n)) > 4]
    for piece in row:
        tokens = piece.tokens
        for start in range(len(tokens)):
            for end in range(start + 1, min(start + 5, len(tokens)) + 1):
                key = "".join(t.key for t in tokens[start:end])
                if any(like(key, k) >= 0.9 for k in keys):
                    return Piece(tuple(tokens[start:end]))
    return None


def _left_edges(body: list[Piece], heads: list[Piece], sheet: Sheet, left: float) -> list[float]:
    """Where each party's cells begin: the most common left end of pieces before the head's middle; else the head's."""
    out, before = [], left + 3 * sheet.unit
    for head in sorted(heads, key=lambda h: h.x0):
        centre = (head.x0 + head.x1) / 2
        near = [p.x0 for p in body if before < p.x0 <= centre]
        if not near:  # nobody filled this column in
            out.append(head.x0)
            before = centre
            continue
        best = max(near, key=lambda x: (sum(abs(x - o) < 0.4 * sheet.unit for o in near), -x))
        out.append(min(o for o in near if abs(o - best) < 0.4 * sheet.unit))
        before = centre
    return out


def _label_bands(
    labels: list[Piece], spotter: Spotter[str], sheet: Sheet, ends: Collection[str]
) -> list[tuple[tuple[Token, ...], float, float]]:
    """Label cells, their lines joined where only together they make a label; each with the height of its row."""
    bands: list[tuple[tuple[Token, ...], float]] = []
    at = 0
    whole = {h.row for h in spotter.spot(sheet) if h.label in ends and h.colon}
    below = [sheet.rows[n][0] for n in sorted(whole) if labels and sheet.rows[n][0].y0 > labels[0].y0]
    end = below[0].y0 - 0.5 * sheet.unit if below else 9.0
    labels = _with_notes([p for p in labels if p.middle < end])
    while at < len(labels):
        best: tuple[float, int] = (0.0, 1)
        for count in (1, 2, 3):
            group = labels[at : at + count]
            if len(group) < count:
                break
            joined = Sheet(sheet.page, [[Piece(tuple(t for p in group for t in p.tokens))]], sheet.aspect)
            hits = spotter.spot(joined)
            words = sum(len(p.tokens) for p in group)
            score = max((h.likeness * (h.end - h.start) / words for h in hits), default=0.0)
            if score > best[0] + 0.02:
                best = (score, count)
        group = labels[at : at + best[1]]
        if best[0] > 0.6:
            bands.append((tuple(t for p in group for t in p.tokens), group[0].y0 - 0.5 * sheet.unit))
        elif bands and not _ends_label(bands[-1][0], group[0]):
            break
        at += best[1]
    lows = [y for _, y in bands[1:]]
    if bands:
        last = bands[-1][1]
        lows.append(end if below else last + 2.0 * sheet.unit)
    return [(tokens, y, low) for (tokens, y), low in zip(bands, lows, strict=True)]


def _with_notes(labels: Sequence[Piece]) -> list[Piece]:
    """Note marks that stand on a line of their own, with the label above: "Giấy tờ tùy thân / (3)"."""
    out: list[Piece] = []
    for piece in labels:
        if out and _NOTE.match(piece.text):
            out[-1] = Piece((*out[-1].tokens, *piece.tokens))
        else:
            out.append(piece)
    return out


def _ends_label(label: Sequence[Token], piece: Piece) -> bool:
    """True for the rest of a label's cell: a remark in brackets, or a line that begins small."""
    said = " ".join(t.text for t in label)
    return piece.text[:1].islower() or piece.text.startswith("(") or said.count("(") > said.count(")")


def item_rows(sheet: Sheet, heads: Sequence[Sequence[str]], below: float, above: float) -> list[list[list[Token]]]:
    """Rows of a table under its heads: for each item the words of each column, in the order of ``heads``.

    ``below``/``above``: the table lies between these heights. A row begins where the first column (a number) or,
    without one, the column that is always filled has a new line. Columns that aren't on the page come back empty.
    """
    rows = [row for row in sheet.rows if below <= row[0].middle < above]
    placed = _head_places(rows, heads, sheet.unit)
    if not any(p is not None for p in placed):
        return []
    bottom = max(p[2] for p in placed if p is not None)
    body = [t for row in rows for p in row for t in p.tokens if (t.y0 + t.y1) / 2 > bottom]
    edges = _edges([p for row in rows for p in row if p.middle > bottom], placed, sheet.unit)
    cells: list[list[Token]] = [[] for _ in heads]
    strange = _strange_heads(rows, placed)
    for token in body:
        column = max(
            (n for n, e in enumerate(edges) if e is not None and e - 0.7 * sheet.unit <= token.x0),
            key=lambda n: edges[n] or 0,
            default=None,
        )
        left = None if column is None else edges[column]
        if column is None or left is None or any(left < x <= token.x0 + 1.5 * sheet.unit for x in strange):
            continue  # of a column that nobody asks for
        cells[column].append(token)
    if len(cells) > 1 and placed[0] is not None:
        # what is no number in the column of numbers slipped there from the next
        cells[1] += [t for t in cells[0] if not _is_number(t)]
        cells[0] = [t for t in cells[0] if _is_number(t)]
        cells[1] = [_without_number(t) for t in cells[1]]
    starts = _row_starts(cells, sheet.unit)
    out = []
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else 9.0
        band = [
            _in_lines([t for t in cell if start - 0.5 * sheet.unit <= t.y0 < end - 0.5 * sheet.unit], sheet.unit)
            for cell in cells
        ]
        out.append(band)
    return out


def _strange_heads(rows: list[list[Piece]], placed: Sequence[tuple[float, float, float] | None]) -> list[float]:
    """Where heads begin that are none of those sought, right of one that is: "Năm sinh" beside "Quan hệ với chủ hộ"."""
    known = [p for p in placed if p is not None]
    bottom, left = max(p[2] for p in known), min(p[0] for p in known)
    heads = [p for row in rows for p in row if p.middle <= bottom and p.x0 > left]
    return [p.x0 for p in heads if all(p.x1 < x0 or x1 < p.x0 for x0, x1, _ in known)]


def _is_number(token: Token) -> bool:
    return token.text.strip(".)").isdigit() and len(token.text) <= 3


def _without_number(token: Token) -> Token:
    """Of "1Trần" the name: a row's number, perhaps read as a letter, that ran into the cell beside it."""
    if re.match(r"^[\dIlZ|][A-ZĐ][^\W\dA-Z]", token.text):
        return replace(token, text=token.text[1:], key=squash(token.text[1:]))
    return token


def _head_places(
    rows: list[list[Piece]], heads: Sequence[Sequence[str]], unit: float
) -> list[tuple[float, float, float] | None]:
    """x0, x1, bottom of each head; a head may run over two or three lines."""
    best: tuple[int, list[tuple[float, float, float] | None]] = (0, [None] * len(heads))
    for number in range(min(len(rows), 6)):
        top = rows[number][0].y0
        near = [p for row in rows[number : number + 3] for p in row if p.y0 - top < 3.2 * unit]
        found = [_head(near, names, unit) for names in heads]
        count = sum(f is not None for f in found)
        if count > best[0]:
            best = (count, found)
    return best[1]


def _head(pieces: list[Piece], names: Sequence[str], unit: float) -> tuple[float, float, float] | None:
    """The words that are this head: part of a piece where the reader ran heads together, or pieces below each other."""
    keys = [squash(n) for n in names]
    best: tuple[float, tuple[float, float, float]] | None = None

    def weigh(tokens: Sequence[Token]) -> None:
        nonlocal best
        key = "".join(t.key for t in tokens)
        score = max((like(key, k) for k in keys if abs(len(k) - len(key)) <= 3), default=0.0)
        if score >= 0.78 and (best is None or score > best[0]):
            best = (score, (min(t.x0 for t in tokens), max(t.x1 for t in tokens), max(t.y1 for t in tokens)))

    for piece in pieces:
        for start in range(len(piece.tokens)):
            for end in range(start + 1, min(start + 8, len(piece.tokens)) + 1):
                group = list(piece.tokens[start:end])
                weigh(group)
                for _ in range(2):
                    under = _under(group, pieces, unit)
                    if not under:
                        break
                    x0, x1 = min(t.x0 for t in group), max(t.x1 for t in group)
                    # the reader may have run the next line of this head into that of another one
                    weigh([*group, *(t for t in under if t.x1 > x0 and t.x0 < x1)])
                    group += under
                    weigh(group)
    return best[1] if best else None


def _under(group: Sequence[Token], pieces: list[Piece], unit: float) -> list[Token]:
    """The next line's words below a head's last line."""
    last = max(t.y0 for t in group)
    x0, x1 = min(t.x0 for t in group), max(t.x1 for t in group)
    for piece in pieces:
        if 0.5 * unit < piece.y0 - last < 1.9 * unit and min(piece.x1, x1) - max(piece.x0, x0) > 0:
            return list(piece.tokens)
    return []


def _edges(body: list[Piece], placed: list[tuple[float, float, float] | None], unit: float) -> list[float | None]:
    """The left end of each column: where most cells between the head before and this head's end begin."""
    out: list[float | None] = [None] * len(placed)
    known = sorted((p[0], p[1]) for p in placed if p)
    starts: list[tuple[float, int]] = []
    for piece in body:
        for number, token in enumerate(piece.tokens):
            gap = number == 0 or token.x0 - piece.tokens[number - 1].x1 > 0.8 * token.height
            dated = DATE_LIKE.match(token.text) is not None
            starts.append((token.x0, 3 if gap or dated else 1))
    limit = 9.0
    # from right to left, so that a cell that begins under the head before is not taken for that head's
    for number in sorted((n for n, p in enumerate(placed) if p), key=lambda n: -(placed[n] or (0.0,))[0]):
        x0, x1, _ = placed[number] or (0.0, 0.0, 0.0)
        before = max(((a + b) / 2 for a, b in known if a < x0 - unit), default=-1.0)
        near = [(x, weight) for x, weight in starts if before < x < min(x1, limit - unit)]
        if not near:
            out[number] = limit = min(x0, limit - unit)
            continue
        votes = {x: sum(w for o, w in near if abs(o - x) < 0.5 * unit) for x, _ in near}
        most = max(votes.values())
        out[number] = limit = min(x for x, v in votes.items() if v >= 0.75 * most)
    return out


def _row_starts(cells: list[list[Token]], unit: float) -> list[float]:
    """Tops of rows, by the column that numbers them or else by the fullest column whose lines are single words."""

    def tops(cell: list[Token]) -> list[float]:
        out: list[float] = []
        for y in sorted(t.y0 for t in cell):
            if not out or y - out[-1] > 0.6 * unit:
                out.append(y)
        return out

    counted = [c for c in cells if c and all(map(_is_number, c))]
    if counted:
        return tops(counted[0])
    filled = [tops(c) for c in cells if c]
    # a cell may wrap, a row never has fewer lines than one: the shortest full column tells the rows
    return min((f for f in filled if len(f) > 0), key=len, default=[])
