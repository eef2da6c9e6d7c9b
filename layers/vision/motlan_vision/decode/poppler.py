"""Poppler's opinion on what PDFium can't open or draw (pdf2image and poppler-utils: an extra). Runs in the child."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

import numpy as np

from motlan_vision.decode.base import A2_INCHES, A4_LONG_INCHES, POINTS, BadPage, Decoded, Refused, fit_scale, real_dpi
from motlan_vision.limits import Limits


class PopplerFile:
    """A PDF, drawn page by page by ``pdftoppm``; no text layer: what had to be rescued is recognised."""

    def __init__(self, path: Path, limits: Limits) -> None:
        """Raises ``Refused``: E_CORRUPT where Poppler can't open it either, or isn't installed."""
        self._path, self._limits = path, limits
        try:
            import pdf2image  # noqa: PLC0415 - an extra
        except ImportError:
            raise Refused("E_CORRUPT") from None
        if shutil.which("pdftoppm") is None:
            raise Refused("E_CORRUPT")
        self._poppler: Any = pdf2image
        self.page_count = int(self._info(1, limits.open_seconds).get("Pages", 0))
        try:
            self._dpi(1)  # Poppler, too, opens files of which nothing is left
        except BadPage:
            raise Refused("E_CORRUPT") from None

    def _info(self, number: int, seconds: float) -> dict[str, Any]:
        """What ``pdfinfo`` says of the file and of page ``number``; nothing where it fails."""
        info: dict[str, Any] = {}
        with suppress(Exception):  # pdf2image raises its own, OSError, ValueError, …
            info = self._poppler.pdfinfo_from_path(self._path, timeout=seconds, first_page=number, last_page=number)
        return info

    def page(self, index: int) -> Decoded:
        """Raises ``BadPage``."""
        number = index + 1
        dpi = self._dpi(number)
        try:
            images = self._poppler.convert_from_path(
                self._path,
                dpi=dpi,
                first_page=number,
                last_page=number,
                use_cropbox=True,
                timeout=self._limits.page_seconds,
            )
        except Exception as error:
            raise BadPage("corrupt") from error
        if not images:
            raise BadPage("corrupt")
        picture = np.array(images[0].convert("RGB"))
        return Decoded(picture, real_dpi(dpi, max(picture.shape) / dpi))

    def _dpi(self, number: int) -> float:
        """Resolution to draw a page at; raises ``BadPage`` where its size isn't known ("595 x 842 pts (A4)")."""
        size = str(self._info(number, self._limits.page_seconds).get(f"Page {number:>4} size", ""))
        try:
            width, height = (float(n) / POINTS for n in size.split(" pts", maxsplit=1)[0].split(" x "))
        except ValueError:
            raise BadPage("corrupt") from None
        if not (width > 0 and height > 0):
            raise BadPage("corrupt")
        wanted = float(self._limits.dpi_draw)
        if max(width, height) > A2_INCHES:
            wanted = min(wanted, self._limits.dpi_max * A4_LONG_INCHES / max(width, height))
        return wanted * fit_scale(width * wanted, height * wanted, self._limits)
