"""Memory of a page given back to the system when the page is done."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from functools import cache


def give_back() -> None:
    """Frees what the C library keeps for later: pages differ so much in size that little of it would fit again.

    Costs some 10 ms; does nothing where the C library is not glibc.
    """
    _trim()(0)


@cache
def _trim() -> Callable[[int], object]:
    try:
        return ctypes.CDLL("libc.so.6").malloc_trim
    except (OSError, AttributeError):
        return lambda _: None
