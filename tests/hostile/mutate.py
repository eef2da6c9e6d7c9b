"""Damages good files at random, and reads what comes out: ``python -m tests.hostile.mutate --count 2000`` for long.

The same seed makes the same files, so a run that was stopped goes on where its ``--log`` ends. What it finds it writes
to ``--keep``: one file a crash of this process' code, or one that cost more than the limits allow.
"""

from __future__ import annotations

import argparse
import collections
import io
import itertools
import json
import random
import re
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pillow_heif
from PIL import Image, ImageDraw, ImageFont

from benchmarks import machine
from motlan.model import Rejected
from motlan_vision.limits import DEFAULT, Limits
from motlan_vision.open import Unreadable, open_scan
from motlan_vision.open.child import PATIENCE
from motlan_vision.reader import Reader

#: Shorter than in service: a mutant that loops is seen sooner.
LIMITS = replace(DEFAULT, open_seconds=5.0, page_seconds=5.0)
PAGES = 3
#: Seconds on the clock that a file may take: what opening and its pages may, and reading them on a busy machine.
SECONDS_MAX = PATIENCE * (LIMITS.open_seconds + PAGES * LIMITS.page_seconds) + PAGES * 20.0


def _picture(mode: str = "RGB") -> Image.Image:
    """Something for every step of reading: print, a ruled table, a check box, a red ring, a grey patch."""
    image = Image.new("RGB", (480, 320), "white")
    draw, face = ImageDraw.Draw(image), ImageFont.load_default(18)
    draw.rectangle((300, 20, 460, 90), fill=(225, 225, 215))
    for y, text in ((20, "MAU UY BAN NHAN DAN"), (60, "Ho va ten: NGUYEN VAN MAU"), (100, "So 12/2026, 3 000 m2")):
        draw.text((20, y), text, (20, 0, 60), face)
    for y in (150, 200, 250):
        draw.line((20, y, 280, y), "black", 2)
    for x in (20, 120, 280):
        draw.line((x, 150, x, 250), "black", 2)
    draw.text((40, 165), "Nam", "black", face)
    draw.rectangle((40, 270, 58, 288), outline="black", width=2)
    draw.ellipse((330, 160, 450, 280), outline=(220, 30, 40), width=5)
    return image.convert(mode)


def _encoded(kind: str, mode: str = "RGB", **options: object) -> bytes:
    out = io.BytesIO()
    _picture(mode).save(out, kind, **options)
    return out.getvalue()


def _heic() -> bytes:
    out = io.BytesIO()
    pillow_heif.from_pillow(_picture()).save(out, quality=60)
    return out.getvalue()


def _pdf(filter_name: str, body: bytes, **options: object) -> bytes:
    """A scanned page (its picture in ``filter_name``), a page of text with a form field, a turned and cropped one."""
    with pikepdf.new() as document:
        for turn in (0, 90):
            page = document.add_blank_page(page_size=(240, 160))
            picture = pikepdf.Stream(document, body, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image)
            picture.Width, picture.Height, picture.Filter = 480, 320, pikepdf.Name("/" + filter_name)
            picture.ColorSpace = pikepdf.Name.DeviceGray if filter_name == "CCITTFaxDecode" else pikepdf.Name.DeviceRGB
            picture.BitsPerComponent = 1 if filter_name == "CCITTFaxDecode" else 8
            if filter_name == "CCITTFaxDecode":
                picture.DecodeParms = pikepdf.Dictionary(K=-1, Columns=480, Rows=320)
            face = pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
            )
            page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(A=picture), Font=pikepdf.Dictionary(F=face))
            page.Contents = document.make_stream(b"q 240 0 0 160 0 0 cm /A Do Q BT /F 12 Tf 20 20 Td (Mau 01) Tj ET")
            page.Rotate = turn
            page.CropBox = [10, 10, 230, 150]
        field = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Widget,
            FT=pikepdf.Name.Tx,
            T="ten",
            V="Mau",
            Rect=[20, 40, 90, 60],
        )
        document.pages[0].Annots = document.make_indirect(pikepdf.Array([document.make_indirect(field)]))
        document.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([document.pages[0].Annots[0]]))
        out = io.BytesIO()
        document.save(out, **options)  # type: ignore[arg-type]
    return out.getvalue()


def _fax() -> bytes:
    """The strip of a Group 4 TIFF, which is what a PDF's CCITTFaxDecode holds."""
    data = _encoded("TIFF", "1", compression="group4")
    with Image.open(io.BytesIO(data)) as image:
        offset, length = image.tag_v2[273][0], image.tag_v2[279][0]  # type: ignore[attr-defined]
    return data[offset : offset + length]


def seeds() -> dict[str, bytes]:
    """A small good file of every kind that is read."""
    jpeg = _encoded("JPEG")
    frames = io.BytesIO()
    _picture("L").save(frames, "TIFF", save_all=True, append_images=[_picture("1"), _picture("CMYK")])
    return {
        "plain.pdf": _pdf("DCTDecode", jpeg, object_stream_mode=pikepdf.ObjectStreamMode.disable),
        "packed.pdf": _pdf("DCTDecode", jpeg, object_stream_mode=pikepdf.ObjectStreamMode.generate),
        "jpx.pdf": _pdf("JPXDecode", _encoded("JPEG2000")),
        "fax.pdf": _pdf("CCITTFaxDecode", _fax()),
        "a.jpg": jpeg, "a.png": _encoded("PNG"), "frames.tif": frames.getvalue(),
        "fax.tif": _encoded("TIFF", "1", compression="group4"), "lzw.tif": _encoded("TIFF", compression="tiff_lzw"),
        "a.webp": _encoded("WEBP"), "a.avif": _encoded("AVIF"), "a.jp2": _encoded("JPEG2000"), "a.heic": _heic(),
    }  # fmt: skip


def _flip(data: bytearray, rng: random.Random) -> None:
    for _ in range(rng.choice([1, 4, 30])):
        data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)


def _overwrite(data: bytearray, rng: random.Random) -> None:
    at, length = rng.randrange(len(data)), rng.choice([1, 2, 4, 16])
    data[at : at + length] = rng.choice([b"\x00", b"\xff", b"\x7f", bytes([rng.randrange(256)])]) * length


def _cut(data: bytearray, rng: random.Random) -> None:
    at = rng.randrange(len(data))
    del data[at : at + rng.choice([1, 7, 64, len(data)])]


def _repeat(data: bytearray, rng: random.Random) -> None:
    at, length = rng.randrange(len(data)), rng.choice([1, 9, 80])
    data[at:at] = data[at : at + length] * rng.choice([1, 3, 50])


def _number(data: bytearray, rng: random.Random) -> None:
    """A number written in figures (PDF) becomes another one."""
    found = list(re.finditer(rb"\d+", data))
    if found:
        hit = rng.choice(found)
        data[hit.start() : hit.end()] = rng.choice([b"0", b"-1", b"65536", b"2147483648", b"99999999999", b"3", b"1e9"])


def _swap(data: bytearray, rng: random.Random) -> None:
    a, b, length = rng.randrange(len(data)), rng.randrange(len(data)), rng.choice([4, 32, 256])
    data[a : a + length], data[b : b + length] = data[b : b + length], data[a : a + length]


_WAYS: tuple[Callable[[bytearray, random.Random], None], ...] = (_flip, _overwrite, _cut, _repeat, _number, _swap)


def mutants(seed: int) -> Iterator[tuple[str, bytes]]:
    """Name and content of one damaged file after another, without end."""
    rng, good = random.Random(seed), seeds()
    for count in range(1 << 40):
        name = rng.choice(sorted(good))
        data = bytearray(good[name])
        for _ in range(rng.choice([1, 1, 2, 5])):
            if data:
                rng.choice(_WAYS)(data, rng)
        yield f"{count:06}-{name}", bytes(data)


def outcome(path: Path, limits: Limits = LIMITS) -> str:
    """How a file ends: its refusal's code, or its worst page's. Anything else that is raised is a fault of ours."""
    worst = "read"
    try:
        with open_scan(path, path.name, limits) as scan:
            for index in range(min(PAGES, scan.page_count)):
                try:
                    image = scan.page(index).image
                    assert image.ndim == 3
                    assert image[:, :, 0].size <= 1.1 * limits.pixels_page_max
                except Unreadable as fault:
                    assert fault.issue.message
                    worst = fault.issue.code
    except Rejected as refused:
        assert refused.message
        assert refused.remedy
        return refused.code
    return worst


def read_outcome(path: Path, reader: Reader) -> str:
    """As ``outcome``, with every page read to its lines; a step that fell over its page is a fault of ours too."""
    worst = "read"
    try:
        with reader.open(path, path.name) as scan:
            for index in range(min(PAGES, scan.page_count)):
                page, _ = scan.read(index, page=index + 1, source=0)
                if page.status == "unreadable":
                    worst = page.warnings[-1].code
                    if "lỗi xử lý" in page.warnings[-1].message:
                        return f"BROKEN {page.warnings[-1].message}"
    except Rejected as refused:
        return refused.code
    return worst


def run(mutant: Callable[[Path], str], path: Path, data: bytes) -> tuple[str, float]:
    """How a file ends, or what of ours it broke, and its seconds on the clock."""
    path.write_bytes(data)
    began = time.monotonic()
    try:
        end = mutant(path)
    except Exception as error:
        end = f"BROKEN {type(error).__name__}"
    path.unlink()
    took = time.monotonic() - began
    return ("BROKEN over its time" if took > SECONDS_MAX and not end.startswith("BROKEN") else end), took


def main() -> None:
    """Prints how many files ended how, and the longest time; exit status 1 if any broke us."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engine", help="read the pages with it; else files are only opened")
    parser.add_argument(
        "--log", type=Path, default=Path("mutants.jsonl"), help="one line a file; a run goes on behind it"
    )
    parser.add_argument("--keep", type=Path, default=Path("mutants"))
    parser.add_argument("--out", type=Path, help="write the figures there as JSON")
    args = parser.parse_args()
    reader = Reader(args.engine, threads=1, limits=LIMITS) if args.engine else None
    done = [json.loads(line) for line in args.log.read_text().splitlines()] if args.log.exists() else []
    with tempfile.TemporaryDirectory() as folder, args.log.open("a") as log:
        for name, data in itertools.islice(mutants(args.seed), len(done), args.count):
            end, took = run(
                lambda path: read_outcome(path, reader) if reader else outcome(path), Path(folder) / name, data
            )
            if end.startswith("BROKEN"):
                args.keep.mkdir(parents=True, exist_ok=True)
                (args.keep / name).write_bytes(data)
            peaks = machine.peak_mb(), machine.living_peak_mb()
            done.append({"file": name, "end": end, "seconds": round(took, 2), "mb": peaks[0], "decoder_mb": peaks[1]})
            log.write(json.dumps(done[-1], ensure_ascii=False) + "\n")
            log.flush()
    found = figures(done) | {"inputs": {"seed": args.seed, "kinds": sorted(seeds()), "count": len(done)}}
    if args.out:
        limits = {"open_seconds": LIMITS.open_seconds, "page_seconds": LIMITS.page_seconds, "pages": PAGES}
        whole = {"benchmark": "fuzz", **machine.describe(), "engine": args.engine, "limits": limits, **found}
        args.out.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(found, ensure_ascii=False))
    raise SystemExit(any(end.startswith("BROKEN") for end in found["ends"]))


def figures(done: list[dict[str, Any]]) -> dict[str, Any]:
    """Of a log's lines: how files ended, seconds in all and of the slowest, peaks of the reader and of its decoder."""
    slowest = max(done, key=lambda line: line["seconds"])
    return {
        "ends": dict(collections.Counter(line["end"] for line in done).most_common()),
        "seconds": round(sum(line["seconds"] for line in done)),
        "longest": {"seconds": slowest["seconds"], "file": slowest["file"]},
        "peak_mb": max(line["mb"] for line in done),
        "decoder_peak_mb": max(line["decoder_mb"] for line in done),
    }


if __name__ == "__main__":
    main()
