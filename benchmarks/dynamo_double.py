"""DynamoDB's low-level client as far as the adapters use it, on SQLite: keys in B-trees, capacity units by AWS's rules.

Bodies of generated papers are not kept but made again when read (``made``): a million of them cost their keys only.
"""

from __future__ import annotations

import json
import math
import re
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from botocore.exceptions import ClientError

Wire = dict[str, dict[str, str]]
_COLUMNS = ("pk", "sk", "gsi1pk", "gsi1sk", "gsi2pk", "gsi2sk")
_SCHEMA = """
CREATE TABLE items (pk TEXT, sk TEXT, gsi1pk TEXT, gsi1sk TEXT, gsi2pk TEXT, gsi2sk TEXT, body TEXT,
                    PRIMARY KEY (pk, sk)) WITHOUT ROWID;
CREATE INDEX gsi1 ON items (gsi1pk, gsi1sk) WHERE gsi1pk IS NOT NULL;
CREATE INDEX gsi2 ON items (gsi2pk, gsi2sk) WHERE gsi2pk IS NOT NULL;
"""


def size(item: Wire) -> int:
    """Bytes of names and values, as DynamoDB counts them."""
    return sum(len(name) + len(next(iter(value.values())).encode()) for name, value in item.items())


class SqliteDynamo:
    """Only what ``adapters.dynamodb_table`` calls; anything else raises ``AttributeError``. One thread."""

    def __init__(self, made: Callable[[str, str], Wire] | None = None) -> None:
        self.db = sqlite3.connect(":memory:")
        self.db.executescript(_SCHEMA)
        self.made, self.calls, self.units = made, Counter[str](), Counter[str]()

    def fill(self, keys: Iterable[tuple[str, str]]) -> None:
        """Keys of generated items."""
        self.db.executemany("INSERT INTO items (pk, sk) VALUES (?, ?)", keys)

    def get_item(self, *, Key: Wire, ConsistentRead: bool = False, **_: Any) -> dict[str, Any]:
        """Half a read unit a 4 KB, a whole one where it is consistent."""
        item = self._get(Key["pk"]["S"], Key["sk"]["S"])
        self._read("get_item", [size(item)] if item else [0], ConsistentRead)
        return {"Item": item} if item else {}

    def batch_get_item(self, *, RequestItems: Mapping[str, Any]) -> dict[str, Any]:
        """Every item is rounded up by itself."""
        ((table, asked),) = RequestItems.items()
        found = [i for key in asked["Keys"] if (i := self._get(key["pk"]["S"], key["sk"]["S"]))]
        self._read("batch_get_item", [size(i) for i in found], bool(asked.get("ConsistentRead")))
        return {"Responses": {table: found}}

    def query(self, **call: Any) -> dict[str, Any]:
        """All items together are rounded up once."""
        index, values = call.get("IndexName", ""), call["ExpressionAttributeValues"]
        prefix, limit = values.get(":sk", {}).get("S", ""), call.get("Limit", 1_000_000)
        where, order = [f"{index}pk = ?"], "ASC" if call.get("ScanIndexForward", True) else "DESC"
        told = [values[":pk"]["S"]]
        if prefix:
            where.append(f"{index}sk >= ? AND {index}sk < ?")
            told += [prefix, prefix + "\U0010ffff"]
        if start := call.get("ExclusiveStartKey"):
            where.append(f"{index}sk {'>' if order == 'ASC' else '<'} ?")
            told.append(start[f"{index}sk"]["S"])
        text = f"SELECT pk, sk, body FROM items WHERE {' AND '.join(where)} ORDER BY {index}sk {order} LIMIT ?"
        rows = self.db.execute(text, [*told, limit + 1]).fetchall()
        found = [self._item(*row) for row in rows[:limit]]
        self._read("query", [sum(map(size, found))], bool(call.get("ConsistentRead")))
        last = {k: found[-1][k] for k in _COLUMNS if k in found[-1]} if len(rows) > limit else None
        return {"Items": found} | ({"LastEvaluatedKey": last} if last else {})

    def put_item(self, *, Item: Wire, **call: Any) -> dict[str, Any]:
        """A write unit a KB, once more for each index it stands in."""
        self._check(Item, call)
        self._put(Item)
        self._write("put_item", Item, 1)
        return {}

    def update_item(self, *, Key: Wire, **call: Any) -> dict[str, Any]:
        """SET and ADD."""
        item = self._updated(Key, call)
        self._write("update_item", item, 1)
        return {"Attributes": item}

    def transact_write_items(self, *, TransactItems: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """Twice the units."""
        with self.db:
            for entry in TransactItems:
                ((kind, call),) = entry.items()
                if kind == "Put":
                    self._check(call["Item"], call)
                    self._put(call["Item"])
                    self._write("", call["Item"], 2)
                else:
                    self._write("", self._updated(call["Key"], call), 2)
        self.calls["transact_write_items"] += 1
        return {}

    def _get(self, pk: str, sk: str) -> Wire | None:
        row = self.db.execute("SELECT pk, sk, body FROM items WHERE pk = ? AND sk = ?", (pk, sk)).fetchone()
        return self._item(*row) if row else None

    def _item(self, pk: str, sk: str, body: str | None) -> Wire:
        if body is None:
            assert self.made
            return self.made(pk, sk)
        item: Wire = json.loads(body)
        return item

    def _put(self, item: Wire) -> None:
        keys = [item[k]["S"] if k in item else None for k in _COLUMNS]
        self.db.execute("INSERT OR REPLACE INTO items VALUES (?, ?, ?, ?, ?, ?, ?)", [*keys, json.dumps(item)])

    def _updated(self, key: Wire, call: Mapping[str, Any]) -> Wire:
        item = self._get(key["pk"]["S"], key["sk"]["S"]) or dict(key)
        self._check(key, call)
        names, values = call.get("ExpressionAttributeNames", {}), call["ExpressionAttributeValues"]
        for verb, text in re.findall(r"(SET|ADD) (.*?)(?= ADD | SET | REMOVE |$)", call["UpdateExpression"]):
            for part in text.split(","):
                name, value = part.replace("=", " ").split()
                name = names.get(name, name)
                old = int(item.get(name, {"N": "0"}).get("N", "0")) if verb == "ADD" else 0
                item[name] = {"N": str(old + int(values[value]["N"]))} if verb == "ADD" else values[value]
        self._put(item)
        return item

    def _check(self, key: Wire, call: Mapping[str, Any]) -> None:
        condition = call.get("ConditionExpression")
        if condition is None:
            return
        item = self._get(key["pk"]["S"], key["sk"]["S"]) or {}
        values, names = call.get("ExpressionAttributeValues", {}), call.get("ExpressionAttributeNames", {})
        if not any(_holds(part, item, values, names) for part in condition.split(" OR ")):
            error = {"Error": {"Code": "ConditionalCheckFailedException", "Message": ""}}
            raise ClientError(error, "PutItem")  # type: ignore[arg-type]

    def _read(self, call: str, sizes: Sequence[int], consistent: bool) -> None:
        self.calls[call] += 1
        self.units["read"] += sum(max(1, math.ceil(n / 4096)) for n in sizes) * (2 if consistent else 1)

    def _write(self, call: str, item: Wire, times: int) -> None:
        if call:
            self.calls[call] += 1
        places = 1 + ("gsi1pk" in item) + ("gsi2pk" in item)
        self.units["write"] += math.ceil(size(item) / 1024) * places * times


def _holds(part: str, item: Wire, values: Wire, names: Mapping[str, str]) -> bool:
    if found := re.fullmatch(r"attribute_(not_)?exists\((\S+)\)", part.strip()):
        return (names.get(found[2], found[2]) in item) != bool(found[1])
    name, sign, value = part.split()
    left, right = item.get(names.get(name, name)), values[value]
    if left is None:
        return False
    a, b = (int(x["N"]) if "N" in x else x["S"] for x in (left, right))
    return a == b if sign == "=" else a < b  # type: ignore[operator]
