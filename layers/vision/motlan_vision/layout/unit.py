"""The lines of a page as places and words, and groups of them that are read together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from motlan.model import Part

Boxes = NDArray[np.float32]
#: ``x0, y0, x1, y1`` in pixels.
Rule = tuple[float, float, float, float]


@dataclass(frozen=True)
class Lines:
    """Boxes (``x0, y0, x1, y1, …`` a row, pixels) and texts of a page's lines; ``shape``: height and width of the page.

    Everything else names lines by their index.
    """

    boxes: Boxes
    texts: Sequence[str]
    shape: tuple[int, int]

    def top(self, ids: Iterable[int]) -> float:
        """Upper end of lines."""
        return float(self.boxes[list(ids), 1].min())

    def bottom(self, ids: Iterable[int]) -> float:
        """Lower end of lines."""
        return float(self.boxes[list(ids), 3].max())

    def span(self, ids: Iterable[int]) -> tuple[float, float]:
        """Left and right end of lines."""
        chosen = list(ids)
        return float(self.boxes[chosen, 0].min()), float(self.boxes[chosen, 2].max())

    def across(self, i: int) -> float:
        """Middle of a line from left to right."""
        return float(self.boxes[i, 0] + self.boxes[i, 2]) / 2

    def down(self, i: int) -> float:
        """Middle of a line from top to bottom."""
        return float(self.boxes[i, 1] + self.boxes[i, 3]) / 2

    def from_top(self, ids: Iterable[int]) -> list[int]:
        """Lines by their upper end."""
        return sorted(ids, key=lambda i: float(self.boxes[i, 1]))

    def from_left(self, ids: Iterable[int]) -> list[int]:
        """Lines by their left end."""
        return sorted(ids, key=lambda i: float(self.boxes[i, 0]))

    def tall(self, ids: Sequence[int]) -> float:
        """The median height of lines; 0 where there are none."""
        return float(np.median(self.boxes[ids, 3] - self.boxes[ids, 1])) if len(ids) else 0.0


@dataclass(frozen=True)
class Block:
    """Lines in reading order."""

    ids: list[int]
    part: Part = "body"


@dataclass(frozen=True)
class Unit:
    """Blocks that follow each other, from ``top`` to ``bottom`` (pixels); nothing of the page comes between them."""

    top: float
    bottom: float
    blocks: list[Block]

    @property
    def ids(self) -> set[int]:
        """All lines of its blocks."""
        return {i for block in self.blocks for i in block.ids}


def without(ids: Iterable[int], blocks: Sequence[Block]) -> list[int]:
    """The lines that stand in none of the blocks."""
    gone = {i for block in blocks for i in block.ids}
    return [i for i in ids if i not in gone]
