"""Papers of people who have nothing to do with each other in one dossier.

Nothing may be filled in from a paper about another person (domain.md C.2), and a pile often holds two citizens' papers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapidfuzz.distance import OSA

from motlan.language.text import fold_words
from motlan.model import Issue, Paper
from motlan.rules.messages import issue
from motlan.rules.persons import Person, people_of

#: A name read less surely than this (a share of right ones, decision 0060) speaks neither for nor against anybody; one
#: that is only misread stays within ``ALIKE`` of what was meant.
SURE = 0.75
#: Two names that differ by so little may be one person's, misread.
ALIKE = 2


def other_person(papers: Sequence[Paper]) -> Iterator[tuple[int, Issue]]:
    """``W_OTHER_PERSON`` on the papers of all groups but the largest.

    Papers that name people are of one group where they share a number or a name, if only in the text of a field.
    """
    people = [list(people_of(n, paper)) for n, paper in enumerate(papers)]
    texts = [fold_words(" ".join(_strings(paper))) for paper in papers]
    named = [n for n, found in enumerate(people) if found and all(_clear(p) for p in found)]
    groups: list[set[int]] = []
    for n in (n for n, found in enumerate(people) if found):
        joined = [g for g in groups if any(_linked(people[n], people[m], texts[n], texts[m]) for m in g)]
        groups = [g for g in groups if g not in joined] + [{n}.union(*joined)]
    if len(groups) < 2:
        return
    main = max(groups, key=lambda g: (len(g), len(_names(people, g)), -min(g)))
    if len(_names(people, main)) < 2:
        return  # papers that name one person do not say who else belongs to them: a dead man's extract, his son's card
    for group in groups:
        if group is not main and main & set(named) and group <= set(named):
            for n in sorted(group):
                first = people[n][0]
                yield n, issue("W_OTHER_PERSON", first.name_key, name=first.name)


def _names(people: Sequence[Sequence[Person]], group: set[int]) -> set[str]:
    return {fold_words(p.name) for n in group for p in people[n]}


def _clear(person: Person) -> bool:
    return person.name_sure >= SURE and len(person.name.split()) >= 2


def _linked(ours: Sequence[Person], theirs: Sequence[Person], our_text: str, their_text: str) -> bool:
    if {p.id_no for p in ours if p.id_no} & {p.id_no for p in theirs if p.id_no}:
        return True
    mine, other = [fold_words(p.name) for p in ours], [fold_words(p.name) for p in theirs]
    if any(name in their_text for name in mine) or any(name in our_text for name in other):
        return True
    return any(OSA.distance(a, b, score_cutoff=ALIKE) <= ALIKE for a in mine for b in other)


def _strings(paper: Paper) -> Iterator[str]:
    for field in paper.fields.values():
        for value in field.value if isinstance(field.value, list) else [field.value]:
            yield from (str(v) for v in value.values()) if isinstance(value, dict) else [str(value or "")]
