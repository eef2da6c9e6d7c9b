"""Idempotent calls and rate limits: conditional writes on the registry table, gone by its TTL."""

from __future__ import annotations

import base64
import contextlib
import secrets
import time
import zlib

from motlan.adapters.dynamodb_table import ConditionFailed, Item, Row, Table, to_wire
from motlan.model import Conflict, TooMany
from motlan.model.answered import Answered
from motlan.ports import Clock

#: How long a key is remembered; the retries of any client are over by then.
_KEPT = 24 * 3600
#: Lambda stops a call after 29 s: a claim that is older belongs to nobody.
_LEASE = 30
#: A second call waits so long for the first one's answer (seconds) before it is told to come back.
_PATIENCE = (0.1, 0.2, 0.4, 0.8, 1.5)
#: DynamoDB's items end at 400 KB.
_LONGEST = 350_000


class DynamoOnce:
    """``ports.Once``: one item a key, written only where nobody holds it."""

    def __init__(self, clock: Clock, table: Table | None = None) -> None:
        self._clock, self._table = clock, table or Table()
        self._mine = secrets.token_hex(8)

    def claim(self, name: str, fingerprint: str) -> Answered | None:
        """See ``ports.Once``. A claim whose holder died is taken over by the same call only."""
        for pause in (*_PATIENCE, 0):
            now = int(self._clock.now().timestamp())
            fresh: Row = {"pk": f"ONCE#{name}", "sk": "CALL", "phase": "running", "holder": self._mine}
            fresh |= {"mark": fingerprint, "lease": now + _LEASE, "expires_at": now + _KEPT}
            try:
                self._table.put(
                    fresh,
                    when="attribute_not_exists(pk) OR expires_at < :now"
                    " OR (phase = :running AND lease < :now AND mark = :mark)",
                    values={":now": now, ":running": "running", ":mark": fingerprint},
                )
                return None
            except ConditionFailed:
                found = self._table.get(f"ONCE#{name}", "CALL")
            if found and found["mark"] != fingerprint:
                raise Conflict(
                    "E_IDEMPOTENCY_KEY", "Khóa này đã dùng cho một yêu cầu khác.", "Dùng khóa mới cho yêu cầu mới."
                )
            if found and found["phase"] == "done":
                return _answer(found)
            time.sleep(pause)
        raise Conflict("E_IN_PROGRESS", "Yêu cầu trước với khóa này đang được xử lý.", "Thử lại sau ít giây.")

    def finish(self, name: str, answer: Answered) -> None:
        """See ``ports.Once``. Does nothing where the claim ran out and somebody else holds it."""
        packed = base64.b64encode(zlib.compress(answer.model_dump_json().encode(), 6)).decode()
        if len(packed) > _LONGEST:
            bare = answer.model_copy(update={"body": None}).model_dump_json()
            packed = base64.b64encode(zlib.compress(bare.encode())).decode()
        with contextlib.suppress(ConditionFailed):
            self._table.update(
                Key=to_wire({"pk": f"ONCE#{name}", "sk": "CALL"}),
                UpdateExpression="SET phase = :done, answer = :answer",
                ConditionExpression="holder = :mine AND phase = :running",
                ExpressionAttributeValues=to_wire(
                    {":done": "done", ":answer": packed, ":mine": self._mine, ":running": "running"}
                ),
            )

    def release(self, name: str) -> None:
        """See ``ports.Once``."""
        with contextlib.suppress(ConditionFailed):
            self._table.delete(
                f"ONCE#{name}",
                "CALL",
                when="holder = :mine AND phase = :running",
                values={":mine": self._mine, ":running": "running"},
            )


class DynamoLimits:
    """``ports.Limits``: one counter a window of the clock."""

    def __init__(self, clock: Clock, table: Table | None = None) -> None:
        self._clock, self._table = clock, table or Table()

    def take(self, what: str, *, most: int, seconds: int) -> None:
        """See ``ports.Limits``."""
        now = int(self._clock.now().timestamp())
        window = now - now % seconds
        try:
            self._table.update(
                Key=to_wire({"pk": f"RATE#{what}", "sk": f"{seconds}#{window}"}),
                UpdateExpression="SET expires_at = :gone ADD taken :one",
                ConditionExpression="attribute_not_exists(taken) OR taken < :most",
                ExpressionAttributeValues=to_wire({":gone": window + 2 * seconds, ":one": 1, ":most": most}),
            )
        except ConditionFailed as error:
            raise TooMany(window + seconds - now) from error


def _answer(item: Item) -> Answered:
    return Answered.model_validate_json(zlib.decompress(base64.b64decode(item["answer"])))
