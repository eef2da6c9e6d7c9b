"""What goes into the layers: exactly what the lock says, and nothing that an adapter needs is taken out."""

from __future__ import annotations

import re
import struct
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "scripts"))

import layer_requirements  # noqa: E402
import slim_layer  # noqa: E402


def test_every_service_that_an_adapter_speaks_to_keeps_its_description() -> None:
    used: set[str] = set()
    for folder in ("layers/core/motlan", "functions"):
        for file in (ROOT / folder).rglob("*.py"):
            if "cli" not in file.parts:
                used |= set(re.findall(r'\bclient\("([a-z0-9-]+)"', file.read_text("utf-8")))
    assert {"dynamodb", "s3", "stepfunctions", "events"} <= used
    assert used <= slim_layer.AWS_SERVICES


def test_the_layers_share_out_what_the_project_needs() -> None:
    core, vision, print_ = (layer_requirements.direct(layer) for layer in ("core", "vision", "print"))
    assert not core & vision
    assert not print_ & (core | vision)
    assert {"typst", "segno"} <= print_
    assert {"pydantic", "boto3"} <= core
    assert {"numpy", "onnxruntime"} <= vision


def test_a_layer_is_pinned_with_hashes_down_to_the_last_dependency() -> None:
    names = layer_requirements.closure(layer_requirements.direct("core"))
    assert {"pydantic-core", "botocore", "typing-extensions"} <= names
    entries = layer_requirements.locked(names)
    assert len(entries) >= len(names)
    assert all("--hash=sha256:" in entry for entry in entries)


def test_a_package_that_is_not_locked_stops_the_build() -> None:
    with pytest.raises(SystemExit, match="nothing-of-the-kind"):
        layer_requirements.locked({"nothing-of-the-kind"})


def elf(loaded: int, behind: int) -> bytes:
    """A library of one loaded segment with ``behind`` bytes after it, as debug symbols lie."""
    head = bytearray(64 + 56)
    head[:6] = b"\x7fELF\x02\x01"
    struct.pack_into("<Q", head, 0x20, 64)
    struct.pack_into("<HH", head, 0x36, 56, 1)
    struct.pack_into("<Q", head, 0x28, 99)
    struct.pack_into("<QQ", head, 64 + 8, 0, 0)
    struct.pack_into("<Q", head, 64 + 32, loaded)
    return bytes(head).ljust(loaded, b"L") + b"D" * behind


@pytest.mark.parametrize("behind", [0, 1, 5000])
def test_a_library_keeps_every_loaded_byte(behind: int) -> None:
    body = elf(4096, behind)
    cut = slim_layer.without_sections(body)
    assert len(cut) == 4096
    assert cut[0x40:] == body[0x40:4096]


@pytest.mark.parametrize("body", [b"", b"not a library", b"\x7fELF\x01\x01" + b"x" * 100])
def test_what_is_no_library_stays_as_it_is(body: bytes) -> None:
    assert slim_layer.without_sections(body) == body
