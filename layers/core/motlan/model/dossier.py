"""The digitised dossier, ``motlan.dossier/1`` (contract.md 1)."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel

from motlan.model.issue import Issue
from motlan.model.page import Page
from motlan.model.paper import Paper

SCHEMA = "motlan.dossier/1"
Outcome = Literal["accepted", "review", "rejected"]


class SourceFile(BaseModel):
    """One uploaded file. ``pages`` is 0 where the file was refused before its pages could be counted."""

    name: str
    sha256: str
    bytes: int
    media_type: str
    pages: int


class Dossier(BaseModel):
    """What was read of one file, or of one set of files uploaded together."""

    source: list[SourceFile]
    pages: list[Page] = []
    papers: list[Paper] = []
    warnings: list[Issue] = []
    outcome: Outcome = "review"

    def for_output(self) -> dict[str, object]:
        """The dossier in the outer contract's form, ready for ``json.dumps``."""
        return {
            "schema": SCHEMA,
            "source": [s.model_dump(mode="json") for s in self.source],
            "pages": [p.for_output() for p in self.pages],
            "papers": [p.for_output() for p in self.papers],
            "warnings": [w.model_dump(mode="json") for w in self.warnings],
            "outcome": self.outcome,
        }
