"""``motlan doctor``: what is missing on this machine, and the command that mends it."""

from __future__ import annotations

import importlib.util
import json
import shutil
import socket
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from motlan.cli.local import ROOT, places
from motlan_vision.models import folders

#: What the main path needs; import name → what for.
_NEEDED = {
    "pydantic": "the library",
    "numpy": "reading",
    "onnxruntime": "reading",
    "PIL": "reading",
    "pypdfium2": "reading",
    "tesserocr": "reading",
    "ministack": "the stack on this machine",
    "awslambdaric": "the stack on this machine",
    "samtranslator": "the stack on this machine",
}
_FREE_MB = 2048


@dataclass(frozen=True)
class Finding:
    """``mend`` is a command, or empty where all is well; ``needed`` is False for what only some commands want."""

    what: str
    mend: str = ""
    needed: bool = True


def configure(parser: ArgumentParser) -> None:
    """No options."""


def run(args: Namespace) -> int:
    """Exit status 1 where something that the main path needs is missing."""
    findings = list(examine())
    for finding in findings:
        mark = "ok     " if not finding.mend else "MISSING" if finding.needed else "absent "
        print(f"{mark}  {finding.what}" + (f"\n         mend: {finding.mend}" if finding.mend else ""))
    return 1 if any(f.mend and f.needed for f in findings) else 0


def examine() -> Iterator[Finding]:
    """Everything that is looked at, in the order in which it is needed."""
    python = f"Python {sys.version_info.major}.{sys.version_info.minor}"
    usable = (3, 11) <= sys.version_info[:2] < (3, 14)
    yield Finding(python, "" if usable else "rm -rf .venv && MOTLAN_PYTHON=python3.12 make setup")
    missing = {name: use for name, use in _NEEDED.items() if importlib.util.find_spec(name) is None}
    for name, use in missing.items():
        yield Finding(f"package {name} ({use})", "make setup")
    if not missing:
        yield Finding(f"{len(_NEEDED)} packages")
        yield _emulator()
    yield _models()
    yield _port()
    free = shutil.disk_usage(ROOT).free // 2**20
    yield Finding(f"{free} MB free below {ROOT}", "" if free > _FREE_MB else "make clean, or free some space")
    for tool, use in {"make": "make demo, sam build", "git": "updates"}.items():
        yield Finding(f"{tool} ({use})", "" if shutil.which(tool) else f"apt-get install {tool}", needed=False)
    sam = Path(sys.executable).with_name("sam")
    yield Finding("sam (deploying to AWS)", "" if sam.exists() else "make setup", needed=False)


def _emulator() -> Finding:
    wanted = str(places().MINISTACK)
    try:
        found = version("ministack")
    except PackageNotFoundError:
        found = "none"
    return Finding(f"ministack {found} (the launcher is written for {wanted})", "" if found == wanted else "make setup")


def _models() -> Finding:
    try:
        lock = json.loads((ROOT / "layers/vision/models.lock").read_text())
        names = [name for package in lock["packages"] for name in package["files"]]
    except (OSError, ValueError, KeyError) as error:
        return Finding(
            f"layers/vision/models.lock can't be read ({type(error).__name__})",
            "git checkout layers/vision/models.lock",
        )
    absent = [n for n in names if not any((folder / n).is_file() for folder in folders())]
    return Finding(f"{len(names) - len(absent)} of {len(names)} model files", "scripts/setup.sh" if absent else "")


def _port() -> Finding:
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", 0))
        except OSError as error:
            return Finding(f"no port on 127.0.0.1 ({error})", "allow this user to listen on the loopback interface")
    return Finding("a free port on 127.0.0.1")
