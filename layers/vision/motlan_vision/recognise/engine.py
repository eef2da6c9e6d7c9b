"""What every recogniser takes and gives.

An engine reads lines of a page: it gets the whole grey page (some look at what stands above and below a line) and the
boxes of its lines in pixels, and gives one ``Reading`` a box, in the same order.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Gray = NDArray[np.uint8]
#: ``x0, y0, x1, y1`` in pixels of the page.
PixelBox = tuple[float, float, float, float]


@dataclass(frozen=True)
class Token:
    """One word as read: ``x0`` and ``x1`` in pixels of the page, ``probability`` as the engine sees it (0..1, raw).

    ``witnesses``: how many readers read exactly this, of how many (``asked``) that looked.
    """

    text: str
    probability: float
    x0: float
    x1: float
    witnesses: int = 1
    asked: int = 1


@dataclass(frozen=True)
class Reading:
    """One line as read: words from left to right."""

    tokens: tuple[Token, ...] = ()
    #: How alike (0..1) the readers' own readings of the line were; 1 where only one looked.
    agreement: float = 1.0

    @property
    def text(self) -> str:
        """The words with one space between them."""
        return " ".join(token.text for token in self.tokens)


class Engine(Protocol):
    """A recogniser of text lines. ``name`` is what configuration calls it."""

    name: str

    def read(self, page: Gray, boxes: Sequence[PixelBox]) -> list[Reading]:
        """One reading a box, in the same order. Raises ``models.ModelMissing``."""
        ...
