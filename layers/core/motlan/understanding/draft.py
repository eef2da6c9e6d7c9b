"""A field on its way: the words, the value in normal form and all that its confidence will be made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from statistics import mean

from pydantic import JsonValue

from motlan.model import Box, FieldSource, Issue, union
from motlan.rules.normal import DOUBTFUL
from motlan.rules.normalisers import NORMALISERS
from motlan.rules.normalisers.marks import date_words_without_marks, name_without_marks, text_without_leader_dots
from motlan.understanding.layout import Token

#: Kinds that a form's dotted line leaves marks in, and what frees them of these.
_FREED = {
    "name": name_without_marks,
    "address": text_without_leader_dots,
    "ethnicity": name_without_marks,
    "nationality": name_without_marks,
    "id_doc": text_without_leader_dots,
    "text": text_without_leader_dots,
    "time": text_without_leader_dots,
    "date_words": date_words_without_marks,
}


@dataclass
class Draft:
    """``found`` is False where neither label nor place was seen: the field is missing, not blank.

    ``support``: independent witnesses that say the same (QR, MRZ, another paper); ``doubts``: why a person must look.
    ``known``: share of the named places that stand in the lists as read; ``mended``: marks were put right by a list.
    ``odd``: a name without a surname. ``sealed``: it stands where a seal may cover it. ``figures``: how surely the
    least sure word with a digit was read.
    """

    kind: str
    found: bool = False
    value: JsonValue = None
    raw: str | None = None
    source: FieldSource = "ocr"
    page: int | None = None
    box: Box | None = None
    words: float = 0.0
    worst: float = 0.0
    figures: float = 1.0
    likeness: float = 1.0
    certainty: float = 1.0
    repaired: bool = False
    hand: bool = False
    support: int = 0
    known: float | None = None
    mended: bool = False
    odd: bool = False
    sealed: bool = False
    doubts: set[str] = field(default_factory=set)
    issues: list[Issue] = field(default_factory=list)
    items: list[dict[str, Draft]] | None = None
    plain_items: list[Draft] | None = None

    @property
    def blank(self) -> bool:
        """Seen, and nothing written there."""
        return self.found and self.value is None and not self.raw

    def confirm(self) -> None:
        """Another source says the same."""
        self.support += 1


def draft(
    kind: str, tokens: Sequence[Token], *, likeness: float = 1.0, read_by: str = "ocr", text: str | None = None
) -> Draft:
    """The words as a value of the kind; a blank where there are no words."""
    solid = [t for t in tokens if t.key] or list(tokens)
    raw = text if text is not None else " ".join(t.text for t in tokens)
    out = Draft(kind, found=True, likeness=likeness, source="text_layer" if read_by == "text_layer" else "ocr")
    if not solid or not raw.strip():
        return out
    confidences = [t.confidence for t in solid]
    out.raw, out.page = raw, solid[0].page
    out.box = union(t.box for t in solid if t.page == solid[0].page)
    out.words, out.worst = mean(confidences), min(confidences)
    out.figures = min((t.confidence for t in solid if any(map(str.isdigit, t.text))), default=1.0)
    out.hand = any(t.kind == "hand" for t in solid)
    if any(t.struck for t in solid):
        return _crossed_out(out, solid)
    return set_value(out, raw)


def _crossed_out(out: Draft, tokens: Sequence[Token]) -> Draft:
    """What stands beside the words that were struck out is the likelier value; either way a person must look."""
    kept = [t for t in tokens if not t.struck]
    if 2 * len(kept) >= len(tokens) - len(kept):
        instead = set_value(replace(out, doubts=set()), " ".join(t.text for t in kept))
        if instead.value is not None:
            instead.doubts.add("struck")
            return instead
    set_value(out, " ".join(t.text for t in tokens))
    out.doubts.add("struck")
    return out


def set_value(out: Draft, raw: str) -> Draft:
    """Normalises ``raw`` into the draft; a text without the kind's form stays as ``raw`` with no value."""
    said, strays = raw, 0
    if out.source == "ocr" and out.kind in _FREED:
        said, strays = _FREED[out.kind](raw)
    normal = NORMALISERS[out.kind](said)
    if normal is None:
        out.value, out.certainty = None, 0.0
        out.doubts.add("form")
        return out
    # a line under the letters that was read as marks hides what it touches
    certainty = normal.certainty * max(0.6, 1 - 0.07 * strays)
    out.value, out.certainty, out.repaired = normal.value, certainty, normal.repaired or strays > 0
    if out.kind == "text" and isinstance(out.value, str):
        out.value = out.value.rstrip(" ,;:") or None
    if certainty < DOUBTFUL or (out.kind == "name" and any(w[:1].islower() for w in str(normal.value).split())):
        out.doubts.add("form")
    return out


def of_value(
    kind: str, value: JsonValue, source: FieldSource, *, like: Draft | None = None, confidence: float = 1.0
) -> Draft:
    """A value that was not read from print: from a QR code, an MRZ, another field."""
    base = like or Draft(kind)
    return replace(
        base,
        kind=kind,
        found=True,
        value=value,
        raw=base.raw if like and base.raw else (str(value) if value is not None else None),
        source=source,
        words=confidence,
        worst=confidence,
        figures=confidence,
        likeness=1.0,
        certainty=1.0,
        repaired=False,
        hand=False,
        doubts=set(),
        issues=list(base.issues),
    )
