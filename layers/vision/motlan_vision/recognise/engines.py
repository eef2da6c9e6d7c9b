"""The engines by the names that configuration gives them."""

from __future__ import annotations

import os
from collections.abc import Callable

from motlan_vision.recognise.asternet import AsterNet
from motlan_vision.recognise.engine import Engine
from motlan_vision.recognise.paddle import Paddle
from motlan_vision.recognise.recorded import Recorded
from motlan_vision.recognise.trueocr import TrueOcr
from motlan_vision.recognise.vote import Vote

DEFAULT = "vote"
_NETWORKS: dict[str, Callable[[int], Engine]] = {
    "vote": Vote,
    "trueocr": TrueOcr,
    "asternet": AsterNet,
    "paddle": Paddle,
}
NAMES = (*_NETWORKS, "tesseract", "tesseract-cli", "recorded")


def engine_named(name: str | None = None, threads: int = 2) -> Engine:
    """The engine ``name``, else the one that ``MOTLAN_ENGINE`` names, else ``vote``. Raises ValueError for no such."""
    name = name or os.environ.get("MOTLAN_ENGINE") or DEFAULT
    if name in _NETWORKS:
        return _NETWORKS[name](threads)
    if name in ("tesseract", "tesseract-cli"):
        from motlan_vision.recognise.tesseract import (  # noqa: PLC0415 - 35 MB that the others don't need
            Tesseract,
            TesseractCli,
        )

        return Tesseract() if name == "tesseract" else TesseractCli()
    if name == "recorded":
        return Recorded()
    raise ValueError(f"no such engine: {name} (one of {', '.join(NAMES)})")
