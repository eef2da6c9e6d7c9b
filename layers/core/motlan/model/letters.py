"""A message that nobody could deal with, as an operator may see it."""

from __future__ import annotations

from pydantic import BaseModel


class DeadLetter(BaseModel):
    """Where its file lies, without what the file is called. ``office`` and ``dossier`` are None where none is named."""

    id: str
    sent_at: str
    received: int
    office: str | None = None
    dossier: str | None = None
    place: str = "unknown"
