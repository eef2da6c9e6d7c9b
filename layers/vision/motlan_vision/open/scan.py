"""An open file as its pages, one at a time, decoded in a child process that may die without taking this one along."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any

from motlan.model import Issue, Line
from motlan_vision.arrays import Rgb
from motlan_vision.decode.base import PlacedWord
from motlan_vision.limits import Limits
from motlan_vision.open.child import Child, ChildLost, give_back, take
from motlan_vision.open.refusal import PAGE_WARNINGS, Unreadable, rejected
from motlan_vision.open.text_layer import sound_lines


@dataclass
class RawPage:
    """A page as the file displays it.

    ``image``: RGB, (H, W, 3). ``dpi``: dots an inch of this picture. ``text_lines``: the lines of a sound text layer,
    boxes as fractions of the picture, or None where there is none or none that can be trusted.
    """

    image: Rgb
    dpi: int
    text_lines: list[Line] | None = None
    warnings: list[Issue] = field(default_factory=list)


class Scan:
    """Use as a context manager. Holds no page that it has handed out."""

    def __init__(self, path: Path, media_type: str, limits: Limits) -> None:
        """Raises ``Rejected``."""
        self.media_type = media_type
        self._path, self._limits = path, limits
        self._child: Child | None = None
        self._failures, self._trouble = 0, False
        try:
            reply = self._start()
        except ChildLost as lost:
            raise rejected("E_CORRUPT", "(mở quá lâu)" if lost.reason == "time" else "") from None
        if "refused" in reply:
            self._trouble = True
            self.close()
            raise rejected(reply["refused"], reply["detail"])
        self.page_count = int(reply["pages"])
        if self.page_count > limits.pages_max:
            self.close()
            raise rejected("E_TOO_MANY_PAGES", f"({self.page_count} trang, tối đa {limits.pages_max})")

    def page(self, index: int) -> RawPage:
        """Page ``index`` from 0. Raises ``Unreadable``; IndexError outside the file.

        After ``failures_max`` pages in a row that killed their decoder the rest of the file is not tried any more, so
        that a hostile file can't take its page limit in time for each of 500 pages.
        """
        if not 0 <= index < self.page_count:
            raise IndexError(index)
        if self._failures >= self._limits.failures_max:
            raise Unreadable("crash")
        try:
            if self._child is None:
                self._start()
            assert self._child is not None
            head, image = self._child.page(index, self._limits)
        except ChildLost as lost:
            self._child = None
            self._failures += 1
            raise Unreadable(lost.reason) from None
        self._failures = 0
        if image is None:
            self._trouble = True
            raise Unreadable(head["bad_page"])
        lines = (
            None if head["scan"] or not head["words"] else sound_lines([PlacedWord(*w) for w in head["words"]], image)
        )
        return RawPage(image, int(head["dpi"]), lines, [PAGE_WARNINGS[w] for w in head["warnings"]])

    def close(self) -> None:
        """Lets go of the file; may be called twice. A child that met something broken isn't used for another file."""
        child, self._child = self._child, None
        if child is None:
            return
        if self._trouble:
            child.close()
        else:
            give_back(child)

    def __enter__(self) -> Scan:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _start(self) -> dict[str, Any]:
        self._child = take(self._limits)
        path = str(self._path.resolve())
        try:
            return self._child.open(path, self.media_type, self._limits)
        except ChildLost as lost:
            if lost.reason == "time":
                raise
        # The idle child may have died of an earlier file, or for want of memory: this file deserves one of its own.
        self._child = take(self._limits)
        return self._child.open(path, self.media_type, self._limits)
