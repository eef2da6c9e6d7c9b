"""Which paper is it? By its title, a line of its own; else by what stands on a face that bears none.

Words inside sentences never count: a declaration that names a căn cước is no căn cước (domain.md C.3).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from rapidfuzz.distance import Levenshtein

from motlan.language.text import fold
from motlan.understanding.catalogue import Catalogue
from motlan.understanding.heads import MOTTO, NATIONAL, letterhead, like, national_title, number
from motlan.understanding.labels import Spotter
from motlan.understanding.layout import Piece, Sheet, squash

#: A line like this right above a title makes it another paper: "TỜ KHAI CẤP / GIẤY XÁC NHẬN …".
_ASKING = re.compile(r"^(?:to khai|don|phieu|ban khai|giay de nghi|van ban de nghi|mau|danh sach|huong dan)\b")
_WITH_NUMBER = re.compile(r"\d+\W*/\W*[\w-]*[a-z]", re.IGNORECASE)


@dataclass(frozen=True, eq=False)
class Title:
    """Consecutive lines that look like a heading: their words together and the place."""

    pieces: tuple[Piece, ...]

    @cached_property
    def text(self) -> str:
        """The printed words."""
        return " ".join(p.text for p in self.pieces)

    @cached_property
    def key(self) -> str:
        """Letters and digits only."""
        return "".join(p.key for p in self.pieces)

    @cached_property
    def top(self) -> float:
        """Where it begins, in page heights."""
        return self.pieces[0].y0

    @cached_property
    def bottom(self) -> float:
        """Where it ends, in page heights."""
        return self.pieces[-1].y1


@dataclass(frozen=True)
class Kind:
    """What a sheet was taken for: ``certainty`` 0..1, its ``title`` if any, the ``face`` of its paper that it is."""

    type: str | None
    certainty: float
    title: Title | None = None
    face: str | None = None
    variant: str | None = None
    rank: float = 0.0


@dataclass
class Classifier:
    """Compares a sheet with every title and face of the catalogue."""

    catalogue: Catalogue
    titles: list[tuple[str, str, str | None]] = field(init=False)

    def __post_init__(self) -> None:
        self.titles = []
        for paper in self.catalogue:
            for text in paper.titles:
                self.titles.append((squash(text), paper.type, None))
            for variant in paper.variants:
                self.titles.extend((squash(text), paper.type, variant.id) for text in variant.titles)
        self._never = {squash(t): p.type for p in self.catalogue for t in p.never_titles}

    @cached_property
    def _faces(self) -> Spotter[tuple[str, str, str]]:
        return Spotter(
            (anchor, (paper.type, face.id, anchor))
            for paper in self.catalogue
            for face in paper.faces
            for anchor in face.anchors
        )

    def kind(self, sheet: Sheet) -> Kind:
        """The best title, weighed against the best face."""
        faces = self._face_scores(sheet)
        best = Kind(None, 0.0)
        for title in headings(sheet):
            read = title.key
            for key, type_, variant in self.titles:
                if abs(len(read) - len(key)) > max(1, len(key) // 6):
                    continue
                likeness = _title_likeness(read, key)
                if likeness is None or not self._may_be(sheet, title, type_, len(key)):
                    continue
                rank = likeness**2 * min(40, len(key)) * _prominence(sheet, title)
                if rank > best.rank:
                    best = Kind(type_, likeness, title, None, variant, rank)
        if best.type:
            titled = [f for f in self.catalogue[best.type].faces if f.title]
            own = [f for f in titled if f.variant == best.variant] or titled
            return replace(best, face=own[0].id if own else None)
        if faces:
            (type_, face_id), share = max(faces.items(), key=lambda item: item[1])
            shown = next(f for f in self.catalogue[type_].faces if f.id == face_id)
            return Kind(type_, min(0.98, 0.7 + 0.1 * share), None, face_id, shown.variant, share)
        return self._untitled(sheet)

    def _face_scores(self, sheet: Sheet) -> dict[tuple[str, str], float]:
        found: dict[tuple[str, str], set[str]] = {}
        for hit in self._faces.spot(sheet):
            anchor = hit.label[2]
            for paper in self.catalogue:
                for other in paper.faces:
                    if anchor in other.anchors:
                        found.setdefault((paper.type, other.id), set()).add(anchor)
        return {
            (type_, face_id): float(len(anchors))
            for (type_, face_id), anchors in found.items()
            if len(anchors) >= next(f.need for f in self.catalogue[type_].faces if f.id == face_id)
        }

    def _may_be(self, sheet: Sheet, title: Title, type_: str, length: int) -> bool:
        above = [
            p for p in sheet.pieces if 0 < title.top - p.y0 < 2.2 * sheet.unit and p.is_upper and p not in title.pieces
        ]
        if any(
            _ASKING.match(fold(p.text)) and abs(_centre(p) - _centre(title.pieces[0])) < 6 * sheet.unit for p in above
        ):
            return False
        template = self.catalogue[type_]
        if template.layout == "decree30":
            digits = number(sheet, title.top + sheet.unit)
            return bool(digits and _WITH_NUMBER.search(digits.text)) or (
                bool(letterhead(sheet)) and length >= 6 and national_title(sheet) is not None
            )
        return True

    def _untitled(self, sheet: Sheet) -> Kind:
        """A công văn has no title: a letterhead, a number with a sign, and "V/v" or "Kính gửi" (NĐ 30/2020 PL I)."""
        decree = next((p for p in self.catalogue if p.layout == "decree30"), None)
        digits = number(sheet)
        if decree is None or digits is None or not _WITH_NUMBER.search(digits.text) or not letterhead(sheet):
            return Kind(None, 0.0)
        top = sheet.top + (sheet.bottom - sheet.top) * 0.55
        signs = [fold(p.text) for p in sheet.pieces if p.y0 < top]
        if any(s.startswith(("v/v", "vv ", "kinh gui", "kinh goi")) or squash(s).startswith("kinhgui") for s in signs):
            return Kind(decree.type, 0.93, None, None, "cong_van", 10.0)
        return Kind(None, 0.0)


def _centre(piece: Piece) -> float:
    return (piece.x0 + piece.x1) / 2


def _title_likeness(read: str, printed: str) -> float | None:
    least = 1.0 if len(printed) < 7 else 0.88 if len(printed) < 12 else 0.82
    likeness = Levenshtein.normalized_similarity(read, printed, score_cutoff=least)
    return likeness if likeness >= least else None


def _prominence(sheet: Sheet, title: Title) -> float:
    """Titles stand high, under the national title, in letters that are not smaller than the rest."""
    place = (title.top - sheet.top) / max(1e-6, sheet.bottom - sheet.top)
    big = title.pieces[0].height / sheet.unit
    return (1.0 if place < 0.5 else 0.6) * (1.0 if big > 0.9 else 0.8)


def headings(sheet: Sheet) -> Iterator[Title]:
    """Runs of one to four lines of capitals, below each other, that are not the national title or the letterhead."""
    nation = national_title(sheet)
    pieces = [p for p in sheet.pieces if _may_head(p, sheet) and p is not nation]
    for piece in pieces:
        if nation is not None and piece.y1 < nation.y0 - sheet.unit:
            continue
        run = [piece]
        yield Title((piece,))
        for _ in range(3):
            below = [
                p
                for p in pieces
                if p.y0 - run[-1].y0 > 0
                and -0.3 * sheet.unit < p.y0 - run[-1].y1 < 1.8 * max(sheet.unit, run[-1].height)
                and min(p.x1, run[-1].x1) - max(p.x0, run[-1].x0) > 0
            ]
            if not below:
                break
            run.append(min(below, key=lambda p: (p.y0, abs(_centre(p) - _centre(run[-1])))))
            yield Title(tuple(run))


def _may_head(piece: Piece, sheet: Sheet) -> bool:
    key = piece.key
    # a judgment is headed "NHÂN DANH / NƯỚC CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" (NQ 01/2017/NQ-HĐTP, form 52-DS)
    national = like(key, NATIONAL) > 0.7 and not key.startswith("nuoc")
    if len(key) < 4 or national or like(key, MOTTO) > 0.7:
        return False
    return piece.is_upper or piece.height > 1.35 * sheet.unit


def best_heading(sheet: Sheet) -> Title | None:
    """The line of an unknown paper that most looks like its title."""
    found = [t for t in headings(sheet) if len(t.pieces) == 1 and 6 <= len(t.key) <= 60]
    if not found:
        return None
    letterheads = {p for body in letterhead(sheet) for p in body} if national_title(sheet) else set()
    found = [t for t in found if t.pieces[0] not in letterheads] or found
    return max(found, key=lambda t: (round(t.pieces[0].height / sheet.unit, 1), -t.top))
