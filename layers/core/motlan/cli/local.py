"""The way from the command line to ``infra/local`` of the working tree."""

from __future__ import annotations

import importlib
import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from motlan_client import Client

    from infra.local import LocalStack

#: The working tree that this package is installed from.
ROOT = Path(__file__).resolve().parents[4]


def add_home(parser: ArgumentParser) -> None:
    """The option that all commands of the stack share."""
    parser.add_argument(
        "--home", type=Path, default=ROOT / ".motlan", help="where its state lies (default: %(default)s)"
    )


def stack(args: Namespace) -> LocalStack:
    """The stack at ``--home``; leaves with what to do where packages are missing."""
    local: LocalStack = _import("infra.local").LocalStack(args.home)
    return local


def places() -> ModuleType:
    """``infra/local/places.py``."""
    return _import("infra.local.places")


def local_web() -> ModuleType:
    """``infra/local/web.py``: headers and settings of the web app, the same on AWS."""
    return _import("infra.local.web")


def client(local: LocalStack, user: str) -> Client:
    """The API of the running stack as this demo user calls it, by the integrators' own client (``clients/python``)."""
    found: Client = _import("motlan_client").Client(local.api_url, local.token(user))
    return found


def _import(name: str) -> ModuleType:
    if not (ROOT / "template.yaml").is_file():
        sys.exit("motlan: the stack needs a working tree of the project (git clone, then make setup)")
    for place in (ROOT, ROOT / "clients/python"):
        if str(place) not in sys.path:
            sys.path.insert(0, str(place))
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        sys.exit(f"motlan: {error.name} is not installed: make setup")
