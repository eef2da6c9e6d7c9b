from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from motlan_vision.clean import background, clean, colour, leaders, rules, specks
from motlan_vision.limits import DEFAULT
from motlan_vision.open import open_scan
from motlan_vision.upright import make_upright
from tests.unit.vision_pages.drawing import BLACK, BLUE, DPI, MM, RED, dark, paper, pixels, write


def seal(page: Image.Image, centre: tuple[int, int], fill: tuple[int, int, int] = RED) -> None:
    draw, radius = ImageDraw.Draw(page), round(16 * MM)
    x, y = centre
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), outline=fill, width=6)
    draw.ellipse((x - radius // 2, y - radius // 2, x + radius // 2, y + radius // 2), outline=fill, width=3)


def test_a_seal_goes_and_the_name_below_it_stays() -> None:
    page = paper(700, 500)
    box = write(page, (250, 240), "Nguyen Van A", 40)
    plain = dark(clean(pixels(page), DPI).gray, box)
    overlay = page.copy()
    seal(overlay, (300, 250))
    stamped = Image.fromarray(np.minimum(pixels(page), pixels(overlay)))
    cleaned = clean(pixels(stamped), DPI)
    assert dark(cleaned.gray, (0, 0, 700, 200)) == 0  # the ring above the name
    assert dark(cleaned.gray, box) == pytest.approx(plain, rel=0.12)
    assert cleaned.red is not None
    assert dark(cleaned.red, (0, 0, 700, 200)) > 500


def test_a_red_title_stays_in_the_page_and_out_of_the_seals() -> None:
    page = paper()
    box = write(page, (200, 60), "GIAY KHAI SINH", 60, RED)
    cleaned = clean(pixels(page), DPI)
    assert dark(cleaned.gray, box) > 2000
    assert cleaned.red is None


@pytest.mark.parametrize("kind", ["round", "framed"])
def test_a_stamp_alone_is_in_the_second_picture(kind: str) -> None:
    page = paper(700, 500)
    if kind == "round":
        seal(page, (350, 250))
    else:
        ImageDraw.Draw(page).rectangle((150, 100, 600, 300), outline=RED, width=4)
        write(page, (180, 180), "CHUNG THUC BAN SAO", 30, RED)
    ink = colour.separate(pixels(page), DPI)
    assert ink.red is not None
    assert dark(ink.red, (0, 0, 700, 500)) > 1000


def test_blue_handwriting_stays_and_a_signature_over_a_name_goes() -> None:
    page = paper(900, 700)
    hand = write(page, (100, 60), "ngay 03 thang 9", 44, BLUE)
    name = write(page, (420, 420), "Tran Thi B", 40)
    plain = dark(clean(pixels(page), DPI).gray, name)
    signed = page.copy()
    points = [(400, 380), (470, 560), (540, 330), (600, 560), (680, 340), (720, 500)]
    ImageDraw.Draw(signed).line(points, BLUE, 7, joint="curve")
    both = Image.fromarray(np.minimum(pixels(page), pixels(signed)))
    gray = clean(pixels(both), DPI).gray
    assert dark(gray, hand) > 800
    assert dark(gray, (440, 500, 620, 560)) < 60
    assert dark(gray, name) == pytest.approx(plain, rel=0.2)


@pytest.mark.parametrize("kind", ["round", "framed"])
def test_a_blue_stamp_over_print_goes_and_is_kept_apart(kind: str) -> None:
    page = paper(900, 600)
    box = write(page, (250, 290), "Nguyen Van Anh, Nghi Long", 36)
    plain = dark(clean(pixels(page), DPI).gray, box)
    over = paper(900, 600, (255, 255, 255))
    if kind == "round":
        seal(over, (420, 300), BLUE)
        write(over, (380, 230), "UBND XA MAU", 20, BLUE)
    else:
        ImageDraw.Draw(over).rectangle((200, 200, 640, 400), outline=BLUE, width=4)
        write(over, (260, 220), "DEN SO: 25 NGAY 3/4", 24, BLUE)
        over = over.rotate(4, Image.Resampling.BICUBIC, fillcolor="white")
    stamped = (pixels(page).astype(int) * pixels(over) // 255).astype(np.uint8)
    cleaned = clean(stamped, DPI)
    assert dark(cleaned.gray, (0, 0, 900, 280)) == 0
    assert dark(cleaned.gray, box) == pytest.approx(plain, rel=0.15)
    assert cleaned.red is not None
    assert dark(cleaned.red, (0, 0, 900, 280)) > 500


def test_much_blue_writing_is_never_taken_for_a_signature() -> None:
    page = paper(1000, 900)
    for i in range(12):
        write(page, (60, 40 + 60 * i), "viet tay tren to khai nhieu chu", 40, BLUE)
    draw = ImageDraw.Draw(page)
    draw.line((300, 60, 340, 260), BLUE, 6)  # a long stroke through three lines
    blue = pixels(page)
    assert dark(clean(blue, DPI).gray, (60, 40, 900, 800)) > 0.9 * int((blue[:, :, 0] < 128).sum())


@pytest.mark.parametrize("tint", [(250, 225, 228), (255, 244, 200), (226, 240, 226), (200, 200, 200)])
def test_tinted_paper_becomes_white_and_letters_black(tint: tuple[int, int, int]) -> None:
    page = paper(colour=tint)
    box = write(page, (100, 100), "Thua dat so 536", 40)
    gray = clean(pixels(page), DPI).gray
    assert int(np.median(gray)) == 255
    assert dark(gray, box, 60) > 800


def test_a_shadow_is_flattened() -> None:
    page = paper(800, 600)
    boxes = [write(page, (80, y), "Ho va ten nguoi yeu cau", 40) for y in (60, 280, 500)]
    shade = np.linspace(1.0, 0.45, 800)[None, :, None]
    gray = clean((pixels(page) * shade).astype(np.uint8), DPI).gray
    assert (gray[400:470] > 240).mean() > 0.99
    assert min(dark(gray, b) for b in boxes) > 0.8 * max(dark(gray, b) for b in boxes)


@pytest.mark.parametrize("contrast", [0.5, 0.3, 0.17])
def test_faint_print_becomes_black_on_a_noisy_page(contrast: float) -> None:
    page = paper(1000, 700)
    box = write(page, (90, 90), "Ho, chu dem, ten nguoi khai: Nguyen Van", 40)
    noise = np.random.default_rng(4).normal(0, 3, (700, 1000, 1))
    pale = (245 - (252 - pixels(page).astype(float)) * contrast + noise).clip(0, 255).astype(np.uint8)
    cleaned = clean(pale, DPI)
    assert dark(cleaned.gray, box) == pytest.approx(dark(clean(pixels(page), DPI).gray, box), rel=0.25)
    assert dark(cleaned.gray, (0, 200, 1000, 700)) == 0
    assert cleaned.faint == (contrast < 0.4)


def test_what_shines_through_blurred_stays_faint() -> None:
    page = paper(1000, 700)
    box = write(page, (90, 90), "Ho, chu dem, ten nguoi khai: Nguyen Van", 40)
    ghost = pixels(page.filter(ImageFilter.GaussianBlur(3))).astype(float)
    shown = (250 - (252 - ghost) * 0.3).clip(0, 255).astype(np.uint8)
    assert dark(clean(shown, DPI).gray, box) == 0


def dotted_line(page: Image.Image, y: int, x0: int, x1: int, step: int = 7) -> None:
    draw = ImageDraw.Draw(page)
    for x in range(x0, x1, step):
        draw.rectangle((x, y, x + 2, y + 2), fill=BLACK)


@pytest.mark.parametrize("step", [5, 7, 9])
@pytest.mark.parametrize("blur", [0.0, 0.8])
def test_dotted_lines_go(step: int, blur: float) -> None:
    page = paper(900, 300)
    write(page, (60, 80), "Noi sinh:", 36)
    dotted_line(page, 118, 230, 840, step)
    page = page.filter(ImageFilter.GaussianBlur(blur))
    gray = clean(pixels(page), DPI).gray
    assert dark(gray, (240, 100, 860, 130)) < 20


def test_dots_between_words_that_cover_the_line_go() -> None:
    page = paper(900, 200)
    words = [write(page, (x, 60), text, 34) for x, text in ((60, "Nguyen"), (230, "Van"), (340, "Anh"), (470, "Em"))]
    plain = [dark(clean(pixels(page), DPI).gray, word) for word in words]
    dotted_line(page, words[0][3] - 1, 40, 620)
    cleaned = clean(pixels(page), DPI).gray
    for (_, _, left, _), (right, y0, _, y1) in pairwise(words):
        assert dark(cleaned, (left + 8, y0, right - 8, y1 + 6)) == 0
    assert [dark(cleaned, word) for word in words] == pytest.approx(plain, rel=0.15)


@pytest.mark.parametrize("covered", [True, False])
def test_dots_in_step_are_a_line_only_where_writing_covers_the_missing_ones(covered: bool) -> None:
    """Two stand together, then five that a letter covers or, below ạ ẹ ọ, that paper does."""
    page = paper(900, 200)
    draw = ImageDraw.Draw(page)
    for n in range(100):
        if n % 7 < 2:
            draw.rectangle((100 + 7 * n, 120, 102 + 7 * n, 122), fill=BLACK)
        elif covered and n % 7 == 2:
            draw.rectangle((100 + 7 * n - 1, 92, 100 + 7 * n + 32, 122), fill=BLACK)
    found = leaders.dotted(pixels(page.convert("L")), DPI)
    assert int(found.sum()) == (30 * 9 if covered else 0)


def test_dots_below_letters_in_step_stay_on_bare_paper() -> None:
    """Typewriters set ạ ẹ ọ at one distance: between them there is paper, not writing."""
    page = paper(900, 200)
    draw = ImageDraw.Draw(page)
    for n in range(0, 60, 4):
        draw.rectangle((100 + 10 * n, 120, 102 + 10 * n, 122), fill=BLACK)
        draw.rectangle((96 + 10 * n, 90, 108 + 10 * n, 114), fill=BLACK)
    assert not leaders.dotted(pixels(page.convert("L")), DPI).any()


def test_dots_at_no_even_distance_and_three_dots_stay() -> None:
    page = paper(900, 200)
    draw = ImageDraw.Draw(page)
    for x in (100, 131, 187, 205, 262, 299, 371, 400, 466, 503, 610, 655):
        draw.ellipse((x, 120, x + 4, 124), fill=BLACK)
    for x in (700, 709, 718):
        draw.ellipse((x, 60, x + 3, 63), fill=BLACK)
    assert leaders.dotted(pixels(page.convert("L")), DPI).sum() == 0


def test_dots_below_letters_and_colons_stay_beside_a_dotted_line() -> None:
    """ạ ẹ ị ọ ụ: the dot is a mark of its own, right where dotted lines run."""
    page = paper(900, 300)
    draw = ImageDraw.Draw(page)
    dots = []
    for i, letter in enumerate("aeiou"):
        x0, _, x1, y1 = write(page, (300 + 90 * i, 80), letter, 40)
        dots.append(((x0 + x1) // 2 - 3, y1 + 5))
        draw.ellipse((*dots[-1], dots[-1][0] + 6, dots[-1][1] + 6), fill=BLACK)
    colon = write(page, (200, 80), ":", 40)
    dotted_line(page, 128, 240, 860)
    gray = clean(pixels(page), DPI).gray
    assert all(dark(gray, (x, y, x + 7, y + 7)) > 10 for x, y in dots)
    assert dark(gray, colon) > 20


def test_words_written_over_a_dotted_line_stay() -> None:
    page = paper(900, 300)
    box = write(page, (300, 70), "Nguyen Quyet", 44, BLUE)
    before = dark(clean(pixels(page), DPI).gray, box)
    dotted_line(page, box[3] - 6, 240, 860)
    assert dark(clean(pixels(page), DPI).gray, box) > 0.93 * before


def test_table_rules_go_and_are_told() -> None:
    page = paper(900, 600)
    draw = ImageDraw.Draw(page)
    for y in (100, 250, 400):
        draw.line((100, y, 800, y), BLACK, 3)
    for x in (100, 450, 800):
        draw.line((x, 100, x, 400), BLACK, 3)
    box = write(page, (150, 150), "Dan toc", 40)
    cleaned = clean(pixels(page), DPI)
    assert dark(cleaned.gray, box) > 800
    assert dark(cleaned.gray, (90, 90, 820, 110)) == 0
    assert dark(cleaned.gray, (440, 90, 460, 420)) == 0
    assert len(cleaned.rules.horizontal) == 3
    assert len(cleaned.rules.vertical) == 3
    x0, y0, x1, _ = cleaned.rules.horizontal[0]
    assert (x0, y0, x1) == pytest.approx((100 / 900, 100 / 600, 800 / 900), abs=0.02)


def test_an_underline_goes_and_the_descenders_through_it_stay() -> None:
    page = paper(900, 300)
    box = write(page, (200, 100), "gypsy page", 60)
    before = dark(clean(pixels(page), DPI).gray, box)
    ImageDraw.Draw(page).line((180, box[3] - 8, 620, box[3] - 8), BLACK, 3)
    cleaned = clean(pixels(page), DPI)
    assert dark(cleaned.gray, (560, box[3] - 12, 640, box[3] - 4)) < 10
    assert dark(cleaned.gray, box) > 0.9 * before


@pytest.mark.parametrize("slope", [0, 3])
def test_an_underline_goes_and_the_dots_that_it_runs_through_stay(slope: int) -> None:
    """ạ ẹ ọ: the dot below is thicker than the rule, and nothing else there is."""
    page = paper(900, 200)
    x0, _, x1, foot = write(page, (100, 80), "hoat dong minh bach hien", 48)
    draw = ImageDraw.Draw(page)
    dots = [(x, foot + 4, x + 6, foot + 10) for x in range(x0 + 20, x1 - 20, 140)]
    for dot in dots:
        draw.ellipse(dot, fill=BLACK)
    plain = [dark(clean(pixels(page), DPI).gray, dot) for dot in dots]
    draw.line((60, foot + 7, 840, foot + 7 + slope), BLACK, 2)
    gray = clean(pixels(page), DPI).gray
    assert [dark(gray, dot) for dot in dots] == pytest.approx(plain, rel=0.35)
    between = [(a[2] + 4, foot + 2, b[0] - 4, foot + 14) for a, b in pairwise(dots)]
    assert max(dark(gray, gap) for gap in between) <= 2


def test_an_underline_right_below_the_letters_takes_no_feet_and_leaves_no_dots() -> None:
    page = paper(900, 200)
    box = write(page, (100, 80), "CO SO QUOC HOI DONG", 48)
    plain = dark(clean(pixels(page), DPI).gray, box)
    ImageDraw.Draw(page).line((80, box[3] + 1, 800, box[3] + 1), BLACK, 3)
    gray = clean(pixels(page), DPI).gray
    assert dark(gray, box) == pytest.approx(plain, rel=0.03)
    assert dark(gray, (0, box[3], 900, 200)) == 0


@pytest.mark.parametrize("apart", [4, 6])
def test_both_of_double_rules_go_where_one_is_shorter(apart: int) -> None:
    page = paper(900, 200)
    draw = ImageDraw.Draw(page)
    draw.line((100, 100, 500, 100), BLACK, 2)
    draw.line((100, 100 + apart, 800, 100 + apart), BLACK, 2)
    assert dark(clean(pixels(page), DPI).gray, (0, 0, 900, 200)) < 12


def test_a_stroke_through_double_rules_stays_whole() -> None:
    page = paper(900, 200)
    draw = ImageDraw.Draw(page)
    draw.rectangle((400, 60, 404, 130), fill=BLACK)
    for y in (100, 106):
        draw.line((100, y, 800, y), BLACK, 2)
    gray = clean(pixels(page), DPI).gray
    assert dark(gray, (400, 60, 405, 131)) == 5 * 71
    assert dark(gray, (0, 0, 390, 200)) == 0


def test_the_sides_of_small_cells_go_and_the_digits_in_them_stay() -> None:
    """Numbers written a digit a cell; the cells are no columns of a table."""
    page, plain = paper(900, 200), paper(900, 200)
    for n, digit in enumerate("012345678912"):
        write(page, (112 + 40 * n, 82), digit, 34)
        write(plain, (112 + 40 * n, 82), digit, 34)
    draw = ImageDraw.Draw(page)
    draw.rectangle((100, 78, 100 + 40 * 12, 122), outline=BLACK, width=2)
    for n in range(1, 12):
        draw.line((100 + 40 * n, 78, 100 + 40 * n, 122), BLACK, 2)
    cleaned = clean(pixels(page), DPI)
    whole = 0, 0, 900, 200
    assert dark(cleaned.gray, whole) == pytest.approx(dark(clean(pixels(plain), DPI).gray, whole), rel=0.03)
    assert cleaned.rules.vertical == []


def test_bars_of_capitals_are_no_rules() -> None:
    page = paper(1200, 300)
    box = write(page, (100, 80), "TTT ETTE FTZ", 120)
    ink = pixels(page)[:, :, 0] < 128
    out, found = rules.without_rules(pixels(page)[:, :, 0], ink, DPI)
    assert found.horizontal == []
    assert dark(out, box) == int(ink.sum())


def test_lonely_specks_go_and_accents_stay() -> None:
    page = paper(900, 400)
    write(page, (200, 150), "Ngay thang", 40)
    draw = ImageDraw.Draw(page)
    draw.rectangle((260, 136, 263, 139), fill=BLACK)  # an accent
    draw.rectangle((800, 350, 802, 352), fill=BLACK)  # dirt
    mask = specks.specks(pixels(page)[:, :, 0] < 128, DPI)
    assert mask[351, 801]
    assert not mask[137, 261]


def test_the_hook_over_a_circumflex_stays() -> None:
    ink = np.zeros((200, 300), bool)
    ink[100:140, 100:130] = True  # a letter
    ink[92:98, 110:120] = True  # its circumflex
    ink[84:87, 113:116] = True  # the hook on that
    ink[20:23, 113:116] = True  # dirt
    gone = specks.specks(ink, DPI)
    assert not gone[85, 114]
    assert gone[21, 114]


def test_scanner_rims_and_punch_holes_go() -> None:
    page = paper(900, 1200)
    draw = ImageDraw.Draw(page)
    draw.rectangle((0, 0, 12, 1199), fill=(30, 30, 30))
    hole = (60, 500, 60 + round(6 * MM), 500 + round(6 * MM))
    draw.ellipse(hole, fill=(40, 40, 40))
    box = write(page, (200, 520), "Kinh gui: UBND", 40)
    gray = clean(pixels(page), DPI).gray
    assert dark(gray, (0, 0, 150, 1200)) < 30
    assert dark(gray, box) > 800


def test_an_empty_page_stays_empty() -> None:
    noise = np.random.default_rng(1).normal(240, 6, (600, 500, 3)).clip(0, 255).astype(np.uint8)
    cleaned = clean(noise, DPI)
    assert dark(cleaned.gray, (0, 0, 500, 600)) == 0
    assert cleaned.red is None
    assert cleaned.gray.shape == (600, 500)


@pytest.mark.parametrize("shape", [(1, 1), (3, 400), (400, 2), (16, 16)])
def test_tiny_pictures_break_nothing(shape: tuple[int, int]) -> None:
    assert clean(np.full((*shape, 3), 200, np.uint8), DPI).gray.shape == shape


def test_bilevel_pages_keep_their_strokes() -> None:
    page = paper()
    box = write(page, (100, 100), "Fax 123", 50)
    bilevel = np.where(pixels(page)[:, :, :1] < 128, 0, 255).astype(np.uint8).repeat(3, axis=2)
    assert dark(clean(bilevel, DPI).gray, box) == pytest.approx(int((bilevel[:, :, 0] == 0).sum()), rel=0.05)


def test_leaders_alone_mark_nothing_on_letters() -> None:
    page = paper()
    for y in range(60, 500, 60):
        write(page, (60, y), "iiii .,;: ... li ij e.g. 1.2.3.4.5", 36)
    even = background.divide(pixels(page)[:, :, 0], np.full((600, 900), 252, np.uint8))
    assert not leaders.dotted(even, DPI).any()


@pytest.mark.parametrize("page", [0, 2])
def test_no_mark_of_print_without_dotted_lines_is_a_leader(page: int) -> None:
    """A scanned decision full of accents: a looser search for dots once took some of them."""
    path = Path(__file__).parents[3] / "samples" / "dossiers" / "files" / "f-van-ban.pdf"
    scan = open_scan(path, path.name, DEFAULT)
    try:
        raw = scan.page(page)
    finally:
        scan.close()
    upright = make_upright(raw.image, raw.dpi)
    gray = colour.separate(upright.image, upright.dpi).gray
    even = background.divide(gray, background.ground_of(gray, upright.dpi))
    assert not leaders.dotted(even, upright.dpi).any()
