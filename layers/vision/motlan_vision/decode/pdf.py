"""PDF pages to RGB pictures with PDFium, and their text layers word by word. Runs in the child process."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
from pypdfium2 import raw

from motlan_vision.decode.base import A2_INCHES, A4_LONG_INCHES, POINTS, BadPage, Decoded, Refused, fit_scale, real_dpi
from motlan_vision.decode.pdf_objects import survey
from motlan_vision.decode.poppler import PopplerFile
from motlan_vision.decode.words import words_of
from motlan_vision.limits import Limits

#: PDFium keeps the bytes of every picture it has drawn until the document is closed; so it is, after so many pages.
PAGES_HELD = 25


class PdfFile:
    """A PDF; pages are loaded and closed one at a time."""

    def __init__(self, path: Path, limits: Limits) -> None:
        """Raises ``Refused``."""
        self._path, self._limits = path, limits
        self._pdf = self._opened()
        self._drawn = 0

    def _opened(self) -> pdfium.PdfDocument:
        try:
            document = pdfium.PdfDocument(self._path)
        except pdfium.PdfiumError as error:
            code = getattr(error, "err_code", None)
            locked = code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
            raise Refused("E_ENCRYPTED" if locked else "E_CORRUPT") from None
        self.page_count = len(document)
        if self.page_count == 0:
            raise Refused("E_EMPTY")
        if self.page_count <= self._limits.pages_max:
            with suppress(Exception):
                document.init_forms()
        return document

    def page(self, index: int) -> Decoded:
        """As PDFium draws it; where it can't, as Poppler does. Raises ``BadPage``."""
        try:
            self._let_go()
            return self._page(index)
        except BadPage as bad:
            if bad.reason != "corrupt":
                raise
        try:
            return PopplerFile(self._path, self._limits).page(index)
        except Refused:
            raise BadPage("corrupt") from None

    def _let_go(self) -> None:
        """Opens the document anew where it holds many pages."""
        if self._drawn >= PAGES_HELD:
            self._pdf.close()
            try:
                self._pdf, self._drawn = self._opened(), 0
            except Refused:
                raise BadPage("corrupt") from None
        self._drawn += 1

    def _page(self, index: int) -> Decoded:
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
        scale = min(wanted, self._limits.dpi_max) / POINTS
        if max(width, height) > A2_INCHES * POINTS:  # a page box of pixels instead of points: taken for A4
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
        return Decoded(
            np.ascontiguousarray(picture[:, :, :3]),
            real_dpi(scale * POINTS, max(width, height) / POINTS),
            words,
            found.is_scan,
        )


def open_pdf(path: Path, limits: Limits) -> PdfFile | PopplerFile:
    """With PDFium; what it can't open, with Poppler, where that is installed. Raises ``Refused``."""
    try:
        return PdfFile(path, limits)
    except Refused as refused:
        if refused.code != "E_CORRUPT":
            raise
        return PopplerFile(path, limits)
