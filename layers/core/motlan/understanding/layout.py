"""The working surface: words of a page (or of one card on it) with places, in rows and pieces.

Distances are in units of the page's height, so that a millimetre is as long across as down; ``Token.box`` keeps the
page fractions of the outer contract.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from statistics import median

from motlan.language.text import clean, fold, without_leaders
from motlan.model import Box, Line, Page, union

A4_ASPECT = 210 / 297
#: A blank wider than this many line heights ends a piece: columns, cells, the halves of a letterhead.
PIECE_GAP = 1.6
#: … and one of this many where the reader saw two lines there.
LINE_GAP = 0.7
_ALNUM = re.compile(r"[^0-9a-z]")
_LOWER = "a-z" + "".join(c for n in range(0xE0, 0x1EFA) if (c := chr(n)).islower())
_UPPER = "A-Z" + "".join(c for n in range(0xC0, 0x1EFA) if (c := chr(n)).isupper())
_GLUED = re.compile(
    r"(?<!\d)[:;](?=[^\s/])|(?<=\d)[:;](?=[^\s\d/])|(?<=[^\W\d]),(?=[^\W\d])|\(\d\)(?=\w)"
    r"|(?<=[^\W\d_])(?=[\dIlOSZB]{1,2}/[\dIlOSZB]{1,2}/[\dIlOSZBAG]{4}$)|(?<=\d{3})(?=[^\W\d_]{3})|(?<=\d),(?=[^\W\d_]{2})"
    r"|(?<=[Nn]g[àa]y)(?=\d)|(?<=tháng)(?=\d)|(?<=năm)(?=\d)"
    r"|(?<=^[Ấấ]p)(?=\d)|(?<=^[Pp]hố)(?=\d)|(?<=^[Tt]ổ)(?=\d)|(?<=^[Tt]hôn)(?=\d)|(?<=^[Kk]hóm)(?=\d)|(?<=^[Pp]hường)(?=\d)"
    r"|(?<=^[Qq]uận)(?=\d)|(?<=^[Xx]óm)(?=\d)|(?<=^[Đđ]ội)(?=\d)"
    rf"|(?<=^\d[.)/])(?=[{_UPPER}][{_LOWER}])|(?<=^\d\d[.)/])(?=[{_UPPER}][{_LOWER}])"
    rf"|(?<=\.\.)(?=[^\W_])|(?<=[{_LOWER}])(?=[{_UPPER}][{_LOWER}])"
)
#: a date whose digits may be read as the letters that they resemble
DATE_LIKE = re.compile(r"^[\dIlOSZB]{1,2}/[\dIlOSZB]{1,2}/[\dIlOSZBAG]{4}$")
_DUST = frozenset({".", "..", "...", "_", "|", "'", "`", ","})


def squash(text: str) -> str:
    """Folded letters and digits without anything between: what labels are compared in."""
    return _ALNUM.sub("", fold(clean(text)))


@dataclass(frozen=True, slots=True)
class Token:
    """One word. ``x0…y1`` in page heights; ``key`` is ``squash(text)``."""

    text: str
    key: str
    confidence: float
    box: Box
    page: int
    kind: str
    line: int
    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def height(self) -> float:
        """In page heights."""
        return self.y1 - self.y0


@dataclass(frozen=True, eq=False)
class Piece:
    """Words of one row without a wide gap between them."""

    tokens: tuple[Token, ...]

    @cached_property
    def text(self) -> str:
        """The words."""
        return " ".join(t.text for t in self.tokens)

    @cached_property
    def x0(self) -> float:
        """Left end."""
        return self.tokens[0].x0

    @cached_property
    def x1(self) -> float:
        """Right end."""
        return self.tokens[-1].x1

    @cached_property
    def y0(self) -> float:
        """Upper end."""
        return min(t.y0 for t in self.tokens)

    @cached_property
    def y1(self) -> float:
        """Lower end."""
        return max(t.y1 for t in self.tokens)

    @cached_property
    def middle(self) -> float:
        """Middle of its height."""
        return (self.y0 + self.y1) / 2

    @cached_property
    def height(self) -> float:
        """In page heights."""
        return median(t.height for t in self.tokens)

    @cached_property
    def key(self) -> str:
        """Letters and digits only."""
        return "".join(t.key for t in self.tokens)

    @cached_property
    def page(self) -> int:
        """Number of its page."""
        return self.tokens[0].page

    @cached_property
    def is_upper(self) -> bool:
        """Four letters in five or more are capitals."""
        letters = [c for t in self.tokens for c in t.text if c.isalpha()]
        return len(letters) >= 2 and sum(c.isupper() for c in letters) >= 0.8 * len(letters)

    @cached_property
    def box(self) -> Box:
        """In page fractions."""
        return union(t.box for t in self.tokens)

    @cached_property
    def confidence(self) -> float:
        """Of its worst word."""
        return min(t.confidence for t in self.tokens)


@dataclass
class Sheet:
    """A page, a half of a spread, or one card: its rows of pieces from top to bottom, each from left to right."""

    page: int
    rows: list[list[Piece]]
    aspect: float = A4_ASPECT
    read_by: str = "ocr"
    stamps: list[Line] = field(default_factory=list)

    @cached_property
    def pieces(self) -> list[Piece]:
        """All pieces in reading order."""
        return [piece for row in self.rows for piece in row]

    @cached_property
    def unit(self) -> float:
        """The usual height of a line."""
        return max(0.0005, median(p.height for p in self.pieces)) if self.pieces else 0.01

    @cached_property
    def left(self) -> float:
        """Left end of all pieces."""
        return min((p.x0 for p in self.pieces), default=0.0)

    @cached_property
    def right(self) -> float:
        """Where full lines end: the ninetieth percentile of the right ends of rows."""
        ends = sorted(row[-1].x1 for row in self.rows if row)
        return ends[int(len(ends) * 0.9)] if ends else self.aspect

    @cached_property
    def top(self) -> float:
        """Upper end of all pieces."""
        return min((p.y0 for p in self.pieces), default=0.0)

    @cached_property
    def bottom(self) -> float:
        """Lower end of all pieces."""
        return max((p.y1 for p in self.pieces), default=1.0)

    @property
    def tokens(self) -> list[Token]:
        """All words in reading order."""
        return [t for p in self.pieces for t in p.tokens]

    def only(self, keep: Iterable[Token]) -> Sheet:
        """The same sheet with these words only."""
        return from_tokens(list(keep), self.page, self.aspect, self.read_by)


def _aspect(page: Page) -> float:
    if page.width_px > 0 and page.height_px > 0:
        return page.width_px / page.height_px
    return A4_ASPECT


def _word(text: str, confidence: float, box: Box, *, line: Line, number: int, page: int, aspect: float) -> Token:
    x0, _, x1, _ = box
    # the line's own height, not the word's: "ma" and "Ấp" stand on the same row
    return Token(
        text, squash(text), confidence, box, page, line.kind, number, x0 * aspect, line.box[1], x1 * aspect, line.box[3]
    )


def tokens_of(line: Line, number: int, page: int, aspect: float) -> list[Token]:
    """The words of a line; where the reader gave no boxes, in proportion to their letters."""
    if line.words and squash("".join(w.text for w in line.words)) == squash(line.text):
        return [
            part
            for w in line.words
            if (text := without_leaders(w.text)) and text not in _DUST
            for part in _split(_word(text, w.confidence, w.box, line=line, number=number, page=page, aspect=aspect))
        ]
    words = line.text.split()
    total = sum(map(len, words)) + max(0, len(words) - 1)
    x0, y0, x1, y1 = line.box
    out, at = [], 0
    for word in words:
        start, end = at / max(1, total), (at + len(word)) / max(1, total)
        box = (x0 + (x1 - x0) * start, y0, x0 + (x1 - x0) * end, y1)
        if (text := without_leaders(word)) and text not in _DUST:
            out.append(_word(text, line.confidence, box, line=line, number=number, page=page, aspect=aspect))
        at += len(word) + 1
    return [part for token in out for part in _split(token)]


def _split(token: Token) -> list[Token]:
    """A colon glued to what follows ("tính:Nam") parts two words; in a time of day (08:30) it doesn't."""
    cut = _GLUED.search(token.text) if len(token.text) < 24 else None
    if not cut or not 0 < cut.end() < len(token.text):
        return [token]
    at = cut.end()
    share = at / len(token.text)
    x, (bx0, by0, bx1, by1) = token.x0 + (token.x1 - token.x0) * share, token.box
    bx = bx0 + (bx1 - bx0) * share
    head, tail = token.text[:at], token.text[at:]
    first = replace(token, text=head, key=squash(head), box=(bx0, by0, bx, by1), x1=x)
    return [first, *_split(replace(token, text=tail, key=squash(tail), box=(bx, by0, bx1, by1), x0=x))]


def from_tokens(tokens: Sequence[Token], page: int, aspect: float, read_by: str = "ocr") -> Sheet:
    """Words → pieces of the reader's lines (no wide gap) → rows (half of the smaller height overlaps).

    Pieces of one row are joined where they nearly touch: the reader cuts lines at blanks that mean nothing. Those that
    overlap across are left apart: a seal's words lie over the signature.
    """
    lines: dict[int, list[Token]] = {}
    for token in tokens:
        lines.setdefault(token.line, []).append(token)
    pieces = [piece for line in lines.values() for piece in _pieces(sorted(line, key=lambda t: t.x0))]
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: (p.middle, p.x0)):
        for row in reversed(rows[-4:]):
            y0, y1 = median(p.y0 for p in row), median(p.y1 for p in row)
            overlap = min(y1, piece.y1) - max(y0, piece.y0)
            if overlap > 0.5 * min(y1 - y0, piece.y1 - piece.y0):
                row.append(piece)
                break
        else:
            rows.append([piece])
    rows.sort(key=lambda row: median(p.middle for p in row))
    return Sheet(page, [_joined(sorted(row, key=lambda p: p.x0)) for row in rows], aspect, read_by)


def _pieces(line: list[Token]) -> list[Piece]:
    out: list[list[Token]] = []
    for token in line:
        if out and token.x0 - out[-1][-1].x1 <= PIECE_GAP * min(token.height, out[-1][-1].height):
            out[-1].append(token)
        else:
            out.append([token])
    return [Piece(tuple(p)) for p in out]


def _joined(row: list[Piece]) -> list[Piece]:
    out: list[Piece] = []
    for piece in row:
        last = out[-1] if out else None
        if last is not None and -0.3 * last.height <= piece.x0 - last.x1 <= LINE_GAP * min(piece.height, last.height):
            out[-1] = Piece((*last.tokens, *piece.tokens))
        else:
            out.append(piece)
    return out


def sheet_of(page: Page) -> Sheet:
    """The whole page. Stamp lines stand apart: they are a layer over the paper, not a part of its text."""
    aspect = _aspect(page)
    lines = [line for line in page.lines if line.text.strip()]
    tokens = [t for n, line in enumerate(lines) if line.kind != "stamp" for t in tokens_of(line, n, page.page, aspect)]
    sheet = from_tokens(tokens, page.page, aspect, page.read_by)
    sheet.stamps = [line for line in lines if line.kind == "stamp"]
    return sheet


def halves(sheet: Sheet, seam: float | None = None) -> list[Sheet]:
    """The two faces of a spread that lies across, left then right; the sheet itself where no gutter runs through it.

    ``seam``: where the reader saw the fold, as a fraction of the page's width.
    """
    if seam is not None:
        return _parted(sheet, seam * sheet.aspect)
    if sheet.aspect < 1.2 or len(sheet.tokens) < 8:
        return [sheet]
    width = sheet.aspect
    tokens = sheet.tokens
    best: tuple[int, float] | None = None
    for step in range(45, 56):
        x = width * step / 100
        crossing = sum(t.x0 < x < t.x1 for t in tokens)
        # words that a gutter would part from their line count too
        parted = sum(
            a.x1 <= x <= b.x0 and b.x0 - a.x1 < PIECE_GAP * a.height
            for row in sheet.rows
            for p in row
            for a, b in zip(p.tokens, p.tokens[1:], strict=False)
        )
        if best is None or crossing + parted < best[0]:
            best = (crossing + parted, x)
    return [sheet] if best is None or best[0] > 0 else _parted(sheet, best[1])


def _parted(sheet: Sheet, x: float) -> list[Sheet]:
    left = [t for t in sheet.tokens if (t.x0 + t.x1) / 2 < x]
    right = [t for t in sheet.tokens if (t.x0 + t.x1) / 2 >= x]
    return [sheet.only(left), sheet.only(right)] if min(len(left), len(right)) >= 4 else [sheet]
