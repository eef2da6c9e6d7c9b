"""The engines by the names that configuration gives them."""

from __future__ import annotations

import os

from motlan_vision.recognise.asternet import AsterNet
from motlan_vision.recognise.engine import Engine
from motlan_vision.recognise.recorded import Recorded
from motlan_vision.recognise.trueocr import TrueOcr
from motlan_vision.recognise.vote import Vote

DEFAULT = "vote"
NAMES = ("vote", "trueocr", "asternet", "tesseract", "tesseract-cli", "recorded")


def engine_named(name: str | None = None, threads: int = 2) -> Engine:
    """The engine ``name``, else the one that ``MOTLAN_ENGINE`` names, else ``vote``. Raises ValueError for no such."""
    name = name or os.environ.get("MOTLAN_ENGINE") or DEFAULT
    match name:
        case "vote":
            return Vote(threads)
        case "trueocr":
            return TrueOcr(threads)
        case "asternet":
            return AsterNet(threads)
        case "tesseract":
            from motlan_vision.recognise.tesseract import Tesseract  # noqa: PLC0415 - 35 MB that the others don't need

            return Tesseract()
        case "tesseract-cli":
            from motlan_vision.recognise.tesseract import TesseractCli  # noqa: PLC0415

            return TesseractCli()
        case "recorded":
            return Recorded()
    raise ValueError(f"no such engine: {name} (one of {', '.join(NAMES)})")
