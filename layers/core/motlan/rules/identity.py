"""Which paper is it, and whose? A paper scanned twice is one paper with two scans.

Identity is the type with number, owner and day of issue (TT 01/2023/TT-VPCP art. 9 asks for all of them); a paper that
shows too few of these is known by its content only.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence

from motlan.language.text import fold_words
from motlan.model import FieldValue, Paper

#: A personal identification number (Luật Căn cước 2023 art. 12; TT 59/2021/TT-BCA): 12 digits, not part of more.
PERSONAL_ID = re.compile(r"(?<!\d)\d{12}(?!\d)")


def plain_number(number: str) -> str:
    """A number as it is compared: letters and digits only, folded, upper case."""
    return re.sub(r"\s", "", fold_words(number)).upper()


def personal_ids(value: object) -> list[str]:
    """The personal identification numbers that a field's value names ("CCCD số 072… do …"), in order."""
    if isinstance(value, list):
        return [i for part in value for i in personal_ids(part)]
    if isinstance(value, Mapping):
        return [i for part in value.values() for i in personal_ids(part)]
    return PERSONAL_ID.findall(value) if isinstance(value, str) else []


def owners_of(paper: Paper, id_fields: Sequence[str]) -> list[str]:
    """Those whose store the paper belongs in: only numbers of which nobody is in doubt.

    A misread digit would put the paper into a stranger's store, so a number in review owns nothing until confirmed.
    """
    sure = [f for key in id_fields if (f := paper.fields.get(key)) and f.status == "accepted"]
    found = [i for field in sure for i in personal_ids(field.value)]
    tagged = paper.tags.owner_id
    if tagged and any(tagged in personal_ids(f.value) for f in paper.fields.values() if f.status == "accepted"):
        found.insert(0, tagged)
    return list(dict.fromkeys(found))


def content_of(fields: Mapping[str, FieldValue]) -> str:
    """A hash of what the fields say, whatever their confidence and place."""
    said = {key: field.value for key, field in fields.items() if field.value is not None}
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def identity_of(
    type_: str, *, number: str | None, owners: Sequence[str], name: str | None, issue_date: str | None, content: str
) -> str:
    """A hash that is equal for two scans of one paper. ``name`` stands in where there is no owner's number."""
    who = ",".join(sorted(owners)) or (fold_words(name) if name else "")
    marks = [plain_number(number) if number else "", who, issue_date or ""]
    key = [type_, *marks] if sum(map(bool, marks)) >= 2 else [type_, content]
    return hashlib.sha256("\x1f".join(key).encode()).hexdigest()
