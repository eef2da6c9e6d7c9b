"""The working surface: words of a page (or of one card on it) with places, in rows and pieces.

Distances are in units of the page's height, so that a millimetre is as long across as down; ``Token.box`` keeps the
page fractions of the outer contract.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from statistics import median

from motlan.language.text import clean, fold
from motlan.model import Box, Line, Part, union

A4_ASPECT = 210 / 297
#: A blank wider than this many line heights ends a piece: columns, cells, the halves of a letterhead.
PIECE_GAP = 1.6
#: … and one of this many where the reader saw two lines there.
LINE_GAP = 0.7
_ALNUM = re.compile(r"[^0-9a-z]")
#: a date whose digits may be read as the letters that they resemble
DATE_LIKE = re.compile(r"^[\dIlOSZB]{1,2}/[\dIlOSZB]{1,2}/[\dIlOSZBAG]{4}$")


def squash(text: str) -> str:
    """Folded letters and digits without anything between: what labels are compared in."""
    return _ALNUM.sub("", fold(clean(text)))


@dataclass(frozen=True, slots=True)
class Token:
    """One word. ``x0…y1`` in page heights; ``key`` is ``squash(text)``.

    ``struck``: crossed out by hand; ``part``: of the page, as its line has it.
    """

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
    struck: bool = False
    part: Part = "body"

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
