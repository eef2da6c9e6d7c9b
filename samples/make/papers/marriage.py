"""Giấy chứng nhận kết hôn: two columns, wife left (since 2016), husband left (before)."""

from __future__ import annotations

import random

from samples.make import marks
from samples.make.canvas import Run, Sheet, as_runs
from samples.make.form import Flow, wrap
from samples.make.papers.paper import Paper, iso, national_head, office_values, signed, signer, style, v
from samples.make.people import Family, official
from samples.make.words import figures


def column(sheet: Sheet, s, x: float, y: float, room: float, cells: list[tuple[str, str]], heights: list[int]) -> None:
    """One column of labels and values; every cell as many lines high as its taller neighbour."""
    step = s.size * s.leading * 25.4 / 72
    for (label, value), height in zip(cells, heights, strict=True):
        for i, pieces in enumerate(wrap([Run(label + " "), s.value(value)], s.face, s.size, room, room)):
            sheet.text(x, y + i * step, pieces, face=s.face, size=s.size)
        y += height * step


def draw(f: Family, rng: random.Random) -> Paper:
    """The parents' marriage, where and when the family says."""
    day, at = f.married_on, f.married_at
    modern = day.year >= 2016
    s = style(
        rng, leaders="none", leading=rng.choice([1.4, 1.55, 1.7]), size=rng.choice([12.0, 12.5]), left=20.0, right=192.0
    )
    sheet = Sheet(paper=rng.choice([(255, 255, 255), (253, 243, 243), (252, 249, 238)]))
    if rng.random() < 0.6:
        marks.pattern(sheet, (246, 226, 228), rng)
        marks.frame(sheet, (200, 90, 100))
    top = 30.0
    if rng.random() < 0.6:
        marks.emblem(sheet, 106, 18, 13)
        top = 34.0
    y = national_head(sheet, s, 106, top)
    number = f"{rng.randint(1, 160)}/{day.year}" if modern else f"{rng.randint(1, 160)}"
    sheet.text(s.right, y + 2, f"Số: {number}", face=s.face, size=s.size, align="right")
    if not modern:
        y += 5
        sheet.text(s.right, y + 2, f"Quyển số: 01/{day.year}", face=s.face, size=s.size, align="right")
    flow = Flow(sheet, s, y + 13)
    flow.line(Run("GIẤY CHỨNG NHẬN KẾT HÔN", bold=True, colour=(190, 30, 50)), align="center", size=s.size + 6)
    flow.skip(0.8)
    room = (s.right - s.left) / 2 - 5
    couples = [("vợ", f.mother), ("chồng", f.father)] if modern else [("chồng", f.father), ("vợ", f.mother)]
    docs = {p.id_no: p.id_doc(rng, day) for _, p in couples}
    cells = [
        [
            (f"Họ, chữ đệm, tên {label}:" if modern else f"Họ và tên {label}:", p.full_name),
            ("Ngày, tháng, năm sinh:", figures(p.birth)),
            ("Dân tộc:", p.ethnicity),
            ("Quốc tịch:", p.nationality),
            ("Nơi cư trú:" if modern else "Nơi thường trú/tạm trú:", p.residence),
            ("Giấy tờ tùy thân:" if modern else "Số CMND/Hộ chiếu:", docs[p.id_no]),
        ]
        for label, p in couples
    ]
    heights = [
        max(len(wrap(as_runs([Run(c[i][0] + " "), s.value(c[i][1])]), s.face, s.size, room, room)) for c in cells)
        for i in range(len(cells[0]))
    ]
    for i, c in enumerate(cells):
        column(sheet, s, s.left + i * (room + 10), flow.y, room, c, heights)
    if rng.random() < 0.4:
        sheet.rule(106, flow.y - 5, 106, flow.y + sum(heights) * flow.step - 5, 2, (150, 150, 150))
    flow.skip(sum(heights) + 0.5)
    flow.field("Nơi đăng ký kết hôn:" if modern else "Nơi đăng ký:", at.office())
    flow.field("Ngày, tháng, năm đăng ký:", figures(day))
    flow.skip(0.6)
    for i, (label, p) in enumerate(couples):
        x = s.left + 22 + i * 46
        sheet.text(x, flow.y, Run(label.capitalize(), bold=True), face=s.face, size=s.size, align="center")
        marks.signature(sheet, x, flow.y + 14, rng, reach=26)
        sheet.text(x, flow.y + 27, p.name, face=s.face, size=s.size - 1, align="center")
    capacity, titles = signer(rng)
    name = official(rng)
    head = "NGƯỜI KÝ GIẤY CHỨNG NHẬN KẾT HÔN" if modern else "TM. ỦY BAN NHÂN DÂN"
    signed(flow, rng, [head, *capacity], name, x=s.right - 42)
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
        "registration_place": v(at.office(), at.office(long=False)),
        "registration_date": v(iso(day)),
        "issuer_name": v(*office_values(at), optional=True),
        "issue_date": v(iso(day), optional=True),
        "signer_title": v(*titles, f"{head} {' '.join(capacity)}"),
        "signer_name": v(name),
    }
    marks.specimen(sheet, rng)
    return Paper("marriage_certificate", "GIẤY CHỨNG NHẬN KẾT HÔN", [sheet], fields)
