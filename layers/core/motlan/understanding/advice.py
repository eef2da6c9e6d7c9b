"""What a person should know of a paper beside its values: fields that must be filled in and are not, old units."""

from __future__ import annotations

from collections.abc import Iterator

from motlan.model import Issue, Paper
from motlan.rules.addresses import locate, unit_issues
from motlan.rules.messages import issue
from motlan.understanding.paper_template import PaperTemplate
from motlan.understanding.places import load_units


def advice(paper: Paper, template: PaperTemplate) -> Iterator[Issue]:
    """``W_BLANK_FIELD`` for what a form requires and was left empty; ``I_OLD_UNIT`` for each address of old units."""
    blank = [rule.key for rule in template.fields if rule.required and _is_blank(paper, rule.key)]
    if blank:
        yield issue("W_BLANK_FIELD", *blank)
    units = load_units()
    if units is None:
        return
    for rule in template.fields:
        value = paper.value(rule.key)
        if rule.kind == "address" and isinstance(value, str):
            yield from unit_issues(rule.key, locate(value, units))


def _is_blank(paper: Paper, key: str) -> bool:
    found = paper.fields.get(key)
    return found is not None and found.status == "blank"


__all__ = ["advice"]
