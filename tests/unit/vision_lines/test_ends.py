"""Marks at the end of a line, by their ink."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from motlan_vision.recognise.ends import by_ink, mark_at_end, marks_at_end, overlooked
from motlan_vision.recognise.engine import Reading, Token
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


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("theo quy định.", "."),
        ("theo quy định,", ","),
        ("theo quy định;", ";"),
        ("theo quy định:", ":"),
        ("theo quy định", None),
        ("mọi người", None),
        ("ngày 12", None),
        ("điều kiện i", None),
    ],
)
def test_the_kind_of_a_mark_is_seen(text, mark):
    assert mark_at_end(*line(text)) == mark


@pytest.mark.parametrize(
    ("printed", "read", "better"),
    [
        ("quy định.", "quy định,", "quy định."),
        ("quy định.", "quy định", "quy định."),
        ("quy định;", "quy định:", "quy định;"),
        ("quy định;", "quy định,", "quy định;"),
        ("quy định,", "quy định.", "quy định."),  # a comma is borne out, not put in
        ("quy định", "quy định.", "quy định."),  # nothing is taken away
    ],
)
def test_what_was_read_is_mended_by_the_ink(printed, read, better):
    page, box = line(printed)
    cut = box[0] + 0.45 * (box[2] - box[0])
    first, second = read.split()
    words = Token(first, 0.9, box[0], cut - 6), Token(second, 0.9, cut, box[2])
    reading, borne = by_ink(page, box, Reading(words))
    assert reading.text == better
    assert [token.text for token in borne] == ([reading.tokens[1].text] if better == printed else [])


def test_empty_ground_has_no_mark():
    assert marks_at_end(np.full((60, 100), 255, np.uint8), (10, 10, 90, 50)) == 0
    assert marks_at_end(np.full((60, 100), 0, np.uint8), (10, 10, 90, 50)) == 0
