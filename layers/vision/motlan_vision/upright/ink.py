"""Where the letters are, on a small picture of the page, before anything is known of its turn."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from motlan_vision.arrays import Gray, Mask, box_mean, components, select, thumbnail
from motlan_vision.upright.straighten import straighten

SIDE = 1400


@dataclass(frozen=True)
class Ink:
    """``gray``: the small picture; ``scale``: its size over the page's; ``marks``: letter-sized ink, its ``boxes``."""

    gray: Gray
    scale: float
    marks: Mask
    boxes: NDArray[np.int64]

    def content(self) -> tuple[int, int, int, int] | None:
        """The box around nearly all letters (x0, y0, x1, y1 of the small picture), or None without any to speak of."""
        if len(self.boxes) < 12:
            return None
        low, high = np.percentile(self.boxes[:, :2], 1, axis=0), np.percentile(self.boxes[:, 2:], 99, axis=0)
        height, width = self.gray.shape
        margin = 12
        return (
            max(0, int(low[0]) - margin),
            max(0, int(low[1]) - margin),
            min(width, int(high[0]) + margin),
            min(height, int(high[1]) + margin),
        )

    def cut(self, skew: float) -> Gray:
        """The small picture cut to its letters and straightened: what the turn is told from."""
        box = self.content()
        part = self.gray if box is None else self.gray[box[1] : box[3], box[0] : box[2]]
        return np.ascontiguousarray(straighten(part, skew))

    def turned(self, turns: int) -> Ink:
        """After ``np.rot90`` by as many quarter turns counter-clockwise."""
        height, width = self.gray.shape
        boxes = self.boxes
        for _ in range(turns % 4):
            boxes = np.stack([boxes[:, 1], width - boxes[:, 2], boxes[:, 3], width - boxes[:, 0]], axis=1)
            height, width = width, height
        gray, marks = (
            np.ascontiguousarray(np.rot90(self.gray, turns)),
            np.ascontiguousarray(np.rot90(self.marks, turns)),
        )
        return Ink(gray, self.scale, marks, boxes)


def find_ink(gray: Gray) -> Ink:
    """Marks darker than their surroundings and of the size of letters; rules, frames, photos and specks are not."""
    small, scale = thumbnail(gray, SIDE)
    around = box_mean(small, 20)
    dark = small.astype(np.int16) < around.astype(np.int16) - 25
    labels, boxes, areas = components(dark)
    wide, high = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    longest, shortest = np.maximum(wide, high), np.minimum(wide, high)
    solid = areas / np.maximum(1, wide * high)
    letters = (longest >= 4) & (longest <= 90) & (areas >= 6) & ((shortest >= 3) | (longest < 25)) & (solid > 0.08)
    return Ink(small, scale, select(labels, letters), boxes[letters])


def sheet_dpi(ink: Ink) -> int:
    """Dots an inch of a photographed sheet (the large picture): an A4 sheet, unless its letters are far larger.

    Print of 12 to 14 points, by far the commonest in offices, has letters about 2.4 mm high.
    """
    a4 = max(ink.gray.shape) / ink.scale / 11.69
    high = (ink.boxes[:, 3] - ink.boxes[:, 1]) / ink.scale
    if len(high) >= 60:
        by_letters = float(np.median(high[high >= np.percentile(high, 30)])) / 2.4 * 25.4
        if by_letters > 1.5 * a4:
            return int(min(600, round(by_letters)))
    return int(max(72, round(a4)))
