from __future__ import annotations

import numpy as np
import pytest
import zxingcpp
from PIL import Image, ImageDraw, ImageFilter

from motlan_vision.blank import is_blank, is_picture
from motlan_vision.clean import clean
from motlan_vision.codes import looks, read_codes
from tests.unit.vision_pages.drawing import DPI, paper, pixels, write, written_page

TEXT = "012345678901|123456789|MAU THU|01011990|Nu|Xom 1, xa Mau|01012021"


def code(text: str, kind: str, module: int) -> Image.Image:
    made = zxingcpp.create_barcode(text, zxingcpp.barcode_format_from_str(kind))
    return Image.fromarray(np.array(zxingcpp.write_barcode_to_image(made, scale=module))).convert("RGB")


@pytest.mark.parametrize(
    ("kind", "want", "text", "module"),
    [
        ("QRCode", "qr", TEXT, 4),
        ("DataMatrix", "datamatrix", "MAU-2026-0001", 5),
        ("PDF417", "pdf417", "MAU-2026-0001", 3),
        ("Code128", "code128", "000.46.57.H26-260125", 3),
        ("EAN13", "ean", "8938505974194", 4),
    ],
)
@pytest.mark.parametrize("turns", [0, 1, 2])
def test_codes_are_read_with_their_place(kind: str, want: str, text: str, module: int, turns: int) -> None:
    page = written_page(1200, 1500)
    picture = code(text, kind, module)
    place = (250, 1180)
    page.paste(picture, place)
    image = np.ascontiguousarray(np.rot90(pixels(page), turns))
    found = [c for c in read_codes(image) if c.kind == want]
    assert [c.text for c in found] == [text]
    if turns == 0:
        x = (found[0].box[0] + found[0].box[2]) / 2 * 1200
        y = (found[0].box[1] + found[0].box[3]) / 2 * 1500
        assert place[0] < x < place[0] + picture.width
        assert place[1] < y < place[1] + picture.height


def test_a_small_blurred_code_among_text_is_read_enlarged() -> None:
    page = written_page(1240, 1754)
    page.paste(code(TEXT, "QRCode", 2), (1000, 1300))
    blurred = page.filter(ImageFilter.GaussianBlur(0.9))
    assert [c.text for c in read_codes(pixels(blurred))] == [TEXT]


@pytest.mark.parametrize("degrees", [20, 33, 45, 60, 137, 250])
@pytest.mark.parametrize(
    ("kind", "text"), [("PDF417", "MAU-2026-0001"), ("Code128", "H26-260125"), ("EAN13", "8938505974194")]
)
def test_bars_are_read_at_any_angle(kind: str, text: str, degrees: int) -> None:
    page = written_page(1240, 1754)
    tile = code(text, kind, 3).rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor="white")
    page.paste(tile, (300, 1754 - tile.height - 20))
    found = read_codes(pixels(page))
    assert [c.text for c in found] == [text]
    x, y = (found[0].box[0] + found[0].box[2]) / 2 * 1240, (found[0].box[1] + found[0].box[3]) / 2 * 1754
    assert abs(x - 300 - tile.width / 2) < 60
    assert abs(y - 1754 + 20 + tile.height / 2) < 60


@pytest.mark.parametrize("kind", ["QRCode", "Code128"])
def test_a_pale_code_is_read(kind: str) -> None:
    page = written_page(1240, 1754)
    page.paste(code("MAU 0001", kind, 3).point(lambda g: 185 + g * 40 // 255), (300, 1300))
    noise = np.random.default_rng(1).normal(0, 3, (1754, 1240, 1))
    assert [c.text for c in read_codes((pixels(page) + noise).clip(0, 255).astype(np.uint8))] == ["MAU 0001"]


@pytest.mark.parametrize("page", [paper(), written_page()], ids=["empty", "text"])
def test_no_code_is_invented(page: Image.Image) -> None:
    assert read_codes(pixels(page)) == []


def cleaned_blank(page: Image.Image) -> bool:
    return is_blank(clean(pixels(page), DPI))


def back() -> Image.Image:
    """The back of a duplex scan: what stands on the front shines through, mirrored and faint."""
    front = pixels(written_page(1000, 1400))[:, ::-1].astype(np.int16)
    noise = np.random.default_rng(2).normal(0, 3, front.shape)
    return Image.fromarray((250 - (255 - front) * 0.10 + noise).clip(0, 255).astype(np.uint8))


def test_what_is_too_pale_or_too_dark_for_a_code_is_not_enlarged() -> None:
    bold = Image.new("L", (200, 120), 255)
    for y in range(10, 110, 25):  # the bars of bold print, with room between the lines
        ImageDraw.Draw(bold).rectangle((10, y, 190, y + 3), fill=0)
    seal = Image.new("L", (200, 120), 255)
    ImageDraw.Draw(seal).rectangle((10, 10, 190, 110), fill=40)
    for picture in (bold, seal):
        assert list(looks(np.asarray(picture), 0.0)) == []
    assert list(looks(np.asarray(code(TEXT, "QRCode", 3).convert("L")), 0.0))


def test_backs_are_blank() -> None:
    assert cleaned_blank(paper(1000, 1400))
    assert cleaned_blank(back())


def test_specks_holes_and_corner_marks_leave_a_page_blank() -> None:
    page = back()
    draw = ImageDraw.Draw(page)
    for x, y in ((300, 200), (611, 950), (500, 1200)):
        draw.ellipse((x, y, x + 3, y + 3), fill="black")
    for y in (500, 1100):
        draw.ellipse((40, y, 87, y + 47), fill=(50, 50, 50))
    write(page, (900, 1365), "MAU THU", 14, (150, 150, 150))
    assert cleaned_blank(page)


@pytest.mark.parametrize(
    ("text", "fill"),
    [
        ("Da nop", (20, 20, 20)),
        ("So 12/2026", (45, 80, 180)),
        ("MAT", (205, 45, 70)),
        ("Xac nhan", (110, 110, 110)),
    ],
)
def test_one_written_line_is_not_blank(text: str, fill: tuple[int, int, int]) -> None:
    page = back()
    write(page, (400, 600), text, 30, fill)
    assert not cleaned_blank(page)


def scene() -> Image.Image:
    """A photograph in little: bright sky over dark hills, no letter."""
    page = Image.new("RGB", (1000, 700), (170, 200, 235))
    ImageDraw.Draw(page).polygon([(0, 380), (300, 250), (650, 420), (1000, 300), (1000, 700), (0, 700)], (60, 90, 50))
    return page


def coloured(tint: tuple[int, int, int]) -> Image.Image:
    page = Image.new("RGB", (1000, 1400), tint)
    ImageDraw.Draw(page).rectangle((0, 0, 1000, 60), fill=(40, 40, 40))  # the scanner's lid
    return page


def test_a_photograph_is_no_blank_page() -> None:
    assert is_picture(pixels(scene()))
    for page in (paper(1000, 1400), back(), written_page(), coloured((246, 200, 210)), coloured((120, 130, 120))):
        assert not is_picture(pixels(page))
