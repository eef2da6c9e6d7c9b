"""Finding what stands behind the labels of a form: sections, columns, values over several lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from motlan.language.text import fold
from motlan.understanding.catalogue import FieldRule, PaperTemplate
from motlan.understanding.guessing import Guesser
from motlan.understanding.heads import like
from motlan.understanding.labels import Hit, Spotter, is_enumerator
from motlan.understanding.layout import Piece, Sheet, Token, squash
from motlan.understanding.tables import party_table
from motlan.understanding.two_columns import arranged, stands_under
from motlan.understanding.values import aligned, goes_on, heads, trim, until_gap, without_remark

#: "ngày 09 tháng", "ngày 09 tháng 02", "ngày 09 tháng 02 năm"
_NO_YEAR = re.compile(r"^\W*ng[a-z]{1,2}y\W*\d{1,2}\W*(?:thang\W*(?:\d{1,2}\W*(?:nam\W*)?)?)?$")
#: So many letters of a heading on one line tell which it is, though its end stands on the next.
_BEGUN = 18
#: "Nghề nghiệp: …": a label that the template does not know ends a value as well as one that it knows.
_FOREIGN_LABEL = re.compile(r"^(?:\(?\d{1,2}[.)]\s*)?[A-ZĐÀ-Ỹ][^:;\d]{2,44}:(?:\s|$)")


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


@dataclass
class _Target:
    rules: list[FieldRule] = field(default_factory=list)
    section: str | None = None
    stop: bool = False


class FormReader:
    """Reads the ``label`` fields of one template; built once a template."""

    def __init__(self, template: PaperTemplate) -> None:
        self.template = template
        self._targets: dict[str, _Target] = {}
        self._inside: set[tuple[str, str]] = set()
        labels: list[tuple[str, str]] = []
        bare: list[tuple[str, str]] = []
        for rule in template.fields:
            if not {rule.find, rule.otherwise} & {"label", "table", "blocks", "numbered", "bullets", "boxes"}:
                continue
            self._inside |= {(squash(text), rule.key) for text in rule.inside if text not in rule.labels}
            for group, texts in ((labels, (*rule.labels, *rule.inside)), (bare, rule.bare)):
                for text in texts:
                    self._targets.setdefault(squash(text), _Target()).rules.append(rule)
                    group.append((text, squash(text)))
        for section in template.sections:
            for text in section.anchors:
                self._targets.setdefault(squash(text), _Target()).section = section.id
                labels.append((text, squash(text)))
        ends = template.columns.end if template.columns else ()
        for text in (*template.stops, *ends, *(u for rule in template.fields for u in rule.until)):
            if squash(text) not in self._targets:
                self._targets[squash(text)] = _Target(stop=True)
                labels.append((text, squash(text)))
        self._spotter: Spotter[str] = Spotter(labels, bare)
        self._long = [k for k, t in self._targets.items() if not t.rules and len(k) > (10 if t.stop else _BEGUN) - 1]
        self._guesser = Guesser(r for r in template.fields if r.find == "label")
        self._patterns = [re.compile(r.take) for r in template.fields if r.find == "pattern" and r.take]
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
            for named, part in self._parts(self._without_patterns(sheet)):
                section = self._walk(part, section if named is None else named, found)
        return found, self._regions

    def _without_patterns(self, sheet: Sheet) -> Sheet:
        """Without the pieces that a pattern alone tells (a serial number in the corner): no value goes on with them."""
        if not self._patterns:
            return sheet
        own = {id(t) for p in sheet.pieces for x in self._patterns if x.search(fold(p.text)) for t in p.tokens}
        return sheet.only(t for t in sheet.tokens if id(t) not in own) if own else sheet

    def _parts(self, sheet: Sheet) -> Iterable[tuple[str | None, Sheet]]:
        """Parts of the sheet in reading order; with a section where the place says which party it is about."""
        columns = self.template.columns
        if columns is None:
            return [(None, sheet if self.template.layout == "card" else arranged(sheet, self._spotter))]
        if columns.heads:
            parties = party_table(
                sheet, columns.heads, columns.sections, self._spotter, {squash(t) for t in columns.end}
            )
            if len(parties) > 1:
                return [(n, arranged(p, self._spotter) if n is None else p) for n, p in parties]
        return [(None, arranged(part, self._spotter)) for part in self._side_by_side(sheet)]

    def _side_by_side(self, sheet: Sheet) -> list[Sheet]:
        """Above, left column, right column, below: parted where two labels of the same kind share a row."""
        assert self.template.columns is not None
        sections = set(self.template.columns.sections)
        ends = {squash(t) for t in self.template.columns.end}
        hits = self._spotter.spot(sheet)
        splits = []
        for row in range(len(sheet.rows)):
            tokens = [t for p in sheet.rows[row] for t in p.tokens]
            own = [h for h in hits if h.row == row and any(r.section in sections for r in self._targets[h.label].rules)]
            if len(own) >= 2 and own[-1].start > own[0].end and self._are_two_parties(own[0], own[-1]):
                splits.append((row, tokens[own[-1].start].x0))
        if not splits:
            return [sheet]
        cut = min(x for _, x in splits) - 0.4 * sheet.unit
        first = min(row for row, _ in splits)
        last = next((h.row for h in hits if h.row > first and h.label in ends), len(sheet.rows))
        top = sheet.rows[first][0].y0 - 0.5 * sheet.unit
        bottom = sheet.rows[last][0].y0 - 0.3 * sheet.unit if last < len(sheet.rows) else 2.0
        tokens = sheet.tokens
        middle = [t for t in tokens if top <= t.y0 and (t.y0 + t.y1) / 2 < bottom]
        inside = set(map(id, middle))
        return [
            sheet.only(t for t in tokens if t.y0 < top),
            sheet.only(t for t in middle if (t.x0 + t.x1) / 2 < cut),
            sheet.only(t for t in middle if (t.x0 + t.x1) / 2 >= cut),
            sheet.only(t for t in tokens if t.y0 >= top and id(t) not in inside),
        ]

    def _are_two_parties(self, one: Hit[str], other: Hit[str]) -> bool:
        """Labels of one field, or each of its own party; "Dân tộc: … Quốc tịch: …" are two fields of one person."""
        a, b = self._targets[one.label].rules, self._targets[other.label].rules
        return bool({r.key for r in a} & {r.key for r in b}) or {r.section for r in a}.isdisjoint(r.section for r in b)

    def _walk(self, sheet: Sheet, section: str, found: dict[str, Reading]) -> str:
        hits = [h for h in self._spotter.spot(sheet) if self._targets[h.label].section is None or heads(sheet, h)]
        hits = sorted([*hits, *self._begun(sheet, {h.row for h in hits})], key=lambda h: (h.row, h.start))
        by_row: dict[int, list[Hit[str]]] = {}
        self._under = self.template.layout != "card" and stands_under(sheet, hits)
        for hit in hits:
            by_row.setdefault(hit.row, []).append(hit)
        skip = -1
        opened: list[tuple[int, str]] = [(-1, section)]
        taken: set[int] = set()
        for hit in hits:
            target = self._targets[hit.label]
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
            above = place < self._title[1] and self.template.layout != "card"
            if above and place > self._title[0]:
                continue
            here = [r for r in target.rules if (hit.label, r.key) not in self._inside or r.section == section]
            rules = self._choose([r for r in here if not (above and r.section)], section, found)
            if not rules:
                continue
            if any(r.opens for r in rules):
                section = rules[0].section
                opened.append((hit.row, section))
            lines = max(r.lines for r in rules)
            tokens = self._value(sheet, hit, by_row, lines)
            if lines == 1 and self._broken_off(rules, tokens):
                tokens = self._value(sheet, hit, by_row, 2)
            for rule in rules:
                old = found.get(rule.key)
                if (
                    old is None
                    or (old.empty and any(t.key for t in tokens))
                    or (rule.take and not _taken(rule, old) and _taken(rule, Reading(tuple(tokens))))
                ):
                    found[rule.key] = Reading(tuple(tokens), hit.likeness, hit.label)
        if self.template.layout == "form":
            self._guess(sheet, by_row, opened, taken, found)
        return section

    @staticmethod
    def _broken_off(rules: Sequence[FieldRule], tokens: Sequence[Token]) -> bool:
        """A day and month whose year stands on the next line: "ngày 09 tháng 02 / năm 1996"."""
        text = fold(" ".join(t.text for t in tokens))
        return any(r.kind == "date" for r in rules) and bool(_NO_YEAR.search(text))

    def _begun(self, sheet: Sheet, known: set[int]) -> Iterator[Hit[str]]:
        """Headings that end on the next line ("Đề nghị cơ quan … cho người / dưới đây:"); stops run into what follows."""
        for number, row in enumerate(sheet.rows):
            key = "".join(p.key for p in row)
            if number in known or len(key) < _BEGUN:
                continue
            for label in self._long:
                begun = len(key) < len(label) and like(key, label[: len(key)]) >= 0.9
                if begun or (self._targets[label].stop and like(key[: len(label)], label) >= 0.9):
                    count = sum(len(p.tokens) for p in row)
                    yield Hit(number, 0, count, label, 0.9, True, len(key))
                    break

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
        ends = [
            h.row for h in hits if h.row > hit.row and (h.label in until or (self._targets[h.label].stop and not until))
        ]
        end = min(ends, default=len(sheet.rows))
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

    def _value(self, sheet: Sheet, hit: Hit[str], by_row: dict[int, list[Hit[str]]], lines: int) -> list[Token]:
        row = [t for p in sheet.rows[hit.row] for t in p.tokens]
        card = self.template.layout == "card"
        later = [h.start for h in by_row[hit.row] if h.start >= hit.end]
        end = min(later, default=len(row))
        first = row[hit.start]
        out = trim(row[hit.end : end])
        if card and out:
            out = until_gap(out, sheet.unit, first_gap=8.0, label_end=row[hit.end - 1].x1)
        remark = bool(out) and not hit.colon and out[0].text.startswith("(")
        if out and (end < len(row) or lines == 1) and not remark:
            return out
        full = row[hit.end - 1].x1 > sheet.left + 0.72 * (sheet.right - sheet.left)
        if not out and not card and lines < 3 and not (self._under or full):
            return out
        if remark:
            lines += 2
        left = next(p.x0 for p in sheet.rows[hit.row] if any(t is first for t in p.tokens))
        anchors = [first.x0, left, *([out[0].x0] if out else [])]
        out += self._continued(sheet, hit, out, anchors, by_row=by_row, lines=lines - 1 if out else lines)
        return without_remark(out) if remark else out

    def _continued(
        self,
        sheet: Sheet,
        hit: Hit[str],
        head: list[Token],
        anchors: list[float],
        *,
        by_row: dict[int, list[Hit[str]]],
        lines: int,
    ) -> list[Token]:
        """The lines below that go on with a value, or that hold it whole where nothing stands beside the label."""
        card = self.template.layout == "card"
        out: list[Token] = []
        row = [t for p in sheet.rows[hit.row] for t in p.tokens]
        last = head[-1] if head else row[hit.start]
        bottom = last.y1
        wide = sheet.left + 0.55 * (sheet.right - sheet.left)
        for number in range(hit.row + 1, min(hit.row + 7 + lines, len(sheet.rows))):
            if lines <= 0:
                break
            wrapped = [sheet.rows[hit.row][0].x0] if last.x1 > wide and not card else []
            piece = aligned(sheet, number, [*anchors, *wrapped])
            if piece is None:
                if not card and sheet.rows[number][0].y0 - bottom > 1.2 * sheet.unit:
                    break
                continue
            if piece.y0 - bottom > (1.5 if card else 1.35) * sheet.unit or _FOREIGN_LABEL.match(piece.text):
                break
            if not card and not goes_on(piece) and (_apart(sheet, number, piece) or _shouts(piece, head)):
                break
            if not (card or not head or last.x1 >= wide or goes_on(piece)):
                break
            taken, whole = self._line(sheet, number, piece, by_row.get(number, []))
            out += taken
            if not taken or not whole:
                break
            last, bottom, lines = taken[-1], piece.y1, lines - 1
            anchors = anchors if card else [piece.x0]
        return out

    def _line(self, sheet: Sheet, number: int, piece: Piece, hits: list[Hit[str]]) -> tuple[list[Token], bool]:
        """The words of a row from this piece on to the next label, and whether that was the whole row."""
        row = [t for p in sheet.rows[number] for t in p.tokens]
        at = next(i for i, t in enumerate(row) if t is piece.tokens[0])
        if any(h.start <= at < h.end for h in hits):
            return [], False
        stop = min((h.start for h in hits if h.start > at), default=len(row))
        taken = trim(row[at:stop])
        if self.template.layout == "card":
            taken = until_gap(taken, sheet.unit)
        return taken, stop == len(row)


def _apart(sheet: Sheet, number: int, piece: Piece) -> bool:
    """True where more stands on the row behind a wide blank: a row of columns goes on with nothing above it."""
    after = next((p for p in sheet.rows[number] if p.x0 > piece.x1), None)
    return after is not None and after.x0 - piece.x1 > 3 * sheet.unit


def _shouts(piece: Piece, head: Sequence[Token]) -> bool:
    """A line of capitals under a value that is none: the capacity of who signs."""
    letters = [c for t in head for c in t.text if c.isalpha()]
    return piece.is_upper and len(piece.key) >= 6 and sum(c.isupper() for c in letters) < 0.6 * len(letters)


def _taken(rule: FieldRule, reading: Reading) -> bool:
    return bool(rule.take and re.search(rule.take, fold(reading.text)))
