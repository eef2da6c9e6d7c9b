"""Checks across the papers of one dossier. Precision first: alarms over misread letters teach people to ignore them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import combinations

from rapidfuzz.distance import OSA

from motlan.language.text import clean, fold_words, old_tone_placement
from motlan.model import Issue, Paper
from motlan.rules.messages import issue
from motlan.rules.other_person import other_person
from motlan.rules.persons import Person, people_of

#: How surely both must be read: for names that differ in tones only (no recogniser is that sure of a tone: only a code
#: or a text layer is, or two papers that say it), in one or two letters, in more; for dates. Read less surely than
#: that, one of them was likely misread: a doubt about the reading, no conflict of persons.
_TONES, _LETTERS, _MORE, _DATES = 1.0, 0.93, 0.8, 0.9
#: How surely a name without a number must be read to be the same person spelt in another way.
_SAME_ROLE = 0.97
_NUMBERS = (
    "id_no",
    "personal_id",
    "registration_no",
    "serial_no",
    "licence_no",
    "doc_number",
    "cert_no",
    "business_code",
)
_OTHERS = ("full_name", "birth_date", "issue_date", "registration_date", "doc_date", "copy_no", "wife_full_name")
_SAME_EVENT_ROLES = {"mother", "father", "wife", "husband", "deceased"}

#: So many values, and this share of all, are the same on two scans of one paper; the rest was misread on one of them.
_ENOUGH, _NEARLY_ALL = 5, 0.85

#: Place of the paper in the dossier and what is to be said of it.
PaperIssue = tuple[int, Issue]
DossierCheck = Callable[[Sequence[Paper], date], list[PaperIssue]]


def _spelling(name: str) -> str:
    return old_tone_placement(clean(name)).casefold()


def person_conflict(papers: Sequence[Paper], today: date) -> list[PaperIssue]:
    """One personal id with two names or two births; one role of one event spelt in two ways → ``E_PERSON_CONFLICT``."""
    people = [person for index, paper in enumerate(papers) for person in people_of(index, paper)]
    by_id: dict[str, list[Person]] = defaultdict(list)
    by_role: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        if person.id_no and person.id_sure >= _MORE:
            by_id[person.id_no].append(person)
        elif person.role in _SAME_EVENT_ROLES:
            by_role[person.role].append(person)
    found: dict[tuple[int, str], Issue] = {}
    for group in by_id.values():
        papers_of = _papers_by_spelling(group)
        for odd, usual in _pairs(group):
            if _names_differ(odd, usual):
                repeated = len(papers_of[_spelling(odd.name)]) > 1
                found.setdefault((odd.paper, odd.name_key), _name_issue(odd, usual, repeated=repeated))
            if _births_conflict(odd, usual):
                found.setdefault((odd.paper, odd.birth_key), _birth_issue(odd, usual))
    for group in by_role.values():
        for odd, usual in _pairs(group):
            if _spelt_differently(odd, usual):
                found.setdefault((odd.paper, odd.name_key), _name_issue(odd, usual, repeated=False))
    return [(paper, one) for (paper, _), one in sorted(found.items(), key=lambda item: item[0])]


def _pairs(group: Sequence[Person]) -> Iterable[tuple[Person, Person]]:
    """Mentions in different papers, the one in doubt first: the rarer spelling, else the later paper."""
    times = Counter(_spelling(person.name) for person in group)
    weight = lambda person: (times[_spelling(person.name)], round(person.name_sure, 2), -person.paper)  # noqa: E731
    for one, other in combinations(group, 2):
        if one.paper != other.paper:
            odd, usual = sorted((one, other), key=weight)
            yield odd, usual


def _papers_by_spelling(group: Sequence[Person]) -> dict[str, set[int]]:
    out: dict[str, set[int]] = defaultdict(set)
    for person in group:
        out[_spelling(person.name)].add(person.paper)
    return out


def _names_differ(one: Person, other: Person) -> bool:
    whole = all(2 <= len(person.name.split()) <= 7 for person in (one, other))
    return whole and _spelling(one.name) != _spelling(other.name)


def _births_conflict(one: Person, other: Person) -> bool:
    if one.birth is None or other.birth is None or one.birth.agrees(other.birth):
        return False
    return min(one.birth_sure, other.birth_sure) >= _DATES


def _spelt_differently(one: Person, other: Person) -> bool:
    """Nearly the same name, surely read, the same birth, no number to tell them by."""
    if one.birth is None or other.birth is None or not one.birth.agrees(other.birth):
        return False
    apart = OSA.distance(fold_words(one.name), fold_words(other.name))
    return apart <= 2 and _names_differ(one, other) and min(one.name_sure, other.name_sure) >= _SAME_ROLE


def _name_issue(odd: Person, usual: Person, *, repeated: bool) -> Issue:
    apart = OSA.distance(fold_words(odd.name), fold_words(usual.name))
    needed = _TONES if apart == 0 else _LETTERS if apart <= 2 else _MORE
    if not repeated and min(odd.name_sure, usual.name_sure) < needed:
        return issue("W_LOW_CONFIDENCE", odd.name_key)
    return issue("E_PERSON_CONFLICT", odd.name_key, what="họ tên", detail=f"“{odd.name}” và “{usual.name}”")


def _birth_issue(odd: Person, usual: Person) -> Issue:
    births = [person.birth.printed if person.birth else "" for person in (odd, usual)]
    return issue("E_PERSON_CONFLICT", odd.birth_key, what="ngày sinh", detail=" và ".join(births))


def duplicate_paper(papers: Sequence[Paper], today: date) -> list[PaperIssue]:
    """The same paper twice in one dossier → ``W_DUPLICATE_PAPER`` on the later one.

    The same type, at least one number and three values in all are equal, and none of those compared differs.
    """
    out: list[PaperIssue] = []
    for later, paper in enumerate(papers):
        if paper.type != "unknown" and any(_same_paper(paper, papers[earlier]) for earlier in range(later)):
            out.append((later, issue("W_DUPLICATE_PAPER")))
    return out


def _same_paper(one: Paper, other: Paper) -> bool:
    if one.type != other.type:
        return False
    shared = [key for key in (*_NUMBERS, *_OTHERS) if one.value(key) is not None and other.value(key) is not None]
    equal = [key for key in shared if fold_words(str(one.value(key))) == fold_words(str(other.value(key)))]
    if len(equal) >= 3 and len(equal) == len(shared) and any(key in _NUMBERS for key in equal):
        return True
    return len(equal) == len(shared) and _same_content(one, other)


def _same_content(one: Paper, other: Paper) -> bool:
    """Papers without a number of their own, and lists: nearly all that both say is the same, every name is."""
    shared = [k for k in one.fields if one.value(k) is not None and other.value(k) is not None]
    equal = {k for k in shared if fold_words(str(one.value(k))) == fold_words(str(other.value(k)))}
    named = all(k in equal for k in shared if k.endswith("name"))
    return named and len(equal) >= _ENOUGH and len(equal) >= _NEARLY_ALL * len(shared)


DOSSIER_CHECKS: dict[str, DossierCheck] = {
    "duplicate_paper": duplicate_paper,
    "other_person": lambda papers, today: list(other_person(papers)),
    "person_conflict": person_conflict,
}


def check_dossier(papers: Sequence[Paper], today: date) -> list[PaperIssue]:
    """All of them, in the order of the papers."""
    return sorted(
        (found for check in DOSSIER_CHECKS.values() for found in check(papers, today)), key=lambda found: found[0]
    )
