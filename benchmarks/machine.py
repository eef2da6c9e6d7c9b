"""On what a figure was taken: machine, versions, commit, inputs."""

from __future__ import annotations

import hashlib
import os
import platform
import resource
import shutil
import subprocess
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("motlan", "numpy", "pillow", "onnxruntime", "tesserocr", "pypdfium2", "zxing-cpp", "rapidfuzz", "pydantic")


def describe() -> dict[str, object]:
    """Processor, cores, memory, system, versions, commit (with ``+changes`` where the tree is not clean), date."""
    return {
        "machine": {
            "cpu": _cpu(),
            "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
            "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
            "system": platform.system(),
            "architecture": platform.machine(),
            "load_1min": round(os.getloadavg()[0], 2),
        },
        "versions": {"python": platform.python_version(), **{p: v for p in PACKAGES if (v := _version(p))}},
        "commit": _commit(),
        "date": datetime.now(UTC).strftime("%Y-%m-%d"),
    }


def inputs(files: Iterable[Path]) -> dict[str, object]:
    """How many files, and one hash over their names and contents."""
    digest, count = hashlib.sha256(), 0
    for path in sorted(files, key=lambda p: p.name):
        digest.update(path.name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
        count += 1
    return {"count": count, "sha256": digest.hexdigest()}


def peak_mb() -> float:
    """The most memory that this process ever held (not its children's), in MB."""
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(kilobytes / (1024 if platform.system() != "Darwin" else 2**20), 1)


def children_peak_mb() -> float:
    """The most memory that any child of this process ever held, living ones included, in MB.

    A child counts as at least what this process held when it was started.
    """
    return max(round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024, 1), living_peak_mb())


def living_peak_mb() -> float:
    """The most memory that any living child of this process ever held, in MB; 0 where there is none."""
    peaks = [0.0]
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            facts = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
        except OSError:  # it ended meanwhile
            continue
        if int(facts["PPid"]) == os.getpid() and "VmHWM" in facts:
            peaks.append(int(facts["VmHWM"].split()[0]) / 1024)
    return round(max(peaks), 1)


def _cpu() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.processor() or "unknown"


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


def _commit() -> str:
    if shutil.which("git") is None:
        return "unknown"

    def git(*args: str) -> str:
        return subprocess.run(
            ["git", "-C", str(ROOT), *args], capture_output=True, text=True, check=False
        ).stdout.strip()

    head = git("rev-parse", "--short=12", "HEAD")
    return (head or "unknown") + ("+changes" if git("status", "--porcelain", "--untracked-files=no") else "")
