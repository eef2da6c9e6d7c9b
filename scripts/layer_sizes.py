"""Unzipped sizes of what ``sam build`` made; fails where a function with its layers is over Lambda's limit."""

from __future__ import annotations

import sys
from pathlib import Path

from samtranslator.yaml_helper import yaml_parse

sys.path.insert(0, str(Path(__file__).resolve().parent))

from slim_layer import megabytes

ROOT = Path(__file__).resolve().parent.parent
#: "250 MB", which Lambda counts as 250 MiB.
LIMIT = 250 * 2**20 / 1e6


def layers_of() -> dict[str, list[str]]:
    """Function → the layers that the templates give it."""
    found = {}
    for file in sorted((ROOT / "infra").glob("*.yaml")):
        template = yaml_parse(file.read_text("utf-8")) or {}
        shared = template.get("Globals", {}).get("Function", {}).get("Layers", [])
        for name, resource in (template.get("Resources") or {}).items():
            if resource["Type"] == "AWS::Serverless::Function":
                own = resource["Properties"].get("Layers", [])
                found[name] = [layer["Ref"] for layer in (*shared, *own)]
    return found


def main(build: Path) -> int:
    """``build``: ``.aws-sam/build``."""
    layers = {p.name: megabytes(p) for p in sorted((build / "Layers").iterdir()) if p.is_dir()}
    for name, size in layers.items():
        print(f"{name:20} {size:7.1f} MB")
    worst = 0.0
    for name, used in layers_of().items():
        (folder,) = build.glob(f"*/{name}")
        size = megabytes(folder) + sum(layers[layer] for layer in used)
        print(f"{name:20} {size:7.1f} MB with {', '.join(used)}")
        worst = max(worst, size)
    print(f"{'at most':20} {worst:7.1f} MB of {LIMIT:.1f}")
    return int(worst > LIMIT)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
