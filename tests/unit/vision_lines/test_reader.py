"""The reader as the use cases see it: a scanned sample with the real engine, faults with a recorded one."""

from __future__ import annotations

import io
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageDraw
from rapidfuzz.distance import Levenshtein

import motlan_vision.reader as reader_module
from motlan_vision.reader import Reader
from motlan_vision.recognise.confidence import HIGHEST, confidences
from motlan_vision.recognise.engine import Reading, Token
from motlan_vision.recognise.recorded import Recorded
from motlan_vision.session import session

SAMPLES = Path(__file__).parents[3] / "samples" / "dossiers"


def drawn(tmp_path: Path, lines: int) -> Path:
    """A white A4 page at 150 dpi with bars of ink where lines would be."""
    image = Image.new("RGB", (1240, 1754), "white")
    draw = ImageDraw.Draw(image)
    for row in range(lines):
        for letter in range(30):
            x, y = 150 + 28 * letter, 200 + 60 * row
            draw.rectangle((x, y, x + 6, y + 22), fill="black")
            draw.rectangle((x, y + 10, x + 16, y + 14), fill="black")
    path = tmp_path / "page.png"
    image.save(path, dpi=(150, 150))
    return path


def test_loading_leaves_no_model_to_the_first_page():
    session.cache_clear()
    Reader(threads=1).load()
    loaded = session.cache_info().currsize
    path = SAMPLES / "files" / "f-van-ban.pdf"
    with Reader(threads=1).open(path, path.name) as scan:
        scan.read(0, page=1, source=0)
    assert session.cache_info().currsize == loaded == 4


def test_marks_too_faint_to_read_are_no_silent_blank(tmp_path: Path):
    path = drawn(tmp_path, 12)
    ink = np.asarray(Image.open(path).convert("L")).astype(float)
    Image.fromarray((250 - (255 - ink) * 0.2).astype(np.uint8)).save(path, dpi=(150, 150))
    with Reader(engine="trueocr", threads=1).open(path, path.name) as scan:
        page, preview = scan.read(0, page=3, source=0)
    assert (page.status, [w.code for w in page.warnings]) == ("blank", ["W_LOW_CONFIDENCE"])
    assert "Trang 3" in page.warnings[0].message
    assert preview


def test_a_scanned_decision_is_read_in_order():
    truth = json.loads((SAMPLES / "truth" / "f-van-ban.json").read_text("utf-8"))["pages"][0]
    path = SAMPLES / "files" / "f-van-ban.pdf"
    with Reader(threads=2).open(path, path.name) as scan:
        page, preview = scan.read(0, page=1, source=0)
    assert page.status == "read"
    assert preview is not None
    assert max(Image.open(io.BytesIO(preview)).size) <= 1600
    want, got = (" ".join(text.split()) for text in (truth["text"], page.text))
    assert Levenshtein.normalized_similarity(want, got) > 0.97
    for line in page.lines:
        assert line.text == " ".join(word.text for word in line.words)
        assert all(word.box[0] >= line.box[0] - 0.01 and word.box[2] <= line.box[2] + 0.01 for word in line.words)
    right = [w.confidence for line in page.lines for w in line.words if w.text in want.split()]
    assert np.mean(right) > 0.95


def test_a_recorded_engine_speaks_from_top_to_bottom(tmp_path):
    with Reader(Recorded(["Dòng thứ nhất", "Dòng thứ hai", "Dòng thứ ba"])).open(drawn(tmp_path, 3), "x.png") as scan:
        page, _ = scan.read(0, page=7, source=2)
    assert (page.page, page.source, page.source_page) == (7, 2, 1)
    assert page.text == "Dòng thứ nhất\nDòng thứ hai\nDòng thứ ba"


def test_a_page_that_breaks_a_step_is_unreadable_and_says_so(tmp_path, monkeypatch):
    def broken(*args, **more):
        raise MemoryError

    monkeypatch.setattr(reader_module, "clean", broken)
    with Reader(Recorded()).open(drawn(tmp_path, 3), "x.png") as scan:
        page, preview = scan.read(0, page=1, source=0)
    assert page.status == "unreadable"
    assert preview is None
    assert [w.code for w in page.warnings] == ["W_UNREADABLE_PAGE"]


@pytest.mark.parametrize(("witnesses", "code"), [(0, "W_UNREADABLE_PAGE"), (1, "W_LOW_CONFIDENCE")])
def test_a_page_read_badly_says_so(tmp_path, witnesses, code):
    class Doubting(Recorded):
        def read(self, page, boxes):
            tokens = tuple(Token("chữ", 0.5, 0, 9, witnesses, 4) for _ in range(3))
            return [Reading(tokens, 0.2 if witnesses == 0 else 0.9) for _ in boxes]

    with Reader(Doubting()).open(drawn(tmp_path, 5), "x.png") as scan:
        page, _ = scan.read(0, page=1, source=0)
    assert code in [w.code for w in page.warnings]


def test_debug_pictures_after_every_step(tmp_path):
    folder = tmp_path / "debug"
    with Reader(Recorded(["Một"]), debug=folder).open(drawn(tmp_path, 3), "x.png") as scan:
        scan.read(0, page=1, source=0)
    assert [p.name for p in sorted(folder.iterdir())] == [
        "001-0-raw.png",
        "001-1-upright.png",
        "001-2-clean-1-colour.png",
        "001-2-clean-2-even.png",
        "001-2-clean-3-leaders.png",
        "001-2-clean-4-levels.png",
        "001-2-clean-5-rims.png",
        "001-2-clean-6-checks.png",
        "001-2-clean-7-rules.png",
        "001-2-clean-8-specks.png",
        "001-3-lines.png",
    ]


def test_confidence_grows_with_witnesses_and_certainty():
    def sure(witnesses: int, probability: float, agreement: float = 1.0) -> float:
        return confidences(Reading((Token("tỉnh", probability, 0, 1, witnesses, 4),), agreement))[0]

    by_witnesses = [sure(n, 0.9) for n in range(5)]
    assert by_witnesses == sorted(by_witnesses)
    assert sure(2, 0.5) < sure(2, 0.99)
    assert sure(4, 0.99, 0.3) < sure(4, 0.99)
    assert confidences(Reading(tuple(Token(w, 0.9, 0, 1, 2, 4) for w in ("Ủy", "ban", "nhân")))) > confidences(
        Reading(tuple(Token(w, 0.9, 0, 1, 2, 4) for w in ("Ủy", "bạn", "nhân")))
    )
    assert 0 <= sure(0, 0.0) < 0.5 < sure(4, 1.0) <= HIGHEST
