"""Certificates of registration: household business (commune, since July 2025) and enterprise (domain.md B.8)."""

from __future__ import annotations

import random
from datetime import date

from samples.make import marks, places
from samples.make.canvas import Run, Sheet
from samples.make.form import Flow
from samples.make.papers.declarations_other import table
from samples.make.papers.paper import Paper, Truth, iso, letterhead, planted, signed, style, v
from samples.make.people import Person, official, some_day
from samples.make.places import Unit
from samples.make.words import figures, number

WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)


def tax_code(rng: random.Random) -> str:
    """Ten digits with the check digit of TT 86/2024/TT-BTC."""
    while True:
        nine = f"{rng.randint(1, 63):02d}99{rng.randint(0, 99999):05d}"
        rest = sum(w * int(d) for w, d in zip(WEIGHTS, nine, strict=True)) % 11
        if rest:
            return nine + str((10 - rest) % 10)


def money(n: int) -> str:
    """``50.000.000``."""
    return f"{n:,}".replace(",", ".")


def changes(flow: Flow, rng: random.Random, first: date, today: date) -> dict[str, Truth]:
    """First registration, and perhaps a later change."""
    flow.line(Run(f"Đăng ký lần đầu, ngày {first:%d/%m/%Y}", italic=True), align="center")
    fields = {"first_registered_on": v(iso(first))}
    if rng.random() < 0.6:
        count, day = rng.randint(1, 5), some_day(rng, first, today)
        flow.line(Run(f"Đăng ký thay đổi lần thứ {count}, ngày {day:%d/%m/%Y}", italic=True), align="center")
        fields |= {"change_no": v(str(count), f"{count:02d}"), "changed_on": v(iso(day))}
    flow.skip(0.5)
    return fields


def household(p: Person, unit: Unit, rng: random.Random, today: date, *, fault: str | None = None) -> Paper:
    """``fault``: ``tax`` (check digit) or ``money`` (words)."""
    data, issues = places.load("trades"), []
    code = rng.choice([p.id_no, tax_code(rng)])
    if fault == "tax":
        code = tax_code(rng)
        code = code[:-1] + str((int(code[-1]) + 3) % 10)
        issues.append(planted("bad_tax_code", "E_TAX_CODE", ["business_code"], "the check digit is wrong"))
    s = style(rng, leading=1.35, size=12.5)
    flow, office = Flow(Sheet(), s, 22), rng.choice(["PHÒNG KINH TẾ", "PHÒNG KINH TẾ, HẠ TẦNG VÀ ĐÔ THỊ"])
    upper = f"UBND {unit.small.upper()}"
    flow.y = letterhead(flow.sheet, s, flow.y, [Run(upper), Run(office, bold=True)]) + 8
    flow.line(Run("GIẤY CHỨNG NHẬN ĐĂNG KÝ HỘ KINH DOANH", bold=True), align="center", size=s.size + 3)
    flow.line(Run(f"Mã số hộ kinh doanh: {code}", bold=True), align="center")
    fields = changes(flow, rng, some_day(rng, places.MERGED, today), today)
    name, capital = rng.choice(data["shops"]), rng.randrange(5, 400, 5) * 1_000_000
    said = number(capital if fault != "money" else capital + 10_000_000)
    if fault == "money":
        issues.append(
            planted("area_words_mismatch", "E_MONEY_WORDS_MISMATCH", ["capital_vnd"], "figures and words differ")
        )
    at, phone = places.address(rng, unit), f"0{rng.choice('35789')}{rng.randint(10**7, 10**8 - 1)}"
    flow.field("1. Tên hộ kinh doanh:", name, bold=True)
    flow.field("2. Địa chỉ trụ sở:", at)
    flow.fields(("Điện thoại:", phone), ("Email:", None), at=(0, 0.5))
    flow.line("3. Ngành, nghề kinh doanh:")
    lines = rng.sample(data["lines"], rng.randint(1, 4))
    rows = [("STT", "Tên ngành", "Mã ngành")] + [(str(i), n, c) for i, (n, c) in enumerate(lines, 1)]
    flow.skip(0.2)
    table(flow, rows, (0, 0.09, 0.82, 1), hand=None)
    flow.field("4. Vốn kinh doanh:", f"{money(capital)} đồng ({said[0].upper()}{said[1:]} đồng)")
    flow.line(Run("5. Thông tin về chủ hộ kinh doanh", bold=True))
    flow.fields(("Họ và tên:", p.full_name), ("Giới tính:", p.sex), at=(0, 0.7))
    flow.fields(
        ("Sinh ngày:", figures(p.birth)), ("Dân tộc:", p.ethnicity), ("Quốc tịch:", p.nationality), at=(0, 0.36, 0.66)
    )
    flow.field("Số định danh cá nhân:", p.id_no)
    issuer = p.card.issuer
    flow.fields(("Ngày cấp:", figures(p.card.issued)), ("Nơi cấp:", issuer), at=(0, 0.32))
    flow.field("Nơi thường trú:", p.residence)
    flow.skip(0.6)
    signer = official(rng)
    signed(flow, rng, ["TRƯỞNG PHÒNG"], signer)
    fields |= {
        "issuer_name": v(office, upper, f"{upper} {office}", f"{office} {upper}"),
        "business_code": v(code),
        "business_name": v(name),
        "address": v(at),
        "phone": v(phone),
        "email": v(None),
        "capital_vnd": v(capital),
        "lines": v([{"name": n, "code": c} for n, c in lines]),
        "owner_full_name": v(p.full_name),
        "owner_sex": v(p.sex),
        "owner_birth_date": v(iso(p.birth)),
        "owner_ethnicity": v(p.ethnicity),
        "owner_nationality": v(p.nationality),
        "owner_id_no": v(p.id_no),
        "owner_id_issue_date": v(iso(p.card.issued)),
        "owner_id_issuer": v(issuer),
        "owner_residence": v(p.residence),
        "signer_title": v("TRƯỞNG PHÒNG"),
        "signer_name": v(signer),
    }
    marks.specimen(flow.sheet, rng)
    return Paper(
        "household_business_cert", "GIẤY CHỨNG NHẬN ĐĂNG KÝ HỘ KINH DOANH", [flow.sheet], fields, issues=issues
    )


def enterprise(p: Person, unit: Unit, rng: random.Random, today: date) -> Paper:
    """By the business registration office of the province."""
    data, code = places.load("trades"), tax_code(rng)
    s = style(rng, leading=1.4, size=12.5)
    title = "GIẤY CHỨNG NHẬN ĐĂNG KÝ DOANH NGHIỆP"
    flow, upper = Flow(Sheet(), s, 22), f"SỞ TÀI CHÍNH {unit.province_small.upper()}"
    flow.y = letterhead(flow.sheet, s, flow.y, [Run(upper), Run("PHÒNG ĐĂNG KÝ KINH DOANH", bold=True)]) + 8
    flow.line(Run(title, bold=True), align="center", size=s.size + 3)
    flow.line(Run(f"Mã số doanh nghiệp: {code}", bold=True), align="center")
    fields = changes(flow, rng, some_day(rng, date(2018, 1, 1), today), today)
    name, capital = rng.choice(data["companies"]), rng.randrange(5, 90) * 100_000_000
    at, position, said = places.address(rng, unit), rng.choice(["Giám đốc", "Tổng Giám đốc"]), number(capital)
    flow.line(Run("1. Tên công ty", bold=True))
    flow.field("Tên công ty viết bằng tiếng Việt:", name)
    flow.line(Run("2. Địa chỉ trụ sở chính", bold=True))
    flow.paragraph(s.value(at))
    flow.field("3. Vốn điều lệ:", f"{money(capital)} đồng")
    flow.field("Bằng chữ:", f"{said[0].upper()}{said[1:]} đồng")
    flow.line(Run("4. Người đại diện theo pháp luật của công ty", bold=True))
    flow.fields(("* Họ và tên:", p.full_name), ("Giới tính:", p.sex), at=(0, 0.7))
    flow.field("Chức danh:", position)
    flow.fields(
        ("Sinh ngày:", figures(p.birth)), ("Dân tộc:", p.ethnicity), ("Quốc tịch:", p.nationality), at=(0, 0.36, 0.66)
    )
    flow.field("Số giấy tờ pháp lý của cá nhân:", p.id_no)
    flow.field("Địa chỉ liên lạc:", p.residence)
    flow.skip(0.6)
    signed(flow, rng, ["TRƯỞNG PHÒNG"], official(rng))
    fields |= {
        "business_code": v(code),
        "company_name": v(name),
        "address": v(at),
        "charter_capital_vnd": v(capital),
        "representative_name": v(p.full_name),
        "representative_title": v(position),
        "representative_birth_date": v(iso(p.birth)),
        "representative_id_no": v(p.id_no),
        "issuer_name": v(
            "PHÒNG ĐĂNG KÝ KINH DOANH", f"{upper} PHÒNG ĐĂNG KÝ KINH DOANH", f"PHÒNG ĐĂNG KÝ KINH DOANH {upper}", upper
        ),
    }
    marks.specimen(flow.sheet, rng)
    return Paper("enterprise_cert", title, [flow.sheet], fields)
