"""What one data file says of another: ``motlan templates check`` reads all of them, the service only what it needs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from motlan.rules.eforms import EForm, Slot
from motlan.rules.procedures import Procedure
from motlan.rules.validity import ValidityTable
from motlan.understanding.catalogue import Catalogue
from motlan.understanding.template_files import BadTemplate
from motlan.usecases.knowledge import Knowledge


def problems(known: Knowledge, catalogue: Catalogue) -> Iterator[str]:
    """Everything that is wrong with procedures, e-forms and what they name, in Vietnamese with a remedy."""
    broken = False
    for versions in (known.eforms, known.procedures):
        for name in versions.names():
            try:
                versions[name]
            except BadTemplate as error:
                broken = True
                yield f"{error.message} → {error.remedy}"
    if broken:
        return
    for name in known.eforms.names():
        for form in known.eforms[name]:
            yield from (f"{name}: {fault}" for fault in _form_faults(form, known, catalogue))
    for code in known.procedures.names():
        for procedure in known.procedures[code]:
            yield from (f"{code}: {fault}" for fault in _procedure_faults(procedure, known))


def unverified(known: Knowledge, validity: ValidityTable) -> Mapping[str, list[tuple[str, str]]]:
    """Folder or file below ``templates/`` → ``(place, what)`` of all in it that was not checked against the gazette."""
    procedures = [v for code in known.procedures.names() for v in known.procedures[code]]
    forms = [v for name in known.eforms.names() for v in known.eforms[name]]
    rows = [(f"{id_} từ {row.valid_from}", row.to_verify) for id_, rule in validity.items() for row in rule]
    found = {
        "procedures/": [(f"{place} từ {v.valid_from}", what) for v in procedures for place, what in v.unverified()],
        "eforms/": [(f"{v.eform} từ {v.valid_from}", v.to_verify) for v in forms],
        "databases.yaml": [(name, database.to_verify) for name, database in known.databases.items()],
        "validity.yaml": rows,
        "policy.yaml": [(rule.id, rule.to_verify) for rule in known.policy],
        "retention.yaml": [(row.reason, row.to_verify) for row in known.retention.rows],
        "access.yaml": [("sensitive", known.masks.to_verify)],
    }
    return {file: marked for file, marks in found.items() if (marked := [mark for mark in marks if mark[1]])}


def _form_faults(form: EForm, known: Knowledge, catalogue: Catalogue) -> Iterator[str]:
    if not known.procedures[form.procedure]:
        yield f"không có thủ tục {form.procedure} → sửa 'procedure'"
    for field in form.fields:
        for source in field.sources:
            if not _there(catalogue, source.paper, source.key, source.sub):
                yield f"trường '{field.key}': không có '{source.field}' trong templates/papers → sửa 'from'"
    for role in form.roles.values():
        for slot in role.slots:
            for key in _slot_keys(slot):
                rows, sub = (slot.rows, key) if slot.rows else (key, None)
                if not _there(catalogue, slot.paper, rows, sub):
                    yield f"vai '{role.label}': không có '{slot.paper}.{key}' trong templates/papers → sửa 'slots'"


def _slot_keys(slot: Slot) -> list[str]:
    return [key for key in (slot.name, slot.id, slot.old_id, slot.birth, slot.sex) if key]


def _there(catalogue: Catalogue, type_: str, key: str, sub: str | None) -> bool:
    template = catalogue.get(type_)
    rule = template.by_key.get(key) if template else None
    return rule is not None and (sub is None or sub in {part.key for part in rule.parts})


def _procedure_faults(procedure: Procedure, known: Knowledge) -> Iterator[str]:
    for component in procedure.components:
        for option in component.options:
            bound = [type_ for type_ in option.types if known.store.of(type_).purpose]
            if bound and not option.purpose and not option.history:
                yield f"thành phần '{component.id}': {bound[0]} chỉ dùng đúng mục đích in trên giấy → ghi 'purpose'"
    if procedure.eform:
        forms = known.eforms[procedure.eform]
        if {form.procedure for form in forms} != {procedure.code}:
            yield f"tờ khai '{procedure.eform}' là của thủ tục khác → sửa 'eform'"
        if gap := _gap(procedure, forms):
            yield f"tờ khai '{procedure.eform}' {gap} → thêm bản tờ khai"


def _gap(procedure: Procedure, forms: tuple[EForm, ...]) -> str | None:
    """A time of the procedure without a version of its form."""
    if forms[0].valid_from > procedure.valid_from:
        return f"chưa có bản từ {procedure.valid_from}"
    last = forms[-1].valid_to
    if last and (procedure.valid_to is None or procedure.valid_to > last):
        return f"không có bản sau {last}"
    for one, other in pairwise(forms):
        if one.valid_to and (other.valid_from - one.valid_to).days > 1:
            return f"không có bản giữa {one.valid_to} và {other.valid_from}"
    return None
