"""Crops, batches, line ends, machine-readable zones: on pictures drawn here."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from motlan_vision.lines.crop import batches, cut, is_dark
from motlan_vision.lines.extend import to_ink
from motlan_vision.recognise import mrz
from samples.make.fonts import FOLDER, available

pytestmark = pytest.mark.skipif(not available(), reason="typefaces not fetched: run 'python -m samples.make.fonts'")

MONO = "Cousine-Regular.ttf"


def typed(text: str, font: str, size: int, *, pad: int = 20) -> np.ndarray:
    """Dark text on white."""
    face = ImageFont.truetype(str(FOLDER / font), size)
    x0, y0, x1, y1 = face.getbbox(text)
    image = Image.new("L", (int(x1 - x0) + 2 * pad, int(y1 - y0) + 2 * pad), 255)
    ImageDraw.Draw(image).text((pad - x0, pad - y0), text, font=face, fill=0)
    return np.asarray(image)


def test_cut_gives_paper_beyond_the_page():
    page = np.zeros((10, 10), np.uint8)
    crop, left = cut(page, (0, 0, 10, 10), 0.5, 0.5)
    assert crop.shape == (20, 20)
    assert left == -5
    assert (crop[:5] == 255).all()
    assert (crop[5:15, 5:15] == 0).all()


def test_a_crop_outside_the_page_is_paper():
    crop, _ = cut(np.zeros((10, 10), np.uint8), (30, 30, 40, 40), 0, 0)
    assert crop.shape == (10, 10)
    assert (crop == 255).all()


def test_light_on_dark_is_told():
    page = typed("MẪU", MONO, 30)
    box = (0, 0, page.shape[1], page.shape[0])
    assert not is_dark(page, box)
    assert is_dark(255 - page, box)


@given(st.lists(st.integers(8, 900), max_size=40))
def test_batches_hold_each_line_once_and_keep_their_bounds(widths):
    found = list(batches(widths, ratio=1.3, columns=2000))
    assert sorted(i for batch in found for i in batch) == list(range(len(widths)))
    for batch in found:
        sizes = [widths[i] for i in batch]
        assert max(sizes) <= 1.3 * min(sizes)
        assert len(batch) == 1 or len(batch) * max(sizes) <= 2000


def test_a_line_is_drawn_out_to_its_colon_but_not_to_the_next_word():
    page = np.full((60, 400), 255, np.uint8)
    page[20:40, 20:100] = 0
    page[22:26, 103:107] = page[34:38, 103:107] = 0  # a colon
    page[20:40, 140:200] = 0  # the next word
    (box,) = to_ink(page, np.array([[20, 18, 98, 42, 1]], np.float32))
    assert box[2] == pytest.approx(107, abs=1)


def test_a_line_is_not_drawn_out_along_a_rule_or_into_its_neighbour():
    page = np.full((60, 400), 255, np.uint8)
    page[30:33, 20:400] = 0
    (box,) = to_ink(page, np.array([[20, 18, 98, 42, 1]], np.float32))
    assert box[2] == 98
    both = np.array([[20, 18, 98, 42, 1], [100, 18, 200, 42, 1]], np.float32)
    assert to_ink(page, both)[0, 2] <= 100


@pytest.mark.parametrize("size", [18, 28, 44])
def test_fillers_are_told_from_every_other_sign(size):
    for sign in "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<":
        assert mrz.is_filler(typed(sign, MONO, size) < mrz.INK) == (sign == "<"), sign


def test_a_zone_line_falls_into_its_cells_and_prose_does_not():
    line = "VU<<DINH<SANG<<<<<<<<<<<<<<<<<"
    page = typed(line, MONO, 34)
    reading = mrz.read_line(page, (18, 18, page.shape[1] - 18, page.shape[0] - 18), [])
    assert reading is not None
    assert [c == "<" for c in reading.text] == [c == "<" for c in line]
    prose = typed("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Tinos-Regular.ttf", 34)
    assert mrz.read_line(prose, (18, 18, prose.shape[1] - 18, prose.shape[0] - 18), []) is None
