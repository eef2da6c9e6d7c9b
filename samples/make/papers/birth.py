"""Birth certificate and its extract: form of TT 04/2020/TT-BTP, that of TT 15/2015, and the old one with cha before mẹ."""

from __future__ import annotations

import random
from datetime import date, timedelta

from samples.make import marks, places
from samples.make.canvas import Run, Sheet
from samples.make.form import Flow
from samples.make.papers.paper import (
    Paper,
    iso,
    letterhead,
    national_head,
    office_values,
    place_date,
    planted,
    signed,
    signer,
    style,
    v,
)
from samples.make.people import Family, official, some_day
from samples.make.words import day_in_words, figures


def words_of(day: date, rng: random.Random, fault: bool) -> str:
    """The date in words; another day where an inconsistency is planted."""
    if not fault:
        return day_in_words(day, rng)
    return day_in_words(
        day + timedelta(days=rng.choice([1, 10])) if day.day < 18 else day - timedelta(days=rng.choice([1, 10])), rng
    )


def subject(
    f: Family, rng: random.Random, *, fault: str | None, registered: date, at: places.Unit
) -> tuple[dict, list]:
    """The truth that certificate and extract share, and what was planted."""
    c, issues = f.child, []
    words = words_of(c.birth, rng, fault == "words")
    if fault == "words":
        issues.append(
            planted(
                "date_words_mismatch",
                "E_DATE_WORDS_MISMATCH",
                ["birth_date", "birth_date_words"],
                "figures and words differ",
            )
        )
    number = c.id_no
    if fault == "id":
        number = number[:4] + f"{(c.birth.year + rng.choice([3, 7, 11])) % 100:02d}" + number[6:]
        issues.append(
            planted(
                "id_mismatch", "E_ID_MISMATCH", ["personal_id", "birth_date"], "the number says another year of birth"
            )
        )
    fields = {
        "full_name": v(c.full_name),
        "birth_date": v(iso(c.birth)),
        "birth_date_words": v(words),
        "sex": v(c.sex),
        "ethnicity": v(c.ethnicity),
        "nationality": v("Việt Nam"),
        "birth_place": v(f.birth_place),
        "home_town": v(c.home_town),
    }
    fields |= {"personal_id": v(number)} if registered.year >= 2016 else {}
    for who, p in (("mother", f.mother), ("father", f.father)):
        fields |= {
            f"{who}_full_name": v(p.full_name),
            f"{who}_birth_year": v(str(p.birth.year)),
            f"{who}_ethnicity": v(p.ethnicity),
            f"{who}_nationality": v(p.nationality),
            f"{who}_residence": v(p.residence),
        }
    fields |= {"registration_place": v(at.office(), at.office(long=False)), "registration_date": v(iso(registered))}
    return fields, issues


def fathers_blank(fields: dict) -> None:
    """A mother alone: the father's lines stay empty."""
    for key in fields:
        if key.startswith("father_"):
            fields[key] = v(None)


def text(fields: dict, key: str) -> str | None:
    """The printed value of a key: dates as figures."""
    value = fields[key]["value"] if key in fields else None
    if value and key.endswith("date"):
        return figures(date.fromisoformat(value))
    return value


def body(flow: Flow, f: dict, rng: random.Random, *, dense: bool) -> None:
    """Subject, mother, father in the words of the forms since 2015."""
    flow.field("Họ, chữ đệm, tên:", text(f, "full_name"), bold=True)
    if dense:
        flow.field("Ngày, tháng, năm sinh:", f"{text(f, 'birth_date')} ghi bằng chữ: {text(f, 'birth_date_words')}")
    else:
        flow.field("Ngày, tháng, năm sinh:", text(f, "birth_date"))
        flow.field("Ghi bằng chữ:", text(f, "birth_date_words"))
    flow.fields(
        ("Giới tính:", text(f, "sex")),
        ("Dân tộc:", text(f, "ethnicity")),
        ("Quốc tịch:", text(f, "nationality")),
        at=(0, 0.3, 0.62),
    )
    flow.field("Nơi sinh:", text(f, "birth_place"))
    flow.field("Quê quán:", text(f, "home_town"))
    if "personal_id" in f:
        flow.field("Số định danh cá nhân:", text(f, "personal_id"))
    flow.skip(rng.choice([0.0, 0.35]))
    for who, label in (("mother", "mẹ"), ("father", "cha")):
        flow.field(
            f"Họ, chữ đệm, tên người {label}:",
            text(f, f"{who}_full_name"),
            bold=True if f[f"{who}_full_name"]["value"] else None,
        )
        flow.fields(
            ("Năm sinh:", text(f, f"{who}_birth_year")),
            ("Dân tộc:", text(f, f"{who}_ethnicity")),
            ("Quốc tịch:", text(f, f"{who}_nationality")),
            at=(0, 0.3, 0.62),
        )
        flow.field("Nơi cư trú:", text(f, f"{who}_residence"))
        flow.skip(rng.choice([0.0, 0.35]))


def certificate(
    f: Family,
    rng: random.Random,
    *,
    registered: date,
    fault: str | None = None,
    single: bool = False,
    form: str | None = None,
    at: places.Unit | None = None,
) -> Paper:
    """``form``: ``2020`` (number above, right), ``2015`` (number and book) or ``2006`` (cha first, pale green)."""
    form = form or ("2020" if registered >= date(2020, 7, 16) else "2015" if registered.year >= 2016 else "2006")
    at = at or f.region.unit(rng, registered)
    fields, issues = subject(f, rng, fault=fault, registered=registered, at=at)
    if single:
        fathers_blank(fields)
    capacity, titles = signer(rng)
    name = official(rng)
    s = style(rng, leaders=rng.choice(["none", "tail", "under"]), leading=rng.choice([1.5, 1.65, 1.8]))
    sheet = Sheet(paper=rng.choice([(255, 255, 255), (252, 250, 240), (246, 250, 244), (252, 244, 240)]))
    if rng.random() < 0.5:
        marks.pattern(sheet, (238, 226, 222), rng)
        marks.frame(sheet, (190, 110, 90))
    number = f"{rng.randint(1, 240)}/{registered.year}"
    if form == "2006":
        return old_certificate(sheet, s, f, fields, issues, rng, at=at, registered=registered, name=name)
    if rng.random() < 0.6:
        marks.emblem(sheet, (s.left + s.right) / 2, 17, 14)
        top = 32.0
    else:
        top = 24.0
    y = national_head(sheet, s, (s.left + s.right) / 2, top)
    flow = Flow(sheet, s, y + 4)
    flow.line(Run(f"Số: {number}", bold=rng.random() < 0.3), align="right")
    if form == "2015":
        book = f"01/{registered.year}"
        flow.line(f"Quyển số: {book}", align="right")
        fields["book_no"] = v(book)
    flow.skip(0.6)
    flow.line(
        Run("GIẤY KHAI SINH", bold=True, colour=(190, 30, 36) if rng.random() < 0.5 else None),
        align="center",
        size=s.size + 7,
    )
    flow.skip(0.6)
    body(flow, fields, rng, dense=rng.random() < 0.6)
    declarant = f.father if rng.random() < 0.5 and not single else f.mother
    doc = declarant.id_doc(rng, registered)
    fields |= {"registration_no": v(number), "declarant_name": v(declarant.full_name), "declarant_id_doc": v(doc)}
    flow.field("Họ, chữ đệm, tên người đi khai sinh:", declarant.full_name)
    flow.field("Giấy tờ tùy thân:", doc)
    flow.field("Nơi đăng ký khai sinh:", text(fields, "registration_place"))
    flow.field("Ngày, tháng, năm đăng ký:", text(fields, "registration_date"))
    flow.skip(0.8)
    signed(flow, rng, ["NGƯỜI KÝ GIẤY KHAI SINH", *capacity], name)
    fields |= {
        "signer_title": v(*titles),
        "signer_name": v(name),
        "issuer_name": v(*office_values(at), optional=True),
        "issue_date": v(iso(registered), optional=True),
    }
    marks.specimen(sheet, rng)
    return Paper("birth_certificate", "GIẤY KHAI SINH", [sheet], fields, issues=issues)


def old_certificate(
    sheet: Sheet, s, f: Family, fields: dict, issues: list, rng: random.Random, *, at, registered: date, name: str
) -> Paper:
    """The form of before 2016: province, district and commune above, number and book right, father before mother."""
    number, book = f"{rng.randint(1, 180)}", f"0{rng.randint(1, 3)}/{registered.year}"
    style_ = s
    y = 22.0
    for label, value in (
        ("Xã, phường, thị trấn", at.commune),
        ("Huyện, quận, thị xã, TP", at.district or ""),
        ("Tỉnh, thành phố", at.province),
    ):
        sheet.text(style_.left, y, f"{label}: {places.split_kind(value)[1] or value}", face=s.face, size=s.size - 2)
        y += 5.4
    sheet.text(style_.right, 22.0, f"Số: {number}", face=s.face, size=s.size - 1, align="right")
    sheet.text(style_.right, 27.4, f"Quyển số: {book}", face=s.face, size=s.size - 1, align="right")
    y = national_head(sheet, s, (s.left + s.right) / 2, y + 5)
    flow = Flow(sheet, s, y + 7)
    flow.line(Run("GIẤY KHAI SINH", bold=True, colour=(190, 30, 36)), align="center", size=s.size + 8)
    flow.line(Run(rng.choice(["(Bản chính)", "BẢN CHÍNH"]), bold=True), align="center")
    flow.skip(0.5)
    flow.fields(("Họ và tên:", text(fields, "full_name")), ("Giới tính:", text(fields, "sex")), at=(0, 0.72))
    flow.field("Ngày, tháng, năm sinh:", text(fields, "birth_date"))
    flow.field("(Ghi bằng chữ):", text(fields, "birth_date_words"))
    flow.field("Nơi sinh:", text(fields, "birth_place"))
    flow.fields(("Dân tộc:", text(fields, "ethnicity")), ("Quốc tịch:", text(fields, "nationality")), at=(0, 0.5))
    flow.field("Quê quán:", text(fields, "home_town"))
    for who, label in (("father", "cha"), ("mother", "mẹ")):
        flow.field(f"Họ và tên {label}:", text(fields, f"{who}_full_name"))
        flow.fields(
            ("Dân tộc:", text(fields, f"{who}_ethnicity")),
            ("Quốc tịch:", text(fields, f"{who}_nationality")),
            ("Năm sinh:", text(fields, f"{who}_birth_year")),
            at=(0, 0.33, 0.68),
        )
        flow.field("Nơi thường trú/tạm trú:", text(fields, f"{who}_residence"))
    flow.field("Nơi đăng ký:", text(fields, "registration_place"))
    flow.field("Ngày, tháng, năm đăng ký:", text(fields, "registration_date"))
    flow.skip(0.8)
    capacity, titles = signer(rng)
    flow.sheet.text(
        s.left + 40, flow.y, Run("CÁN BỘ TƯ PHÁP HỘ TỊCH", bold=True), face=s.face, size=s.size, align="center"
    )
    flow.sheet.text(s.left + 40, flow.y + 32, Run(official(rng), bold=True), face=s.face, size=s.size, align="center")
    marks.signature(sheet, s.left + 40, flow.y + 16, rng)
    signed(flow, rng, ["TM. ỦY BAN NHÂN DÂN", *capacity], name)
    full = f"TM. ỦY BAN NHÂN DÂN {' '.join(capacity)}"
    fields |= {
        "registration_no": v(number, f"{number}/{registered.year}"),
        "book_no": v(book),
        "signer_title": v(*titles, full),
        "signer_name": v(name),
        "issuer_name": v(*office_values(at), optional=True),
        "issue_date": v(iso(registered), optional=True),
    }
    marks.specimen(sheet, rng)
    return Paper("birth_certificate", "GIẤY KHAI SINH", [sheet], fields, issues=issues)


def extract(
    f: Family,
    rng: random.Random,
    *,
    registered: date,
    issued: date,
    fault: str | None = None,
    at: places.Unit | None = None,
) -> Paper:
    """White copy: ``TRÍCH LỤC KHAI SINH (BẢN SAO)``, or ``GIẤY KHAI SINH (BẢN SAO)`` of some offices."""
    at, by = at or f.region.unit(rng, registered), f.office if issued >= places.MERGED else f.region.unit(rng, issued)
    fields, issues = subject(f, rng, fault=fault, registered=registered, at=at)
    s, sheet = style(rng, leading=rng.choice([1.4, 1.55, 1.7])), Sheet()
    copy_no, number = (
        f"{rng.randint(10, 900)}/{rng.choice(['TLKS-BS', f'{issued.year}/TLKS-BS'])}",
        f"{rng.randint(1, 240)}/{registered.year}",
    )
    upper = f"ỦY BAN NHÂN DÂN {by.small.upper()}" if rng.random() < 0.7 else f"UBND {by.small.upper()}"
    y = letterhead(sheet, s, 22, [Run((by.district or by.province_small).upper()), Run(upper, bold=True)])
    flow = Flow(sheet, s, y + 4)
    sheet.text(s.left + (s.right - s.left) * 0.22, flow.y, f"Số: {copy_no}", face=s.face, size=s.size, align="center")
    place_date(flow, by.short, issued)
    flow.skip(0.8)
    title = rng.choice(["TRÍCH LỤC KHAI SINH", "TRÍCH LỤC KHAI SINH", "GIẤY KHAI SINH"])
    one = rng.random() < 0.4
    flow.line(Run(f"{title} (BẢN SAO)" if one else title, bold=True), align="center", size=s.size + 4)
    if not one:
        flow.line(Run("(BẢN SAO)", bold=True), align="center")
    flow.skip(0.5)
    body(flow, fields, rng, dense=rng.random() < 0.5)
    fields |= {
        "copy_no": v(copy_no),
        "registration_no": v(number),
        "issue_date": v(iso(issued)),
        "issuer_name": v(*office_values(by), upper),
    }
    if rng.random() < 0.5:
        flow.field("Đã đăng ký khai sinh tại:", text(fields, "registration_place"))
        flow.fields(("Số:", number), ("ngày", text(fields, "registration_date")), at=(0, 0.3))
    else:
        flow.field("Nơi đăng ký khai sinh:", text(fields, "registration_place"))
        flow.fields(
            ("Số đăng ký:", number), ("Ngày, tháng, năm đăng ký:", text(fields, "registration_date")), at=(0, 0.35)
        )
    flow.skip(0.9)
    capacity, titles = signer(rng)
    name = official(rng)
    signed(flow, rng, [rng.choice(["NGƯỜI KÝ TRÍCH LỤC", "TM. ỦY BAN NHÂN DÂN"]), *capacity], name)
    fields |= {"signer_title": v(*titles, f"TM. ỦY BAN NHÂN DÂN {' '.join(capacity)}"), "signer_name": v(name)}
    marks.specimen(sheet, rng)
    return Paper("birth_extract", title, [sheet], fields, issues=issues)


def random_registration(f: Family, rng: random.Random, today: date) -> date:
    """A day within two months after the birth, not in the future."""
    return some_day(rng, min(f.child.birth + timedelta(days=3), today), min(f.child.birth + timedelta(days=59), today))
