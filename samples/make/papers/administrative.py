"""Administrative documents in the layout of Decree 30/2020/NĐ-CP, Annex I."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from samples.make import marks, places
from samples.make.canvas import Run, Sheet, px
from samples.make.form import Flow
from samples.make.papers.paper import Paper, Truth, iso, letterhead, place_date, planted, signed, style, v
from samples.make.people import official
from samples.make.words import figures


def draw(rng: random.Random, *, unit: places.Unit, day: date, kind: str | None = None, secret: bool = False) -> Paper:
    """One page by a commune's committee. ``secret``: with the mark MẬT, which must be refused."""
    data = places.load("letters")
    kind = kind or rng.choice(list(data["kinds"]))
    title = data["kinds"][kind]["title"]
    text = rng.choice(data[kind])
    values = {
        "year": day.year,
        "unit": unit.small,
        "province": f"UBND {unit.province_small}",
        "n": rng.randint(5, 60),
        "day": figures(day + timedelta(days=rng.randint(6, 40))),
    }
    face = rng.choice(["tinos", "tinos", "tinos", "noto-serif"])
    s = style(rng, face=face, size=rng.choice([13.0, 13.5]), leaders="none", left=28.0, right=192.0)
    flow = Flow(Sheet(), s, 20)
    fields = head(flow, rng, unit, day, mark=data["kinds"][kind]["mark"])
    abstract = text["abstract"].format(**values)
    if title is None:
        fields["doc_kind"] = v("CÔNG VĂN", "Công văn", "cong_van", optional=True)
        fields["abstract"] = v(abstract, abstract.removeprefix("V/v "))
        beside(flow, abstract)
    if secret:
        fields["secrecy"] = v("MẬT")
        stamp_secret(flow)
    flow.skip(1.2)
    if title:
        fields |= {"doc_kind": v(title), "abstract": v(abstract)}
        flow.line(Run(title, bold=True), align="center", size=s.size + 1)
        for part in cut(abstract, 56):
            flow.line(Run(part, bold=True), align="center")
        flow.sheet.rule(95, flow.y - 3, 122, flow.y - 3)
        flow.skip(0.6)
    addressed = addressees(flow, rng, kind, unit)
    for part in text["body"]:
        body(flow, part.format(**values))
    flow.skip(0.8)
    fields |= foot(flow, rng, addressed)
    marks.specimen(flow.sheet, rng)
    issues = [planted("secret", "E_SECRET", ["secrecy"], "marked MẬT")] if secret else []
    return Paper("admin_document", title or "CÔNG VĂN", [flow.sheet], fields, kind, issues)


def quarter(flow: Flow) -> float:
    """The middle of the left half, in mm."""
    return flow.style.left + (flow.style.right - flow.style.left) * 0.21


def head(flow: Flow, rng: random.Random, unit: places.Unit, day: date, *, mark: str | None) -> dict[str, Truth]:
    """Agencies, national title, number, place and date."""
    s = flow.style
    above = rng.choice([f"UBND {unit.province_small.upper()}", f"ỦY BAN NHÂN DÂN {unit.province_small.upper()}"])
    office = f"{rng.choice(['ỦY BAN NHÂN DÂN', 'ỦY BAN NHÂN DÂN', 'UBND'])} {unit.small.upper()}"
    names = [office] if len(office) <= 30 else ["ỦY BAN NHÂN DÂN", unit.small.upper()]
    flow.y = letterhead(flow.sheet, s, flow.y, [Run(above), *(Run(n, bold=True) for n in names)]) + 4
    suffix = f"{mark}-UBND" if mark else rng.choice(["UBND-VP", "UBND-HCTP", "UBND-VHXH"])
    number = f"{rng.randint(1, 3900):02d}/{suffix}"
    flow.sheet.text(quarter(flow), flow.y, f"Số: {number}", face=s.face, size=s.size, align="center")
    place_date(flow, unit.short, day)
    return {
        "superior_body": v(above, *both_ways(above)),
        "issuing_body": v(office, *both_ways(office)),
        "doc_number": v(number),
        "place": v(unit.short),
        "doc_date": v(iso(day)),
    }


def both_ways(name: str) -> list[str]:
    """With the committee's name in full and in short."""
    return [name.replace("ỦY BAN NHÂN DÂN", "UBND"), name.replace("UBND", "ỦY BAN NHÂN DÂN")]


def beside(flow: Flow, abstract: str) -> None:
    """The abstract of an official letter, under its number."""
    s, parts = flow.style, cut(abstract, 30)
    for i, part in enumerate(parts):
        y = flow.y + i * flow.step * 0.9
        flow.sheet.text(quarter(flow), y, part, face=s.face, size=s.size - 1.5, align="center")
    flow.skip(len(parts))


def stamp_secret(flow: Flow) -> None:
    """The rectangular mark of secrecy (Decree 26/2020 and the forms after it), in red."""
    x, y = quarter(flow), flow.y + 3
    flow.sheet.text(x, y, Run("MẬT", bold=True, colour=marks.RED), face=flow.style.face, size=15, align="center")
    flow.sheet.draw.rectangle((px(x - 9), px(y - 6), px(x + 9), px(y + 2)), outline=marks.RED, width=5)
    flow.skip(1.5)


def addressees(flow: Flow, rng: random.Random, kind: str, unit: places.Unit) -> list[str]:
    """``Kính gửi``: one on its line, several as a list; none in named documents that address nobody."""
    if kind not in ("cong_van", "to_trinh", "giay_moi"):
        return []
    everybody: list[str] = places.load("letters")["addressed"]
    upward = [f"Ủy ban nhân dân {unit.province_small}"]
    chosen = upward if kind == "to_trinh" else rng.sample(everybody, rng.randint(1, 3))
    if len(chosen) == 1:
        flow.line(f"Kính gửi: {chosen[0]}", align="center")
    else:
        flow.line("Kính gửi:", x=flow.style.left + 34)
        for n, one in enumerate(chosen, 1):
            flow.line(f"- {one}{'.' if n == len(chosen) else ';'}", x=flow.style.left + 46)
    flow.skip(0.5)
    return chosen


def body(flow: Flow, said: str) -> None:
    """One paragraph: legal grounds in italics, articles with a bold head."""
    if said == "QUYẾT ĐỊNH:":
        flow.line(Run(said, bold=True), align="center")
        return
    runs = [Run(said, italic=said.startswith(("Căn cứ", "Xét", "Theo kết quả")))]
    if said.startswith("Điều "):
        number, rest = said.split(". ", 1)
        runs = [Run(number + ". ", bold=True), Run(rest)]
    flow.paragraph(runs, indent=12.7, gap=0.2)


def foot(flow: Flow, rng: random.Random, addressed: list[str]) -> dict[str, Any]:
    """Recipients on the left, signature on the right."""
    s, top = flow.style, flow.y
    known: list[str] = places.load("letters")["recipients"]
    receivers = [r for r in rng.sample(known, rng.randint(2, 4)) if addressed or r != "Như trên"]
    receivers.append(f"Lưu: VT, {rng.choice(['VP', 'KSTT', 'VHXH', 'HCTP'])}")
    flow.sheet.text(s.left, top, Run("Nơi nhận:", bold=True, italic=True), face=s.face, size=12)
    for n, one in enumerate(receivers, 1):
        end = "." if n == len(receivers) else ";"
        flow.sheet.text(s.left, top + 0.4 + n * 4.8, f"- {one}{end}", face=s.face, size=11)
    deputy = rng.random() < 0.6
    lines = ["TM. ỦY BAN NHÂN DÂN", *(["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"] if deputy else ["CHỦ TỊCH"])]
    name = official(rng)
    signed(flow, rng, lines, name)
    return {
        "recipients": v(receivers, allowed_extra=addressed),
        "signer_authority": v(" ".join(lines[:-1]), *lines[:-1]),
        "signer_name": v(name),
        "signer_title": v(lines[-1], " ".join(lines), " ".join(lines[1:])),
    }


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
