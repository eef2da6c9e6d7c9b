"""Damages good files at random, and opens what comes out: ``python -m tests.hostile.mutate --seconds 600`` for long.

The same seed makes the same files. What it finds it writes to ``--keep``: one file a crash of this process' code.
"""

from __future__ import annotations

import argparse
import collections
import io
import json
import random
import re
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pikepdf
import pillow_heif
from PIL import Image, ImageDraw

from benchmarks import machine
from motlan.model import Rejected
from motlan_vision.limits import DEFAULT, Limits
from motlan_vision.open import Unreadable, open_scan

#: Shorter than in service: a mutant that loops is seen sooner.
LIMITS = replace(DEFAULT, open_seconds=5.0, page_seconds=5.0)
PAGES = 3


def _picture(mode: str = "RGB") -> Image.Image:
    image = Image.new("RGB", (240, 160), "white")
    draw = ImageDraw.Draw(image)
    for y in range(8, 150, 11):
        draw.line((10, y, 230, y + 4), fill=(y, 0, 90), width=2)
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
            picture.Width, picture.Height, picture.Filter = 240, 160, pikepdf.Name("/" + filter_name)
            picture.ColorSpace = pikepdf.Name.DeviceGray if filter_name == "CCITTFaxDecode" else pikepdf.Name.DeviceRGB
            picture.BitsPerComponent = 1 if filter_name == "CCITTFaxDecode" else 8
            if filter_name == "CCITTFaxDecode":
                picture.DecodeParms = pikepdf.Dictionary(K=-1, Columns=240, Rows=160)
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


def main() -> None:
    """Prints how many files ended how, and the longest time; exit status 1 if any broke us."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("mutants"))
    parser.add_argument("--out", type=Path, help="write the figures there as JSON")
    args = parser.parse_args()
    ends: collections.Counter[str] = collections.Counter()
    slowest, began = (0.0, ""), time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        for name, data in mutants(args.seed):
            if time.monotonic() - began > args.seconds:
                break
            path = Path(folder) / name
            path.write_bytes(data)
            started = time.monotonic()
            try:
                end = outcome(path)
            except Exception as error:
                end = f"BROKEN {type(error).__name__}"
                args.keep.mkdir(parents=True, exist_ok=True)
                (args.keep / name).write_bytes(data)
            ends[end] += 1
            slowest = max(slowest, (time.monotonic() - started, name))
            path.unlink()
    if args.out:
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        found = {
            "benchmark": "fuzz",
            **machine.describe(),
            "inputs": {"seed": args.seed, "kinds": sorted(seeds()), "count": sum(ends.values())},
            "limits": {"open_seconds": LIMITS.open_seconds, "page_seconds": LIMITS.page_seconds, "pages": PAGES},
            "seconds": round(time.monotonic() - began),
            "ends": dict(ends.most_common()),
            "longest": {"seconds": round(slowest[0], 2), "file": slowest[1]},
            "decoder_peak_mb": round(peak, 1),
        }
        args.out.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{sum(ends.values())} files: {dict(ends.most_common())}; longest {slowest[0]:.1f} s ({slowest[1]})")
    raise SystemExit(any(end.startswith("BROKEN") for end in ends))


if __name__ == "__main__":
    main()
