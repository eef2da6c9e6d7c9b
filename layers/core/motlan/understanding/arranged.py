"""Papers as a person parted them, and papers whose values a person changed: read anew from what is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from motlan.model import FieldValue, Page, Paper
from motlan.model.review import Mark
from motlan.understanding.catalogue import Catalogue
from motlan.understanding.classify import Classifier
from motlan.understanding.split import Group, split
from motlan.understanding.understand import check_paper, check_together, understand_as

#: How sure the type is that a person named.
SAID = 1.0


@dataclass(frozen=True)
class Wanted:
    """One paper: its pages, its type where a person said it, and which of those that share these very pages it is."""

    pages: tuple[int, ...]
    type: str | None = None
    variant: str | None = None
    nth: int = 0
    of: int = 1


def understand_wanted(pages: Sequence[Page], wanted: Wanted, *, today: date, catalogue: Catalogue) -> Paper | None:
    """The paper of these pages; None where none of them was read.

    What the pages hold is one paper because a person said so: faces that would be papers of their own are read by the
    template of the first that is known.
    """
    own = [page for page in pages if page.page in wanted.pages]

    def regroup(clean: Sequence[Page], classifier: Classifier) -> list[Group]:
        found = split(clean, classifier)
        if wanted.of > 1 and len(found) == wanted.of:
            found = [found[wanted.nth]]
        return [_one(found, wanted)] if found else []

    papers = understand_as(own, regroup, today=today, catalogue=catalogue)
    if not papers:
        return None
    return papers[0].model_copy(update={"pages": sorted(wanted.pages)})


def understand_loose(pages: Sequence[Page], *, today: date, catalogue: Catalogue) -> list[Paper]:
    """Papers of pages that nobody has put anywhere, as the machine parts them."""
    return understand_as(pages, split, today=today, catalogue=catalogue)


def _one(groups: Sequence[Group], wanted: Wanted) -> Group:
    lead = next((g for g in groups if g.type != "unknown"), groups[0])
    units = [unit for group in (lead, *(g for g in groups if g is not lead)) for unit in group.units]
    if wanted.type is not None:
        return Group(wanted.type, wanted.variant, units, SAID if wanted.type != "unknown" else 0.0)
    return Group(lead.type, lead.variant, units, lead.certainty)


def stand_behind(paper: Paper, marks: Mapping[str, Mark], values: Mapping[str, FieldValue]) -> None:
    """Carries what a person said of an earlier reading over to a new one of the same type."""
    for key, mark in marks.items():
        if (said := values.get(key)) is not None and key in paper.fields:
            paper.fields = {**paper.fields, key: said.model_copy(deep=True)}
            paper.marks = {**paper.marks, key: mark}


def recheck(papers: Sequence[Paper], *, today: date, catalogue: Catalogue) -> None:
    """Issues, tags and the status of fields that waited only because of an issue, for all papers of a dossier."""
    for paper in papers:
        for key in paper.held_back:
            field = paper.fields.get(key)
            if field is not None and field.status == "review":
                field.status = "accepted"
        paper.held_back = []
        template = catalogue.get(paper.type)
        if template is not None:
            check_paper(paper, template, today)
    check_together(papers, today)
