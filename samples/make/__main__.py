"""``python -m samples.make --seed N --out DIR [--count K] [--types a,b] [--looks a|b|c|d|h]`` draws dossiers.

``--case NAME`` (or ``all``) draws what is no sound dossier (``cases``).
"""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from samples.make import cases, export, recipes, scan


def main() -> None:
    """Writes ``files/`` and ``truth/`` below the folder given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--count", type=int, default=10)
    parser.add_argument("--types", help="comma-separated paper types; dossiers hold only these")
    parser.add_argument(
        "--looks", choices=("a", "b", "c", "d", "h"), help="draw with a set of other words and places (look.py)"
    )
    parser.add_argument("--case", choices=(*cases.CASES, "all"), help="draw what is no sound dossier (cases.py)")
    parser.add_argument("--profile", choices=sorted(scan.PROFILES))
    parser.add_argument(
        "--today", type=date.fromisoformat, default=date(2026, 11, 15), help="the day on which validity is judged"
    )
    args = parser.parse_args()
    if args.case:
        for name in cases.CASES if args.case == "all" else [args.case]:
            truth = export.write(cases.make(name, args.seed, args.today), args.out)
            print(truth["id"], f"{len(truth['pages'])} pages", *[p["type"] for p in truth["papers"]], flush=True)
        return
    types = set(args.types.split(",")) if args.types else None
    for n in range(1, args.count + 1):
        made = recipes.make(args.seed, n, args.today, types=types, profile=args.profile, words=args.looks)
        truth = export.write(made, args.out)
        print(
            truth["id"],
            truth["profile"],
            f"{len(truth['pages'])} pages",
            *[p["type"] for p in truth["papers"]],
            flush=True,
        )


if __name__ == "__main__":
    main()
