"""Boxes on a page, as fractions of the upright page: ``(x0, y0, x1, y1)``, origin top left."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import AfterValidator


def clamp(box: Iterable[float]) -> tuple[float, float, float, float]:
    """The box cut to the page and rounded to 1/10,000 (a tenth of a millimetre on A4 is 5)."""
    x0, y0, x1, y1 = (round(min(1.0, max(0.0, float(v))), 4) for v in box)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


Box = Annotated[tuple[float, float, float, float], AfterValidator(clamp)]


def union(boxes: Iterable[Iterable[float]]) -> tuple[float, float, float, float]:
    """The smallest box that holds all of them; raises ValueError for none."""
    xs0, ys0, xs1, ys1 = zip(*boxes, strict=True)
    return clamp((min(xs0), min(ys0), max(xs1), max(ys1)))
