"""What a check is given and how it reads fields."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import JsonValue

from motlan.language.dates import PartialDate, from_iso
from motlan.model import FieldValue, Issue, Paper
from motlan.rules.messages import issue
from motlan.rules.validity import ONCE, ValidityRule

#: Below this confidence a contradiction is more likely a misreading than a fault of the paper.
SURE = 0.8
_CERTAIN_SOURCES = ("qr", "mrz", "text_layer")


@dataclass(frozen=True)
class CheckContext:
    """What a check may know beside the fields. ``papers``: the other papers of the dossier."""

    today: date
    type: str = ""
    variant: str | None = None
    validity_rule: ValidityRule = ONCE
    papers: Sequence[Paper] = ()


Fields = Mapping[str, FieldValue]
Params = Mapping[str, JsonValue]

#: ``params["fields"]`` names the fields in the order that the check's docstring gives; never raises on odd values.
Check = Callable[[Fields, CheckContext, Params], list[Issue]]


def keys(params: Params, least: int = 1) -> list[str]:
    """The field keys that the template gives; raises ValueError for too few: the template's fault."""
    given = params.get("fields")
    named = [str(key) for key in given] if isinstance(given, list | tuple) else []
    if len(named) < least:
        raise ValueError(f"this check needs {least} fields, the template gives {len(named)}")
    return named


def text_of(fields: Fields, key: str) -> str:
    """The value as text, "" where there is none."""
    field = fields.get(key)
    return "" if field is None or field.value is None else str(field.value)


def date_of(fields: Fields, key: str) -> PartialDate | None:
    """The value as a date, None where there is none."""
    return from_iso(text_of(fields, key))


def is_sure(field: FieldValue | None) -> bool:
    """True where a contradiction with this field is more likely real than misread."""
    return field is not None and (field.source in _CERTAIN_SOURCES or field.confidence >= SURE)


def contradiction(fields: Fields, found: Issue) -> list[Issue]:
    """The issue where all its fields were read surely; else a doubt about the reading, so that a person looks."""
    if all(is_sure(fields.get(key.partition("[")[0])) for key in found.fields):
        return [found]
    return [issue("W_LOW_CONFIDENCE", *found.fields)]


def rows_of(fields: Fields, key: str) -> Iterator[Mapping[str, JsonValue]]:
    """The rows of a list field as plain values."""
    field = fields.get(key)
    rows = field.value if field else None
    if isinstance(rows, list):
        yield from (row for row in rows if isinstance(row, dict))
