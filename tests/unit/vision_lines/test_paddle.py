"""The PaddleOCR engine: its model's files, its input, and a real model of it (whose alphabet lacks Vietnamese)."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from unicodedata import normalize

import numpy as np
import pytest

from motlan_vision import models
from motlan_vision.recognise.paddle import HEIGHT, WIDTH_MIN, Paddle, characters, model_file, stack
from tests.unit.vision_pages.drawing import paper, pixels, write

MODEL = Path(__file__).parents[3] / ".test-models" / "paddle" / "PP-OCRv6_rec_small.onnx"
needs_model = pytest.mark.skipif(not MODEL.is_file(), reason="tests/models.lock was not fetched (make setup)")
VOWELS = "aăâeêioôơuưy"
VIETNAMESE = {normalize("NFC", v + tone) for v, tone in product(VOWELS, ("", *"\u0300\u0301\u0303\u0309\u0323"))} | {
    "đ"
}


@pytest.mark.parametrize(
    ("files", "want"),
    [
        (("inference.onnx", "det.onnx"), "inference.onnx"),
        (("det.onnx", "latin_rec_infer.onnx"), "latin_rec_infer.onnx"),
        (("any.onnx",), "any.onnx"),
    ],
)
def test_the_model_of_a_folder(tmp_path, files, want):
    for name in files:
        (tmp_path / name).write_bytes(b"x")
    assert model_file(tmp_path).name == want
    assert model_file(tmp_path / files[0]).name == files[0]


def test_a_folder_without_an_onnx_model_says_what_to_do(tmp_path):
    with pytest.raises(models.ModelMissing, match="MOTLAN_PADDLE"):
        model_file(tmp_path)
    (tmp_path / "inference.pdiparams").write_bytes(b"x")
    with pytest.raises(models.ModelMissing, match="paddle2onnx"):
        model_file(tmp_path)


def test_no_model_named_is_told_when_a_page_is_read(monkeypatch):
    monkeypatch.delenv("MOTLAN_PADDLE", raising=False)
    with pytest.raises(models.ModelMissing, match="MOTLAN_PADDLE"):
        Paddle().read(np.zeros((9, 9), np.uint8), [(0, 0, 9, 9)])


def test_dictionaries_of_metadata_settings_and_lists(tmp_path):
    model = tmp_path / "inference.onnx"
    assert characters(model, {"character": "a\nă\nâ"}) == ["a", "ă", "â"]
    with pytest.raises(models.ModelMissing, match="dictionary"):
        characters(model, {})
    (tmp_path / "vi_dict.txt").write_text("1\n \nđ\n", "utf-8")
    assert characters(model, {}) == ["1", " ", "đ"]
    (tmp_path / "inference.yml").write_text("PostProcess:\n  name: CTC\n  character_dict:\n  - ỵ\n  - 2\n", "utf-8")
    assert characters(model, {}) == ["ỵ", "2"]


def test_lines_of_a_batch_are_padded_with_grey():
    x = stack([np.zeros((HEIGHT, 100), np.uint8), np.full((HEIGHT, 40), 255, np.uint8)])
    assert x.shape == (2, 3, HEIGHT, WIDTH_MIN)
    assert (x[0, :, :, :100] == -1).all()
    assert (x[1, :, :, :40] == 1).all()
    assert (x[1, :, :, 40:] == 0).all()


@needs_model
def test_a_real_model_reads_latin_and_figures_word_by_word():
    page = paper(1000, 200)
    box = write(page, (120, 60), "So 012345678901 UBND", 40)
    dark = write(page, (620, 120), "2026", 40)
    (reading, other) = Paddle(1, MODEL).read(pixels(page.convert("L")), [box, dark])
    assert [t.text for t in reading.tokens] == ["So", "012345678901", "UBND"]
    assert other.text == "2026"
    edges = [x for token in reading.tokens for x in (token.x0, token.x1)]
    assert edges == sorted(edges)
    assert edges[0] == pytest.approx(box[0], abs=20)
    assert edges[-1] == pytest.approx(box[2], abs=20)
    assert min(t.probability for t in reading.tokens) > 0.8


@needs_model
def test_the_alphabet_of_a_shipped_model_lacks_most_vietnamese_letters():
    known = set(Paddle(1, MODEL.parent)._net[2].chars)
    assert len(VIETNAMESE) == 73  # 12 vowels in 6 tones, and đ; of these 67 are letters of their own beside a-z
    assert 0 < len(VIETNAMESE - known) >= 40
