"""Which values of a paper a role may not see (``templates/access.yaml``), and the paper without them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from fnmatch import fnmatchcase
from typing import Any

from pydantic import BaseModel, ConfigDict

from motlan.model import FieldValue
from motlan.model.store import PaperEvent, StoredPaper

#: Stands where a value was; what it was, or how long, can't be told from it.
MASK = "•••"


class Sensitive(BaseModel):
    """Values of one kind: field keys (patterns), the paper types (all, where none is named), who sees them whole."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    what: str
    keys: tuple[str, ...]
    types: tuple[str, ...] = ()
    whole: frozenset[str]


class MaskRules(BaseModel):
    """The whole of ``templates/access.yaml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    valid_from: date
    legal_basis: str
    to_verify: str = ""
    sensitive: tuple[Sensitive, ...]
    identity_types: frozenset[str] = frozenset()

    def hides(self, roles: Collection[str]) -> bool:
        """Whether there is anything that these roles may not see."""
        return any(not row.whole & set(roles) for row in self.sensitive)

    def hidden(self, type_: str, keys: Iterable[str], roles: Collection[str]) -> list[str]:
        """The keys of a paper of this type that nobody with these roles may see."""
        rows = [r for r in self.sensitive if (not r.types or type_ in r.types) and not r.whole & set(roles)]
        return sorted(k for k in keys if any(fnmatchcase(k, pattern) for row in rows for pattern in row.keys))


def mask_paper(paper: StoredPaper, roles: Collection[str], rules: MaskRules) -> tuple[StoredPaper, list[str]]:
    """The paper as the roles may see it, and the keys of what was hidden."""
    hidden = rules.hidden(paper.type, paper.fields, roles)
    if not hidden:
        return paper, []
    fields = {key: _masked(field) if key in hidden else field for key, field in paper.fields.items()}
    return paper.model_copy(update={"fields": fields}), hidden


def mask_history(history: list[PaperEvent], hidden: Collection[str]) -> list[PaperEvent]:
    """The history without the values, before and after, of what is hidden."""
    return [
        event.model_copy(
            update={
                "changes": [
                    c.model_copy(update={"before": MASK, "after": MASK}) if c.key in hidden else c
                    for c in event.changes
                ]
            }
        )
        for event in history
    ]


def mask_result(result: Mapping[str, Any], roles: Collection[str], rules: MaskRules) -> tuple[dict[str, Any], bool]:
    """A dossier in the outer contract's form as the roles may see it, and whether anything was hidden.

    Of a page with something hidden on it nothing that was read is shown: its text would say it.
    """
    papers, pages = [], set()
    for paper in result["papers"]:
        fields = dict(paper["fields"])
        hidden = rules.hidden(paper["type"], fields, roles)
        pages |= set(paper["pages"]) if hidden else set()
        for key in hidden:
            fields[key] = _masked(FieldValue.model_validate(fields[key])).model_dump(mode="json")
        papers.append(paper | {"fields": fields})
    if not pages:
        return dict(result), False
    shown = [p | {"text": "", "lines": [], "codes": []} if p["page"] in pages else p for p in result["pages"]]
    return dict(result) | {"papers": papers, "pages": shown}, True


def _masked(field: FieldValue) -> FieldValue:
    """Empty stays empty: that there is nothing may be seen."""
    if field.value is None:
        return field
    return field.model_copy(update={"value": MASK, "raw": None, "items": None})


def partly(number: str | None) -> str | None:
    """An identity number in a list: ``072•••123`` can be told apart by whoever has it in hand."""
    return number if number is None or len(number) < 9 else f"{number[:3]}{MASK}{number[-3:]}"
