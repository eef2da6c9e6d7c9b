"""The one table: its calls, keys' helpers, items as JSON, and AWS's errors in our words.

Everything that a key or a condition needs is an attribute of its own; the rest of an item is one JSON text in ``body``,
so that numbers come back as they went in and a new field of the model needs no migration.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import hmac
import os
import random
import secrets
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from botocore.exceptions import ClientError

from motlan.adapters import aws
from motlan.model import BadRequest, TransientError

if TYPE_CHECKING:
    from collections.abc import Iterable

#: DynamoDB's own reasons to try again, beside those of every service (``adapters.aws``).
_TRANSIENT = frozenset(
    {
        "InternalServerError",
        "ProvisionedThroughputExceeded",
        "ProvisionedThroughputExceededException",
        "RequestLimitExceeded",
        "ThrottlingError",
        "TransactionConflict",
        "TransactionConflictException",
        "TransactionInProgressException",
    }
)
_ATTEMPTS = 5
_SEAL_BYTES = 16

Item = dict[str, Any]
#: An item as it is written.
Row = dict[str, str | int | None]
#: An item as the low-level client speaks it: ``{"pk": {"S": "…"}}``.
Wire = dict[str, dict[str, Any]]


class ConditionFailed(Exception):
    """A conditional write found something else than it asked for; ``reasons``: a transaction's codes, in its order."""

    def __init__(self, reasons: Sequence[str] = ()) -> None:
        super().__init__(", ".join(reasons))
        self.reasons = tuple(reasons)


def to_wire(item: Mapping[str, str | int | None]) -> Wire:
    """Text and whole numbers only; None is left out (an empty key of an index must not exist)."""
    return {k: {"N": str(v)} if isinstance(v, int) else {"S": v} for k, v in item.items() if v is not None}


def from_wire(item: Wire) -> Item:
    """The reverse of ``to_wire``."""
    return {k: int(v["N"]) if "N" in v else v.get("S") for k, v in item.items()}


@contextmanager
def translated() -> Iterator[None]:
    """AWS's errors as ``ConditionFailed`` or ``TransientError``; what is neither (no table, no right) passes on."""
    try:
        with aws.translated("DynamoDB"):
            yield
    except ClientError as error:
        code = error.response.get("Error", {}).get("Code", "")
        told = cast("dict[str, Any]", error.response).get("CancellationReasons", [])
        reasons = [str(reason.get("Code", "None")) for reason in told]
        if code == "ConditionalCheckFailedException" or "ConditionalCheckFailed" in reasons:
            raise ConditionFailed(reasons or ["ConditionalCheckFailed"]) from error
        if _TRANSIENT & {code, *reasons}:
            raise _busy(code) from error
        raise


def _busy(code: str) -> TransientError:
    return TransientError("E_BUSY", "Hệ thống đang bận, xin thử lại sau ít giây.", f"DynamoDB: {code}; thử lại.")


class Table:
    """The calls that the adapters need, each with our errors."""

    def __init__(self, name: str | None = None, dynamodb: Any = None) -> None:
        self.name = name or os.environ["REGISTRY_TABLE"]
        self._given = dynamodb

    @property
    def _client(self) -> Any:
        return self._given or aws.client("dynamodb")

    def get(self, pk: str, sk: str) -> Item | None:
        """One item, read consistently, or None."""
        with translated():
            answer = self._client.get_item(TableName=self.name, Key=to_wire({"pk": pk, "sk": sk}), ConsistentRead=True)
        return from_wire(answer["Item"]) if answer.get("Item") else None

    def get_many(self, keys: Sequence[tuple[str, str]]) -> list[Item]:
        """Items that exist, in no order; asks again for what the service left over."""
        found: list[Item] = []
        for start in range(0, len(keys), 100):
            asked: dict[str, Any] = {
                self.name: {
                    "Keys": [to_wire({"pk": pk, "sk": sk}) for pk, sk in keys[start : start + 100]],
                    "ConsistentRead": True,
                }
            }
            for attempt in range(_ATTEMPTS):
                with translated():
                    answer = self._client.batch_get_item(RequestItems=asked)
                found += [from_wire(item) for item in answer["Responses"].get(self.name, [])]
                asked = answer.get("UnprocessedKeys") or {}
                if not asked:
                    break
                time.sleep(_pause(attempt))
            else:
                raise _busy("UnprocessedKeys")
        return found

    def put(
        self,
        item: Mapping[str, str | int | None],
        *,
        new: bool = False,
        when: str | None = None,
        values: Mapping[str, str | int | None] | None = None,
    ) -> None:
        """Writes one item; raises ``ConditionFailed`` where its key is taken (``new``) or ``when`` does not hold."""
        condition = "attribute_not_exists(pk)" if new else when
        extra: dict[str, Any] = {"ConditionExpression": condition} if condition else {}
        extra |= {"ExpressionAttributeValues": to_wire(values)} if values else {}
        with translated():
            self._client.put_item(TableName=self.name, Item=to_wire(item), **extra)

    def delete(self, pk: str, sk: str, *, when: str, values: Mapping[str, str | int | None]) -> None:
        """Deletes one item; raises ``ConditionFailed`` where ``when`` does not hold."""
        with translated():
            self._client.delete_item(
                TableName=self.name,
                Key=to_wire({"pk": pk, "sk": sk}),
                ConditionExpression=when,
                ExpressionAttributeValues=to_wire(values),
            )

    def remove(self, pk: str, sk: str) -> None:
        """Deletes one item, if it is there."""
        with translated():
            self._client.delete_item(TableName=self.name, Key=to_wire({"pk": pk, "sk": sk}))

    def update(self, **call: Any) -> Item:
        """``UpdateItem`` with ``ReturnValues=ALL_NEW``."""
        with translated():
            answer = self._client.update_item(TableName=self.name, ReturnValues="ALL_NEW", **call)
        return from_wire(answer["Attributes"])

    def transact(self, writes: Sequence[Mapping[str, Any]]) -> None:
        """All or nothing. A clash with another transaction is tried again here: batches of one dossier end together."""
        items = [{op: {"TableName": self.name, **call} for op, call in write.items()} for write in writes]

        def call() -> None:
            with translated():
                self._client.transact_write_items(TransactItems=items)

        retried(call)

    def query(
        self,
        pk: str,
        *,
        prefix: str | None = None,
        index: str | None = None,
        after: Mapping[str, str] | None = None,
        limit: int | None = None,
        newest_first: bool = False,
    ) -> tuple[list[Item], dict[str, Any] | None]:
        """One page of a partition in key order, and the last key where there is more."""
        key = index or ""
        call: dict[str, Any] = {
            "TableName": self.name,
            "KeyConditionExpression": f"{key}pk = :pk" + (f" AND begins_with({key}sk, :sk)" if prefix else ""),
            "ExpressionAttributeValues": to_wire({":pk": pk, ":sk": prefix}),
            "ScanIndexForward": not newest_first,
        }
        call |= {"IndexName": index} if index else {"ConsistentRead": True}
        call |= {"ExclusiveStartKey": to_wire(after)} if after else {}
        call |= {"Limit": limit} if limit else {}
        with translated():
            answer = self._client.query(**call)
        last = answer.get("LastEvaluatedKey")
        return [from_wire(item) for item in answer["Items"]], from_wire(last) if last else None

    def listed(
        self, partition: str, *, of: str, sk: str, limit: int, cursor: str | None, index: str = "gsi1"
    ) -> tuple[list[Item], str | None]:
        """A page of an index whose keys are ``<when>#<id>``, of items ``<of>#<id>`` / ``sk``; a cursor for more."""
        after = None
        if cursor:
            when, identifier = self.read_cursor(partition, cursor, 2)
            own = {"pk": f"{of}#{identifier}", "sk": sk}
            after = {f"{index}pk": partition, f"{index}sk": f"{when}#{identifier}", **own}
        items, last = self.query(partition, index=index, after=after, limit=limit)
        if not (last and items):
            return items, None
        return items, self.write_cursor(partition, *str(items[-1][f"{index}sk"]).split("#", 1))

    def write_cursor(self, partition: str, *parts: str) -> str:
        """A cursor: a place within one query, sealed, so that it opens this query only and only as it was made."""
        text = "\x1f".join(parts).encode()
        return base64.urlsafe_b64encode(self._seal(partition, text) + text).decode().rstrip("=")

    def read_cursor(self, partition: str, cursor: str, parts: int) -> list[str]:
        """The reverse; raises ``BadRequest`` for anything that ``write_cursor`` did not make for this query."""
        try:
            raw = base64.b64decode(cursor.encode() + b"=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
            seal, text = raw[:_SEAL_BYTES], raw[_SEAL_BYTES:]
            found = text.decode().split("\x1f") if hmac.compare_digest(seal, self._seal(partition, text)) else []
        except (binascii.Error, UnicodeError, ValueError):
            found = []
        if len(found) != parts or not all(found):
            raise BadRequest("E_CURSOR", "Trang tiếp theo không còn dùng được.", "Mở lại danh sách từ trang đầu.")
        return found

    def _seal(self, partition: str, text: bytes) -> bytes:
        return hmac.digest(self._secret, partition.encode() + b"\x00" + text, "sha256")[:_SEAL_BYTES]

    @cached_property
    def _secret(self) -> bytes:
        """The table's own key for cursors: made by whoever needs it first, read once a process."""
        with contextlib.suppress(ConditionFailed):
            self.put({"pk": "SECRET#cursor", "sk": "KEY", "key": secrets.token_hex(32)}, new=True)
        found = self.get("SECRET#cursor", "KEY")
        assert found
        return bytes.fromhex(found["key"])

    def count(self, pk: str, *, prefix: str = "", index: str | None = None) -> int:
        """How many items a partition has (whose sort key begins so); nothing is read but keys."""
        key, total, after = index or "", 0, None
        condition = f"{key}pk = :pk" + (f" AND begins_with({key}sk, :sk)" if prefix else "")
        call: dict[str, Any] = {"TableName": self.name, "KeyConditionExpression": condition, "Select": "COUNT"}
        call |= {"ExpressionAttributeValues": to_wire({":pk": pk, ":sk": prefix or None})}
        call |= {"IndexName": index} if index else {}
        while True:
            with translated():
                answer = self._client.query(**call, **({"ExclusiveStartKey": after} if after else {}))
            total += int(answer["Count"])
            after = answer.get("LastEvaluatedKey")
            if not after:
                return total

    def query_all(self, pk: str, *, prefix: str | None = None, index: str | None = None) -> Iterable[Item]:
        """Every item of a partition (below the prefix); only for partitions that one owner, paper or dossier bounds."""
        after: dict[str, Any] | None = None
        while True:
            items, after = self.query(pk, prefix=prefix, index=index, after=after)
            yield from items
            if after is None:
                return


def retried(call: Callable[[], None]) -> None:
    """Calls up to five times while it says ``TransientError``, with a growing, jittered pause."""
    for attempt in range(_ATTEMPTS):
        try:
            return call()
        except TransientError:
            if attempt == _ATTEMPTS - 1:
                raise
            time.sleep(_pause(attempt))
    return None


def _pause(attempt: int) -> float:
    return random.uniform(0.01, 0.05) * float(2**attempt)
