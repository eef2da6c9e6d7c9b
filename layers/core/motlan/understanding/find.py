"""Finding what stands behind the labels of a form: sections, columns, values over several lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from motlan.language.text import fold
from motlan.understanding.following import Following
from motlan.understanding.form_labels import FormLabels
from motlan.understanding.guessing import Guesser
from motlan.understanding.labels import Hit, is_enumerator
from motlan.understanding.layout import Piece, Sheet, Token, squash
from motlan.understanding.paper_template import FieldRule, PaperTemplate
from motlan.understanding.parts import in_parts, without_patterns
from motlan.understanding.signers import is_signed
from motlan.understanding.two_columns import stands_under
from motlan.understanding.values import trim


@dataclass(frozen=True)
class Reading:
    """The words that stand for a field; none where the paper leaves it blank. ``likeness`` is of the label, 0..1.

    ``guessed``: the label is none that the template has, only like one.
    """

    tokens: tuple[Token, ...]
    likeness: float = 1.0
    rule_label: str = ""
    guessed: bool = False

    @property
    def text(self) -> str:
        """The words."""
        return " ".join(t.text for t in self.tokens)

    @property
    def empty(self) -> bool:
        """True where there are no letters or digits."""
        return not any(t.key for t in self.tokens)


#: fields of many items: their rows are a region of their own, in which no other label counts
LISTS = ("table", "blocks", "numbered")


@dataclass(frozen=True)
class Region:
    """The rows of a list field: from under its label (``start``) to the next field (``end``, exclusive)."""

    sheet: Sheet
    start: int
    end: int
    after: tuple[Token, ...]
    likeness: float

    @property
    def rows(self) -> list[list[Piece]]:
        """Its rows."""
        return self.sheet.rows[self.start : self.end]


class FormReader:
    """Reads the ``label`` fields of one template; built once a template."""

    def __init__(self, template: PaperTemplate) -> None:
        self.template = template
        self._labels = FormLabels(template)
        self._guesser = Guesser(r for r in template.fields if r.find == "label")
        self._until = {rule.key: {squash(u) for u in rule.until} for rule in template.fields}

    def read(
        self, sheets: Sequence[Sheet], titles: Sequence[tuple[float, float] | None] = ()
    ) -> tuple[dict[str, Reading], dict[str, list[Region]]]:
        """Field key → what stands behind its label, and the regions of list fields; absent where no label is found.

        ``titles``: where the title begins and ends on each sheet; above it stand letterhead and number, in no section,
        and its own words are no label.
        """
        found: dict[str, Reading] = {}
        self._regions: dict[str, list[Region]] = {}
        section = ""
        for number, sheet in enumerate(sheets):
            title = titles[number] if number < len(titles) else None
            self._title: tuple[float, float] = title or (-1.0, -1.0)
            for named, part in in_parts(without_patterns(sheet, self.template), self.template, self._labels):
                section = self._walk(part, section if named is None else named, found)
        return found, self._regions

    def _walk(self, sheet: Sheet, section: str, found: dict[str, Reading]) -> str:
        hits = self._labels.spot(sheet)
        by_row: dict[int, list[Hit[str]]] = {}
        for hit in hits:
            by_row.setdefault(hit.row, []).append(hit)
        card = self.template.layout == "card"
        following = Following(sheet, by_row, card, under=not card and stands_under(sheet, hits))
        skip = -1
        opened: list[tuple[int, str]] = [(-1, section)]
        taken: set[int] = set()
        for hit in hits:
            target = self._labels.targets[hit.label]
            if hit.row < skip:
                continue
            many = next((r for r in target.rules if r.find in LISTS), None)
            if many is not None and (many.key not in self._regions or not many.section or many.section == section):
                skip = self._region(sheet, hit, hits, many)
                taken.update(range(hit.row, skip))
                continue
            if target.section is not None and not target.rules:
                section = target.section
                opened.append((hit.row, section))
                continue
            place = sheet.rows[hit.row][0].middle
            above = place < self._title[1] and not card
            if above and place > self._title[0]:
                continue
            here = [r for r in self._labels.rules(hit.label, section) if not (above and r.section)]
            rules = self._choose(here, section, found)
            if not rules:
                continue
            if any(r.opens for r in rules):
                section = rules[0].section
                opened.append((hit.row, section))
            _keep(Reading(tuple(following.value(hit, rules)), hit.likeness, hit.label), rules, found)
        if self.template.layout == "form":
            self._guess(sheet, by_row, opened, taken, found)
        return section

    def _guess(
        self,
        sheet: Sheet,
        by_row: dict[int, list[Hit[str]]],
        opened: list[tuple[int, str]],
        taken: set[int],
        found: dict[str, Reading],
    ) -> None:
        """Rows that begin with a label of unknown words: the missing field that they may name."""
        for number, row in enumerate(sheet.rows):
            tokens = [t for p in row for t in p.tokens]
            first = 1 if len(tokens) > 1 and is_enumerator(tokens[0]) else 0
            hits = by_row.get(number, [])
            ends = next((n for n, t in enumerate(tokens[:14]) if t.text.endswith(":")), None)
            if number in taken or row[0].middle < self._title[1] or ends is None or any(h.start <= ends for h in hits):
                continue
            value = trim(tokens[ends + 1 : min((h.start for h in hits), default=len(tokens))])
            section = [s for r, s in opened if r <= number][-1]
            missing = [
                r
                for r in self.template.fields
                if r.find == "label"
                and not r.take
                and r.section in (section, "")
                and (r.key not in found or found[r.key].empty)
            ]
            label = " ".join(t.text for t in tokens[first : ends + 1])
            meant = self._guesser.choose(label, " ".join(t.text for t in value), missing)
            if meant is not None:
                found[meant[0].key] = Reading(tuple(value), meant[1], label, guessed=True)

    def _region(self, sheet: Sheet, hit: Hit[str], hits: list[Hit[str]], rule: FieldRule) -> int:
        until = self._until[rule.key]
        stops = self._labels.targets
        # "Năm sinh" in the table's own head is no "Năm …" below it
        later = [h for h in hits if h.row > hit.row and (h.start == 0 or h.colon)]
        ends = [h.row for h in later if h.label in until or (stops[h.label].stop and not until)]
        signed = next((n for n in range(hit.row + 1, len(sheet.rows)) if is_signed(sheet, n)), len(sheet.rows))
        end = min([*ends, signed])
        row = [t for p in sheet.rows[hit.row] for t in p.tokens]
        region = Region(sheet, hit.row + 1, end, tuple(trim(row[hit.end :])), hit.likeness)
        self._regions.setdefault(rule.key, []).append(region)
        return end

    @staticmethod
    def _choose(rules: list[FieldRule], section: str, found: dict[str, Reading]) -> list[FieldRule]:
        """Of the fields that share a label, those of the section that is open, or that it opens."""
        here = [r for r in rules if r.section == section]
        fresh_here = [r for r in here if r.key not in found or found[r.key].empty or r.take]
        if fresh_here:
            return fresh_here
        opening = [r for r in rules if r.opens and r.key not in found]
        if opening:
            return [r for r in opening if r.section == opening[0].section]
        loose = [r for r in rules if r.section == "" and r.key not in found]
        if loose:
            return loose
        if here:
            return []
        sections = {r.section for r in rules}
        fresh = [r for r in rules if r.key not in found]
        return fresh if len(sections) == 1 else [r for r in fresh if r.section == fresh[0].section] if fresh else []


def _keep(reading: Reading, rules: Sequence[FieldRule], found: dict[str, Reading]) -> None:
    """The reading for the fields that have none yet, or an empty one, or one without the part that is theirs."""
    for rule in rules:
        old = found.get(rule.key)
        if (
            old is None
            or (old.empty and not reading.empty)
            or (rule.take and not _taken(rule, old) and _taken(rule, reading))
        ):
            found[rule.key] = reading


def _taken(rule: FieldRule, reading: Reading) -> bool:
    return bool(rule.take and re.search(rule.take, fold(reading.text)))
