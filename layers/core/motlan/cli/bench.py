"""``motlan bench``: accuracy, speed, memory on a folder with truth; the store at scale; what is asked for once."""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from pathlib import Path
from typing import Any

#: The source tree: benchmarks are no part of the installed package.
ROOT = Path(__file__).resolve().parents[4]
EXIT_OK, EXIT_USAGE = 0, 2


def configure(parser: argparse.ArgumentParser) -> None:
    """``bench reading DIR``, ``bench fields DIR``, ``bench once``, ``bench store``."""
    what = parser.add_subparsers(dest="what", required=True, metavar="reading|fields|once|store")
    reading = what.add_parser("reading", help="pages: a picture beside a .txt")
    reading.add_argument("--engines", default="default", help="comma-separated engines of ours")
    reading.add_argument(
        "--peers",
        default="tesseract,ocrmypdf,trueocr,rapidocr",
        help="comma-separated peers on the raw page (all but tesseract need scripts/make_peers); '' for none",
    )
    reading.add_argument("--repeats", type=int, default=1, help="how often each page is timed")
    fields = what.add_parser("fields", help="dossiers: files/ beside truth/")
    fields.add_argument("--engine", default="default")
    fields.add_argument(
        "--readings", type=Path, metavar="DIR", help="keep read pages there, and use those that are kept"
    )
    fields.add_argument("--outputs", type=Path, metavar="DIR", help="write each dossier's JSON there")
    once = what.add_parser(
        "once", help="a simulated year of a ward: what citizens bring without the service and with it"
    )
    once.add_argument("--share", type=float, default=1.0, help="this share of the dossiers and citizens")
    store = what.add_parser("store", help="checklist, prefill and indicators over stores of up to a million papers")
    store.add_argument("--papers", default="1000,10000,100000,1000000", help="comma-separated sizes")
    store.add_argument("--repeats", type=int, default=200, help="how often each call is timed")
    store.add_argument("--http", default="1000,10000", help="sizes also measured through a local stack; '' for none")
    for sub in (once, store):
        sub.add_argument("--out", type=Path, metavar="FILE", help="write the whole result there as JSON")
    for sub in (reading, fields):
        sub.add_argument("folder", type=Path, metavar="DIR")
        sub.add_argument("--limit", type=int, help="so many pages or dossiers, evenly over the folder")
        sub.add_argument("--threads", type=int, default=1 if sub is reading else 2)
        sub.add_argument("--processes", type=int, default=2 if sub is reading else 1)
        sub.add_argument("--out", type=Path, metavar="FILE", help="write the whole result there as JSON")


def run(args: argparse.Namespace) -> int:
    """0 measured, 2 nothing to measure there, or no benchmarks beside this installation."""
    if not (ROOT / "benchmarks" / "tables.py").is_file():
        print("motlan bench: runs from the source tree only (benchmarks/ is not installed)", file=sys.stderr)
        return EXIT_USAGE
    sys.path.insert(0, str(ROOT))
    module: Any = importlib.import_module(f"benchmarks.{args.what}")
    tables: Any = importlib.import_module("benchmarks.tables")
    try:
        if args.what in ("once", "store"):
            result = module.run(**{k: v for k, v in vars(args).items() if k in ("share", "papers", "repeats", "http")})
        elif args.what == "reading":
            result = module.run(
                args.folder,
                engines=_names(args.engines),
                peers=_names(args.peers),
                repeats=args.repeats,
                **_common(args),
            )
        else:
            result = module.run(
                args.folder, engine=args.engine, readings=args.readings, outputs=args.outputs, **_common(args)
            )
    except ValueError as error:
        print(f"motlan bench: {error}", file=sys.stderr)
        return EXIT_USAGE
    print(getattr(tables, args.what)(result))
    if args.out:
        args.out.parent.mkdir(parents=True, exist_ok=True)
        args.out.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return EXIT_OK


def _common(args: argparse.Namespace) -> dict[str, int | None]:
    return {"limit": args.limit, "threads": args.threads, "processes": args.processes}


def _names(text: str) -> list[str]:
    return [n for n in text.split(",") if n]
