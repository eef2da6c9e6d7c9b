"""What is given of a paper while its fields are sought: its template, its sheets, its labels' readings, its signer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from motlan.understanding.classify import Kind
from motlan.understanding.draft import Draft, draft
from motlan.understanding.find import FormReader, Reading, Region
from motlan.understanding.heads import Span
from motlan.understanding.layout import Sheet, Token
from motlan.understanding.paper_template import FieldRule, PaperTemplate
from motlan.understanding.signers import Signer, signer
from motlan.understanding.taking import take

_readers: dict[int, tuple[PaperTemplate, FormReader]] = {}


def reader_of(template: PaperTemplate) -> FormReader:
    """The reader of a template, built once."""
    known = _readers.get(id(template))
    if known is None or known[0] is not template:
        known = _readers[id(template)] = (template, FormReader(template))
    return known[1]


@dataclass
class Given:
    """One paper's template and sheets, and what is read off them once for all fields."""

    template: PaperTemplate
    sheets: Sequence[Sheet]
    kinds: Sequence[Kind]

    @cached_property
    def _read(self) -> tuple[dict[str, Reading], dict[str, list[Region]]]:
        return reader_of(self.template).read(
            self.sheets, [(k.title.top, k.title.bottom) if k.title else None for k in self.kinds]
        )

    @property
    def readings(self) -> dict[str, Reading]:
        """What stands at each label."""
        return self._read[0]

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

    def of_span(self, rule: FieldRule, found: Span | None) -> Draft:
        """The rule's part of these words."""
        if found is None:
            return Draft(rule.kind)
        return self.taken(rule, found.tokens)

    def taken(self, rule: FieldRule, tokens: Sequence[Token], likeness: float = 1.0) -> Draft:
        """The rule's part of these words (all of them without ``take``)."""
        kept = take(rule.take, tokens)
        if kept is None:
            return Draft(rule.kind, found=True, likeness=likeness)
        return draft(rule.kind, kept, likeness=likeness, read_by=self.read_by)
