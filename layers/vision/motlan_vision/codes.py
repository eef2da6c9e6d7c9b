"""QR codes and barcodes on a page (zxing-cpp)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import zxingcpp
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from motlan.model import Code, clamp
from motlan_vision.arrays import Gray, Rgb, box_mean, components, dilate, erode, rectangle_of, thumbnail, to_gray

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
#: Side of the picture on which places that look like codes are searched for; all sizes below are pixels of it.
_SEARCH_SIDE = 1000
#: Two fifths of a code or more are ink, a fifth of text is; seen in windows of 15 pixels (4 mm), gaps of 8 closed.
_INK_MIN, _WINDOW, _GAP = 0.28, 7, 4
#: Less contrast than this (of 255) is the paper's own.
_PALE = 30
#: A code is a full rectangle of such ink at any angle; blocks of bold print are ragged.
_FILLED_MIN, _SHORT_MIN, _LONG_MAX = 0.92, 9, 420
#: Enlargements tried on such a place, sharpened from the second on: modules of one or two pixels are often blurred.
_SCALES = (1.0, 2.0, 3.0)
#: Blur in pixels of the place against specks, tried last.
_SOFT = 1.2
_PLACES_MAX = 6
#: Of a code this much is ink within (0.25 to 0.67 of 104 codes with faults); of most print less, of photographs more.
_SHARE_MIN, _SHARE_MAX = 0.22, 0.72


@dataclass(frozen=True)
class _Place:
    """Box (x0, y0, x1, y1) in pixels of the page, and by how many degrees its long side descends to the right."""

    box: tuple[int, int, int, int]
    tilt: float


def read_codes(image: Rgb) -> list[Code]:
    """All codes that can be decoded, top to bottom, each once; boxes as fractions of ``image``.

    The whole page is looked at as it is; places that look like a code and weren't read are looked at again,
    enlarged and turned.
    """
    gray = to_gray(image)
    found: list[Code] = []
    _add(found, gray, 1.0, (0, 0), gray.shape)
    for place in _places(gray):
        x0, y0, x1, y1 = place.box
        middle = (x0 + x1) / 2 / gray.shape[1], (y0 + y1) / 2 / gray.shape[0]
        for part, scale, tilt in looks(gray[y0:y1, x0:x1], place.tilt):
            if any(c.box[0] < middle[0] < c.box[2] and c.box[1] < middle[1] < c.box[3] for c in found):
                break
            _add(found, part, scale, (x0, y0), gray.shape, place=None if tilt == 0.0 else place.box)
    return sorted(found, key=lambda c: (c.box[1], c.box[0]))


def _places(gray: Gray) -> list[_Place]:
    """Parts of a page that are full of ink, as codes are, the largest first, with a quiet margin."""
    small, scale = thumbnail(gray, _SEARCH_SIDE)
    full = box_mean(_inked(small), _WINDOW) > 255 * _INK_MIN
    labels, boxes, areas = components(erode(dilate(full, _GAP, _GAP), _GAP, _GAP))
    found = []
    for i in np.flatnonzero((boxes[:, 2:] - boxes[:, :2]).min(axis=1) >= _SHORT_MIN):
        x0, y0, x1, y1 = (int(v) for v in boxes[i])
        long, short, tilt = rectangle_of(labels[y0:y1, x0:x1] == i + 1)
        if short >= _SHORT_MIN and long <= _LONG_MAX and areas[i] >= _FILLED_MIN * long * short:
            margin = 10 + (x1 - x0) // 8
            low, high = np.array([x0, y0]) - margin, np.array([x1, y1]) + margin
            low, high = np.maximum(0, low / scale).astype(int), (high / scale).astype(int)
            box = int(low[0]), int(low[1]), min(gray.shape[1], int(high[0])), min(gray.shape[0], int(high[1]))
            found.append((short, _Place(box, tilt)))
    return [place for _, place in sorted(found, key=lambda f: -f[0])[:_PLACES_MAX]]


def _inked(small: Gray) -> Gray:
    """How dark each pixel is between the brightest (0) and the darkest (255) within some 10 mm: so are pale codes."""
    image = Image.fromarray(small)
    cells = image.resize((max(1, image.width // 8), max(1, image.height // 8)), Image.Resampling.BOX)
    paper = _smooth(cells.filter(ImageFilter.MaxFilter(9)), image.size)
    darkest = image.filter(ImageFilter.MinFilter(3)).resize(cells.size, Image.Resampling.BOX)
    depth = np.maximum(_PALE, paper - _smooth(darkest.filter(ImageFilter.MinFilter(9)), image.size))
    return np.asarray(np.clip((paper - small) * (255 / depth), 0, 255), np.uint8)


def _smooth(cells: Image.Image, size: tuple[int, int]) -> NDArray[np.float32]:
    return np.asarray(cells.filter(ImageFilter.BoxBlur(2)).resize(size, Image.Resampling.BILINEAR), np.float32)


def looks(part: Gray, tilt: float) -> Iterator[tuple[Gray, float, float]]:
    """A place as it may be decoded: larger and sharper, turned level, its specks smoothed; scale and turn of each.

    None where the place is too pale or too dark for a code.
    """
    turned = abs(tilt) > 4
    level = part
    if turned:
        level = np.asarray(Image.fromarray(part).rotate(tilt, Image.Resampling.BICUBIC, expand=True, fillcolor=255))
    if not _SHARE_MIN <= _ink_share(level) <= _SHARE_MAX:
        return
    for scale in _SCALES:
        yield _enlarged(part, scale), scale, 0.0
    for scale in _SCALES[:2] if turned else ():
        yield _enlarged(level, scale), scale, tilt
    large = Image.fromarray(level).resize((2 * level.shape[1], 2 * level.shape[0]), Image.Resampling.BILINEAR)
    soft = np.asarray(large.filter(ImageFilter.GaussianBlur(2 * _SOFT)))
    yield np.where(soft > _middle(soft), 255, 0).astype(np.uint8), 2.0, tilt if turned else 0.0


def _ink_share(level: Gray) -> float:
    """How much of the inner three quarters of what stands on a place is ink."""
    dark = level < _middle(level)
    rows, columns = (np.flatnonzero(dark.mean(axis=axis) > 0.05) for axis in (1, 0))
    if not len(rows) or not len(columns):
        return 0.0
    inner = dark[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    height, width = inner.shape
    return float(inner[height // 8 : height - height // 8, width // 8 : width - width // 8].mean())


def _middle(gray: Gray) -> float:
    """Half way between ink and paper."""
    return float(np.percentile(gray, (5, 95)).mean())


def _enlarged(part: Gray, scale: float) -> Gray:
    if scale == 1.0:
        return np.ascontiguousarray(part)
    size = round(part.shape[1] * scale), round(part.shape[0] * scale)
    image = Image.fromarray(part).resize(size, Image.Resampling.LANCZOS)
    return np.asarray(image.filter(ImageFilter.UnsharpMask(2 * scale, 200, 0)))


def _add(
    found: list[Code],
    part: Gray,
    scale: float,
    origin: tuple[int, int],
    shape: tuple[int, ...],
    *,
    place: tuple[int, int, int, int] | None = None,
) -> None:
    """Decodes a part that begins at ``origin`` of a page of ``shape``, ``scale`` times enlarged.

    ``place``: what stands for the code's own box where the part was turned.
    """
    height, width = shape[:2]
    plain = zxingcpp.TextMode.Plain
    for hit in zxingcpp.read_barcodes(part, formats=_FORMATS, try_invert=False, text_mode=plain):
        kind = _KINDS.get(hit.format.name)
        if kind is None or not hit.text or any(c.text == hit.text and c.kind == kind for c in found):
            continue
        p = hit.position
        corners = (p.top_left, p.top_right, p.bottom_right, p.bottom_left)
        xs, ys = (
            (place[::2], place[1::2])
            if place
            else ([origin[0] + q.x / scale for q in corners], [origin[1] + q.y / scale for q in corners])
        )
        box = clamp((min(xs) / width, min(ys) / height, max(xs) / width, max(ys) / height))
        found.append(Code(kind=kind, text=hit.text, box=box))
