"""A person corrects and confirms the fields of a paper; issues, outcome, light and store follow at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from motlan.model import BadRequest, Box, Conflict, Dossier, FieldValue, NotFound, Paper
from motlan.model.dossier import Outcome
from motlan.model.record import DossierRecord, State
from motlan.model.review import WHOLE, Change, Light, Mark
from motlan.model.store import StoredPaper
from motlan.rules.doubts import Doubt, doubts_of, open_fields, waits
from motlan.rules.entered import entered
from motlan.rules.messages import issue
from motlan.understanding.arranged import recheck
from motlan.understanding.catalogue import default_catalogue
from motlan.understanding.paper_template import FieldRule, PaperTemplate
from motlan.usecases.case import Caller, Services
from motlan.usecases.editions import result_of, save_edition
from motlan.usecases.file_dossier import places_of
from motlan.usecases.filing import follow
from motlan.usecases.reviews import refuse_if_held, reviewable

#: ``members[0].id_no``: a sub-field of a list.
_PATH = re.compile(r"(?P<key>\w+)\[(?P<item>\d{1,3})\](?:\.(?P<part>\w+))?")


class Said(BaseModel):
    """A field's value as a person gives it; None or "" where the paper leaves the field blank.

    ``page`` and ``box``: where it stands, if it was pointed at. ``as_printed``: the paper really says so, although such
    a value should look otherwise; it is kept and flagged.
    """

    model_config = ConfigDict(extra="forbid")

    value: str | int | float | bool | None = None
    page: int | None = Field(default=None, ge=1)
    box: Box | None = None
    as_printed: bool = False


class FieldsRequest(BaseModel):
    """``version``: the dossier's, as last seen. ``dossier``: where the paper was scanned more than once, which scan."""

    model_config = ConfigDict(extra="forbid")

    version: int = Field(ge=0)
    fields: dict[str, Said] = Field(min_length=1, max_length=80)
    dossier: str | None = Field(default=None, max_length=80)
    note: str | None = Field(default=None, max_length=500)


class ConfirmRequest(BaseModel):
    """``keys``: fields that were looked at; without them everything of the paper is stood behind."""

    model_config = ConfigDict(extra="forbid")

    version: int = Field(ge=0)
    keys: list[str] | None = Field(default=None, min_length=1, max_length=80)
    dossier: str | None = Field(default=None, max_length=80)
    note: str | None = Field(default=None, max_length=500)


class PaperSaved(BaseModel):
    """The paper as it is stored now, its dossier's new version, and what of the dossier is still in doubt."""

    paper: StoredPaper
    dossier: str
    version: int
    state: State
    outcome: Outcome
    light: Light | None
    doubts: list[Doubt]


class Refused(BaseModel):
    """Why one value was not taken."""

    key: str
    message: str


def wrong_values(refused: Sequence[Refused]) -> BadRequest:
    """Some values have not the form of their field; nothing was changed. ``fields`` says which and why."""
    message = "; ".join(dict.fromkeys(one.message for one in refused)) + "."
    more = {"fields": [one.model_dump() for one in refused]}
    return BadRequest("E_FIELD_VALUE", message, "Sửa giá trị; nếu giấy in đúng như vậy, chọn “giấy in như vậy”.", more)


@dataclass
class _Work:
    """One paper of one dossier while a person changes it."""

    record: DossierRecord
    dossier: Dossier
    index: int
    mark: Callable[[str], Mark]
    changes: list[Change] = field(default_factory=list)
    note: str | None = None

    @property
    def paper(self) -> Paper:
        return self.dossier.papers[self.index]

    @property
    def place(self) -> str:
        return places_of(self.dossier.papers)[self.index]

    def stand(self, key: str, kind: str, before: JsonValue, after: JsonValue) -> None:
        """Marks the field and writes the change down."""
        mark = self.mark(kind)
        self.paper.marks = {**self.paper.marks, key: mark}
        told = {"place": self.place, "type": self.paper.type, "key": key, "before": before, "after": after}
        self.changes.append(Change(**told, **mark.model_dump(), note=self.note))


def correct_fields(paper_id: str, request: FieldsRequest, *, caller: Caller, services: Services) -> PaperSaved:
    """Raises ``NotFound``, ``BadRequest`` (``E_FIELD_VALUE``, ``E_NO_FIELD``), ``Conflict`` (stale, held, unread)."""
    work = _open(paper_id, request.dossier, request.version, caller, services)
    work.note = request.note
    template = default_catalogue().get(work.paper.type)
    refused = [why for key, said in request.fields.items() if (why := _set(work, template, key, said))]
    if refused:
        raise wrong_values(refused)
    return _save(work, caller, services)


def confirm_fields(paper_id: str, request: ConfirmRequest, *, caller: Caller, services: Services) -> PaperSaved:
    """A field that was not found and is confirmed stands blank. Raises as ``correct_fields``."""
    work = _open(paper_id, request.dossier, request.version, caller, services)
    work.note = request.note
    for key in request.keys if request.keys is not None else open_fields(work.paper):
        _confirm(work, key)
    if request.keys is None:
        work.stand(WHOLE, "confirmed", None, None)
    return _save(work, caller, services)


def _open(paper_id: str, dossier_id: str | None, version: int, caller: Caller, services: Services) -> _Work:
    stored = services.store.get(paper_id)
    record = services.registry.get(dossier_id or stored.source.dossier)
    if not caller.may_see(record.office):
        raise NotFound("E_NO_PAPER", "Không có giấy tờ này trong kho.", "Kiểm tra lại mã giấy tờ.")
    reviewable(record)
    refuse_if_held(record, caller, services)
    if record.version != version:
        raise Conflict("E_STALE", "Hồ sơ vừa được người khác thay đổi.", "Mở lại hồ sơ rồi làm tiếp.")
    dossier = result_of(record, services.derived)
    places = places_of(dossier.papers)
    own = [scan.place for paper, scan in services.store.of_dossier(record.id) if paper.id == paper_id]
    index = next((places.index(place) for place in own if place in places), None)
    if index is None:
        raise NotFound("E_NO_PAPER", "Hồ sơ này không có giấy tờ đó.", "Kiểm tra lại mã giấy tờ.")
    at = services.clock.now().isoformat(timespec="milliseconds")

    def mark(kind: str) -> Mark:
        return Mark.model_validate({"kind": kind, "by": caller.id, "name": caller.name, "at": at})

    return _Work(record, dossier, index, mark)


def _set(work: _Work, template: PaperTemplate | None, key: str, said: Said) -> Refused | None:
    rule, current, parent = _field(work.paper, template, key)
    before = current.value
    current.confidence, current.issues = 1.0, []
    if said.value is None or said.value == "":
        current.value, current.status = None, "blank"
    else:
        found = entered(rule.kind, said.value, rule.choices)
        if found.problem and not said.as_printed:
            return Refused(key=key, message=found.problem)
        current.value, current.status = found.value, "accepted"
        if found.problem:
            current.issues = [issue("I_AS_PRINTED", key, why=found.problem)]
        if said.box is not None:
            current.page, current.box = said.page or current.page, said.box
    if parent:
        _follow(*parent)
    work.stand(key.partition("[")[0], "corrected", before, current.value)
    for copy in template.fields if template and parent is None else ():
        if copy.find == "same_as" and copy.source == key and copy.key not in work.paper.marks:
            work.paper.fields[copy.key] = current.model_copy(update={"source": "derived"}, deep=True)
    return None


def _field(
    paper: Paper, template: PaperTemplate | None, key: str
) -> tuple[FieldRule, FieldValue, tuple[FieldValue, int, str] | None]:
    """The rule and the value; for a sub-field also the list that holds it, the item and the part's name."""
    match = _PATH.fullmatch(key)
    name = match["key"] if match else key
    rule = template.by_key.get(name) if template else FieldRule(key=name, labels=(name,))
    if rule is None or (template is None and name not in paper.fields):
        raise BadRequest("E_NO_FIELD", "Giấy tờ này không có mục đó.", "Mở lại giấy tờ rồi làm tiếp.")
    if name not in paper.fields:
        paper.fields = {**paper.fields, name: FieldValue()}
    current = paper.fields[name]
    if match is None:
        if rule.parts or current.items is not None:
            raise BadRequest("E_LIST_FIELD", "Mục này là danh sách.", "Sửa từng dòng: mục[0].tên.")
        return rule, current, None
    items, number = current.items or [], int(match["item"])
    part = next((p for p in rule.parts if p.key == match["part"]), None)
    item = items[number] if number < len(items) else None
    if isinstance(item, FieldValue) and match["part"] is None:
        return rule, item, (current, number, "")
    if isinstance(item, dict) and part is not None:
        inner = item.setdefault(part.key, FieldValue())
        return FieldRule(key=part.key, kind=part.kind, labels=(part.key,)), inner, (current, number, part.key)
    raise BadRequest("E_NO_FIELD", "Danh sách không có dòng hoặc cột đó.", "Mở lại giấy tờ rồi làm tiếp.")


def _follow(whole: FieldValue, number: int, part: str) -> None:
    """The list's plain value and status as its parts say them."""
    items = whole.items or []
    values = list(whole.value) if isinstance(whole.value, list) else []
    if number < len(values):
        one = items[number]
        if isinstance(one, FieldValue):
            values[number] = one.value
        elif isinstance(row := values[number], dict):
            values[number] = {**row, part: one[part].value}
    whole.value = values
    parts = [f for one in items for f in ([one] if isinstance(one, FieldValue) else one.values())]
    if not any(f.status in ("review", "missing") for f in parts):
        whole.status, whole.confidence = "accepted", min((f.confidence for f in parts), default=1.0)


def _confirm(work: _Work, key: str) -> None:
    name = key.partition("[")[0]
    current = work.paper.fields.get(name)
    if current is None:
        raise BadRequest("E_NO_FIELD", "Giấy tờ này không có mục đó.", "Mở lại giấy tờ rồi làm tiếp.")
    if current.value is None and current.raw:
        raise BadRequest("E_VALUE_NEEDED", "Mục này có chữ nhưng chưa đọc được.", "Điền giá trị, hoặc ghi là để trống.")
    _settle(current)
    work.stand(name, "confirmed", current.value, current.value)


def _settle(current: FieldValue) -> None:
    """Looked at and right: what has a value is accepted, what has none stands blank."""
    current.status = "blank" if current.value is None else "accepted"
    current.confidence = 1.0
    for one in current.items or []:
        for part in [one] if isinstance(one, FieldValue) else one.values():
            _settle(part)


def _save(work: _Work, caller: Caller, services: Services) -> PaperSaved:
    """Rechecks the dossier, makes it count, and lets the store follow."""
    recheck(work.dossier.papers, today=services.clock.today(), catalogue=default_catalogue())
    if work.paper.confirmed is None and not waits(work.paper):
        work.stand(WHOLE, "confirmed", None, None)  # the last of its doubts was settled by a person
    record = save_edition(
        work.record,
        work.dossier,
        work.changes,
        derived=services.derived,
        registry=services.registry,
        clock=services.clock,
    )
    stored = follow(record, work.dossier, caller.id, services)[work.index]
    record = services.registry.get(record.id)
    doubts = doubts_of(work.dossier, accepted=record.accepted)
    return PaperSaved(
        paper=stored, doubts=doubts, dossier=record.id, version=record.version, state=record.state,
        outcome=work.dossier.outcome, light=record.light,
    )  # fmt: skip
