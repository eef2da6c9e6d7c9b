#!/usr/bin/env python3
"""Fetches the model and font files that ``layers/*/*.lock`` pin, out of the packages that carry them.

The packages (name, version, sha256 of the wheel) come through the machine's own uv or pip configuration; nothing of
their code is kept or run, only the named files are, each checked against its own sha256. Quick where all are there.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

LAYERS = Path(__file__).resolve().parent.parent / "layers"
#: Lock → the folder that its files go to.
LOCKS = {LAYERS / "vision/models.lock": LAYERS / "vision/models", LAYERS / "print/fonts.lock": LAYERS / "print/fonts"}


def sha256(path: Path) -> str:
    """Hex digest of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def missing(package: dict[str, Any], folder: Path) -> dict[str, dict[str, str]]:
    """The files of one package that are absent or not what the lock says."""
    files: dict[str, dict[str, str]] = package["files"]
    return {n: f for n, f in files.items() if not (folder / n).is_file() or sha256(folder / n) != f["sha256"]}


def install(package: dict[str, Any], target: Path) -> None:
    """Unpacks the pinned wheel into ``target`` without its dependencies; uv first, pip where uv can't."""
    want = target.parent / "want.txt"
    want.write_text(f"{package['name']}=={package['version']} --hash=sha256:{package['sha256']}\n")
    # 3.12: one of the packages declares it, though its files are for everybody
    tail = ["install", "--quiet", "--no-deps", "--require-hashes", "--python-version", "3.12"]
    tail += ["--target", str(target), "-r", str(want)]
    ways = (["uv", "pip", *tail], ["pip", *tail, "--only-binary", ":all:", "--disable-pip-version-check"])
    for way in ways:
        if subprocess.run([sys.executable, "-m", *way], check=False).returncode == 0:
            return
    raise SystemExit(f"could not fetch {package['name']} {package['version']}: is a package registry reachable?")


def fetch(package: dict[str, Any], folder: Path) -> None:
    """Brings what is missing of one package into ``folder``."""
    wanted = missing(package, folder)
    if not wanted:
        return
    print(f"fetching the files of {package['name']} {package['version']}", file=sys.stderr)
    with tempfile.TemporaryDirectory() as scratch:
        unpacked = Path(scratch) / "package"
        install(package, unpacked)
        for name, file in wanted.items():
            source = unpacked / file["member"]
            if sha256(source) != file["sha256"]:
                raise SystemExit(f"{name} in {package['name']} {package['version']} is not the file that was pinned")
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.move(source, folder / name)


def main() -> None:
    """Fetches all packages of both locks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, help="folder for the files")
    parser.add_argument("--lock", type=Path, help="only what this file pins; it needs --to")
    args = parser.parse_args()
    if args.lock and not args.to:
        parser.error("--lock needs --to")
    for lock, folder in {args.lock: args.to}.items() if args.lock else LOCKS.items():
        for package in json.loads(lock.read_text())["packages"]:
            fetch(package, args.to or folder)


if __name__ == "__main__":
    main()
