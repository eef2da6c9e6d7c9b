from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from motlan_vision import models
from motlan_vision.arrays import to_gray
from motlan_vision.upright import make_upright
from motlan_vision.upright.ink import find_ink
from motlan_vision.upright.photo import find_sheet, flatten
from motlan_vision.upright.regions import find_cards, find_halves
from motlan_vision.upright.skew import skew_of
from motlan_vision.upright.straighten import straighten
from tests.unit.vision_pages.drawing import DPI, MM, paper, pixels, write, written_page

needs_model = pytest.mark.skipif(
    models.find("trueocr/orient.onnx") is None, reason="model files are not fetched (make setup)"
)


@pytest.mark.parametrize("degrees", [-10.0, -4.3, -0.7, 0.0, 0.4, 2.0, 9.5])
def test_skew_is_measured_to_a_tenth_of_a_degree(degrees: float) -> None:
    """A page turned clockwise has lines that descend to the right: positive skew."""
    page = written_page().rotate(-degrees, Image.Resampling.BICUBIC, expand=True, fillcolor="white")
    found, _ = skew_of(find_ink(to_gray(pixels(page))).marks)
    assert found == pytest.approx(degrees, abs=0.15)


def test_straightening_undoes_a_skew_and_loses_no_corner() -> None:
    page = written_page()
    crooked = straighten(pixels(page), -3.0)
    assert skew_of(find_ink(to_gray(crooked)).marks)[0] == pytest.approx(3.0, abs=0.15)
    level = straighten(crooked, 3.0)
    assert skew_of(find_ink(to_gray(level)).marks)[0] == pytest.approx(0.0, abs=0.15)
    ink = int((to_gray(pixels(page)) < 128).sum())
    assert int((to_gray(level) < 128).sum()) == pytest.approx(ink, rel=0.25)


def test_lines_are_sharper_across_than_along() -> None:
    page, words = (
        paper(1000, 1400),
        ["Ho", "chu", "dem", "ten", "nguoi", "khai", "sinh", "ngay", "que"],
    )
    rng = np.random.default_rng(5)
    for i in range(24):
        write(page, (90, 90 + i * 48), " ".join(rng.choice(words, 9)), 26)
    marks = find_ink(to_gray(pixels(page))).marks
    assert skew_of(marks)[1] > 2 * skew_of(marks.T)[1]


def photo_of(page: Image.Image, corners: list[tuple[int, int]], size: tuple[int, int]) -> np.ndarray:
    """The page on a wooden table, its corners (top left, clockwise) at ``corners``, a shadow over one side."""
    w, h = page.size
    rows = []
    for (x, y), (u, v) in zip(corners, [(0, 0), (w, 0), (w, h), (0, h)], strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
    target = np.array([(0, 0), (w, 0), (w, h), (0, h)], float).reshape(-1)
    data = np.linalg.solve(np.array(rows, float), target)
    warped = page.transform(size, Image.Transform.PERSPECTIVE, tuple(data), Image.Resampling.BICUBIC)
    mask = Image.new("L", size, 0)
    ImageDraw.Draw(mask).polygon(corners, fill=255)
    grain = np.random.default_rng(3).normal(0, 6, (size[1], size[0], 1))
    table = Image.fromarray((np.array([130, 88, 55]) + grain).clip(0, 255).astype(np.uint8))
    table.paste(warped, mask=mask)
    shade = np.linspace(1.0, 0.7, size[0])[None, :, None]
    return (np.asarray(table) * shade).astype(np.uint8)


CORNERS = [(140, 120), (1090, 90), (1130, 1480), (90, 1440)]


def test_a_sheet_on_a_table_is_found_and_made_a_rectangle() -> None:
    photo = photo_of(written_page(), CORNERS, (1220, 1600))
    sheet = find_sheet(photo)
    assert sheet is not None
    assert np.abs(sheet.corners - np.array(CORNERS)).max() < 22
    flat = flatten(photo, sheet)
    ink = find_ink(to_gray(flat))
    assert abs(skew_of(ink.marks)[0]) < 0.7
    assert (flat[:, :, 0].astype(int) - flat[:, :, 2] > 60).mean() < 0.01  # no wood left


@pytest.mark.parametrize(
    "page", [written_page(), paper(), paper(colour=(245, 215, 220))], ids=["text", "empty", "tint"]
)
def test_a_scan_is_no_photo(page: Image.Image) -> None:
    assert find_sheet(pixels(page)) is None


def test_a_scan_with_a_black_rim_on_two_sides_is_no_photo() -> None:
    page = written_page()
    draw = ImageDraw.Draw(page)
    draw.rectangle((0, 0, 30, 1400), fill="black")
    draw.rectangle((0, 0, 1000, 30), fill="black")
    assert find_sheet(pixels(page)) is None


def card(page: Image.Image, x: int, y: int, tint: tuple[int, int, int] = (214, 228, 220)) -> None:
    size = round(85.6 * MM), round(53.98 * MM)
    face = Image.new("RGB", size, tint)
    for i in range(9):
        write(face, (30, 30 + 42 * i), "CAN CUOC CONG DAN 012345678901", 22)
    ImageDraw.Draw(page).rounded_rectangle((x, y, x + size[0], y + size[1]), 24, fill=tint, outline=(120, 130, 125))
    page.paste(face.crop((12, 12, size[0] - 12, size[1] - 12)), (x + 12, y + 12))


def test_two_cards_on_a_sheet_are_two_regions() -> None:
    page = paper(1654, 2339)
    card(page, 480, 300)
    card(page, 440, 900)
    image = pixels(page)
    boxes = [r.box for r in find_cards(image, DPI, find_ink(to_gray(image)))]
    assert len(boxes) == 2
    assert boxes[0] == pytest.approx((480 / 1654, 300 / 2339, 1154 / 1654, 725 / 2339), abs=0.012)
    assert boxes[1][1] == pytest.approx(900 / 2339, abs=0.012)


@pytest.mark.parametrize("degrees", [-10.0, -4.0, 3.0, 6.0, 10.0])
def test_a_card_that_lies_crooked_beside_a_level_one_is_a_region(degrees: float) -> None:
    page, other = paper(1654, 2339), paper(900, 700)
    card(page, 440, 1300)
    card(other, 110, 130)
    page.paste(other.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=(252, 252, 250)), (350, 200))
    image = pixels(page)
    boxes = [r.box for r in find_cards(image, DPI, find_ink(to_gray(image)))]
    assert len(boxes) == 2
    middle = (boxes[0][0] + boxes[0][2]) / 2, (boxes[0][1] + boxes[0][3]) / 2
    assert middle == pytest.approx((800 / 1654, 545 / 2339), abs=0.012)


def test_text_and_shadows_are_no_cards() -> None:
    image = pixels(written_page(1654, 2339, 40)).astype(np.float64)
    y, x = np.mgrid[0:2339, 0:1654]
    image *= (1 - 0.3 * np.exp(-(((x - 800) / 300) ** 2 + ((y - 1900) / 180) ** 2)))[:, :, None]
    picture = image.astype(np.uint8)
    assert find_cards(picture, DPI, find_ink(to_gray(picture))) == []


def spread(crossed: bool) -> np.ndarray:
    page = paper(1600, 1130)
    for i in range(14):
        write(page, (80, 80 + 60 * i), "II. Thua dat so 536, to ban do 11", 30)
        write(page, (900, 80 + 60 * i), "Nhung thay doi sau khi cap giay", 30)
        if crossed:
            write(page, (560, 80 + 60 * i), "va cac cot khac trong bang nay", 30)
    return pixels(page)


def test_an_open_booklet_has_two_halves_and_a_wide_table_none() -> None:
    image = spread(crossed=False)
    halves = find_halves(image, find_ink(to_gray(image)))
    assert [r.kind for r in halves] == ["half", "half"]
    assert 0.45 < halves[0].box[2] < 0.56
    assert halves[0].box[2] == halves[1].box[0]
    image = spread(crossed=True)
    assert find_halves(image, find_ink(to_gray(image))) == []


def test_turning_the_ink_is_turning_the_picture() -> None:
    page = pixels(written_page(700, 1000, 12))
    ink = find_ink(to_gray(page))
    for turns in (1, 2, 3):
        turned = ink.turned(turns)
        for x0, y0, x1, y1 in turned.boxes[::17]:
            assert turned.marks[y0:y1, x0:x1].any()
            assert turned.marks[y0:y1, x0:x1].any(axis=0).all()


@needs_model
@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_a_page_is_turned_upright(turns: int) -> None:
    page = pixels(written_page())
    upright = make_upright(np.ascontiguousarray(np.rot90(page, turns)), DPI)
    assert upright.rotation == 90 * turns
    assert not upright.is_photo
    assert np.abs(upright.image.astype(int) - page).mean() < 2


@needs_model
@pytest.mark.parametrize("degrees", [-8.0, 5.0])
def test_turn_and_skew_together(degrees: float) -> None:
    page = written_page().rotate(90 - degrees, Image.Resampling.BICUBIC, expand=True, fillcolor="white")
    upright = make_upright(pixels(page), DPI)
    assert upright.rotation == 90
    assert skew_of(find_ink(to_gray(upright.image)).marks)[0] == pytest.approx(0.0, abs=0.2)


@needs_model
@pytest.mark.parametrize("shape", [(1, 1), (1, 300), (40, 30), (900, 700)])
def test_a_page_without_letters_comes_back_as_it_is(shape: tuple[int, int]) -> None:
    image = np.full((*shape, 3), 250, np.uint8)
    upright = make_upright(image, DPI)
    assert upright.rotation == 0
    assert upright.image.shape == image.shape
    assert upright.regions == []
