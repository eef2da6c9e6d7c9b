"""Codes and machine-readable zones on an A4 page, with one fault each."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import zxingcpp
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from motlan_vision.codes import read_codes

Rgb = NDArray[np.uint8]
KINDS = {
    "qr": (zxingcpp.BarcodeFormat.QRCode, "079099012345|300000000|MẪU THỊ THỬ|01011999|Nữ|Thôn Mẫu, xã Mẫu|05052021"),
    "datamatrix": (zxingcpp.BarcodeFormat.DataMatrix, "MAU-2026-000123-0456"),
    "pdf417": (zxingcpp.BarcodeFormat.PDF417, "MAU 2026 000123 0456 7890"),
    "code128": (zxingcpp.BarcodeFormat.Code128, "H29.15-261115-0123"),
    "ean": (zxingcpp.BarcodeFormat.EAN13, "8931234567897"),
}


@dataclass(frozen=True)
class CodePage:
    """One page with one code; ``text`` is what it says."""

    kind: str
    fault: str
    image: Rgb
    text: str


def picture(kind: str, modules_px: int) -> Image.Image:
    """The code with so many pixels a module, quiet zone included."""
    code = zxingcpp.create_barcode(KINDS[kind][1], KINDS[kind][0])
    return Image.fromarray(np.asarray(zxingcpp.write_barcode_to_image(code, scale=modules_px)))


def code_pages(ground: Rgb) -> Iterator[CodePage]:
    """Every kind with every fault, on the lower right of a page of print."""
    for kind in KINDS:
        for fault, make in CODE_FAULTS.items():
            rng = random.Random(f"{kind}{fault}")
            page = Image.fromarray(ground).convert("L")
            tile = make(kind, rng)
            at = rng.randrange(150, 1500 - tile.width) if tile.width < 1300 else 60, page.height - tile.height - 90
            page.paste(255, (at[0] - 30, at[1] - 30, at[0] + tile.width + 30, at[1] + tile.height + 30))
            page.paste(tile, at)
            pixels = np.asarray(page, np.float32) + np.random.default_rng(1).normal(0, 3, (page.height, page.width))
            rgb = np.repeat(np.clip(pixels, 0, 255).astype(np.uint8)[:, :, None], 3, axis=2)
            yield CodePage(kind, fault, rgb, KINDS[kind][1])


def turned(degrees: float, kind: str, _: random.Random) -> Image.Image:
    """At an angle, three pixels a module."""
    return picture(kind, 3).rotate(degrees, Image.Resampling.BICUBIC, expand=True, fillcolor=255)


def blurred(radius: float, kind: str, _: random.Random) -> Image.Image:
    """Out of focus by a share of a module of three pixels."""
    return picture(kind, 3).filter(ImageFilter.GaussianBlur(3 * radius))


def pale(black: int, white: int, kind: str, _: random.Random) -> Image.Image:
    """Low contrast."""
    return picture(kind, 3).point(lambda g: black + (white - black) * g // 255)


def small(pixels: float, kind: str, _: random.Random) -> Image.Image:
    """So many pixels a module, averaged as a scanner does."""
    large = picture(kind, 8)
    size = round(large.width * pixels / 8), round(large.height * pixels / 8)
    return large.resize(size, Image.Resampling.BOX)


def dirty(share: float, kind: str, rng: random.Random) -> Image.Image:
    """Specks of toner over a share of it."""
    tile = np.array(picture(kind, 4))
    noise = np.random.default_rng(rng.getrandbits(32)).random((tile.shape[0] // 3 + 1, tile.shape[1] // 3 + 1))
    spots = np.kron(noise < share, np.ones((3, 3), bool))[: tile.shape[0], : tile.shape[1]]
    tile[spots] = 255 - tile[spots]
    return Image.fromarray(tile)


def _with(make: Callable[..., Image.Image], *args: float) -> Callable[[str, random.Random], Image.Image]:
    return lambda kind, rng: make(*args, kind, rng)


CODE_FAULTS: dict[str, Callable[[str, random.Random], Image.Image]] = {
    **{f"turned {d}": _with(turned, d) for d in (0, 7, 20, 33, 45, 60, 78, 90, 137, 180, 250)},
    **{f"blurred {r}": _with(blurred, r) for r in (0.3, 0.5, 0.7)},
    "pale 140-230": _with(pale, 140, 230),
    "pale 185-225": _with(pale, 185, 225),
    **{f"{p} px a module": _with(small, p) for p in (2.5, 2.0, 1.5, 1.25)},
    "specks 2 %": _with(dirty, 0.02),
    "specks 5 %": _with(dirty, 0.05),
}


def read(page: CodePage) -> bool:
    """Whether the code, and no other, was found and read right."""
    found = read_codes(page.image)
    return [(c.kind, c.text) for c in found] == [(page.kind, page.text)]
