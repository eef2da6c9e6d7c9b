"""``ports.Events`` on an EventBridge bus."""

from __future__ import annotations

import json
from collections.abc import Mapping

from motlan.adapters import aws
from motlan.model import TransientError


class EventBus:
    """Source ``motlan``; the kind is the detail type. Consumers must expect an event more than once."""

    def __init__(self, name: str) -> None:
        self.name = name

    def publish(self, kind: str, detail: Mapping[str, object]) -> None:
        """See ``ports.Events``."""
        entry = {"Source": "motlan", "DetailType": kind, "Detail": json.dumps(detail), "EventBusName": self.name}
        with aws.translated("EventBridge"):
            answer = aws.client("events").put_events(Entries=[entry])
        if answer.get("FailedEntryCount"):
            code = answer["Entries"][0].get("ErrorCode", "")
            raise TransientError("E_BUSY", "Chưa phát được thông báo.", f"Hãy thử lại (EventBridge: {code}).")
