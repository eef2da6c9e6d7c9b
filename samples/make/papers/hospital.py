"""Giấy chứng sinh: form of TT 56/2017/TT-BYT with the electronic number, and the older one with number and book."""

from __future__ import annotations

import random
from datetime import date, timedelta

from samples.make import marks
from samples.make.canvas import Run, Sheet
from samples.make.form import Flow
from samples.make.papers.paper import Paper, iso, letterhead, national_head, place_date, signed, style, v
from samples.make.people import Family, official
from samples.make.words import figures

RESIDENCE = ("Nơi đăng ký thường trú:", "Nơi thường trú/tạm trú:", "Nơi đăng ký thường trú/tạm trú:")
IDENTITY = ("Số CCCD/Hộ chiếu:", "Số CMND/CCCD/Hộ chiếu:", "Số định danh cá nhân/Hộ chiếu:")
CAPACITY = ("THỦ TRƯỞNG CƠ SỞ Y TẾ", "GIÁM ĐỐC", "Thủ trưởng cơ sở khám, chữa bệnh")


def draw(f: Family, rng: random.Random, *, today: date, hand: bool = False) -> Paper:
    """Of the child's birth; the mother's card is the identity paper."""
    c, m, modern = f.child, f.mother, rng.random() < 0.6
    s = style(rng, leading=rng.choice([1.35, 1.5, 1.6]), hand="dancing" if hand else None)
    number = f"{rng.randint(1, 900)}/{c.birth.year}"
    if modern:
        number = f"{rng.randint(1, 9999):05d}.GCS.{rng.randint(10000, 99999)}.{c.birth:%y}"
    flow = Flow(Sheet(), s, 20)
    (head_modern if modern else head_old)(flow, f, number, rng)
    flow.line(Run("GIẤY CHỨNG SINH", bold=True), align="center", size=s.size + 5)
    flow.skip(0.6)
    flow.field("Họ và tên mẹ/Người nuôi dưỡng:" if modern else "Họ và tên mẹ:", m.full_name)
    flow.fields(("Năm sinh:", str(m.birth.year)), ("Dân tộc:", m.ethnicity), at=(0, 0.5))
    flow.field(rng.choice(RESIDENCE), m.residence)
    if rng.random() < 0.5:
        flow.field("Mã số BHXH/Thẻ BHYT số:", f"{rng.randint(10**9, 10**10 - 1)}")
    flow.field(rng.choice(IDENTITY), m.id_no)
    if rng.random() < 0.6:
        issuer = "Cục CSQLHC về TTXH" if m.card.variant == "2021" else "Bộ Công an"
        flow.fields(("Ngày cấp:", figures(m.card.issued)), ("Nơi cấp:", issuer), at=(0, 0.4))
    flow.field("Họ và tên cha:", f.father.full_name)
    birth = delivery(flow, f, rng)
    flow.skip(0.5)
    issued = min(today, c.birth + timedelta(days=rng.randint(0, 4)))
    place_date(flow, f.birth_unit.short, issued)
    other = "Cha/mẹ hoặc người thân" if modern else "Người ghi phiếu"
    flow.sheet.text(s.left + 32, flow.y, Run(other, bold=True), face=s.face, size=s.size, align="center")
    marks.signature(flow.sheet, s.left + 32, flow.y + 15, rng)
    signed(flow, rng, [rng.choice(CAPACITY)], official(rng))
    fields = {
        "mother_full_name": v(m.full_name),
        "mother_birth_year": v(str(m.birth.year)),
        "mother_ethnicity": v(m.ethnicity),
        "mother_id_no": v(m.id_no),
        "mother_residence": v(m.residence),
        "father_full_name": v(f.father.full_name),
        **birth,
    }
    if hand:
        fields = {key: value | {"hand": True} for key, value in fields.items()}
    fields |= {
        "gcs_no": v(number),
        "issuer_name": v(f.hospital, f.hospital.upper()),
        "issue_date": v(iso(issued)),
    }
    marks.specimen(flow.sheet, rng)
    return Paper("birth_proof_hospital", "GIẤY CHỨNG SINH", [flow.sheet], fields)


def head_modern(flow: Flow, f: Family, number: str, rng: random.Random) -> None:
    """Health department and hospital on the left, national title on the right."""
    s = flow.style
    lines = [Run(f"SỞ Y TẾ {f.birth_unit.province.upper()}"), Run(f.hospital.upper(), bold=True)]
    y = letterhead(flow.sheet, s, flow.y, lines) + 4
    left = s.left + (s.right - s.left) * 0.21
    flow.sheet.text(left, y, f"Số: {number}", face=s.face, size=s.size - 1, align="center")
    flow.y = y + rng.choice([9, 12])


def head_old(flow: Flow, f: Family, number: str, rng: random.Random) -> None:
    """Hospital, number and book in the corner, national title in the middle."""
    s = flow.style
    flow.sheet.text(s.left, flow.y, f"Cơ sở y tế: {f.hospital}", face=s.face, size=s.size - 1)
    book = f"Số: {number} Quyển số: {rng.randint(1, 4):02d}"
    flow.sheet.text(s.left, flow.y + 6, book, face=s.face, size=s.size - 1)
    flow.y = national_head(flow.sheet, s, (s.left + s.right) / 2, flow.y + 16) + 9


def delivery(flow: Flow, f: Family, rng: random.Random) -> dict[str, dict]:
    """Time, place, child; returns its truth."""
    c, attendant = f.child, official(rng)
    hour, minute = rng.randint(0, 23), rng.randint(0, 59)
    weight = rng.randrange(2300, 4100, 50)
    day = f"ngày {c.birth.day:02d} tháng {c.birth.month:02d} năm {c.birth.year}"
    flow.field("Đã sinh con vào lúc:", f"{hour:02d} giờ {minute:02d} phút, {day}")
    flow.field("Tại:", f.hospital)
    flow.fields(("Số con trong lần sinh này:", "01"), ("Giới tính của con:", c.sex), at=(0, 0.52))
    if rng.random() < 0.4:
        flow.field("Tình trạng của con:", "Bình thường")
    flow.field("Cân nặng:", f"{weight} gam" if rng.random() < 0.7 else f"{weight}g")
    flow.field("Dự định đặt tên con là:", c.full_name)
    flow.field("Người đỡ đẻ:", attendant)
    return {
        "birth_date": v(iso(c.birth)),
        "birth_time": v(f"{hour:02d}:{minute:02d}"),
        "birth_place": v(f.hospital),
        "child_count": v(1),
        "child_sex": v(c.sex),
        "child_weight_g": v(weight),
        "child_intended_name": v(c.full_name),
        "attendant_name": v(attendant),
    }
