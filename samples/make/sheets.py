"""The same facts on other sheets: every type again, by layouts that are data and know nothing of our templates.

``data/sheets/*.yaml`` holds them, line by line as offices print them. ``again`` takes a drawn paper and sets what it
says by one of them. Layouts marked ``held`` are kept apart: understanding is tuned on the others, judged with these.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from itertools import zip_longest
from pathlib import Path
from typing import Any

import yaml

from samples.make import marks
from samples.make.canvas import DPI, Run, Sheet, width
from samples.make.form import Flow, Style, remember
from samples.make.papers.paper import Paper, Truth, letterhead, national_head, signed, style
from samples.make.words import number

Line = str | dict[str, Any]
HERE = Path(__file__).resolve().parent / "data" / "sheets"
_PLACE = re.compile(r"\{(\w+)(?:\.(\w+))?\}")
#: how an office writes days, by the paper
DATES = ("/", "/", "/", "-", ".", "long")


@lru_cache(maxsize=1)
def layouts() -> dict[str, list[dict[str, Any]]]:
    """All layouts by paper type."""
    out: dict[str, list[dict[str, Any]]] = {}
    for path in sorted(HERE.glob("*.yaml")):
        for kind, some in yaml.safe_load(path.read_text("utf-8")).items():
            out.setdefault(kind, []).extend(some)
    return out


def again(paper: Paper, rng: random.Random, *, held: bool) -> Paper:
    """The paper by another layout; itself where there is none. Keys that the layout doesn't print are dropped."""
    fitting = [x for x in layouts().get(paper.type, []) if bool(x.get("held")) == held and _fits(x, paper)]
    # the layouts say amounts in words by themselves: a planted difference would be lost
    if not fitting or paper.hand or any(i["class"] == "area_words_mismatch" for i in paper.issues):
        return paper
    chosen = rng.choice(fitting)
    setter = Setter(paper.fields, rng, chosen)
    sheets = [setter.page(lines) for lines in chosen["pages"]]
    kept = {k: f for k, f in paper.fields.items() if k in setter.used}
    issues = [i for i in paper.issues if set(i["fields"]) <= set(kept)]
    return replace(paper, sheets=sheets, fields=kept, issues=issues)


def _fits(layout: dict[str, Any], paper: Paper) -> bool:
    if layout.get("variant", paper.variant) != paper.variant:
        return False
    return all(
        paper.fields.get(k, {}).get("value") not in (None, [], False) for k in layout.get("with", ())
    ) and not any(paper.fields.get(k, {}).get("value") for k in layout.get("without", ()))


class Nothing(dict[str, Truth]):
    """The fields of a form that nobody filled in: every key is there, and left empty."""

    def __contains__(self, key: object) -> bool:
        return True

    def __missing__(self, key: str) -> Truth:
        return {"value": None}

    def get(self, key: str, default: Any = None) -> Any:
        """Empty, whatever is asked for."""
        return {"value": None}


class Setter:
    """Sets the pages of one paper. ``used``: the keys that were printed. ``filled: false``: nobody has signed it."""

    def __init__(self, fields: dict[str, Truth], rng: random.Random, layout: dict[str, Any]) -> None:
        self.fields, self.rng, self.used = fields, rng, set[str]()
        overrides = {k: layout[k] for k in ("leading", "size", "left", "right", "leaders") if k in layout}
        self.style: Style = replace(style(rng, **overrides), look=None)
        self.dates = rng.choice(DATES)
        self.seals, self.filled = layout.get("sealed", True), layout.get("filled", True)

    def page(self, lines: Sequence[Line]) -> Sheet:
        """One side."""
        sheet = Sheet(paper=self.rng.choice([(255, 255, 255), (252, 250, 240), (246, 250, 244)]))
        self.flow = Flow(sheet, self.style, self.rng.uniform(18, 26))
        self.lines(lines)
        marks.specimen(sheet, self.rng)
        return sheet

    def lines(self, lines: Sequence[Line]) -> None:
        """Line by line, down the sheet."""
        for line in lines:
            if isinstance(line, str):
                self.line(line)
            else:
                (name, what), *rest = line.items()
                getattr(self, f"_{name}")(what, **dict(rest))

    def line(self, text: str) -> None:
        """``>`` right, ``=`` middle, ``==`` title, ``~`` italics on the right, ``|`` between cells of a row."""
        if not text:
            return self.flow.skip(0.5)
        if not self.has(text):
            return None
        mark, _, rest = text.partition(" ")
        if mark in (">", "=", "==", "~", "-"):
            return self._placed(mark, rest)
        cells = [c.strip() for c in text.split("|")]
        if len(cells) == 1:
            if self.empty(text):
                self.flow.field(_PLACE.sub("", text).rstrip(" .;,"), None)
            else:
                self.flow.paragraph(self.runs(text))
            return None
        s, total = self.style, self.style.right - self.style.left
        pieces, boxes = [], []
        wide = [sum(width(r, s.face, s.size) for r in self.runs(c)) * 25.4 / DPI + 3 for c in cells]
        if any(w > total / len(cells) for w in wide):
            for cell in cells:
                self.line(cell)
            return None
        for n, cell in enumerate(cells):
            x = s.left + total * n / len(cells)
            boxes.append(self.flow.sheet.text(x, self.flow.y, self.runs(cell), face=s.face, size=s.size, record=False))
            pieces.append("".join(r.text for r in self.runs(cell)))
        remember(self.flow.sheet, pieces, boxes)
        return self.flow.skip(1)

    def _placed(self, mark: str, text: str) -> None:
        if mark == "==":
            self.flow.line([replace(r, bold=True) for r in self.runs(text)], align="center", size=self.style.size + 4)
        elif mark == "=":
            self.flow.line([replace(r, bold=True) for r in self.runs(text)], align="center")
        elif mark == "-":
            self.flow.paragraph([Run("- "), *self.runs(text)])
        else:
            where = "right" if mark == ">" else None
            runs = [replace(r, italic=mark == "~") for r in self.runs(text)]
            s = self.style
            self.flow.line(
                runs, align="right" if where else "center", x=None if where else s.left + (s.right - s.left) * 0.72
            )

    def has(self, text: str) -> bool:
        """Whether all keys of a line are on this paper."""
        return all(m[1] in self.fields for m in _PLACE.finditer(text))

    def empty(self, text: str) -> bool:
        """Whether the line is printed and left empty."""
        keys = [m[1] for m in _PLACE.finditer(text)]
        self.used |= set(keys)
        return bool(keys) and all(self.fields[k]["value"] is None for k in keys)

    def runs(self, text: str, item: dict[str, Any] | None = None) -> list[Run]:
        """A line's label words and values, each in its cut."""
        out, at = [], 0
        for m in _PLACE.finditer(text):
            if m.start() > at:
                out.append(Run(text[at : m.start()]))
            value = item.get(m[1]) if item is not None else self.fields[m[1]]["value"]
            if item is None:
                self.used.add(m[1])
            out.append(self.style.value(printed(value, m[2] or self.dates)))
            at = m.end()
        return [*out, Run(text[at:])] if at < len(text) else out

    # -- lines that are more than a line

    def _head(self, left: list[str], number: str = "", day: str = "") -> None:
        s, said = self.style, [t for t in left if self.has(t)]
        runs = [replace(self.runs(t)[0], bold=n == len(said) - 1) for n, t in enumerate(said)]
        self.flow.y = letterhead(self.flow.sheet, s, self.flow.y, [Run(r.text.upper(), bold=r.bold) for r in runs]) + 4
        if number and self.has(number):
            x = s.left + (s.right - s.left) * 0.21
            self.flow.sheet.text(x, self.flow.y, self.runs(number), face=s.face, size=s.size, align="center")
        if day and self.has(day):
            self._placed("~", day)
        elif number:
            self.flow.skip(1)
        self.flow.skip(0.4)

    def _nation(self, size: float) -> None:
        s = self.style
        self.flow.y = national_head(self.flow.sheet, s, (s.left + s.right) / 2, self.flow.y, size=s.size + size) + 4

    def _sign(self, lines: list[str], beside: list[str] | None = None) -> None:
        *capacity, name = [self.runs(t)[0].text if self.runs(t) else "" for t in lines if self.has(t)]
        if not self.filled:
            for text in capacity:
                self._placed("~", text)
            return self.flow.skip(3)
        y = self.flow.y
        if beside:
            s = self.style
            for n, text in enumerate(beside):
                gap = 30.0 if n == len(beside) - 1 and n else 0.0
                run = Run(self.runs(text)[0].text, bold=True)
                at = y + n * self.flow.step + gap
                self.flow.sheet.text(s.left + 32, at, run, face=s.face, size=s.size, align="center")
        signed(self.flow, self.rng, capacity, name, sealed=self.seals, hinted=self.rng.random() < 0.3)

    def _columns(self, sides: list[list[str]], at: float = 0.5) -> None:
        s, top, low = self.style, self.flow.y, self.flow.y
        for n, side in enumerate(sides):
            x = s.left + (s.right - s.left) * at * n
            room = replace(s, left=x, right=x + (s.right - s.left) * (at if n == 0 else 1 - at) - 4)
            part = Flow(self.flow.sheet, room, top)
            self.flow, whole = part, self.flow
            self.style = room
            self.lines(side)
            low, self.flow, self.style = max(low, part.y), whole, s
        self.flow.y = low

    def _each(self, key: str, rows: Sequence[str] = (), numbered: str = "") -> None:
        for n, item in enumerate(self.fields.get(key, {}).get("value") or [], 1):
            self.used.add(key)
            said = item if isinstance(item, dict) else {"text": item}
            for row in rows:
                if all(said.get(m[1]) is not None for m in _PLACE.finditer(row)):
                    self.flow.paragraph(
                        [Run(numbered.format(n=n)), *self.runs(row, said)] if numbered else self.runs(row, said)
                    )

    def _table(self, heads: list[str], **what: Any) -> None:
        """A table: ``cells`` of the items of the list field ``key``, or ``rows`` of labels and values."""
        key, cells, rows = what.get("key", ""), what.get("cells", ()), what.get("rows", ())
        shares, ruled = what.get("shares", ()), what.get("ruled", True)
        if key and key not in self.fields:
            return
        items = [i if isinstance(i, dict) else {"text": i} for i in (self.fields[key]["value"] or [])] if key else []
        self.used |= {key} if key else set()
        body = [[[Run(str(n))] if c == "#" else self.runs(c, i) for c in cells] for n, i in enumerate(items, 1)]
        body += [[self.runs(c) for c in row] for row in rows if all(self.has(c) for c in row)]
        s = self.style
        wide = [x * (s.right - s.left) for x in (shares or [1 / len(heads)] * len(heads))]
        edges = [s.left + sum(wide[:n]) for n in range(len(wide) + 1)]
        top = self.flow.y - self.flow.step * 0.8
        for n, row in enumerate([[[Run(h, bold=True)] for h in heads] if any(heads) else None, *body]):
            if row is None:
                continue
            upper, low = self.flow.y, self.flow.y
            for at, (left, right, cell) in enumerate(zip_longest(edges[:-1], edges[1:], row)):
                part = Flow(self.flow.sheet, replace(s, left=left + 1.9, right=right - 1.9), upper)
                part.paragraph(cell or [Run(" ")])
                low = max(low, part.y) if at or cell else low
            self.flow.y = low
            if ruled:
                y = self.flow.y - self.flow.step * 0.8
                self.flow.sheet.rule(s.left, y, s.right, y)
                if n == 0 or not any(heads):
                    self.flow.sheet.rule(s.left, top, s.right, top)
        if ruled:
            for x in edges:
                self.flow.sheet.rule(x, top, x, self.flow.y - self.flow.step * 0.8)
        self.flow.skip(0.5)


def printed(value: Any, how: str) -> str:
    """A value as an office writes it; ``how``: a part of it, or the way of writing days."""
    if value is None:
        return "……………"
    if isinstance(value, bool):
        return "Có" if value else "Không"
    if isinstance(value, int | float):
        return _amount(value, how)
    text = str(value)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return _day(date.fromisoformat(text), how)
    if m := re.fullmatch(r"(?:(\d{4}-\d\d-\d\d)T)?(\d\d):(\d\d)", text):
        parts = {"h": m[2], "m": m[3]}
        return parts.get(how) or (_day(date.fromisoformat(m[1]), how) if m[1] else f"{m[2]}:{m[3]}")
    return {"title": text.title(), "upper": text.upper()}.get(how, text)


def _amount(value: float, how: str) -> str:
    if how == "words":
        return number(int(value)).capitalize()
    return f"{value:,}".replace(",", ".") if isinstance(value, int) else f"{value:g}".replace(".", ",")


def _day(day: date, how: str) -> str:
    parts = {"day": f"{day.day:02d}", "month": f"{day.month:02d}", "year": str(day.year), "yy": f"{day:%Y}"}
    if how in parts:
        return parts[how]
    if how == "long":
        return f"ngày {day.day:02d} tháng {day.month:02d} năm {day.year}"
    return f"{day:%d/%m/%Y}".replace("/", how if how in ("-", ".") else "/")
