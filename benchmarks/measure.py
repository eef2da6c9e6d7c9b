"""Seconds and memory: each system in a fresh process, so that none pays for another's models."""

from __future__ import annotations

import multiprocessing
import os
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Generic, TypeVar

from benchmarks.machine import children_peak_mb, peak_mb

T, R = TypeVar("T"), TypeVar("R")


@dataclass
class Lap:
    """Seconds of one piece of work; ``cpu`` counts all threads, and children that have ended."""

    wall: float = 0.0
    cpu: float = 0.0


@contextmanager
def lap() -> Iterator[Lap]:
    """Times what is done inside."""
    out, wall, cpu = Lap(), time.perf_counter(), _cpu()
    try:
        yield out
    finally:
        out.wall, out.cpu = time.perf_counter() - wall, _cpu() - cpu


def _cpu() -> float:
    return sum(os.times()[:4])


def spread(laps: Sequence[Lap], units: int) -> dict[str, float | int | None]:
    """Median and 95th percentile of the laps; totals a unit (a page)."""
    walls = sorted(x.wall for x in laps)
    if not walls or not units:
        return {"laps": 0, "wall_per_page": None, "cpu_per_page": None, "wall_median": None, "wall_p95": None}
    return {
        "laps": len(walls),
        "wall_per_page": sum(walls) / units,
        "cpu_per_page": sum(x.cpu for x in laps) / units,
        "wall_median": statistics.median(walls),
        "wall_p95": walls[min(len(walls) - 1, round(0.95 * (len(walls) - 1)))],
    }


@dataclass
class Part(Generic[R]):
    """What one process gave: its result, peak memory in MB (its largest child's too), seconds from first to last."""

    result: R
    peak_mb: float
    wall: float
    child_mb: float = 0.0


def apart(work: Callable[[Sequence[T]], R], items: Sequence[T], processes: int = 1) -> list[Part[R]]:
    """``work`` on shares of the items, each share in a fresh process, side by side. ``work`` must be importable."""
    shares = [items[n::processes] for n in range(processes) if items[n::processes]]
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=max(1, len(shares)), mp_context=context) as pool:
        return [f.result() for f in [pool.submit(_measured, work, share) for share in shares]]


def _measured(work: Callable[[Sequence[T]], R], items: Sequence[T]) -> Part[R]:
    start = time.perf_counter()
    result = work(items)
    return Part(result, peak_mb(), time.perf_counter() - start, children_peak_mb())
