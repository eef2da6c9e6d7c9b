"""Birth certificate (forms of TT 15/2015 and TT 04/2020/TT-BTP) and its extract; ``birth_old`` has older ones."""

from __future__ import annotations

import random
from datetime import date, timedelta

from samples.make import marks, places
from samples.make.canvas import Run, Sheet
from samples.make.form import Flow
from samples.make.papers import birth_old
from samples.make.papers.birth_facts import Registered, facts, printed, random_registration
from samples.make.papers.paper import (
    Paper,
    Truth,
    iso,
    letterhead,
    national_head,
    office_values,
    place_date,
    signed,
    signer,
    style,
    v,
)
from samples.make.people import Family, official

__all__ = ["certificate", "extract", "random_registration"]
THIRDS = (0, 0.3, 0.62)


def body(flow: Flow, f: dict[str, Truth], rng: random.Random) -> None:
    """Subject, mother, father in the words of the forms since 2015."""
    flow.field("Họ, chữ đệm, tên:", printed(f, "full_name"), bold=True)
    if rng.random() < 0.5:
        both = f"{printed(f, 'birth_date')} ghi bằng chữ: {printed(f, 'birth_date_words')}"
        flow.field("Ngày, tháng, năm sinh:", both)
    else:
        flow.field("Ngày, tháng, năm sinh:", printed(f, "birth_date"))
        flow.field("Ghi bằng chữ:", printed(f, "birth_date_words"))
    triple(flow, f, ("Giới tính:", "sex"), ("Dân tộc:", "ethnicity"), ("Quốc tịch:", "nationality"))
    flow.field("Nơi sinh:", printed(f, "birth_place"))
    flow.field("Quê quán:", printed(f, "home_town"))
    if "personal_id" in f:
        flow.field("Số định danh cá nhân:", printed(f, "personal_id"))
    gap = rng.choice([0.0, 0.35])
    for who, label in (("mother", "mẹ"), ("father", "cha")):
        flow.skip(gap)
        name = printed(f, f"{who}_full_name")
        flow.field(f"Họ, chữ đệm, tên người {label}:", name, bold=bool(name) or None)
        triple(
            flow,
            f,
            ("Năm sinh:", f"{who}_birth_year"),
            ("Dân tộc:", f"{who}_ethnicity"),
            ("Quốc tịch:", f"{who}_nationality"),
        )
        flow.field("Nơi cư trú:", printed(f, f"{who}_residence"))
    flow.skip(gap)


def triple(flow: Flow, f: dict[str, Truth], *cells: tuple[str, str]) -> None:
    """Three labels with the values of three keys, on one line."""
    flow.fields(*((label, printed(f, key)) for label, key in cells), at=THIRDS)


def certificate(
    f: Family,
    rng: random.Random,
    *,
    registered: date,
    at: places.Unit,
    fault: str | None = None,
    single: bool = False,
) -> Paper:
    """The original. ``fault``: ``words`` or ``id``; ``single``: a mother alone, the father's lines stay empty."""
    if registered.year < 2016:
        return birth_old.certificate(f, rng, Registered(registered, at), fault=fault)
    fields, issues = facts(f, rng, Registered(registered, at), fault=fault)
    if single:
        fields |= {key: v(None) for key in fields if key.startswith("father_")}
    s = style(rng, leading=rng.choice([1.5, 1.65, 1.8]))
    flow = Flow(ground(rng), s, 24)
    if rng.random() < 0.6:
        marks.emblem(flow.sheet, (s.left + s.right) / 2, 17, 14)
        flow.y = 32
    flow.y = national_head(flow.sheet, s, (s.left + s.right) / 2, flow.y) + 4
    flow.line(Run(f"Số: {printed(fields, 'registration_no')}", bold=rng.random() < 0.3), align="right")
    if registered < date(2020, 7, 16):
        fields["book_no"] = v(f"01/{registered.year}")
        flow.line(f"Quyển số: 01/{registered.year}", align="right")
    flow.skip(0.6)
    red = (190, 30, 36) if rng.random() < 0.5 else None
    flow.line(Run("GIẤY KHAI SINH", bold=True, colour=red), align="center", size=s.size + 7)
    flow.skip(0.6)
    body(flow, fields, rng)
    declarant = f.mother if single or rng.random() < 0.5 else f.father
    doc = declarant.id_doc(rng, registered)
    flow.field("Họ, chữ đệm, tên người đi khai sinh:", declarant.full_name)
    flow.field("Giấy tờ tùy thân:", doc)
    flow.field("Nơi đăng ký khai sinh:", printed(fields, "registration_place"))
    flow.field("Ngày, tháng, năm đăng ký:", printed(fields, "registration_date"))
    flow.skip(0.8)
    capacity, titles = signer(rng)
    name = official(rng)
    signed(flow, rng, ["NGƯỜI KÝ GIẤY KHAI SINH", *capacity], name)
    fields |= {
        "declarant_name": v(declarant.full_name),
        "declarant_id_doc": v(doc),
        "signer_title": v(*titles),
        "signer_name": v(name),
        "issuer_name": v(*office_values(at), optional=True),
        "issue_date": v(iso(registered), optional=True),
    }
    marks.specimen(flow.sheet, rng)
    return Paper("birth_certificate", "GIẤY KHAI SINH", [flow.sheet], fields, issues=issues)


def ground(rng: random.Random) -> Sheet:
    """White or tinted paper, half of the time with a pattern and a frame."""
    sheet = Sheet(paper=rng.choice([(255, 255, 255), (252, 250, 240), (246, 250, 244), (252, 244, 240)]))
    if rng.random() < 0.5:
        marks.pattern(sheet, (238, 226, 222), rng)
        marks.frame(sheet, (190, 110, 90))
    return sheet


def extract(
    f: Family,
    rng: random.Random,
    *,
    registered: date,
    at: places.Unit,
    issued: date,
    fault: str | None = None,
) -> Paper:
    """White copy: ``TRÍCH LỤC KHAI SINH (BẢN SAO)``, or ``GIẤY KHAI SINH (BẢN SAO)`` of some offices."""
    by = f.office if issued >= places.MERGED else f.region.unit(rng, issued)
    fields, issues = facts(f, rng, Registered(registered, at), fault=fault)
    s = style(rng, leading=rng.choice([1.4, 1.55, 1.7]))
    copy_no = f"{rng.randint(10, 900)}/{rng.choice(['TLKS-BS', f'{issued.year}/TLKS-BS'])}"
    upper = f"{rng.choice(['ỦY BAN NHÂN DÂN', 'ỦY BAN NHÂN DÂN', 'UBND'])} {by.small.upper()}"
    flow = Flow(Sheet(), s, 22)
    head = [Run((by.district or by.province_small).upper()), Run(upper, bold=True)]
    flow.y = letterhead(flow.sheet, s, flow.y, head) + 4
    left = s.left + (s.right - s.left) * 0.21
    flow.sheet.text(left, flow.y, f"Số: {copy_no}", face=s.face, size=s.size, align="center")
    place_date(flow, by.short, issued)
    flow.skip(0.8)
    title = copy_title(flow, rng)
    body(flow, fields, rng)
    place, number, day = (printed(fields, f"registration_{k}") for k in ("place", "no", "date"))
    if rng.random() < 0.5:
        flow.field("Đã đăng ký khai sinh tại:", place)
        flow.fields(("Số:", number), ("ngày", day.removeprefix("ngày ")), at=(0, 0.3))
    else:
        flow.field("Nơi đăng ký khai sinh:", place)
        flow.fields(("Số đăng ký:", number), ("Ngày, tháng, năm đăng ký:", day), at=(0, 0.35))
    flow.skip(0.9)
    capacity, titles = signer(rng)
    name = official(rng)
    signed(flow, rng, [rng.choice(["NGƯỜI KÝ TRÍCH LỤC", "TM. ỦY BAN NHÂN DÂN"]), *capacity], name)
    fields |= {
        "copy_no": v(copy_no),
        "issue_date": v(iso(issued)),
        "issuer_name": v(upper, *office_values(by)),
        "signer_title": v(*titles, f"TM. ỦY BAN NHÂN DÂN {' '.join(capacity)}"),
        "signer_name": v(name),
    }
    marks.specimen(flow.sheet, rng)
    return Paper("birth_extract", title, [flow.sheet], fields, issues=issues)


def copy_title(flow: Flow, rng: random.Random) -> str:
    """The title with (BẢN SAO) beside or under it."""
    title, size = rng.choice(["TRÍCH LỤC KHAI SINH", "TRÍCH LỤC KHAI SINH", "GIẤY KHAI SINH"]), flow.style.size + 4
    if rng.random() < 0.4:
        flow.line(Run(f"{title} (BẢN SAO)", bold=True), align="center", size=size)
    else:
        flow.line(Run(title, bold=True), align="center", size=size)
        flow.line(Run("(BẢN SAO)", bold=True), align="center")
    flow.skip(0.5)
    return title


def late_registration(f: Family, rng: random.Random, today: date) -> date:
    """Registered anew as a grown person, on the form of today."""
    first = max(date(2016, 2, 1), f.child.birth + timedelta(days=3))
    return first + timedelta(days=rng.randint(0, max(0, (today - first).days)))
