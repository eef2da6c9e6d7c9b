"""Poppler's second opinion: programs that answer like Poppler's stand in for it, and itself where it is installed."""

from __future__ import annotations

import shutil
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import pikepdf
import pytest

from motlan_vision.decode.base import BadPage, Refused
from motlan_vision.decode.pdf import PdfFile, open_pdf
from motlan_vision.decode.poppler import PopplerFile
from motlan_vision.limits import DEFAULT

INFO = "Pages: 2\nPage    1 size: 595.2 x 841.9 pts (A4)\n"
GREY = """r = float(sys.argv[sys.argv.index('-r') + 1])
w, h = round(8.27 * r), round(11.69 * r)
sys.stdout.buffer.write(b'P6\\n%d %d\\n255\\n' % (w, h) + bytes([200]) * (3 * w * h))"""


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """A file that PDFium can't open."""
    path = tmp_path / "broken.pdf"
    path.write_bytes(b"%PDF-1.7\n%%EOF")
    return path


def stand_in(folder: Path, monkeypatch: pytest.MonkeyPatch, info: str = INFO, draws: str = GREY) -> None:
    """``pdfinfo`` that prints ``info``, ``pdftoppm`` that runs ``draws``."""
    toppm = f"print('pdftoppm version 22.12.0', file=sys.stderr) if '-v' in sys.argv else exec({draws!r})"
    for name, body in (("pdfinfo", f"print({info!r})"), ("pdftoppm", toppm)):
        path = folder / name
        path.write_text(f"#!{sys.executable}\nimport sys\n{body}\n")
        path.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=":")


def test_without_poppler_the_file_is_corrupt(broken: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(Refused) as refused:
        open_pdf(broken, DEFAULT)
    assert refused.value.code == "E_CORRUPT"


def test_what_pdfium_cannot_open_poppler_draws(broken: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path, monkeypatch)
    pdf = open_pdf(broken, DEFAULT)
    assert pdf.page_count == 2
    page = pdf.page(0)
    assert page.dpi == DEFAULT.dpi_draw
    assert page.image.shape == (2338, 1654, 3)
    assert page.words is None
    assert page.scan


def test_a_page_that_pdfium_cannot_draw_is_drawn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good = tmp_path / "good.pdf"
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(595, 842))
        document.save(good)
    stand_in(tmp_path, monkeypatch)

    def fails(self: PdfFile, page: object) -> None:
        raise ValueError

    pdf = open_pdf(good, DEFAULT)
    assert isinstance(pdf, PdfFile)
    assert pdf.page(0).image.mean() == 255
    monkeypatch.setattr(PdfFile, "_read", fails)
    assert pdf.page(0).image.mean() == 200


@pytest.mark.parametrize("size", ["0 x 0 pts", "nonsense", ""])
def test_a_file_that_poppler_opens_but_has_no_page_of_is_corrupt(
    broken: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: str
) -> None:
    stand_in(tmp_path, monkeypatch, info=f"Pages: 4\nPage    1 size: {size}\n")
    with pytest.raises(Refused):
        PopplerFile(broken, DEFAULT)


def test_huge_page_boxes_stay_within_the_bounds(broken: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path, monkeypatch, info="Pages: 1\nPage    1 size: 100000 x 140000 pts\n")
    dpi = PopplerFile(broken, DEFAULT)._dpi(1)
    assert 140_000 / 72 * dpi <= DEFAULT.side_max
    assert 100_000 * 140_000 / 72**2 * dpi**2 <= 1.01 * DEFAULT.pixels_page_max


@pytest.mark.parametrize("draws", ["import time; time.sleep(60)", "sys.exit(1)"])
def test_a_poppler_that_hangs_or_fails_costs_the_page(
    broken: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, draws: str
) -> None:
    stand_in(tmp_path, monkeypatch, draws=draws)
    pdf = PopplerFile(broken, DEFAULT)
    pdf._limits = replace(DEFAULT, page_seconds=2.0)
    started = time.monotonic()
    with pytest.raises(BadPage):
        pdf.page(0)
    assert time.monotonic() - started < 50


@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="Poppler is not installed (apt: poppler-utils)")
def test_poppler_itself_draws_what_pdfium_draws() -> None:
    sample = Path(__file__).parents[3] / "samples" / "dossiers" / "files" / "f-van-ban.pdf"
    ours, theirs = PdfFile(sample, DEFAULT).page(0), PopplerFile(sample, DEFAULT).page(0)
    assert abs(theirs.image.shape[0] / theirs.dpi - ours.image.shape[0] / ours.dpi) < 0.02
    assert np.abs(ours.image.mean(axis=(0, 1)) - theirs.image.mean(axis=(0, 1))).max() < 4
