"""What people do with a dossier that was read: they arrange its pages, look at its fields, file it. All is recorded."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

#: One light a dossier: nothing in doubt, something to look at, something wrong or unreadable.
Light = Literal["green", "yellow", "red"]
#: The key of a mark that stands for the whole paper.
WHOLE = "*"
#: The key of a mark that stands for the paper's type.
TYPE = "@type"


class Mark(BaseModel):
    """A person stands behind a value (or, under ``WHOLE``, behind the paper): who, when, and whether it was changed.

    ``name``: what the person signs in as, for colleagues to read; ``by`` is what never changes.
    """

    kind: Literal["confirmed", "corrected"]
    by: str
    name: str = ""
    at: str


class Change(BaseModel):
    """One entry of a field's history; ``place`` names the paper within its dossier (``Scan.place``)."""

    place: str
    type: str
    key: str
    kind: Literal["confirmed", "corrected"]
    before: JsonValue = None
    after: JsonValue = None
    by: str
    name: str = ""
    at: str
    note: str | None = None


class _Action(BaseModel):
    model_config = ConfigDict(extra="forbid")


Pages = Annotated[list[Annotated[int, Field(ge=1)]], Field(min_length=1, max_length=500)]


class Split(_Action):
    """The paper that holds the page ends before it; the page begins a new one."""

    kind: Literal["split"]
    page: int = Field(ge=1)


class Merge(_Action):
    """All pages of these papers (by their place in the answer's list, from 0) become one paper."""

    kind: Literal["merge"]
    papers: list[Annotated[int, Field(ge=0)]] = Field(min_length=2, max_length=100)


class Move(_Action):
    """The pages go to another paper, or become a new one."""

    kind: Literal["move"]
    pages: Pages
    to: Annotated[int, Field(ge=0)] | Literal["new"]


class Rotate(_Action):
    """The page is turned clockwise, as it is shown now, and read again."""

    kind: Literal["rotate"]
    page: int = Field(ge=1)
    turn: Literal[90, 180, 270]


class Delete(_Action):
    """The pages belong to no paper any more; the originals stay."""

    kind: Literal["delete"]
    pages: Pages


class Restore(_Action):
    """Deleted pages come back: to the paper that they lay in, else as one of their own."""

    kind: Literal["restore"]
    pages: Pages


class Retype(_Action):
    """A person says what the paper is; ``unknown`` for one that has no type here."""

    kind: Literal["retype"]
    paper: int = Field(ge=0)
    type: str = Field(max_length=80)
    variant: str | None = Field(default=None, max_length=80)


class Undo(_Action):
    """Takes back the last action that still counts."""

    kind: Literal["undo"]


Action = Annotated[Split | Merge | Move | Rotate | Delete | Restore | Retype | Undo, Field(discriminator="kind")]


class Arranged(BaseModel):
    """An action as it was recorded. ``turned``: the page's turn from the original after a ``Rotate``."""

    action: Action
    by: str
    at: str
    undone: bool = False
    turned: int | None = None


class Looked(BaseModel):
    """Somebody went through the dossier and filed it, or passed it on for a second look.

    ``notes``: why it was filed in spite of a warning, by the warning's code.
    """

    by: str
    at: str
    notes: dict[str, str] = {}
