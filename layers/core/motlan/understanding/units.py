"""A page cut into what it holds: one paper's sheet, the two faces of a spread, or several cards laid on one sheet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from motlan.model import Code, Page
from motlan.understanding.catalogue import Catalogue
from motlan.understanding.classify import Classifier, Kind
from motlan.understanding.layout import Piece, Sheet, Token
from motlan.understanding.sheets import halves, sheet_of

#: Blanks wider than this many line heights part two cards (ID-1 cards on a scanner's glass never touch).
CARD_GAP_DOWN, CARD_GAP_ACROSS = 5.0, 9.0
_MRZ_FIRST = re.compile(r"^[I1L|!l][DO0][VUY][NMHW][MNH]?[\dOIlSBZG]{6,}")
_MRZ_SECOND = re.compile(r"^[\dOIlSBZG]{6,8}[MFHNPE<K][\dOIlSBZG]{6,8}[VUY]N?M")
_FILLERS = re.compile(r"[<«‹xkcKX]")


@dataclass
class Unit:
    """One face of a paper as it was scanned."""

    page: int
    sheet: Sheet
    kind: Kind
    codes: list[Code] = field(default_factory=list)
    part: int = 0

    @property
    def mrz_lines(self) -> list[Piece]:
        """Pieces that look like lines of a machine-readable zone."""
        return [p for p in self.sheet.pieces if is_mrz(p)]


def is_mrz(piece: Piece) -> bool:
    """A line of a zone: some thirty letters without blanks that begin or go on as one does; fillers may be misread."""
    text = piece.text.replace(" ", "")
    if not 24 <= len(text) <= 36 or len(piece.tokens) > 6:
        return False
    if _MRZ_FIRST.match(text) or _MRZ_SECOND.match(text):
        return True
    fillers = len(_FILLERS.findall(text))
    return fillers >= 4 and sum(c.isupper() or c in "<«‹xkc" for c in text) >= 0.9 * len(text)


def mrz_text(piece: Piece) -> str:
    """The line with what can only be a filler as one: a zone has no small letters, and no name has KKK."""
    text = re.sub(r"[a-zđ]", "<", piece.text.replace(" ", ""))
    return re.sub(r"[KX]{3,}|(?<=<)[KX](?=<)", lambda m: "<" * len(m.group()), text)


def units_of(page: Page, classifier: Classifier) -> list[Unit]:
    """The faces on a page that was read, in reading order; never empty."""
    sheet = sheet_of(page)
    cards = _cards(page, sheet, classifier)
    if cards:
        return cards
    sides = sorted(r.box for r in page.regions if r.kind == "half")
    parts = halves(sheet, (sides[0][2] + sides[1][0]) / 2 if len(sides) == 2 else None)
    kinds = [classifier.kind(part) for part in parts]
    if len(parts) > 1 and not any(k.type and classifier.catalogue[k.type].layout == "spread" for k in kinds):
        parts, kinds = [sheet], [classifier.kind(sheet)]
    out = [
        Unit(page.page, part, kind, [], number) for number, (part, kind) in enumerate(zip(parts, kinds, strict=True))
    ]
    out[0].codes = list(page.codes)
    return out


def _cards(page: Page, sheet: Sheet, classifier: Classifier) -> list[Unit]:
    """The cards of the page, where it holds any; [] for a page of another kind."""
    groups = _by_regions(page, sheet) or _clusters(sheet)
    units: list[Unit] = []
    loose: list[list[Token]] = []
    for group in groups:
        part = sheet.only(group)
        kind = classifier.kind(part)
        unit = Unit(page.page, part, kind)
        if is_card(kind, classifier.catalogue) or (kind.type is None and len(unit.mrz_lines) >= 1):
            units.append(unit)
        elif kind.type is not None and len(part.tokens) > 12:
            # a page with another paper's title is not a page of cards
            return []
        else:
            loose.append(group)
    if not units:
        return []
    if sum(map(len, loose)) > 1.5 * sum(len(u.sheet.tokens) for u in units) + 20:
        return []
    for group in loose:
        nearest = min(units, key=lambda u: _distance(u.sheet, group))
        nearest.sheet = sheet.only([*nearest.sheet.tokens, *group])
        nearest.kind = classifier.kind(nearest.sheet) if nearest.kind.type is None else nearest.kind
    units.sort(key=lambda u: (u.sheet.top, u.sheet.left))
    for number, unit in enumerate(units):
        unit.part = number
    for code in page.codes:
        x, y = (code.box[0] + code.box[2]) / 2 * sheet.aspect, (code.box[1] + code.box[3]) / 2
        _holder(units, code, x, y).codes.append(code)
    return units


def _holder(units: Sequence[Unit], code: Code, x: float, y: float) -> Unit:
    """The card that a code belongs to: the one that prints its number, else the nearest."""
    number = code.text.split("|")[0].strip()
    for unit in units:
        if len(number) == 12 and any(number in p.key for p in unit.sheet.pieces):
            return unit
    return min(units, key=lambda u: _box_distance(u.sheet, x, y))


def is_card(kind: Kind, catalogue: Catalogue) -> bool:
    """True where the kind is laid out as a card."""
    return kind.type is not None and catalogue[kind.type].layout == "card"


def _by_regions(page: Page, sheet: Sheet) -> list[list[Token]]:
    boxes = [r.box for r in page.regions if r.kind == "card"]
    if not boxes:
        return []
    groups: list[list[Token]] = [[] for _ in boxes]
    for token in sheet.tokens:
        x, y = (token.box[0] + token.box[2]) / 2, (token.box[1] + token.box[3]) / 2
        distances = [max(b[0] - x, x - b[2], 0) + max(b[1] - y, y - b[3], 0) for b in boxes]
        groups[distances.index(min(distances))].append(token)
    return [g for g in groups if g]


def _clusters(sheet: Sheet) -> list[list[Token]]:
    """Pieces that lie near one another, by joining neighbours."""
    pieces = sheet.pieces
    parent = list(range(len(pieces)))

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    for i, one in enumerate(pieces):
        for j in range(i + 1, len(pieces)):
            other = pieces[j]
            down = max(other.y0 - one.y1, one.y0 - other.y1, 0.0)
            across = max(other.x0 - one.x1, one.x0 - other.x1, 0.0)
            if down <= CARD_GAP_DOWN * sheet.unit and across <= CARD_GAP_ACROSS * sheet.unit:
                parent[root(j)] = root(i)
    groups: dict[int, list[Token]] = {}
    for n, piece in enumerate(pieces):
        groups.setdefault(root(n), []).extend(piece.tokens)
    return list(groups.values())


def _distance(sheet: Sheet, group: Sequence[Token]) -> float:
    return min(_box_distance(sheet, (t.x0 + t.x1) / 2, (t.y0 + t.y1) / 2) for t in group)


def _box_distance(sheet: Sheet, x: float, y: float) -> float:
    right = max((p.x1 for p in sheet.pieces), default=0.0)
    return max(sheet.left - x, x - right, 0.0) + max(sheet.top - y, y - sheet.bottom, 0.0)
