"""The e-form in the shapes that others read: JSON Schema, Form.io's form and ``submission.data``, flat."""

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
    """The form as JSON Schema 2020-12. ``x-formio``: the component's place; ``x-ui``: how a screen lays it out."""
    properties, section = {}, ""
    for order, field in enumerate(form.fields, start=1):
        section = field.section or section
        properties[field.key] = _property(field, section, order)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:motlan:eform:{form.eform}:{form.version}",
        "title": form.title,
        "type": "object",
        "properties": properties,
        "required": [field.key for field in form.fields if field.required],
        "additionalProperties": False,
    }


_KINDS: Mapping[str, Mapping[str, Any]] = {
    "date": {"type": "string", "pattern": r"^\d{4}(-\d{2}(-\d{2})?)?$"},
    "year": {"type": "string", "pattern": r"^\d{4}$"},
    "time": {"type": "string", "pattern": r"^\d{2}:\d{2}$"},
    "id": {"type": "string", "pattern": r"^\d{9}(\d{3})?$"},
    "sex": {"type": "string", "enum": ["Nam", "Nữ"]},
    "number": {"type": ["number", "string"]},
}
#: Widget names of ``x-ui`` and component types of Form.io, by kind.
_FORMIO = {"address": "textarea", "sex": "radio", "choice": "select", "number": "number", "time": "time"}
_WIDGETS = _FORMIO | {"date": "date"}


def _property(field: FormField, section: str, order: int) -> dict[str, Any]:
    kind = {"type": "string", "enum": list(field.choices)} if field.choices else _KINDS.get(field.type)
    ui: dict[str, Any] = {"section": section, "order": order, "widget": _WIDGETS.get(field.type, "text")}
    ui |= {"label": field.short or field.label, "beside": field.beside}
    ui |= {"hint": field.hint} if field.hint else {}
    ui |= {"choices": field.choices} if field.choices else {}
    return {"title": field.label, **(kind or {"type": "string"}), "x-formio": field.formio, "x-ui": ui}


def formio_form(form: EForm) -> dict[str, Any]:
    """The form for Form.io's renderer: a panel a section, a component a field, containers where a key has dots."""
    panels: list[dict[str, Any]] = []
    for field in form.fields:
        if field.section is not None or not panels:
            title = field.section or form.title
            panels.append({"type": "panel", "key": f"panel{len(panels) + 1}", "title": title, "components": []})
        *path, last = field.formio.split(".")
        place = panels[-1]["components"]
        for step in path:
            place = _container(place, step)["components"]
        place.append(_component(field, last))
    return {"title": form.title, "name": form.eform, "path": form.eform.replace("_", "-"), "type": "form",
            "display": "form", "components": panels}  # fmt: skip


def _container(place: list[dict[str, Any]], key: str) -> dict[str, Any]:
    found = next((one for one in place if one["key"] == key and one["type"] == "container"), None)
    if found is None:
        found = {"type": "container", "key": key, "label": "", "hideLabel": True, "input": True, "components": []}
        place.append(found)
    return found


def _component(field: FormField, key: str) -> dict[str, Any]:
    made: dict[str, Any] = {
        "type": _FORMIO.get(field.type, "textfield"),
        "key": key,
        "label": field.label,
        "input": True,
    }
    made["validate"] = {"required": field.required}
    if pattern := _KINDS.get(field.type, {}).get("pattern"):
        made["validate"]["pattern"] = pattern
    if field.hint:
        made["description"] = field.hint
    choices = field.choices or ({"Nam": "Nam", "Nữ": "Nữ"} if field.type == "sex" else {})
    values = [{"value": value, "label": label} for value, label in choices.items()]
    if field.type == "sex":
        made["values"] = values
    elif values:
        made["data"] = {"values": values}
    return made
