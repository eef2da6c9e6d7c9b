"""Who is who in a case, and which paper is about whom: nothing is ever filled in from another person's paper.

A person is known by identity numbers, by name with birth, or by both. Numbers that differ are different people,
whatever the names say; a name that differs a little at the same number or birth is the same person written differently,
which is shown as a conflict and not settled here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from rapidfuzz.distance import OSA

from motlan.language.dates import from_iso
from motlan.language.text import clean, fold_words, same_letters
from motlan.model import FieldValue
from motlan.rules.eforms import EForm, Role, Slot
from motlan.rules.held import Held
from motlan.rules.identity import OLD_ID, PERSONAL_ID, personal_ids

Relation = Literal["same", "alike", "other", "unknown"]
Binding = Literal["sure", "unsure"]
Fields = Mapping[str, FieldValue]


@dataclass(frozen=True)
class Person:
    """What is known of somebody, from one paper or from several; ``ids``: personal numbers and old ones.

    Numbers in doubt are left out: they decide nothing.
    """

    ids: frozenset[str] = frozenset()
    names: tuple[str, ...] = ()
    births: tuple[str, ...] = ()
    sex: str | None = None

    def with_(self, other: Person) -> Person:
        """Both together."""
        return Person(
            self.ids | other.ids,
            (*self.names, *(n for n in other.names if n not in self.names)),
            (*self.births, *(b for b in other.births if b not in self.births)),
            self.sex or other.sex,
        )

    @property
    def known(self) -> bool:
        """Whether there is enough to tell this person from others."""
        return bool(self.ids or self.names)


def relation(one: Person, other: Person) -> Relation:  # noqa: PLR0911 - one a case
    """Are they one? ``alike``: probably, but the name is written differently."""
    if one.sex and other.sex and one.sex != other.sex:
        return "other"
    births = _births_agree(one, other)
    if numbers_apart(one, other):
        return "other"
    if one.ids & other.ids:
        return "same" if not (one.names and other.names) or _names(one, other) == "same" else "alike"
    if not (one.names and other.names):
        return "unknown"
    names = _names(one, other)
    if births is False:
        return "other"
    if names == "near":
        return "alike" if births else "other"
    return names


def numbers_apart(one: Person, other: Person) -> bool:
    """Whether their personal numbers differ. Old ones prove nothing by differing: they were given anew in a move."""
    mine, theirs = ({i for i in p.ids if len(i) == 12} for p in (one, other))
    return bool(mine and theirs and not mine & theirs)


def _names(one: Person, other: Person) -> Literal["same", "near", "other"]:
    if any(same_letters(a, b) for a in one.names for b in other.names):
        return "same"
    return "near" if any(_near(a, b) for a in one.names for b in other.names) else "other"


def _near(one: str, other: str) -> bool:
    """Equal without tones, or at most two letters apart: what a misreading does, hardly what a parent chooses."""
    return OSA.distance(fold_words(one), fold_words(other), score_cutoff=2) <= 2


def _births_agree(one: Person, other: Person) -> bool | None:
    """None where one of them is not known."""
    dates = [[d for b in p.births if (d := from_iso(b))] for p in (one, other)]
    if not all(dates):
        return None
    return any(a.agrees(b) for a in dates[0] for b in dates[1])


@dataclass
class People:
    """Who has which role, which papers are about them, and what could not be told.

    ``bound``: (paper, role) → sure or unsure. ``unclear``: roles that two people could have, with their names.
    """

    who: dict[str, Person] = field(default_factory=dict)
    bound: dict[tuple[int, str], Binding] = field(default_factory=dict)
    unclear: dict[str, list[str]] = field(default_factory=dict)
    others: set[int] = field(default_factory=set)

    def binding(self, paper: int, role: str) -> Binding | None:
        """How surely paper number ``paper`` of the pool is about the person with the role; None: it is not."""
        return self.bound.get((paper, role))


def people(form: EForm, pool: Sequence[Held], given: Mapping[str, Person]) -> People:
    """Resolves every role from what the caller knows (``given``), else from the papers of the dossier."""
    found = People()
    for name in form.roles:
        found.who[name] = _resolve(form, name, pool, given.get(name), found)
    for name in form.roles:
        for number in range(len(pool)):
            if bound := _bind(form, name, number, pool, found):
                found.bound[number, name] = bound
    mentioned = {number for number, _ in found.bound}
    found.others = {n for n, paper in enumerate(pool) if paper.type in form.papers and n not in mentioned}
    return found


def _resolve(form: EForm, name: str, pool: Sequence[Held], given: Person | None, found: People) -> Person:
    role = form.roles[name]
    person = Person(sex=role.sex).with_(given or Person())
    if not person.known:
        for strength in (True, "weak"):
            scans = [paper for paper in pool if paper.source == "scan"]
            told = [t for t in _told(form, role, scans, found, strength) if relation(person, t) != "other"]
            if told:
                person, strangers = _merge(person.with_(told[0]), told[1:])
                if strangers:
                    found.unclear[name] = [p.names[0] for p in (told[0], *strangers) if p.names]
                    return Person(sex=role.sex)
                break
    if not person.known:
        return person
    # Papers that recognise the person (a card found by name and birth) add the number that finds more papers.
    more = [t for t in _told(form, role, pool, found) if relation(person, t) == "same"]
    return _merge(person, more)[0]


def _told(
    form: EForm, role: Role, pool: Sequence[Held], found: People, strength: bool | str | None = None
) -> list[Person]:
    """Whom the papers name in this role, in the order of its slots; ``strength`` None: whatever they may decide."""
    return [
        told
        for slot in role.slots
        if strength is None or slot.names == strength
        for paper in pool
        if paper.type == slot.paper and _together(form, slot, paper, found)
        for told in told_by(slot, paper)
        if told.known
    ]


def _merge(person: Person, told: Sequence[Person]) -> tuple[Person, list[Person]]:
    """The person with all that is about the same one, and those who are somebody else.

    Papers of one dossier that give one role to the same name mean one person, unless the numbers differ; so do those
    that give it to nearly the same name, unless numbers or births differ. What differs then shows as a conflict.
    """
    strangers = []
    for other in told:
        match relation(person, other):
            case "same" | "alike":
                person = person.with_(other)
            case "other":
                names = _names(person, other) if person.names and other.names else "other"
                births_apart = _births_agree(person, other) is False
                if not numbers_apart(person, other) and (names == "same" or (names == "near" and not births_apart)):
                    person = person.with_(other)
                else:
                    strangers.append(other)
    return person, strangers


def _together(form: EForm, slot: Slot, paper: Held, found: People) -> bool:
    """A slot that counts ``with`` another role needs the paper to be about that person too."""
    if slot.together is None:
        return True
    beside = next((s for s in form.roles[slot.together].slots if s.paper == paper.type), None)
    person = found.who.get(slot.together)
    return bool(
        beside and person and any(relation(person, told) in ("same", "alike") for told in told_by(beside, paper))
    )


def _bind(form: EForm, name: str, number: int, pool: Sequence[Held], found: People) -> Binding | None:
    paper = pool[number]
    slot = next((s for s in form.roles[name].slots if s.paper == paper.type), None)
    if slot is None or name in found.unclear:
        return None
    if slot.together is not None:
        through = found.bound.get((number, slot.together))
        if through is None or slot.name is None:
            return through
    relations = {relation(found.who[name], told) for told in told_by(slot, paper)}
    if relations & {"same", "alike"}:
        return "sure"
    if relations <= {"other"}:
        return None
    # The paper doesn't say enough: of this dossier, and the only one of its kind, it may be about this person.
    alone = sum(p.type == paper.type and p.source == "scan" for p in pool) == 1
    return "unsure" if paper.source == "scan" and alone and slot.names else None


def told_by(slot: Slot, paper: Held) -> list[Person]:
    """Whom the slot's fields name: one person, or one a row of the slot's list.

    A name in doubt still names; numbers, births and sexes in doubt are left out.
    """
    return [_told_person(slot, paper, fields) for fields in (rows(paper, slot.rows) if slot.rows else [paper.fields])]


def _told_person(slot: Slot, paper: Held, fields: Fields) -> Person:
    def sure(key: str | None) -> object:
        field = fields.get(key or "")
        return field.value if field and certain(paper, field) else None

    name = fields.get(slot.name or "")
    birth, sex = sure(slot.birth), sure(slot.sex)
    return Person(
        frozenset(
            i for key in (slot.id, slot.old_id) for kind in (PERSONAL_ID, OLD_ID) for i in personal_ids(sure(key), kind)
        ),
        (clean(name.value),) if name and isinstance(name.value, str) else (),
        (str(birth),) if birth is not None else (),
        str(sex) if sex in ("Nam", "Nữ") else None,
    )


def rows(paper: Held, key: str) -> list[Fields]:
    """The rows of a list field, each with its sub-fields."""
    field = paper.fields.get(key)
    return [row for row in (field.items or [] if field else []) if isinstance(row, dict)]


def certain(paper: Held, field: FieldValue | None) -> bool:
    """Whether the field is there and nobody needs to look at it any more."""
    return field is not None and (field.status == "accepted" or paper.confirmed_by is not None)
