"""Receipts and handoffs to phones on the registry table: a dossier has one code, a code one receipt."""

from __future__ import annotations

from datetime import datetime

from motlan.adapters.dynamodb_table import ConditionFailed, Table
from motlan.model.handoff import Handoff
from motlan.model.receipt import Receipt


class DynamoReceipts:
    """``ports.Receipts``."""

    def __init__(self, table: Table | None = None) -> None:
        self._table = table or Table()

    def code_of(self, dossier_id: str, offered: str) -> str:
        """See ``ports.Receipts``."""
        key = {"pk": f"DOSSIER#{dossier_id}", "sk": "RECEIPT"}
        try:
            self._table.put(key | {"code": offered}, new=True)
        except ConditionFailed:
            found = self._table.get(key["pk"], key["sk"])
            return str(found["code"]) if found else offered
        return offered

    def keep(self, receipt: Receipt) -> None:
        """See ``ports.Receipts``."""
        self._table.put({"pk": f"RECEIPT#{receipt.code}", "sk": "RECEIPT", "body": receipt.model_dump_json()})

    def get(self, code: str) -> Receipt | None:
        """See ``ports.Receipts``."""
        item = self._table.get(f"RECEIPT#{code}", "RECEIPT")
        return Receipt.model_validate_json(item["body"]) if item else None


class DynamoHandoffs:
    """``ports.Handoffs``: gone by the table's TTL."""

    def __init__(self, table: Table | None = None) -> None:
        self._table = table or Table()

    def keep(self, token: str, handoff: Handoff) -> None:
        """See ``ports.Handoffs``."""
        ends = int(datetime.fromisoformat(handoff.until).timestamp())
        key = {"pk": f"HANDOFF#{token}", "sk": "HANDOFF"}
        self._table.put(key | {"body": handoff.model_dump_json(), "expires_at": ends}, new=True)

    def get(self, token: str) -> Handoff | None:
        """See ``ports.Handoffs``."""
        item = self._table.get(f"HANDOFF#{token}", "HANDOFF")
        return Handoff.model_validate_json(item["body"]) if item else None
