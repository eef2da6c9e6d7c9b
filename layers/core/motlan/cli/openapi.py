"""``motlan openapi``: the API's description as a file, and what of it would break the clients of the last release."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from motlan.api.app import make_app
from motlan.api.openapi import describe
from motlan.cli.openapi_changes import breaking_changes
from motlan.cli.openapi_types import types_of


def configure(parser: argparse.ArgumentParser) -> None:
    """Where to write, what to compare with."""
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the description (docs/openapi.json)")
    parser.add_argument("--types", type=Path, metavar="FILE", help="write the Python client's types")
    parser.add_argument("--against", type=Path, metavar="FILE", help="name what breaks clients of this description")


def run(args: argparse.Namespace) -> int:
    """0, or 1 where something breaks."""
    description = described()
    told = text(description)
    if args.types:
        args.types.write_text(types_of(description), encoding="utf-8")
    if args.write:
        args.write.write_text(told, encoding="utf-8")
    breaks = breaking_changes(json.loads(args.against.read_text("utf-8")), json.loads(told)) if args.against else []
    for line in breaks:
        print(line, file=sys.stderr)
    if not args.write and not args.against and not args.types:
        print(told, end="")
    return 1 if breaks else 0


def described() -> dict[str, Any]:
    """The description of the handlers as they stand; nothing is called."""
    return describe(make_app(cast("Any", SimpleNamespace())))


def text(description: dict[str, Any]) -> str:
    """As it is committed: in a stable order, so that a change shows as itself."""
    return json.dumps(description, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
