"""How a field came to its value: what was read and by what, and what people said of it since."""

from __future__ import annotations

from pydantic import BaseModel, JsonValue

from motlan.model import Dossier, FieldSource, FieldValue, NotFound, Paper
from motlan.model.record import DossierRecord
from motlan.model.review import WHOLE, Change
from motlan.rules.doubts import why
from motlan.rules.masking import MASK
from motlan.usecases import keys
from motlan.usecases.case import Caller, Services, ready
from motlan.usecases.editions import result_of
from motlan.usecases.file_dossier import places_of


class Reading(BaseModel):
    """What the machine made of it: ``raw`` as it was read, ``value`` in normal form, ``doubts`` in words."""

    value: JsonValue
    raw: str | None
    source: FieldSource
    page: int | None
    doubts: list[str]


class FieldHistory(BaseModel):
    """``read``: None for a field that only people have filled; ``changes``: oldest first, ``*`` of the whole paper."""

    read: Reading | None
    changes: list[Change]


def field_history(record: DossierRecord, paper: int, key: str, *, caller: Caller, services: Services) -> FieldHistory:
    """``paper``: its place in ``result.papers``. Raises ``NotFound``, ``Conflict`` while the dossier is read."""
    counted = ready(record, services)
    papers = result_of(counted, services.derived).papers
    if paper >= len(papers) or key not in papers[paper].fields:
        raise NotFound("E_NO_FIELD", "Giấy tờ này không có mục đó.", "Mở lại giấy tờ rồi làm tiếp.")
    now, place = papers[paper], places_of(papers)[paper]
    said = [change for change in services.registry.changes(counted.id) if change.place == place]
    own = [change for change in said if change.type == now.type and change.key in (key, WHOLE)]
    told = FieldHistory(read=_reading(now, key, own, _machine(counted, place, now.type, services)), changes=own)
    return _masked(told) if services.knowledge.masks.hidden(now.type, [key], caller.roles) else told


def _machine(record: DossierRecord, place: str, type_: str, services: Services) -> Paper | None:
    """The paper as it was understood before anybody changed it; None where people parted the pages otherwise."""
    read = Dossier.model_validate_json(services.derived.get(keys.result_key(record.id))).papers
    return next((p for at, p in zip(places_of(read), read, strict=True) if at == place and p.type == type_), None)


def _reading(now: Paper, key: str, changes: list[Change], machine: Paper | None) -> Reading | None:
    if machine and key in machine.fields:
        field = machine.fields[key]
        doubts = why(machine, key) if field.status in ("review", "missing") else []
        return _told(field, field.value, doubts)
    field, first = now.fields[key], next((change for change in changes if change.key == key), None)
    if field.raw is None and first and first.before is None:
        return None
    return _told(field, first.before if first else field.value, [])


def _told(field: FieldValue, value: JsonValue, doubts: list[str]) -> Reading:
    return Reading(value=value, raw=field.raw, source=field.source, page=field.page, doubts=doubts)


def _masked(history: FieldHistory) -> FieldHistory:
    read = history.read and history.read.model_copy(update={"value": MASK, "raw": None})
    hidden = {"before": MASK, "after": MASK, "note": None}
    return FieldHistory(read=read, changes=[change.model_copy(update=hidden) for change in history.changes])
