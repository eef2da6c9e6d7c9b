"""Tờ khai đăng ký khai sinh: forms of TT 04/2020 and TT 04/2024/TT-BTP, typed or filled in by hand."""

from __future__ import annotations

import random
from datetime import date

from samples.make import marks
from samples.make.canvas import Run, Sheet, px
from samples.make.form import Flow
from samples.make.papers.birth import words_of
from samples.make.papers.paper import Paper, by_hand, iso, national_head, planted, style, v
from samples.make.people import Family
from samples.make.words import figures


def tick(sheet: Sheet, x: float, y: float, on: bool) -> None:
    """A box, crossed or empty, its foot on the baseline."""
    a, b, c, d = px(x), px(y - 3.6), px(x + 3.8), px(y + 0.2)
    sheet.draw.rectangle((a, b, c, d), outline=(30, 30, 34), width=3)
    if on:
        sheet.draw.line((a + 5, b + 5, c - 5, d - 5), fill=(30, 40, 130), width=5)
        sheet.draw.line((a + 5, d - 5, c - 5, b + 5), fill=(30, 40, 130), width=5)


def requester(flow: Flow, who, relation: str, of: str, notes: bool, doc: str, recipient: str) -> dict:
    """The block that all declarations begin with; returns its truth."""
    s = flow.style
    flow.line([Run("Kính gửi: " + ("(1) " if notes else "")), s.value(recipient)], align="center")
    flow.skip(0.5)
    flow.field("Họ, chữ đệm, tên người yêu cầu:", who.full_name)
    flow.field("Ngày, tháng, năm sinh:", figures(who.birth))
    flow.field("Nơi cư trú:", who.residence, note=" (2)" if notes else "")
    flow.field("Giấy tờ tùy thân:", doc, note=" (3)" if notes else "")
    flow.field(f"Quan hệ với {of}:", relation)
    return {
        "recipient": v(recipient),
        "requester_name": v(who.full_name),
        "requester_birth_date": v(iso(who.birth)),
        "requester_residence": v(who.residence),
        "requester_id_doc": v(doc),
        "requester_relation": v(relation),
    }


def closing(flow: Flow, rng: random.Random, place: str, day: date, name: str, *, hint: bool = True) -> None:
    """Commitment, place and date, signature of the requester (no seal: it is a private person's)."""
    s = flow.style
    flow.paragraph(
        rng.choice(
            [
                "Tôi cam đoan những nội dung khai trên đây là đúng sự thật và chịu trách nhiệm trước pháp luật về cam đoan của mình.",
                "Tôi cam đoan nội dung đề nghị đăng ký trên đây là đúng sự thật, được sự thỏa thuận nhất trí của các bên liên quan theo quy định pháp luật và chịu hoàn toàn trách nhiệm trước pháp luật về nội dung cam đoan của mình.",
            ]
        ),
        indent=8,
    )
    where = s.left + (s.right - s.left) * 0.7
    text = f"Làm tại: {place}, ngày {day.day:02d} tháng {day.month:02d} năm {day.year}"
    flow.sheet.text(
        where,
        flow.y,
        Run(text, italic=not s.hand) if not s.hand else [Run("Làm tại: "), s.value(text[9:])],
        face=s.face,
        size=s.size,
        align="center",
    )
    flow.skip(1)
    flow.sheet.text(where, flow.y, Run("Người yêu cầu", bold=True), face=s.face, size=s.size, align="center")
    flow.skip(1)
    if hint:
        flow.sheet.text(
            where,
            flow.y - 0.6,
            Run("(Ký, ghi rõ họ, chữ đệm, tên)", italic=True),
            face=s.face,
            size=s.size - 2,
            align="center",
        )
    marks.signature(flow.sheet, where, flow.y + 9, rng)
    flow.sheet.text(
        where, flow.y + 22, s.value(name) if s.hand else Run(name), face=s.face, size=s.size, align="center"
    )


def draw(
    f: Family,
    rng: random.Random,
    *,
    day: date,
    fault: str | None = None,
    hand: str | None = None,
    by: str | None = None,
) -> Paper:
    """``fault``: ``words`` or ``name`` (the mother's name spelt differently from her card). ``by``: mẹ or cha."""
    s = style(
        rng,
        hand=hand,
        leaders="under" if hand else rng.choice(["none", "tail", "under"]),
        size=rng.choice([11.5, 12.0, 12.5]),
        leading=rng.choice([1.28, 1.35]),
    )
    sheet, issues, notes = Sheet(), [], rng.random() < 0.5
    unit = f.office
    recipient = rng.choice([unit.office(), f"Ủy ban nhân dân {unit.office()[5:]}"])
    who = {"Mẹ": f.mother, "Cha": f.father}
    relation = by or rng.choice(["Mẹ", "Cha"])
    mother_name = f.mother.full_name
    if fault == "name":
        family, middle, *given = mother_name.split()
        mother_name = " ".join([family, "THỊ" if middle != "THỊ" else "NGỌC", *given])
        issues.append(
            planted(
                "person_conflict",
                "E_PERSON_CONFLICT",
                ["mother_full_name"],
                "the mother is named differently on her card",
                optional=True,
            )
        )
    y = national_head(sheet, s, (s.left + s.right) / 2, 20)
    flow = Flow(sheet, s, y + 6)
    flow.line(Run("TỜ KHAI ĐĂNG KÝ KHAI SINH", bold=True), align="center", size=s.size + 2.5)
    flow.skip(0.3)
    docs = {p.id_no: p.id_doc(rng) for p in (f.mother, f.father)}
    fields = requester(
        flow, who[relation], relation, "người được khai sinh", notes, docs[who[relation].id_no], recipient
    )
    flow.paragraph(
        [
            Run(
                rng.choice(
                    [
                        "Đề nghị cơ quan đăng ký khai sinh cho người dưới đây:",
                        "Đề nghị cơ quan đăng ký khai sinh cho người có tên dưới đây:",
                    ]
                ),
                bold=True,
            )
        ]
    )
    c = f.child
    words = words_of(c.birth, rng, fault == "words")
    if fault == "words":
        issues.append(
            planted(
                "date_words_mismatch",
                "E_DATE_WORDS_MISMATCH",
                ["child_birth_date", "child_birth_date_words"],
                "figures and words differ",
            )
        )
    place = f.birth_place
    flow.field("Họ, chữ đệm, tên:", c.full_name, bold=True)
    if rng.random() < 0.6:
        flow.field("Ngày, tháng, năm sinh:", f"{figures(c.birth)} ghi bằng chữ: {words}")
    else:
        flow.field("Ngày, tháng, năm sinh:", figures(c.birth))
        flow.field("ghi bằng chữ:", words)
    flow.fields(("Giới tính:", c.sex), ("Dân tộc:", c.ethnicity), ("Quốc tịch:", "Việt Nam"), at=(0, 0.3, 0.6))
    flow.field("Nơi sinh:", place, note=" (4)" if notes else "")
    flow.field("Quê quán:", c.home_town)
    fields |= {
        "child_full_name": v(c.full_name),
        "child_birth_date": v(iso(c.birth)),
        "child_birth_date_words": v(words),
        "child_sex": v(c.sex),
        "child_ethnicity": v(c.ethnicity),
        "child_nationality": v("Việt Nam"),
        "child_birth_place": v(place),
        "child_home_town": v(c.home_town),
    }
    for key, label, p, name in (
        ("mother", "mẹ", f.mother, mother_name),
        ("father", "cha", f.father, f.father.full_name),
    ):
        flow.field(f"Họ, chữ đệm, tên người {label}:", name, bold=True)
        flow.fields(
            ("Năm sinh:" + (" (5)" if notes else ""), str(p.birth.year)),
            ("Dân tộc:", p.ethnicity),
            ("Quốc tịch:", p.nationality),
            at=(0, 0.3, 0.6),
        )
        flow.field("Nơi cư trú:", p.residence, note=" (2)" if notes else "")
        flow.field("Giấy tờ tùy thân:", docs[p.id_no], note=" (3)" if notes else "")
        fields |= {
            f"{key}_full_name": v(name),
            f"{key}_birth_year": v(str(p.birth.year)),
            f"{key}_ethnicity": v(p.ethnicity),
            f"{key}_nationality": v(p.nationality),
            f"{key}_residence": v(p.residence),
            f"{key}_id_doc": v(docs[p.id_no]),
        }
    start = flow.y
    closing(flow, rng, unit.short, day, who[relation].name)
    wants, copies = rng.random() < 0.8, rng.randint(1, 4)
    y = max(flow.y + 4, start + 22)
    size = s.size - 0.5
    box = sheet.text(s.left, y, "Đề nghị cấp bản sao:", face=s.face, size=size)
    y += 6
    a = sheet.text(s.left, y, "Có", face=s.face, size=size, record=False)
    tick(sheet, s.left + 7, y, wants)
    b = sheet.text(s.left + 18, y, "Không", face=s.face, size=size, record=False)
    tick(sheet, s.left + 32, y, not wants)
    from samples.make.form import remember

    remember(sheet, ["Có", "Không"], [a, b])
    y += 6
    sheet.text(
        s.left,
        y,
        [Run("Số lượng: "), s.value(f"{copies:02d}" if wants else "......"), Run(" bản")],
        face=s.face,
        size=size,
    )
    del box
    fields |= {
        "place": v(unit.short),
        "date": v(iso(day)),
        "copy_requested": v("Có" if wants else "Không"),
        "copy_quantity": v(copies if wants else None),
    }
    marks.specimen(sheet, rng)
    paper = Paper("decl_birth", "TỜ KHAI ĐĂNG KÝ KHAI SINH", [sheet], fields, issues=issues)
    return by_hand(paper) if hand else paper
