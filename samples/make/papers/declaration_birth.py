"""Tờ khai đăng ký khai sinh: forms of TT 04/2020 and TT 04/2024/TT-BTP, typed or filled in by hand."""

from __future__ import annotations

import random
from datetime import date

from samples.make import marks
from samples.make.canvas import Run
from samples.make.form import Flow
from samples.make.papers.birth_facts import words_of
from samples.make.papers.declarations import Requester, closing, copies, declaration_style, requester_block, start
from samples.make.papers.paper import Paper, Truth, by_hand, iso, planted, v
from samples.make.people import Family, Person
from samples.make.words import figures

THIRDS = (0, 0.3, 0.6)


def draw(
    f: Family,
    rng: random.Random,
    *,
    day: date,
    fault: str | None = None,
    hand: str | None = None,
    by: str | None = None,
) -> Paper:
    """``fault``: ``words`` or ``name`` (the mother's name spelt differently from her card). ``by``: Mẹ or Cha."""
    s, notes, issues = declaration_style(rng, hand), rng.random() < 0.5, []
    if fault == "words":
        keys = ["child_birth_date", "child_birth_date_words"]
        issues.append(planted("date_words_mismatch", "E_DATE_WORDS_MISMATCH", keys, "figures and words differ"))
    if fault == "name":
        note = "the mother is named differently on her card"
        issues.append(planted("person_conflict", "E_PERSON_CONFLICT", ["mother_full_name"], note, optional=True))
    relation = by or rng.choice(["Mẹ", "Cha"])
    docs = {p.id_no: p.id_doc(rng) for p in (f.mother, f.father)}
    asks = f.mother if relation == "Mẹ" else f.father
    recipient = rng.choice([f.office.office(), f"Ủy ban nhân dân {f.office.office()[5:]}"])
    flow = start("TỜ KHAI ĐĂNG KÝ KHAI SINH", s)
    who = Requester(asks, relation, docs[asks.id_no], recipient)
    fields = requester_block(flow, who, of="người được khai sinh", notes=notes)
    lead = rng.choice(["cho người dưới đây:", "cho người có tên dưới đây:"])
    flow.paragraph([Run(f"Đề nghị cơ quan đăng ký khai sinh {lead}", bold=True)])
    fields |= child(flow, f, rng, wrong=fault == "words", notes=notes)
    mother = other_spelling(f.mother.full_name) if fault == "name" else f.mother.full_name
    fields |= parent(flow, ("mother", "mẹ"), f.mother, mother, docs[f.mother.id_no], notes=notes)
    fields |= parent(flow, ("father", "cha"), f.father, f.father.full_name, docs[f.father.id_no], notes=notes)
    fields |= closing(flow, rng, place=f.office.short, day=day, names={"Người yêu cầu": asks.name})
    fields |= copies(flow, rng)
    marks.specimen(flow.sheet, rng)
    paper = Paper("decl_birth", "TỜ KHAI ĐĂNG KÝ KHAI SINH", [flow.sheet], fields, issues=issues)
    return by_hand(paper) if hand else paper


def other_spelling(name: str) -> str:
    """The same person with another middle name."""
    family, middle, *given = name.split()
    return " ".join([family, "THỊ" if middle != "THỊ" else "NGỌC", *given])


def child(flow: Flow, f: Family, rng: random.Random, *, wrong: bool, notes: bool) -> dict[str, Truth]:
    """The block about the child."""
    c, words = f.child, words_of(f.child.birth, rng, wrong=wrong)
    flow.field("Họ, chữ đệm, tên:", c.full_name, bold=True)
    if rng.random() < 0.6:
        flow.field("Ngày, tháng, năm sinh:", f"{figures(c.birth)} ghi bằng chữ: {words}")
    else:
        flow.field("Ngày, tháng, năm sinh:", figures(c.birth))
        flow.field("ghi bằng chữ:", words)
    flow.fields(("Giới tính:", c.sex), ("Dân tộc:", c.ethnicity), ("Quốc tịch:", "Việt Nam"), at=THIRDS)
    flow.field("Nơi sinh:", f.birth_place, note=" (4)" if notes else "")
    flow.field("Quê quán:", c.home_town)
    return {
        "child_full_name": v(c.full_name),
        "child_birth_date": v(iso(c.birth)),
        "child_birth_date_words": v(words),
        "child_sex": v(c.sex),
        "child_ethnicity": v(c.ethnicity),
        "child_nationality": v("Việt Nam"),
        "child_birth_place": v(f.birth_place),
        "child_home_town": v(c.home_town),
    }


def parent(flow: Flow, which: tuple[str, str], p: Person, name: str, doc: str, *, notes: bool) -> dict[str, Truth]:
    """The block about one parent; ``which``: key and word."""
    key, label = which
    flow.field(f"Họ, chữ đệm, tên người {label}:", name, bold=True)
    born = ("Năm sinh:" + (" (5)" if notes else ""), str(p.birth.year))
    flow.fields(born, ("Dân tộc:", p.ethnicity), ("Quốc tịch:", p.nationality), at=THIRDS)
    flow.field("Nơi cư trú:", p.residence, note=" (2)" if notes else "")
    flow.field("Giấy tờ tùy thân:", doc, note=" (3)" if notes else "")
    return {
        f"{key}_full_name": v(name),
        f"{key}_birth_year": v(str(p.birth.year)),
        f"{key}_ethnicity": v(p.ethnicity),
        f"{key}_nationality": v(p.nationality),
        f"{key}_residence": v(p.residence),
        f"{key}_id_doc": v(doc),
    }
