"""Papers (giấy tờ) and their fields (contract.md 1 and 2)."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, SerializerFunctionWrapHandler, model_serializer

from motlan.model.geometry import Box
from motlan.model.issue import Issue
from motlan.model.review import WHOLE, Mark

FieldStatus = Literal["accepted", "review", "blank", "missing"]
FieldSource = Literal["ocr", "qr", "mrz", "text_layer", "derived"]

#: Worst first: a list field has the status of its worst sub-field.
STATUS_ORDER: tuple[FieldStatus, ...] = ("missing", "review", "accepted", "blank")


class FieldValue(BaseModel):
    """One field of a paper. ``value`` is in normal form, ``raw`` is what was read, ``confidence`` is calibrated.

    For a list field ``value`` is a list of plain values (or of ``{key: plain}``) and ``items`` the same list with
    every sub-field a ``FieldValue``.
    """

    model_config = ConfigDict(validate_assignment=True)

    value: JsonValue = None
    raw: str | None = None
    confidence: float = Field(ge=0, le=1, default=0.0)
    status: FieldStatus = "missing"
    source: FieldSource = "ocr"
    page: int | None = None
    box: Box | None = None
    issues: list[Issue] = []
    items: list[FieldValue] | list[dict[str, FieldValue]] | None = None

    @model_serializer(mode="wrap")
    def _items_on_lists_only(self, serialise: SerializerFunctionWrapHandler) -> dict[str, object]:
        out: dict[str, object] = serialise(self)
        if self.items is None:
            out.pop("items", None)
        return out


class Certification(BaseModel):
    """A certified-copy stamp over a paper (chứng thực bản sao)."""

    kind: Literal["ban_sao"] = "ban_sao"
    number: str | None = None
    book: str | None = None
    date: str | None = None
    issuer_name: str | None = None
    signer_name: str | None = None


class Tags(BaseModel):
    """What a paper is found by again (domain.md G.3)."""

    field: str | None = None
    owner_id: str | None = None
    issuer_unit: str | None = None
    issue_year: int | None = None
    validity: str | None = None
    reliability: str | None = None


class Paper(BaseModel):
    """One logical paper: its pages may be a front and a back, or four faces. ``confidence`` is of the type.

    Three stay inside the service (see ``for_output``): ``marks``: values that a person stands behind; ``seen``:
    issues that came from the reading itself; ``held_back``: fields that wait only because an issue names them.
    """

    model_config = ConfigDict(validate_assignment=True)

    type: str
    variant: str | None = None
    title: str | None = None
    pages: list[int] = Field(min_length=1)
    confidence: float = Field(ge=0, le=1, default=0.0)
    fields: dict[str, FieldValue] = {}
    certification: Certification | None = None
    tags: Tags = Tags()
    issues: list[Issue] = []
    marks: dict[str, Mark] = {}
    seen: list[Issue] = []
    held_back: list[str] = []

    @property
    def confirmed(self) -> Mark | None:
        """Who stands behind the whole paper, if anybody."""
        return self.marks.get(WHOLE)

    def value(self, key: str) -> JsonValue:
        """The plain value of a field, or None where the paper hasn't it."""
        field = self.fields.get(key)
        return field.value if field else None

    def for_output(self) -> dict[str, object]:
        """The paper in the outer contract's form."""
        return self.model_dump(mode="json", exclude={"marks", "seen", "held_back"})
