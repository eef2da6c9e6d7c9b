"""Keeps personal data out of what a failing function says.

The text of somebody else's exception may hold what was read (pydantic prints the input it refused), and Lambda writes
it to the log, Step Functions to the history. Ours are made for people to read and pass as they are.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

from motlan.model import MotlanError

Answer = TypeVar("Answer")


class Unexpected(Exception):
    """A fault of the program: names the exception's type and the places it passed, innermost first; never data."""


def guarded(handler: Callable[[dict[str, Any], Any], Answer]) -> Callable[[dict[str, Any], Any], Answer]:
    """For a Lambda handler: what is not a ``MotlanError`` becomes ``Unexpected``, so no state machine retries it."""

    @wraps(handler)
    def run(event: dict[str, Any], context: Any) -> Answer:
        try:
            return handler(event, context)
        except MotlanError:
            raise
        except Exception as error:
            raise Unexpected(whereabouts(error)) from None

    return run


def whereabouts(error: Exception) -> str:
    """``ValidationError at understand_dossier.py:31 < app.py:30``."""
    frames = reversed(traceback.extract_tb(error.__traceback__))
    return f"{type(error).__name__} at " + " < ".join(f"{Path(f.filename).name}:{f.lineno}" for f in frames)
