"""Partners are told of events: in order a paper, at least once, also when they were away; nothing is lost meanwhile.

The outbox holds the events, a wake says that something in it is for somebody. A wake that fails comes again, later each
time; one that failed too often waits in the dead letters, its subject among those that ``replay`` wakes again.
"""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from motlan.model import BadRequest, Conflict, NotFound, TransientError
from motlan.model.webhook import Delivery, Subscription, Told
from motlan.ports import Clock, Outbox, Sender, Wakes
from motlan.rules.hosts import allowed
from motlan.rules.signature import HEADER, sign

MAX_SUBSCRIPTIONS = 50
#: Events sent in one go; what is left gets a wake of its own.
_BATCH = 5
#: At most so many deliveries or waiting subjects in an answer.
_SHOWN = 100


@dataclass(frozen=True)
class Webhooks:
    """What operators do with subscriptions. ``hosts``: see ``rules.hosts.allowed``."""

    outbox: Outbox
    wakes: Wakes
    clock: Clock
    hosts: str

    def subscribe(self, url: str, kinds: list[str], offices: list[str], by: str) -> Subscription:
        """A new one, told of what happens from now on. Raises ``BadRequest`` for an address that is not allowed."""
        if allowed(url, self.hosts) is None:
            raise BadRequest("E_URL", "Địa chỉ này không được phép nhận thông báo.", "Dùng https và tên máy đã khai.")
        if len(self.outbox.subscriptions()) >= MAX_SUBSCRIPTIONS:
            raise BadRequest("E_WEBHOOKS", f"Đã có {MAX_SUBSCRIPTIONS} địa chỉ nhận.", "Dùng lại địa chỉ cũ.")
        made = Subscription(
            id=f"w{secrets.token_hex(8)}",
            url=url,
            kinds=kinds,
            offices=offices,
            secret=_new_secret(),
            created_by=by,
            created_at=self.clock.now().isoformat(timespec="seconds"),
        )
        self.outbox.subscribe(made)
        return made

    def switch(self, identifier: str, active: bool) -> Subscription:
        """Stops or goes on; what happened while it was stopped has waited, and is woken by ``replay``."""
        changed = self.outbox.subscription(identifier).model_copy(update={"active": active})
        self.outbox.subscribe(changed)
        return changed

    def rotate(self, identifier: str, hours: int) -> Subscription:
        """A new secret; the old one signs beside it for so many hours more (0: it is known to others, it ends now).

        Raises ``Conflict`` while an older one still counts: the partner may know that one only.
        """
        known, now = self.outbox.subscription(identifier), self.clock.now()
        if hours and known.older(now):
            message = f"Khóa trước còn dùng đến {known.old_until}."
            raise Conflict("E_ROTATING", message, "Chờ đến lúc đó, hoặc hours=0 nếu khóa đã lộ.")
        until = (now + timedelta(hours=hours)).isoformat(timespec="seconds") if hours else None
        told = {"secret": _new_secret(), "old_secret": known.secret if hours else None, "old_until": until}
        changed = known.model_copy(update=told)
        self.outbox.subscribe(changed)
        return changed

    def replay(self, identifier: str) -> int:
        """Wakes every subject that waits; returns how many."""
        subjects = self.outbox.pending(self.outbox.subscription(identifier).id)
        for subject in subjects:
            self.wakes.wake(identifier, subject)
        return len(subjects)

    def history(self, identifier: str) -> tuple[list[str], list[Delivery]]:
        """What waits, and the last deliveries, newest first."""
        known = self.outbox.subscription(identifier)
        return self.outbox.pending(known.id)[:_SHOWN], self.outbox.deliveries(known.id, _SHOWN)


def _new_secret() -> str:
    return secrets.token_urlsafe(32)


@dataclass(frozen=True)
class Tell:
    """What the queue's consumer does with its two kinds of messages."""

    outbox: Outbox
    wakes: Wakes
    sender: Sender
    clock: Clock
    hosts: str
    seconds: Callable[[], float] = time.monotonic

    def spread(self, type_: str, detail: Mapping[str, object]) -> int:
        """An event of the bus waits for each partner that wants it and wakes it: a slow one holds up no other."""
        told = Told.of(type_, detail)
        wanting = [s for s in self.outbox.subscriptions() if s.wants(type_, detail.get("office"))]
        for subscription in wanting:
            self.outbox.keep(subscription.id, told)
            if subscription.active:
                self.wakes.wake(subscription.id, told.subject)
        return len(wanting)

    def drain(self, identifier: str, subject: str) -> int:
        """Sends what waits for the partner of this subject, oldest first, and stops at what does not arrive.

        Raises ``TransientError`` then: later events of the subject wait behind it. Returns how many were sent.
        """
        try:
            subscription = self.outbox.subscription(identifier)
        except NotFound:
            return 0
        if not subscription.active:
            return 0
        events = self.outbox.waiting(identifier, subject, _BATCH)
        for told in events:
            self._send(subscription, told)
            self.outbox.arrived(identifier, told)
        if len(events) == _BATCH:
            self.wakes.wake(identifier, subject)
        return len(events)

    def _send(self, subscription: Subscription, told: Told) -> None:
        body = json.dumps(told.model_dump(include={"id", "type", "at", "detail"}), separators=(",", ":")).encode()
        now = self.clock.now()
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "motlan-webhooks/1",
            "Motlan-Event": told.type,
            "Motlan-Event-Id": told.id,
            HEADER: sign(subscription.secret, body, int(now.timestamp()), *subscription.older(now)),
        }
        start, status, problem = self.seconds(), None, None
        target = allowed(subscription.url, self.hosts)
        try:
            if target is None:
                problem = "address is not allowed any more"
            else:
                status = self.sender.post(target, body, headers)
        except OSError as error:
            problem = f"{type(error).__name__}: {error}"[:200]
        delivery = Delivery(
            at=self.clock.now().isoformat(timespec="milliseconds"),
            event=told.id,
            type=told.type,
            subject=told.subject,
            status=status,
            milliseconds=round(1000 * (self.seconds() - start)),
            problem=problem,
        )
        self.outbox.log(subscription.id, delivery)
        if not delivery.arrived:
            raise TransientError("E_NOT_TOLD", "Đối tác chưa nhận thông báo.", f"Sẽ gửi lại ({status or problem}).")
