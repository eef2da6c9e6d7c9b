"""Hostile files through ``motlan digitise`` in one command: it ends, says what became of each, stays in bounds."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from motlan_vision.limits import DEFAULT
from tests.hostile.test_open import CASES

HOSTILE = Path(__file__).resolve().parents[3] / "shared" / "data" / "hostile"
FILES = sorted(f for f in HOSTILE.rglob("*") if f.is_file() and f.suffix != ".md") if HOSTILE.is_dir() else []
#: Every sixteenth file, the same ones each time; all 84 are opened in ``test_open``.
SOME = FILES[::16]
#: Runs the command and says what the process itself took at most; recognition adds 300 MB and is no matter here.
RUN = """
import resource, sys
from motlan.cli.main import main
status = main(sys.argv[1:])
print(status, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""
MEMORY = 700 * 1024  # kilobytes


def digitise(files: list[Path], out: Path, timeout: float) -> tuple[int, dict[str, object]]:
    """The command's status and its JSON; within memory, in at most so many seconds."""
    command = ["digitise", *map(str, files), "--engine", "recorded", "--threads", "1", "--json", str(out)]
    done = subprocess.run(
        [sys.executable, "-c", RUN, *command], capture_output=True, text=True, timeout=timeout, check=True
    )
    status, own = (int(n) for n in done.stdout.split())
    assert own < MEMORY
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 < DEFAULT.memory_bytes
    dossier: dict[str, object] = json.loads(out.read_text("utf-8"))
    return status, dossier


def complete(dossier: dict[str, object], files: list[Path]) -> None:
    """Each file is told of, each page there once, in order, with a status and, where unreadable, a reason."""
    source, pages = dossier["source"], dossier["pages"]
    assert isinstance(source, list)
    assert isinstance(pages, list)
    told = json.dumps([source, dossier["warnings"]], ensure_ascii=False)
    assert all(file.name in told for file in files)
    assert len(pages) == sum(s["pages"] for s in source)
    assert [p["page"] for p in pages] == list(range(1, len(pages) + 1))
    for page in pages:
        assert page["status"] in ("read", "blank", "unreadable")
        assert page["warnings"] or page["status"] != "unreadable"


@pytest.mark.shared
@pytest.mark.skipif(not FILES, reason="../shared/data/hostile is absent")
def test_one_dossier_of_hostile_files(tmp_path: Path) -> None:
    status, dossier = digitise(SOME, tmp_path / "dossier.json", 40 * len(SOME))
    assert status in (0, 3)
    complete(dossier, SOME)


def test_one_dossier_of_small_broken_files_and_a_sound_one(tmp_path: Path) -> None:
    files = []
    for name, make, _ in CASES:
        if name != "long.pdf":  # its 501 pages are refused in test_open
            files.append(tmp_path / name)
            files[-1].write_bytes(make())
    status, dossier = digitise(files, tmp_path / "dossier.json", 300)
    assert status in (0, 3)
    complete(dossier, files)
