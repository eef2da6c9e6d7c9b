"""Cards: fronts and backs found for one another by number, the sources of one card brought together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pydantic import JsonValue
from rapidfuzz.distance import Levenshtein

from motlan.language.misreadings import to_digits
from motlan.model import Issue
from motlan.rules.mrz import Mrz, parse_mrz
from motlan.rules.qr import parse_payload
from motlan.rules.sources import Reading, settle
from motlan.understanding.catalogue import Catalogue
from motlan.understanding.draft import Draft, of_value
from motlan.understanding.layout import squash
from motlan.understanding.paper_template import FieldRule
from motlan.understanding.units import Unit, mrz_text

_TWELVE = re.compile(r"(?<!\d)\d{12}(?!\d)")
#: A proved zone is as sure as a code; one whose check digits fail is only print.
PROVED, UNPROVED = 0.999, 0.6


@dataclass
class CardFacts:
    """What one face says of whose it is."""

    numbers: set[str] = field(default_factory=set)
    codes: dict[str, JsonValue] = field(default_factory=dict)
    zone: Mrz | None = None
    generation: str | None = None


def card_facts(unit: Unit) -> CardFacts:
    """Numbers of the holder by code, zone and print; the generation that the code's shape gives away."""
    facts = CardFacts()
    for code in unit.codes:
        payload = parse_payload(code.text)
        if payload.kind == "citizen":
            facts.codes = payload.values
            facts.numbers.add(str(payload.values["id_no"]))
            facts.generation = "2024" if not re.match(r"^\d{12}\|(?:\d{9}|\d{12})?\|", code.text.strip()) else "2021"
    lines = unit.mrz_lines
    if lines:
        facts.zone = parse_mrz([mrz_text(p) for p in lines])
        if facts.zone is not None:
            facts.numbers.add(facts.zone.id_no)
    for piece in unit.sheet.pieces:
        if piece in lines:
            continue
        text = piece.text.split(":")[-1]
        tight = to_digits(re.sub(r"[\s.]", "", text))[0]
        facts.numbers.update(_TWELVE.findall(tight))
    return facts


def pair_cards(units: Sequence[Unit], catalogue: Catalogue) -> Iterator[tuple[str, str | None, list[Unit]]]:
    """Faces of one card together, front first: by number, else the nearest lone faces of one generation."""
    if not units:
        return
    default = next(
        (p.type for p in catalogue if any(f.find == "mrz" for f in p.fields)), units[0].kind.type or "unknown"
    )
    facts = {id(u): card_facts(u) for u in units}
    groups: list[list[Unit]] = []
    for unit in units:
        home = next((g for g in groups if _belongs(unit, g, facts, default)), None)
        if home is None:
            groups.append([unit])
        else:
            home.append(unit)
    lone = [g for g in groups if len(g) == 1]
    for group in lone:
        if group not in groups:
            continue
        mates = [g for g in lone if g in groups and g is not group and _fits(group[0], g[0], facts, default)]
        if mates:
            mate = min(mates, key=lambda g: (abs(g[0].page - group[0].page), g[0].page))
            group.extend(mate)
            groups.remove(mate)
    for group in groups:
        group.sort(key=lambda u: (not _is_front(u), u.page, u.part))
        type_ = next((u.kind.type for u in group if u.kind.type), default)
        yield type_, _generation(group, facts), group


def _is_front(unit: Unit) -> bool:
    return unit.kind.title is not None or bool(unit.kind.face and unit.kind.face.startswith("front"))


def _side(unit: Unit) -> str | None:
    if unit.kind.title is not None:
        return "front"
    if unit.kind.face:
        return unit.kind.face.split("-")[0]
    return "back" if unit.mrz_lines else None


def _type(unit: Unit, default: str) -> str:
    return unit.kind.type or default


def _same_number(one: set[str], other: set[str]) -> bool:
    return any(Levenshtein.distance(a, b, score_cutoff=1) <= 1 for a in one for b in other)


def _belongs(unit: Unit, group: Sequence[Unit], facts: dict[int, CardFacts], default: str) -> bool:
    if _type(unit, default) != _type(group[0], default):
        return False
    mine = facts[id(unit)].numbers
    theirs = {n for u in group for n in facts[id(u)].numbers}
    if not mine or not theirs or not _same_number(mine, theirs):
        return False
    # the same side twice is a second scan of the card, a paper of its own
    side = _side(unit)
    return side is None or side not in {_side(u) for u in group}


def _fits(one: Unit, other: Unit, facts: dict[int, CardFacts], default: str) -> bool:
    """Two lone faces that may be one card: other sides, one generation, no numbers that contradict."""
    if _type(one, default) != _type(other, default):
        return False
    sides = {_side(one), _side(other)}
    if sides != {"front", "back"}:
        return False
    generations = {u.kind.variant for u in (one, other)} - {None}
    if len(generations) > 1:
        return False
    a, b = facts[id(one)].numbers, facts[id(other)].numbers
    return not (a and b) or _same_number(a, b)


def _generation(group: Sequence[Unit], facts: dict[int, CardFacts]) -> str | None:
    found = [facts[id(u)].generation for u in group] + [u.kind.variant for u in group]
    printed = [u.kind.variant for u in group if u.kind.variant and u.kind.certainty >= 0.8]
    return next((g for g in printed if g), None) or next((g for g in found if g), None)


def merge_sources(fields: dict[str, Draft], units: Sequence[Unit], rules: dict[str, FieldRule]) -> list[Issue]:
    """Code over zone over print, with what must be said where they disagree (rules.sources)."""
    facts = [card_facts(u) for u in units]
    codes: dict[str, JsonValue] = {}
    for fact in facts:
        codes |= fact.codes
    names = [
        str(v) for v in (codes.get("full_name"), fields["full_name"].value if "full_name" in fields else None) if v
    ]
    zone = _zone(units, names)
    if zone is not None and "mrz" in rules:
        _set_zone(fields, zone, units, names)
    issues: list[Issue] = []
    for key in ("id_no", "old_id_no", "full_name", "birth_date", "sex", "residence", "issue_date", "expiry_date"):
        if key in rules:
            issues += _settle(key, fields, rules[key], codes, zone)
    return issues


def _zone(units: Sequence[Unit], names: Sequence[str]) -> Mrz | None:
    lines = [mrz_text(p) for u in units for p in u.mrz_lines]
    return parse_mrz(lines, names=names) if lines else None


def _set_zone(fields: dict[str, Draft], zone: Mrz, units: Sequence[Unit], names: Sequence[str]) -> None:
    pieces = [p for u in units for p in u.mrz_lines]
    out = of_value(
        "mrz", zone.text if len(zone.lines) == 3 else None, "mrz", confidence=PROVED if zone.holds else UNPROVED
    )
    out.raw = "\n".join(p.text for p in pieces)
    out.page, out.box = pieces[0].page, pieces[0].box
    out.support = int(zone.holds)
    out.repaired = zone.repaired
    # its name line has no check digit: only a name that is read elsewhere proves it
    if out.value is None or not zone.holds or _without_d(zone.name) not in map(_without_d, names):
        out.doubts.add("form")
    fields["mrz"] = out


def _zone_value(key: str, zone: Mrz) -> JsonValue:
    if key == "id_no":
        return zone.id_no
    if key == "birth_date":
        return zone.birth.iso if zone.birth else None
    if key == "sex":
        return zone.sex
    if key == "expiry_date":
        return zone.expiry.iso if zone.expiry else None
    return zone.name or None if key == "full_name" else None


def _settle(
    key: str, fields: dict[str, Draft], rule: FieldRule, codes: dict[str, JsonValue], zone: Mrz | None
) -> list[Issue]:
    printed = fields.get(key)
    readings: list[Reading] = []
    if codes.get(key) is not None:
        readings.append(Reading(codes[key], "qr", 1.0))
    if zone is not None and (value := _zone_value(key, zone)) is not None:
        readings.append(Reading(value, "mrz", PROVED if zone.holds else UNPROVED))
    if printed is not None and printed.value is not None:
        readings.append(Reading(printed.value, printed.source, printed.worst))
    if key == "full_name":
        readings = _names(readings)
    support: list[JsonValue] = []
    if key == "birth_date":
        expiry = fields.get("expiry_date")
        support = [expiry.value] if expiry is not None and expiry.value else []
    settled = settle(key, readings, support=support)
    if settled is None:
        return []
    best = settled.reading
    base = printed if printed is not None else Draft(rule.kind)
    if best.source in ("ocr", "text_layer"):
        out = base
    elif best.source == "mrz" and key == "full_name":
        # the zone has no diacritics: it confirms a name, it does not give one
        out = base
        if out.value is None:
            out = of_value(rule.kind, best.value, "mrz", confidence=best.confidence)
            out.doubts.add("form")
    else:
        out = of_value(rule.kind, best.value, best.source, like=base, confidence=best.confidence)
    out.support = settled.agreeing - 1 + (best.source == "qr") + (best.source == "mrz" and best.confidence >= PROVED)
    if settled.contradicted:
        out.doubts.add("sources")
    out.issues = [*out.issues, *settled.issues]
    fields[key] = out
    return [i for i in settled.issues if i.needs_person]


def _names(readings: list[Reading]) -> list[Reading]:
    """The zone's name has no check digit, and some issuers' zones lose Đ: it speaks against nobody who is borne out."""
    others = [r for r in readings if r.source != "mrz"]
    zone = next((r for r in readings if r.source == "mrz"), None)
    if zone is None or not others:
        return readings
    plain = [squash(str(r.value)) for r in others]
    if len(others) >= 2 and plain[0] == plain[1]:
        return others
    said = squash(str(zone.value))
    if any(said.replace("d", "") == p.replace("d", "") for p in plain):
        return [Reading(others[0].value, "mrz", zone.confidence), *others]
    return readings


def _without_d(name: str) -> str:
    """Letters only, without D: some issuers' zones leave Đ out."""
    return squash(name).replace("d", "")
