"""Which paper is it, and whose? A paper scanned twice is one paper with two scans.

Identity is the type with number, owner and day of issue (TT 01/2023/TT-VPCP art. 9 asks for all of them); a paper that
shows too few of these is known by its content only.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence

from motlan.language.text import fold_words, same_letters
from motlan.model import FieldValue, Paper

#: A personal identification number (Luật Căn cước 2023 art. 12; TT 59/2021/TT-BCA): 12 digits, not part of more.
PERSONAL_ID = re.compile(r"(?<!\d)\d{12}(?!\d)")
#: A chứng minh nhân dân of the old kind (NĐ 05/1999/NĐ-CP): 9 digits; void, and still printed in older papers.
OLD_ID = re.compile(r"(?<![\d/.-])\d{9}(?!\d)")


def plain_number(number: str) -> str:
    """A number as it is compared: letters and digits only, folded, upper case."""
    return re.sub(r"\s", "", fold_words(number)).upper()


def personal_ids(value: object, pattern: re.Pattern[str] = PERSONAL_ID) -> list[str]:
    """The personal identification numbers that a field's value names ("CCCD số 072… do …"), in order."""
    if isinstance(value, list):
        return [i for part in value for i in personal_ids(part, pattern)]
    if isinstance(value, Mapping):
        return [i for part in value.values() for i in personal_ids(part, pattern)]
    return pattern.findall(value) if isinstance(value, str) else []


def owners_of(paper: Paper, id_fields: Sequence[str], cards: Sequence[Paper] = ()) -> list[str]:
    """Those whose store the paper belongs in: only numbers of which nobody is in doubt.

    A misread digit would put the paper into a stranger's store, so a number in review owns nothing until confirmed. An
    old number, or a name with its whole day of birth, becomes the personal number that a card of the same dossier
    (``cards``) joins to it; an old number that no card knows owns the paper itself.
    """
    found = [owner for key in id_fields for owner in _owners(paper, key, cards)]
    tagged = paper.tags.owner_id
    if tagged and any(tagged in personal_ids(f.value) for f in paper.fields.values() if f.status == "accepted"):
        found.insert(0, tagged)
    return list(dict.fromkeys(found))


def _owners(paper: Paper, key: str, cards: Sequence[Paper]) -> list[str]:
    field = paper.fields.get(key)
    if field and field.status == "accepted":
        if numbers := personal_ids(field.value):
            return numbers
        if old := personal_ids(field.value, OLD_ID):
            known = {sure_text(card, "old_id_no"): sure_text(card, "id_no") for card in cards}
            return [known.get(number) or number for number in old]
    start = re.sub(r"(personal_id|id_no|id_doc)$", "", key)
    name = sure_text(paper, f"{start}full_name") or sure_text(paper, f"{start}name")
    birth = sure_text(paper, f"{start}birth_date")
    if not name or not birth or len(birth) < len("2021-03-05"):
        return []
    same = {
        number
        for card in cards
        if (number := sure_text(card, "id_no"))
        and same_letters(sure_text(card, "full_name") or "", name)
        and sure_text(card, "birth_date") == birth
    }
    return sorted(same) if len(same) == 1 else []


def sure_text(paper: Paper, key: str) -> str | None:
    """A field's text where nobody needs to look at it."""
    field = paper.fields.get(key)
    return field.value if field and field.status == "accepted" and isinstance(field.value, str) else None


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
