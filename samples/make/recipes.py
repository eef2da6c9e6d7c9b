"""Dossiers as citizens bring them: which papers, of whom, with which faults. Everything follows from the seed."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from samples.make import people
from samples.make.papers import administrative, birth, citizen_id, declaration_birth, hospital, marriage
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


def secret_letter(rng: Rng, today: date) -> list[Paper]:
    """A document marked MẬT that somebody put on the scanner."""
    region = people.places.region(rng)
    return [
        administrative.draw(
            rng, unit=region.unit(rng, today), day=today - timedelta(days=20), kind="cong_van", secret=True
        )
    ]


def expired(p: people.Person, rng: Rng, today: date) -> people.Person:
    """The same person with a card that ran out."""
    ends = people.some_day(rng, date(2022, 6, 1), today - timedelta(days=60))
    issued = people.some_day(rng, date(2021, 4, 1), min(ends - timedelta(days=200), date(2024, 6, 1)))
    return replace(p, card=people.Card("2021", issued, ends, p.card.old_id))


RECIPES: dict[str, tuple[Callable[[Rng, date], list[Paper]], int]] = {
    "birth_registration": (birth_registration, 5),
    "birth_papers": (birth_papers, 4),
    "letters": (letters, 2),
    "secret_letter": (secret_letter, 0),
}


def make(seed: int, n: int, today: date, *, types: set[str] | None = None, profile: str | None = None) -> Dossier:
    """Dossier ``n`` of a seed. ``types``: keep only papers of these types (drawn until there is one)."""
    for attempt in range(60):
        rng = random.Random(f"motlan-samples/{seed}/{n}/{attempt}")
        names = [k for k, (_, weight) in RECIPES.items() for _ in range(weight)]
        papers = RECIPES[rng.choice(names)][0](rng, today)
        papers = [p for p in papers if types is None or p.type in types]
        if papers:
            way = Way(
                profile or rng.choice(SCANNED),
                turned=(rng.randint(1, len(papers)),) if rng.random() < 0.2 else (),
                shuffled=rng.random() < 0.12,
                blank_backs=rng.random() < 0.12,
                cards=rng.choice(["faces", "faces", "together", "close"]),
            )
            if way.profile == "phone":
                way = replace(way, cards="close", blank_backs=False)
            return dossier(f"s{seed}-{n:03d}", papers, way, rng, today)
    raise ValueError(f"no dossier with any of {sorted(types or [])}")
