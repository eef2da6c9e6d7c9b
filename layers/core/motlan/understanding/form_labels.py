"""The printed labels of one template: which fields, sections and stops each of them stands for, and where they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from motlan.language.text import fold
from motlan.understanding.following import PAPER_KIND
from motlan.understanding.heads import like
from motlan.understanding.labels import ENGLISH, Hit, Spotter
from motlan.understanding.layout import Sheet, Token, squash
from motlan.understanding.paper_template import FieldRule, PaperTemplate
from motlan.understanding.values import heads

_LABELLED = {"label", "table", "blocks", "numbered", "bullets", "boxes"}
#: So many letters of a heading on one line tell which it is, though its end stands on the next; so many of a stop.
_BEGUN, _STOP = 18, 10
#: "CC số: …", "căn cước số: …": of an identity paper, not the form's own "Số:"
_PAPERS = frozenset({"cc", "cccd", "cmnd", "cuoc", "dan", "chieu"})
#: so many digits are a number of a paper, not a form's note
_NUMBER = 8
#: Words behind a label that are at least so like the same in English are the label's: it is printed tiny on cards.
_TRANSLATED = 0.6


@dataclass
class Target:
    """What a label stands for."""

    rules: list[FieldRule] = field(default_factory=list)
    section: str | None = None
    stop: bool = False


class FormLabels:
    """``targets`` by squashed label; built once a template."""

    def __init__(self, template: PaperTemplate) -> None:
        self.targets: dict[str, Target] = {}
        self._inside: set[tuple[str, str]] = set()
        self._english: dict[str, list[str]] = {}
        labels: list[tuple[str, str]] = []
        bare: list[tuple[str, str]] = []
        for rule in template.fields:
            if not {rule.find, rule.otherwise} & _LABELLED:
                continue
            self._inside |= {(squash(text), rule.key) for text in rule.inside if text not in rule.labels}
            for group, texts in ((labels, (*rule.labels, *rule.inside)), (bare, rule.bare)):
                for text in texts:
                    own, _, english = text.partition(ENGLISH)
                    if english:
                        self._english.setdefault(squash(own), []).append(squash(english))
                    self.targets.setdefault(squash(text), Target()).rules.append(rule)
                    group.append((text, squash(text)))
        for section in template.sections:
            for text in section.anchors:
                self.targets.setdefault(squash(text), Target()).section = section.id
                labels.append((text, squash(text)))
        ends = template.columns.end if template.columns else ()
        for text in (*template.stops, *ends, *(u for rule in template.fields for u in rule.until)):
            if squash(text) not in self.targets:
                self.targets[squash(text)] = Target(stop=True)
                labels.append((text, squash(text)))
        self.spotter: Spotter[str] = Spotter(labels, bare)
        self._long = [k for k, t in self.targets.items() if not t.rules and len(k) >= (_STOP if t.stop else _BEGUN)]

    def spot(self, sheet: Sheet) -> list[Hit[str]]:
        """All labels of a sheet in reading order; a section's anchor inside a sentence is none."""
        hits = [h for h in self.spotter.spot(sheet) if self.targets[h.label].section is None or heads(sheet, h)]
        hits = self._whole_papers(sheet, [self._with_english(sheet, hit, hits) for hit in hits])
        return sorted([*hits, *self._begun(sheet, {h.row for h in hits})], key=lambda h: (h.row, h.start))

    def _whole_papers(self, sheet: Sheet, hits: list[Hit[str]]) -> list[Hit[str]]:
        """Without "CCCD số:" right behind "Giấy tờ tùy thân:": there it is the paper's kind, a part of the value."""

        def row(hit: Hit[str]) -> list[Token]:
            return [t for p in sheet.rows[hit.row] for t in p.tokens]

        def papers(hit: Hit[str]) -> set[str]:
            return {r.key for r in self.targets[hit.label].rules if r.kind == "id_doc"}

        def numbered(hit: Hit[str]) -> bool:
            return hit.label == "so" and hit.start > 0 and row(hit)[hit.start - 1].key in _PAPERS

        def of_value(hit: Hit[str]) -> bool:
            label = before.get((hit.row, hit.start)) or above(hit)
            named = PAPER_KIND.match(fold(" ".join(t.text for t in row(hit)[hit.start :])))
            number = any(sum(c.isdigit() for c in t.text) >= _NUMBER for t in row(hit)[hit.end :][:3])
            return bool(label and named and (label.colon or number) and papers(hit) & papers(label))

        def above(hit: Hit[str]) -> Hit[str] | None:
            """The label right over this one, with nothing beside it."""
            notes = all(not t.key or (t.key.isdigit() and len(t.key) < 3) for t in row(hit)[: hit.start])
            over = next((h for h in hits if h.row == hit.row - 1 and h.start == 0 and notes), None)
            if over is None or over.end < len(row(over)) or PAPER_KIND.match(fold(row(over)[0].text)):
                return None
            return over if abs(row(over)[0].x0 - row(hit)[0].x0) < sheet.unit else None

        hits = [h for h in hits if not numbered(h)]
        before = {(h.row, h.end): h for h in hits}
        return [h for h in hits if not of_value(h)]

    def rules(self, label: str, section: str) -> list[FieldRule]:
        """The fields that a label may be of while this section is open."""
        return [r for r in self.targets[label].rules if (label, r.key) not in self._inside or r.section == section]

    def _with_english(self, sheet: Sheet, hit: Hit[str], hits: list[Hit[str]]) -> Hit[str]:
        """The label and the same in English behind it, in which more is misread: "Quốc tịch: Natonahty"."""
        row = [t.key for p in sheet.rows[hit.row] for t in p.tokens]
        stop = min((h.start for h in hits if h.row == hit.row and h.start >= hit.end), default=len(row))
        best, end = _TRANSLATED, hit.end
        for english in self._english.get(hit.label, ()):
            for last in range(hit.end + 1, stop + 1):
                key = "".join(row[hit.end : last])
                if len(key) > 1.5 * len(english):
                    break
                if (likeness := like(key, english)) > best:
                    best, end = likeness, last
        return replace(hit, end=end)

    def _begun(self, sheet: Sheet, known: set[int]) -> Iterator[Hit[str]]:
        """Headings that end on the next line ("Đề nghị … cho người / dưới đây:"); stops that run into what follows."""
        for number, row in enumerate(sheet.rows):
            key = "".join(p.key for p in row)
            if number in known or len(key) < _BEGUN:
                continue
            for label in self._long:
                begun = len(key) < len(label) and like(key, label[: len(key)]) >= 0.9
                if begun or (self.targets[label].stop and like(key[: len(label)], label) >= 0.9):
                    count = sum(len(p.tokens) for p in row)
                    yield Hit(number, 0, count, label, 0.9, True, len(key))
                    break
