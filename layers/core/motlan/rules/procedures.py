"""A procedure as data: which papers it asks for, when, and what may stand in for them (domain.md C.0)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Fact = bool | str
Facts = Mapping[str, Fact]
#: ``{fact: value or one of a list of values}``; all must hold.
Condition = dict[str, bool | str | list[str]]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FactRule(_Strict):
    """Something that the office must know; ``ask`` is the question for the citizen, ``default`` is assumed else."""

    ask: str
    default: Fact
    values: tuple[str, ...] = ()


class Option(_Strict):
    """One paper that satisfies a component.

    ``of``: it must belong to one of these roles; ``purpose``: it must have been issued for one of these; ``history``: a
    paper without legal value today still proves something here; ``eform``: no paper, the electronic form itself.
    """

    id: str
    name: str
    code: str | None = None
    types: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    when: Condition = {}
    purpose: tuple[str, ...] = ()
    replaced_by_data: tuple[str, ...] = ()
    history: bool = False
    eform: bool = False


class Component(_Strict):
    """One thing that a dossier of the procedure needs. ``show``: only presented, never kept, never asked for online.

    ``never`` is the reason why it is not asked for any more, for those who still bring it. ``certified_unless``: the
    paper must be certified unless these facts hold. ``explain`` and ``where`` are for the citizen.
    """

    id: str
    name: str
    kind: Literal["submit", "show"]
    group: Literal["ONE_OF", "ALL_OF"] = "ONE_OF"
    when: Condition = {}
    unless: Condition = {}
    options: tuple[Option, ...] = Field(min_length=1)
    replaced_by_data: tuple[str, ...] = ()
    reuse: bool = True
    never: str | None = None
    certified_unless: Condition = {}
    legal_basis: str
    explain: str
    where: str


class Database(_Strict):
    """A database whose data stand in for a paper from ``valid_from`` on."""

    name: str
    valid_from: date
    legal_basis: str


class Procedure(_Strict):
    """One version of a procedure; a change of the law is a further file with later dates, never an edit."""

    code: str = Field(pattern=r"^\d\.\d{6}$")
    name: str
    level: Literal["commune", "province", "ministry"]
    result: str | None = None
    time: str
    fee: str | None = None
    eform: str | None = None
    valid_from: date
    valid_to: date | None = None
    legal_basis: str
    roles: dict[str, str]
    facts: dict[str, FactRule]
    components: tuple[Component, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        ids = [c.id for c in self.components]
        if len(set(ids)) != len(ids):
            raise ValueError("two components have one id")
        for component in self.components:
            named = {*component.when, *component.unless, *component.certified_unless}
            for option in component.options:
                named |= set(option.when)
                if unknown := set(option.of) - set(self.roles):
                    raise ValueError(f"component '{component.id}': roles not listed: {', '.join(sorted(unknown))}")
                if not (option.types or option.eform):
                    raise ValueError(f"component '{component.id}', option '{option.id}': neither types nor eform")
            if unknown := named - set(self.facts):
                raise ValueError(f"component '{component.id}': facts not listed: {', '.join(sorted(unknown))}")
        return self

    def in_force(self, day: date) -> bool:
        """Whether this version is the law of that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def known(self, given: Facts) -> tuple[dict[str, Fact], list[str]]:
        """All facts, and the names of those that were assumed. Raises ``ValueError`` for a fact it doesn't have."""
        if unknown := set(given) - set(self.facts):
            raise ValueError(f"unknown facts: {', '.join(sorted(unknown))}")
        for name, value in given.items():
            rule = self.facts[name]
            if isinstance(rule.default, bool) != isinstance(value, bool) or (rule.values and value not in rule.values):
                raise ValueError(f"fact '{name}' can't be {value!r}")
        assumed = [name for name in self.facts if name not in given]
        return {name: given.get(name, rule.default) for name, rule in self.facts.items()}, assumed


def holds(condition: Condition, facts: Facts) -> bool:
    """Whether all parts of the condition hold; an empty one does."""
    return all(
        facts.get(name) in wanted if isinstance(wanted, list) else facts.get(name) == wanted
        for name, wanted in condition.items()
    )
