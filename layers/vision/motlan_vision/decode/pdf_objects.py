"""What a PDF page is made of: a stored picture of a page, or drawn text. Runs in the child process."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

_POINTS = 72.0
#: Pictures over this share of the page, with no visible text upon them, make it a scan.
_SCAN_COVER = 0.7
#: Only pictures over this share count: seals, portraits and codes don't set the resolution of a page.
_PICTURE_MIN = 0.05
_OBJECTS_MAX, _DEPTH_MAX = 20_000, 4


@dataclass
class Survey:
    """``native_dpi``: finest resolution of the larger pictures (0 without one)."""

    native_dpi: float
    is_scan: bool


Matrix = tuple[float, float, float, float, float, float]


def survey(page: pdfium.PdfPage, page_area: float) -> Survey:
    """Looks at the page's objects in drawing order.

    Text that is invisible (render mode 3) or lies below a later picture is recognised text behind a scan; text drawn
    after the pictures is the page itself, and a full-page picture is then its background.
    """
    cover, best, seen_text = 0.0, 0.0, 0
    for count, (item, kind, matrix) in enumerate(_objects(page)):
        if count > _OBJECTS_MAX:
            break
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            seen_text += raw.FPDFTextObj_GetTextRenderMode(item) not in (
                raw.FPDF_TEXTRENDERMODE_INVISIBLE,
                raw.FPDF_TEXTRENDERMODE_CLIP,
            )
            continue
        width, height = _picture_size(item, matrix)
        share = min(1.0, width * height / page_area) if page_area > 0 else 0.0
        if share < _PICTURE_MIN:
            continue
        cover += share
        if cover >= _SCAN_COVER:
            seen_text = 0
        columns, rows = ctypes.c_uint(), ctypes.c_uint()
        if raw.FPDFImageObj_GetImagePixelSize(item, columns, rows) and width > 0 and height > 0:
            best = max(best, min(columns.value / width, rows.value / height) * _POINTS)
    return Survey(best, cover >= _SCAN_COVER and seen_text < 5)


def _objects(page: pdfium.PdfPage) -> Iterator[tuple[Any, int, Matrix]]:
    """Texts and pictures in drawing order, with the matrix of the forms around them."""

    def walk(count: int, get: Any, outer: Matrix, depth: int) -> Iterator[tuple[Any, int, Matrix]]:
        for i in range(min(count, _OBJECTS_MAX)):
            item = get(i)
            if not item:
                continue
            kind = raw.FPDFPageObj_GetType(item)
            if kind in (raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_IMAGE):
                yield item, kind, outer
            elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _DEPTH_MAX:
                inner = _product(_matrix(item), outer)
                n = raw.FPDFFormObj_CountObjects(item)
                yield from walk(n, lambda j, form=item: raw.FPDFFormObj_GetObject(form, j), inner, depth + 1)

    identity = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    yield from walk(raw.FPDFPage_CountObjects(page), lambda i: raw.FPDFPage_GetObject(page, i), identity, 0)


def _matrix(item: Any) -> Matrix:
    m = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, m):
        return (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    return (m.a, m.b, m.c, m.d, m.e, m.f)


def _product(m: Matrix, n: Matrix) -> Matrix:
    """First ``m``, then ``n`` (PDF 32000-1, 8.3.4)."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def _picture_size(item: Any, outer: Matrix) -> tuple[float, float]:
    """Length in points of the picture's own horizontal and vertical side, whichever way it is turned."""
    a, b, c, d, _, _ = _product(_matrix(item), outer)
    return (a * a + b * b) ** 0.5, (c * c + d * d) ** 0.5
