"""The command ``motlan``: one module a subcommand, imported only when it is called."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence

#: subcommand → (module below motlan.cli, help). The module has ``configure(parser)`` and ``run(args) -> int``.
COMMANDS: dict[str, tuple[str, str]] = {
    "digitise": ("digitise", "read files into one dossier (JSON), on this machine alone"),
    "up": ("up", "start the whole stack on this machine"),
    "down": ("down", "stop the stack; its state is kept"),
    "status": ("status", "what runs, and where"),
    "web": ("web", "build the clerk's app, publish it to a deployed stack"),
    "doctor": ("doctor", "what is missing on this machine, and the command that mends it"),
    "demo": ("demo", "upload the sample dossiers and tell what becomes of them"),
    "bench": ("bench", "measure reading and fields on a folder with truth"),
    "openapi": ("openapi", "the API's description, and what of it breaks older clients"),
    "procedures": ("procedures", "import a catalogue of procedures, or tell what changes in it"),
    "templates": ("templates", "check the data files, or try one on a scan"),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Exit status: 0 done, 2 usage error, 3 rejected input, 1 anything else."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    parser = argparse.ArgumentParser(prog="motlan", description="Một Lần: read once, never ask twice.")
    subparsers = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    chosen = arguments[0] if arguments else None
    for name, (module, help_line) in COMMANDS.items():
        sub = subparsers.add_parser(name, help=help_line, description=help_line)
        if name == chosen:
            loaded = importlib.import_module(f"motlan.cli.{module}")
            loaded.configure(sub)
            sub.set_defaults(run=loaded.run)
    args = parser.parse_args(arguments)
    return int(args.run(args))


if __name__ == "__main__":
    sys.exit(main())
