"""The answer to a call, kept so that the same call gets it again."""

from __future__ import annotations

from pydantic import BaseModel


class Answered(BaseModel):
    """``body`` None: the first call's answer is not kept (it holds links that run out, or is too long)."""

    status: int
    media_type: str
    body: str | None = None
    base64: bool = False
