"""Invented people. The last six digits of their identity numbers begin with 99, which no register has reached."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta

from samples.make import places
from samples.make.words import slashed

POLICE = "Cục Cảnh sát quản lý hành chính về trật tự xã hội"


@dataclass(frozen=True)
class Card:
    """A citizen identity card: generation ``2021`` (until 6/2024) or ``2024``."""

    variant: str
    issued: date
    expires: date | None
    old_id: str | None = None

    @property
    def issuer(self) -> str:
        """Who signs it, as declarations name it."""
        return POLICE if self.variant == "2021" else "Bộ Công an"


@dataclass(frozen=True)
class Person:
    """``name`` as in a sentence, ``full_name`` as certificates print it."""

    name: str
    sex: str
    birth: date
    id_no: str
    ethnicity: str
    home_town: str
    residence: str
    card: Card
    nationality: str = "Việt Nam"

    @property
    def full_name(self) -> str:
        """Upper case."""
        return self.name.upper()

    def id_doc(self, rng: random.Random, on: date | None = None) -> str:
        """How declarations and certificates of a day refer to the card, or to the paper before it."""
        if on and on < self.card.issued:
            return self._older_doc(rng, on)
        kind = "Căn cước công dân" if self.card.variant == "2021" else "Thẻ căn cước"
        short = "CCCD" if self.card.variant == "2021" else "Căn cước"
        day = slashed(self.card.issued)
        return rng.choice(
            [
                f"{kind} số {self.id_no}, {self.card.issuer} cấp ngày {day}",
                f"{short} số {self.id_no} do {self.card.issuer} cấp ngày {day}",
            ]
        )

    def _older_doc(self, rng: random.Random, on: date) -> str:
        """Papers of before this card: nine digits of the province's police, or an earlier twelve-digit card."""
        province = self.home_town.rsplit(", ", 1)[-1]
        police = province if province.startswith(("tỉnh", "thành phố", "TP.")) else f"tỉnh {province}"
        issued = some_day(rng, max(years_on(self.birth, 15), years_on(on, -9)), on - timedelta(days=30))
        if on.year < 2021 or self.card.old_id:
            number = self.card.old_id or f"{rng.randint(1, 3)}{rng.randint(10**7, 10**8 - 1)}"
            kind = rng.choice(["CMND", "Chứng minh nhân dân"])
            return f"{kind} số {number}, Công an {police} cấp ngày {slashed(issued)}"
        first = min(date(2021, 3, 1), on - timedelta(days=30))
        day = some_day(rng, first, min(on - timedelta(days=10), date(2024, 6, 1)))
        return f"Căn cước công dân số {self.id_no}, {POLICE} cấp ngày {slashed(day)}"


def id_number(rng: random.Random, prefix: str, sex: str, birth: date) -> str:
    """Twelve digits: place of first registration, century and sex, year of birth (TT 59/2021/TT-BCA), 99, four more."""
    century = (birth.year // 100 - 19) * 2 + (sex == "Nữ")
    return f"{prefix}{century}{birth.year % 100:02d}99{rng.randint(0, 9999):04d}"


def expiry(birth: date, issued: date) -> date | None:
    """Renewed at 25, 40, 60; a card of the two years before runs to the next; then no end (Law 26/2023, Article 21)."""
    for age in (14, 25, 40, 60):
        day = years_on(birth, age)
        if issued < years_on(birth, age - 2):
            return day
    return None


def years_on(day: date, years: int) -> date:
    """The same day so many years later (29 February becomes 28)."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def some_day(rng: random.Random, first: date, last: date) -> date:
    """A day between two, both included."""
    return first + timedelta(days=rng.randint(0, max(0, (last - first).days)))


def card(rng: random.Random, birth: date, today: date, variant: str | None = None) -> Card:
    """A card that is still valid on ``today``."""
    for _ in range(200):
        kind = variant or rng.choice(["2021", "2024"])
        first, last = (
            (date(2021, 3, 1), date(2024, 6, 28)) if kind == "2021" else (date(2024, 7, 3), today - timedelta(days=40))
        )
        issued = some_day(rng, first, last)
        ends = expiry(birth, issued)
        if ends is None or ends > years_on(today, 1):
            old = (
                f"{rng.randint(1, 3)}{rng.randint(10**7, 10**8 - 1)}"
                if birth.year < 2000 and rng.random() < 0.6
                else None
            )
            return Card(kind, issued, ends, old)
    # born so that no card of this generation is valid today
    return card(rng, birth, today, "2024" if variant != "2024" else "2021")


def person(
    rng: random.Random,
    region: places.Region,
    sex: str,
    birth: date,
    today: date,
    *,
    surname: str | None = None,
    ethnicity: str | None = None,
    residence: str | None = None,
    variant: str | None = None,
) -> Person:
    """Somebody; ``surname`` and ``ethnicity`` where the family gives them."""
    names = places.load("names")
    folk = next((e for e in names["ethnic"] if e["name"] == ethnicity), None)
    which = "male" if sex == "Nam" else "female"
    if folk:
        name = f"{surname or rng.choice(folk['surnames'])} {rng.choice(folk[which])}"
    else:
        given = " ".join(rng.sample(names[f"{which}_given"], rng.choice([1, 1, 2])))
        name = f"{surname or rng.choice(names['surnames'])} {rng.choice(names[f'{which}_middle'])} {given}"
    home = places.home_town(rng, region.unit(rng, min(birth, date(2020, 1, 1))))
    lives = residence or places.address(rng, region.unit(rng, rng.choice([today, date(2024, 1, 1)])))
    return Person(
        name,
        sex,
        birth,
        id_number(rng, region.prefix, sex, birth),
        ethnicity or "Kinh",
        home,
        lives,
        card(rng, birth, today, variant),
    )


@dataclass(frozen=True)
class Family:
    """A mother, a father, their child, and where it all was registered."""

    mother: Person
    father: Person
    child: Person
    married_on: date
    married_at: places.Unit
    region: places.Region
    #: where the child was born, in short and with its commune
    hospital: str
    birth_place: str
    birth_unit: places.Unit
    #: the office that the family goes to now
    office: places.Unit


def family(
    rng: random.Random,
    today: date,
    *,
    mother_card: str | None = None,
    father_card: str | None = None,
    newborn: bool = True,
    region: places.Region | None = None,
    mother: Person | None = None,
) -> Family:
    """Parents of 20 to 42 years; the child is weeks old, or grown where ``newborn`` is false."""
    region = region or places.region(rng)
    folk = rng.choice([None, None, None, rng.choice(places.load("names")["ethnic"])["name"]])
    if newborn:
        born = some_day(rng, today - timedelta(days=59), today - timedelta(days=12))
    else:
        born = some_day(rng, date(1978, 1, 1), date(2006, 1, 1))
    if mother is None:
        birthday = some_day(rng, years_on(born, -36), years_on(born, -21))
        mother = person(rng, region, "Nữ", birthday, today, ethnicity=folk, variant=mother_card)
    father_born = some_day(rng, years_on(mother.birth, -7), years_on(mother.birth, 3))
    shared = mother.residence if rng.random() < 0.7 else None
    father = person(rng, region, "Nam", father_born, today, residence=shared, variant=father_card)
    sex, surname = rng.choice(["Nam", "Nữ"]), father.name.split()[0]
    # a newborn has no card; a grown child has one that holds today
    then = years_on(today, 15) if newborn else today
    child = person(rng, region, sex, born, then, surname=surname, residence=mother.residence)
    child = replace(child, ethnicity=father.ethnicity, home_town=father.home_town)
    of_age = max(years_on(mother.birth, 19), years_on(father_born, 21))
    late = of_age >= born - timedelta(days=260)
    married = years_on(born, -1) if late else some_day(rng, of_age, born - timedelta(days=200))
    unit = region.unit(rng, born)
    hospital = rng.choice(places.load("names")["hospitals"]).format(c=unit.short, p=unit.province)
    born_at = f"{hospital}, {unit.written(rng)}"
    return Family(
        mother,
        father,
        child,
        married,
        region.unit(rng, married),
        region,
        hospital,
        born_at,
        unit,
        region.unit(rng, today),
    )


def official(rng: random.Random) -> str:
    """A signer's name, as printed under a signature."""
    names = places.load("names")
    which = rng.choice(["male", "female"])
    return (
        f"{rng.choice(names['surnames'])} {rng.choice(names[f'{which}_middle'])} {rng.choice(names[f'{which}_given'])}"
    )
