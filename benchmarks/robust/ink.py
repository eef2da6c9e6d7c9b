"""What people put on paper over the print: seals, stamps, signatures. Ink is a filter: black under it stays black."""

from __future__ import annotations

import math
import random

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from samples.make import fonts

Rgb = NDArray[np.uint8]
RED, BLUE, PEN = (214, 40, 60), (52, 78, 190), (38, 58, 160)


def laid_on(page: Rgb, layer: Image.Image, colour: tuple[int, int, int]) -> Rgb:
    """``layer`` (L, 255 = full ink) printed over the page."""
    cover = np.asarray(layer, np.float32)[..., None] / 255
    through = 1 - cover * (1 - np.array(colour, np.float32) / 255)
    return np.asarray(np.clip(page * through, 0, 255), np.uint8)


def seal(page: Rgb, at: tuple[float, float], mm: float, colour: tuple[int, int, int], seed: int = 1) -> Rgb:
    """A round seal of 36 mm with its middle at a share of the page."""
    rng, side = random.Random(seed), round(36 * mm)
    tile = Image.new("L", (side, side), 0)
    draw = ImageDraw.Draw(tile)
    for inset, weight in ((0.02, 0.03), (0.11, 0.013), (0.24, 0.013)):
        i = round(inset * side)
        draw.ellipse((i, i, side - i, side - i), outline=255, width=max(2, round(weight * side)))
    font = fonts.load("arimo", round(side * 0.085), bold=True)
    ring = "DẤU MẪU * KHÔNG CÓ GIÁ TRỊ * "
    for i, letter in enumerate(ring):
        angle = 2 * math.pi * i / len(ring)
        one = Image.new("L", (side // 5, side // 5), 0)
        ImageDraw.Draw(one).text((side // 10, side // 10), letter, font=font, fill=255, anchor="mm")
        one = one.rotate(-math.degrees(angle), Image.Resampling.BILINEAR)
        x, y = side / 2 + 0.325 * side * math.sin(angle), side / 2 - 0.325 * side * math.cos(angle)
        tile.paste(one, (round(x - one.width / 2), round(y - one.height / 2)), one)
    draw.text(
        (side // 2, side // 2), "MẪU", font=fonts.load("arimo", round(side * 0.13), bold=True), fill=255, anchor="mm"
    )
    tile = tile.rotate(rng.uniform(-25, 25), Image.Resampling.BILINEAR)
    return _stamped(page, tile, at, colour, rng)


def frame(page: Rgb, at: tuple[float, float], mm: float, colour: tuple[int, int, int], seed: int = 1) -> Rgb:
    """A framed stamp of incoming mail, 60 by 24 mm, a little askew."""
    rng, size = random.Random(seed), (round(60 * mm), round(24 * mm))
    tile = Image.new("L", size, 0)
    draw = ImageDraw.Draw(tile)
    draw.rectangle((2, 2, size[0] - 3, size[1] - 3), outline=255, width=max(2, round(0.5 * mm)))
    for n, text in enumerate(("ĐẾN (MẪU)", "Số: ............", "Ngày: ..../..../....")):
        font = fonts.load("arimo", round(4.4 * mm), bold=n == 0)
        draw.text((size[0] // 2, round((4.5 + 7.5 * n) * mm)), text, font=font, fill=255, anchor="mm")
    tile = tile.rotate(rng.uniform(-6, 6), Image.Resampling.BILINEAR, expand=True)
    return _stamped(page, tile, at, colour, rng)


def signature(page: Rgb, at: tuple[float, float], mm: float, colour: tuple[int, int, int], seed: int = 1) -> Rgb:
    """A pen's flourish some 45 by 18 mm."""
    rng, size = random.Random(seed), (round(45 * mm), round(18 * mm))
    tile = Image.new("L", size, 0)
    t = np.linspace(0, 1, 400)
    x = 0.5 + 0.42 * np.cos(np.pi * (1 - t)) + 0.05 * np.sin(2 * np.pi * t * rng.uniform(4, 7))
    y = 0.5 + 0.4 * np.sin(2 * np.pi * t * rng.uniform(3, 5)) * (1 - 0.6 * t)
    points = [(float(a * size[0]), float(b * size[1])) for a, b in zip(x, y, strict=True)]
    ImageDraw.Draw(tile).line(points, fill=255, width=max(2, round(0.6 * mm)), joint="curve")
    return _stamped(page, tile, at, colour, rng)


def _stamped(
    page: Rgb, tile: Image.Image, at: tuple[float, float], colour: tuple[int, int, int], rng: random.Random
) -> Rgb:
    """The tile unevenly inked, its middle at a share of the page."""
    noise = np.random.default_rng(rng.getrandbits(32)).uniform(130, 250, (9, 9)).astype(np.uint8)
    uneven = Image.fromarray(noise).resize(tile.size, Image.Resampling.BICUBIC)
    tile = Image.composite(tile, Image.new("L", tile.size, 0), uneven).filter(ImageFilter.GaussianBlur(0.7))
    layer = Image.new("L", (page.shape[1], page.shape[0]), 0)
    layer.paste(tile, (round(at[0] * layer.width - tile.width / 2), round(at[1] * layer.height - tile.height / 2)))
    return laid_on(page, layer, colour)
