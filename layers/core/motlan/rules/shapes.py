"""The filled e-form in the shapes that others read: Form.io ``submission.data``, JSON Schema, flat."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import JsonValue

from motlan.rules.eforms import EForm, FormField
from motlan.rules.prefill_values import Prefilled


def flat(filled: Prefilled) -> dict[str, JsonValue]:
    """``{key: value}`` of what may be filled in as it is."""
    return {key: value.value for key, value in filled.values.items()}


def formio(form: EForm, filled: Prefilled) -> dict[str, Any]:
    """Exactly what ``form.submission = …`` takes: ``{"data": {…}}``, nested as the form's components are."""
    data: dict[str, Any] = {}
    for field in form.fields:
        if field.key in filled.values:
            *path, last = field.formio.split(".")
            place = data
            for step in path:
                place = place.setdefault(step, {})
            place[last] = filled.values[field.key].value
    return {"data": data}


def json_schema(form: EForm) -> dict[str, Any]:
    """The form as JSON Schema 2020-12; ``x-formio`` is the component's place."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:motlan:eform:{form.eform}:{form.version}",
        "title": form.title,
        "type": "object",
        "properties": {field.key: _property(field) for field in form.fields},
        "required": [field.key for field in form.fields if field.required],
        "additionalProperties": False,
    }


_KINDS: Mapping[str, Mapping[str, Any]] = {
    "date": {"pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"},
    "year": {"pattern": r"^\d{4}$"},
    "id": {"pattern": r"^\d{9}(\d{3})?$"},
    "sex": {"enum": ["Nam", "Nữ"]},
}


def _property(field: FormField) -> dict[str, Any]:
    return {"type": "string", "title": field.label, **_KINDS.get(field.type, {}), "x-formio": field.formio}
