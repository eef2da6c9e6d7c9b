"""``motlan bench once``: a simulated year of a ward through the real checklist rules: what citizens have to bring.

Three ways to ask for papers, on the same dossiers: ``papers`` (no database is asked, nothing kept: how it was),
``data`` (databases are asked where the law says so, nothing kept: what the law does by itself) and ``once`` (databases
and the owners' store). Assumptions stand in ``once.yaml``; nobody in it exists.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

from benchmarks import machine
from motlan.model import FieldValue
from motlan.model.store import Scan, StoredPaper
from motlan.rules.checklist import OPEN, Item, Situation, checklist
from motlan.rules.held import Held, held_in_store
from motlan.rules.procedures import Procedure
from motlan.rules.standing import superseded
from motlan.usecases.knowledge import Knowledge, knowledge

ASSUMPTIONS = Path(__file__).with_name("once.yaml")
WAYS = ("papers", "data", "once")


@dataclass
class Sums:
    """What came of one way of asking; ``by_month`` and ``by_procedure``: components brought."""

    dossiers: int = 0
    brought: int = 0
    submitted: int = 0
    declarations: int = 0
    none_brought: int = 0
    supplements: int = 0
    dossiers_supplemented: int = 0
    states: Counter[str] = field(default_factory=Counter)
    by_month: Counter[str] = field(default_factory=Counter)
    by_procedure: Counter[str] = field(default_factory=Counter)

    def report(self) -> dict[str, Any]:
        """Ready for JSON."""
        return {
            "dossiers": self.dossiers,
            "components_brought": self.brought,
            "of_these_submitted": self.submitted,
            "of_these_declarations_with_eform": self.declarations,
            "brought_a_dossier": self.brought / self.dossiers,
            "dossiers_with_nothing_to_bring": self.none_brought,
            "requests_for_supplements": self.supplements,
            "dossiers_supplemented": self.dossiers_supplemented,
            "states": dict(self.states.most_common()),
            "by_month": dict(self.by_month),
            "by_procedure": dict(self.by_procedure.most_common()),
        }


@dataclass(frozen=True)
class Case:
    """One dossier: the day, the procedure with its answers, who is who (role → person), what can't be asked."""

    day: date
    procedure: Procedure
    facts: Mapping[str, Any]
    people: Mapping[str, int]
    down: frozenset[str]


class Ward:
    """The people, what the store holds of them, and who will come again. The same seed makes the same year."""

    def __init__(self, assumed: Mapping[str, Any], known: Knowledge) -> None:
        self.assumed, self.known = assumed, known
        self.chance, self.luck = random.Random(assumed["seed"]), random.Random(assumed["seed"] + 1)
        self.people = int(assumed["citizens"])
        self.store: dict[int, list[StoredPaper]] = defaultdict(list)
        self.due: dict[date, list[tuple[str, int]]] = defaultdict(list)
        self.counter = 0
        self.seen: set[int] = set()
        self.lists: dict[object, list[Item]] = {}
        self._versions: dict[tuple[str, int], Procedure] = {}

    def days(self) -> Iterator[date]:
        """The working days, Monday to Friday."""
        day, left = date.fromisoformat(str(self.assumed["first_day"])), int(self.assumed["working_days"])
        while left:
            if day.weekday() < 5:
                left -= 1
                yield day
            day += timedelta(days=1)

    def cases(self) -> Iterator[Case]:
        """Every dossier of the year: those who come again, and the others by the mix."""
        codes, weights = zip(*self.assumed["mix"].items(), strict=True)
        for day in self.days():
            again = [entry for when in sorted(d for d in self.due if d <= day) for entry in self.due.pop(when)]
            again = again[: int(self.assumed["dossiers_a_day"])]
            for code, person in again:
                yield self.case(day, code, person)
            for code in self.chance.choices(codes, weights, k=int(self.assumed["dossiers_a_day"]) - len(again)):
                yield self.case(day, code, self.chance.randrange(self.people))

    def case(self, day: date, code: str, person: int) -> Case:
        """One dossier; who follows up is noted for later."""
        key = (code, day.month)
        if key not in self._versions:
            self._versions[key] = self.known.procedure(code, day)
        procedure = self._versions[key]
        for rule in self.assumed["follow_ups"]:
            if rule["after"] == code and self.chance.random() < rule["share"]:
                self.due[day + timedelta(days=self.chance.randint(3, rule["days"]))].append((rule["then"], person))
        facts, _ = procedure.known({n: v for n in procedure.facts if (v := self._fact(procedure, n)) is not None})
        people = {role: self._person(role, person) for role in procedure.roles}
        down = self.chance.random() < self.assumed["database_down"]
        return Case(day, procedure, facts, people, frozenset(self.known.databases) if down else frozenset())

    def _fact(self, procedure: Procedure, name: str) -> Any:
        """An answer other than the default, with its chance; None for the default."""
        rule, draw = procedure.facts[name], self.chance.random()
        for value, share in self.assumed["facts"].get(name, {}).items():
            fits = isinstance(rule.default, bool) == isinstance(value, bool)
            if not fits or value == rule.default or (rule.values and value not in rule.values):
                continue
            if draw < share:
                return value
            draw -= share
        return None

    def _person(self, role: str, comes: int) -> int:
        match self.assumed["roles"].get(role):
            case "new":
                self.people += 1
                return self.people
            case "stranger":
                return self.chance.randrange(self.people)
            case "wife":
                return comes - comes % 2
            case "husband":
                return comes - comes % 2 + 1
            case "parent":
                return (comes + 7919) % self.people
        return comes

    def held(self, case: Case) -> list[Held]:
        """What the stores of the people in this case hold that day, by the service's own rules."""
        papers = {p.id: p for person in case.people.values() for p in self.papers_of(person, case.day)}
        rules = self.known.store
        found = (held_in_store(p, rules.of(p.type), case.day) for p in papers.values())
        return [held for held in found if held]

    def papers_of(self, person: int, day: date) -> list[StoredPaper]:
        """What the person's store holds; the first time with what the office's archive was read into it."""
        if person not in self.seen:
            self.seen.add(person)
            if self.luck.random() < self.assumed["archived"]:
                for type_, share in self.assumed["archive_holds"].items():
                    if self.luck.random() < share:
                        self._add(type_, [person], day - timedelta(days=self.luck.randint(400, 4000)), [])
        return self.store.get(person, [])

    def keep(self, case: Case, items: Sequence[Item]) -> None:
        """After a dossier: what was handed in on paper is scanned into the store, and what the ward issued."""
        assumed, options = self.assumed, {c.id: c for c in case.procedure.components}
        scanned = assumed["online_scanned"] if case.facts.get("channel") == "online" else 1.0
        for item in items:
            component = options[item.id]
            if item.state not in OPEN or item.kind != "submit" or self.luck.random() >= scanned * assumed["stored"]:
                continue
            option = next((o for o in component.options if o.id == item.option), component.options[0])
            owners = [case.people[r] for r in option.of] or list(case.people.values())[-1:]
            for type_ in option.types[:1]:
                self._add(type_, owners, case.day - timedelta(days=self.luck.randint(1, 60)), option.purpose[:1])
        result = assumed["results"].get(case.procedure.code)
        if result and self.luck.random() < assumed["result_scanned"] * assumed["stored"]:
            owners = [case.people[r] for r in result["of"]]
            self._add(result["type"], owners, case.day, [result["purpose"]] if "purpose" in result else [])

    def _add(self, type_: str, owners: Sequence[int], issued: date, purpose: Sequence[str]) -> None:
        rule = self.known.store.of(type_)
        if rule.reuse == "once":
            return
        self.counter += 1
        values = dict.fromkeys(("issue_date", "registration_date", "judgment_date"), issued.isoformat())
        values |= {"purpose": purpose[0]} if purpose else {}
        values |= {"changes": "Không có"} if type_ == "land_certificate" else {}
        fields = {k: FieldValue(value=v, confidence=1.0, status="accepted") for k, v in values.items()}
        numbers = [number(owner) for owner in owners]
        at = issued.isoformat()
        scan = Scan(dossier="d", pages=[1], office="mau", scanned_by="c", scanned_at=at, content="")
        paper = StoredPaper(
            id=f"p{self.counter}", identity=str(self.counter), type=type_, issue_date=at, owners=numbers, fields=fields,
            valid_scope=purpose[0] if purpose else None, assurance="confirmed", source=scan, created_at=at,
            updated_at=at,
        )  # fmt: skip
        for owner in owners:
            self.store[owner] = [p for p in self.store[owner] if not superseded(p, paper, self.known.store)] + [paper]


def number(person: int) -> str:
    """An identity number of nobody (code 999 is no province)."""
    return f"999{person:09d}"


def ask(way: str, case: Case, ward: Ward) -> list[Item]:
    """The list for this dossier, as the service's rules make it. Where nothing is held, people make no difference:
    lists of like cases are kept.
    """  # noqa: D205
    down = frozenset(ward.known.databases) if way == "papers" else case.down
    held = ward.held(case) if way == "once" else []
    if held:
        return _list(case, ward.known, held, down)
    key = (
        case.procedure.code,
        case.procedure.valid_from,
        tuple(sorted(case.facts.items())),
        bool(down),
        case.day.month,
    )
    if key not in ward.lists:
        ward.lists[key] = _list(case, ward.known, held, down)
    return ward.lists[key]


def _list(case: Case, known: Knowledge, held: Sequence[Held], down: frozenset[str]) -> list[Item]:
    people = {role: frozenset({number(person)}) for role, person in case.people.items()}
    situation = Situation(
        facts=case.facts, held=held, people=people, databases=known.databases, today=case.day, unreachable=down
    )
    return checklist(case.procedure, situation)


def rounds(way: str, to_bring: int, chance: random.Random, assumed: Mapping[str, Any]) -> int:
    """How often the citizen is asked to bring more, until all is there.

    Without the list a counter names what it notices; with it all that is missing is named at once, and then brought.
    """
    told = way == "once" and chance.random() < assumed["reads_list"]
    forgets = assumed["forgets_told" if told else "forgets"]
    missing, asked = sum(chance.random() < forgets for _ in range(to_bring)), 0
    while missing:
        named = missing if way == "once" else sum(chance.random() < assumed["noticed"] for _ in range(missing))
        asked += 1
        missing -= max(named, 1)
    return asked


def year(assumed: Mapping[str, Any], known: Knowledge) -> dict[str, Sums]:
    """All dossiers of the year, each asked for in the three ways."""
    ward, sums = Ward(assumed, known), {way: Sums() for way in WAYS}
    chances = {way: random.Random(assumed["seed"] + 2) for way in WAYS}
    for case in ward.cases():
        for way in WAYS:
            items = ask(way, case, ward)
            _count(sums[way], case, items, rounds(way, _open(items), chances[way], assumed))
        ward.keep(case, items)
    return sums


def _open(items: Sequence[Item]) -> int:
    return sum(item.state in OPEN for item in items)


def declarations(procedure: Procedure, items: Sequence[Item]) -> int:
    """Of what has to be brought: the form itself, where the service fills it in and prints it at the counter."""
    if not procedure.eform:
        return 0
    components = {c.id: c for c in procedure.components}
    forms = {c for c, k in components.items() if any(o.eform for o in k.options)}
    return sum(item.state in OPEN and item.id in forms for item in items)


def _count(sums: Sums, case: Case, items: Sequence[Item], supplements: int) -> None:
    brought = _open(items)
    sums.dossiers += 1
    sums.brought += brought
    sums.submitted += sum(item.state in OPEN and item.kind == "submit" for item in items)
    sums.declarations += declarations(case.procedure, items)
    sums.none_brought += not brought
    sums.supplements += supplements
    sums.dossiers_supplemented += supplements > 0
    sums.states.update(item.state for item in items)
    sums.by_month[f"{case.day:%Y-%m}"] += brought
    sums.by_procedure[case.procedure.code] += brought


def run(*, share: float = 1.0, sensitivity: bool = True) -> dict[str, Any]:
    """The whole result, ready for JSON. ``share`` of the dossiers and citizens; sensitivity: a quarter of that."""
    assumed, known = yaml.safe_load(ASSUMPTIONS.read_text("utf-8")), knowledge()
    assumed |= {key: max(4, round(assumed[key] * share)) for key in ("dossiers_a_day", "citizens")}
    ways = year(assumed, known)
    in_mix = [known.procedure(code, date.fromisoformat(str(assumed["first_day"]))) for code in assumed["mix"]]
    out = {"benchmark": "once", **machine.describe(), "inputs": machine.inputs([ASSUMPTIONS])}
    out |= {"assumptions": _plain(assumed), "procedures": {p.code: p.name for p in in_mix}}
    out["ways"] = {way: sums.report() for way, sums in ways.items()}
    out["sensitivity"] = vary(assumed, known) if sensitivity else []
    return out


def vary(assumed: Mapping[str, Any], known: Knowledge) -> list[dict[str, Any]]:
    """One assumption at a time, on a quarter of the dossiers and citizens; the first row varies nothing."""
    small = dict(assumed) | {key: max(1, assumed[key] // 4) for key in ("dossiers_a_day", "citizens")}
    ratio = small["dossiers_a_day"] / 200
    rows: list[dict[str, Any]] = []
    changes: list[tuple[str, Any]] = [("", None), *((k, v) for k, vs in assumed["vary"].items() for v in vs)]
    for name, value in changes:
        changed = {name: round(value * ratio) if name == "citizens" else value} if name else {}
        ways = year(small | changed, known)
        row: dict[str, Any] = {"assumption": name or "none", "value": value}
        for way, sums in ways.items():
            reused = sums.states["satisfied_by_reuse"] / sums.dossiers
            told = {"brought": sums.brought / sums.dossiers, "supplements": sums.supplements / sums.dossiers}
            row[way] = told | {"reused": reused, "declarations": sums.declarations / sums.dossiers}
        rows.append(row)
    return rows


def _plain(assumed: Mapping[str, Any]) -> dict[str, Any]:
    return {k: str(v) if isinstance(v, date) else v for k, v in assumed.items() if k != "vary"}
