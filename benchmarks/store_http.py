"""The same calls over HTTP: a local stack of its own, a store in its DynamoDB, tokens, API, function and all.

What it adds to the in-process figures is this machine's emulator (one process that plays API Gateway, Lambda's host and
DynamoDB), not AWS: the floor, a call that reads no store, says how much of it that is.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks import store

ROOT = Path(__file__).resolve().parent.parent
#: As many items as DynamoDB takes in one call.
_BATCH = 25


def run(sizes: list[int], repeats: int) -> dict[str, Any]:
    """One stack, filled further from size to size; milliseconds as the caller waits, one call after another."""
    sys.path.insert(0, str(ROOT))
    from infra.local import LocalStack  # noqa: PLC0415 - the stack's packages are not needed for the rest

    with tempfile.TemporaryDirectory() as home:
        local = LocalStack(Path(home))
        try:
            local.up()
            return {"sizes": list(_measured(local, sorted(sizes), repeats))}
        finally:
            local.down()


def _measured(local: Any, sizes: list[int], repeats: int) -> Iterator[dict[str, Any]]:
    dynamodb, table, token = local.client("dynamodb"), local.outputs["Registry"], local.token("eform")
    there, keys = 0, store.keys(sizes[-1])
    for papers in sizes:
        began = time.perf_counter()
        for batch in _batches(islice(keys, 2 * (papers - there))):
            items = [{"PutRequest": {"Item": store.made(pk, sk)}} for pk, sk in batch]
            dynamodb.batch_write_item(RequestItems={table: items})
        filled, there = time.perf_counter() - began, papers
        owners, calls = max(1, papers // store.AN_OWNER), {}
        for name in ("floor", *store.asks(0)):
            walls = [_wall(local.api_url, token, name, (n * 7919) % owners) for n in range(-10, repeats)][10:]
            walls.sort()
            calls[name] = {"p50_ms": statistics.median(walls), "p95_ms": walls[round(0.95 * (len(walls) - 1))]}
        yield {"papers": papers, "owners": owners, "filled_s": round(filled, 1), "calls": calls}


def _batches(keys: Iterator[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    while batch := list(islice(keys, _BATCH)):
        yield batch


def _wall(api: str, token: str, name: str, owner: int) -> float:
    """Milliseconds of one call; raises ``urllib.error.HTTPError`` for one that is refused."""
    headers = {"authorization": f"Bearer {token}", "content-type": "application/json"}
    if name == "floor":
        request = urllib.request.Request(f"{api}/v1/eforms/birth_registration", headers=headers)
    else:
        event = store.asks(owner)[name]
        body = event["body"].encode()
        request = urllib.request.Request(api + event["rawPath"], body, headers, method="POST")

    def call() -> Any:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)

    return store.timed(call)[0]
