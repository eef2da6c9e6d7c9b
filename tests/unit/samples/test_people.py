"""Invented people are consistent with their numbers, their cards and each other."""

from __future__ import annotations

import random
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samples.make import codes, people, words
from samples.make.papers.citizen_id import qr_text

TODAY = date(2026, 11, 15)


@pytest.mark.parametrize("seed", range(40))
def test_family(seed: int) -> None:
    f = people.family(random.Random(seed), TODAY, newborn=seed % 2 == 0)
    for p in (f.mother, f.father, f.child):
        assert len(p.id_no) == 12
        assert int(p.id_no[3]) == (p.birth.year // 100 - 19) * 2 + (p.sex == "Nữ")
        assert p.id_no[4:6] == f"{p.birth:%y}"
        assert p.id_no[6:8] == "99"
    assert people.years_on(f.mother.birth, 18) < f.child.birth
    assert f.married_on < f.child.birth
    assert f.child.name.split()[0] == f.father.name.split()[0]


@pytest.mark.parametrize(
    ("born", "issued", "ends"),
    [
        (date(1990, 5, 1), date(2021, 6, 1), date(2030, 5, 1)),  # to the age of 40
        (date(1983, 1, 1), date(2022, 1, 1), date(2043, 1, 1)),  # within two years before 40: to 60
        (date(1960, 1, 1), date(2021, 6, 1), None),  # past 60
        (date(2000, 2, 29), date(2021, 6, 1), date(2025, 2, 28)),
    ],
)
def test_card_ends_at_the_next_age(born: date, issued: date, ends: date | None) -> None:
    assert people.expiry(born, issued) == ends


def test_machine_readable_zone_as_published() -> None:
    assert codes.mrz("072190000123", "900115", "F", "300115", "NGUYỄN THỊ MINH ANH") == [
        "IDVNM1900001230072190000123<<3",
        "9001158F3001156VNM<<<<<<<<<<<2",
        "NGUYEN<<THI<MINH<ANH<<<<<<<<<<",
    ]


def test_qr_has_the_parts_of_its_generation() -> None:
    for seed in range(6):
        p = people.family(random.Random(seed), TODAY, mother_card="2021" if seed % 2 else "2024").mother
        parts = qr_text(p, p.birth, p.full_name).split("|")
        assert len(parts) == (7 if p.card.variant == "2021" else 8)
        assert parts[0] == p.id_no
        assert f"{p.birth:%d%m%Y}" in parts


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (date(2024, 3, 15), "Ngày mười lăm tháng ba năm hai nghìn không trăm hai mươi tư"),
        (date(1995, 12, 21), "Ngày hai mươi mốt tháng mười hai năm một nghìn chín trăm chín mươi lăm"),
        (date(2010, 11, 30), "Ngày ba mươi tháng mười một năm hai nghìn không trăm mười"),
    ],
)
def test_dates_in_words(day: date, said: str) -> None:
    plain = {words.day_in_words(day, random.Random(n)).replace(",", "") for n in range(8)}
    assert said in plain or said.replace("tư", "bốn") in plain


KNOWN = {*words.UNITS, "mười", "mươi", "mốt", "lăm", "trăm", "linh", "nghìn", "triệu"}


@given(st.integers(min_value=1, max_value=999_999_999))
def test_numbers_in_words_use_number_words_only(n: int) -> None:
    said = words.number(n)
    assert said == " ".join(said.split())
    assert set(said.split()) <= KNOWN
