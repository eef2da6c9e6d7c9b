"""The child process: opens one file after another and sends pages to its parent.

Decoders of PDF, TIFF, JPEG and HEIC are large C libraries that hostile files have crashed, hung and bloated before;
here that costs one process that can be killed. Protocol, over stdin and stdout: one JSON line a request, one JSON
line a reply, followed for a page by its raw RGB bytes.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
from dataclasses import fields
from pathlib import Path
from typing import IO, Any

from motlan_vision.decode.base import BadPage, Decoder, Refused
from motlan_vision.limits import Limits


def open_decoder(path: Path, media_type: str, limits: Limits) -> Decoder:
    """Raises ``Refused``. The decoders are imported as they are needed: starting is what this process does most."""
    if media_type == "application/pdf":
        from motlan_vision.decode.pdf import open_pdf  # noqa: PLC0415

        return open_pdf(path, limits)
    if media_type in ("image/heic", "image/heif"):
        from pillow_heif import register_heif_opener  # noqa: PLC0415

        register_heif_opener(thumbnails=False)
    from motlan_vision.decode.picture import PictureFile  # noqa: PLC0415

    return PictureFile(path, media_type, limits)


class Server:
    """Answers requests until stdin ends."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out
        self._decoder: Decoder | None = None

    def answer(self, request: dict[str, Any]) -> None:
        """One request, one reply; only a broken pipe or a dying process leaves it unanswered."""
        try:
            if request["op"] == "open":
                limits = Limits(**{f.name: request["limits"][f.name] for f in fields(Limits)})
                self._decoder = None
                self._decoder = open_decoder(Path(request["path"]), request["media_type"], limits)
                self._send({"pages": self._decoder.page_count})
            elif request["op"] == "page":
                self._page(int(request["index"]))
            else:
                self._decoder = None
                self._send({})
        except Refused as refused:
            self._send({"refused": refused.code, "detail": refused.detail})
        except BadPage as bad:
            self._send({"bad_page": bad.reason})
        except MemoryError:
            self._send({"bad_page": "memory", "refused": "E_TOO_LARGE", "detail": ""})
        except Exception:
            self._send({"bad_page": "corrupt", "refused": "E_CORRUPT", "detail": ""})

    def _page(self, index: int) -> None:
        if self._decoder is None:
            raise BadPage("corrupt")
        page = self._decoder.page(index)
        height, width = page.image.shape[:2]
        head = {"height": height, "width": width, "dpi": page.dpi, "words": page.words, "scan": page.scan}
        self._send(head | {"warnings": page.warnings}, page.image.data.cast("B"))

    def _send(self, head: dict[str, Any], body: memoryview | None = None) -> None:
        self._out.write(json.dumps(head).encode() + b"\n")
        if body is not None:
            self._out.write(body)
        self._out.flush()


def main() -> None:
    """Started by ``child.Child`` with the bound on memory as its only argument."""
    memory = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    out = os.fdopen(os.dup(1), "wb", buffering=1 << 16)
    os.dup2(2, 1)  # a library that prints must not break the protocol
    server = Server(out)
    for line in sys.stdin.buffer:
        server.answer(json.loads(line))


if __name__ == "__main__":
    main()
