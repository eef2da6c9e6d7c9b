"""A dossier that a phone brings in for the desk: what the link in the QR code may do, and until when."""

from __future__ import annotations

import hashlib

from pydantic import BaseModel


class Handoff(BaseModel):
    """``dossier``: the id that it will have; ``until`` is an ISO time. Its token is kept as a hash only."""

    dossier: str
    office: str
    procedure: str | None
    opened_by: str
    until: str


def digest(token: str) -> str:
    """What is kept of a token (128 random bits: no salt is needed)."""
    return hashlib.sha256(token.encode()).hexdigest()
