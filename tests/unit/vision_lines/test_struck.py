"""Words crossed out by hand: drawn strokes are found, underlines, rules, dashes, seals and plain print are not."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw

from motlan.model import Line, Word
from motlan_vision.lines.struck import mark_struck
from samples.make.fonts import available, load

pytestmark = pytest.mark.skipif(not available(), reason="the samples' typefaces were not fetched (make setup)")
WIDE, HIGH, SIZE = 1200, 90, 36
LABEL, VALUE = ("Họ", "tên:"), ("Trần", "Thị", "Mẫu")
Draw = Callable[[Any, float, float, float], None]


def drawn(
    mark: Draw | None, *, face: str = "tinos", bold: bool = False, words: tuple[str, ...] = (*LABEL, *VALUE)
) -> tuple[Line, np.ndarray]:
    """One line on white; ``mark`` gets the pen, both ends of the value and its baseline."""
    image = Image.new("RGB", (WIDE, HIGH), "white")
    pen, x, font = ImageDraw.Draw(image), 60.0, load(face, SIZE, bold=bold)
    found, start = [], 0.0
    for n, text in enumerate(words):
        if n == len(LABEL):
            start = x
        pen.text((x, 58), text, (20, 20, 24), font, anchor="ls")
        right = x + font.getlength(text)
        found.append(Word(text=text, confidence=0.99, box=(x / WIDE, 26 / HIGH, right / WIDE, 68 / HIGH)))
        x = right + font.getlength(" ")
    if mark:
        mark(pen, start, right, 58)
    box = (found[0].box[0], 26 / HIGH, found[-1].box[2], 68 / HIGH)
    return Line(text=" ".join(words), confidence=0.99, box=box, words=found), np.asarray(image)


def level(up: float, *, over: float = 6, weight: int = 3, colour: tuple[int, int, int] = (30, 44, 150)) -> Draw:
    return lambda pen, a, b, y: pen.line((a - over, y - up, b + over, y - up), fill=colour, width=weight)


def wave(pen: Any, a: float, b: float, y: float) -> None:
    points = [(a + (b - a) * t / 40, y - 9 + 2.5 * math.sin(t / 5) - t / 12) for t in range(41)]
    pen.line(points, fill=(26, 26, 30), width=3, joint="curve")


def ring(pen: Any, a: float, b: float, y: float) -> None:
    for inset in (0, 12):
        pen.ellipse((a - 30 + inset, y - 160 + inset, a + 290 - inset, y + 130 - inset), outline=(60, 60, 66), width=4)


@pytest.mark.parametrize("mark", [level(9), level(12, colour=(24, 24, 28)), wave, level(9, weight=5)])
@pytest.mark.parametrize(("face", "bold"), [("tinos", False), ("arimo", True), ("noto-serif", False)])
def test_a_stroke_through_the_middle(mark: Draw, face: str, *, bold: bool) -> None:
    line, image = drawn(mark, face=face, bold=bold)
    mark_struck([line], image)
    assert [word.struck for word in line.words] == [False, False, True, True, True]


@pytest.mark.parametrize(
    "mark",
    [
        None,
        level(-4),  # an underline
        level(-7, over=200, weight=2),  # a fill-in line
        level(34),  # a table's rule above
        ring,
    ],
)
@pytest.mark.parametrize(("face", "bold"), [("tinos", True), ("arimo", False)])
def test_what_is_no_stroke(mark: Draw | None, face: str, *, bold: bool) -> None:
    line, image = drawn(mark, face=face, bold=bold)
    mark_struck([line], image)
    assert not any(word.struck for word in line.words)


def test_dashes_are_no_strokes() -> None:
    line, image = drawn(None, words=("Độc", "lập", "-", "Tự", "do", "———", "Hạnh", "phúc", "-/-"))
    mark_struck([line], image)
    assert not any(word.struck for word in line.words)


def test_on_a_card_nothing_is_asked() -> None:
    line, image = drawn(level(9))
    mark_struck([line], image, cards=[(0.0, 0.0, 1.0, 1.0)])
    assert not any(word.struck for word in line.words)
