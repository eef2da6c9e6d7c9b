"""Giấy chứng nhận kết hôn: two columns, wife left (since 2016), husband left (before)."""

from __future__ import annotations

import random

from samples.make import marks
from samples.make.canvas import Run, Sheet
from samples.make.form import Flow, Style, wrap
from samples.make.papers.paper import Paper, iso, national_head, office_values, signed, signer, style, v
from samples.make.people import Family, Person, official
from samples.make.words import figures

Cells = list[tuple[str, str]]


def draw(f: Family, rng: random.Random) -> Paper:
    """The parents' marriage, where and when the family says."""
    day, modern = f.married_on, f.married_on.year >= 2016
    leading, size = rng.choice([1.4, 1.55, 1.7]), rng.choice([12.0, 12.5])
    s = style(rng, leaders="none", leading=leading, size=size, left=20.0, right=192.0)
    flow = Flow(ground(rng), s, 30)
    number = f"{rng.randint(1, 160)}/{day.year}" if modern else f"{rng.randint(1, 160)}"
    head(flow, rng, [f"Số: {number}"] + ([] if modern else [f"Quyển số: 01/{day.year}"]))
    couple = [("vợ", f.mother), ("chồng", f.father)]
    docs = {p.id_no: p.id_doc(rng, day) for _, p in couple}
    ordered = couple if modern else couple[::-1]
    columns(flow, [cells(label, p, docs[p.id_no], modern=modern) for label, p in ordered], ruled=rng.random() < 0.4)
    flow.field("Nơi đăng ký kết hôn:" if modern else "Nơi đăng ký:", f.married_at.office())
    flow.field("Ngày, tháng, năm đăng ký:", figures(day))
    flow.skip(0.6)
    for i, (label, p) in enumerate(ordered):
        x = s.left + 22 + i * 46
        flow.sheet.text(x, flow.y, Run(label.capitalize(), bold=True), face=s.face, size=s.size, align="center")
        marks.signature(flow.sheet, x, flow.y + 14, rng, reach=26)
        flow.sheet.text(x, flow.y + 27, p.name, face=s.face, size=s.size - 1, align="center")
    capacity, titles = signer(rng)
    name = official(rng)
    above = "NGƯỜI KÝ GIẤY CHỨNG NHẬN KẾT HÔN" if modern else "TM. ỦY BAN NHÂN DÂN"
    signed(flow, rng, [above, *capacity], name, x=s.right - 42)
    fields = {"registration_no": v(number, *([] if modern else [f"{number}/{day.year}"]))}
    for who, p in (("wife", f.mother), ("husband", f.father)):
        fields |= {
            f"{who}_full_name": v(p.full_name),
            f"{who}_birth_date": v(iso(p.birth)),
            f"{who}_ethnicity": v(p.ethnicity),
            f"{who}_nationality": v(p.nationality),
            f"{who}_residence": v(p.residence),
            f"{who}_id_doc": v(docs[p.id_no]),
        }
    fields |= {
        "registration_place": v(f.married_at.office(), f.married_at.office(long=False)),
        "registration_date": v(iso(day)),
        "issuer_name": v(*office_values(f.married_at), optional=True),
        "issue_date": v(iso(day), optional=True),
        "signer_title": v(*titles, f"{above} {' '.join(capacity)}"),
        "signer_name": v(name),
    }
    marks.specimen(flow.sheet, rng)
    return Paper("marriage_certificate", "GIẤY CHỨNG NHẬN KẾT HÔN", [flow.sheet], fields)


def ground(rng: random.Random) -> Sheet:
    """White or pink paper, often with waves and a frame."""
    sheet = Sheet(paper=rng.choice([(255, 255, 255), (253, 243, 243), (252, 249, 238)]))
    if rng.random() < 0.6:
        marks.pattern(sheet, (246, 226, 228), rng)
        marks.frame(sheet, (200, 90, 100))
    return sheet


def head(flow: Flow, rng: random.Random, numbers: list[str]) -> None:
    """National title, numbers on the right, title."""
    s, middle = flow.style, 106.0
    if rng.random() < 0.6:
        marks.emblem(flow.sheet, middle, 18, 13)
        flow.y += 4
    y = national_head(flow.sheet, s, middle, flow.y) + 2
    for text in numbers:
        flow.sheet.text(s.right, y, text, face=s.face, size=s.size, align="right")
        y += 5
    flow.y = y + 6
    flow.line(Run("GIẤY CHỨNG NHẬN KẾT HÔN", bold=True, colour=(190, 30, 50)), align="center", size=s.size + 6)
    flow.skip(0.8)


def cells(label: str, p: Person, doc: str, *, modern: bool) -> Cells:
    """Labels and values of one spouse."""
    return [
        (f"Họ, chữ đệm, tên {label}:" if modern else f"Họ và tên {label}:", p.full_name),
        ("Ngày, tháng, năm sinh:", figures(p.birth)),
        ("Dân tộc:", p.ethnicity),
        ("Quốc tịch:", p.nationality),
        ("Nơi cư trú:" if modern else "Nơi thường trú/tạm trú:", p.residence),
        ("Giấy tờ tùy thân:" if modern else "Số CMND/Hộ chiếu:", doc),
    ]


def columns(flow: Flow, sides: list[Cells], *, ruled: bool) -> None:
    """Two columns; every cell as many lines high as its taller neighbour."""
    s = flow.style
    sides = [[(s.label(label), value) for label, value in side] for side in sides]
    room = (s.right - s.left) / 2 - 5
    heights = [max(len(lines_of(s, side[i], room)) for side in sides) for i in range(len(sides[0]))]
    for n, side in enumerate(sides):
        y = flow.y
        for cell, height in zip(side, heights, strict=True):
            for i, pieces in enumerate(lines_of(s, cell, room)):
                flow.sheet.text(s.left + n * (room + 10), y + i * flow.step, pieces, face=s.face, size=s.size)
            y += height * flow.step
    if ruled:
        flow.sheet.rule(106, flow.y - 5, 106, flow.y + sum(heights) * flow.step - 5, colour=(150, 150, 150))
    flow.skip(sum(heights) + 0.5)


def lines_of(s: Style, cell: tuple[str, str], room: float) -> list[list[Run]]:
    """One label with its value, wrapped."""
    return wrap([Run(cell[0] + " "), s.value(cell[1])], s.face, s.size, room, room)
