"""Administrative documents in the layout of Decree 30/2020/NĐ-CP, Annex I."""

from __future__ import annotations

import random
from datetime import date, timedelta

from samples.make import marks, places
from samples.make.canvas import DPI, Run, Sheet
from samples.make.form import Flow
from samples.make.papers.paper import Paper, iso, letterhead, place_date, signed, style, v
from samples.make.people import official
from samples.make.words import figures


def draw(rng: random.Random, *, unit: places.Unit, day: date, kind: str | None = None, secret: bool = False) -> Paper:
    """One page by a commune's committee. ``secret``: with the mark MẬT, which must be refused."""
    data = places.load("letters")
    kind = kind or rng.choice([k for k in data["kinds"]])
    title, mark = data["kinds"][kind]["title"], data["kinds"][kind]["mark"]
    text = rng.choice(data[kind])
    values = {
        "year": day.year,
        "unit": unit.small,
        "province": f"UBND {unit.province_small}",
        "n": rng.randint(5, 640),
        "day": figures(day + timedelta(days=rng.randint(6, 40))),
    }
    s = style(
        rng,
        face=rng.choice(["tinos", "tinos", "tinos", "noto-serif"]),
        size=rng.choice([13.0, 13.5]),
        leaders="none",
        left=28.0,
        right=192.0,
        leading=rng.choice([1.3, 1.42]),
    )
    sheet, office = Sheet(), f"ỦY BAN NHÂN DÂN {unit.small.upper()}"
    above = rng.choice([f"UBND {unit.province_small.upper()}", f"ỦY BAN NHÂN DÂN {unit.province_small.upper()}"])
    if rng.random() < 0.4:
        office = f"UBND {unit.small.upper()}"
    two = len(office) > 30
    if two:
        first, second = "ỦY BAN NHÂN DÂN", unit.small.upper()
    heads: list[Run] = [Run(above)] + (
        [Run(first, bold=True), Run(second, bold=True)] if two else [Run(office, bold=True)]
    )
    y = letterhead(sheet, s, 20, heads)
    suffix = f"{mark}-UBND" if mark else rng.choice(["UBND-VP", "UBND-HCTP", "UBND-VHXH"])
    n = rng.randint(1, 3900)
    number = f"{n:02d}/{suffix}"
    flow = Flow(sheet, s, y + 4)
    quarter = s.left + (s.right - s.left) * 0.22
    sheet.text(quarter, flow.y, f"Số: {number}", face=s.face, size=s.size, align="center")
    place_date(flow, unit.short, day)
    fields = {
        "superior_body": v(above, above.replace("ỦY BAN NHÂN DÂN", "UBND"), above.replace("UBND", "ỦY BAN NHÂN DÂN")),
        "issuing_body": v(office, office.replace("ỦY BAN NHÂN DÂN", "UBND"), office.replace("UBND", "ỦY BAN NHÂN DÂN")),
        "doc_number": v(number),
        "place": v(unit.short),
        "doc_date": v(iso(day)),
        "doc_kind": v(title) if title else v("CÔNG VĂN", "Công văn", "cong_van", optional=True),
    }
    abstract = text["abstract"].format(**values)
    if title is None:
        for i, part in enumerate(cut(abstract, 30)):
            sheet.text(quarter, flow.y + i * flow.step * 0.9, part, face=s.face, size=s.size - 1.5, align="center")
        fields["abstract"] = v(abstract, abstract.removeprefix("V/v "))
        flow.skip(len(cut(abstract, 30)))
    if secret:
        sheet.text(quarter, flow.y + 3, Run("MẬT", bold=True, colour=marks.RED), face=s.face, size=15, align="center")
        sheet.draw.rectangle(
            [round(a * DPI / 25.4) for a in (quarter - 9, flow.y - 3, quarter + 9, flow.y + 5)],
            outline=marks.RED,
            width=5,
        )
        fields["secrecy"] = v("MẬT")
        flow.skip(1.5)
    flow.skip(1.2)
    if title:
        flow.line(Run(title, bold=True), align="center", size=s.size + 1)
        for part in cut(abstract, 56):
            flow.line(Run(part, bold=True), align="center")
        sheet.rule(95, flow.y - 3, 122, flow.y - 3)
        fields["abstract"] = v(abstract)
        flow.skip(0.6)
    addressed: list[str] = []
    if kind in ("cong_van", "to_trinh", "giay_moi"):
        addressed = (
            rng.sample(data["addressed"], rng.randint(1, 3))
            if kind != "to_trinh"
            else [f"Ủy ban nhân dân {unit.province_small}"]
        )
        if len(addressed) == 1:
            flow.line(f"Kính gửi: {addressed[0]}", align="center")
        else:
            flow.line("Kính gửi:", x=s.left + 34)
            for one in addressed:
                flow.line(f"- {one}{';' if one is not addressed[-1] else '.'}", x=s.left + 46)
        flow.skip(0.5)
    for part in text["body"]:
        said = part.format(**values)
        if said == "QUYẾT ĐỊNH:":
            flow.line(Run(said, bold=True), align="center")
            continue
        runs = [Run(said, italic=said.startswith(("Căn cứ", "Xét", "Theo kết quả")))]
        if said.startswith("Điều "):
            head, rest = said.split(". ", 1)
            runs = [Run(head + ". ", bold=True), Run(rest)]
        flow.paragraph(runs, indent=12.7, gap=0.2)
    flow.skip(0.8)
    top = flow.y
    receivers = [r for r in rng.sample(data["recipients"], rng.randint(2, 4)) if addressed or r != "Như trên"]
    receivers.append(f"Lưu: VT, {rng.choice(['VP', 'KSTT', 'VHXH', 'HCTP'])}")
    sheet.text(s.left, top, Run("Nơi nhận:", bold=True, italic=True), face=s.face, size=12)
    for i, one in enumerate(receivers):
        end = "." if i == len(receivers) - 1 else ";"
        sheet.text(s.left, top + 5.2 + i * 4.8, f"- {one}{end}", face=s.face, size=11)
    deputy = rng.random() < 0.6
    lines = ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"] if deputy else ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"]
    name = official(rng)
    flow.y = top
    signed(flow, rng, lines, name)
    authority = " ".join(lines[:-1])
    fields |= {
        "recipients": v(receivers, allowed_extra=addressed),
        "signer_authority": v(authority, *lines[:-1]),
        "signer_name": v(name),
        "signer_title": v(lines[-1], " ".join(lines), " ".join(lines[1:])),
    }
    marks.specimen(sheet, rng)
    issues = [{"class": "secret", "code": "E_SECRET", "fields": ["secrecy"], "note": "marked MẬT"}] if secret else []
    return Paper("admin_document", title or "CÔNG VĂN", [sheet], fields, kind, issues)


def cut(text: str, room: int) -> list[str]:
    """A heading broken into lines of about ``room`` letters."""
    lines, line = [], ""
    for word in text.split():
        if line and len(line) + 1 + len(word) > room:
            lines.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return [*lines, line]
