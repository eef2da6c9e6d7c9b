"""What is kept of dossiers on their way, of their receipts and of owners' requests."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from motlan.model.handoff import Handoff
from motlan.model.owner_request import OwnerRequest, RequestState
from motlan.model.receipt import Receipt
from motlan.model.record import DossierRecord, State
from motlan.model.review import Change


class Registry(Protocol):
    """Dossiers on their way. Every write is conditional, so that a repeated event changes nothing."""

    def create(self, record: DossierRecord) -> None:
        """Raises ``Conflict`` where the id is taken."""
        ...

    def get(self, dossier_id: str) -> DossierRecord:
        """Raises ``NotFound``."""
        ...

    def save(self, record: DossierRecord, changes: Sequence[Change] = ()) -> DossierRecord:
        """Writes if nobody wrote since it was read (``version``), else raises ``Conflict``; returns it as saved.

        ``changes`` enter the dossier's history together with it, or not at all.
        """
        ...

    def changes(self, dossier_id: str) -> list[Change]:
        """What people changed and confirmed, oldest first."""
        ...

    def blank_changes(self, dossier_id: str, place: str) -> None:
        """Takes the values out of what was changed in the paper at this place: its owner had it erased."""
        ...

    def claim(self, dossier_id: str, by: str, *, now: str, until: str) -> DossierRecord:
        """Holds the dossier until then, unless another person holds it at ``now``; the record says who does."""
        ...

    def release(self, dossier_id: str, by: str) -> None:
        """Lets go of it; nothing where ``by`` does not hold it."""
        ...

    def add_pages_done(self, dossier_id: str, batch: str, pages: int) -> None:
        """Counts a batch once, however often it is reported."""
        ...

    def queue(
        self, office: str, state: State, *, limit: int, cursor: str | None
    ) -> tuple[list[DossierRecord], str | None]:
        """Oldest first, with the cursor of the next page or None."""
        ...

    def count(self, office: str, state: State, *, opened: str = "") -> int:
        """How many of the office's dossiers are in the state, of those opened on a day (``2026-11-20``) if given."""
        ...

    def unsent(self, day: str) -> list[str]:
        """Dossiers opened on that day whose files have not all arrived yet."""
        ...

    def claim_content(self, office: str, content_hash: str, dossier_id: str) -> str:
        """Remembers who brought this content to the office first; returns that dossier's id (maybe the caller's)."""
        ...


class Receipts(Protocol):
    """Receipts of dossiers, by their code."""

    def code_of(self, dossier_id: str, offered: str) -> str:
        """The code of the dossier's receipt: ``offered`` where it has none yet."""
        ...

    def keep(self, receipt: Receipt) -> None:
        """Keeps the receipt; an earlier one with its code is gone."""
        ...

    def get(self, code: str) -> Receipt | None:
        """The receipt with this code."""
        ...


class Handoffs(Protocol):
    """What a desk has handed over to phones, by the hash of the link's token."""

    def keep(self, token: str, handoff: Handoff) -> None:
        """Keeps it until it ends."""
        ...

    def get(self, token: str) -> Handoff | None:
        """None where there is none; one that has ended may still be given."""
        ...


class OwnerRequests(Protocol):
    """What owners ask for about their own data, and what became of it."""

    def add(self, request: OwnerRequest) -> None:
        """A new request."""
        ...

    def get(self, request_id: str) -> OwnerRequest:
        """Raises ``NotFound``."""
        ...

    def save(self, request: OwnerRequest) -> OwnerRequest:
        """Raises ``Conflict`` where somebody wrote since it was read."""
        ...

    def queue(
        self, office: str, state: RequestState, *, limit: int, cursor: str | None
    ) -> tuple[list[OwnerRequest], str | None]:
        """Oldest first, with the cursor of the next page or None."""
        ...

    def of_owner(self, owner: str) -> list[OwnerRequest]:
        """All of one owner, oldest first."""
        ...
