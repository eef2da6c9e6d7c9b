"""Pages that are read side by side and handed out in order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable
from concurrent.futures import Future, ThreadPoolExecutor

from motlan.model import Page

#: A page as it was read, and the JPEG of it upright.
PageRead = tuple[Page, bytes | None]


def read_pages(readings: Iterable[Callable[[], PageRead]], at_once: int) -> Generator[PageRead]:
    """What ``readings`` give, in their order; a reading is asked for when there is room for it.

    ``at_once``: pages that are read side by side; two threads with a page each are faster than two for one. No more
    than that are held besides the one handed out.
    """
    waiting: deque[Future[PageRead]] = deque()
    with ThreadPoolExecutor(at_once) as pool:
        for reading in readings:
            waiting.append(pool.submit(reading))
            if len(waiting) >= at_once:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
