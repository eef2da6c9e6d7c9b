"""Months as text: ``2026-11``."""

from __future__ import annotations

MONTH = r"^\d{4}-(0[1-9]|1[0-2])$"


def months(first: str, last: str | None = None, *, most: int = 24) -> list[str]:
    """The months from ``first`` to ``last``, both included; none where they are the wrong way round.

    Days (``2026-11-20``) may be given for months. No more than ``most`` are made.
    """
    start, end = (int(m[:4]) * 12 + int(m[5:7]) - 1 for m in (first, last or first))
    return [f"{n // 12:04d}-{n % 12 + 1:02d}" for n in range(start, min(end, start + most - 1) + 1)]


def month_before(day: str) -> str:
    """The month before that of a day."""
    number = int(day[:4]) * 12 + int(day[5:7]) - 2
    return f"{number // 12:04d}-{number % 12 + 1:02d}"
