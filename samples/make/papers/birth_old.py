"""The birth certificate of before 2016: units above on the left, number and book on the right, father before mother."""

from __future__ import annotations

import random

from samples.make import marks, places
from samples.make.canvas import Run, Sheet
from samples.make.form import Flow
from samples.make.papers.birth_facts import Registered, facts, printed
from samples.make.papers.paper import Paper, Truth, iso, national_head, office_values, signed, signer, style, v
from samples.make.people import Family, official


def certificate(f: Family, rng: random.Random, entry: Registered, *, fault: str | None) -> Paper:
    """Form TP/HT-2006 and its like."""
    fields, issues = facts(f, rng, entry, fault=fault)
    whole = fields["registration_no"]["value"]
    number, book = whole.split("/")[0], f"0{rng.randint(1, 3)}/{entry.day.year}"
    s = style(rng, leading=rng.choice([1.4, 1.55, 1.7]))
    sheet = Sheet(paper=rng.choice([(252, 250, 240), (242, 249, 240), (252, 242, 234)]))
    y = units(sheet, s.face, s.size - 2, s.left, entry.at)
    for n, text in enumerate((f"Số: {number}", f"Quyển số: {book}")):
        sheet.text(s.right, 22.0 + n * 5.4, text, face=s.face, size=s.size - 1, align="right")
    flow = Flow(sheet, s, national_head(sheet, s, (s.left + s.right) / 2, y + 5) + 7)
    flow.line(Run("GIẤY KHAI SINH", bold=True, colour=(190, 30, 36)), align="center", size=s.size + 8)
    flow.line(Run(rng.choice(["(Bản chính)", "BẢN CHÍNH"]), bold=True), align="center")
    flow.skip(0.5)
    subject(flow, fields)
    parents(flow, fields)
    flow.field("Nơi đăng ký:", printed(fields, "registration_place"))
    flow.field("Ngày, tháng, năm đăng ký:", printed(fields, "registration_date"))
    flow.skip(0.8)
    left = s.left + 40
    sheet.text(left, flow.y, Run("CÁN BỘ TƯ PHÁP HỘ TỊCH", bold=True), face=s.face, size=s.size, align="center")
    sheet.text(left, flow.y + 32, Run(official(rng), bold=True), face=s.face, size=s.size, align="center")
    marks.signature(sheet, left, flow.y + 16, rng)
    capacity, titles = signer(rng)
    name = official(rng)
    signed(flow, rng, ["TM. ỦY BAN NHÂN DÂN", *capacity], name)
    fields |= {
        "registration_no": v(number, whole),
        "book_no": v(book),
        "signer_title": v(*titles, f"TM. ỦY BAN NHÂN DÂN {' '.join(capacity)}"),
        "signer_name": v(name),
        "issuer_name": v(*office_values(entry.at), optional=True),
        "issue_date": v(iso(entry.day), optional=True),
    }
    marks.specimen(sheet, rng)
    return Paper("birth_certificate", "GIẤY KHAI SINH", [sheet], fields, issues=issues)


def units(sheet: Sheet, face: str, size: float, left: float, at: places.Unit) -> float:
    """Commune, district and province on three lines; returns the y below them."""
    y = 22.0
    labels = ("Xã, phường, thị trấn", "Huyện, quận, thị xã, TP", "Tỉnh, thành phố")
    for label, value in zip(labels, (at.commune, at.district or "", at.province), strict=True):
        sheet.text(left, y, f"{label}: {places.split_kind(value)[1] or value}", face=face, size=size)
        y += 5.4
    return y


def subject(flow: Flow, f: dict[str, Truth]) -> None:
    """The child."""
    flow.fields(("Họ và tên:", printed(f, "full_name")), ("Giới tính:", printed(f, "sex")), at=(0, 0.72))
    flow.field("Ngày, tháng, năm sinh:", printed(f, "birth_date"))
    flow.field("(Ghi bằng chữ):", printed(f, "birth_date_words"))
    flow.field("Nơi sinh:", printed(f, "birth_place"))
    flow.fields(("Dân tộc:", printed(f, "ethnicity")), ("Quốc tịch:", printed(f, "nationality")), at=(0, 0.5))
    flow.field("Quê quán:", printed(f, "home_town"))


def parents(flow: Flow, f: dict[str, Truth]) -> None:
    """Father first."""
    for who, label in (("father", "cha"), ("mother", "mẹ")):
        flow.field(f"Họ và tên {label}:", printed(f, f"{who}_full_name"))
        cells = (("Dân tộc:", "ethnicity"), ("Quốc tịch:", "nationality"), ("Năm sinh:", "birth_year"))
        flow.fields(*((text, printed(f, f"{who}_{key}")) for text, key in cells), at=(0, 0.33, 0.68))
        flow.field("Nơi thường trú/tạm trú:", printed(f, f"{who}_residence"))
