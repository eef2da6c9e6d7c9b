"""Where things lie on this machine."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REGION = "ap-southeast-1"
#: A file of this name in a package says: run what lies in this folder of the working tree instead.
MARKER = ".motlan-tree"
#: The launcher leans on private names of exactly this version (tests/contract/test_infra_launcher.py).
MINISTACK = "1.5.33"
#: An event of this key alone, ``{START: 2}``, makes the emulator start so many processes of a function and call none.
START = "motlan.start"
