"""Small pages drawn for the tests: nothing here comes from a scan."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

DPI = 200
MM = DPI / 25.4
RED, BLUE, BLACK = (205, 45, 70), (45, 80, 180), (20, 20, 20)


def paper(width: int = 900, height: int = 600, colour: tuple[int, int, int] = (252, 252, 250)) -> Image.Image:
    return Image.new("RGB", (width, height), colour)


def write(
    page: Image.Image, xy: tuple[int, int], text: str, size: int = 34, fill: tuple[int, int, int] = BLACK
) -> tuple[int, int, int, int]:
    """Writes and returns the box of the ink."""
    draw, font = ImageDraw.Draw(page), ImageFont.load_default(size)
    draw.text(xy, text, fill, font)
    return tuple(int(v) for v in draw.textbbox(xy, text, font))  # type: ignore[return-value]


def pixels(page: Image.Image) -> NDArray[np.uint8]:
    return np.asarray(page)


def written_page(width: int = 1000, height: int = 1400, lines: int = 22) -> Image.Image:
    """A page with ragged lines of letters, more of them at the top, as letters have."""
    page = paper(width, height)
    for i in range(lines):
        write(page, (90, 90 + i * 48), "Ho, chu dem, ten nguoi khai: Nguyen Van " * (1 + i % 2), 26)
    return page


def dark(gray: NDArray[np.uint8], box: tuple[int, int, int, int], level: int = 128) -> int:
    """Number of dark pixels in a box."""
    x0, y0, x1, y1 = box
    return int((gray[y0:y1, x0:x1] < level).sum())
