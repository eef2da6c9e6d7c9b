"""QR codes and barcodes on a page (zxing-cpp)."""

from __future__ import annotations

import zxingcpp

from motlan.model import Code, clamp
from motlan_vision.arrays import Gray, Rgb, resize, to_gray

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
#: Scales tried, in this order; a code found at one is not looked for at the next.
_SCALES = (1.0, 2.0, 0.5)


def read_codes(image: Rgb) -> list[Code]:
    """All codes that can be decoded, top to bottom, each once; boxes as fractions of ``image``."""
    gray = to_gray(image)
    found: list[Code] = []
    for scale in _SCALES:
        if scale != 1.0 and (found or gray.size * scale * scale > 40_000_000):
            continue
        size = round(gray.shape[1] * scale), round(gray.shape[0] * scale)
        picture = gray if scale == 1.0 else resize(gray, size)
        found += [c for c in _decode(picture) if not any(c.text == f.text and c.kind == f.kind for f in found)]
    return sorted(found, key=lambda c: (c.box[1], c.box[0]))


def _decode(gray: Gray) -> list[Code]:
    height, width = gray.shape
    codes = []
    for hit in zxingcpp.read_barcodes(gray, formats=_FORMATS, text_mode=zxingcpp.TextMode.Plain):
        kind = _KINDS.get(hit.format.name)
        if kind is None or not hit.text:
            continue
        p = hit.position
        xs = [q.x for q in (p.top_left, p.top_right, p.bottom_right, p.bottom_left)]
        ys = [q.y for q in (p.top_left, p.top_right, p.bottom_right, p.bottom_left)]
        box = clamp((min(xs) / width, min(ys) / height, max(xs) / width, max(ys) / height))
        codes.append(Code(kind=kind, text=hit.text, box=box))
    return codes
