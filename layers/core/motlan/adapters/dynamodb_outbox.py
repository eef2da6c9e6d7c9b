"""The outbox on DynamoDB: what waits for each partner, event by event, and what came of each try."""

from __future__ import annotations

import time

from motlan.adapters.dynamodb_table import Row, Table
from motlan.model import NotFound
from motlan.model.webhook import Delivery, Subscription, Told

#: A partner that is away longer has to ask for the state instead of the events.
KEPT_SECONDS = 30 * 86_400
_ALL = "WEBHOOKS"


class DynamoOutbox:
    """``ports.Outbox``. An event that waits is an item of its own, deleted when it has arrived: no place to lose."""

    def __init__(self, table: Table | None = None) -> None:
        self._table = table or Table()

    def subscriptions(self) -> list[Subscription]:
        """See ``ports.Outbox``."""
        return [Subscription.model_validate_json(item["body"]) for item in self._table.query_all(_ALL)]

    def subscription(self, identifier: str) -> Subscription:
        """See ``ports.Outbox``."""
        item = self._table.get(_ALL, identifier)
        if item is None:
            raise NotFound("E_NO_WEBHOOK", "Không có địa chỉ nhận thông báo này.", "Kiểm tra lại mã.")
        return Subscription.model_validate_json(item["body"])

    def subscribe(self, subscription: Subscription) -> None:
        """See ``ports.Outbox``."""
        self._table.put({"pk": _ALL, "sk": subscription.id, "body": subscription.model_dump_json()})

    def keep(self, subscription: str, told: Told) -> None:
        """See ``ports.Outbox``."""
        row: Row = {"pk": f"WEBHOOK#{subscription}", "sk": _sk(told), "body": told.model_dump_json()}
        self._table.put(row | {"expires_at": _expiry()})

    def waiting(self, subscription: str, subject: str, limit: int) -> list[Told]:
        """See ``ports.Outbox``."""
        items, _ = self._table.query(f"WEBHOOK#{subscription}", prefix=f"WAIT#{subject}#", limit=limit)
        return [Told.model_validate_json(item["body"]) for item in items]

    def arrived(self, subscription: str, told: Told) -> None:
        """See ``ports.Outbox``. Deleting what another sender has deleted is no error."""
        self._table.remove(f"WEBHOOK#{subscription}", _sk(told))

    def pending(self, subscription: str) -> list[str]:
        """See ``ports.Outbox``."""
        items = self._table.query_all(f"WEBHOOK#{subscription}", prefix="WAIT#")
        return list(dict.fromkeys(str(item["sk"]).split("#")[1] for item in items))

    def log(self, subscription: str, delivery: Delivery) -> None:
        """See ``ports.Outbox``."""
        place = f"{delivery.at}#{delivery.event}#{time.time_ns()}"
        row: Row = {"pk": f"WEBHOOK#{subscription}", "sk": f"LOG#{place}", "body": delivery.model_dump_json()}
        self._table.put(row | {"expires_at": _expiry()})

    def deliveries(self, subscription: str, limit: int) -> list[Delivery]:
        """See ``ports.Outbox``."""
        items, _ = self._table.query(f"WEBHOOK#{subscription}", prefix="LOG#", limit=limit, newest_first=True)
        return [Delivery.model_validate_json(item["body"]) for item in items]


def _sk(told: Told) -> str:
    return f"WAIT#{told.subject}#{told.place}#{told.id}"


def _expiry() -> int:
    return int(time.time()) + KEPT_SECONDS
