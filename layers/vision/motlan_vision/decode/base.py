"""What the decoders of PDFs and pictures share. Runs in the child process: imports nothing of the service."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from motlan_vision.limits import Limits

POINTS = 72.0  # an inch
A4_LONG_INCHES, A2_INCHES = 11.69, 24.0


class Refused(Exception):
    """The whole file: ``code`` as in ``refusal.REFUSALS``."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(code)
        self.code, self.detail = code, detail


class BadPage(Exception):
    """One page: ``reason`` as in ``refusal.PAGE_FAULTS``."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class PlacedWord(NamedTuple):
    """A word of a text layer: box in fractions of the displayed page, if a line break stands before it, font."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    breaks: bool
    font: str = ""


@dataclass
class Decoded:
    """One page: RGB picture, dots an inch, words of the text layer in content order.

    ``scan`` says that one stored picture covers the page, so that its text
    layer, if any, is somebody's recognition. ``warnings`` are keys of ``refusal.PAGE_WARNINGS``.
    """

    image: NDArray[np.uint8]
    dpi: int
    words: list[PlacedWord] | None = None
    scan: bool = True
    warnings: list[str] = field(default_factory=list)


class Decoder(Protocol):
    """An open file."""

    page_count: int

    def page(self, index: int) -> Decoded:
        """Raises ``BadPage``."""
        ...


def fit_scale(width: float, height: float, limits: Limits) -> float:
    """The largest scale (at most 1) at which ``width`` by ``height`` pixels stay within the bounds of a page image."""
    by_pixels = (limits.pixels_page_max / max(1.0, width * height)) ** 0.5
    return float(min(1.0, by_pixels, limits.side_max / max(1.0, width, height)))


def plausible_dpi(dpi: float, width: int, height: int) -> int:
    """The stated resolution if it makes a page between a card and an A2 sheet, else that of an A4 page this long.

    Phones and exports write 72 or 96 whatever the picture shows; a page that would then be larger than A2 isn't one.
    """
    long_side = max(width, height)
    if dpi >= 90 and 3.0 <= long_side / dpi <= 24.0:
        return round(dpi)
    return max(72, round(long_side / A4_LONG_INCHES))


def real_dpi(dpi: float, long_side: float) -> int:
    """Pixels an inch on paper; a page over A2 (``long_side`` in inches) has a box of pixels, not points: an A4."""
    return max(1, round(dpi * long_side / A4_LONG_INCHES if long_side > A2_INCHES else dpi))
