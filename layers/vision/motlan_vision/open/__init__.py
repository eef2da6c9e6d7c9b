"""Opening scans: any PDF or picture file as pages of RGB pixels, within bounds, whatever is in it."""

from __future__ import annotations

from pathlib import Path

from motlan_vision.limits import DEFAULT, Limits
from motlan_vision.open import sniff
from motlan_vision.open.refusal import Unreadable, rejected
from motlan_vision.open.scan import RawPage, Scan

__all__ = ["RawPage", "Scan", "Unreadable", "open_scan"]


def open_scan(path: Path, name: str, limits: Limits = DEFAULT) -> Scan:
    """The file as a ``Scan``; what it is, its first bytes say, never its ``name``.

    Raises ``motlan.model.Rejected``: E_EMPTY, E_TYPE, E_ENCRYPTED, E_CORRUPT, E_TOO_LARGE, E_TOO_MANY_PAGES.
    """
    size = path.stat().st_size
    if size == 0:
        raise rejected("E_EMPTY")
    if size > limits.bytes_max:
        raise rejected("E_TOO_LARGE", f"(tối đa {limits.bytes_max // 1024 // 1024} MB)")
    media_type = sniff.of_file(path)
    if media_type is None:
        raise rejected("E_TYPE")
    return Scan(path, media_type, limits)
