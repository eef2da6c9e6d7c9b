"""``python -m benchmarks.robust [--only turns,skews,codes,…] [--engine vote] [--pages N] [--out FILE]``."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from benchmarks.machine import ROOT
from benchmarks.robust.run import all_parts


def main() -> None:
    """Prints a line a fault; writes all of it as JSON where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=2, help="clean pages of the evaluation set beside two drawn ones")
    parser.add_argument("--folder", type=Path, default=ROOT.parent / "shared" / "data" / "pages")
    parser.add_argument("--engine", default="vote")
    parser.add_argument("--only", default="", help="comma-separated beginnings of the faults' and parts' names")
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    only = [o for o in args.only.split(",") if o]
    result = all_parts(args.folder, args.engine, only, args.pages)
    if args.out:
        args.out.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
