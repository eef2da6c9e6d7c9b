"""``motlan bench reading``: how well pages are read, by profile, beside peers in the same run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks import machine, systems
from benchmarks.inputs import PageFile, pages
from benchmarks.measure import Lap, Part, apart, lap, spread
from benchmarks.metrics.calibration import Calibration
from benchmarks.metrics.normalise import plain
from benchmarks.metrics.text import TextScore, bag


@dataclass
class PageRead:
    """One page as one system read it; ``failed`` says what went wrong, and then nothing was read."""

    page: PageFile
    read: systems.Read
    laps: list[Lap]
    failed: str | None = None


def run(
    folder: Path,
    *,
    engines: Sequence[str] = ("default",),
    peers: Sequence[str] = tuple(systems.PEERS),
    limit: int | None = None,
    threads: int = 1,
    processes: int = 2,
    repeats: int = 1,
) -> dict[str, Any]:
    """The whole result, ready for JSON. Raises ValueError where the folder holds no page with truth."""
    found = pages(folder, limit)
    if not found:
        raise ValueError(f"{folder}: no picture with a .txt beside it")
    out: dict[str, Any] = {
        "benchmark": "reading",
        **machine.describe(),
        "inputs": machine.inputs(p.path for p in found),
    }
    out |= {"threads": threads, "processes": processes, "repeats": repeats, "systems": {}}
    for name in [*(f"motlan:{e}" for e in engines), *peers]:
        try:
            parts = apart(partial(read_pages, name=name, threads=threads, repeats=repeats), found, processes)
        except systems.Absent as reason:
            out["systems"][name] = {"absent": str(reason)}
            continue
        out["systems"][name] = report(parts)
    return out


def read_pages(files: Sequence[PageFile], *, name: str, threads: int, repeats: int) -> list[PageRead]:
    """Every page by one system, in this process; the models are loaded before the first page is timed."""
    read, out = systems.make(name, threads), []
    if files:
        _try(read, files[0])
    for file in files:
        done = [_try(read, file) for _ in range(max(1, repeats))]
        out.append(PageRead(file, done[0][0], [d[1] for d in done], done[0][2]))
    return out


def _try(read: systems.Read1, file: PageFile) -> tuple[systems.Read, Lap, str | None]:
    with lap() as time:
        try:
            result, failed = read(file.path), None
        except Exception as error:  # a page that breaks a system counts as read empty, and is named in the result
            result, failed = systems.Read([]), f"{type(error).__name__}: {error}"
    if result.cpu is not None:
        time.cpu = result.cpu
    return result, time, failed


def report(parts: Sequence[Part[list[PageRead]]]) -> dict[str, Any]:
    """One system's figures over all pages, by set and by profile."""
    done = sorted((p for part in parts for p in part.result), key=lambda p: p.page.path)
    whole, groups, profiles = TextScore(), defaultdict(TextScore), defaultdict(TextScore)
    words, each = Calibration(), []
    for page in done:
        truth, one = page.page.truth.read_text(encoding="utf-8"), TextScore()
        one.add(truth.split("\n"), page.read.lines)
        for score in (whole, groups[page.page.group], profiles[page.page.profile]):
            score.merge(one)
        words.extend(judged(truth, page.read.words))
        figures = one.report()
        each.append(
            {
                "page": page.page.path.name,
                "wall": page.laps[0].wall,
                **{k: figures[k] for k in ("cer", "cer_plain", "bow_f1", "digit_word_error")},
            }
        )
    laps = [x for p in done for x in p.laps]
    own = max(p.read.peak_mb for p in done)  # of a system in a process of its own
    # models are loaded before; the slowest share says how long all of them took
    wall = max(sum(x.wall for p in part.result for x in p.laps) for part in parts)
    return {
        "text": whole.report(),
        "by_set": {k: s.report() for k, s in sorted(groups.items())},
        "by_profile": {k: s.report() for k, s in sorted(profiles.items())},
        "word_confidence": words.report(),
        "seconds": spread(laps, len(laps)),
        "pages_a_minute": len(laps) / wall * 60,
        "peak_mb": own or max(part.peak_mb for part in parts),
        "peak_child_mb": 0.0 if own else max(part.child_mb for part in parts),
        "failed": {p.page.path.name: p.failed for p in done if p.failed},
        "each": each,
    }


def judged(truth: str, words: Sequence[tuple[str, float]]) -> list[tuple[float, bool]]:
    """Each word read, with whether the page's truth still has one like it (counted, order aside)."""
    left, out = bag(plain(truth.replace("\n", " "))), []
    for text, confidence in words:
        for word in bag(plain(text)).elements():
            out.append((confidence, left[word] > 0))
            left[word] -= left[word] > 0
    return out
