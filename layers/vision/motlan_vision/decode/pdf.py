"""PDF pages to RGB pictures with PDFium, and their text layers word by word. Runs in the child process."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
from pypdfium2 import raw

from motlan_vision.decode.base import A4_LONG_INCHES, BadPage, Decoded, Refused, fit_scale
from motlan_vision.decode.pdf_objects import survey
from motlan_vision.decode.words import words_of
from motlan_vision.limits import Limits

_POINTS = 72.0
_A2_INCHES = 24.0


class PdfFile:
    """A PDF; pages are loaded and closed one at a time."""

    def __init__(self, path: Path, limits: Limits) -> None:
        """Raises ``Refused``."""
        self._limits = limits
        try:
            self._pdf = pdfium.PdfDocument(path)
        except pdfium.PdfiumError as error:
            code = getattr(error, "err_code", None)
            locked = code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
            raise Refused("E_ENCRYPTED" if locked else "E_CORRUPT") from None
        self.page_count = len(self._pdf)
        if self.page_count == 0:
            raise Refused("E_EMPTY")
        if self.page_count <= limits.pages_max:
            with suppress(Exception):
                self._pdf.init_forms()

    def page(self, index: int) -> Decoded:
        """Raises ``BadPage``."""
        try:
            page = self._pdf[index]
        except pdfium.PdfiumError:
            raise BadPage("corrupt") from None
        try:
            return self._read(page)
        except MemoryError:
            raise BadPage("memory") from None
        except (pdfium.PdfiumError, ValueError, OSError):
            raise BadPage("corrupt") from None
        finally:
            page.close()

    def _read(self, page: pdfium.PdfPage) -> Decoded:
        width, height = page.get_size()
        if not (width > 0 and height > 0):
            raise BadPage("corrupt")
        found = survey(page, width * height)
        wanted = found.native_dpi if found.is_scan else max(found.native_dpi, self._limits.dpi_draw)
        scale = min(wanted, self._limits.dpi_max) / _POINTS
        if max(width, height) > _A2_INCHES * _POINTS:  # a page box of pixels instead of points: taken for A4
            scale = min(scale, self._limits.dpi_max * A4_LONG_INCHES / max(width, height))
        scale *= fit_scale(width * scale, height * scale, self._limits)
        if width * scale > 100:
            # PDFium rounds the size up: aim just below a whole number so that a stored pixel stays a pixel
            scale = (round(width * scale) - 1e-3) / width
        bitmap = page.render(scale=scale, rev_byteorder=True, may_draw_forms=True, draw_annots=True, prefer_bgrx=False)
        try:
            picture = np.array(bitmap.to_numpy())
        finally:
            bitmap.close()
        if picture.ndim == 2 or picture.shape[2] == 1:
            picture = np.repeat(picture.reshape(*picture.shape[:2], 1), 3, axis=2)
        words = words_of(page, picture.shape[1], picture.shape[0])
        return Decoded(np.ascontiguousarray(picture[:, :, :3]), _real_dpi(scale, width, height), words, found.is_scan)


def _real_dpi(scale: float, width: float, height: float) -> int:
    """Pixels an inch on paper: exports with a page box of pixels instead of points (larger than A2) count as A4."""
    if max(width, height) > _A2_INCHES * _POINTS:
        return max(1, round(max(width, height) * scale / A4_LONG_INCHES))
    return max(1, round(scale * _POINTS))
