"""A drawn paper with its truth, and the blocks that most papers share."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from samples.make import look, marks, places
from samples.make.canvas import DPI, Run, Sheet, as_runs, width
from samples.make.form import Flow, Style
from samples.make.words import long_date

Truth = dict[str, Any]


@dataclass
class Paper:
    """``fields`` in the contract's keys and normal forms; ``issues``: what was planted in it on purpose."""

    type: str
    title: str | None
    sheets: list[Sheet]
    fields: dict[str, Truth]
    variant: str | None = None
    issues: list[Truth] = field(default_factory=list)
    certification: Truth | None = None

    @property
    def hand(self) -> bool:
        """Whether it was filled in by hand."""
        return any(f.get("hand") for f in self.fields.values())


def v(value: Any, *alt: Any, **flags: Any) -> Truth:
    """A field's truth; None means printed and left empty."""
    out: Truth = {"value": value}
    if value is None:
        out["blank"] = True
    if alt:
        out["alt"] = list(alt)
    return out | flags


def iso(day: date) -> str:
    """The contract's form of a date."""
    return day.isoformat()


def planted(kind: str, code: str, fields: list[str], note: str, **flags: Any) -> Truth:
    """An inconsistency that was put in: class as the scorer names it, and the code of contract.md 3."""
    return {"class": kind, "code": code, "fields": fields, "note": note} | flags


def style(rng: random.Random, **overrides: Any) -> Style:
    """How an office prints: mostly Times, sometimes not; values bold, plain or typed."""
    base: dict[str, Any] = {
        "face": rng.choice(["tinos", "tinos", "tinos", "noto-serif", "source-serif", "arimo"]),
        "size": rng.choice([12.0, 12.5, 13.0]),
        "leading": rng.choice([1.25, 1.32, 1.42]),
        "left": rng.choice([22.0, 25.0, 30.0]),
        "right": rng.choice([188.0, 193.0]),
        "leaders": rng.choice(["none", "none", "tail", "under"]),
        "value_bold": rng.random() < 0.2,
    }
    if base["face"] == "noto-serif":
        base["size"] -= 1.5
    chosen = base | overrides | {"look": look.look(rng)}
    if chosen["look"] and chosen["look"].arrange == "under":
        chosen |= {"leading": 1.08, "size": min(11.0, chosen["size"])}  # twice as many lines have room on the page
    return Style(**chosen)


def national_head(sheet: Sheet, s: Style, x: float, y: float, *, size: float | None = None, rule: bool = True) -> float:
    """Quốc hiệu and tiêu ngữ centred on ``x``; returns the y below them."""
    size = size or s.size - 1
    step = size * 1.3 * 25.4 / 72
    sheet.text(x, y, Run("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True), face=s.face, size=size, align="center")
    box = sheet.text(
        x, y + step, Run("Độc lập - Tự do - Hạnh phúc", bold=True), face=s.face, size=size + 1, align="center"
    )
    if rule:
        sheet.rule(box[0] * 25.4 / 300, y + step + 1.6, box[2] * 25.4 / 300, y + step + 1.6, weight=3)
    return y + 2 * step


def letterhead(sheet: Sheet, s: Style, y: float, left: list[Run], *, size: float | None = None) -> float:
    """Agency on the left half, national title on the right, as Decree 30/2020 lays it out; returns the y below."""
    size = size or s.size - 1
    step = size * 1.3 * 25.4 / 72
    middle, room = s.left + (s.right - s.left) * 0.21, (s.right - s.left) * 0.4
    box = (0.0, 0.0, 0.0, 0.0)
    for i, run in enumerate(as_runs(left)):
        use = size  # a long name is set smaller, as offices do, before it would run into the national title
        while width(run, s.face, use) * 25.4 / DPI > room and use > 9:
            use -= 0.5
        box = sheet.text(middle, y + i * step, run, face=s.face, size=use, align="center")
    third = (box[2] - box[0]) / 3
    sheet.rule(
        (box[0] + third) * 25.4 / 300,
        y + (len(left) - 1) * step + 1.7,
        (box[2] - third) * 25.4 / 300,
        y + (len(left) - 1) * step + 1.7,
    )
    national_head(sheet, s, s.left + (s.right - s.left) * 0.72, y, size=size)
    return y + max(2, len(left)) * step


def place_date(flow: Flow, place: str, day: date, *, x: float | None = None, italic: bool = True) -> None:
    """``Nghi Long, ngày 05 tháng 3 năm 2024`` in the right half."""
    s = flow.style
    where = x or s.left + (s.right - s.left) * 0.72
    flow.sheet.text(
        where, flow.y, Run(f"{place}, {long_date(day)}", italic=italic), face=s.face, size=s.size, align="center"
    )
    flow.skip(1)


def signed(
    flow: Flow,
    rng: random.Random,
    lines: list[str],
    name: str,
    *,
    x: float | None = None,
    sealed: bool = True,
    gap: float = 30.0,
    hint: str = "(Ký, ghi rõ họ, chữ đệm, tên, chức vụ và đóng dấu)",
    hinted: bool = False,
) -> None:
    """A signature block centred on ``x``: capacity, signature, seal over its left third, name."""
    s = flow.style
    where = x or s.left + (s.right - s.left) * 0.74
    y, step = flow.y, s.size * 1.25 * 25.4 / 72
    for text in lines:
        flow.sheet.text(where, y, Run(text, bold=True), face=s.face, size=s.size, align="center")
        y += step
    if hinted:
        flow.sheet.text(where, y, Run(hint, italic=True), face=s.face, size=s.size - 2.5, align="center")
        y += step
    bottom = y + gap - step
    flow.sheet.text(where, bottom, Run(name, bold=True), face=s.face, size=s.size, align="center")
    marks.signature(flow.sheet, where + rng.uniform(-3, 5), (y + bottom) / 2 - 3, rng)
    if sealed:
        marks.seal(flow.sheet, where - rng.uniform(15, 24), (y + bottom) / 2 - rng.uniform(0, 4), rng)
    flow.y = max(flow.y, bottom + step)


def signer(rng: random.Random) -> tuple[list[str], list[str]]:
    """Capacity lines of a commune's signer, and the accepted ``signer_title`` values, best first."""
    if rng.random() < 0.55:
        return ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], ["PHÓ CHỦ TỊCH", "KT. CHỦ TỊCH PHÓ CHỦ TỊCH"]
    return ["CHỦ TỊCH"], ["CHỦ TỊCH"]


def office_values(unit: places.Unit) -> list[str]:
    """The ways in which a right answer may name a commune's committee."""
    small = unit.small
    return [
        unit.office(),
        unit.office(long=False),
        f"ỦY BAN NHÂN DÂN {small.upper()}",
        f"UBND {small.upper()}",
        f"Ủy ban nhân dân {small}",
        f"Ủy ban nhân dân {unit.office()[5:]}",
        f"{unit.province_small.upper()} ỦY BAN NHÂN DÂN {small.upper()}",
    ]


def by_hand(paper: Paper) -> Paper:
    """Marks every filled-in value as handwriting."""
    for value in paper.fields.values():
        if value["value"] is not None:
            value["hand"] = True
    return paper
