"""What a paper is found by again (domain.md G.3): sector, owner, unit and year of issue, validity, reliability."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from motlan.language.dates import from_iso
from motlan.model import FieldValue, Tags
from motlan.rules.validity import ValidityRule, validity

#: Numbers that identify an owner: a personal id, an enterprise's code, an old CMND.
_OWNER = re.compile(r"(?<!\d)(\d{12}|\d{10}(?:-\d{3})?|\d{9})(?!\d)")

ORIGINAL = "digitised_from_original"
COPY = "digitised_from_copy"
CERTIFIED = "digitised_from_certified_copy"


def owner_of(fields: Mapping[str, FieldValue], keys: Sequence[str]) -> str | None:
    """The first identity number in the fields that the template names as the owner's; never of a field in review."""
    for key in keys:
        field = fields.get(key)
        if field is None or field.value is None:
            continue
        values = field.value if isinstance(field.value, list) else [field.value]
        for value in values:
            text = str(value.get("id_no") or "") if isinstance(value, dict) else str(value)
            if found := _OWNER.search(text.replace(" ", "") if text.replace(" ", "").isdigit() else text):
                return found.group(1)
    return None


def tags_of(
    fields: Mapping[str, FieldValue],
    *,
    sector: str,
    validity_rule: ValidityRule,
    owner_keys: Sequence[str],
    today: date,
    issuer_unit: str | None = None,
    certified: bool = False,
    copy: bool = False,
) -> Tags:
    """The contract's tags of one paper.

    ``issuer_unit``: code of today's unit that the issuer became (``rules.units``). ``copy``: a plain copy or extract;
    ``certified``: with the stamp of a certified copy.
    """
    issued = next(
        (
            found
            for key in ("issue_date", "registration_date", "doc_date", "first_registered_on", "judgment_date", "date")
            if (field := fields.get(key)) and (found := from_iso(field.value))
        ),
        None,
    )
    return Tags(
        field=sector,
        owner_id=owner_of(fields, owner_keys),
        issuer_unit=issuer_unit,
        issue_year=issued.year if issued else None,
        validity=validity(validity_rule, fields, today).state,
        reliability=CERTIFIED if certified else COPY if copy else ORIGINAL,
    )
