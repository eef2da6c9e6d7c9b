"""PaddleOCR's line recognisers (Apache-2.0) out of a folder on this machine, run by ONNX Runtime.

``MOTLAN_PADDLE`` names the model: an ``.onnx`` file, or a PaddleOCR model directory that holds one (``inference.onnx``
beside ``inference.yml``, as ``paddle2onnx`` and PaddleX export it). Nothing is downloaded. The alphabet is the
model's own: as packages ship them, PP-OCR's lack 88 to 123 of Vietnamese's 134 precomposed letters, so that such a
model reads figures and Latin capitals but no Vietnamese (``findings`` of 2026: half of all words wrong). A model
trained on Vietnamese is used the same way.
"""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from motlan_vision import models
from motlan_vision.lines.crop import batches, cut, is_dark, scale
from motlan_vision.recognise.ctc import Alphabet, Evidence
from motlan_vision.recognise.engine import Gray, PixelBox, Reading, Token
from motlan_vision.session import session

VARIABLE = "MOTLAN_PADDLE"
HEIGHT = 48  # since PP-OCRv3; a model whose input says otherwise gets what it says
WIDTH_MIN, WIDTH_MAX = 320, 3200  # PaddleOCR's RecResizeImg and its own bound
PAD = 0.1  # of the line's height, on each side
COLUMNS = 6 * 960  # of one batch: 18,000 labels a step make the output large
_MODEL_NAMES = ("inference.onnx", "model.onnx", "rec.onnx")


def model_file(place: Path) -> Path:
    """The ONNX file of a model directory (or the file itself). Raises ``models.ModelMissing``, saying what to do."""
    if place.is_file():
        return place
    named = [place / name for name in _MODEL_NAMES if (place / name).is_file()]
    found = named or sorted(place.glob("*rec*.onnx")) or sorted(place.glob("*.onnx"))
    if found:
        return found[0]
    if any(place.glob("*.pdiparams")):
        raise models.ModelMissing(f"{place} holds a model in Paddle's own format: convert it with paddle2onnx")
    raise models.ModelMissing(f"no PaddleOCR recognition model (.onnx) in {place}: set {VARIABLE} to its folder")


def characters(model: Path, metadata: dict[str, str]) -> list[str]:
    """The dictionary in label order: from the model's metadata, its ``inference.yml``, or a list beside it.

    Raises ``models.ModelMissing`` where there is none.
    """
    if metadata.get("character"):
        return metadata["character"].split("\n")
    settings = model.with_name("inference.yml")
    if settings.is_file():
        import yaml  # noqa: PLC0415 - only here

        chars = (yaml.safe_load(settings.read_text("utf-8")).get("PostProcess") or {}).get("character_dict")
        if chars:
            return [str(c) for c in chars]
    lists = [f for pattern in ("*dict*.txt", "*keys*.txt") for f in sorted(model.parent.glob(pattern))]
    if lists:
        return lists[0].read_text("utf-8").rstrip("\n").split("\n")
    raise models.ModelMissing(f"{model} carries no dictionary, nor is an inference.yml or a *dict*.txt beside it")


class Paddle:
    """See the module. ``place``: the model's file or folder, else ``MOTLAN_PADDLE``."""

    name = "paddle"

    def __init__(self, threads: int = 2, place: Path | None = None) -> None:
        self.threads, self._place = threads, place

    def read(self, page: Gray, boxes: Sequence[PixelBox]) -> list[Reading]:
        """See ``Engine.read``."""
        return [Reading(_tokens(evidence)) for evidence in self.look(page, boxes)]

    def look(self, page: Gray, boxes: Sequence[PixelBox]) -> list[Evidence]:
        """What the network says of each line."""
        net, height, alphabet = self._net
        inputs, lefts, scales = [], [], []
        for box in boxes:
            dark = is_dark(page, box)
            crop, left = cut(page, box, PAD, PAD, 0 if dark else 255)
            width = max(1, min(WIDTH_MAX, math.ceil(crop.shape[1] * height / crop.shape[0])))
            line = scale(crop, width, height)
            inputs.append(255 - line if dark else line)
            lefts.append(left)
            scales.append(crop.shape[1] / width)
        evidences: dict[int, Evidence] = {}
        for batch in batches([i.shape[1] for i in inputs], ratio=1.5, columns=COLUMNS):
            x = stack([inputs[i] for i in batch])
            out = net.run(None, {net.get_inputs()[0].name: x})[0]
            step = x.shape[3] / out.shape[1]
            for row, i in enumerate(batch):
                steps = math.ceil(inputs[i].shape[1] / step)
                seen = np.log(np.maximum(out[row, :steps], 1e-9))
                evidences[i] = Evidence(seen, alphabet, lefts[i], step * scales[i])
        return [evidences[i] for i in range(len(boxes))]

    @cached_property
    def _net(self) -> tuple[Any, int, Alphabet]:
        """The session, the height of its input and its alphabet."""
        place = self._place or (Path(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else None)
        if place is None:
            raise models.ModelMissing(f"set {VARIABLE} to a PaddleOCR recognition model (.onnx) or its folder")
        model = model_file(place.expanduser().resolve())
        net = session(str(model), self.threads)
        chars = characters(model, net.get_modelmeta().custom_metadata_map)
        labels, height = net.get_outputs()[0].shape[-1], net.get_inputs()[0].shape[2]
        # label 0 is the blank; models trained with use_space_char have the space as one label more than the dictionary
        alphabet = Alphabet([*chars, " "] if not isinstance(labels, int) or labels > len(chars) + 1 else chars)
        if isinstance(labels, int) and labels != len(alphabet.chars) + 1:
            raise models.ModelMissing(f"{model}: {labels} labels, but a dictionary of {len(chars)}")
        return net, height if isinstance(height, int) else HEIGHT, alphabet


def stack(inputs: Sequence[Gray]) -> NDArray[np.float32]:
    """Lines of one batch as ``[n, 3, height, width]`` from -1 (black) to 1, padded on the right with grey (0)."""
    width = max(WIDTH_MIN, *(i.shape[1] for i in inputs))
    x = np.zeros((len(inputs), 3, inputs[0].shape[0], width), np.float32)
    for row, line in enumerate(inputs):
        x[row, :, :, : line.shape[1]] = line.astype(np.float32) / 127.5 - 1.0
    return x


def _tokens(evidence: Evidence) -> tuple[Token, ...]:
    return tuple(
        Token(word.text, word.probability, evidence.x(word.first), evidence.x(word.last + 1)) for word in evidence.words
    )
