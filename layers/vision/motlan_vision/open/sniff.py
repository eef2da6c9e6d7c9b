"""What a file is, by its first bytes and never by its name."""

from __future__ import annotations

from pathlib import Path

HEAD_BYTES = 1024

#: ISO base media brands (ISO/IEC 23008-12, AVIF 1.0) at bytes 8..12 behind ``ftyp``.
_BRANDS = {
    b"heic": "image/heic", b"heix": "image/heic", b"heim": "image/heic", b"heis": "image/heic",
    b"hevc": "image/heic", b"mif1": "image/heic", b"msf1": "image/heic", b"avif": "image/avif", b"avis": "image/avif",
}  # fmt: skip

_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"II+\x00", "image/tiff"),
    (b"MM\x00+", "image/tiff"),
    (b"\x00\x00\x00\x0cjP  \r\n\x87\n", "image/jp2"),
)


def media_type(head: bytes) -> str | None:
    """The media type that the first ``HEAD_BYTES`` bytes show, or None for a kind that is not read.

    A PDF header may stand anywhere in the first 1,024 bytes (PDF 32000-1, implementation note 13), but not behind an
    HTML or image opening: those are tried first.
    """
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head[4:8] == b"ftyp":
        return _brand(head)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "image/webp"
    return "application/pdf" if b"%PDF-" in head else None


def _brand(head: bytes) -> str | None:
    """Major brand first; a generic one (``mif1``) yields to a compatible brand that says more."""
    size = min(int.from_bytes(head[:4], "big"), len(head))
    brands = [head[8:12], *(head[i : i + 4] for i in range(16, size - 3, 4))]
    known = [_BRANDS[b] for b in brands if b in _BRANDS]
    if "image/avif" in known:
        return "image/avif"
    return known[0] if known else None


def of_file(path: Path) -> str | None:
    """``media_type`` of a file on disk; None for an empty one."""
    with path.open("rb") as file:
        return media_type(file.read(HEAD_BYTES))
