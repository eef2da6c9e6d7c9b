"""Where the typeface lies: ``scripts/fetch_models.py`` puts it there, checked against ``fonts.lock``.

Tinos has the metrics of Times New Roman, which Decree 30/2020/NĐ-CP, Annex I asks for, and every Vietnamese letter.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import typst

FAMILY = "Tinos"
#: The working tree, then a Lambda layer.
_FOLDERS = (Path(__file__).resolve().parent.parent / "fonts", Path("/opt/fonts"))


class FontMissing(RuntimeError):
    """The typeface was never fetched; the message names the command that fetches it."""


@lru_cache(maxsize=1)
def fonts() -> typst.Fonts:
    """The one family that is printed with, read once a process; raises ``FontMissing``."""
    found = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[f for f in _FOLDERS if f.is_dir()]
    )
    if FAMILY not in found.families():
        places = ", ".join(map(str, _FOLDERS))
        raise FontMissing(f"typeface {FAMILY} is in none of: {places}. Run `make setup` (scripts/fetch_models.py).")
    return found
