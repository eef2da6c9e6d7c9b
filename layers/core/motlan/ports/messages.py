"""What goes out: executions, events, webhooks, dead letters."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from motlan.model.letters import DeadLetter
from motlan.model.webhook import Delivery, Subscription, Told
from motlan.rules.hosts import Target


class Executions(Protocol):
    """The state machine that digitises a dossier."""

    def start(self, dossier_id: str, batches: Sequence[Mapping[str, object]], run: str = "") -> None:
        """Starts once a dossier and ``run``: a second call for the same one is no error and does nothing."""
        ...


class Events(Protocol):
    """The event bus (``motlan.*``). Details hold ids and codes, never personal data."""

    def publish(self, kind: str, detail: Mapping[str, object]) -> None:
        """``kind`` as ``motlan.dossier.filed``."""
        ...


class Outbox(Protocol):
    """Events that wait for partners, in the order in which a subject's were published (``model.webhook.Told``)."""

    def subscriptions(self) -> list[Subscription]:
        """All of them (a few dozen at most)."""
        ...

    def subscription(self, identifier: str) -> Subscription:
        """Raises ``NotFound``."""
        ...

    def subscribe(self, subscription: Subscription) -> None:
        """Writes one, new or changed."""
        ...

    def keep(self, subscription: str, told: Told) -> None:
        """The event waits for this partner; the same one twice waits once."""
        ...

    def waiting(self, subscription: str, subject: str, limit: int) -> list[Told]:
        """The first that wait of a subject, in order."""
        ...

    def arrived(self, subscription: str, told: Told) -> None:
        """The event waits no more."""
        ...

    def pending(self, subscription: str) -> list[str]:
        """Subjects of which anything waits."""
        ...

    def log(self, subscription: str, delivery: Delivery) -> None:
        """Writes down a try; append-only."""
        ...

    def deliveries(self, subscription: str, limit: int) -> list[Delivery]:
        """The last tries, newest first."""
        ...


class Wakes(Protocol):
    """A queue of whom to tell of what."""

    def wake(self, subscription: str, subject: str) -> None:
        """Something in the outbox is for this partner."""
        ...


class Sender(Protocol):
    """Speaks to a partner's machine."""

    def post(self, target: Target, body: bytes, headers: Mapping[str, str]) -> int:
        """The status of its answer. Raises ``OSError`` where there is none."""
        ...


class Queues(Protocol):
    """The queues of files that arrived, and what of them nobody could deal with."""

    def lengths(self) -> dict[str, int]:
        """``waiting``, ``in_work`` and ``dead``, each about so many messages."""
        ...

    def dead(self, most: int) -> list[DeadLetter]:
        """Some of the dead letters; they stay where they are."""
        ...

    def replay(self, ids: Collection[str], most: int) -> list[str]:
        """Puts dead letters back to where they came from (all, where no ids are given); returns which."""
        ...
