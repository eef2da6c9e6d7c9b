"""The words of a PDF page's text layer with their places. Runs in the child process."""

from __future__ import annotations

import ctypes
import unicodedata

import pypdfium2 as pdfium
from pypdfium2 import raw

from motlan_vision.decode.base import PlacedWord

#: A page with more characters than this is no page of an office paper: it is recognised from its picture.
CHARS_MAX = 40_000
_BREAKS = {"\r", "\n", "\x02"}


def words_of(page: pdfium.PdfPage, width: int, height: int) -> list[PlacedWord] | None:
    """The words in content order.

    None where there is no text, or where it isn't set upright (then the picture has to be turned anyway) or holds
    characters without a Unicode value.
    """
    text_page = page.get_textpage()
    try:
        count = text_page.count_chars()
        if not 0 < count <= CHARS_MAX:
            return None
        return _collect(page, text_page, count, width, height)
    finally:
        text_page.close()


def _collect(
    page: pdfium.PdfPage, text_page: pdfium.PdfTextPage, count: int, width: int, height: int
) -> list[PlacedWord] | None:
    words: list[PlacedWord] = []
    letters: list[str] = []
    box = [0.0, 0.0, 0.0, 0.0]
    broke, broken_map, font = True, 0, ""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))

    def flush() -> None:
        nonlocal broke
        if letters:
            text = unicodedata.normalize("NFC", "".join(letters))
            words.append(PlacedWord(text, *_displayed(page, box), broke, font))
            letters.clear()
            broke = False

    for i in range(count):
        char = chr(raw.FPDFText_GetUnicode(text_page, i))
        if char in _BREAKS or char.isspace() or char == "\x00":
            flush()
            broke = broke or char in _BREAKS
            continue
        if raw.FPDFText_HasUnicodeMapError(text_page, i) == 1:
            broken_map += 1
        if not raw.FPDFText_GetCharBox(text_page, i, left, right, bottom, top):
            continue
        here = [left.value, bottom.value, right.value, top.value]
        if letters and _jumps(box, here):
            flush()
        if not letters:
            box, font = here, _font(text_page, i)
        else:
            box = [min(box[0], here[0]), min(box[1], here[1]), max(box[2], here[2]), max(box[3], here[3])]
        letters.append(char)
    flush()
    turned = sum(_stands(word, height / max(width, 1)) for word in words)
    if not words or broken_map > 0.02 * count or turned > 0.2 * len(words):
        return None
    return words


def _font(text_page: pdfium.PdfTextPage, index: int) -> str:
    """The name of a letter's font; empty where it has none."""
    name, flags = ctypes.create_string_buffer(100), ctypes.c_int()
    length = raw.FPDFText_GetFontInfo(text_page, index, name, len(name), flags)
    return name.value.decode("utf-8", "replace") if 0 < length <= len(name) else ""


def _jumps(box: list[float], here: list[float]) -> bool:
    """A letter that stands clearly elsewhere begins a new word even without a space between."""
    tall = max(box[3] - box[1], here[3] - here[1], 1e-6)
    apart_x = max(here[0] - box[2], box[0] - here[2])
    apart_y = max(here[1] - box[3], box[1] - here[3])
    return apart_x > 0.8 * tall or apart_y > 0.5 * tall


def _stands(word: PlacedWord, aspect: float) -> bool:
    """Whether a longer word runs up or down the displayed page; ``aspect``: height of the page over its width."""
    return len(word.text) > 3 and (word.y1 - word.y0) * aspect > 2 * (word.x1 - word.x0)


def _displayed(page: pdfium.PdfPage, box: list[float]) -> tuple[float, float, float, float]:
    """A box in user space to fractions of the page as it is shown (its own rotation and crop box applied)."""
    x, y = ctypes.c_int(), ctypes.c_int()
    grid = 100_000  # PageToDevice answers whole numbers
    xs, ys = [], []
    for px, py in ((box[0], box[1]), (box[2], box[3])):
        raw.FPDF_PageToDevice(page, 0, 0, grid, grid, 0, px, py, x, y)
        xs.append(x.value / grid)
        ys.append(y.value / grid)
    return min(xs), min(ys), max(xs), max(ys)
