"""Every kind of file becomes the same page: modes, depths, orientation, frames, PDF boxes and turns."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pikepdf
import pillow_heif
import pytest
from PIL import Image

from motlan_vision.limits import DEFAULT
from motlan_vision.open import open_scan
from motlan_vision.open.sniff import media_type
from tests.unit.vision_pages.drawing import paper, pixels, write


def page_picture() -> Image.Image:
    page = paper(600, 800)
    write(page, (60, 60), "Trang 1", 60)
    return page


def first(path: Path) -> np.ndarray:
    with open_scan(path, path.name) as scan:
        return scan.page(0).image


@pytest.mark.parametrize(
    ("suffix", "mode", "options"),
    [
        (".png", "RGB", {}),
        (".png", "L", {}),
        (".png", "1", {}),
        (".png", "P", {}),
        (".png", "RGBA", {}),
        (".png", "LA", {}),
        (".png", "I;16", {}),
        (".jpg", "RGB", {"quality": 95}),
        (".jpg", "CMYK", {"quality": 95}),
        (".tif", "1", {"compression": "group4"}),
        (".tif", "I;16", {}),
        (".tif", "CMYK", {}),
        (".webp", "RGB", {"lossless": True}),
        (".avif", "RGB", {"quality": 95}),
        (".jp2", "RGB", {}),
    ],
)
def test_every_mode_comes_out_as_the_same_page(
    tmp_path: Path, suffix: str, mode: str, options: dict[str, object]
) -> None:
    source = page_picture()
    if mode == "I;16":
        image = Image.fromarray(pixels(source.convert("L")).astype(np.uint16) * 257)
    elif mode == "LA":
        image = source.convert("L").convert("LA")
    else:
        image = source.convert(mode)
    path = tmp_path / f"a{suffix}"
    image.save(path, **options)  # type: ignore[arg-type]
    got, want = first(path), pixels(source)
    assert got.shape == want.shape
    assert np.abs(got.astype(int) - want).mean() < 8


def test_heic(tmp_path: Path) -> None:
    path = tmp_path / "a.heic"
    pillow_heif.from_pillow(page_picture()).save(path, quality=90)
    assert np.abs(first(path).astype(int) - pixels(page_picture())).mean() < 6


def test_transparency_is_white_paper(tmp_path: Path) -> None:
    image = Image.new("RGBA", (100, 80), (0, 0, 0, 0))
    path = tmp_path / "a.png"
    image.save(path)
    assert (first(path) == 255).all()


@pytest.mark.parametrize(("orientation", "turn"), [(1, 0), (3, 2), (6, 3), (8, 1)])
def test_exif_orientation_is_how_the_file_displays(tmp_path: Path, orientation: int, turn: int) -> None:
    exif = Image.Exif()
    exif[274] = orientation
    path = tmp_path / "a.jpg"
    page_picture().save(path, exif=exif, quality=95)
    want = np.rot90(pixels(page_picture()), turn)
    got = first(path)
    assert got.shape == want.shape
    assert np.abs(got.astype(int) - want).mean() < 6


@pytest.mark.parametrize("down", [98, 196])
def test_a_fax_gets_pixels_as_high_as_wide(tmp_path: Path, down: int) -> None:
    page = page_picture()
    sent = page.resize((page.width, round(page.height * down / 204))).convert("1")
    sent.save(tmp_path / "fax.tif", compression="group4", dpi=(204, down))
    with open_scan(tmp_path / "fax.tif", "fax.tif") as scan:
        got = scan.page(0)
    assert got.image.shape[1] == 600
    assert got.image.shape[0] == pytest.approx(800, abs=2)
    assert got.dpi == pytest.approx(page.height / 11.69, abs=1) or got.dpi == 204


def test_each_frame_of_a_tiff_is_a_page(tmp_path: Path) -> None:
    frames = [Image.new("L", (80 + 10 * i, 60), 50 * i) for i in range(4)]
    path = tmp_path / "a.tif"
    frames[0].save(path, save_all=True, append_images=frames[1:])
    with open_scan(path, path.name) as scan:
        assert scan.page_count == 4
        assert scan.media_type == "image/tiff"
        assert [scan.page(i).image.shape[1] for i in (3, 0, 2, 1)] == [110, 80, 100, 90]
        with pytest.raises(IndexError):
            scan.page(4)


def test_fine_scans_are_reduced_and_coarse_ones_left(tmp_path: Path) -> None:
    for dpi, want in ((600, 300), (200, 200), (150, 150)):
        path = tmp_path / f"{dpi}.png"
        Image.new("L", (round(8.27 * dpi), round(11.69 * dpi)), 255).save(path, dpi=(dpi, dpi))
        with open_scan(path, path.name) as scan:
            page = scan.page(0)
        assert page.dpi == pytest.approx(want, abs=1)
        assert page.image.shape[0] == pytest.approx(11.69 * want, abs=3)


def scanned_pdf(path: Path, dpi: int, *, rotate: int = 0, crop: bool = False) -> None:
    """A PDF whose only page is one JPEG of A6 size."""
    width, height = round(4.13 * dpi), round(5.83 * dpi)
    buffer = io.BytesIO()
    page_picture().resize((width, height)).save(buffer, "JPEG", quality=90)
    with pikepdf.new() as document:
        page = document.add_blank_page(page_size=(4.13 * 72, 5.83 * 72))
        image = pikepdf.Stream(document, buffer.getvalue())
        image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
        image.Width, image.Height, image.BitsPerComponent = width, height, 8
        image.ColorSpace, image.Filter = pikepdf.Name.DeviceRGB, pikepdf.Name.DCTDecode
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(A=image))
        page.Contents = document.make_stream(f"q {4.13 * 72} 0 0 {5.83 * 72} 0 0 cm /A Do Q".encode())
        page.Rotate = rotate
        if crop:
            page.CropBox = [0, 0, 4.13 * 72, 5.83 * 36]
        document.save(path)


@pytest.mark.parametrize(("dpi", "want"), [(150, 150), (200, 200), (300, 300), (600, 300)])
def test_a_scanned_pdf_is_drawn_at_its_own_resolution(tmp_path: Path, dpi: int, want: int) -> None:
    path = tmp_path / "a.pdf"
    scanned_pdf(path, dpi)
    with open_scan(path, path.name) as scan:
        page = scan.page(0)
    assert page.dpi == pytest.approx(want, abs=2)
    assert page.image.shape[:2] == pytest.approx((round(5.83 * want), round(4.13 * want)), abs=1)
    assert page.text_lines is None


def test_the_turn_and_the_crop_of_a_pdf_page_are_applied(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    scanned_pdf(path, 200, rotate=90)
    assert first(path).shape[:2] == pytest.approx((826, 1166), abs=2)
    scanned_pdf(path, 200, crop=True)
    assert first(path).shape[:2] == pytest.approx((583, 826), abs=2)


def test_the_bound_on_pixels_holds_for_every_kind(tmp_path: Path) -> None:
    small = replace(DEFAULT, pixels_page_max=100_000)
    pdf, png = tmp_path / "a.pdf", tmp_path / "a.png"
    scanned_pdf(pdf, 200)
    page_picture().save(png)
    for path in (pdf, png):
        with open_scan(path, path.name, small) as scan:
            assert scan.page(0).image[:, :, 0].size <= 101_000


@pytest.mark.parametrize(
    ("head", "want"),
    [
        (b"%PDF-1.4\n", "application/pdf"),
        (b"\x00\x01junk before\n%PDF-1.4", "application/pdf"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"MM\x00*", "image/tiff"),
        (b"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1heic", "image/heic"),
        (b"\x00\x00\x00\x1cftypmif1\x00\x00\x00\x00mif1avif", "image/avif"),
        (b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom", None),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", None),
        (b"GIF89a", None),
        (b"PK\x03\x04", None),
        (b"", None),
    ],
)
def test_kinds_are_told_by_content(head: bytes, want: str | None) -> None:
    assert media_type(head) == want
