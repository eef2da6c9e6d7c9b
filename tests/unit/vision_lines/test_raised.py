"""m² and m³ by the place of the figure's ink."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from motlan_vision.recognise.engine import Reading, Token
from motlan_vision.recognise.raised import with_powers
from samples.make import fonts

pytestmark = pytest.mark.skipif(not fonts.available(), reason="python -m samples.make.fonts")


def drawn(words: list[str], face: str, size: int) -> tuple[np.ndarray, tuple[float, float, float, float], Reading]:
    """A line of print; read as the networks do, with figures on the line."""
    font = fonts.load(face, size)
    image = Image.new("L", (1600, 120), 255)
    draw, x, tokens = ImageDraw.Draw(image), 20.0, []
    for word in words:
        draw.text((x, 80), word, font=font, fill=0, anchor="ls")
        wide = font.getlength(word)
        tokens.append(Token(word.replace("²", "2").replace("³", "3"), 0.99, x + 2, x + wide - 2))
        x += wide + font.getlength(" ")
    page = np.asarray(image)
    rows = np.flatnonzero((page < 150).any(axis=1))
    return page, (18.0, float(rows[0] - 2), x, float(rows[-1] + 3)), Reading(tuple(tokens))


@pytest.mark.parametrize("face", ["tinos", "arimo", "noto-serif"])
@pytest.mark.parametrize("size", [24, 36, 54])
@pytest.mark.parametrize(
    "words",
    [
        ["Diện", "tích:", "45,0", "m²", "thuộc"], ["riêng:", "72,9", "m²,", "chung:", "0", "m²"], ["36", "m³."],
        ["120m²", "(một", "trăm)"], ["5", "km²;"], ["45", "m2", "thuộc"], ["m3"], ["12", "m2;", "24", "m3."],
    ],
)  # fmt: skip
def test_a_figure_above_the_line_is_a_power(face: str, size: int, words: list[str]) -> None:
    page, box, reading = drawn(words, face, size)
    assert with_powers(page, box, reading).text == " ".join(words)


@pytest.mark.parametrize("text", ["mẫu", "M23", "2m", "m22", "am2", "số"])
def test_other_words_are_left_alone(text: str) -> None:
    page, box, _ = drawn(["m²"], "tinos", 36)
    reading = Reading((Token(text, 0.9, 20, 80),))
    assert with_powers(page, box, reading) == reading


def test_no_ink_changes_nothing() -> None:
    reading = Reading((Token("m2", 0.9, 20, 80),))
    assert with_powers(np.full((60, 200), 255, np.uint8), (10.0, 5.0, 100.0, 50.0), reading) == reading
