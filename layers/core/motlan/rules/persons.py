"""Who is named in a paper, in which role: the people of a dossier are compared by these (domain.md C.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from motlan.language.dates import PartialDate, from_iso
from motlan.model import FieldValue, Paper

_ROLE_NAMES = re.compile(
    r"(?:(.+)_)?full_name|(requester|declarant|principal|agent|representative|householder|applicant)_name"
)
_PERSONAL_ID = re.compile(r"(?<!\d)\d{12}(?!\d)")

#: Roles that one procedure's papers give other names.
SAME_ROLE = {"female": "wife", "male": "husband", "owner": "owner", "representative": "owner"}


@dataclass(frozen=True)
class Person:
    """A mention of a person. ``*_key`` are the field keys; ``*_sure`` the confidence of each (0 where not given)."""

    paper: int
    role: str
    name: str
    name_key: str
    name_sure: float
    birth: PartialDate | None = None
    birth_key: str = ""
    birth_sure: float = 0.0
    id_no: str | None = None
    id_sure: float = 0.0


def people_of(index: int, paper: Paper) -> Iterator[Person]:
    """Everybody whom the paper names, ``index`` being its place in the dossier; signers and officials are left out."""
    for key, field in paper.fields.items():
        found = _ROLE_NAMES.fullmatch(key)
        if found and isinstance(field.value, str):
            yield _person(index, paper.fields, key, found.group(1) or found.group(2) or "")
        elif field.items and isinstance(field.items, list):
            for row in field.items:
                if isinstance(row, dict) and isinstance(getattr(row.get("full_name"), "value", None), str):
                    yield _person(index, row, "full_name", "", list_key=key)


def _person(index: int, fields: Mapping[str, FieldValue], key: str, role: str, list_key: str = "") -> Person:
    prefix = f"{role}_" if role else ""
    name = fields[key]
    birth_key, birth, birth_sure = _first(fields, f"{prefix}birth_date", f"{prefix}birth_year")
    ids = ("id_no", "personal_id", "id_doc", "id")
    _, number, id_sure = _first(fields, *(f"{prefix}{one}" for one in ids))
    found = _PERSONAL_ID.search(number)
    return Person(
        paper=index,
        role=list_key or SAME_ROLE.get(role, role),
        name=str(name.value),
        name_key=list_key or key,
        name_sure=_sure(name),
        birth=from_iso(birth),
        birth_key=list_key or birth_key,
        birth_sure=birth_sure,
        id_no=found.group() if found else None,
        id_sure=id_sure if found else 0.0,
    )


def _first(fields: Mapping[str, FieldValue], *keys: str) -> tuple[str, str, float]:
    for key in keys:
        field = fields.get(key)
        if field is not None and field.value is not None:
            return key, str(field.value), _sure(field)
    return "", "", 0.0


def _sure(field: FieldValue) -> float:
    return 1.0 if field.source in ("qr", "text_layer") else field.confidence
