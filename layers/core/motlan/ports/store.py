"""The owners' store."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from motlan.model.store import Access, PaperEvent, Scan, StoredPaper


class Store(Protocol):
    """The owners' store. Papers change by whole transactions: paper, scan, owners and event, or nothing."""

    def get(self, paper_id: str) -> StoredPaper:
        """Raises ``NotFound``."""
        ...

    def find(self, identity: str) -> StoredPaper | None:
        """The paper that has this identity, whoever scanned it."""
        ...

    def scan(self, dossier_id: str, place: str) -> tuple[str, Scan] | None:
        """What was filed from this place of a dossier: paper id and scan."""
        ...

    def add(self, paper: StoredPaper, event: PaperEvent) -> StoredPaper:
        """A new paper with its first scan. Raises ``Conflict`` where the identity or the place is taken."""
        ...

    def add_scan(self, paper: StoredPaper, scan: Scan, event: PaperEvent) -> StoredPaper:
        """A further scan, and the paper as it stands with it. Raises ``Conflict`` where somebody wrote meanwhile."""
        ...

    def save(self, paper: StoredPaper, event: PaperEvent, scan: Scan | None = None) -> StoredPaper:
        """A changed paper (and its scan, read anew). Raises ``Conflict`` where somebody wrote since it was read."""
        ...

    def drop_scan(self, paper: StoredPaper, scan: Scan, event: PaperEvent) -> StoredPaper:
        """The paper as it stands without this scan, which goes. Raises ``Conflict`` where somebody wrote meanwhile."""
        ...

    def reuse(self, event: PaperEvent) -> StoredPaper:
        """Counts a reuse once for its ``once``. Raises ``NotFound``."""
        ...

    def of_dossier(self, dossier_id: str) -> list[tuple[StoredPaper, Scan]]:
        """The papers filed from a dossier with their scans in it, by page; those without an owner too."""
        ...

    def of_owner(self, owner: str, types: Collection[str] | None = None) -> list[StoredPaper]:
        """All papers of one owner, or those of some types."""
        ...

    def by_number(self, type_: str, number: str) -> list[StoredPaper]:
        """Papers of a type with this number (as ``rules.identity.plain_number`` writes it)."""
        ...

    def filed(
        self, office: str, month: str, *, limit: int, cursor: str | None, tag: str | None = None
    ) -> tuple[list[StoredPaper], str | None]:
        """What an office filed first in a month (``2026-11``), oldest first, with the cursor of the next page.

        ``tag``: only those that bear it, as ``StoredPaper.tags`` writes it.
        """
        ...

    def events(self, paper_id: str) -> list[PaperEvent]:
        """The paper's history, oldest first."""
        ...

    def blank_events(self, paper_id: str) -> None:
        """Takes the values out of the paper's history: its owner had it erased."""
        ...

    def trace(self, access: Access) -> None:
        """Writes down that somebody looked; append-only."""
        ...

    def traces(self, owner: str, *, limit: int = 100, before: str | None = None) -> list[Access]:
        """Who looked into this owner's store, newest first; ``before``: ``<at>#<id>`` of the last one seen."""
        ...
