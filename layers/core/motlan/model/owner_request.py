"""What an owner asks for about their own data (Luật 91/2025/QH15): a correction, or that papers be erased."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel

RequestKind = Literal["correction", "deletion"]
#: ``working``: accepted, and being carried out.
RequestState = Literal["open", "working", "done", "refused"]


class OwnerRequest(BaseModel):
    """``wanted``: field key → the value that the owner says is right; ``note``: what was answered."""

    id: str
    owner: str
    kind: RequestKind
    papers: list[str]
    wanted: dict[str, str] = {}
    reason: str
    office: str
    state: RequestState = "open"
    asked_by: str
    asked_at: str
    decided_by: str | None = None
    decided_at: str | None = None
    note: str | None = None
    version: int = 0
