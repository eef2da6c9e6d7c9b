"""What a commune's committee issues beside births and marriages: head, body of labels, signature."""

from __future__ import annotations

import random
from datetime import date

from samples.make import marks, places
from samples.make.canvas import Run, Sheet
from samples.make.form import Flow, Style
from samples.make.papers.paper import Paper, Truth, iso, letterhead, office_values, place_date, signed, signer, v
from samples.make.people import official


def start(s: Style, unit: places.Unit, number: str, day: date, rng: random.Random) -> tuple[Flow, dict[str, Truth]]:
    """Agency left, national title right, number under the one, place and date under the other."""
    upper = f"{rng.choice(['ỦY BAN NHÂN DÂN', 'UBND'])} {unit.small.upper()}"
    flow = Flow(Sheet(), s, 22)
    head = [Run((unit.district or unit.province_small).upper()), Run(upper, bold=True)]
    flow.y = letterhead(flow.sheet, s, flow.y, head) + 4
    left = s.left + (s.right - s.left) * 0.21
    flow.sheet.text(left, flow.y, f"Số: {number}", face=s.face, size=s.size, align="center")
    place_date(flow, unit.short, day)
    flow.skip(0.8)
    return flow, {"issuer_name": v(upper, *office_values(unit)), "issue_date": v(iso(day))}


def finish(flow: Flow, rng: random.Random, kind: str, title: str, fields: dict[str, Truth]) -> Paper:
    """Signature, seal, MẪU."""
    flow.skip(0.9)
    capacity, titles = signer(rng)
    name = official(rng)
    above = rng.choice(["TM. ỦY BAN NHÂN DÂN", "NGƯỜI KÝ"])
    signed(flow, rng, [above, *capacity], name)
    fields |= {"signer_title": v(*titles, f"{above} {' '.join(capacity)}"), "signer_name": v(name)}
    marks.specimen(flow.sheet, rng)
    return Paper(kind, title, [flow.sheet], fields)


def headline(flow: Flow, title: str, under: str | None = None) -> None:
    """A title in the middle, perhaps with a line under it."""
    flow.line(Run(title, bold=True), align="center", size=flow.style.size + 3)
    if under:
        flow.line(Run(under, bold=True), align="center")
    flow.skip(0.5)
