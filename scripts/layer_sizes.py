"""Unzipped sizes of what ``sam build`` made; fails where a function with its layers is over Lambda's limit."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from slim_layer import megabytes

#: "250 MB", which Lambda counts as 250 MiB.
LIMIT = 250 * 2**20 / 1e6


def main(build: Path) -> int:
    """``build``: ``.aws-sam/build``."""
    layers = {p.name: megabytes(p) for p in sorted((build / "Layers").iterdir()) if p.is_dir()}
    functions = {p.name: megabytes(p) for stack in ("Pipeline", "Api") for p in (build / stack).iterdir() if p.is_dir()}
    for name, size in (layers | functions).items():
        print(f"{name:20} {size:7.1f} MB")
    worst = sum(layers.values()) + max(functions.values())
    print(f"{'together at most':20} {worst:7.1f} MB of {LIMIT:.1f}")
    return int(worst > LIMIT)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
