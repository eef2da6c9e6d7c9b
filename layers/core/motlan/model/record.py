"""What the registry keeps of a dossier while it moves (the result itself lies in the derived bucket)."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from motlan.model.dossier import Outcome
from motlan.model.review import Arranged, Light, Looked

State = Literal["opened", "received", "reading", "understanding", "filed", "review", "rejected", "duplicate", "failed"]

#: States in which nothing runs any more.
FINAL_STATES: frozenset[State] = frozenset({"filed", "review", "rejected", "duplicate", "failed"})


class FileRecord(BaseModel):
    """One file of a dossier: ``key`` is its place in the scans bucket; filled in as the file arrives.

    ``problem_code`` and ``problem`` say why this file was refused (its neighbours are read all the same).
    ``upload``: the bucket's name of its upload in parts, where it comes so.
    """

    name: str
    key: str
    bytes: int | None = None
    sha256: str | None = None
    media_type: str | None = None
    pages: int | None = None
    upload: str | None = None
    arrived: bool = False
    problem_code: str | None = None
    problem: str | None = None


class DossierRecord(BaseModel):
    """``problem`` says in Vietnamese why a dossier was rejected or failed; ``problem_code`` is stable.

    ``edition``: the edition of the result that counts (None: as the machine understood it). ``base``: the papers' pages
    before anybody arranged them. ``arranged``: what was done since. ``looks``: who went through it; ``accepted``:
    codes of its warnings that somebody filed it in spite of. ``claimed_by`` works
    on it until ``lease_until``; neither is part of ``version``.
    """

    id: str
    office: str
    procedure: str | None = None
    channel: Literal["counter", "kiosk", "folder", "archive", "online", "postal"] = "counter"
    state: State = "opened"
    files: list[FileRecord] = Field(default_factory=list)
    opened_by: str
    opened_at: str
    updated_at: str
    pages_total: int = 0
    pages_done: int = 0
    outcome: Outcome | None = None
    duplicate_of: str | None = None
    problem_code: str | None = None
    problem: str | None = None
    owners: list[str] = Field(default_factory=list)
    edition: str | None = None
    light: Light | None = None
    base: list[list[int]] | None = None
    arranged: list[Arranged] = Field(default_factory=list)
    accepted: list[str] = Field(default_factory=list)
    looks: list[Looked] = Field(default_factory=list)
    second_look: bool = False
    claimed_by: str | None = None
    lease_until: str | None = None
    version: int = 0

    def held_by_other(self, caller: str, now: str) -> bool:
        """Whether somebody else works on it at this moment (both times ISO, UTC+7)."""
        return bool(self.claimed_by and self.claimed_by != caller and self.lease_until and self.lease_until > now)
