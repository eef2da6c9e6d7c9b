"""What is wrong with, or worth knowing of, a page, a field, a paper or a dossier (contract.md 3)."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class Issue(BaseModel):
    """``code`` is stable (``E_`` error, ``W_`` warning, ``I_`` advice); ``message`` is Vietnamese, for a clerk."""

    model_config = ConfigDict(frozen=True)

    code: str = Field(pattern=r"^[EWI]_[A-Z0-9_]+$")
    message: str
    fields: tuple[str, ...] = ()

    @property
    def needs_person(self) -> bool:
        """Advice never sends anything to review; errors and warnings do."""
        return not self.code.startswith("I_")
