"""Takes out of a layer what no function ever loads, says what is left, fails over budget.

``slim_layer.py <artifacts folder> <budget in MB>``. Lambda allows 250 MiB (262 MB) unzipped for a function and all its
layers; the budgets in layers/*/Makefile add up to less.
"""

from __future__ import annotations

import shutil
import struct
import sys
from pathlib import Path

#: Services that adapters speak to; botocore describes 400 in 20 MB. tests/contract/test_infra_layers.py compares.
AWS_SERVICES = frozenset({"dynamodb", "events", "s3", "sqs", "stepfunctions", "sts"})
_FOLDERS = frozenset({"tests", "test", "__pycache__"})
_ENDINGS = frozenset({".pyi", ".pyc", ".h", ".a", ".pxd", ".pyx"})
#: onnxruntime: training and conversion tools; libonnxruntime.so serves C programs, Python has its own copy.
_UNUSED = (
    "bin",
    ".lock",
    "numpy/f2py",
    "pypdfium2_cli",
    "onnxruntime/tools",
    "onnxruntime/transformers",
    "onnxruntime/quantization",
    "onnxruntime/datasets",
    "onnxruntime/backend",
    "onnxruntime/capi/libonnxruntime.so*",
)


def slim(site: Path) -> None:
    """``site``: the layer's ``python`` folder."""
    for pattern in _UNUSED:
        for path in list(site.glob(pattern)):
            _remove(path)
    for folder in [p for p in site.rglob("*") if p.is_dir() and p.name in _FOLDERS]:
        shutil.rmtree(folder, ignore_errors=True)
    for file in [p for p in site.rglob("*") if p.is_file() and p.suffix in _ENDINGS]:
        file.unlink()
    data = site / "botocore/data"
    for folder in [p for p in data.glob("*") if p.is_dir() and p.name not in AWS_SERVICES]:
        shutil.rmtree(folder)
    for library in [p for p in site.rglob("*.so*") if p.is_file() and not p.is_symlink()]:
        body = library.read_bytes()
        loaded = without_sections(body)
        if len(loaded) < len(body):
            library.write_bytes(loaded)


def without_sections(body: bytes) -> bytes:
    """A shared library cut to what is mapped when it is loaded (ELF-64, little-endian; anything else stays as it is).

    Symbols for debuggers lie behind the last loaded byte. The dynamic linker reads program headers only, so the table
    of sections may go too (the gABI allows ``e_shoff`` 0).
    """
    if body[:6] != b"\x7fELF\x02\x01":
        return body
    (table,) = struct.unpack_from("<Q", body, 0x20)
    size, count = struct.unpack_from("<HH", body, 0x36)
    ends = [table + size * count]
    for n in range(count):
        (offset,) = struct.unpack_from("<Q", body, table + n * size + 8)
        (length,) = struct.unpack_from("<Q", body, table + n * size + 32)
        ends.append(offset + length)
    if max(ends) > len(body):
        return body
    head = bytearray(body[: max(ends)])
    struct.pack_into("<Q", head, 0x28, 0)  # e_shoff
    struct.pack_into("<HH", head, 0x3C, 0, 0)  # e_shnum, e_shstrndx
    return bytes(head)


def megabytes(folder: Path) -> float:
    """Bytes of all files, as Lambda counts them, in units of 1,000,000."""
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file() and not p.is_symlink()) / 1e6


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


if __name__ == "__main__":
    artifacts, budget = Path(sys.argv[1]), float(sys.argv[2])
    slim(artifacts / "python")
    left = megabytes(artifacts)
    print(f"{artifacts.name}: {left:.1f} MB unzipped of {budget:.0f}")
    if left > budget:
        sys.exit(f"{artifacts.name} is over its budget")
