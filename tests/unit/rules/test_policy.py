"""What is scanned and what is not, said before the scan with reason and law (domain.md A.2)."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from motlan.model import BadRequest, NotFound
from motlan.rules.policy import PolicyRule, may_scan
from motlan.usecases.knowledge import knowledge
from motlan.usecases.policy import ScanQuestion, ask_policy

SERVICES: Any = SimpleNamespace(knowledge=knowledge(), clock=SimpleNamespace(today=lambda: date(2026, 11, 20)))


@pytest.mark.parametrize(
    ("question", "rule"),
    [
        ({}, "scan"),
        ({"secret": True}, "secret"),
        ({"secret": True, "kind": "show"}, "secret"),
        ({"kind": "show"}, "shown"),
        ({"type": "citizen_id"}, "shown"),
        ({"procedure": "1.001193", "component": "identity"}, "shown"),
        ({"procedure": "1.001193", "component": "birth_evidence"}, "scan"),
        ({"channel": "online"}, "online"),
        ({"channel": "online", "as_of": "2025-09-14"}, "scan"),
        ({"assessment": True}, "assessment"),
        ({"assessment": True, "as_of": "2024-01-01"}, "scan"),
        ({"in_database": True}, "in_database"),
        ({"in_store": True}, "in_store"),
        ({"form": "plain_copy"}, "copy"),
        ({"form": "certified_copy"}, "copy"),
        ({"form": "electronic"}, "electronic"),
        ({"as_of": "2020-01-01"}, "none"),
    ],
)
def test_the_first_rule_that_holds_decides(question: dict[str, Any], rule: str) -> None:
    answer = ask_policy(ScanQuestion.model_validate(question), services=SERVICES)
    assert (answer.rule, answer.digitise) == (rule, rule in ("scan", "none"))
    assert answer.reason
    assert answer.legal_basis


def test_what_isn_t_there_is_said_so() -> None:
    with pytest.raises(BadRequest) as caught:
        ask_policy(ScanQuestion(procedure="1.001193", component="none"), services=SERVICES)
    assert caught.value.code == "E_COMPONENT"
    with pytest.raises(NotFound):
        ask_policy(ScanQuestion(procedure="9.999999"), services=SERVICES)


def test_a_rule_may_only_ask_what_somebody_knows() -> None:
    told = {"id": "x", "digitise": False, "reason": "r", "legal_basis": "l", "valid_from": "2023-01-01"}
    with pytest.raises(ValueError, match="colour"):
        PolicyRule.model_validate(told | {"when": {"colour": "red"}})


def test_a_later_row_is_a_change_of_the_law_and_no_edit() -> None:
    told = {"id": "a", "when": {}, "reason": "r", "legal_basis": "l"}
    rows = [
        PolicyRule.model_validate(told | {"digitise": False, "valid_from": "2020-01-01", "valid_to": "2024-12-31"}),
        PolicyRule.model_validate(told | {"digitise": True, "valid_from": "2025-01-01"}),
    ]
    assert not may_scan(rows, {}, date(2024, 12, 31)).digitise
    assert may_scan(rows, {}, date(2025, 1, 1)).digitise
