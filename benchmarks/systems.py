"""What is measured: our reader with each engine, and peers on the raw page in the same run.

A system is ``name → (path) → Read``. Making one loads its models; that time is not a page's.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import tesserocr
from PIL import Image

from benchmarks.machine import ROOT
from motlan_vision.reader import Reader


@dataclass
class Read:
    """Lines of one page; words with confidence where the system gives them."""

    lines: list[str]
    words: list[tuple[str, float]] = field(default_factory=list)
    #: Of a system in a process of its own: its CPU seconds for the page, and the most memory it ever held, in MB.
    cpu: float | None = None
    peak_mb: float = 0.0


Read1 = Callable[[Path], Read]


class Absent(Exception):
    """A peer that this machine hasn't; the message says what would bring it."""


def ours(engine: str, threads: int) -> Read1:
    """Our reader, every step of it, with one engine."""
    reader = Reader(engine=None if engine == "default" else engine, threads=threads)

    def read(path: Path) -> Read:
        out = Read([])
        with reader.open(path, path.name) as scan:
            for index in range(scan.page_count):
                page, _ = scan.read(index, page=index + 1, source=0)
                for line in page.lines:
                    out.lines.append(line.text)
                    spoken = [(w.text, w.confidence) for w in line.words]
                    out.words += spoken or [(t, line.confidence) for t in line.text.split()]
        return out

    return read


def tesseract(threads: int) -> Read1:
    """Plain Tesseract, page segmentation 3, Vietnamese, on the page as it lies in the file."""
    os.environ["OMP_THREAD_LIMIT"] = str(threads)
    data = _tessdata()
    if data is None:
        return _tesseract_command()
    api = tesserocr.PyTessBaseAPI(path=str(data), lang="vie", psm=tesserocr.PSM.AUTO)

    def read(path: Path) -> Read:
        with Image.open(path) as image:
            api.SetImage(image.convert("RGB") if image.mode not in ("L", "RGB") else image)
        text = api.GetUTF8Text()  # recognises; the words are there only after it
        words = [(t, c / 100) for t, c in zip(api.AllWords(), api.AllWordConfidences(), strict=False)]
        return Read(text.splitlines(), words)

    return read


def _tessdata() -> Path | None:
    debian = sorted(Path("/usr/share/tesseract-ocr").glob("*/tessdata"))
    named = os.environ.get("TESSDATA_PREFIX")
    folders = [*([Path(named)] if named else []), *debian, Path("/usr/share/tessdata")]
    return next((d for d in folders if (d / "vie.traineddata").is_file()), None)


def _tesseract_command() -> Read1:
    command = shutil.which("tesseract")
    known = (
        subprocess.run([command, "--list-langs"], capture_output=True, text=True, check=False).stdout if command else ""
    )
    if not command or "vie" not in known.split():
        raise Absent("no Vietnamese data of Tesseract here: as root, 'apt-get install tesseract-ocr tesseract-ocr-vie'")

    def read(path: Path) -> Read:
        done = subprocess.run(
            [command, str(path), "-", "-l", "vie", "--psm", "3"], capture_output=True, text=True, check=True
        )
        return Read(done.stdout.splitlines())

    return read


#: The environment that ``scripts/make_peers`` makes.
PEER_PYTHON = ROOT / ".venv-peers" / "bin" / "python"


def apart(name: str, threads: int) -> Read1:
    """A peer in an environment and a process of its own (``peer_worker.py``)."""
    if not PEER_PYTHON.is_file():
        raise Absent("no environment of the peers here: run scripts/make_peers")
    if name == "ocrmypdf":
        _tesseract_command()
    command = [str(PEER_PYTHON), str(ROOT / "benchmarks" / "peer_worker.py"), name, str(threads)]
    limits = {"OMP_THREAD_LIMIT": str(threads), "OMP_NUM_THREADS": str(threads)}
    worker = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env={**os.environ, **limits},
    )
    assert worker.stdin is not None and worker.stdout is not None
    say, hear = worker.stdin, worker.stdout
    if not hear.readline():
        raise Absent(f"{name} did not start in .venv-peers: run scripts/make_peers")

    def read(path: Path) -> Read:
        say.write(f"{path.resolve()}\n")
        say.flush()
        answer = json.loads(hear.readline() or '{"failed": "the worker ended"}')
        if "failed" in answer:
            raise RuntimeError(answer["failed"])
        return Read(answer["lines"], [(w, c) for w, c in answer["words"]], answer["cpu"], answer["peak_mb"])

    return read


PEERS: dict[str, Callable[[int], Read1]] = {
    "tesseract": tesseract,
    **{name: partial(apart, name) for name in ("ocrmypdf", "trueocr", "rapidocr")},
}


def make(name: str, threads: int) -> Read1:
    """``motlan:ENGINE`` or the name of a peer; raises ``Absent``."""
    return ours(name.removeprefix("motlan:"), threads) if name.startswith("motlan:") else PEERS[name](threads)
