"""One doubtful kind of value across many dossiers on one screen: all id numbers, all dates (back office, archives)."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from motlan.model import Box, Dossier, FieldValue, NotFound, Paper
from motlan.model.record import DossierRecord
from motlan.rules.doubts import open_fields, why
from motlan.understanding.catalogue import default_catalogue
from motlan.understanding.paper_template import FieldRule
from motlan.usecases.case import Caller, Services
from motlan.usecases.editions import result_of
from motlan.usecases.file_dossier import places_of

Kind = Literal["id_no", "date", "name", "address", "number", "text"]
_KINDS: dict[str, Kind] = {
    **dict.fromkeys(("id_no", "personal_id", "cmnd9", "id_doc"), "id_no"),
    **dict.fromkeys(("date", "full_date", "date_time", "date_words", "expiry", "year", "time"), "date"),
    "name": "name",
    "address": "address",
    **dict.fromkeys(("area_m2", "money_vnd", "integer", "weight_g"), "number"),
    **dict.fromkeys(("text", "ethnicity", "nationality", "sex", "marital_status", "term", "yes_no"), "text"),
}
#: Results that are fetched side by side.
_AT_ONCE = 8
#: Dossiers of one step through the queue, and steps of one call: most dossiers have no doubt of a given kind.
_STEP, _STEPS = 10, 10


class GroupRequest(BaseModel):
    """``limit``: how many values, about: those of one dossier stay together."""

    model_config = ConfigDict(extra="forbid")

    office: str = Field(max_length=64)
    kind: Kind
    limit: int = Field(default=50, ge=1, le=200)
    cursor: str | None = Field(default=None, max_length=300)


class GroupItem(BaseModel):
    """One value in doubt. ``version``: its dossier's; after a change of one the others of that dossier have the new."""

    dossier: str
    paper: str
    type: str
    page: int | None
    box: Box | None
    key: str
    kind: str
    value: JsonValue
    raw: str | None
    reasons: list[str]
    confidence: float
    version: int


class GroupAnswer(BaseModel):
    """One page; ``next`` goes on through the office's queue, also where this page is short."""

    items: list[GroupItem]
    next: str | None = None


def group_check(request: GroupRequest, *, caller: Caller, services: Services) -> GroupAnswer:
    """Values in doubt of the office's dossiers in review, oldest first; what others hold is left out."""
    items: list[GroupItem] = []
    cursor, now = request.cursor, services.clock.now().isoformat(timespec="seconds")
    for _ in range(_STEPS):
        records, cursor = services.registry.queue(request.office, "review", limit=_STEP, cursor=cursor)
        free = [record for record in records if not record.held_by_other(caller.id, now)]
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            results = list(pool.map(lambda record: _result(record, services), free))
        for record, result in zip(free, results, strict=True):
            if result:
                items += _items(record, result, request.kind, services)
        if cursor is None or len(items) >= request.limit:
            break
    return GroupAnswer(items=items, next=cursor)


def _result(record: DossierRecord, services: Services) -> Dossier | None:
    try:
        return result_of(record, services.derived)
    except NotFound:
        return None


def _items(record: DossierRecord, dossier: Dossier, kind: Kind, services: Services) -> list[GroupItem]:
    found = [
        (n, key, name, value) for n, paper in enumerate(dossier.papers) for key, name, value in _doubtful(paper, kind)
    ]
    if not found:
        return []
    ids = {scan.place: paper.id for paper, scan in services.store.of_dossier(record.id)}
    places = places_of(dossier.papers)
    return [
        GroupItem(
            dossier=record.id, paper=ids[places[n]], type=dossier.papers[n].type, page=value.page, box=value.box,
            key=key, kind=name, value=value.value, raw=value.raw, confidence=value.confidence, version=record.version,
            reasons=why(dossier.papers[n], key.partition("[")[0]),
        )
        for n, key, name, value in found if places[n] in ids
    ]  # fmt: skip


def _doubtful(paper: Paper, kind: Kind) -> Iterator[tuple[str, str, FieldValue]]:
    """Key (or path within a list), kind as the template names it, and the value."""
    template = default_catalogue().get(paper.type)
    for key in open_fields(paper):
        rule = template.by_key.get(key) if template else None
        field = paper.fields[key]
        if rule is not None and rule.parts:
            yield from _parts(rule, field, kind)
        elif (name := rule.kind if rule else "text") and _KINDS.get(name, "number") == kind:
            yield key, name, field


def _parts(rule: FieldRule, field: FieldValue, kind: Kind) -> Iterator[tuple[str, str, FieldValue]]:
    kinds = {part.key: part.kind for part in rule.parts}
    for n, item in enumerate(field.items or []):
        for key, value in item.items() if isinstance(item, dict) else ():
            if value.status in ("review", "missing") and _KINDS.get(kinds[key], "number") == kind:
                yield f"{rule.key}[{n}].{key}", kinds[key], value
