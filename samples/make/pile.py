"""A pile of papers put through one scanner: order, turns, blank backs, cards copied together."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from samples.make import scan
from samples.make.canvas import Sheet
from samples.make.papers import citizen_id
from samples.make.papers.paper import Paper
from samples.make.truth import Dossier, Leaf

#: Papers of the size of a bank card.
CARDS = ("citizen_id", "driving_licence")


@dataclass(frozen=True)
class Way:
    """How the pile is taken in. ``cards``: each face on a page, both faces of a card on one, or cut to the card.

    ``files``: the numbers of pages after which another file begins; ``turns``: how ``turned`` pages may lie.
    """

    profile: str = "office-200-colour"
    turned: tuple[int, ...] = ()
    shuffled: bool = False
    blank_backs: bool = False
    cards: str = "faces"
    skew: float | None = None
    files: tuple[int, ...] = ()
    turns: tuple[int, ...] = (90, 180, 270)


def dossier(
    name: str,
    papers: list[Paper],
    way: Way,
    rng: random.Random,
    today: date,
    *,
    take: Callable[..., scan.Scan] = scan.scan,
) -> Dossier:
    """Takes every side in once, in order; ``turned`` pages (numbers from 1) lie on their side or head."""
    sides: list[tuple[Sheet, list[Paper], bool]] = []
    for paper in papers:
        if paper.type in CARDS:
            sides += card_sides(paper, way, rng)
            continue
        for sheet in paper.sheets:
            sides.append((sheet, [paper], True))
            if way.blank_backs:
                sides.append((Sheet(paper=sheet.paper, blank=True), [], True))
    if way.shuffled:
        rng.shuffle(sides)
    profile = scan.PROFILES[way.profile]
    leaves = []
    for n, (sheet, owners, _) in enumerate(sides, 1):
        rotation = rng.choice(way.turns) if n in way.turned else 0
        behind = sides[n - 2][0] if sheet.blank else sides[n][0] if n < len(sides) and profile.bleed else None
        use = profile if not sheet.blank else scan.replace_bleed(profile, 0.04)
        leaves.append(
            Leaf(sheet, owners, take(sheet, use, rng, rotation=rotation, back=behind, skew=way.skew), profile.name)
        )
    conditions = [
        c
        for c, on in (
            ("rotated", way.turned),
            ("shuffled", way.shuffled),
            ("blank_backs", way.blank_backs),
            ("two_cards", way.cards == "together"),
        )
        if on
    ]
    ends = [*way.files, len(leaves)]
    groups = [end - start for start, end in zip([0, *way.files], ends, strict=True)]
    return Dossier(name, leaves, papers, way.profile, today, conditions, groups=groups)


def card_sides(paper: Paper, way: Way, rng: random.Random) -> list[tuple[Sheet, list[Paper], bool]]:
    """The faces of one card as pages."""
    if way.cards == "together":
        return [(citizen_id.on_a4(paper.sheets, rng), [paper], False)]
    if way.cards == "close":
        return [(s, [paper], False) for s in paper.sheets]
    return [(citizen_id.on_a4([s], rng), [paper], False) for s in paper.sheets]
