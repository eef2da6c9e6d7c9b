"""An e-form as data: its keys, where their values come from, and how a paper is known to be about somebody."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Kind = Literal["text", "name", "date", "year", "id", "sex", "address"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Slot(_Strict):
    """Where a paper type speaks of a person: the fields of name, numbers, birth and sex.

    ``names``: the paper says who has this role in the case (weak: only where no other paper of the dossier does); a
    slot without it is only recognised. ``with``: the paper counts only if it is also about the person of that role.
    """

    paper: str
    names: bool | Literal["weak"] = False
    together: str | None = Field(default=None, alias="with")
    name: str | None = None
    id: str | None = None
    old_id: str | None = None
    birth: str | None = None
    sex: str | None = None


class Role(_Strict):
    """Somebody in the case; ``sex`` where the law knows it."""

    label: str
    sex: Literal["Nam", "Nữ"] | None = None
    slots: tuple[Slot, ...]


class Source(_Strict):
    """``field`` is ``paper_type.field_key``; ``role`` whose paper it must be (else the key's own).

    ``take``: only a part of the value; ``by_variant``: what the variant of the paper says instead; ``suggest``: shown
    to a person, never filled; ``decides``: where the others differ, this one chooses among them.
    """

    field: str = Field(pattern=r"^[a-z0-9_]+\.[a-z0-9_]+$")
    role: str | None = None
    take: Literal["personal_id", "year"] | None = None
    by_variant: dict[str, str] = {}
    suggest: bool = False
    decides: bool = False

    @property
    def paper(self) -> str:
        """The paper type."""
        return self.field.partition(".")[0]

    @property
    def key(self) -> str:
        """The paper's field."""
        return self.field.partition(".")[2]


class FormField(_Strict):
    """One key of the form.

    ``also``: the paper must be about this role too; ``gate``: a fact without which nothing is filled; ``compare:
    order``: values that may rightly differ, the first source is taken and the others are shown beside it.
    """

    key: str
    label: str
    type: Kind
    role: str
    also: str | None = None
    required: bool = False
    sources: tuple[Source, ...] = Field(default=(), alias="from")
    compare: Literal["equal", "order"] = "equal"
    generate: Literal["date_words", "relation"] | None = None
    of: str | None = None
    gate: str | None = None
    formio: str

    @model_validator(mode="before")
    @classmethod
    def _short_sources(cls, data: Any) -> Any:
        if isinstance(data, dict):
            given = data.get("from", ())
            return data | {"from": [{"field": s} if isinstance(s, str) else s for s in given]}
        return data


class CheckRule(_Strict):
    """A cross-check of ``rules.prefill_checks`` by name, with the keys that it is given."""

    check: str
    keys: tuple[str, ...]


class EForm(_Strict):
    """One version of one e-form: one file. ``subject``: the roles that the citizen has unless told otherwise."""

    eform: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    version: int
    title: str
    procedure: str
    valid_from: date
    valid_to: date | None = None
    legal_basis: str
    subject: tuple[str, ...]
    facts: dict[str, str] = {}
    roles: dict[str, Role]
    fields: tuple[FormField, ...] = Field(min_length=1)
    checks: tuple[CheckRule, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        keys = [f.key for f in self.fields]
        if len(set(keys)) != len(keys) or len({f.formio for f in self.fields}) != len(keys):
            raise ValueError("two fields have one key or one Form.io place")
        for field in self.fields:
            used = {field.role, field.also, *(s.role for s in field.sources)} - {None}
            if unknown := used - set(self.roles):
                raise ValueError(
                    f"field '{field.key}': roles not listed: {', '.join(map(str, sorted(map(str, unknown))))}"
                )
            if field.gate and field.gate not in self.facts:
                raise ValueError(f"field '{field.key}': gate '{field.gate}' is not listed in facts")
            if field.of and field.of not in keys:
                raise ValueError(f"field '{field.key}' is generated from '{field.of}', which is no field")
            for source in field.sources:
                role = self.roles[source.role or field.role]
                if source.paper not in {slot.paper for slot in role.slots}:
                    raise ValueError(f"field '{field.key}': {role.label} has no slot on '{source.paper}'")
        for rule in self.checks:
            if unknown_keys := set(rule.keys) - set(keys):
                raise ValueError(f"check '{rule.check}': no such fields: {', '.join(sorted(unknown_keys))}")
        return self

    @property
    def papers(self) -> frozenset[str]:
        """Every paper type that the form may take a value from, or know a person by."""
        slots = {slot.paper for role in self.roles.values() for slot in role.slots}
        return frozenset(slots | {source.paper for field in self.fields for source in field.sources})
