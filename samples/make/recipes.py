"""Dossiers as citizens bring them: which papers, of whom, with which faults. Everything follows from the seed."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from samples.make import look, people, scan, sheets
from samples.make.papers import (
    administrative,
    birth,
    citizen_id,
    civil,
    declaration_birth,
    declarations_other,
    hospital,
    land,
    marriage,
    others,
    personal,
    residence,
)
from samples.make.papers import business as business_papers
from samples.make.papers.paper import Paper
from samples.make.pile import Way, dossier
from samples.make.truth import Dossier

Rng = random.Random
SCANNED = [
    "office-200-colour",
    "office-200-colour",
    "office-300-colour",
    "office-200-gray",
    "office-150-colour",
    "worn-200-gray",
    "skewed-200-colour",
    "faint-200-gray",
    "bilevel-200",
    "bilevel-300",
    "phone",
]


def birth_registration(rng: Rng, today: date) -> list[Paper]:
    """Declaration, hospital's paper, the parents' cards, often their marriage certificate."""
    f = people.family(rng, today, mother_card=rng.choice(["2021", "2024"]), father_card=rng.choice(["2021", "2024"]))
    fault = rng.choice([None, None, None, "words", "name", "qr", "expired"])
    mother = expired(f.mother, rng, today) if fault == "expired" else f.mother
    f = replace(f, mother=mother)
    hand = rng.choice([None, None, None, "dancing", "vibes"])
    papers = [
        declaration_birth.draw(
            f,
            rng,
            day=today - timedelta(days=rng.randint(0, 9)),
            fault=fault if fault in ("words", "name") else None,
            hand=hand,
        ),
        hospital.draw(f, rng, today=today, hand=rng.random() < 0.15),
        citizen_id.draw(f.mother, rng, fault=fault if fault in ("qr", "expired") else None),
        citizen_id.draw(f.father, rng),
    ]
    return papers + ([marriage.draw(f, rng)] if rng.random() < 0.7 else [])


def birth_papers(rng: Rng, today: date) -> list[Paper]:
    """A birth certificate of any time, with or without an extract of it and the holder's card."""
    f = people.family(rng, today, newborn=False)
    registered = birth.random_registration(f, rng, today)
    if rng.random() < 0.4:
        registered = birth.late_registration(f, rng, today)
    fault = rng.choice([None, None, "words", "id"])
    if fault == "id" and registered.year < 2016:
        fault = None
    at, single = f.region.unit(rng, registered), rng.random() < 0.15
    papers = [birth.certificate(f, rng, registered=registered, at=at, fault=fault, single=single)]
    if rng.random() < 0.7 and not single:
        issued = people.some_day(rng, max(registered, date(2022, 1, 1)), today)
        papers.append(birth.extract(f, rng, registered=registered, issued=issued, at=at))
    if rng.random() < 0.5 and f.child.card.issued < today:
        papers.append(citizen_id.draw(f.child, rng))
    return papers


def letters(rng: Rng, today: date) -> list[Paper]:
    """One to three administrative documents of one office."""
    region = people.places.region(rng)
    day = people.some_day(rng, date(2025, 7, 10), today)
    unit = region.unit(rng, day)
    return [
        administrative.draw(rng, unit=unit, day=people.some_day(rng, date(2025, 7, 10), today))
        for _ in range(rng.randint(1, 3))
    ]


def expired(p: people.Person, rng: Rng, today: date) -> people.Person:
    """The same person with a card that ran out."""
    ends = people.some_day(rng, date(2022, 6, 1), today - timedelta(days=60))
    issued = people.some_day(rng, date(2021, 4, 1), min(ends - timedelta(days=200), date(2024, 6, 1)))
    return replace(p, card=people.Card("2021", issued, ends, p.card.old_id))


def death_registration(rng: Rng, today: date) -> list[Paper]:
    """Declaration, notice or extract, the reporter's card."""
    f = people.family(rng, today, newborn=False)
    fault = "words" if rng.random() < 0.3 else None
    hand = rng.choice([None, None, "dancing", "vibes"])
    papers = [declarations_other.of_death(f, rng, today=today, hand=hand), citizen_id.draw(f.child, rng)]
    if rng.random() < 0.6:
        papers.append(civil.death_extract(f, rng, today, fault=fault))
    return papers if rng.random() < 0.5 else [*papers, civil.death_notice(f, rng, today)]


def marriage_registration(rng: Rng, today: date) -> list[Paper]:
    """Joint declaration, both cards, a certificate of marital status, a divorce of before."""
    f = people.family(rng, today)
    day = today - timedelta(days=rng.randint(0, 9))
    hand = rng.choice([None, None, "dancing"])
    papers = [
        declarations_other.marriage(f, rng, day=day, hand=hand),
        citizen_id.draw(f.mother, rng),
        citizen_id.draw(f.father, rng),
    ]
    if rng.random() < 0.7:
        papers.append(civil.marital_status(f.mother, f, rng, today))
    if rng.random() < 0.4:
        papers.append(personal.divorce(people.family(rng, today, newborn=False), rng, today))
    return papers


def copies_and_status(rng: Rng, today: date) -> list[Paper]:
    """Declarations for an extract or a certificate of marital status, with what an agent or the office adds."""
    f = people.family(rng, today, newborn=False)
    hand = rng.choice([None, None, "dancing", "vibes"])
    which = declarations_other.extract if rng.random() < 0.5 else declarations_other.marital_status
    papers = [which(f, rng, today=today, hand=hand), residence.receipt(f.child, f.office, rng, today)]
    if rng.random() < 0.5:
        papers.append(residence.authorization(f.child, f.mother, f.office, rng, today))
    if rng.random() < 0.5:
        papers.append(civil.marriage_extract(f, rng, today))
    return papers


def business(rng: Rng, today: date) -> list[Paper]:
    """A household business or an enterprise with its owner's card."""
    f = people.family(rng, today, newborn=False)
    fault = rng.choice([None, None, None, "tax", "money"])
    if rng.random() < 0.7:
        first = business_papers.household(f.mother, f.office, rng, today, fault=fault)
    else:
        first = business_papers.enterprise(f.mother, f.office, rng, today)
    return [first, citizen_id.draw(f.mother, rng)] if rng.random() < 0.6 else [first]


def land_dossier(rng: Rng, today: date) -> list[Paper]:
    """A land certificate of either form with an owner's card."""
    f = people.family(rng, today, newborn=False)
    old = rng.random() < 0.5
    paper = (
        land.old_book(f, rng, fault=rng.choice([None, None, "area", "transferred"]))
        if old
        else land.new_sheet(f, rng, today)
    )
    return [paper, citizen_id.draw(f.father, rng)] if rng.random() < 0.6 else [paper]


def household(rng: Rng, today: date) -> list[Paper]:
    """Where and how a family lives: CT07, household book, poverty and disability certificates."""
    f = people.family(rng, today, newborn=False)
    papers = [residence.ct07(f, rng, today, old=rng.random() < 0.3)]
    papers += [residence.household_book(f, rng)] if rng.random() < 0.4 else []
    papers += [personal.poverty(f, rng, today)] if rng.random() < 0.5 else []
    return papers + ([personal.disability(f.child, f, rng, today)] if rng.random() < 0.5 else [])


def personal_papers(rng: Rng, today: date) -> list[Paper]:
    """Diploma and driving licence of one person."""
    f = people.family(rng, today, newborn=False)
    return [personal.diploma(f.child, rng), personal.driving_licence(f.child, rng, today)]


def with_company(papers: list[Paper], rng: Rng, today: date) -> list[Paper]:
    """What else comes in a pile: a stranger's card, a paper of no known kind, a certified copy."""
    f = people.family(rng, today, newborn=False)
    plain = [p for p in papers if p.type not in ("citizen_id", "driving_licence", "admin_document")]
    if plain and rng.random() < 0.2:
        others.certified(rng.choice(plain), f, rng, today)
    if rng.random() < 0.25:
        papers = [*papers, others.unknown(f, rng, today)]
    if rng.random() < 0.08:
        papers = [*papers, citizen_id.draw(f.mother, rng)]
    return papers


@dataclass(frozen=True)
class Recipe:
    """How often a kind of dossier is drawn, and which types may be in it."""

    draw: Callable[[Rng, date], list[Paper]]
    weight: int
    types: str


RECIPES: dict[str, Recipe] = {
    "birth_registration": Recipe(
        birth_registration, 5, "decl_birth birth_proof_hospital citizen_id marriage_certificate"
    ),
    "birth_papers": Recipe(birth_papers, 4, "birth_certificate birth_extract citizen_id"),
    "letters": Recipe(letters, 2, "admin_document"),
    "death_registration": Recipe(death_registration, 2, "decl_death citizen_id death_extract death_notice"),
    "marriage_registration": Recipe(
        marriage_registration, 2, "decl_marriage citizen_id marital_status_cert divorce_judgment"
    ),
    "copies_and_status": Recipe(
        copies_and_status,
        2,
        "decl_extract decl_marital_status dossier_receipt authorization marriage_extract",
    ),
    "business": Recipe(business, 2, "household_business_cert enterprise_cert citizen_id"),
    "land": Recipe(land_dossier, 2, "land_certificate citizen_id"),
    "household": Recipe(household, 2, "residence_confirmation_ct07 household_book poverty_cert disability_cert"),
    "personal_papers": Recipe(personal_papers, 1, "diploma driving_licence"),
}


def make(
    seed: int,
    n: int,
    today: date,
    *,
    types: set[str] | None = None,
    profile: str | None = None,
    words: look.Set | None = None,
    take: Callable[..., scan.Scan] = scan.scan,
) -> Dossier:
    """Dossier ``n`` of a seed. ``types``: keep only papers of these types (drawn until there is one).

    ``words``: a set of other looks; ``take``: how pages are taken in.
    """
    with look.use(words):
        return _make(seed, n, today, types=types, profile=profile, take=take)


def _make(
    seed: int,
    n: int,
    today: date,
    *,
    types: set[str] | None,
    profile: str | None,
    take: Callable[..., scan.Scan],
) -> Dossier:
    fitting = [r for r in RECIPES.values() if types is None or types & set(r.types.split())]
    if not fitting:
        raise ValueError(f"no recipe with any of {sorted(types or [])}")
    papers: list[Paper] = []
    attempt = 0
    while not papers:
        rng = random.Random(f"motlan-samples/{seed}/{n}/{attempt}")
        recipe = rng.choices(fitting, [r.weight for r in fitting])[0]
        papers = [p for p in recipe.draw(rng, today) if types is None or p.type in types]
        attempt += 1
    if look.chosen() in look.SET_AGAIN:
        papers = [sheets.again(p, rng, held=look.chosen() == "h") for p in papers]
    if look.chosen():
        papers = with_company(papers, rng, today)
    way = Way(
        profile or rng.choice(SCANNED),
        turned=(rng.randint(1, len(papers)),) if rng.random() < 0.2 else (),
        shuffled=rng.random() < 0.12,
        blank_backs=rng.random() < 0.12,
        cards=rng.choice(["faces", "faces", "together", "close"]),
    )
    if way.profile == "phone":
        way = replace(way, cards="close", blank_backs=False)
    return dossier(f"s{seed}-{n:03d}", papers, way, rng, today, take=take)
