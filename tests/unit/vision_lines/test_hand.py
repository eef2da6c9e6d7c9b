"""Handwriting told from print: drawn lines of both kinds, what their neighbours say, what is never asked."""

from __future__ import annotations

import random

import numpy as np
import pytest
from PIL import Image, ImageDraw

from motlan.model import Box, Line, Word
from motlan_vision.lines.hand import ALONE, AMID, HIGHEST, features, mark_hand, odds, runs_of_hand
from samples.make.fonts import available, load

needs_fonts = pytest.mark.skipif(not available(), reason="the samples' typefaces were not fetched (make setup)")
ROWS = [
    "Họ, chữ đệm, tên",
    "Ngày, tháng, năm sinh",
    "Nơi cư trú hiện nay",
    "Giấy tờ tùy thân số",
    "Quan hệ với người chết",
    "Đề nghị cấp bản sao",
]


def page(
    rows: list[tuple[str, str]], ink: tuple[int, int, int] = (30, 30, 30)
) -> tuple[list[Line], np.ndarray, np.ndarray]:
    """Printed labels, each followed by a value in the named typeface; the lines as they would be read."""
    image = Image.new("RGB", (1654, 90 * len(rows) + 60), "white")
    draw, lines = ImageDraw.Draw(image), []
    for n, (label, face) in enumerate(rows):
        x, y, words = 60.0, 40 + 90 * n, []
        for text, font, fill in [(w, load("tinos", 38), (20, 20, 20)) for w in label.split()] + [
            (w, load(face, 42), ink if face == "dancing" else (20, 20, 20))
            for w in ("Phạm", "Uyên", "My", "30/06/1986")
        ]:
            draw.text((x, y), text, fill, font)
            right = x + font.getlength(text)
            box: Box = (x / image.width, (y - 2) / image.height, right / image.width, (y + 50) / image.height)
            words.append(Word(text=text, confidence=0.99, box=box))
            x = right + 14
        whole: Box = (words[0].box[0], words[0].box[1], words[-1].box[2], words[0].box[3])
        lines.append(Line(text=" ".join(w.text for w in words), confidence=0.99, box=whole, words=words))
    pixels = np.asarray(image)
    return lines, pixels[:, :, 0], pixels


@needs_fonts
def test_a_form_filled_in_by_hand_is_marked_and_made_unsure() -> None:
    lines, gray, image = page([(label, "dancing") for label in ROWS])
    mark_hand(lines, gray, image)
    assert [line.kind for line in lines].count("hand") >= 5
    for line in lines:
        if line.kind == "hand":
            assert line.confidence <= HIGHEST
            assert line.words[-3].confidence <= HIGHEST  # of the value
    assert sum(line.words[0].confidence == 0.99 for line in lines) >= 4  # of the labels, most


@needs_fonts
@pytest.mark.parametrize("face", ["tinos", "arimo", "noto-serif", "be-vietnam", "cousine"])
def test_a_form_filled_in_by_machine_is_not(face: str) -> None:
    lines, gray, image = page([(label, face) for label in ROWS])
    mark_hand(lines, gray, image)
    assert {line.kind for line in lines} == {"print"}
    assert {line.confidence for line in lines} == {0.99}


@needs_fonts
def test_blue_ink_speaks_for_a_hand_where_its_strokes_do_too() -> None:
    rows = [(label, "tinos") for label in ROWS[:5]] + [(ROWS[5], "dancing")]
    lines, gray, image = page(rows, ink=(40, 60, 170))
    mark_hand(lines, gray, image)
    assert [line.kind for line in lines] == ["print"] * 5 + ["hand"]


@needs_fonts
def test_cards_and_other_kinds_of_lines_are_not_asked() -> None:
    lines, gray, image = page([(label, "dancing") for label in ROWS])
    mark_hand(lines, gray, image, cards=[(0.0, 0.0, 1.0, 1.0)])
    assert {line.kind for line in lines} == {"print"}
    lines[0].kind = "mrz"
    mark_hand(lines[:1], gray, image)
    assert lines[0].kind == "mrz"


@pytest.mark.parametrize(
    ("each", "wide", "least", "want"),
    [
        ([-5, -5, 6, -5, -5], [2, 2, 2, 2, 2], AMID, [False] * 5),  # one word amid print
        ([-5, 3, 3, 3, -5], [2, 2, 2, 2, 2], AMID, [False, False, True, False, False]),
        ([-5, 6, 6, 6, 6], [2, 2, 2, 2, 2], AMID, [False, True, True, True, True]),
        ([3, 3, 3], [2, 2, 2], ALONE, [False] * 3),
        ([6, 6, 6], [2, 2, 2], ALONE, [True] * 3),
        ([6], [0.5], AMID, [False]),  # too narrow to tell
        ([], [], AMID, []),
    ],
)
def test_runs(each: list[float], wide: list[float], least: float, want: list[bool]) -> None:
    assert runs_of_hand(np.array(each, float), np.array(wide, float), least).tolist() == want


def strokes(sway: float) -> np.ndarray:
    """Ten stems and arcs of a pen; ``sway``: how much their slant and height vary."""
    rng, image = random.Random(5), Image.new("L", (320, 60), 255)
    draw = ImageDraw.Draw(image)
    for n in range(10):
        x, slant, rise = 12 + 30 * n, rng.gauss(0.35, 0.25) * sway * 30, rng.gauss(0, 5) * sway
        draw.line((x, 50 + rise, x + slant, 10 + rise), fill=0, width=3)
        draw.arc((x, 22 + rise, x + 22, 50 + rise), 180 * sway, 520, fill=0, width=3)
    return np.asarray(image)


def test_swaying_strokes_are_more_like_a_hand_than_upright_ones() -> None:
    hand, print_ = odds(np.array([features(strokes(1.0)), features(strokes(0.0))]))
    assert hand > print_ + 1
