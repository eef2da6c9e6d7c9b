"""``motlan digitise``: one dossier of the files given, in process (contract.md 1)."""

from __future__ import annotations

import argparse
import json
import os
import sys
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

from pydantic import JsonValue

from motlan.model import Dossier, Page
from motlan.usecases.digitise import digitise

#: Việt Nam keeps UTC+7 all year.
VIETNAM = timezone(timedelta(hours=7))

EXIT_OK, EXIT_USAGE, EXIT_REJECTED = 0, 2, 3


def configure(parser: argparse.ArgumentParser) -> None:
    """The options of contract.md 1, and what helps to look inside."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="PDF, TIFF, JPEG, PNG or HEIC")
    target = parser.add_mutually_exclusive_group()
    target.add_argument("--out", type=Path, metavar="DIR", help="write dossier.json and a picture of every page there")
    target.add_argument("--json", metavar="FILE", help="write the JSON to FILE; - is stdout")
    parser.add_argument("--pages-only", action="store_true", help="stop after reading: no papers")
    parser.add_argument("--engine", help="recognition engine (default: $MOTLAN_ENGINE or the best installed)")
    parser.add_argument(
        "--threads",
        type=int,
        default=min(4, os.cpu_count() or 1),
        help="pages read side by side (default: %(default)s)",
    )
    parser.add_argument("--today", type=date.fromisoformat, help="the day that validity is judged on (default: today)")
    parser.add_argument("--debug", type=Path, metavar="DIR", help="write a picture after every step of reading there")


def run(args: argparse.Namespace) -> int:
    """0 read (also when it needs review), 3 rejected, 2 usage error."""
    absent = [f for f in args.files if not f.is_file()]
    if absent:
        print(f"motlan digitise: no such file: {absent[0]}", file=sys.stderr)
        return EXIT_USAGE
    from motlan_vision.reader import Reader  # noqa: PLC0415  (loads models: only once the arguments are known good)

    if args.out:
        (args.out / "pages").mkdir(parents=True, exist_ok=True)

    def progress(name: str, number: int, of: int, page: Page, preview: bytes | None) -> None:
        print(f"{name}: trang {number}/{of} {page.status}", file=sys.stderr, flush=True)
        if args.out and preview:
            (args.out / "pages" / f"{page.page:04}.jpg").write_bytes(preview)

    dossier = digitise(
        args.files,
        reader=Reader(engine=args.engine, threads=1, debug=args.debug),
        today=args.today or datetime.now(VIETNAM).date(),
        papers=not args.pages_only,
        progress=progress,
        at_once=max(1, args.threads),
    )
    _write(dossier, args)
    return EXIT_REJECTED if dossier.outcome == "rejected" else EXIT_OK


def _write(dossier: Dossier, args: argparse.Namespace) -> None:
    text = json.dumps(dossier.for_output(), ensure_ascii=False, indent=1)
    if args.json == "-":
        print(text)
    elif args.json:
        Path(args.json).write_text(text + "\n", encoding="utf-8")
    elif args.out:
        (args.out / "dossier.json").write_text(text + "\n", encoding="utf-8")
    else:
        print(summary(dossier))


def summary(dossier: Dossier) -> str:
    """What a person wants to see: papers, fields, what is in doubt."""
    out = [f"{len(dossier.pages)} trang, {len(dossier.papers)} giấy tờ, kết quả: {dossier.outcome}"]
    out += [f"  ! {w.code} {w.message}" for w in dossier.warnings]
    for paper in dossier.papers:
        pages = ", ".join(map(str, paper.pages))
        out.append(f"\n{paper.title or paper.type} [{paper.type}] trang {pages} ({paper.confidence:.0%})")
        for key, field in paper.fields.items():
            if field.status != "missing":
                sign = "✓" if field.status == "accepted" else "?"
                out.append(f"  {sign} {key}: {shown_value(field.value)} {mark(field.confidence)}")
        out += [f"  ! {i.code} {i.message}" for i in paper.issues]
    return "\n".join(out)


def shown_value(value: JsonValue) -> str:
    """A value on one line."""
    if value is None:
        return "(để trống)"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def mark(confidence: float) -> str:
    """A confidence for people; rounded down, so that only certainty is called 100 %."""
    return f"({int(confidence * 100)} %)"
