"""Typefaces with every Vietnamese letter, out of packages pinned by hash (``fonts.lock``); nothing else is drawn with.

The packages are data here: their wheels are unpacked into a folder of their own, none of their code is installed.
``python -m samples.make.fonts`` fetches them once.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

HERE = Path(__file__).resolve().parent
FOLDER = Path(os.environ.get("MOTLAN_SAMPLE_FONTS", HERE.parent.parent / ".motlan" / "fonts"))


@dataclass(frozen=True)
class Face:
    """One family: file and variation axes of each cut. ``lacks``: letters that it claims and draws as another one."""

    regular: tuple[str, tuple[int, ...]]
    bold: tuple[str, tuple[int, ...]]
    italic: tuple[str, tuple[int, ...]]
    bold_italic: tuple[str, tuple[int, ...]]
    lacks: str = ""


def _same(name: str, *axes: int) -> Face:
    cut = (name, axes)
    return Face(cut, cut, cut, cut)


FACES = {
    # metrics of Times New Roman, which Decree 30/2020 (Annex I) asks for in administrative documents
    "tinos": Face(
        ("Tinos-Regular.ttf", ()), ("Tinos-Bold.ttf", ()), ("Tinos-Italic.ttf", ()), ("Tinos-BoldItalic.ttf", ())
    ),
    "noto-serif": Face(
        ("NotoSerif-VF.ttf", (400, 90)),
        ("NotoSerif-VF.ttf", (700, 90)),
        ("NotoSerif-Italic-VF.ttf", (400, 90)),
        ("NotoSerif-Italic-VF.ttf", (700, 90)),
    ),
    "source-serif": Face(
        ("SourceSerif4-VF.ttf", (400, 14)),
        ("SourceSerif4-VF.ttf", (700, 14)),
        ("SourceSerif4-Italic-VF.ttf", (400, 14)),
        ("SourceSerif4-Italic-VF.ttf", (700, 14)),
    ),
    "arimo": Face(
        ("Arimo-VF.ttf", (400,)),
        ("Arimo-VF.ttf", (700,)),
        ("Arimo-Italic-VF.ttf", (400,)),
        ("Arimo-Italic-VF.ttf", (700,)),
    ),
    "noto-sans": Face(
        ("NotoSans-VF.ttf", (400, 95)),
        ("NotoSans-VF.ttf", (700, 95)),
        ("NotoSans-VF.ttf", (400, 95)),
        ("NotoSans-VF.ttf", (700, 95)),
    ),
    "be-vietnam": Face(
        ("BeVietnamPro-Regular.ttf", ()),
        ("BeVietnamPro-Bold.ttf", ()),
        ("BeVietnamPro-Italic.ttf", ()),
        ("BeVietnamPro-Bold.ttf", ()),
    ),
    "cousine": Face(
        ("Cousine-Regular.ttf", ()), ("Cousine-Bold.ttf", ()), ("Cousine-Regular.ttf", ()), ("Cousine-Bold.ttf", ())
    ),
    "vibes": _same("GreatVibes-Regular.ttf"),
    "dancing": Face(*(("DancingScript-VF.ttf", (500,)),) * 4, lacks="Ẵ"),
}


@lru_cache(maxsize=256)
def load(face: str, px: int, *, bold: bool = False, italic: bool = False) -> ImageFont.FreeTypeFont:
    """A cut of a face at ``px`` pixels an em; raises FileNotFoundError, saying the remedy, where it was not fetched."""
    family = FACES[face]
    name, axes = (
        (family.bold_italic if italic else family.bold) if bold else (family.italic if italic else family.regular)
    )
    path = FOLDER / name
    if not path.is_file():
        raise FileNotFoundError(f"{path}: not fetched yet; run 'python -m samples.make.fonts'")
    font = ImageFont.truetype(str(path), px, layout_engine=ImageFont.Layout.BASIC)
    if axes:
        font.set_variation_by_axes([float(a) for a in axes])
    return font


def available() -> bool:
    """Whether every file of the lock is there."""
    return all((FOLDER / n).is_file() for p in _packages() for n in p["files"])


def _packages() -> list[dict]:
    return json.loads((HERE / "fonts.lock").read_text())["packages"]


def fetch() -> None:
    """Brings what is missing, through the machine's own package registry settings; every file is checked by hash."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for package in _packages():
        if all((FOLDER / n).is_file() for n in package["files"]):
            continue
        with tempfile.TemporaryDirectory() as scratch:
            want, target = Path(scratch) / "want.txt", Path(scratch) / "package"
            want.write_text(f"{package['name']}=={package['version']} --hash=sha256:{package['sha256']}\n")
            # 3.12: one of the packages declares it, though its fonts are for everybody
            tail = [
                "install",
                "-q",
                "--no-deps",
                "--require-hashes",
                "--python-version",
                "3.12",
                "--target",
                str(target),
            ]
            ways = (["uv", "pip", *tail], ["pip", *tail, "--only-binary", ":all:"])
            if not any(
                subprocess.run([sys.executable, "-m", *w, "-r", str(want)], check=False).returncode == 0 for w in ways
            ):
                raise SystemExit(f"could not fetch {package['name']}: is a package registry reachable?")
            for name, file in package["files"].items():
                body = (target / file["member"]).read_bytes()
                if hashlib.sha256(body).hexdigest() != file["sha256"]:
                    raise SystemExit(f"{name} of {package['name']} is not the file that was pinned")
                (FOLDER / name).write_bytes(body)


if __name__ == "__main__":
    fetch()
