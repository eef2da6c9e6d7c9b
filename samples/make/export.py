"""Files as scanners and phones write them: one PDF of page pictures, or one JPEG a page."""

from __future__ import annotations

import io
import json
import zlib
from itertools import accumulate
from pathlib import Path
from typing import Any

from PIL import Image

from samples.make.scan import PROFILES
from samples.make.truth import Dossier, Leaf, of_dossier


def picture(image: Image.Image, dpi: int, quality: int) -> bytes:
    """A JPEG with its resolution."""
    out = io.BytesIO()
    image.save(out, "JPEG", quality=quality, dpi=(dpi, dpi), subsampling=2 if image.mode == "RGB" else -1)
    return out.getvalue()


def encoded(leaf: Leaf) -> bytes:
    """The page as the file holds it: JPEG, or rows of bits where bilevel; the leaf keeps what was kept."""
    p = PROFILES[leaf.profile]
    if p.quality is None:
        return zlib.compress(leaf.scan.image.tobytes(), 9)
    body = picture(leaf.scan.image, p.dpi, p.quality)
    leaf.scan.image = Image.open(io.BytesIO(body))
    leaf.scan.image.load()
    return body


def write(d: Dossier, folder: Path) -> dict[str, Any]:
    """Writes ``files/<id>.pdf`` or ``files/<id>_<n>.jpg`` and ``truth/<id>.json``; returns the truth."""
    files, truths = folder / "files", folder / "truth"
    files.mkdir(parents=True, exist_ok=True)
    truths.mkdir(parents=True, exist_ok=True)
    bodies = [encoded(leaf) for leaf in d.leaves]
    if PROFILES[d.profile].phone:
        d.files, d.groups = [f"{d.id}_{n}.jpg" for n in range(1, len(bodies) + 1)], [1] * len(bodies)
        for name, body in zip(d.files, bodies, strict=True):
            (files / name).write_bytes(body)
    else:
        images = [(leaf.scan.image, PROFILES[leaf.profile].dpi) for leaf in d.leaves]
        many = len(d.groups) > 1
        d.files = [f"{d.id}_{n}.pdf" if many else f"{d.id}.pdf" for n in range(1, len(d.groups) + 1)]
        ends = list(accumulate(d.groups, initial=0))
        for name, start, end in zip(d.files, ends, ends[1:], strict=False):
            (files / name).write_bytes(pdf(images[start:end], bodies[start:end]))
    truth = of_dossier(d)
    (truths / f"{d.id}.json").write_text(json.dumps(truth, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return truth


def pdf(images: list[tuple[Image.Image, int]], bodies: list[bytes]) -> bytes:
    """Pictures one a page, JPEG as it is (DCTDecode), bilevel as deflated bits; no dates, so that bytes repeat."""
    objects: list[bytes] = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    kids = []
    for (image, dpi), data in zip(images, bodies, strict=True):
        (w, h), size = image.size, [round(side * 72 / dpi, 2) for side in image.size]
        colour = "DeviceRGB" if image.mode == "RGB" else "DeviceGray"
        how, bits = ("FlateDecode", 1) if image.mode == "1" else ("DCTDecode", 8)
        objects.append(
            f"<< /Type /XObject /Subtype /Image /Width {w} /Height {h} /Filter /{how} /ColorSpace /{colour}"
            f" /BitsPerComponent {bits} /Length {len(data)} >>\nstream\n".encode()
            + data
            + b"\nendstream"
        )
        draw = f"q {size[0]} 0 0 {size[1]} 0 0 cm /I Do Q".encode()
        objects.append(f"<< /Length {len(draw)} >>\nstream\n".encode() + draw + b"\nendstream")
        n = len(objects)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size[0]} {size[1]}]"
            f" /Resources << /XObject << /I {n - 1} 0 R >> >> /Contents {n} 0 R >>".encode()
        )
        kids.append(f"{n + 1} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    return assembled(objects)


def assembled(objects: list[bytes]) -> bytes:
    """Numbered objects, cross-reference table, trailer (ISO 32000-1, 7.5)."""
    body, offsets = bytearray(b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"), []
    for n, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += f"{n} 0 obj\n".encode() + content + b"\nendobj\n"
    start = len(body)
    body += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    body += b"".join(f"{o:010d} 00000 n \n".encode() for o in offsets)
    body += f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(body)
