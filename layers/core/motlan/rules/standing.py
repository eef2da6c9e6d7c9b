"""Which of two papers of one owner stands: a later one takes the earlier's place (``templates/store.yaml``)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from motlan.language.text import fold_words
from motlan.model.store import StoredPaper
from motlan.rules.storing import StoreRules


def superseded(older: StoredPaper, newer: StoredPaper, rules: StoreRules) -> str | None:
    """Why ``older`` no longer stands beside ``newer``, in Vietnamese; None where it does.

    Only by whole days that nobody doubts: a misread year must not end a paper that is good.
    """
    terms = rules.of(older.type).superseded_by.get(newer.type)
    if terms is None or older.id == newer.id or not set(older.owners) & set(newer.owners):
        return None
    if any(_said(older, key) is None or _said(older, key) != _said(newer, key) for key in terms.same):
        return None
    before = _day(older, rules.of(older.type).issued)
    after = _day(newer, (terms.day,) if terms.day else rules.of(newer.type).issued)
    if before is None or after is None or after <= before:
        return None
    return f"Đã có {(newer.title or newer.type).lower()} mới hơn, ngày {after:%d/%m/%Y} ({terms.legal_basis})"


def _said(paper: StoredPaper, key: str) -> str | None:
    field = paper.fields.get(key)
    return fold_words(field.value) if field and field.status == "accepted" and isinstance(field.value, str) else None


def _day(paper: StoredPaper, keys: Sequence[str]) -> date | None:
    """The first of these fields that says something, where it is a whole date that nobody doubts."""
    found = next((f for key in keys if (f := paper.fields.get(key)) and f.value is not None), None)
    if found is None or (found.status != "accepted" and paper.assurance != "confirmed"):
        return None
    try:
        return date.fromisoformat(str(found.value))
    except ValueError:
        return None
