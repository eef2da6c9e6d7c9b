"""Some pages of an opened scan, read side by side and handed out in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from motlan.model import Page, Rotation
from motlan.ports import OpenFile


def read_pages(
    scan: OpenFile,
    indexes: Sequence[int],
    *,
    page: int,
    source: int,
    at_once: int,
    turn: Rotation | None = None,
) -> Iterator[tuple[Page, bytes | None]]:
    """Pages ``indexes`` (from 0) of file ``source`` as pages ``page`` and on, each with the JPEG of it upright.

    ``at_once``: pages that are read side by side; two threads with a page each are faster than two for one. No more
    than that are held besides the one handed out. ``turn``: how far clockwise a person turned them.
    """
    waiting: deque[Future[tuple[Page, bytes | None]]] = deque()
    with ThreadPoolExecutor(at_once) as pool:
        for offset, index in enumerate(indexes):
            waiting.append(pool.submit(scan.read, index, page=page + offset, source=source, turn=turn))
            if len(waiting) >= at_once:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
