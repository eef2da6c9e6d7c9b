"""The part of requirements.lock that one Lambda layer needs: ``layer_requirements.py core|vision`` prints it.

Names come from pyproject.toml and layers/vision/requirements.txt, what they need in turn from the metadata of the
installed packages, versions and hashes from the lock: nothing is resolved anew, no registry is asked.
"""

from __future__ import annotations

import re
import sys
import tomllib
from importlib.metadata import requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
#: Lambda's runtime, whatever Python runs this script.
LAMBDA = {"python_version": "3.12", "python_full_version": "3.12.0", "sys_platform": "linux"}


def direct(layer: str) -> set[str]:
    """Names that the project itself asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    everything = {canonicalize_name(Requirement(d).name) for d in project["dependencies"]}
    lines = (ROOT / "layers/vision/requirements.txt").read_text().splitlines()
    vision = {canonicalize_name(line.strip()) for line in lines if line.strip() and not line.startswith("#")}
    if not vision <= everything:
        sys.exit(f"layers/vision/requirements.txt names what pyproject.toml does not: {sorted(vision - everything)}")
    return vision if layer == "vision" else everything - vision


def closure(names: set[str]) -> set[str]:
    """The names with everything that they need on Lambda."""
    found: set[str] = set()
    waiting = set(names)
    while waiting:
        name = waiting.pop()
        found.add(name)
        for line in requires(name) or []:
            need = Requirement(line)
            if need.marker is None or need.marker.evaluate({**LAMBDA, "extra": ""}):
                waiting |= {canonicalize_name(need.name)} - found
    return found


def locked(names: set[str]) -> list[str]:
    """Their entries in the lock, hashes and all. Leaves where one is missing."""
    entries = re.split(r"\n(?=[a-z0-9])", (ROOT / "requirements.lock").read_text().strip())
    wanted = [(canonicalize_name(e.split("==")[0]), e) for e in entries if "==" in e]
    missing = names - {name for name, _ in wanted}
    if missing:
        sys.exit(f"requirements.lock lacks {sorted(missing)}")
    return [entry for name, entry in wanted if name in names]


if __name__ == "__main__":
    core = closure(direct("core"))
    chosen = core if sys.argv[1:] == ["core"] else closure(direct("vision")) - core
    print("\n".join(locked(chosen)))
