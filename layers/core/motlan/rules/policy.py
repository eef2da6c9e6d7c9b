"""Whether a paper is scanned at all, answered before the scan (TT 01/2023/TT-VPCP art. 4, TT 03/2025 art. 5)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, model_validator

from motlan.rules.procedures import Condition, Fact, holds, in_force

PaperForm = Literal["original", "certified_copy", "plain_copy", "electronic"]
Channel = Literal["counter", "kiosk", "folder", "archive", "online", "postal"]
#: What a rule may ask.
ASKED = frozenset({"channel", "kind", "form", "secret", "assessment", "in_database", "in_store"})


class PolicyRule(BaseModel):
    """One row of ``templates/policy.yaml``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    when: Condition
    digitise: bool
    reason: str
    legal_basis: str
    valid_from: date
    valid_to: date | None = None
    to_verify: str = ""

    @model_validator(mode="after")
    def _known(self) -> PolicyRule:
        if unknown := set(self.when) - ASKED:
            raise ValueError(f"rule '{self.id}' asks for what nobody knows: {', '.join(sorted(unknown))}")
        return self


class ScanAnswer(BaseModel):
    """Scan it or not, why, and by which law; ``rule`` is stable.

    ``unverified``: what of it has not been checked against the gazette.
    """

    digitise: bool
    rule: str
    reason: str
    legal_basis: str
    unverified: str | None = None


def may_scan(rules: Sequence[PolicyRule], asked: dict[str, Fact], day: date) -> ScanAnswer:
    """The first rule of that day that holds. Before there was one, nothing forbids."""
    for rule in rules:
        if in_force(rule.valid_from, rule.valid_to, day) and holds(rule.when, asked):
            told = rule.model_dump(include={"digitise", "reason", "legal_basis"})
            return ScanAnswer(**told, rule=rule.id, unverified=rule.to_verify or None)
    return ScanAnswer(
        digitise=True, rule="none", reason="Chưa có quy định về số hóa vào ngày này.", legal_basis="không có"
    )
