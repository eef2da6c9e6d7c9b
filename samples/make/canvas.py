"""A sheet that is drawn on, and remembers every line of text that was put on it, with its box."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from PIL import Image, ImageDraw

from samples.make import fonts

DPI = 300
INK = (22, 22, 26)
BLUE = (28, 44, 140)
Kind = Literal["print", "hand", "stamp", "mrz"]
Align = Literal["left", "center", "right"]


_ink: ContextVar[bool] = ContextVar("ink", default=True)


@contextmanager
def without_ink() -> Iterator[None]:
    """Sheets made inside remember what is put on them and draw nothing."""
    token = _ink.set(False)
    try:
        yield
    finally:
        _ink.reset(token)


class _NoPen:
    """Draws nothing, whatever it is asked for."""

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *_, **__: None


@dataclass(frozen=True)
class Run:
    """A piece of text in one cut of one face; None means: as the line has it."""

    text: str
    bold: bool = False
    italic: bool = False
    face: str | None = None
    size: float | None = None
    colour: tuple[int, int, int] | None = None
    hand: bool = False
    lift: float = 0.0


@dataclass
class TruthLine:
    """What one printed line says; ``box`` in pixels of the sheet."""

    text: str
    box: tuple[float, float, float, float]
    hand: bool = False
    kind: Kind = "print"


@dataclass
class Drawn:
    """One word as it was put down: what a reader may see; ``box`` in pixels of the sheet."""

    text: str
    box: tuple[float, float, float, float]
    hand: bool = False
    kind: Kind = "print"


@dataclass
class Sheet:
    """One side of one piece of paper, ``width`` x ``height`` millimetres, drawn at 300 dpi."""

    width: float = 210.0
    height: float = 297.0
    paper: tuple[int, int, int] = (255, 255, 255)
    lines: list[TruthLine] = field(default_factory=list)
    optional_lines: list[dict[str, str]] = field(default_factory=list)
    codes: list[dict[str, str]] = field(default_factory=list)
    drawn: list[Drawn] = field(default_factory=list)
    seals: list[tuple[float, float, float, float]] = field(default_factory=list)
    blank: bool = False
    kind: str = "doc"

    def __post_init__(self) -> None:
        self.ink = _ink.get()
        mode, paper = ("RGB", self.paper) if self.ink else ("1", 1)
        self.image = Image.new(mode, (px(self.width), px(self.height)), paper)
        self.draw: Any = ImageDraw.Draw(self.image) if self.ink else _NoPen()

    def text(
        self,
        x: float,
        y: float,
        runs: str | Run | list[Run],
        *,
        face: str,
        size: float,
        align: Align = "left",
        record: bool = True,
        kind: Kind = "print",
    ) -> tuple[float, float, float, float]:
        """One line, its baseline at ``y`` and its left, middle or right at ``x`` (mm). Returns its box in pixels."""
        pieces = as_runs(runs)
        total = sum(width(r, face, size) for r in pieces)
        left = px(x) - (total / 2 if align == "center" else total if align == "right" else 0)
        base, at = px(y), left
        top, bottom = base, base
        for run in pieces:
            font = font_of(run, face, size)
            self._put(at, base - px(run.lift), run, font)
            ascent, descent = font.getmetrics()
            above, below = base - round(0.78 * ascent), base + round(0.75 * descent)
            self._remember(run, font, at, (float(above), float(below)), kind)
            top, bottom = min(top, above), max(bottom, below)
            at += font.getlength(run.text)
        words = " ".join("".join(r.text for r in pieces).split())
        box = (left, float(top), at, float(bottom))
        if record and words:
            self.lines.append(TruthLine(words, box, any(r.hand and r.text.strip() for r in pieces), kind))
        return box

    def _remember(
        self, run: Run, font: fonts.ImageFont.FreeTypeFont, x: float, across: tuple[float, float], kind: Kind
    ) -> None:
        for word in split_keep(run.text):
            wide = font.getlength(word)
            if word.strip():
                box = (x, across[0], x + font.getlength(word.rstrip()), across[1])
                self.drawn.append(Drawn(word.strip(), box, run.hand, kind))
            x += wide

    def _put(self, x: float, base: float, run: Run, font: fonts.ImageFont.FreeTypeFont) -> None:
        if not self.ink:
            return
        colour = run.colour or (BLUE if run.hand else INK)
        if not run.hand:
            self.draw.text((x, base), run.text, font=font, fill=colour, anchor="ls")
            return
        wobble = random.Random(f"{run.text}{round(x)}{base}")  # a pen never comes back to quite the same height
        for word in split_keep(run.text):
            self.draw.text((x, base + wobble.uniform(-3, 3)), word, font=font, fill=colour, anchor="ls")
            x += font.getlength(word)

    def rule(
        self, x0: float, y0: float, x1: float, y1: float, *, weight: int = 2, colour: tuple[int, int, int] = INK
    ) -> None:
        """A straight line, ends in mm, ``weight`` in pixels."""
        if not self.ink:
            return
        self.draw.line((px(x0), px(y0), px(x1), px(y1)), fill=colour, width=weight)

    def dots(self, x0: float, y: float, x1: float, *, size: float, face: str) -> None:
        """A dot leader on a baseline: drawn, and no part of the truth."""
        if not self.ink:
            return
        font = fonts.load(face, points(size))
        count = int((px(x1) - px(x0)) / max(1.0, font.getlength(".")))
        if count > 0:
            self.draw.text((px(x0), px(y)), "." * count, font=font, fill=(70, 70, 74), anchor="ls")

    def move_in(self, other: Sheet, dx: int, dy: int) -> None:
        """Takes over what another sheet says, ``dx``, ``dy`` pixels further; its picture is pasted by the caller."""

        def moved(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
            return (box[0] + dx, box[1] + dy, box[2] + dx, box[3] + dy)

        self.lines += [replace(line, box=moved(line.box)) for line in other.lines]
        self.drawn += [replace(word, box=moved(word.box)) for word in other.drawn]
        self.seals += [moved(box) for box in other.seals]
        self.codes += other.codes
        self.optional_lines += other.optional_lines

    def paste(self, picture: Image.Image, x: float, y: float) -> None:
        """A picture, its top left at (x, y) mm; transparent where its alpha says so."""
        if not self.ink:
            return
        self.image.paste(picture, (px(x), px(y)), picture if picture.mode == "RGBA" else None)


def px(mm: float) -> int:
    """Millimetres in pixels of a sheet."""
    return round(mm * DPI / 25.4)


def points(size: float) -> int:
    """Typographic points in pixels of a sheet."""
    return max(4, round(size * DPI / 72))


def as_runs(runs: str | Run | list[Run]) -> list[Run]:
    """Whatever the caller found easiest to write, as a list of runs."""
    return [Run(runs)] if isinstance(runs, str) else [runs] if isinstance(runs, Run) else runs


def font_of(run: Run, face: str, size: float) -> fonts.ImageFont.FreeTypeFont:
    """The font of a run; a face that would draw one of its letters as another one is not used for it."""
    name = run.face or face
    if any(c in fonts.FACES[name].lacks for c in run.text):
        name = "vibes"
    return fonts.load(name, points(run.size or size), bold=run.bold, italic=run.italic)


def width(run: Run, face: str, size: float) -> float:
    """Pixels that a run takes."""
    return float(font_of(run, face, size).getlength(run.text))


def split_keep(text: str) -> list[str]:
    """Words with the space after them."""
    words = text.split(" ")
    return [w + (" " if i < len(words) - 1 else "") for i, w in enumerate(words)]
