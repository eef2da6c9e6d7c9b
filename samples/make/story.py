"""The committed dossiers: families and their office, told for the demo (``python -m samples.make.story``)."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from samples.make import export, people, places
from samples.make.papers import administrative, birth, citizen_id, declaration_birth, hospital, marriage
from samples.make.papers.paper import Paper
from samples.make.pile import Way, dossier

HOME = Path(__file__).resolve().parent.parent / "dossiers"
#: Two weeks before the first showing: the declarations are as fresh as real ones, the cards hold for years.
TODAY = date(2026, 11, 15)
#: The invented commune whose clerk signs in to the local stack (infra/local/seed.py).
OFFICE = "xa-mau"


@dataclass(frozen=True)
class Visit:
    """One dossier of the story: what is in it, how it was scanned, what it is for (its words: ``data/story.yaml``)."""

    id: str
    papers: Callable[[random.Random], list[Paper]]
    way: Way
    procedure: str | None = None
    subject: str | None = None


def grown_daughter() -> people.Family:
    """A woman of about thirty with her parents: the mother of the first visit, the subject of the third."""
    for n in range(1000):
        rng = random.Random(f"motlan-story/{n}")
        f = people.family(rng, TODAY, newborn=False, region=places.region(rng, "Huế"))
        if f.child.sex == "Nữ" and 1990 <= f.child.birth.year <= 1998 and f.child.card.old_id:
            return replace(f, child=replace(f.child, card=people.card(rng, f.child.birth, TODAY, "2021")))
    raise AssertionError("no such family")


GRANDPARENTS = grown_daughter()
FIRST = people.family(
    random.Random("motlan-story/first"),
    TODAY,
    father_card="2024",
    region=GRANDPARENTS.region,
    mother=GRANDPARENTS.child,
)
SECOND = people.family(random.Random("motlan-story/second"), TODAY, mother_card="2021", father_card="2021")
THIRD = people.family(random.Random("motlan-story/third"), TODAY, mother_card="2024", father_card="2024")
ELDER = people.family(random.Random("motlan-story/elder-2"), TODAY, newborn=False)


def first_visit(rng: random.Random) -> list[Paper]:
    """Both parents' cards and the marriage certificate beside the two papers that must be filed."""
    f = FIRST
    return [
        declaration_birth.draw(f, rng, day=TODAY - timedelta(days=3), by="Mẹ"),
        hospital.draw(f, rng, today=TODAY),
        citizen_id.draw(f.mother, rng, scale=1.15),
        citizen_id.draw(f.father, rng, scale=1.15, place_of_birth=f.father.home_town),
        marriage.draw(f, rng),
    ]


def doubtful_visit(rng: random.Random) -> list[Paper]:
    """The date of birth in words is not that in figures."""
    f = SECOND
    return [
        declaration_birth.draw(f, rng, day=TODAY - timedelta(days=5), by="Cha", fault="words"),
        hospital.draw(f, rng, today=TODAY),
        citizen_id.draw(f.mother, rng, scale=1.25),
        marriage.draw(f, rng),
    ]


def second_visit(rng: random.Random) -> list[Paper]:
    """The mother of the first visit, born in the register of her own parents."""
    f = GRANDPARENTS
    registered = f.child.birth + timedelta(days=11)
    at = f.region.unit(rng, registered)
    return [birth.extract(f, rng, registered=registered, issued=date(2024, 5, 14), at=at)]


def photos(rng: random.Random) -> list[Paper]:
    """Taken one by one with a phone."""
    f = THIRD
    return [
        declaration_birth.draw(f, rng, day=TODAY - timedelta(days=2), by="Mẹ"),
        hospital.draw(f, rng, today=TODAY),
        citizen_id.draw(f.mother, rng, scale=1.6),
    ]


def old_and_new(rng: random.Random) -> list[Paper]:
    """One birth on the form of its time, and on a copy of this year."""
    f = ELDER
    registered = f.child.birth + timedelta(days=20)
    at = f.region.unit(rng, registered)
    return [
        birth.certificate(f, rng, registered=registered, at=at),
        birth.extract(f, rng, registered=registered, issued=date(2026, 3, 9), at=at),
    ]


def letters(rng: random.Random) -> list[Paper]:
    """Two documents of the office itself."""
    unit = FIRST.office
    return [
        administrative.draw(rng, unit=unit, day=date(2026, 9, 8), kind="quyet_dinh"),
        administrative.draw(rng, unit=unit, day=date(2026, 10, 2), kind="cong_van"),
    ]


def secret(rng: random.Random) -> list[Paper]:
    """What must not be digitised here."""
    return [administrative.draw(rng, unit=FIRST.office, day=date(2026, 10, 20), kind="cong_van", secret=True)]


def visits() -> list[Visit]:
    """In the order in which the demo tells them."""
    mother = FIRST.mother.id_no
    return [
        Visit("a-khai-sinh", first_visit, Way("desk-200-colour", cards="together", skew=0.3), "1.001193", mother),
        Visit(
            "b-khai-sinh-can-xem",
            doubtful_visit,
            Way("tilted-200-gray", turned=(2,), cards="together"),
            "1.001193",
            SECOND.father.id_no,
        ),
        Visit("c-dang-ky-lai", second_visit, Way("desk-200-gray", skew=0.5), "1.004884", mother),
        Visit("d-anh-dien-thoai", photos, Way("phone", cards="close"), "1.001193", THIRD.mother.id_no),
        Visit("e-khai-sinh-cu-moi", old_and_new, Way("desk-200-colour", skew=0.4), None, ELDER.child.id_no),
        Visit("f-van-ban", letters, Way("bilevel-300", blank_backs=True, skew=0.6)),
        Visit("h-van-ban-mat", secret, Way("desk-200-colour", skew=0.2)),
    ]


def write(visit: Visit, home: Path) -> dict[str, Any]:
    """One visit's files and truth; returns its entry of ``index.yaml``."""
    rng = random.Random(f"motlan-story/{visit.id}")
    truth = export.write(dossier(visit.id, visit.papers(rng), visit.way, rng, TODAY), home)
    told = places.load("story")[visit.id]
    return {
        "id": visit.id,
        "title": told["title"],
        "files": [f"files/{f}" for f in truth["files"]],
        "truth": f"truth/{visit.id}.json",
        "procedure": visit.procedure,
        "office": OFFICE,
        "subject": visit.subject,
        "story": told["story"].format(mother=FIRST.mother.full_name),
    }


def main() -> None:
    """Writes files, truth and ``index.yaml``."""
    index = [write(visit, HOME) for visit in visits()]
    text = yaml.safe_dump(index, allow_unicode=True, sort_keys=False, width=110)
    head = "# In the order in which the demo tells them; made by samples/make/story.py. Everybody is invented.\n"
    (HOME / "index.yaml").write_text(head + text, encoding="utf-8")


if __name__ == "__main__":
    main()
