"""``ports.Events`` on an EventBridge bus."""

from __future__ import annotations

import json
import secrets
import threading
import time
from collections.abc import Mapping

from motlan.adapters import aws
from motlan.model import TransientError

_lock = threading.Lock()
_last = 0


def place_now() -> str:
    """Nanoseconds since 1970, later than every earlier one of this process: sorts as text."""
    global _last  # noqa: PLW0603  (one clock a process, whoever publishes)
    with _lock:
        _last = max(time.time_ns(), _last + 1)
        return f"{_last:020d}"


class EventBus:
    """Source ``motlan``; the kind is the detail type. Consumers must expect an event more than once.

    Each detail gets ``event``, its id (``once``, where there is one: a repeated event is known as such), and ``place``,
    by which events are put in order again: the bus keeps none.
    """

    def __init__(self, name: str) -> None:
        self.name = name

    def publish(self, kind: str, detail: Mapping[str, object]) -> None:
        """See ``ports.Events``."""
        own = {"event": str(detail.get("once") or secrets.token_hex(10)), "place": place_now()}
        body = json.dumps(dict(detail) | own)
        entry = {"Source": "motlan", "DetailType": kind, "Detail": body, "EventBusName": self.name}
        with aws.translated("EventBridge"):
            answer = aws.client("events").put_events(Entries=[entry])
        if answer.get("FailedEntryCount"):
            code = answer["Entries"][0].get("ErrorCode", "")
            raise TransientError("E_BUSY", "Chưa phát được thông báo.", f"Hãy thử lại (EventBridge: {code}).")
