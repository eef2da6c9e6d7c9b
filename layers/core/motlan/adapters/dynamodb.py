"""The registry of dossiers on DynamoDB. Keys and questions stand in ``docs/access-patterns.md``."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from typing import Any

from motlan.adapters.dynamodb_table import ConditionFailed, Item, Table, to_wire
from motlan.model import Conflict, NotFound
from motlan.model.record import DossierRecord, State
from motlan.model.review import Change

#: Kept as attributes of their own: ``pages_done`` is counted by batches side by side and never overwritten by ``save``.
_OWN = {"version", "pages_done", "claimed_by", "lease_until"}


class DynamoRegistry:
    """``ports.Registry``. One item a dossier (``RECORD``), one a counted batch, one a claimed content."""

    def __init__(self, table: Table | None = None) -> None:
        self._table = table or Table()

    def create(self, record: DossierRecord) -> None:
        """See ``ports.Registry``."""
        try:
            self._table.put(_item(record) | {"pages_done": record.pages_done}, new=True)
        except ConditionFailed as error:
            raise Conflict("E_DOSSIER_EXISTS", "Mã hồ sơ này đã có.", "Mở hồ sơ đã có hoặc tạo mã mới.") from error

    def get(self, dossier_id: str) -> DossierRecord:
        """See ``ports.Registry``. Read consistently: what a batch counted a moment ago is seen."""
        item = self._table.get(_pk(dossier_id), "RECORD")
        if item is None:
            raise NotFound("E_NO_DOSSIER", "Không có hồ sơ này.", "Kiểm tra lại mã hồ sơ.")
        return _record(item)

    def save(self, record: DossierRecord, changes: Sequence[Change] = ()) -> DossierRecord:
        """See ``ports.Registry``. All but ``pages_done`` and the claim, which are only written by their own calls."""
        fresh = _item(record)
        for key in ("pk", "sk", "version"):
            del fresh[key]
        kept = [name for name in fresh if fresh[name] is not None]
        gone = [name for name in fresh if fresh[name] is None]
        update = "SET " + ", ".join(f"#{k} = :{k}" for k in kept) + ", #version = :next"
        values: dict[str, str | int | None] = {f":{k}": fresh[k] for k in kept}
        call: dict[str, Any] = {
            "Key": to_wire({"pk": _pk(record.id), "sk": "RECORD"}),
            "UpdateExpression": update + (" REMOVE " + ", ".join(f"#{k}" for k in gone) if gone else ""),
            "ConditionExpression": "#version = :seen",
            "ExpressionAttributeNames": {f"#{k}": k for k in [*fresh, "version"]},
            "ExpressionAttributeValues": to_wire(values | {":seen": record.version, ":next": record.version + 1}),
        }
        history = [_change(record, n, change) for n, change in enumerate(changes)]
        try:
            if not history:
                return _record(self._table.update(**call))
            self._table.transact([{"Update": call}, *({"Put": {"Item": to_wire(item)}} for item in history)])
        except ConditionFailed as error:
            if self._table.get(_pk(record.id), "RECORD") is None:
                raise NotFound("E_NO_DOSSIER", "Không có hồ sơ này.", "Kiểm tra lại mã hồ sơ.") from error
            raise Conflict("E_STALE", "Hồ sơ vừa được người khác thay đổi.", "Mở lại hồ sơ rồi làm tiếp.") from error
        return record.model_copy(update={"version": record.version + 1})

    def changes(self, dossier_id: str) -> list[Change]:
        """See ``ports.Registry``."""
        items = self._table.query_all(_pk(dossier_id), prefix="CHANGE#")
        return [Change.model_validate_json(item["body"]) for item in items]

    def blank_changes(self, dossier_id: str, place: str) -> None:
        """See ``ports.Registry``."""
        for item in list(self._table.query_all(_pk(dossier_id), prefix="CHANGE#")):
            change = Change.model_validate_json(item["body"])
            if change.place == place:
                blank = change.model_copy(update={"before": None, "after": None, "note": None})
                self._table.put(item | {"body": blank.model_dump_json()})

    def claim(self, dossier_id: str, by: str, *, now: str, until: str) -> DossierRecord:
        """See ``ports.Registry``. Beside ``version``: working on a dossier makes nobody's copy of it stale."""
        try:
            item = self._table.update(
                Key=to_wire({"pk": _pk(dossier_id), "sk": "RECORD"}),
                UpdateExpression="SET claimed_by = :by, lease_until = :until",
                ConditionExpression="attribute_exists(pk) AND "
                "(attribute_not_exists(claimed_by) OR claimed_by = :by OR lease_until <= :now)",
                ExpressionAttributeValues=to_wire({":by": by, ":now": now, ":until": until}),
            )
        except ConditionFailed:
            return self.get(dossier_id)
        return _record(item)

    def release(self, dossier_id: str, by: str) -> None:
        """See ``ports.Registry``."""
        with contextlib.suppress(ConditionFailed):
            self._table.update(
                Key=to_wire({"pk": _pk(dossier_id), "sk": "RECORD"}),
                UpdateExpression="REMOVE claimed_by, lease_until",
                ConditionExpression="claimed_by = :by",
                ExpressionAttributeValues=to_wire({":by": by}),
            )

    def add_pages_done(self, dossier_id: str, batch: str, pages: int) -> None:
        """See ``ports.Registry``. The batch's own item makes the count happen once."""
        marker: dict[str, str | int | None] = {"pk": _pk(dossier_id), "sk": f"BATCH#{batch}", "pages": pages}
        try:
            self._table.transact(
                [
                    {"Put": {"Item": to_wire(marker), "ConditionExpression": "attribute_not_exists(pk)"}},
                    {
                        "Update": {
                            "Key": to_wire({"pk": _pk(dossier_id), "sk": "RECORD"}),
                            "UpdateExpression": "ADD pages_done :pages",
                            "ConditionExpression": "attribute_exists(pk)",
                            "ExpressionAttributeValues": to_wire({":pages": pages}),
                        }
                    },
                ]
            )
        except ConditionFailed as error:
            if error.reasons[:1] == ("ConditionalCheckFailed",):
                return  # counted before
            raise NotFound("E_NO_DOSSIER", "Không có hồ sơ này.", "Kiểm tra lại mã hồ sơ.") from error

    def queue(
        self, office: str, state: State, *, limit: int, cursor: str | None
    ) -> tuple[list[DossierRecord], str | None]:
        """See ``ports.Registry``. A query of one index partition; eventually consistent, as a queue may be."""
        items, after = self._table.listed(_queue(office, state), of="DOSSIER", sk="RECORD", limit=limit, cursor=cursor)
        return [_record(item) for item in items], after

    def count(self, office: str, state: State, *, opened: str = "") -> int:
        """See ``ports.Registry``. Keys are counted, not read; eventually consistent."""
        return self._table.count(_queue(office, state), prefix=opened, index="gsi1")

    def unsent(self, day: str) -> list[str]:
        """See ``ports.Registry``. Those that went on have left the index."""
        return [str(item["pk"]).partition("#")[2] for item in self._table.query_all(_unsent(day), index="gsi2")]

    def claim_content(self, office: str, content_hash: str, dossier_id: str) -> str:
        """See ``ports.Registry``."""
        key = {"pk": f"CONTENT#{office}#{content_hash}", "sk": "CLAIM"}
        try:
            self._table.put(key | {"dossier": dossier_id}, new=True)
        except ConditionFailed:
            claim = self._table.get(key["pk"], key["sk"])
            return str(claim["dossier"]) if claim else dossier_id
        return dossier_id


def _pk(dossier_id: str) -> str:
    return f"DOSSIER#{dossier_id}"


def _queue(office: str, state: State) -> str:
    return f"OFFICE#{office}#{state}"


def _unsent(day: str) -> str:
    return f"UNSENT#{day}"


def _item(record: DossierRecord) -> dict[str, str | int | None]:
    return {
        "pk": _pk(record.id),
        "sk": "RECORD",
        "gsi1pk": _queue(record.office, record.state),
        "gsi1sk": f"{record.opened_at}#{record.id}",
        "gsi2pk": _unsent(record.opened_at[:10]) if record.state == "opened" else None,
        "gsi2sk": f"{record.opened_at}#{record.id}" if record.state == "opened" else None,
        "state": record.state,
        "version": record.version,
        "body": record.model_dump_json(exclude=_OWN),
    }


def _change(record: DossierRecord, number: int, change: Change) -> dict[str, str | int | None]:
    key = f"CHANGE#{record.version + 1:06d}#{number:02d}"
    return {"pk": _pk(record.id), "sk": key, "body": change.model_dump_json()}


def _record(item: Item) -> DossierRecord:
    kept = DossierRecord.model_validate_json(item["body"])
    own = {"version": int(item.get("version", 0)), "pages_done": int(item.get("pages_done", 0))}
    return kept.model_copy(update=own | {k: item.get(k) for k in ("claimed_by", "lease_until")})
