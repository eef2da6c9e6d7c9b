"""Which dossiers a second person looks at (``templates/review.yaml``)."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import date

from pydantic import BaseModel, ConfigDict, Field


class SecondLook(BaseModel):
    """``types``: papers that always want it; ``percent`` of all other dossiers are drawn."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    types: tuple[str, ...] = ()
    percent: float = Field(default=0.0, ge=0, le=100)

    def wanted(self, dossier_id: str, types: Collection[str]) -> bool:
        """The draw depends on the dossier's id alone: asking twice gives one answer, and nobody can choose it."""
        if set(types) & set(self.types):
            return True
        drawn = int(hashlib.sha256(f"second look/{dossier_id}".encode()).hexdigest()[:8], 16)
        return drawn % 10_000 < self.percent * 100


class ReviewRules(BaseModel):
    """The whole file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    valid_from: date
    second_look: SecondLook = SecondLook()
