"""Framed red stamps found, straightened and freed of black print; seals and plain pages left out."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from motlan_vision.lines.stamps import read_stamps, red_ink, stamp_areas
from motlan_vision.recognise.recorded import Recorded

DPI = 200
RED = (200, 30, 40)


@pytest.fixture(scope="module")
def page() -> np.ndarray:
    """A stamp turned by 4 degrees with two rows of strokes, a seal beside it, black print through the stamp."""
    stamp = Image.new("RGB", (600, 240), "white")
    draw = ImageDraw.Draw(stamp)
    draw.rectangle((10, 10, 590, 230), outline=RED, width=4)
    for row in (70, 150):
        for x in range(60, 540, 24):
            draw.rectangle((x, row, x + 5, row + 28), fill=RED)
            draw.rectangle((x, row + 12, x + 14, row + 16), fill=RED)
    image = Image.new("RGB", (1654, 1000), "white")
    image.paste(stamp.rotate(4, expand=True, fillcolor="white"), (150, 200))
    draw = ImageDraw.Draw(image)
    draw.ellipse((1100, 300, 1380, 580), outline=RED, width=6)
    draw.rectangle((300, 285, 340, 315), fill="black")
    return np.asarray(image)


@pytest.fixture(scope="module")
def red(page) -> np.ndarray:
    """What ``clean`` gives: red ink alone."""
    excess = page[:, :, 0].astype(int) - page[:, :, 1]
    return np.where(excess > 40, 60, 255).astype(np.uint8)


def test_the_flat_one_is_a_stamp_and_the_round_one_is_not(red):
    ((x0, y0, x1, y1),) = stamp_areas(red, DPI)
    assert x1 < 1100
    assert (x1 - x0, y1 - y0) == pytest.approx((610, 260), abs=40)


def test_black_print_in_a_stamp_is_not_read_twice(page, red):
    gray = np.where(page.max(axis=2) < 100, 0, 255).astype(np.uint8)
    ink = red_ink(page, red, gray, DPI)
    assert ink[290:310, 305:335].min() == 255
    assert (ink < 128).sum() > 3000


def test_rows_are_read_level_and_from_top_to_bottom(page, red):
    ink = red_ink(page, red, np.full(red.shape, 255, np.uint8), DPI)
    found = read_stamps(ink, Recorded(["SAO Y", "Ngày"]), DPI, threads=1)
    said = [(reading.text, box) for reading, box in found if reading.text]
    assert [text for text, _ in said] == ["SAO Y", "Ngày"]
    (_, first), (_, second) = said
    assert first[3] - first[1] < 60
    assert first[1] < second[1]
    assert all(150 <= token.x0 < token.x1 <= 800 for reading, _ in found for token in reading.tokens)


def test_no_red_no_stamps():
    assert stamp_areas(np.full((500, 500), 255, np.uint8), DPI) == []
