"""One paper's sheets → its fields, each by the finder that its template names."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from motlan.language.text import fold
from motlan.understanding import decree30, lists
from motlan.understanding.classify import Kind
from motlan.understanding.draft import Draft, draft, of_value
from motlan.understanding.find import FormReader, Reading, Region
from motlan.understanding.heads import (
    Signer,
    Span,
    letterhead,
    like,
    looks_like_name,
    number,
    place_dates,
    printed_title,
    signer,
    span,
)
from motlan.understanding.labels import is_enumerator
from motlan.understanding.layout import Piece, Sheet, Token, squash
from motlan.understanding.lexicon import with_case_of
from motlan.understanding.paper_template import FieldRule, Find, PaperTemplate
from motlan.understanding.taking import take

#: kinds whose values are of one or two words
_ONE_WORD = frozenset({"sex", "ethnicity", "nationality", "year"})
_readers: dict[int, tuple[PaperTemplate, FormReader]] = {}


def reader_of(template: PaperTemplate) -> FormReader:
    """The reader of a template, built once."""
    known = _readers.get(id(template))
    if known is None or known[0] is not template:
        known = _readers[id(template)] = (template, FormReader(template))
    return known[1]


@dataclass
class Extraction:
    """The fields of one paper while they are found."""

    template: PaperTemplate
    sheets: Sequence[Sheet]
    kinds: Sequence[Kind]

    @cached_property
    def _read(self) -> tuple[dict[str, Reading], dict[str, list[Region]]]:
        return reader_of(self.template).read(
            self.sheets, [(k.title.top, k.title.bottom) if k.title else None for k in self.kinds]
        )

    @property
    def regions(self) -> dict[str, list[Region]]:
        """Rows of the list fields."""
        return self._read[1]

    @property
    def read_by(self) -> str:
        """How the pages were read."""
        return self.sheets[0].read_by

    @cached_property
    def titled(self) -> int:
        """Index of the sheet that bears the title, else the first."""
        return next((n for n, k in enumerate(self.kinds) if k.title), 0)

    @property
    def head(self) -> Sheet:
        """The sheet that bears the title, else the first."""
        return self.sheets[self.titled]

    @property
    def title_top(self) -> float | None:
        """Where the title begins, if there is one."""
        title = self.kinds[self.titled].title
        return title.top if title else None

    @property
    def title_bottom(self) -> float | None:
        """Where the title ends, if there is one."""
        title = self.kinds[self.titled].title
        return title.bottom if title else None

    @cached_property
    def signer(self) -> Signer | None:
        """The signer of the last sheet that has one."""
        found = [s for sheet in self.sheets if (s := signer(sheet, self._signers_from(sheet)))]
        return next((s for s in reversed(found) if s.name), found[-1] if found else None)

    def _signers_from(self, sheet: Sheet) -> float:
        # a diploma's head names the office of its signer: what signs stands in the lower part
        return sheet.top + (sheet.bottom - sheet.top) * 0.3 if sheet is self.head else 0.0

    def fields(self) -> dict[str, Draft]:
        """Every field of the template; absent ones with ``found`` False."""
        out: dict[str, Draft] = {}
        for rule in self.template.fields:
            if rule.find == "same_as":
                continue
            found = self._field(rule, rule.find)
            if not found.found and rule.otherwise:
                found = self._field(rule, rule.otherwise)
            out[rule.key] = _chosen(rule, found)
            _doubt_part(rule.key, found)
            if rule.must and isinstance(found.value, str) and not re.search(rule.must, fold(found.value)):
                found.doubts.add("form")
        self._doubt_unopened(out)
        for rule in self.template.fields:
            if rule.find == "same_as":
                out[rule.key] = _copy(rule, out[rule.source or ""])
        return {rule.key: out[rule.key] for rule in self.template.fields}

    def _doubt_unopened(self, out: dict[str, Draft]) -> None:
        """Where a block's first label was not seen, a label that other blocks share may be of either of them."""
        rules = [r for r in self.template.fields if r.key in out and r.find == "label"]
        if all(out[r.key].raw for r in rules if r.opens and r.required):
            return
        for rule in rules:
            own = set(rule.labels)
            if out[rule.key].raw and any(o.key != rule.key and own & set(o.labels) for o in rules):
                out[rule.key].doubts.add("guess")

    def _field(self, rule: FieldRule, find: Find) -> Draft:
        finder = _FINDERS.get(find)
        return finder(self, rule) if finder else Draft(rule.kind)

    def _of_span(self, rule: FieldRule, found: Span | None) -> Draft:
        if found is None:
            return Draft(rule.kind)
        return self.taken(rule, found.tokens)

    def taken(self, rule: FieldRule, tokens: Sequence[Token], likeness: float = 1.0) -> Draft:
        """The rule's part of these words (all of them without ``take``)."""
        kept = take(rule.take, tokens)
        if kept is None:
            return Draft(rule.kind, found=True, likeness=likeness)
        return draft(rule.kind, kept, likeness=likeness, read_by=self.read_by)


def _chosen(rule: FieldRule, found: Draft) -> Draft:
    """The entry of ``choices`` that was meant; a value that is near none of them is for a person."""
    if not rule.choices or not isinstance(found.value, str):
        return found
    key = squash(found.value)
    said = found.value.casefold()
    best = max(rule.choices, key=lambda c: (like(key, squash(c)), c.casefold() == said))
    if like(key, squash(best)) >= 0.8:
        meant = with_case_of(found.value, best)
        found.repaired |= meant.casefold() != found.value.casefold()
        found.value, found.support = meant, found.support + 1
    else:
        found.doubts.add("form")
    return found


_FIGURES = re.compile(r"\d+")


def _doubt_part(key: str, found: Draft) -> None:
    """A date of which only a part was taken: no other day than that of a birth is known by its year alone (B.1)."""
    if found.kind not in ("date", "year") or not isinstance(found.value, str) or len(found.value) == 10:
        return
    figures = _FIGURES.findall(found.raw or "")
    if sum(map(len, figures)) > (6 if "-" in found.value else 4) or (found.kind == "date" and "birth" not in key):
        found.doubts.add("form")


def _copy(rule: FieldRule, source: Draft) -> Draft:
    if source.value is None:
        return Draft(rule.kind)
    out = of_value(rule.kind, source.value, "derived", like=source)
    out.words, out.worst, out.likeness, out.certainty, out.doubts = (
        source.words,
        source.worst,
        source.likeness,
        source.certainty,
        set(source.doubts),
    )
    out.hand, out.repaired, out.figures = source.hand, source.repaired, source.figures
    return out


def _label(self: Extraction, rule: FieldRule) -> Draft:
    found = self._read[0].get(rule.key)
    if found is None:
        return Draft(rule.kind)
    if found.empty:
        return Draft(rule.kind, found=True, likeness=found.likeness)
    tokens = found.tokens
    if rule.kind in _ONE_WORD:
        # "Kinh 6/ …": the number of the form's next line
        tokens = tokens[: next((n for n, t in enumerate(tokens) if n and is_enumerator(t)), len(tokens))]
    # "Giấy tờ tùy thân … số: …": the label goes on with words that it is not known with
    rest = next((n for n, t in enumerate(tokens[:4], 1) if t.text.endswith(":") and len(t.key) > 1), 0)
    odd = found.guessed or (0 < rest < len(tokens) and rule.kind != "text" and not tokens[0].text[0].isdigit())
    out = self.taken(rule, tokens[rest:] if odd and not found.guessed else tokens, found.likeness)
    if odd:
        out.doubts.add("guess")
    return out


def _number(self: Extraction, rule: FieldRule) -> Draft:
    limit = self.title_bottom
    return self._of_span(rule, number(self.head, None if limit is None else limit + 3 * self.head.unit))


def _dated(self: Extraction, part: int) -> Span | None:
    limit = self.title_bottom
    for number_, sheet in enumerate(self.sheets):
        for found in place_dates(sheet):
            if number_ == self.titled and limit is not None and found[2].y0 < limit:
                return found[0] if part == 0 else found[1]
    # below the text, above the signature: the last one
    last = [f for sheet in self.sheets for f in place_dates(sheet)]
    return (last[-1][0] if part == 0 else last[-1][1]) if last else None


def _issuer(self: Extraction, rule: FieldRule) -> Draft:
    bodies = letterhead(self.head)
    return draft(rule.kind, span(*bodies[-1]).tokens, read_by=self.read_by) if bodies else Draft(rule.kind)


def _superior(self: Extraction, rule: FieldRule) -> Draft:
    bodies = letterhead(self.head)[:-1]
    return (
        draft(rule.kind, span(*(p for b in bodies for p in b)).tokens, read_by=self.read_by)
        if bodies
        else Draft(rule.kind)
    )


def _issuer_signed(self: Extraction, rule: FieldRule) -> Draft:
    return self._of_span(rule, self.signer.office if self.signer else None)


def _listed_title(found: Signer | None, text: str) -> str | None:
    return printed_title(text, found.authority.text if found and found.authority else "")


def _signed(part: str) -> Callable[[Extraction, FieldRule], Draft]:
    def finder(self: Extraction, rule: FieldRule) -> Draft:
        out = self._of_span(rule, getattr(self.signer, part) if self.signer else None)
        out.sealed = out.found and out.source == "ocr"
        if part == "name" and out.raw and not looks_like_name(out.raw):
            # where the name stands is known, what it is can't be read: contract.md 1 has that as missing, with raw
            out.value = None
        listed = _listed_title(self.signer, str(out.value)) if part == "title" and out.value else None
        if listed is not None and out.value is not None:
            upper = listed if str(out.value).isupper() else listed.capitalize()
            # a closed list: a letter off is a misreading, the right word a confirmation
            out.repaired = upper.casefold() != str(out.value).casefold()
            out.value, out.support = (upper if out.repaired else out.value), out.support + 1
        elif part == "title" and out.value is not None:
            out.doubts.add("form")
        return out

    return finder


def _title(self: Extraction, rule: FieldRule) -> Draft:
    title = self.kinds[self.titled].title
    if title is None:
        return Draft(rule.kind)
    out = draft(rule.kind, [t for p in title.pieces for t in p.tokens], read_by=self.read_by)
    printed = printed_heading(self.template, str(out.value))
    if printed is not None:
        # titles are a closed list: a mark off is a misreading, the right words a confirmation
        out.repaired, out.value, out.support = printed != out.value, printed, out.support + 1
    return out


def printed_heading(template: PaperTemplate, text: str) -> str | None:
    """The template's title that was read with a letter or a mark off; None where it is another text."""
    key = squash(text)
    titles = [*template.titles, *(t for v in template.variants for t in v.titles)]
    best = max(titles, key=lambda t: like(key, squash(t)), default="")
    return best if best and like(key, squash(best)) >= 0.93 else None


def vietnamese_title(template: PaperTemplate, heading: str) -> str:
    """The Vietnamese line of a bilingual card's heading: "CĂN CƯỚC" of "CĂN CƯỚC IDENTITY CARD" (domain.md B.3)."""
    if template.layout != "card":
        return heading
    titles = [*template.titles, *(t for v in template.variants for t in v.titles)]
    own = [t for t in titles if heading.startswith(f"{t} ") and heading.removeprefix(t).isascii()]
    return max(own, key=len, default=heading)


def _pattern(self: Extraction, rule: FieldRule) -> Draft:
    found: list[tuple[float, Piece]] = []
    for number_, sheet in enumerate(self.sheets):
        for piece in sheet.pieces:
            if rule.take and re.search(rule.take, fold(piece.text)):
                found.append((number_ * 0.1 + abs(piece.middle - 0.5), piece))
    if not found:
        return Draft(rule.kind)
    # serial numbers and barcodes stand at an edge of the paper
    return self.taken(rule, max(found, key=lambda f: f[0])[1].tokens)


def _many(
    finder: Callable[[Region, FieldRule, str], list[dict[str, Draft]]],
) -> Callable[[Extraction, FieldRule], Draft]:
    def found(self: Extraction, rule: FieldRule) -> Draft:
        regions = self.regions.get(rule.key, [])
        items = [item for region in regions for item in finder(region, rule, self.read_by)]
        out = lists.as_list(rule, items, bool(regions))
        if out.value is None:
            out.raw = lists.unread(rule, regions)
        return out

    return found


def _numbered(self: Extraction, rule: FieldRule) -> Draft:
    regions = self.regions.get(rule.key, [])
    spans = [s for region in regions for s in lists.numbered(region)]
    return lists.as_texts(rule, spans, bool(regions), self.read_by)


def _bullets(self: Extraction, rule: FieldRule) -> Draft:
    return lists.bulleted(self.sheets, rule, self.read_by)


def _boxes(self: Extraction, rule: FieldRule) -> Draft:
    return lists.ticked(self.sheets, rule)


def _decree(part: str) -> Callable[[Extraction, FieldRule], Draft]:
    def finder(self: Extraction, rule: FieldRule) -> Draft:
        found: Span | None = getattr(decree30, part)(self.head, self.kinds[self.titled])
        return self._of_span(rule, found)

    return finder


def _kind(self: Extraction, rule: FieldRule) -> Draft:
    if self.kinds[self.titled].title is not None:
        return _title(self, rule)
    return of_value(rule.kind, "CÔNG VĂN", "derived", confidence=0.95)


def _changes(self: Extraction, rule: FieldRule) -> Draft:
    return lists.changes(self.sheets, rule, self.read_by)


def _has_changes(self: Extraction, rule: FieldRule) -> Draft:
    return lists.has_changes(self.sheets, rule, self.read_by)


def _parties(self: Extraction, rule: FieldRule) -> Draft:
    return lists.parties(self.sheets, rule, self.read_by)


_FINDERS: dict[Find, Callable[[Extraction, FieldRule], Draft]] = {
    "label": _label,
    "number": _number,
    "place": lambda self, rule: self._of_span(rule, _dated(self, 0)),
    "place_date": lambda self, rule: self._of_span(rule, _dated(self, 1)),
    "issuer": _issuer,
    "superior": _superior,
    "issuer_signed": _issuer_signed,
    "signer_name": _signed("name"),
    "signer_title": _signed("title"),
    "signer_authority": _signed("authority"),
    "title": _title,
    "pattern": _pattern,
    "bullets": _bullets,
    "numbered": _numbered,
    "abstract": _decree("abstract"),
    "kind": _kind,
    "urgency": _decree("urgency"),
    "secrecy": _decree("secrecy"),
    "boxes": _boxes,
    "table": _many(lists.table),
    "blocks": _many(lists.blocks),
    "changes": _changes,
    "has_changes": _has_changes,
    "parties": _parties,
}
