"""What is counted, once."""

from __future__ import annotations

from typing import Literal, Protocol

from motlan.model.counting import AskedCount, Counted, DayCount, Fact, Known


class Counts(Protocol):
    """Facts of dossiers and the sums that they make: added to as facts come, never reckoned over again."""

    def note(self, fact: Fact) -> bool:
        """Writes a fact down with its dossier; False where it was there already (``once``)."""
        ...

    def known(self, dossier_id: str) -> Known:
        """All that is counted of a dossier, read at one moment. Raises ``NotFound``."""
        ...

    def move(self, before: Counted | None, after: Counted, day: str) -> None:
        """Takes a dossier's old marks out of the sums and puts its new ones in, as known on ``day``; all or nothing.

        Raises ``Conflict`` where somebody counted this dossier since ``before`` was read.
        """
        ...

    def days(self, office: str, month: str) -> list[DayCount]:
        """An office's sums whose day lies in that month (``2026-11``)."""
        ...

    def asked(self, office: str, month: str) -> list[AskedCount]:
        """What an office's dossiers of a month asked for."""
        ...

    def dossiers(
        self, office: str, month: str, by: Literal["received", "finished"], *, limit: int, cursor: str | None
    ) -> tuple[list[Counted], str | None]:
        """An office's counted dossiers of a month, by day, with the cursor of the next page."""
        ...

    def offices(self) -> list[str]:
        """Every office that ever had a dossier counted."""
        ...
