"""A page as it was read: the meeting point of the vision layer and the rest (contract.md 1)."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from motlan.model.geometry import Box
from motlan.model.issue import Issue

Rotation = Literal[0, 90, 180, 270]
PageStatus = Literal["read", "blank", "unreadable"]
#: ``office``, ``nation``: a letterhead's left and right half (NĐ 30/2020/NĐ-CP PL I, boxes 2, 3, 5b and 1, 4);
#: ``signature``: one column, from who signs to the name; ``recipients``: "Nơi nhận"; the last three in the margins
Part = Literal["body", "office", "nation", "table", "signature", "recipients", "page_number", "header", "footer"]


class Word(BaseModel):
    """One word of a line with its own calibrated confidence (0..1).

    A check box in or beside the line stands among its words as ``☐`` or ``☑`` (and not in the line's ``text``).
    ``struck``: crossed out by hand.
    """

    text: str
    confidence: float = Field(ge=0, le=1)
    box: Box
    struck: bool = False


class Cell(BaseModel):
    """Where a line stands in a table: the page's n-th table, row and column, all from 0 (see ``Page.cells``)."""

    table: int = Field(ge=0)
    row: int = Field(ge=0)
    column: int = Field(ge=0)


class Line(BaseModel):
    """One printed line, NFC. All but ``text``, ``confidence``, ``box`` stays inside the service (``Page.for_output``).

    ``kind``: printed, written by hand, machine-readable zone, inside a stamp. ``block``: lines of one column or
    letterhead half share a number; lines are already in reading order. ``part``: what of the page its block is.
    ``cell``: its place in a table, or None.
    """

    text: str
    confidence: float = Field(ge=0, le=1)
    box: Box
    words: list[Word] = []
    kind: Literal["print", "hand", "mrz", "stamp"] = "print"
    block: int = 0
    part: Part = "body"
    cell: Cell | None = None


class Code(BaseModel):
    """A decoded QR code, barcode, …: ``kind`` is one of qr, datamatrix, pdf417, code128, ean."""

    kind: str
    text: str
    box: Box


class Region(BaseModel):
    """A part of the page that is a thing of its own: one of two cards on an A4, one half of a spread."""

    kind: Literal["card", "half"]
    box: Box


class Check(BaseModel):
    """A check box: a printed square, ``ticked`` where something stands in it (a tick, a cross, an x).

    ``confidence`` of the state: low where only a trace was found.
    """

    box: Box
    ticked: bool
    confidence: float = Field(ge=0, le=1)


class Page(BaseModel):
    """One input page. Every input page has exactly one, in order, whatever happened to it."""

    model_config = ConfigDict(validate_assignment=True)

    page: int = Field(ge=1)
    source: int = Field(ge=0)
    source_page: int = Field(ge=1)
    width_px: int = Field(ge=0, default=0)
    height_px: int = Field(ge=0, default=0)
    dpi: int = Field(ge=0, default=0)
    rotation: Rotation = 0
    status: PageStatus = "read"
    lines: list[Line] = []
    codes: list[Code] = []
    warnings: list[Issue] = []
    read_by: Literal["ocr", "text_layer"] = "ocr"
    regions: list[Region] = []
    checks: list[Check] = []

    @property
    def text(self) -> str:
        """Reading order, one printed line a line."""
        return "\n".join(line.text for line in self.lines)

    def blocks(self, *parts: Part) -> list[list[Line]]:
        """The blocks that are one of these parts (all where none is named), each as its lines, in reading order."""
        found: dict[int, list[Line]] = {}
        for line in self.lines:
            if not parts or line.part in parts:
                found.setdefault(line.block, []).append(line)
        return list(found.values())

    def cells(self, table: int) -> dict[tuple[int, int], list[Line]]:
        """The lines of one of the page's tables by row and column, in reading order; empty cells are absent.

        Columns are the ruled ones, or for a table without rules those that its rows share; a cell that spans several
        counts as the one its middle lies in. ``{}`` where there is no such table.
        """
        found: dict[tuple[int, int], list[Line]] = {}
        for line in self.lines:
            if line.cell is not None and line.cell.table == table:
                found.setdefault((line.cell.row, line.cell.column), []).append(line)
        return found

    def checks_beside(self, line: Line) -> list[Check]:
        """The check boxes that stand among a line's words, from left to right."""
        marks = {word.box for word in line.words if word.text in ("☐", "☑")}
        return sorted((c for c in self.checks if c.box in marks), key=lambda c: c.box[0])

    def withheld(self, code: str, why: str) -> Page:
        """The page with nothing of what stood on it, and why (Vietnamese)."""
        warning = Issue(code=code, message=why)
        return self.model_copy(
            update={
                "status": "unreadable",
                "lines": [],
                "codes": [],
                "regions": [],
                "checks": [],
                "warnings": [warning],
            }
        )

    def for_output(self) -> dict[str, object]:
        """The page in the outer contract's form: nothing more, nothing less."""
        out = self.model_dump(mode="json", exclude={"read_by", "regions", "checks", "lines"})
        lines = [line.model_dump(mode="json", include={"text", "confidence", "box"}) for line in self.lines]
        codes, warnings = out.pop("codes"), out.pop("warnings")
        return out | {"text": self.text, "lines": lines, "codes": codes, "warnings": warnings}
