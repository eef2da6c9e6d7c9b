"""What one file may cost. Bounds are in pages, bytes, pixels and seconds, never in trust."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """All bounds of opening a scan; every one of them is checked before the cost arises.

    ``pixels_decode_max`` bounds one picture as it is stored (A3 at 600 dpi has 70 million), ``pixels_page_max`` the
    page image handed on (A3 at 300 dpi has 17.4 million). Finer scans are reduced to ``dpi_max``, since letters of 25
    to 35 pixels are what the recognisers read best; ``dpi_draw`` is for pages without a resolution of their own
    (born-digital). ``memory_bytes`` is the address space of the child process that decodes; ``failures_max`` is the
    number of pages in a row that may kill it before the rest of the file is given up.
    """

    pages_max: int = 500
    bytes_max: int = 200 * 1024 * 1024
    pixels_decode_max: int = 120_000_000
    pixels_page_max: int = 18_000_000
    side_max: int = 12_000
    dpi_max: int = 300
    dpi_draw: int = 200
    open_seconds: float = 15.0
    page_seconds: float = 20.0
    failures_max: int = 3
    memory_bytes: int = 1536 * 1024 * 1024


DEFAULT = Limits()
