"""Pages → papers: fronts with their backs, faces of one certificate, continuation pages, each page in at least one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from motlan.language.text import fold
from motlan.model import Page
from motlan.understanding.cards import card_facts, pair_cards
from motlan.understanding.catalogue import Catalogue
from motlan.understanding.classify import Classifier
from motlan.understanding.heads import bullets, letterhead, national_title
from motlan.understanding.signers import signer
from motlan.understanding.units import Unit, is_card, units_of

#: An untitled page of the certainty that its words alone can give; below a titled one.
CONTINUED = 0.9
#: A page without a title and without a number of its own goes on with a paper no further away (its blank back between).
FURTHEST = 2
#: Where private people sign a declaration: it ends there.
_SIGNS = re.compile(r"^\W*(?:\(?ky,? ?(?:va )?ghi ro|nguoi (?:yeu cau|khai|de nghi|uy quyen)\W*$|ben (?:nu|nam)\W*$)")


@dataclass
class Group:
    """The faces of one paper in the order in which they are read: front first, title first."""

    type: str
    variant: str | None
    units: list[Unit] = field(default_factory=list)
    certainty: float = 0.0

    @property
    def pages(self) -> list[int]:
        """Page numbers in ascending order, each once."""
        return sorted({u.page for u in self.units})


def split(pages: Sequence[Page], classifier: Classifier) -> list[Group]:
    """The papers among the pages that were read, in the order of their first page."""
    catalogue = classifier.catalogue
    units = [unit for page in pages if page.status == "read" for unit in units_of(page, classifier)]
    cards = [u for u in units if is_card(u.kind, catalogue) or (u.kind.type is None and u.mrz_lines)]
    others = [u for u in units if not any(u is c for c in cards)]
    groups = [
        Group(type_, variant, list(faces), _certainty(faces)) for type_, variant, faces in pair_cards(cards, catalogue)
    ]
    groups += _others(others, catalogue)
    groups.sort(key=lambda g: (g.pages[0], g.units[0].part))
    return groups


def _certainty(units: Iterable[Unit]) -> float:
    return max((u.kind.certainty for u in units), default=0.0)


def _others(units: Sequence[Unit], catalogue: Catalogue) -> list[Group]:
    by_page: dict[int, list[Unit]] = {}
    for unit in units:
        by_page.setdefault(unit.page, []).append(unit)
    groups: list[Group] = []
    waiting: list[tuple[int, list[Unit]]] = []
    for page, faces in by_page.items():
        known = [u for u in faces if u.kind.type]
        titled = next((u for u in known if u.kind.title or u.kind.variant == "cong_van"), None)
        if titled is not None:
            groups.append(Group(titled.kind.type or "", titled.kind.variant, list(faces), titled.kind.certainty))
        else:
            waiting.append((page, faces))
    for page, faces in waiting:
        _place(page, faces, groups, catalogue)
    for group in groups:
        template = catalogue.get(group.type)
        group.units.sort(
            key=lambda u: (template is None or not _leads(u), u.page, u.part) if _has_title(group) else (u.page, u.part)
        )
        group.variant = group.variant or next((u.kind.variant for u in group.units if u.kind.variant), None)
    return groups


def _has_title(group: Group) -> bool:
    return any(u.kind.title for u in group.units)


def _leads(unit: Unit) -> bool:
    return unit.kind.title is not None


def _place(page: int, faces: list[Unit], groups: list[Group], catalogue: Catalogue) -> None:
    """A page without a title: a face of a paper that lacks it, the continuation of one, or a paper of its own."""
    known = next((u.kind for u in faces if u.kind.type), None)
    if known is not None and known.type is not None:
        have = {u.kind.face for u in faces if u.kind.face}
        open_ones = [
            g for g in groups if g.type == known.type and not have & {u.kind.face for u in g.units if u.kind.face}
        ]
        near = min(open_ones, key=lambda g: min(abs(p - page) for p in g.pages), default=None)
        if near is not None:
            near.units += faces
            return
        groups.append(Group(known.type, known.variant, faces, known.certainty))
        return
    sheet = faces[0].sheet
    if _continues(
        sheet_has_head=bool(national_title(sheet)) or bool(letterhead(sheet) and national_title(sheet)), faces=faces
    ):
        reach = FURTHEST if not _numbered(faces) else 99
        unended = [g for g in groups if g.type != "unknown" and not _ended(g)]
        before = [g for g in unended if 0 < page - g.pages[-1] <= reach]
        after = [g for g in unended if 0 < g.pages[0] - page <= reach]
        chosen = max(before, key=lambda g: g.pages[-1], default=None) or min(
            after, key=lambda g: g.pages[0], default=None
        )
        if chosen is not None and catalogue[chosen.type].layout != "card":
            chosen.units += faces
            chosen.certainty = min(chosen.certainty, CONTINUED)
            return
    groups.append(Group("unknown", None, faces, 0.0))


def _continues(*, sheet_has_head: bool, faces: Sequence[Unit]) -> bool:
    """No head of its own, and the set-up of a text or a form: lines of some length, not a receipt's short ones."""
    if sheet_has_head:
        return False
    sheet = faces[0].sheet
    long_lines = [row for row in sheet.rows if sum(len(p.key) for p in row) >= 30]
    return (
        len(long_lines) >= 2
        or bool(signer(sheet))
        or bool(re.match(r"^\W*\d{1,2}\W*$", sheet.pieces[0].text if sheet.pieces else ""))
    )


def _numbered(faces: Sequence[Unit]) -> bool:
    """A page number of 2 or more stands alone at the head or the foot."""
    sheet = faces[0].sheet
    ends = [*sheet.pieces[:1], *sheet.pieces[-1:]]
    return any(re.match(r"^\W*(?:[2-9]|[1-9]\d)\W*$", p.text) for p in ends)


def _ended(group: Group) -> bool:
    """True where a signer, the recipients or the place for a private person's signature stand on one of its pages."""
    for unit in group.units:
        sheet = unit.sheet
        low = sheet.top + (sheet.bottom - sheet.top) * 0.3
        if signer(sheet, low) is not None or bullets(sheet, "Nơi nhận"):
            return True
        if any(p.y0 > low and _SIGNS.match(fold(p.text)) for p in sheet.pieces):
            return True
    return False


__all__ = ["Group", "card_facts", "split"]
