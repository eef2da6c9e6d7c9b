"""Check boxes: drawn squares with and without a tick, at the resolutions and qualities of scans; letters are none."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from motlan.model import Check, Line, Page, Word
from motlan_vision.clean import clean
from motlan_vision.clean.checks import find_checks, without_checks
from motlan_vision.layout.checks import place_checks
from tests.unit.vision_pages.drawing import BLACK, BLUE, dark, paper, pixels, write


def square(page: Image.Image, xy: tuple[int, int], side: int, mark: str = "", thick: int = 2) -> None:
    x, y = xy
    draw = ImageDraw.Draw(page)
    draw.rectangle((x, y, x + side, y + side), outline=BLACK, width=thick)
    a, b, c = side // 4, side // 2, side - side // 5
    if mark == "tick":
        draw.line((x + a, y + b, x + b, y + c, x + side + a, y - a), fill=BLUE, width=3)
    if mark == "cross":
        draw.line((x + a, y + a, x + c, y + c), fill=BLUE, width=3)
        draw.line((x + a, y + c, x + c, y + a), fill=BLUE, width=3)
    if mark == "x":
        write(page, (x + a, y), "x", side - 4)


def form(dpi: int, marks: tuple[str, ...], side_mm: float = 3.6) -> Image.Image:
    mm = dpi / 25.4
    page = paper(round(160 * mm), round(50 * mm))
    for i, mark in enumerate(marks):
        x = round((12 + 36 * i) * mm)
        write(page, (x, round(20 * mm)), "Khong", round(4.6 * mm))
        square(page, (x + round(17 * mm), round(20 * mm)), round(side_mm * mm), mark, max(1, round(0.3 * mm)))
    return page


@pytest.mark.parametrize("dpi", [150, 200, 300])
@pytest.mark.parametrize("side", [2.8, 3.6, 5.5])
@pytest.mark.parametrize("damage", ["none", "scan", "fax"])
def test_boxes_and_their_state(dpi: int, side: float, damage: str) -> None:
    page = form(dpi, ("", "tick", "cross", "x"), side)
    if damage != "none":
        noise = np.random.default_rng(3).normal(0, 7, (page.height, page.width, 1))
        blurred = page.filter(ImageFilter.GaussianBlur(0.4 * dpi / 150))
        page = Image.fromarray((pixels(blurred) + noise).clip(0, 255).astype(np.uint8))
    if damage == "fax":
        page = page.convert("L").point(lambda v: 255 * (v > 150)).convert("RGB")
    checks = clean(pixels(page), dpi).checks
    assert [c.ticked for c in sorted(checks, key=lambda c: c.box[0])] == [False, True, True, True]
    mm = dpi / 25.4
    for i, check in enumerate(sorted(checks, key=lambda c: c.box[0])):
        assert check.box[0] * page.width == pytest.approx((29 + 36 * i) * mm, abs=0.6 * mm)


@pytest.mark.parametrize("size", [26, 34, 48, 70])
@pytest.mark.parametrize("stroke", [0, 1, 3])
def test_letters_are_no_boxes(size: int, stroke: int) -> None:
    page = paper(1400, 300)
    draw_text(page, (40, 60), "DOHNED 0 8 B II QUOC HUY []", size, stroke)
    assert find_checks(pixels(page.convert("L")), 200) == []


def draw_text(page: Image.Image, xy: tuple[int, int], text: str, size: int, stroke: int) -> None:
    from PIL import ImageFont

    ImageDraw.Draw(page).text(xy, text, BLACK, ImageFont.load_default(size), stroke_width=stroke)


def test_rows_of_digit_squares_table_cells_and_qr_corners_are_no_boxes() -> None:
    page = paper(1200, 600)
    for i in range(12):
        square(page, (100 + 40 * i, 80), 40)
    for row in range(3):
        for column in range(4):
            ImageDraw.Draw(page).rectangle(
                (100 + 200 * column, 200 + 40 * row, 300 + 200 * column, 240 + 40 * row), outline=BLACK
            )
    draw, u = ImageDraw.Draw(page), 6
    draw.rectangle((900, 400, 900 + 7 * u - 1, 400 + 7 * u - 1), outline=BLACK, width=u)
    draw.rectangle((900 + 2 * u, 400 + 2 * u, 900 + 5 * u - 1, 400 + 5 * u - 1), fill=BLACK)
    assert find_checks(pixels(page.convert("L")), 200) == []


def test_boxes_go_from_the_page_and_letters_stay() -> None:
    page = form(200, ("", "cross"))
    box = write(page, (100, 40), "Co", 36)
    gray = pixels(page.convert("L"))
    checks = find_checks(gray, 200)
    wiped = without_checks(gray, checks)
    assert len(checks) == 2
    assert dark(wiped, box) == dark(gray, box)
    for check in checks:
        x0, y0, x1, y1 = (round(v * n) for v, n in zip(check.box, (page.width, page.height) * 2, strict=True))
        assert dark(wiped, (x0, y0, x1, y1)) == 0


def line(text: str, x0: float, y0: float, x1: float) -> Line:
    words, step = [], (x1 - x0) / len(text)
    for word in text.split():
        left = x0 + text.index(word) * step
        words.append(Word(text=word, confidence=0.9, box=(left, y0, left + len(word) * step, y0 + 0.02)))
    return Line(text=text, confidence=0.9, box=(x0, y0, x1, y0 + 0.02), words=words)


def test_a_mark_stands_among_the_words_and_not_in_the_text() -> None:
    lines = [line("Có           Không", 0.1, 0.5, 0.4), line("Số lượng: 02 bản", 0.1, 0.55, 0.4)]
    yes = Check(box=(0.15, 0.502, 0.165, 0.516), ticked=True, confidence=0.95)
    no = Check(box=(0.41, 0.502, 0.425, 0.516), ticked=False, confidence=0.95)
    alone = Check(box=(0.9, 0.9, 0.915, 0.915), ticked=True, confidence=0.95)
    place_checks(lines, [yes, no, alone], 1.414)
    assert [w.text for w in lines[0].words] == ["Có", "☑", "Không", "☐"]
    assert "☑" not in lines[0].text
    assert [w.text for w in lines[1].words] == ["Số", "lượng:", "02", "bản"]
    page = Page(page=1, source=0, source_page=1, lines=lines, checks=[alone, no, yes])
    assert page.checks_beside(lines[0]) == [yes, no]
    assert page.checks_beside(lines[1]) == []
    assert "checks" not in page.for_output()
