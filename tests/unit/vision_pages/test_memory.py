"""A long file costs no more memory than a short one: nothing of a page stays when it is done."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from PIL import Image

from motlan_vision.decode.pdf import PAGES_HELD
from motlan_vision.limits import DEFAULT
from motlan_vision.open import Unreadable, open_scan
from motlan_vision.reader import Reader
from motlan_vision.recognise.recorded import Recorded

SIDE = 400


def long_pdf(path: Path, pages: int) -> int:
    """Every page a picture of its own, of noise, which hardly shrinks. Returns the bytes of one."""
    rng, size = np.random.default_rng(1), 0
    with pikepdf.new() as document:
        for _ in range(pages):
            out = io.BytesIO()
            Image.fromarray(rng.integers(0, 255, (SIDE, SIDE), np.uint8)).save(out, "JPEG", quality=70)
            size = len(out.getvalue())
            page = document.add_blank_page(page_size=(144, 144))
            name = pikepdf.Name
            facts = {"Width": SIDE, "Height": SIDE, "BitsPerComponent": 8, "ColorSpace": name.DeviceGray}
            picture = pikepdf.Stream(
                document, out.getvalue(), Type=name.XObject, Subtype=name.Image, Filter=name.DCTDecode, **facts
            )
            page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=picture))
            page.Contents = document.make_stream(b"q 144 0 0 144 0 0 cm /I Do Q")
        document.save(path)
    return size


def held(pid: int | str) -> int:
    """Bytes that a process holds now."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4096


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_the_decoder_lets_go_of_the_pages_of_a_long_pdf(tmp_path: Path) -> None:
    one = long_pdf(tmp_path / "long.pdf", 6 * PAGES_HELD)
    with open_scan(tmp_path / "long.pdf", "long.pdf") as scan:
        assert scan._child is not None
        pid = scan._child._process.pid
        most = []
        for index in range(scan.page_count):
            scan.page(index)
            if index % PAGES_HELD == PAGES_HELD - 1:
                most.append(held(pid))
    assert max(most) - most[0] < 1.5 * PAGES_HELD * one


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_the_whole_reader_holds_no_page_that_it_has_handed_out(tmp_path: Path) -> None:
    long_pdf(tmp_path / "long.pdf", 14)
    with Reader(Recorded(["Một dòng"]), threads=1).open(tmp_path / "long.pdf", "long.pdf") as scan:
        after = []
        for index in range(scan.page_count):
            page, preview = scan.read(index, page=index + 1, source=0)
            assert preview is not None
            assert page.page == index + 1
            after.append(held("self"))
    assert max(after[7:]) - max(after[:7]) < 10 * SIDE * SIDE * 3


def test_a_file_that_is_gone_when_it_is_opened_anew_costs_pages_not_the_run(tmp_path: Path) -> None:
    path = tmp_path / "long.pdf"
    long_pdf(path, PAGES_HELD + 2)
    with open_scan(path, path.name, DEFAULT) as scan:
        for index in range(PAGES_HELD):
            scan.page(index)
        path.unlink()
        with pytest.raises(Unreadable) as fault:
            scan.page(PAGES_HELD)
    assert fault.value.issue.code == "W_UNREADABLE_PAGE"
