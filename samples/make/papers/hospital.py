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


def draw(f: Family, rng: random.Random, *, today: date, hand: bool = False) -> Paper:
    """Of the child's birth; the mother's card is the identity paper."""
    c, m = f.child, f.mother
    unit, hospital = f.birth_unit, f.hospital
    modern = rng.random() < 0.6
    s = style(
        rng,
        leaders=rng.choice(["none", "tail", "under"]),
        leading=rng.choice([1.35, 1.5, 1.6]),
        hand="dancing" if hand else None,
    )
    sheet = Sheet()
    number = (
        f"{rng.randint(1, 9999):05d}.GCS.{rng.randint(10000, 99999)}.{c.birth:%y}"
        if modern
        else f"{rng.randint(1, 900)}/{c.birth.year}"
    )
    time = f"{rng.randint(0, 23):02d}:{rng.randint(0, 59):02d}"
    weight = rng.randrange(2300, 4100, 50)
    count = 1
    issued = min(today, c.birth + timedelta(days=rng.randint(0, 4)))
    if modern:
        y = letterhead(sheet, s, 20, [Run(f"SỞ Y TẾ {unit.province.upper()}"), Run(hospital.upper(), bold=True)])
        sheet.text(
            s.left + (s.right - s.left) * 0.22, y + 4, f"Số: {number}", face=s.face, size=s.size - 1, align="center"
        )
        book = None
        y += 4
    else:
        sheet.text(s.left, 20, f"Cơ sở y tế: {hospital}", face=s.face, size=s.size - 1)
        book = f"{rng.randint(1, 4):02d}"
        sheet.text(s.left, 26, f"Số: {number} Quyển số: {book}", face=s.face, size=s.size - 1)
        y = national_head(sheet, s, (s.left + s.right) / 2, 36)
    flow = Flow(sheet, s, y + 9)
    flow.line(Run("GIẤY CHỨNG SINH", bold=True), align="center", size=s.size + 5)
    flow.skip(0.6)
    flow.field("Họ và tên mẹ/Người nuôi dưỡng:" if modern else "Họ và tên mẹ:", m.full_name)
    flow.fields(("Năm sinh:", str(m.birth.year)), ("Dân tộc:", m.ethnicity), at=(0, 0.5))
    flow.field(
        rng.choice(["Nơi đăng ký thường trú:", "Nơi thường trú/tạm trú:", "Nơi đăng ký thường trú/tạm trú:"]),
        m.residence,
    )
    if rng.random() < 0.5:
        flow.field("Mã số BHXH/Thẻ BHYT số:", f"{rng.randint(10**9, 10**10 - 1)}")
    flow.field(rng.choice(["Số CCCD/Hộ chiếu:", "Số CMND/CCCD/Hộ chiếu:", "Số định danh cá nhân/CCCD:"]), m.id_no)
    if rng.random() < 0.6:
        flow.fields(
            ("Ngày cấp:", figures(m.card.issued)),
            ("Nơi cấp:", "Cục CSQLHC về TTXH" if m.card.variant == "2021" else "Bộ Công an"),
            at=(0, 0.4),
        )
    flow.field("Họ và tên cha:", f.father.full_name)
    hour, minute = time.split(":")
    born = f"{hour} giờ {minute} phút, ngày {c.birth.day:02d} tháng {c.birth.month:02d} năm {c.birth.year}"
    flow.field("Đã sinh con vào lúc:", born)
    flow.field("Tại:", hospital)
    flow.fields(("Số con trong lần sinh này:", f"{count:02d}"), ("Giới tính của con:", c.sex), at=(0, 0.52))
    if rng.random() < 0.4:
        flow.field("Tình trạng của con:", "Bình thường")
    flow.field("Cân nặng:", f"{weight} gam" if rng.random() < 0.7 else f"{weight}g")
    flow.field("Dự định đặt tên con là:", c.full_name)
    attendant = official(rng)
    flow.field("Người đỡ đẻ:", attendant)
    flow.skip(0.5)
    place_date(flow, unit.short, issued)
    y = flow.y
    flow.sheet.text(
        s.left + 32,
        y,
        Run("Người ghi phiếu" if not modern else "Cha/mẹ hoặc người thân", bold=True),
        face=s.face,
        size=s.size,
        align="center",
    )
    marks.signature(sheet, s.left + 32, y + 15, rng)
    signed(
        flow,
        rng,
        [rng.choice(["THỦ TRƯỞNG CƠ SỞ Y TẾ", "GIÁM ĐỐC", "Thủ trưởng cơ sở khám, chữa bệnh"])],
        official(rng),
    )
    fields = {
        "gcs_no": v(number),
        "mother_full_name": v(m.full_name),
        "mother_birth_year": v(str(m.birth.year)),
        "mother_ethnicity": v(m.ethnicity),
        "mother_id_no": v(m.id_no),
        "mother_residence": v(m.residence),
        "father_full_name": v(f.father.full_name),
        "birth_date": v(iso(c.birth)),
        "birth_time": v(time),
        "birth_place": v(hospital),
        "child_count": v(count),
        "child_sex": v(c.sex),
        "child_weight_g": v(weight),
        "child_intended_name": v(c.full_name),
        "attendant_name": v(attendant),
        "issuer_name": v(hospital, hospital.upper()),
        "issue_date": v(iso(issued)),
    }
    if hand:
        for key, value in fields.items():
            if key not in ("gcs_no", "issuer_name", "issue_date"):
                value["hand"] = True
    marks.specimen(sheet, rng)
    return Paper("birth_proof_hospital", "GIẤY CHỨNG SINH", [sheet], fields)
