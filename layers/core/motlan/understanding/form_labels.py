"""The printed labels of one template: which fields, sections and stops each of them stands for, and where they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from motlan.understanding.heads import like
from motlan.understanding.labels import Hit, Spotter
from motlan.understanding.layout import Sheet, squash
from motlan.understanding.paper_template import FieldRule, PaperTemplate
from motlan.understanding.values import heads

_LABELLED = {"label", "table", "blocks", "numbered", "bullets", "boxes"}
#: So many letters of a heading on one line tell which it is, though its end stands on the next; so many of a stop.
_BEGUN, _STOP = 18, 10


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
        labels: list[tuple[str, str]] = []
        bare: list[tuple[str, str]] = []
        for rule in template.fields:
            if not {rule.find, rule.otherwise} & _LABELLED:
                continue
            self._inside |= {(squash(text), rule.key) for text in rule.inside if text not in rule.labels}
            for group, texts in ((labels, (*rule.labels, *rule.inside)), (bare, rule.bare)):
                for text in texts:
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
        return sorted([*hits, *self._begun(sheet, {h.row for h in hits})], key=lambda h: (h.row, h.start))

    def rules(self, label: str, section: str) -> list[FieldRule]:
        """The fields that a label may be of while this section is open."""
        return [r for r in self.targets[label].rules if (label, r.key) not in self._inside or r.section == section]

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
