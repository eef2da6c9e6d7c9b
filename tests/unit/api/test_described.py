"""The description that is committed is the one that is served, and breaks nobody who wrote to the last release."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from motlan.api.access import PUBLIC, RULES
from motlan.cli.openapi import described, text
from motlan.cli.openapi_changes import breaking_changes
from motlan.cli.openapi_types import types_of

ROOT = Path(__file__).parents[3]
COMMITTED = ROOT / "docs/openapi.json"
RELEASED = ROOT / "docs/openapi.released.json"
TYPES = ROOT / "clients/python/motlan_client/types.py"
AGAIN = "make it anew: motlan openapi --write docs/openapi.json --types clients/python/motlan_client/types.py"


@pytest.fixture(scope="module")
def description() -> dict:
    return described()


def test_the_committed_description_is_the_served_one(description: dict) -> None:
    assert COMMITTED.read_text("utf-8") == text(description), AGAIN


def test_the_client_s_types_are_those_of_the_description(description: dict) -> None:
    assert TYPES.read_text("utf-8") == types_of(description), AGAIN


def test_nothing_breaks_the_clients_of_the_last_release(description: dict) -> None:
    assert breaking_changes(json.loads(RELEASED.read_text("utf-8")), description) == []


def test_every_operation_says_who_may_call_it_and_what_it_may_answer(description: dict) -> None:
    operations = {
        f"{method.upper()} {path}": operation
        for path, methods in description["paths"].items()
        for method, operation in methods.items()
    }
    assert set(operations) == set(RULES)
    for route, operation in operations.items():
        assert operation["x-roles"] == sorted(RULES[route])
        assert bool(operation["security"]) == (RULES[route] != PUBLIC)
        problems = [answer for status, answer in operation["responses"].items() if status >= "400"]
        assert len(problems) >= 4
        assert all("application/problem+json" in answer["content"] for answer in problems), route
    assert description["openapi"].startswith("3.1")


def test_every_code_of_an_error_is_explained() -> None:
    """docs/api.md has a row for each code that an answer of the API may carry."""
    page = (ROOT / "docs/api.md").read_text("utf-8")
    told = set(re.findall(r"^\| `(E_[A-Z0-9_]+)`", page, re.MULTILINE))
    core = ROOT / "layers/core/motlan"
    raised = {
        code
        for folder in ("api", "usecases", "adapters", "model")
        for file in (core / folder).rglob("*.py")
        for code in re.findall(r'"(E_[A-Z0-9_]+)"', file.read_text("utf-8"))
    }
    # below the use cases only what is raised: issues of papers have codes of their own kind
    raised |= {
        code
        for folder in ("rules", "understanding")
        for file in (core / folder).rglob("*.py")
        for code in re.findall(
            r'(?:BadRequest|Conflict|Forbidden|NotFound)\(\s*"(E_[A-Z0-9_]+)"', file.read_text("utf-8")
        )
    }
    assert raised - told == set()
