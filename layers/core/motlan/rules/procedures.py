"""A procedure as data: which papers it asks for, when, and what may stand in for them (domain.md C.0)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Fact = bool | str
Facts = Mapping[str, Fact]
#: ``{fact: value or one of a list of values}``; all must hold.
Condition = dict[str, bool | str | list[str]]
Sector = Literal["civil_status", "certification", "residence", "business", "land", "building", "social", "other"]
#: In ``Option.types``: whatever paper it is (a copy of any original is certified).
ANY_PAPER = "*"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class FactRule(_Strict):
    """Something that the office must know; ``ask`` is the question for the citizen, ``default`` is assumed else.

    ``labels``: what each of ``values`` is called where a person reads it.
    """

    ask: str
    default: Fact
    values: tuple[str, ...] = ()
    labels: dict[str, str] = {}

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.values and self.default not in self.values:
            raise ValueError(f"the default '{self.default}' is none of the values")
        if unknown := set(self.labels) - set(self.values):
            raise ValueError(f"labels of no value: {', '.join(sorted(unknown))}")
        return self

    def said(self, value: Fact) -> str:
        """The value as a person reads it."""
        return ("Có" if value else "Không") if isinstance(value, bool) else self.labels.get(value, value)


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


class Copies(_Strict):
    """How many originals and copies are handed in."""

    original: int = Field(default=1, ge=0, le=20)
    copy_: int = Field(default=0, ge=0, le=20, alias="copy")


class Component(_Strict):
    """One thing that a dossier of the procedure needs. ``show``: only presented, never kept, never asked for online.

    ``count``: how many options an ``N_OF`` group needs. ``in_person``: what is shown must be shown at the counter even
    of an online dossier. ``never`` is the reason why it is not asked for any more, for those who still bring it;
    ``otherwise`` why it is not needed where ``when`` doesn't hold. ``certified_unless``: the paper must be certified
    unless these facts hold. ``max_age_months``: an older paper must be issued anew. ``explain`` and ``where`` are for
    the citizen. ``to_verify``: what of it has not been checked against the gazette.
    """

    id: str
    name: str
    kind: Literal["submit", "show"]
    group: Literal["ONE_OF", "ALL_OF", "N_OF"] = "ONE_OF"
    count: int = Field(default=1, ge=1, le=20)
    when: Condition = {}
    unless: Condition = {}
    options: tuple[Option, ...] = Field(min_length=1)
    copies: Copies = Copies()
    replaced_by_data: tuple[str, ...] = ()
    reuse: bool = True
    max_age_months: int | None = Field(default=None, ge=1, le=120)
    in_person: bool = False
    never: str | None = None
    otherwise: str = ""
    certified_unless: Condition = {}
    legal_basis: str
    explain: str
    where: str
    to_verify: str = ""

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        for option in self.options:
            if not (option.types or option.eform):
                raise ValueError(f"component '{self.id}', option '{option.id}': neither types nor eform")
        if self.count > 1 and (self.group != "N_OF" or self.count > len(self.options)):
            raise ValueError(f"component '{self.id}': {self.count} of {len(self.options)} in a group {self.group}")
        return self

    @property
    def facts(self) -> set[str]:
        """Names of the facts that it depends on."""
        named = {*self.when, *self.unless, *self.certified_unless}
        return named.union(*(option.when for option in self.options))

    @property
    def types(self) -> set[str]:
        """Paper types that satisfy it."""
        return {type_ for option in self.options for type_ in option.types}

    @property
    def databases(self) -> set[str]:
        """Databases whose data replace it or one of its options."""
        return {*self.replaced_by_data, *(name for option in self.options for name in option.replaced_by_data)}


class Database(_Strict):
    """A database whose data stand in for a paper from ``valid_from`` on."""

    name: str
    valid_from: date
    valid_to: date | None = None
    legal_basis: str
    to_verify: str = ""

    def in_force(self, day: date) -> bool:
        """Whether its data count on that day."""
        return in_force(self.valid_from, self.valid_to, day)


class ProcedureHead(BaseModel):
    """What a list shows of one version of a procedure.

    ``working_days``: the legal time in working days, 0 the same day, None where ``time`` says more than a number.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    code: str = Field(pattern=r"^\d\.\d{6}$")
    name: str
    sector: Sector = "other"
    level: Literal["commune", "province", "ministry"]
    result: str | None = None
    result_name: str | None = None
    time: str
    working_days: int | None = Field(default=None, ge=0, le=250)
    fee: str | None = None
    eform: str | None = None
    valid_from: date
    valid_to: date | None = None
    legal_basis: str
    to_verify: str = ""
    roles: dict[str, str]
    facts: dict[str, FactRule] = {}

    def in_force(self, day: date) -> bool:
        """Whether this version is the law of that day."""
        return in_force(self.valid_from, self.valid_to, day)


class Procedure(ProcedureHead):
    """One version, whole; a change of the law is a further file with later dates, never an edit."""

    model_config = ConfigDict(extra="forbid")

    components: tuple[Component, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.valid_to and self.valid_to < self.valid_from:
            raise ValueError("valid_to lies before valid_from")
        ids = [c.id for c in self.components]
        if len(set(ids)) != len(ids):
            raise ValueError("two components have one id")
        for component in self.components:
            if unknown := {role for option in component.options for role in option.of} - set(self.roles):
                raise ValueError(f"component '{component.id}': roles not listed: {', '.join(sorted(unknown))}")
            if unknown := component.facts - set(self.facts):
                raise ValueError(f"component '{component.id}': facts not listed: {', '.join(sorted(unknown))}")
        return self

    def known(self, given: Facts) -> tuple[dict[str, Fact], list[str]]:
        """All facts, and the names of those that were assumed. Raises ``ValueError`` for a fact it doesn't have."""
        if unknown := set(given) - set(self.facts):
            raise ValueError(f"không có thông tin {', '.join(sorted(unknown))}; có: {', '.join(sorted(self.facts))}")
        for name, value in given.items():
            rule = self.facts[name]
            if isinstance(rule.default, bool) != isinstance(value, bool) or (rule.values and value not in rule.values):
                allowed = ", ".join(rule.values) if rule.values else "true, false"
                raise ValueError(f"thông tin '{name}' phải là một trong: {allowed}")
        assumed = [name for name in self.facts if name not in given]
        return {name: given.get(name, rule.default) for name, rule in self.facts.items()}, assumed

    def unverified(self) -> Iterator[tuple[str, str]]:
        """``(place, what)`` of all that was not checked against the gazette."""
        if self.to_verify:
            yield self.code, self.to_verify
        for component in self.components:
            if component.to_verify:
                yield f"{self.code} {component.id}", component.to_verify


def in_force(valid_from: date, valid_to: date | None, day: date) -> bool:
    """Both days included; without an end for ever."""
    return valid_from <= day and (valid_to is None or day <= valid_to)


def holds(condition: Condition, facts: Facts) -> bool:
    """Whether all parts of the condition hold; an empty one does."""
    return all(
        facts.get(name) in wanted if isinstance(wanted, list) else facts.get(name) == wanted
        for name, wanted in condition.items()
    )
