"""What is registered of a birth: the truth that certificate and extract share, with what may be planted in it."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from samples.make import places
from samples.make.papers.paper import Truth, iso, planted, v
from samples.make.people import Family, some_day
from samples.make.words import day_in_words, figures


@dataclass(frozen=True)
class Registered:
    """When and where it stands in the register."""

    day: date
    at: places.Unit


def words_of(day: date, rng: random.Random, *, wrong: bool) -> str:
    """The date in words; another day where an inconsistency is planted."""
    if wrong:
        other = rng.choice([1, 10])
        day += timedelta(days=other if day.day < 18 else -other)
    return day_in_words(day, rng)


def registration_no(f: Family, day: date) -> str:
    """The number in the register: the same on every paper about it."""
    return f"{random.Random(f'{f.child.id_no}{day}').randint(1, 240)}/{day.year}"


def facts(
    f: Family, rng: random.Random, entry: Registered, *, fault: str | None
) -> tuple[dict[str, Truth], list[Truth]]:
    """Fields in the contract's keys, and what was planted."""
    c, number, issues = f.child, f.child.id_no, []
    if fault == "words":
        keys = ["birth_date", "birth_date_words"]
        issues.append(planted("date_words_mismatch", "E_DATE_WORDS_MISMATCH", keys, "figures and words differ"))
    if fault == "id":
        number = number[:4] + f"{(c.birth.year + rng.choice([3, 7, 11])) % 100:02d}" + number[6:]
        keys = ["personal_id", "birth_date"]
        issues.append(planted("id_mismatch", "E_ID_MISMATCH", keys, "the number says another year of birth"))
    fields = {
        "registration_no": v(registration_no(f, entry.day)),
        "full_name": v(c.full_name),
        "birth_date": v(iso(c.birth)),
        "birth_date_words": v(words_of(c.birth, rng, wrong=fault == "words")),
        "sex": v(c.sex),
        "ethnicity": v(c.ethnicity),
        "nationality": v("Việt Nam"),
        "birth_place": v(f.birth_place),
        "home_town": v(c.home_town),
    }
    if entry.day.year >= 2016:  # personal numbers stand on certificates since the Law on Civil Status of 2014 holds
        fields["personal_id"] = v(number)
    for who, p in (("mother", f.mother), ("father", f.father)):
        fields |= {
            f"{who}_full_name": v(p.full_name),
            f"{who}_birth_year": v(str(p.birth.year)),
            f"{who}_ethnicity": v(p.ethnicity),
            f"{who}_nationality": v(p.nationality),
            f"{who}_residence": v(p.residence),
        }
    fields |= {
        "registration_place": v(entry.at.office(), entry.at.office(long=False)),
        "registration_date": v(iso(entry.day)),
    }
    return fields, issues


def printed(fields: dict[str, Truth], key: str) -> str | None:
    """The printed value of a key: dates as figures."""
    value = fields[key]["value"] if key in fields else None
    if value and key.endswith("date"):
        return figures(date.fromisoformat(value))
    return value


def random_registration(f: Family, rng: random.Random, today: date) -> date:
    """A day within two months after the birth, not in the future."""
    birth = f.child.birth
    return some_day(rng, min(birth + timedelta(days=3), today), min(birth + timedelta(days=59), today))
