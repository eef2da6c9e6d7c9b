"""A sheet in the parts in which it is read: above, one party after the other, below."""

from __future__ import annotations

import re
from collections.abc import Iterable

from motlan.language.text import fold
from motlan.understanding.form_labels import FormLabels
from motlan.understanding.labels import Hit
from motlan.understanding.layout import Sheet, squash
from motlan.understanding.paper_template import PaperTemplate
from motlan.understanding.tables import party_table
from motlan.understanding.two_columns import arranged


def in_parts(sheet: Sheet, template: PaperTemplate, labels: FormLabels) -> Iterable[tuple[str | None, Sheet]]:
    """Parts of the sheet in reading order; with a section where the place says which party it is about."""
    columns = template.columns
    if columns is None:
        return [(None, sheet if template.layout == "card" else arranged(sheet, labels.spotter))]
    ends = {squash(t) for t in columns.end}
    if columns.heads:
        parties = party_table(sheet, columns.heads, columns.sections, labels.spotter, ends)
        if len(parties) > 1:
            return [(n, arranged(p, labels.spotter) if n is None else p) for n, p in parties]
    return [
        (None, arranged(part, labels.spotter)) for part in _side_by_side(sheet, set(columns.sections), ends, labels)
    ]


def without_patterns(sheet: Sheet, template: PaperTemplate) -> Sheet:
    """Without the pieces that a pattern alone tells (a serial number in the corner): no value goes on with them."""
    patterns = [re.compile(r.take) for r in template.fields if r.find == "pattern" and r.take]
    own = {id(t) for p in sheet.pieces for x in patterns if x.search(fold(p.text)) for t in p.tokens}
    return sheet.only(t for t in sheet.tokens if id(t) not in own) if own else sheet


def _side_by_side(sheet: Sheet, sections: set[str], ends: set[str], labels: FormLabels) -> list[Sheet]:
    """Above, left column, right column, below: parted where two labels of the same kind share a row."""
    hits = labels.spotter.spot(sheet)
    splits = []
    for row in range(len(sheet.rows)):
        tokens = [t for p in sheet.rows[row] for t in p.tokens]
        own = [h for h in hits if h.row == row and any(r.section in sections for r in labels.targets[h.label].rules)]
        if len(own) >= 2 and own[-1].start > own[0].end and _are_two_parties(own[0], own[-1], labels):
            splits.append((row, tokens[own[-1].start].x0))
    if not splits:
        return [sheet]
    # where most second labels begin: one that stands off its column was spotted inside a value
    best = max(splits, key=lambda s: (sum(abs(s[1] - x) < 2 * sheet.unit for _, x in splits), s[1]))[1]
    splits = [(row, x) for row, x in splits if abs(x - best) < 2 * sheet.unit]
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


def _are_two_parties(one: Hit[str], other: Hit[str], labels: FormLabels) -> bool:
    """Labels of one field, or each of its own party; "Dân tộc: … Quốc tịch: …" are two fields of one person."""
    a, b = labels.targets[one.label].rules, labels.targets[other.label].rules
    return bool({r.key for r in a} & {r.key for r in b}) or {r.section for r in a}.isdisjoint(r.section for r in b)
