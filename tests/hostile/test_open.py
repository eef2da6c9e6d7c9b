"""Files that mean harm or are just broken: always a result or a clear refusal, in bounded time and memory."""

from __future__ import annotations

import io
import struct
import time
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pikepdf
import pytest
from PIL import Image, ImageDraw

from motlan.model import Rejected
from motlan_vision.limits import DEFAULT
from motlan_vision.open import Scan, Unreadable, open_scan

HOSTILE = Path(__file__).resolve().parents[3] / "shared" / "data" / "hostile"
FILES = sorted(f for f in HOSTILE.rglob("*") if f.is_file() and f.suffix != ".md") if HOSTILE.is_dir() else []
CODES = {"E_EMPTY", "E_TYPE", "E_ENCRYPTED", "E_CORRUPT", "E_TOO_LARGE", "E_TOO_MANY_PAGES"}


def outcome(path: Path, pages: int = 3) -> list[str]:
    """Every page's ``ok`` or fault, at most ``pages`` of them; or the one code of refusal."""
    try:
        with open_scan(path, path.name) as scan:
            return [_page(scan, i) for i in range(min(pages, scan.page_count))]
    except Rejected as refused:
        assert refused.code in CODES
        assert refused.message
        assert refused.remedy
        return [refused.code]


def _page(scan: Scan, index: int) -> str:
    try:
        page = scan.page(index)
    except Unreadable as fault:
        assert fault.issue.code == "W_UNREADABLE_PAGE"
        return "unreadable"
    assert page.image.dtype == np.uint8
    assert page.image.ndim == 3
    assert page.image.shape[2] == 3
    assert page.image.size <= 3.1 * DEFAULT.pixels_page_max
    assert 0 < page.dpi <= 1.1 * DEFAULT.dpi_max
    return "truncated" if any(w.code == "W_TRUNCATED_IMAGE" for w in page.warnings) else "ok"


@pytest.mark.shared
@pytest.mark.skipif(not FILES, reason="../shared/data/hostile is absent")
@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_hostile_files_of_other_projects(path: Path) -> None:
    started = time.monotonic()
    assert outcome(path)
    assert time.monotonic() - started < DEFAULT.open_seconds + 3 * DEFAULT.page_seconds


def picture(size: tuple[int, int] = (400, 300)) -> Image.Image:
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    for y in range(10, size[1], 12):
        draw.line((10, y, size[0] - 10, y + 5), fill=(y % 255, 0, 90))
    return image


def encoded(kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    picture().save(buffer, kind, **options)
    return buffer.getvalue()


def pdf(pages: int = 1, **options: object) -> bytes:
    buffer = io.BytesIO()
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page(page_size=(300, 400))
        document.save(buffer, **options)  # type: ignore[arg-type]
    return buffer.getvalue()


def png_bomb(width: int = 50_000, height: int = 50_000) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    body = zlib.compress(bytes((width + 7) // 8 + 1) * 64)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def locked(user: str) -> bytes:
    return pdf(encryption=pikepdf.Encryption(user=user, owner="chu so huu", R=6))


CASES: list[tuple[str, Callable[[], bytes], list[str]]] = [
    ("zero.pdf", lambda: b"", ["E_EMPTY"]),
    ("page.pdf", lambda: b"<!DOCTYPE html><html>%PDF</html>", ["E_TYPE"]),
    ("photo.jpg", lambda: b"\x00" * 4000, ["E_TYPE"]),
    ("locked.pdf", lambda: locked("mat khau"), ["E_ENCRYPTED"]),
    ("owner-only.pdf", lambda: locked(""), ["ok"]),
    ("half.pdf", lambda: pdf(3)[:300], ["E_CORRUPT"]),
    ("header.pdf", lambda: b"%PDF-1.7\n%%EOF", ["E_CORRUPT"]),
    ("long.pdf", lambda: pdf(501), ["E_TOO_MANY_PAGES"]),
    ("bomb.png", png_bomb, ["E_TOO_LARGE"]),
    ("really-a-png.pdf", lambda: encoded("PNG"), ["ok"]),
    ("cut.png", lambda: encoded("PNG")[:1200], ["truncated"]),
    ("cut.jpg", lambda: encoded("JPEG")[:9000], ["truncated"]),
    ("stump.jpg", lambda: encoded("JPEG")[:200], ["E_CORRUPT"]),
    ("stump.tif", lambda: b"II*\x00\xff\xff\xff\xff", ["E_CORRUPT"]),
]


@pytest.mark.parametrize(("name", "make", "want"), CASES, ids=[c[0] for c in CASES])
def test_small_hostile_files(tmp_path: Path, name: str, make: Callable[[], bytes], want: list[str]) -> None:
    path = tmp_path / name
    path.write_bytes(make())
    assert outcome(path) == want


def test_a_file_over_the_size_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.pdf"
    path.write_bytes(pdf())
    with pytest.raises(Rejected) as refused:
        open_scan(path, path.name, replace(DEFAULT, bytes_max=100))
    assert refused.value.code == "E_TOO_LARGE"


def test_a_page_that_takes_too_long_is_given_up_and_the_next_one_is_read(tmp_path: Path) -> None:
    path = tmp_path / "slow.pdf"
    path.write_bytes(pdf(5))
    with open_scan(path, path.name, replace(DEFAULT, failures_max=2)) as scan:
        scan._limits = replace(scan._limits, page_seconds=0.0)
        assert [_page(scan, i) for i in range(2)] == ["unreadable", "unreadable"]
        scan._limits = replace(scan._limits, page_seconds=20.0, failures_max=3)
        assert _page(scan, 2) == "ok"


def test_a_file_that_kills_its_decoder_again_and_again_is_not_tried_for_every_page(tmp_path: Path) -> None:
    path = tmp_path / "slow.pdf"
    path.write_bytes(pdf(5))
    with open_scan(path, path.name) as scan:
        scan._limits = replace(scan._limits, page_seconds=0.0)
        started = time.monotonic()
        assert [_page(scan, i) for i in range(5)] == ["unreadable"] * 5
        assert scan._failures == DEFAULT.failures_max
        assert time.monotonic() - started < 30


def test_a_decoder_serves_file_after_file_but_not_after_a_broken_one(tmp_path: Path) -> None:
    good, bad = tmp_path / "a.pdf", tmp_path / "b.pdf"
    good.write_bytes(pdf())
    bad.write_bytes(pdf(3)[:300])
    with open_scan(good, good.name) as scan:
        first = scan._child
    with open_scan(good, good.name) as scan:
        assert scan._child is first
        assert first is not None
    with pytest.raises(Rejected):
        open_scan(bad, bad.name)
    assert not first.alive()
    with open_scan(good, good.name) as scan:
        assert _page(scan, 0) == "ok"
        assert scan._child is not first


def test_a_decoder_that_died_between_two_files_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf())
    with open_scan(path, path.name) as scan:
        assert scan._child is not None
        idle = scan._child._process
    idle.kill()
    idle.wait()
    assert outcome(path) == ["ok"]
