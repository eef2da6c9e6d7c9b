"""Text down a sheet: paragraphs, labels with values, several on one line; wrapped, with dot leaders, in one style."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from samples.make import look
from samples.make.canvas import DPI, Run, Sheet, TruthLine, as_runs, split_keep, width

Align = Literal["left", "center", "right", "justify"]


@dataclass(frozen=True)
class Style:
    """How a form is set and how it was filled in. ``leaders``: none, dots after the value, or dots under all of it."""

    face: str = "tinos"
    size: float = 13.0
    leading: float = 1.32
    left: float = 25.0
    right: float = 190.0
    leaders: Literal["none", "tail", "under"] = "none"
    value_bold: bool = False
    value_italic: bool = False
    value_face: str | None = None
    hand: str | None = None
    look: look.Look | None = None

    def label(self, label: str) -> str:
        """A label in the words of this paper's look."""
        return self.look.label(label) if self.look else label

    def value(self, text: str, *, bold: bool | None = None) -> Run:
        """A filled-in value in this style."""
        if self.hand:
            return Run(
                text, face=self.hand, size=self.size * (1.22 if self.hand == "vibes" else 1.1), hand=True, lift=0.5
            )
        return Run(
            text,
            bold=self.value_bold if bold is None else bold,
            italic=self.value_italic,
            face=self.value_face,
            lift=0.4 if self.leaders == "under" else 0.0,
        )


class Flow:
    """A cursor that goes down a sheet. ``y`` is the baseline of the next line, in mm."""

    def __init__(self, sheet: Sheet, style: Style, top: float) -> None:
        self.sheet, self.style, self.y = sheet, style, top

    @property
    def step(self) -> float:
        """One line, in mm."""
        return self.style.size * self.style.leading * 25.4 / 72

    def skip(self, lines: float) -> None:
        """Down by so many lines."""
        self.y += lines * self.step

    def line(
        self, runs: str | Run | list[Run], *, align: Align = "left", size: float | None = None, x: float | None = None
    ) -> None:
        """One line that fits."""
        s = self.style
        where = {"left": s.left, "center": (s.left + s.right) / 2, "right": s.right, "justify": s.left}[align]
        kind = "left" if align == "justify" else align
        self.sheet.text(where if x is None else x, self.y, runs, face=s.face, size=size or s.size, align=kind)
        self.skip(1 if size is None else size / s.size)

    def paragraph(self, runs: str | Run | list[Run], *, indent: float = 0.0, gap: float = 0.0) -> float:
        """Wrapped between the margins; returns the x (mm) at which its last line ends."""
        s, end = self.style, s_left(self.style) + indent
        lines = wrap(as_runs(runs), s.face, s.size, s.right - s.left - indent, s.right - s.left)
        for i, pieces in enumerate(lines):
            box = self.sheet.text(s.left + (indent if i == 0 else 0), self.y, pieces, face=s.face, size=s.size)
            end = box[2] * 25.4 / DPI
            self.skip(1)
        self.skip(gap)
        return end

    def field(self, label: str, value: str | None, *, bold: bool | None = None, note: str = "") -> None:
        """``label: value`` over as many lines as it takes; None leaves the leader empty."""
        s = self.style
        head = Run(s.label(label) + (note or "") + " ")
        said = [s.value(value, bold=bold)] if value else []
        if s.look and s.look.arrange != "run":
            self._apart(head, said)
        else:
            self._run_on(head, said)
        more = s.look.other_line() if s.look else None
        if more:
            self._run_on(Run(f"{more[0]}: "), [s.value(more[1])] if more[1] else [])

    def _run_on(self, head: Run, said: list[Run]) -> None:
        """The value right behind its label."""
        s = self.style
        start = s.left + width(head, s.face, s.size) * 25.4 / DPI
        first = self.y
        end = self.paragraph([head, *said])
        last = self.y - self.step
        if s.leaders == "under":
            for i in range(round((last - first) / self.step) + 1):
                self.sheet.dots(
                    start if i == 0 else s.left, first + i * self.step + 0.3, s.right, size=s.size, face=s.face
                )
        elif s.leaders == "tail" or not said:
            self.sheet.dots(end + 0.6, last, s.right, size=s.size, face=s.face)

    def _apart(self, head: Run, said: list[Run]) -> None:
        """The value in a column of its own, in a ruled cell, or on the line below."""
        s, how = self.style, self.style.look.arrange if self.style.look else "run"
        tab = s.left + (s.right - s.left) * 0.38
        room = s.right - tab - 2
        names = wrap([head], s.face, s.size, tab - s.left - 2, tab - s.left - 2)
        lines = wrap(said, s.face, s.size, room, room)
        if how == "under":
            names, tab = [[head]], s.left
            lines = wrap(said, s.face, s.size, s.right - s.left, s.right - s.left)
        top = self.y
        for n, pieces in enumerate(names):
            self.sheet.text(s.left, top + n * self.step, pieces, face=s.face, size=s.size)
        first = top + (self.step if how == "under" else 0)
        for n, pieces in enumerate(lines):
            self.sheet.text(tab, first + n * self.step, pieces, face=s.face, size=s.size)
        self.skip(max(1, len(names) + len(lines)) if how == "under" else max(1, len(names), len(lines)))
        if how == "ruled":
            x0, x1, y0, y1 = s.left - 2, s.right, top - self.step * 0.8, self.y - self.step * 0.75
            for a, b, c, d in ((x0, y0, x1, y0), (x0, y1, x1, y1), (x0, y0, x0, y1), (x1, y0, x1, y1)):
                self.sheet.rule(a, b, c, d)
            self.sheet.rule(tab - 1.5, y0, tab - 1.5, y1)

    def fields(self, *cells: tuple[str, str | None], at: tuple[float, ...] | None = None) -> None:
        """Several ``label: value`` on one line; ``at``: where each begins, as shares of the text width."""
        s, total = self.style, self.style.right - self.style.left
        if s.look and (s.look.arrange in ("ruled", "under") or s.look.rng.random() < s.look.stacked):
            for label, value in cells:
                self.field(label, value)
            return
        named = [(s.label(label), value) for label, value in cells]
        starts = [s.left + total * (at[i] if at else i / len(cells)) for i in range(len(cells))]
        if s.look:
            starts = self._fitted(named, starts)
        pieces: list[str] = []
        boxes, hand = [], False
        for i, (label, value) in enumerate(named):
            runs = [Run(label + " ")] + ([s.value(value)] if value else [])
            stop = starts[i + 1] - 2 if i + 1 < len(cells) else s.right
            box = self.sheet.text(starts[i], self.y, runs, face=s.face, size=s.size, record=False)
            label_end = starts[i] + width(runs[0], s.face, s.size) * 25.4 / DPI
            if s.leaders == "under":
                self.sheet.dots(label_end, self.y + 0.3, stop, size=s.size, face=s.face)
            elif s.leaders == "tail" or not value:
                self.sheet.dots(box[2] * 25.4 / DPI + 0.6, self.y, stop, size=s.size, face=s.face)
            pieces.append(f"{label} {value or ''}".strip())
            boxes.append(box)
            hand = hand or bool(value and s.hand)
        remember(self.sheet, pieces, boxes, hand)
        self.skip(1)

    def _fitted(self, cells: list[tuple[str, str | None]], starts: list[float]) -> list[float]:
        """Starts moved right until no cell runs into the next: other words are longer."""
        out, end = [], 0.0
        for (label, value), start in zip(cells, starts, strict=True):
            out.append(max(start, end))
            runs = [Run(label + " "), *([self.style.value(value)] if value else [])]
            end = out[-1] + sum(width(r, self.style.face, self.style.size) for r in runs) * 25.4 / DPI + 3
        return out


def remember(
    sheet: Sheet, pieces: list[str], boxes: list[tuple[float, float, float, float]], hand: bool = False
) -> None:
    """Cells that stand on one line are one line of the truth, left to right."""
    box = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes))
    sheet.lines.append(TruthLine(" ".join(" ".join(pieces).split()), box, hand))


def wrap(runs: list[Run], face: str, size: float, first: float, rest: float) -> list[list[Run]]:
    """Runs cut into lines of ``first`` and then ``rest`` mm, at spaces only."""
    room, lines, line, used = first * DPI / 25.4, [], [], 0.0
    for run in runs:
        for word in split_keep(run.text):
            piece = replace(run, text=word)
            need = width(replace(run, text=word.rstrip()), face, size)
            if line and used + need > room:
                lines.append(line)
                line, used, room = [], 0.0, rest * DPI / 25.4
            line.append(piece)
            used += width(piece, face, size)
    return [join(p) for p in [*lines, line] if p]


def join(pieces: list[Run]) -> list[Run]:
    """Neighbours of one cut drawn as one string."""
    out: list[Run] = []
    for piece in pieces:
        if out and replace(out[-1], text="") == replace(piece, text=""):
            out[-1] = replace(out[-1], text=out[-1].text + piece.text)
        else:
            out.append(piece)
    return out


def s_left(style: Style) -> float:
    """The left margin in mm."""
    return style.left
