"""``motlan down``: stop the stack."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace

from motlan.cli.local import add_home, stack


def configure(parser: ArgumentParser) -> None:
    """Options."""
    add_home(parser)


def run(args: Namespace) -> int:
    """Its state stays below ``--home`` and is there again after ``motlan up``."""
    local = stack(args)
    print(f"stopped; its state is kept in {local.home}" if local.down() else "the stack was not running")
    return 0
