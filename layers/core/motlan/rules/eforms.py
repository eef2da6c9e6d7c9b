"""An e-form as data: its keys, where their values come from, and how a paper is known to be about somebody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

Kind = Literal["text", "name", "date", "year", "time", "id", "sex", "address", "number", "choice"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Slot(_Strict):
    """Where a paper type speaks of a person: the fields of name, numbers, birth and sex.

    ``names``: the paper says who has this role in the case (weak: only where no other paper of the dossier does); a
    slot without it is only recognised. ``with``: the paper counts only if it is also about the person of that role.
    ``rows``: the list field whose rows each speak of one person (the owners of a parcel).
    """

    paper: str
    names: bool | Literal["weak"] = False
    together: str | None = Field(default=None, alias="with")
    rows: str | None = None
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
    """``field`` is ``paper_type.field_key`` or ``….sub_field`` of a list; ``role`` whose paper it must be.

    ``take``: only a part of the value; ``by_variant``: what the variant of the paper says instead; ``suggest``: shown
    to a person, never filled; ``decides``: where the others differ, this one chooses among them.
    """

    field: str = Field(pattern=r"^[a-z0-9_]+\.[a-z0-9_]+(\.[a-z0-9_]+)?$")
    role: str | None = None
    take: Literal["personal_id", "year"] | None = None
    by_variant: dict[str, str] = {}
    suggest: bool = False
    decides: bool = False

    @property
    def paper(self) -> str:
        """The paper type."""
        return self.field.split(".")[0]

    @property
    def key(self) -> str:
        """The paper's field."""
        return self.field.split(".")[1]

    @property
    def sub(self) -> str | None:
        """The sub-field of a list field: of the row about the role's person, else of the only row."""
        return "".join(self.field.split(".")[2:]) or None


class FormField(_Strict):
    """One key of the form.

    ``also``: the paper must be about this role too; ``gate``: a fact without which nothing is filled; ``compare:
    order``: values that may rightly differ, the first source is taken and the others are shown beside it.
    ``choices``: value → what a person reads. For screens and prints: ``section`` begins a block of that title,
    ``short`` is the label inside it, ``beside`` keeps the field on the line of the one before, ``hint`` helps to fill.
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
    choices: dict[str, str] = {}
    section: str | None = None
    short: str | None = None
    beside: bool = False
    hint: str | None = None
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


class Layout(_Strict):
    """The printed form around its fields. ``columns``: role → head, whose keys ``<role>_…`` stand side by side.

    ``copies``: the line that asks for copies of the result.
    """

    form: str = ""
    recipient: str
    request: str = ""
    pledge: str
    signers: tuple[str, ...] = ("Người yêu cầu",)
    columns: dict[str, str] = {}
    copies: bool = False


class EForm(_Strict):
    """One version of one e-form: one file. ``subject``: the roles that the citizen has unless told otherwise.

    ``purpose``: words of a purpose-bound paper that serves this form. ``to_verify``: what of it has not been checked
    against the gazette.
    """

    eform: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    version: int
    title: str
    procedure: str
    valid_from: date
    valid_to: date | None = None
    legal_basis: str
    to_verify: str = ""
    subject: tuple[str, ...]
    purpose: tuple[str, ...] = ()
    facts: dict[str, str] = {}
    roles: dict[str, Role]
    fields: tuple[FormField, ...] = Field(min_length=1)
    checks: tuple[CheckRule, ...] = ()
    layout: Layout

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        keys = [f.key for f in self.fields]
        if len(set(keys)) != len(keys) or len({f.formio for f in self.fields}) != len(keys):
            raise ValueError("two fields have one key or one Form.io place")
        if unknown_roles := {*self.subject, *self.layout.columns} - set(self.roles):
            raise ValueError(f"subject, columns: roles not listed: {', '.join(sorted(unknown_roles))}")
        for field in self.fields:
            for fault in _faults(field, self, keys):
                raise ValueError(f"field '{field.key}': {fault}")
        for rule in self.checks:
            if unknown_keys := set(rule.keys) - set(keys):
                raise ValueError(f"check '{rule.check}': no such fields: {', '.join(sorted(unknown_keys))}")
        return self

    @property
    def papers(self) -> frozenset[str]:
        """Every paper type that the form may take a value from, or know a person by."""
        slots = {slot.paper for role in self.roles.values() for slot in role.slots}
        return frozenset(slots | {source.paper for field in self.fields for source in field.sources})


def _faults(field: FormField, form: EForm, keys: list[str]) -> Iterator[str]:
    used = {field.role, field.also, *(s.role for s in field.sources)} - {None}
    if unknown := used - set(form.roles):
        yield f"roles not listed: {', '.join(sorted(map(str, unknown)))}"
        return
    if field.gate and field.gate not in form.facts:
        yield f"gate '{field.gate}' is not listed in facts"
    if field.of and field.of not in keys:
        yield f"generated from '{field.of}', which is no field"
    if (field.type == "choice") != bool(field.choices):
        yield "a choice needs choices, and nothing else has them"
    for source in field.sources:
        role = form.roles[source.role or field.role]
        if source.paper not in {slot.paper for slot in role.slots}:
            yield f"{role.label} has no slot on '{source.paper}'"
