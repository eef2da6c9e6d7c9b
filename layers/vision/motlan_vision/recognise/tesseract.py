"""Tesseract as an engine: in process by tesserocr, or a system's own by pytesseract. Neither is the default.

Its Vietnamese data (Debian's ``tesseract-ocr-vie``) lacks ỵ and Ỵ and misreads every twentieth word with digits; it is
kept as a peer to measure against and for systems that have their own trained data.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import tesserocr
from PIL import Image

from motlan_vision import models
from motlan_vision.lines.crop import cut
from motlan_vision.recognise.engine import Gray, PixelBox, Reading, Token

LANGUAGE = "vie"
PAD = 0.15  # margin in line heights
BORDER = 0.6  # margin of white for the second try: now and then it answers nothing for a whole line
LINES_DPI = 300
_SYSTEM = Path("/usr/share/tesseract-ocr")


def data_folder() -> Path | None:
    """Where ``vie.traineddata`` is: ``TESSDATA_PREFIX``, the models' folder, or the system's; None where nowhere."""
    named = os.environ.get("TESSDATA_PREFIX")
    places = [Path(named)] if named else []
    places += [folder / "tesseract" for folder in models.folders()]
    places += sorted(_SYSTEM.glob("*/tessdata"), reverse=True)
    return next((place for place in places if (place / f"{LANGUAGE}.traineddata").is_file()), None)


class Tesseract:
    """In process, line by line; one thread at a time, since the library keeps the line as its state."""

    name = "tesseract"

    def __init__(self) -> None:
        self._turn = threading.Lock()

    @cached_property
    def _api(self) -> tesserocr.PyTessBaseAPI:
        folder = data_folder()
        if folder is None:
            raise models.ModelMissing(
                f"no {LANGUAGE}.traineddata found: install Debian's tesseract-ocr-vie or set TESSDATA_PREFIX"
            )
        return tesserocr.PyTessBaseAPI(path=str(folder), lang=LANGUAGE, psm=tesserocr.PSM.SINGLE_LINE)

    def read(self, page: Gray, boxes: Sequence[PixelBox]) -> list[Reading]:
        """See ``Engine.read``."""
        with self._turn:
            return [self._line(page, box, PAD) or self._line(page, box, BORDER) or Reading() for box in boxes]

    def _line(self, page: Gray, box: PixelBox, pad: float) -> Reading | None:
        crop, left = cut(page, box, pad, pad)
        self._api.SetImage(Image.fromarray(crop))
        self._api.SetSourceResolution(LINES_DPI)
        self._api.Recognize()
        tokens = tuple(self._words(left))
        return Reading(tokens) if tokens else None

    def _words(self, left: float) -> Iterator[Token]:
        level = tesserocr.RIL.WORD
        for word in tesserocr.iterate_level(self._api.GetIterator(), level):
            place = word.BoundingBox(level)
            text = (word.GetUTF8Text(level) or "").strip() if place else ""
            if text:
                yield Token(text, word.Confidence(level) / 100.0, left + place[0], left + place[2])


class TesseractCli:
    """A system's own Tesseract with its own trained data, one process a line: slow, for comparison."""

    name = "tesseract-cli"

    def read(self, page: Gray, boxes: Sequence[PixelBox]) -> list[Reading]:
        """See ``Engine.read``. Raises ``models.ModelMissing`` without the extra ``second`` or the program."""
        try:
            import pytesseract  # noqa: PLC0415 - an extra
        except ImportError as error:
            raise models.ModelMissing("pytesseract is not installed: install the extra 'second'") from error
        readings = []
        for box in boxes:
            crop, left = cut(page, box, PAD, PAD)
            try:
                data: dict[str, list[Any]] = pytesseract.image_to_data(
                    Image.fromarray(crop), lang=LANGUAGE, config="--psm 7", output_type=pytesseract.Output.DICT
                )
            except pytesseract.TesseractNotFoundError as error:
                raise models.ModelMissing("no tesseract program: install Debian's tesseract-ocr-vie") from error
            readings.append(
                Reading(
                    tuple(
                        Token(text.strip(), max(0.0, float(sure) / 100.0), left + x, left + x + wide)
                        for text, sure, x, wide in zip(
                            data["text"], data["conf"], data["left"], data["width"], strict=True
                        )
                        if text.strip()
                    )
                )
            )
        return readings
