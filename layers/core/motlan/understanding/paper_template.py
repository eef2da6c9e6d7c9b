"""What a file of ``templates/papers`` may say: a paper type, its printed forms, its fields and where they stand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, WithJsonSchema, model_validator

from motlan.rules.validity import ValidityRule, rule_of

Find = Literal[
    "label", "number", "place", "place_date", "issuer", "superior", "issuer_signed", "signer_name", "signer_title",
    "signer_authority", "title", "pattern", "bullets", "numbered", "abstract", "kind", "urgency", "secrecy", "boxes",
    "table", "blocks", "mrz", "changes", "has_changes", "same_as", "parties",
    "awarder",
]  # fmt: skip


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Generation(_Strict):
    """One printed form of the paper, with the time in which it was in force."""

    id: str
    valid_from: date | None = None
    valid_to: date | None = None
    legal_basis: str = ""


class Part(_Strict):
    """A sub-field of a list: found by its ``labels`` within the item, by table column ``heads``, or by ``take``."""

    key: str
    kind: str = "text"
    labels: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    take: str | None = None
    lines: int = 2


class FieldRule(_Strict):
    """How one field is found and in which form its value is.

    ``labels`` as printed (variants; ``@name`` stands for a set of ``_vocabulary.yaml``); ``bare`` ones may stand inside
    a row without a colon, ``inside`` ones count only where the section is open already. ``take`` is a regular
    expression on the folded value (no tones, lower case) whose first group (or whole match) is the field's part of it:
    fields may share a label. ``section``: the field counts only while that section is open; ``opens``: its label opens
    it. ``lines``: how many lines a value may run over. ``choices``: the only values there are. ``must``: a regular
    expression that the folded value matches, else a person looks. ``otherwise``: the finder to try where the first
    finds nothing. ``optional``: some forms of the paper lack it, so that not finding it says nothing; any other field
    that isn't found is missing, for a person.
    """

    key: str
    kind: str = "text"
    find: Find = "label"
    labels: tuple[str, ...] = ()
    bare: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    section: str = ""
    opens: bool = False
    lines: int = Field(default=1, ge=1, le=30)
    take: str | None = None
    strip: str | None = None
    source: str | None = None
    required: bool = False
    optional: bool = False
    parts: tuple[Part, ...] = ()
    until: tuple[str, ...] = ()
    otherwise: Find | None = None
    must: str | None = None
    choices: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _whole(self) -> FieldRule:
        if self.find in ("label", "bullets", "numbered", "boxes", "table", "blocks") and not (self.labels or self.bare):
            raise ValueError(f"field '{self.key}' is found by label but has no 'labels': add the printed ones")
        if self.find in ("table", "blocks") and not self.parts:
            raise ValueError(f"field '{self.key}' is a list but has no 'parts': name its sub-fields")
        if self.find == "same_as" and not self.source:
            raise ValueError(f"field '{self.key}' copies another field: name it in 'source'")
        return self


class Section(_Strict):
    """A block of the form whose labels repeat elsewhere ("Năm sinh" of the mother, of the father)."""

    id: str
    anchors: tuple[str, ...] = ()


class Face(_Strict):
    """A side of the paper that bears no title, known by what stands on it: ``need`` of ``anchors``."""

    id: str
    anchors: tuple[str, ...]
    need: int = Field(default=2, ge=1)
    variant: str | None = None
    title: bool = False


class Columns(_Strict):
    """Side by side: ``sections`` from left to right; between the ``start`` labels and the ``end`` labels.

    ``heads`` name the columns of a table whose first column holds the labels.
    """

    sections: tuple[str, ...]
    heads: tuple[tuple[str, ...], ...] = ()
    end: tuple[str, ...] = ()


class Check(_Strict):
    """A rule of ``motlan.rules`` by name with the fields it is given, in order."""

    check: str
    fields: tuple[str, ...]


class Variant(_Strict):
    """A generation or kind that the contract tells apart, by its own titles."""

    id: str
    titles: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()


def _rule(name: object, info: ValidationInfo) -> object:
    """The rule that the file names, out of the table that the catalogue loads it with."""
    return rule_of(name, (info.context or {})["validity"]) if isinstance(name, str) else name


class PaperTemplate(_Strict):
    """One paper type of contract.md 2."""

    type: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    name: str
    sector: str
    legal_basis: str = ""
    official_code: str | None = None
    reuse: Literal["A", "B", "C", "X"] = "C"
    validity: Annotated[
        ValidityRule, BeforeValidator(_rule), WithJsonSchema({"title": "Validity", "type": "string"})
    ] = Field(default="V_NONE", validate_default=True)
    owner: tuple[str, ...] = ()
    generations: tuple[Generation, ...] = Field(min_length=1)
    titles: tuple[str, ...] = ()
    never_titles: tuple[str, ...] = ()
    layout: Literal["form", "card", "spread", "decree30"] = "form"
    sections: tuple[Section, ...] = ()
    columns: Columns | None = None
    variants: tuple[Variant, ...] = ()
    faces: tuple[Face, ...] = ()
    stops: tuple[str, ...] = ()
    fields: tuple[FieldRule, ...] = Field(min_length=1)
    checks: tuple[Check, ...] = ()
    #: fields without which a page of the paper is missing; "a|b" where either will do
    requires: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> PaperTemplate:
        keys = [f.key for f in self.fields]
        twice = sorted({k for k in keys if keys.count(k) > 1})
        if twice:
            raise ValueError(f"fields named twice: {', '.join(twice)}: give each key one entry with all its labels")
        known = {s.id for s in self.sections} | {""} | set(self.columns.sections if self.columns else ())
        for f in self.fields:
            if f.section not in known:
                raise ValueError(
                    f"field '{f.key}' is in section '{f.section}', which 'sections' does not list: add it there"
                )
            if f.source and f.source not in keys:
                raise ValueError(f"field '{f.key}' copies '{f.source}', which is no field of this paper")
        for check in self.checks:
            missing = [k for k in check.fields if k not in keys]
            if missing:
                raise ValueError(f"check '{check.check}' names {', '.join(missing)}, which 'fields' does not list")
        lost = [k for need in self.requires for k in need.split("|") if k not in keys]
        if lost:
            raise ValueError(f"'requires' names {', '.join(lost)}, which 'fields' does not list")
        if not (self.titles or self.faces or any(v.titles for v in self.variants)):
            raise ValueError("no 'titles' and no 'faces': nothing would ever be recognised as this paper")
        return self

    @cached_property
    def by_key(self) -> Mapping[str, FieldRule]:
        """Fields by their key."""
        return {f.key: f for f in self.fields}
