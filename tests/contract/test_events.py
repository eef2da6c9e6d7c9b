"""Every event that the code can publish has a published schema, and every schema an event."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from motlan.model.record import FINAL_STATES
from motlan.model.store import EventKind

ROOT = Path(__file__).resolve().parents[2]
SCHEMAS = [json.loads(p.read_text("utf-8")) for p in (ROOT / "templates/events").glob("*.schema.json")]
PROMISED = {kind for s in SCHEMAS for kind in s["properties"]["detail-type"]["enum"]}
#: What stands between the braces of a kind that is put together → what it can be.
PARTS = {"event.kind": set(get_args(EventKind)), "record.state": set(FINAL_STATES), "what": {"asked", "decided"}}


def calls() -> Iterator[tuple[str, ast.expr]]:
    for path in [*(ROOT / "layers/core").rglob("*.py"), *(ROOT / "functions").rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "publish":
                yield f"{path.name}:{node.lineno}", node.args[0]


def kinds(where: str, kind: ast.expr) -> set[str]:
    if isinstance(kind, ast.Constant):
        return {str(kind.value)}
    assert isinstance(kind, ast.JoinedStr), f"{where}: a kind must be readable where it is published"
    start, part = kind.values
    assert isinstance(start, ast.Constant)
    assert isinstance(part, ast.FormattedValue)
    return {f"{start.value}{value}" for value in PARTS[ast.unparse(part.value)]}


def test_what_can_be_published_is_what_was_promised() -> None:
    found = {kind for where, node in calls() for kind in kinds(where, node)}
    assert len(found) > 10
    assert found == PROMISED


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda s: s["title"])
def test_nothing_but_ids_codes_and_counts_is_promised(schema: dict[str, object]) -> None:
    detail = schema["properties"]["detail"]  # type: ignore[index]
    assert detail["additionalProperties"] is False
    named = {*detail["properties"]}
    assert not named & {"owner", "owners", "name", "id_no", "birth_date", "address", "reason", "note", "by"}
    free = [name for name, rule in detail["properties"].items() if rule == {"type": "string"}]
    assert free == []
