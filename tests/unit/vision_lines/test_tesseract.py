"""Tesseract as an engine, in process and as a system's program, on a drawn line."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from motlan_vision import models
from motlan_vision.arrays import to_gray
from motlan_vision.recognise.engine import Engine, PixelBox
from motlan_vision.recognise.engines import engine_named
from motlan_vision.recognise.tesseract import LANGUAGE, TesseractCli, data_folder
from tests.unit.vision_pages.drawing import paper, pixels, write


def has_program() -> bool:
    program = shutil.which("tesseract")
    if program is None:
        return False
    known = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False).stdout
    return LANGUAGE in known.split()


ENGINES = [
    pytest.param(
        "tesseract", marks=pytest.mark.skipif(data_folder() is None, reason="no vie.traineddata (tesseract-ocr-vie)")
    ),
    pytest.param(
        "tesseract-cli",
        marks=pytest.mark.skipif(not has_program(), reason="no tesseract program with Vietnamese (tesseract-ocr-vie)"),
    ),
]


@pytest.mark.parametrize("name", ENGINES)
def test_lines_are_read_each_in_its_place(name: str) -> None:
    page = paper(900, 300)
    boxes: list[PixelBox] = [tuple(map(float, write(page, (60, y), "Nghi Long 2026", 40))) for y in (40, 160)]  # type: ignore[misc]
    engine: Engine = engine_named(name, 1)
    assert engine.name == name
    readings = engine.read(to_gray(pixels(page)), boxes)
    assert [r.text for r in readings] == ["Nghi Long 2026"] * 2
    for reading, box in zip(readings, boxes, strict=True):
        assert len(reading.tokens) == 3
        assert all(0 < token.probability <= 1 for token in reading.tokens)
        assert box[0] - 6 <= reading.tokens[0].x0 < reading.tokens[0].x1 <= reading.tokens[1].x0 + 2
        assert reading.tokens[-1].x1 <= box[2] + 6


def test_without_the_program_the_engine_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    pytesseract = pytest.importorskip("pytesseract", reason="the extra 'second' is not installed")
    monkeypatch.setattr(pytesseract.pytesseract, "tesseract_cmd", "/nowhere/tesseract")
    page = paper(300, 100)
    with pytest.raises(models.ModelMissing, match="tesseract-ocr-vie"):
        TesseractCli().read(to_gray(pixels(page)), [(10.0, 10.0, 200.0, 60.0)])
