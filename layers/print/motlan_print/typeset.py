"""Typst as the port ``Printer``: templates are source, what is printed is data and never becomes source."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typst import TypstError

#: ``@preview/…`` would be fetched from the network; ``eval`` and ``plugin`` would run what is not a template.
_FORBIDDEN = re.compile(r"@|\beval\b|\bplugin\b")


class BadPrintTemplate(RuntimeError):
    """A template that doesn't exist, may not be used or doesn't compile: a fault of the data files, not of the call."""


class Typesetter:
    """``ports.Printer`` over the templates of one folder (``templates/print``), which is all that Typst may read.

    A template begins with ``#import "common.typ": *``: that gives it ``data`` (as JSON has it), ``sheet`` and the like.
    """

    def __init__(self, folder: Path) -> None:
        self._root = folder.resolve()
        for path in self._root.glob("*.typ"):
            if found := _FORBIDDEN.search(path.read_text("utf-8")):
                raise BadPrintTemplate(f"{path.name}: '{found.group()}' is not allowed in a print template")

    def print(self, template: str, data: Mapping[str, object], *, code: str | None = None) -> bytes:
        """A4 as PDF. Raises ``BadPrintTemplate``; whatever the data hold, they print as text."""
        # 84 MB that a call without a print need not wait for
        import typst  # noqa: PLC0415

        from motlan_print.fonts import FAMILY, fonts  # noqa: PLC0415

        source = self._root / f"{template}.typ"
        if not re.fullmatch(r"[a-z][a-z0-9_]*", template) or not source.is_file():
            raise BadPrintTemplate(f"no print template '{template}' in {self._root}")
        inputs = {"data": json.dumps(data, ensure_ascii=False), "family": FAMILY, "code": qr(code) if code else ""}
        try:
            made = typst.compile(source, root=self._root, font_paths=fonts(), sys_inputs=inputs, format="pdf")
        except typst.TypstError as error:
            raise BadPrintTemplate(f"{template}.typ: {_where(error)}") from None
        if not isinstance(made, bytes):
            raise BadPrintTemplate(f"{template}.typ: no PDF came back")
        return made


def qr(text: str) -> str:
    """An SVG of the QR code (TCVN 7322:2009 = ISO/IEC 18004), error correction M, with its quiet zone."""
    import segno  # noqa: PLC0415 - see above

    file = io.BytesIO()
    segno.make_qr(text, error="m").save(file, kind="svg", border=4, xmldecl=False, svgns=True, nl=False)
    return file.getvalue().decode()


def _where(error: TypstError) -> str:
    """Message and line; the data that it may quote are personal and are cut off."""
    line = re.search(r"\.typ:\d+:\d+", error.diagnostic or "")
    return f"{line.group() if line else ''} {str(error).partition(':')[0][:80]}".strip()
