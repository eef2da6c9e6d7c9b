"""Diploma, driving licence, disability and poverty certificates, divorce judgment (domain.md B.9, B.10, B.15)."""

from __future__ import annotations

import random
from datetime import date

from samples.make import marks, places
from samples.make.canvas import Run, Sheet
from samples.make.form import Flow
from samples.make.papers.card_faces import Face, Look, portrait, two_lines
from samples.make.papers.offices import finish, headline, start
from samples.make.papers.paper import Paper, iso, letterhead, national_head, place_date, signed, style, v
from samples.make.people import Family, Person, official, some_day, years_on
from samples.make.words import figures, slashed

LEVELS = (("Khuyết tật vận động", "Nặng"), ("Khuyết tật nghe, nói", "Đặc biệt nặng"), ("Khuyết tật nhìn", "Nhẹ"))


def diploma(p: Person, rng: random.Random) -> Paper:
    """Upper secondary school, or bachelor in one column."""
    data, school_leaver = places.load("trades"), rng.random() < 0.6
    year = p.birth.year + (18 if school_leaver else 22)
    day = some_day(rng, date(year, 6, 20), date(year, 9, 20))
    title = "BẰNG TỐT NGHIỆP TRUNG HỌC PHỔ THÔNG" if school_leaver else "BẰNG CỬ NHÂN"
    school = rng.choice(data["schools" if school_leaver else "universities"])
    s = style(rng, leading=1.6, size=13.0, left=40.0, right=180.0)
    sheet = Sheet(paper=(253, 246, 238))
    marks.pattern(sheet, (246, 226, 214), rng)
    marks.frame(sheet, (186, 120, 70))
    flow = Flow(sheet, s, national_head(sheet, s, 110, 32) + 10)
    serial, register = f"{rng.choice('ABCD')}{rng.randint(10**6, 10**8 - 1)}", f"{rng.randint(1, 900)}/{year}"
    name = official(rng)
    flow.line(Run("HIỆU TRƯỞNG" if not school_leaver else "GIÁM ĐỐC SỞ GIÁO DỤC VÀ ĐÀO TẠO", bold=True), align="center")
    flow.line("cấp", align="center")
    flow.line(Run(title, bold=True, colour=marks.RED), align="center", size=s.size + 5)
    flow.skip(0.5)
    place = rng.choice(["Hà Nội", "Nghệ An", "Cần Thơ", "Gia Lai"])
    flow.field("Cấp cho:", p.name, bold=True)
    flow.field("Ngày sinh:", figures(p.birth))
    flow.field("Nơi sinh:", place)
    flow.fields(("Giới tính:", p.sex), ("Dân tộc:", p.ethnicity), at=(0, 0.5))
    fields = {
        "diploma_title": v(title),
        "full_name": v(p.name),
        "birth_date": v(iso(p.birth)),
        "birth_place": v(place),
        "sex": v(p.sex),
        "ethnicity": v(p.ethnicity),
        "school": v(school, school.removeprefix("Trường ")),
        "graduation_year": v(str(year)),
        "serial_no": v(serial),
        "register_no": v(register),
        "issue_date": v(iso(day)),
        "signer_name": v(name),
    }
    if school_leaver:
        flow.field("Học sinh trường:", school)
    else:
        major, grade = rng.choice(data["majors"]), rng.choice(data["grades"])
        flow.field("Ngành:", major)
        flow.field("Xếp loại tốt nghiệp:", grade)
        flow.field("Trường:", school)
        fields |= {"major": v(major), "grade": v(grade)}
    flow.field("Năm tốt nghiệp:", str(year))
    flow.skip(0.6)
    place_date(flow, place, day)
    y = flow.y
    signed(flow, rng, ["GIÁM ĐỐC" if school_leaver else "HIỆU TRƯỞNG"], name)
    sheet.text(s.left, y + 24, f"Số hiệu: {serial}", face=s.face, size=s.size - 1)
    sheet.text(s.left, y + 31, f"Số vào sổ gốc cấp bằng: {register}", face=s.face, size=s.size - 1)
    marks.specimen(sheet, rng)
    return Paper("diploma", title, [sheet], fields)


def driving_licence(p: Person, rng: random.Random, today: date) -> Paper:
    """PET card: yellow until February 2025, pink by the Ministry of Public Security after."""
    issued = some_day(rng, max(date(2016, 1, 1), years_on(p.birth, 19)), today)
    modern = issued >= date(2025, 3, 1)
    grade = rng.choice(["A1", "B", "C1"] if modern else ["A1", "A2", "B2", "C"])
    ends = None if grade.startswith("A") else years_on(issued, 10 if grade.startswith("B") else 5)
    number = f"{rng.randint(10, 96)}{int(p.sex == 'Nữ')}{issued:%y}99{rng.randint(0, 99999):05d}"
    c = Face(
        Look(rng.choice([1.15, 1.3]), rng.choice(["arimo", "noto-sans"])),
        (252, 226, 226) if modern else (250, 240, 198),
        rng,
    )
    c.put(52, 5.4, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 5.2, bold=True, align="center")
    c.put(52, 8.0, "Độc lập - Tự do - Hạnh phúc", 5.0, bold=True, align="center")
    c.put(52, 13.0, "GIẤY PHÉP LÁI XE / DRIVER'S LICENSE", 7.0, bold=True, align="center", colour=marks.RED)
    c.put(52, 17.6, f"Số/No: {number}", 7.0, bold=True, align="center", colour=marks.RED)
    c.put(13, 6.0, "BỘ CÔNG AN" if modern else "BỘ GTVT", 5.0, bold=True, align="center")
    c.picture(portrait(18 * c.k, 24 * c.k, rng), 4, 12)
    x = 27.0
    c.put(x, 22.4, [Run("Họ tên/Full name: "), Run(p.full_name, bold=True)], 5.2)
    c.put(x, 26.4, f"Ngày sinh/Date of Birth: {slashed(p.birth)}", 5.2)
    c.put(x, 30.4, "Quốc tịch/Nationality: VIỆT NAM", 5.2)
    first, *rest = two_lines(p.residence, 34)
    c.put(x, 34.4, f"Nơi cư trú/Address: {first}", 5.2)
    for text in rest:
        c.fit(x, 37.8, text, 5.2, 56)
    place = p.residence.rsplit(", ", 1)[-1].removeprefix("tỉnh ").removeprefix("thành phố ").removeprefix("TP. ")
    day = f"{place}, ngày/date {issued.day:02d} tháng/month {issued.month:02d} năm/year {issued.year}"
    c.put(55, 42.0, day, 4.6, align="center")
    c.put(5, 42.0, f"Hạng/Class: {grade}", 6.0, bold=True)
    c.put(5, 47.0, f"Có giá trị đến/Expires: {slashed(ends) if ends else 'Không thời hạn'}", 4.8)
    c.put(62, 51.0, official(rng), 5.0, bold=True, align="center")
    marks.signature(c.sheet, 62 * c.k, 46.5 * c.k, rng, reach=14 * c.k)
    marks.specimen(c.sheet, rng, at=(5 * c.k, 52 * c.k))
    fields = {
        "licence_no": v(number),
        "full_name": v(p.full_name),
        "birth_date": v(iso(p.birth)),
        "nationality": v("Việt Nam"),
        "address": v(p.residence),
        "issue_date": v(iso(issued)),
        "issue_place": v(place),
        "class": v(grade),
        "expiry_date": v(iso(ends)) if ends else v("không thời hạn"),
    }
    return Paper("driving_licence", "GIẤY PHÉP LÁI XE", [c.sheet], fields)


def disability(p: Person, f: Family, rng: random.Random, today: date) -> Paper:
    """Giấy xác nhận khuyết tật of the commune."""
    day, (kind, level) = some_day(rng, places.MERGED, today), rng.choice(LEVELS)
    serial = f"{rng.randint(10000, 99999)}.{rng.randint(10**6, 10**7 - 1)}"
    s = style(rng, leading=1.6)
    flow, fields = start(s, f.office, f"{rng.randint(1, 90)}/GXN-UBND", day, rng)
    headline(flow, "GIẤY XÁC NHẬN KHUYẾT TẬT")
    flow.field("Số hiệu:", serial)
    flow.field("Họ và tên:", p.full_name, bold=True)
    flow.fields(("Ngày sinh:", figures(p.birth)), ("Giới tính:", p.sex), at=(0, 0.5))
    flow.field("Nơi cư trú:", p.residence)
    flow.field("Dạng khuyết tật:", kind)
    flow.field("Mức độ khuyết tật:", level)
    fields |= {
        "serial_no": v(serial),
        "full_name": v(p.full_name),
        "birth_date": v(iso(p.birth)),
        "sex": v(p.sex),
        "residence": v(p.residence),
        "disability_type": v(kind),
        "disability_level": v(level),
    }
    paper = finish(flow, rng, "disability_cert", "GIẤY XÁC NHẬN KHUYẾT TẬT", fields)
    for key in ("signer_title", "signer_name"):
        paper.fields.pop(key)
    return paper


def poverty(f: Family, rng: random.Random, today: date) -> Paper:
    """Giấy chứng nhận hộ nghèo or hộ cận nghèo, for one year."""
    year = today.year
    title = rng.choice(["GIẤY CHỨNG NHẬN HỘ NGHÈO", "GIẤY CHỨNG NHẬN HỘ CẬN NGHÈO"])
    number, day = f"{rng.randint(1, 300)}/GCN-UBND", some_day(rng, date(year, 1, 3), date(year, 2, 20))
    s = style(rng, leading=1.5)
    flow, fields = start(s, f.office, number, day, rng)
    headline(flow, title, f"Năm {year}")
    flow.field("Họ và tên chủ hộ:", f.father.full_name, bold=True)
    flow.field("Địa chỉ:", f.father.residence)
    flow.line("Các thành viên trong hộ:")
    members = [(f.mother.name, "Vợ"), (f.child.name, "Con")]
    for n, (name, relation) in enumerate(members, 1):
        flow.fields((f"{n}.", name), ("Quan hệ với chủ hộ:", relation), at=(0.04, 0.5))
    fields |= {
        "cert_no": v(number),
        "householder_name": v(f.father.full_name),
        "address": v(f.father.residence),
        "members": v([{"full_name": n, "relation": r} for n, r in members]),
        "year": v(str(year)),
    }
    paper = finish(flow, rng, "poverty_cert", title, fields)
    for key in ("signer_title", "signer_name"):
        paper.fields.pop(key)
    return paper


def divorce(f: Family, rng: random.Random, today: date) -> Paper:
    """Decision that recognises a divorce by consent."""
    day = some_day(rng, date(2018, 1, 5), today)
    number, place = f"{rng.randint(3, 190)}/{day.year}/QĐST-HNGĐ", f.region.was
    court = (
        f"TÒA ÁN NHÂN DÂN KHU VỰC {rng.randint(1, 9)}, {f.region.province.upper()}"
        if day >= places.MERGED
        else (f"TÒA ÁN NHÂN DÂN {(f.region.unit(rng, day).district or '').upper()}")
    )
    s = style(rng, face="tinos", size=13.0, leading=1.4, leaders="none")
    flow = Flow(Sheet(), s, 22)
    flow.y = letterhead(flow.sheet, s, flow.y, [Run(court, bold=True)]) + 4
    left = s.left + (s.right - s.left) * 0.21
    flow.sheet.text(left, flow.y, f"Số: {number}", face=s.face, size=s.size, align="center")
    place_date(flow, place, day)
    flow.skip(1)
    flow.line(Run("QUYẾT ĐỊNH", bold=True), align="center", size=s.size + 2)
    flow.line(Run("CÔNG NHẬN THUẬN TÌNH LY HÔN", bold=True), align="center")
    flow.line(Run("VÀ SỰ THỎA THUẬN CỦA CÁC ĐƯƠNG SỰ", bold=True), align="center")
    flow.skip(0.5)
    flow.paragraph(
        Run(
            "Căn cứ hồ sơ vụ việc dân sự về việc yêu cầu công nhận thuận tình ly hôn, gồm những người tham gia sau đây:"
        ),
        indent=10,
    )
    for label, p in (("Chị", f.mother), ("Anh", f.father)):
        flow.paragraph(
            [Run(f"- {label} "), Run(p.name, bold=True), Run(f", sinh năm {p.birth.year}; nơi cư trú: {p.residence}.")],
            indent=10,
        )
    flow.line(Run("QUYẾT ĐỊNH:", bold=True), align="center")
    flow.paragraph(
        Run(f"1. Công nhận sự thuận tình ly hôn giữa chị {f.mother.name} và anh {f.father.name}."), indent=10
    )
    flow.paragraph(
        Run("2. Quyết định này có hiệu lực pháp luật ngay sau khi được ban hành và không bị kháng cáo, kháng nghị."),
        indent=10,
    )
    flow.skip(0.6)
    signed(flow, rng, ["THẨM PHÁN"], official(rng))
    fields = {
        "judgment_no": v(number),
        "judgment_date": v(iso(day)),
        "court": v(court),
        "parties": v([f.mother.name, f.father.name]),
    }
    marks.specimen(flow.sheet, rng)
    return Paper("divorce_judgment", "QUYẾT ĐỊNH CÔNG NHẬN THUẬN TÌNH LY HÔN", [flow.sheet], fields)
