"""Marks at the end of a line, by their ink."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from motlan_vision.recognise.ends import marks_at_end, overlooked
from samples.make.fonts import FOLDER, available

pytestmark = pytest.mark.skipif(not available(), reason="typefaces not fetched: run 'python -m samples.make.fonts'")

FONT = "Tinos-Regular.ttf"


def line(text: str) -> tuple[np.ndarray, tuple[float, float, float, float]]:
    image = Image.new("L", (700, 70), 255)
    draw = ImageDraw.Draw(image)
    face = ImageFont.truetype(str(FOLDER / FONT), 36)
    x0, y0, x1, _ = draw.textbbox((20, 10), text, font=face)
    draw.text((20, 10), text, font=face, fill=0)
    return np.asarray(image), (x0, y0 - 4, x1, y0 + 38)


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("theo quy định.", 1),
        ("theo quy định,", 1),
        ("theo quy định;", 2),
        ("theo quy định:", 2),
        ("theo quy định", 0),
        ("của pháp luật", 0),
        ("mọi người", 0),
        ("ngày 12", 0),
    ],
)
def test_marks_are_seen(text, marks):
    assert marks_at_end(*line(text)) == marks


@pytest.mark.parametrize(
    ("text", "read", "doubt"),
    [
        ("theo quy định.", "theo quy định", True),
        ("theo quy định.", "theo quy định.", False),
        ("theo quy định;", "theo quy định,", True),
        ("theo quy định;", "theo quy định;", False),
        ("theo quy định", "theo quy định", False),
    ],
)
def test_a_mark_that_was_not_read_is_overlooked(text, read, doubt):
    page, box = line(text)
    assert overlooked(page, box, read) is doubt


def test_empty_ground_has_no_mark():
    assert marks_at_end(np.full((60, 100), 255, np.uint8), (10, 10, 90, 50)) == 0
    assert marks_at_end(np.full((60, 100), 0, np.uint8), (10, 10, 90, 50)) == 0
