"""The part of requirements.lock that one Lambda layer needs: ``layer_requirements.py core|vision|print`` prints it.

Names come from pyproject.toml and layers/*/requirements.txt, what they need in turn from the metadata of the
installed packages, versions and hashes from the lock: nothing is resolved anew, no registry is asked.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import requires
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
#: Lambda's runtime, whatever Python runs this script.
LAMBDA = {"python_version": "3.12", "python_full_version": "3.12.0", "sys_platform": "linux"}


def direct(layer: str) -> set[str]:
    """Names that the project itself asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    everything = _names(project["dependencies"])
    vision, print_ = (_names(_lines(ROOT / f"layers/{name}/requirements.txt")) for name in ("vision", "print"))
    for name, wanted, known in (("vision", vision, everything), ("print", print_, _extra(project))):
        if not wanted <= known:
            sys.exit(f"layers/{name}/requirements.txt names what pyproject.toml does not: {sorted(wanted - known)}")
    return {"vision": vision, "print": print_, "core": everything - vision}[layer]


def _extra(project: dict[str, Any]) -> set[str]:
    return _names(project["optional-dependencies"]["print"])


def _names(requirements: Iterable[str]) -> set[str]:
    return {canonicalize_name(Requirement(one).name) for one in requirements}


def _lines(file: Path) -> list[str]:
    return [line for line in file.read_text().splitlines() if line.strip() and not line.startswith("#")]


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
    (layer,) = sys.argv[1:]
    chosen = core if layer == "core" else closure(direct(layer)) - core
    print("\n".join(locked(chosen)))
