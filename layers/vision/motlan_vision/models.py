"""Where the model files lie: ``scripts/fetch_models.py`` puts them there, checked against ``models.lock``."""

from __future__ import annotations

import os
from pathlib import Path

#: Looked through in this order: the place a person named, the working tree, a Lambda layer.
_TREE = Path(__file__).resolve().parent.parent / "models"
_LAYER = Path("/opt/models")


class ModelMissing(RuntimeError):
    """A model file that was never fetched; the message names the command that fetches it."""


def folders() -> list[Path]:
    """The folders that may hold models, best first."""
    named = os.environ.get("MOTLAN_MODELS")
    return [Path(named)] if named else [_TREE, _LAYER]


def find(name: str) -> Path | None:
    """The file of model ``name`` (``trueocr/det.onnx``), or None where it was not fetched."""
    return next((folder / name for folder in folders() if (folder / name).is_file()), None)


def path(name: str) -> Path:
    """As ``find``, but raises ``ModelMissing``."""
    found = find(name)
    if found is None:
        places = ", ".join(str(folder) for folder in folders())
        raise ModelMissing(f"model file {name} is in none of: {places}. Run `make setup` (scripts/fetch_models.py).")
    return found
