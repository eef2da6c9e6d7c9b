"""The published schemas of events (templates/events), as every test that publishes holds to them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema

FOLDER = Path(__file__).parents[2] / "templates/events"


@cache
def schemas() -> dict[str, jsonschema.Draft202012Validator]:
    """Event type → validator."""
    found = {}
    for path in FOLDER.glob("*.schema.json"):
        schema = json.loads(path.read_text("utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        checker = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
        found |= dict.fromkeys(schema["properties"]["detail-type"]["enum"], checker)
    return found


def check(kind: str, detail: Mapping[str, Any]) -> None:
    """Raises for an event that nobody was promised, or that says more or less than was promised."""
    assert kind in schemas(), f"no published schema for {kind}"
    schemas()[kind].validate({"detail-type": kind, "detail": json.loads(json.dumps(detail))})
