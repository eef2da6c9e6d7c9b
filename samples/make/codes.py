"""The citizen card's QR text and machine-readable zone (domain.md B.3; ICAO Doc 9303 part 5 for TD1)."""

from __future__ import annotations

import unicodedata

import numpy as np
import zxingcpp
from PIL import Image

WEIGHTS = (7, 3, 1)


def check_digit(text: str) -> str:
    """ICAO 9303: weights 7, 3, 1; A = 10 … Z = 35; ``<`` = 0."""
    value = {c: i for i, c in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")}
    return str(sum(value.get(c, 0) * WEIGHTS[i % 3] for i, c in enumerate(text)) % 10)


def plain(name: str) -> str:
    """A name without diacritics, upper case."""
    folded = unicodedata.normalize("NFD", name.upper().replace("Đ", "D"))
    return "".join(c for c in folded if not unicodedata.combining(c))


def mrz(id_no: str, birth: str, sex: str, expiry: str, name: str) -> list[str]:
    """Three lines of thirty. ``birth`` and ``expiry`` as YYMMDD, ``sex`` M or F."""
    nine = id_no[3:]
    optional = f"{id_no}<<"
    first = f"IDVNM{nine}{check_digit(nine)}{optional}{check_digit(optional)}"
    second = f"{birth}{check_digit(birth)}{sex}{expiry}{check_digit(expiry)}VNM" + "<" * 11
    second += check_digit(first[5:30] + second[0:7] + second[8:15] + second[18:29])
    family, *rest = plain(name).replace("'", "").split()
    third = f"{family}<<{'<'.join(rest)}"
    return [first, second, third[:30].ljust(30, "<")]


def qr_picture(text: str, millimetres: float, dpi: int) -> Image.Image:
    """A QR code about so wide, quiet zone included."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode)
    small = Image.fromarray(np.asarray(zxingcpp.write_barcode_to_image(code)))
    size = round(millimetres * dpi / 25.4)
    return small.convert("RGB").resize((size, size), Image.Resampling.NEAREST)


def bar_picture(text: str, width_mm: float, height_mm: float, dpi: int) -> Image.Image:
    """A Code 128 bar code."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.Code128)
    small = Image.fromarray(np.asarray(zxingcpp.write_barcode_to_image(code, scale=4))).convert("RGB")
    return small.resize((round(width_mm * dpi / 25.4), round(height_mm * dpi / 25.4)), Image.Resampling.NEAREST)


def decodes(image: Image.Image, text: str) -> bool:
    """Whether a plain decoder still reads it."""
    return any(r.text == text for r in zxingcpp.read_barcodes(image))
