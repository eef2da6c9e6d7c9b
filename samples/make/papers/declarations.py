"""What all civil-status declarations (tờ khai, domain.md B.12) share: head, requester, commitment, copies."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date

from samples.make import marks
from samples.make.canvas import Run, Sheet, px
from samples.make.form import Flow, Style, remember
from samples.make.papers.paper import Truth, iso, national_head, style, v
from samples.make.people import Person
from samples.make.words import figures

COMMITMENTS = (
    "Tôi cam đoan những nội dung khai trên đây là đúng sự thật và chịu trách nhiệm trước pháp luật "
    "về cam đoan của mình.",
    "Tôi cam đoan nội dung đề nghị đăng ký trên đây là đúng sự thật, được sự thỏa thuận nhất trí của các bên liên quan "
    "theo quy định pháp luật và chịu hoàn toàn trách nhiệm trước pháp luật về nội dung cam đoan của mình.",
)


@dataclass(frozen=True)
class Requester:
    """Who asks, of which office, and as what; ``doc``: how the identity paper is written."""

    person: Person
    relation: str
    doc: str
    recipient: str


def declaration_style(rng: random.Random, hand: str | None) -> Style:
    """Dense forms; filled in by hand over dotted lines, or typed."""
    leaders = "under" if hand else rng.choice(["none", "tail", "under"])
    size, leading = rng.choice([11.5, 12.0, 12.5]), rng.choice([1.28, 1.35])
    return style(rng, hand=hand, leaders=leaders, size=size, leading=leading)


def start(title: str, s: Style) -> Flow:
    """A sheet with national title and the form's name."""
    sheet = Sheet()
    flow = Flow(sheet, s, national_head(sheet, s, (s.left + s.right) / 2, 20) + 6)
    flow.line(Run(title, bold=True), align="center", size=s.size + 2.5)
    flow.skip(0.3)
    return flow


def requester_block(flow: Flow, who: Requester, *, of: str, notes: bool) -> dict[str, Truth]:
    """``Kính gửi`` and five lines about the requester; ``notes``: with the numbers of the form's footnotes."""
    p, s = who.person, flow.style
    flow.line([Run("Kính gửi: " + ("(1) " if notes else "")), s.value(who.recipient)], align="center")
    flow.skip(0.5)
    flow.field("Họ, chữ đệm, tên người yêu cầu:", p.full_name)
    flow.field("Ngày, tháng, năm sinh:", figures(p.birth))
    flow.field("Nơi cư trú:", p.residence, note=" (2)" if notes else "")
    flow.field("Giấy tờ tùy thân:", who.doc, note=" (3)" if notes else "")
    flow.field(f"Quan hệ với {of}:", who.relation)
    return {
        "recipient": v(who.recipient),
        "requester_name": v(p.full_name),
        "requester_birth_date": v(iso(p.birth)),
        "requester_residence": v(p.residence),
        "requester_id_doc": v(who.doc),
        "requester_relation": v(who.relation),
    }


def closing(flow: Flow, rng: random.Random, *, place: str, day: date, names: dict[str, str]) -> dict[str, Truth]:
    """Commitment, place and date, signatures by capacity (no seal: private persons sign)."""
    s = flow.style
    flow.paragraph(rng.choice(COMMITMENTS), indent=8)
    where = s.left + (s.right - s.left) * 0.7
    written = f"{place}, ngày {day.day:02d} tháng {day.month:02d} năm {day.year}"
    runs = [Run("Làm tại: ", italic=not s.hand), s.value(written) if s.hand else Run(written, italic=True)]
    flow.sheet.text(where, flow.y, runs, face=s.face, size=s.size, align="center")
    flow.skip(1)
    spots = [where] if len(names) == 1 else [s.left + (s.right - s.left) * x for x in (0.25, 0.75)]
    for x, (capacity, name) in zip(spots, names.items(), strict=True):
        flow.sheet.text(x, flow.y, Run(capacity, bold=True), face=s.face, size=s.size, align="center")
        hint = Run("(Ký, ghi rõ họ, chữ đệm, tên)", italic=True)
        flow.sheet.text(x, flow.y + flow.step - 0.6, hint, face=s.face, size=s.size - 2, align="center")
        marks.signature(flow.sheet, x, flow.y + 14, rng)
        signed = s.value(name) if s.hand else Run(name)
        flow.sheet.text(x, flow.y + 27, signed, face=s.face, size=s.size, align="center")
    return {"place": v(place), "date": v(iso(day))}


def copies(flow: Flow, rng: random.Random) -> dict[str, Truth]:
    """``Đề nghị cấp bản sao: Có ☒ Không ☐; Số lượng`` at the left, beside the signature."""
    wants, count = rng.random() < 0.8, rng.randint(1, 4)
    s, sheet, size = flow.style, flow.sheet, flow.style.size - 0.5
    y = flow.y + 10
    sheet.text(s.left, y, "Đề nghị cấp bản sao:", face=s.face, size=size)
    boxes = []
    for x, word, on in ((s.left, "Có", wants), (s.left + 18, "Không", not wants)):
        boxes.append(sheet.text(x, y + 6, word, face=s.face, size=size, record=False))
        tick(sheet, x + (7 if word == "Có" else 14), y + 6, on=on)
    remember(sheet, ["Có", "Không"], boxes)
    runs = [Run("Số lượng: "), s.value(f"{count:02d}" if wants else "......"), Run(" bản")]
    sheet.text(s.left, y + 12, runs, face=s.face, size=size)
    return {"copy_requested": v("Có" if wants else "Không"), "copy_quantity": v(count if wants else None)}


def tick(sheet: Sheet, x: float, y: float, *, on: bool) -> None:
    """A box, crossed or empty, its foot on the baseline."""
    a, b, c, d = px(x), px(y - 3.6), px(x + 3.8), px(y + 0.2)
    sheet.draw.rectangle((a, b, c, d), outline=(30, 30, 34), width=3)
    if on:
        sheet.draw.line((a + 5, b + 5, c - 5, d - 5), fill=(30, 40, 130), width=5)
        sheet.draw.line((a + 5, d - 5, c - 5, b + 5), fill=(30, 40, 130), width=5)
