"""``motlan up``: start the whole stack on this machine."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from argparse import ArgumentParser, Namespace

from motlan.cli import web
from motlan.cli.local import add_home, stack
from motlan.cli.status import describe


def configure(parser: ArgumentParser) -> None:
    """Options."""
    add_home(parser)
    parser.add_argument("--foreground", action="store_true", help="stay until Ctrl-C, then stop the stack")


def run(args: Namespace) -> int:
    """A second call deploys what changed in the template; functions run from the working tree and need none."""
    local = stack(args)
    began = time.monotonic()
    _web_app()
    print("starting the emulator and deploying template.yaml …", file=sys.stderr)
    local.up()
    print(f"ready after {time.monotonic() - began:.1f} s", file=sys.stderr)
    print(describe(local))
    if args.foreground:
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            while local.running():
                time.sleep(1)
        except KeyboardInterrupt:
            print("stopping …", file=sys.stderr)
        finally:
            local.down()
    return 0


def _web_app() -> None:
    """Built if it changed; without it (no node, no registry) everything else still runs, and its page says so."""
    try:
        web.build()
    except (OSError, subprocess.SubprocessError) as error:
        print(f"the web app was not built, all else runs: {error}", file=sys.stderr)
