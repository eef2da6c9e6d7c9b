"""QR codes and barcodes on a page (zxing-cpp)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import zxingcpp
from PIL import Image, ImageFilter

from motlan.model import Code, clamp
from motlan_vision.arrays import Gray, Rgb, box_mean, components, thumbnail, to_gray

_KINDS = {
    "QRCode": "qr",
    "MicroQRCode": "qr",
    "DataMatrix": "datamatrix",
    "PDF417": "pdf417",
    "Code128": "code128",
    "EAN13": "ean",
    "EAN8": "ean",
}
_FORMATS = zxingcpp.barcode_formats_from_str("QRCode,DataMatrix,PDF417,Code128,EAN13,EAN8")
#: Side of the picture on which places that look like codes are searched for.
_SEARCH_SIDE = 1000
#: A code is black to a half or, blurred, more; text to a fifth.
_BLACK_MIN = 0.36
#: Enlargements tried on such a place, sharpened from the second on: modules of one or two pixels are often blurred.
_SCALES = (1.0, 2.0, 3.0)
_PLACES_MAX = 4


def read_codes(image: Rgb) -> list[Code]:
    """All codes that can be decoded, top to bottom, each once; boxes as fractions of ``image``.

    The whole page is looked at as it is; places that look like a code and weren't read are looked at again, enlarged.
    """
    gray = to_gray(image)
    found: list[Code] = []
    _add(found, gray, 1.0, (0, 0), gray.shape)
    for x0, y0, x1, y1 in _places(gray):
        middle = (x0 + x1) / 2 / gray.shape[1], (y0 + y1) / 2 / gray.shape[0]
        part = gray[y0:y1, x0:x1]
        for scale in _SCALES:
            if any(c.box[0] < middle[0] < c.box[2] and c.box[1] < middle[1] < c.box[3] for c in found):
                break
            _add(found, _enlarged(part, scale), scale, (x0, y0), gray.shape)
    return sorted(found, key=lambda c: (c.box[1], c.box[0]))


def _places(gray: Gray) -> Iterator[tuple[int, int, int, int]]:
    """Boxes (x0, y0, x1, y1) of parts that are half black or more, as codes are, with a quiet margin."""
    small, scale = thumbnail(gray, _SEARCH_SIDE)
    dark = (small.astype(np.int16) < box_mean(small, 25).astype(np.int16) - 10).astype(np.uint8) * 255
    share = box_mean(dark, 6) / 255.0
    _, boxes, areas = components(share > _BLACK_MIN)
    wide, high = boxes[:, 2] - boxes[:, 0], boxes[:, 3] - boxes[:, 1]
    like = (np.minimum(wide, high) >= 14) & (np.maximum(wide, high) <= 320) & (areas > 0.5 * wide * high)
    order = np.argsort(-np.minimum(wide, high)[like])[:_PLACES_MAX]  # lines of text are low, codes are not
    for x0, y0, x1, y1 in boxes[like][order]:
        margin = 8 + (x1 - x0) // 8
        yield (
            max(0, int((x0 - margin) / scale)),
            max(0, int((y0 - margin) / scale)),
            min(gray.shape[1], int((x1 + margin) / scale)),
            min(gray.shape[0], int((y1 + margin) / scale)),
        )


def _enlarged(part: Gray, scale: float) -> Gray:
    if scale == 1.0:
        return np.ascontiguousarray(part)
    size = round(part.shape[1] * scale), round(part.shape[0] * scale)
    image = Image.fromarray(part).resize(size, Image.Resampling.LANCZOS)
    return np.asarray(image.filter(ImageFilter.UnsharpMask(2 * scale, 200, 0)))


def _add(found: list[Code], part: Gray, scale: float, origin: tuple[int, int], shape: tuple[int, ...]) -> None:
    """Decodes a part that begins at ``origin`` of a page of ``shape``, ``scale`` times enlarged."""
    height, width = shape[:2]
    for hit in zxingcpp.read_barcodes(part, formats=_FORMATS, text_mode=zxingcpp.TextMode.Plain):
        kind = _KINDS.get(hit.format.name)
        if kind is None or not hit.text or any(c.text == hit.text and c.kind == kind for c in found):
            continue
        p = hit.position
        xs = [origin[0] + q.x / scale for q in (p.top_left, p.top_right, p.bottom_right, p.bottom_left)]
        ys = [origin[1] + q.y / scale for q in (p.top_left, p.top_right, p.bottom_right, p.bottom_left)]
        box = clamp((min(xs) / width, min(ys) / height, max(xs) / width, max(ys) / height))
        found.append(Code(kind=kind, text=hit.text, box=box))
