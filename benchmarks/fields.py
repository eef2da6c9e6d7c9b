"""``motlan bench fields``: dossiers in, papers and fields out, against the truth."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks import evidence, machine
from benchmarks.cross_validation import cross_validation, kept
from benchmarks.inputs import DossierFiles, dossiers
from benchmarks.measure import Lap, Part, apart, lap, spread
from benchmarks.metrics.dossiers import DossierScore
from benchmarks.readings import TimedReader
from motlan.model import Page
from motlan.usecases.digitise import digitise
from motlan_vision.reader import Reader


@dataclass
class Digitised:
    """One dossier as the product gave it; ``failed`` says what went wrong, and then ``output`` is None."""

    dossier: DossierFiles
    output: dict[str, Any] | None
    total: Lap
    reading: list[Lap] = field(default_factory=list)
    pages: list[Lap] = field(default_factory=list)
    remembered: int = 0
    failed: str | None = None
    samples: list[evidence.Sample] = field(default_factory=list)


def run(
    folder: Path,
    *,
    engine: str = "default",
    limit: int | None = None,
    threads: int = 2,
    processes: int = 1,
    readings: Path | None = None,
    outputs: Path | None = None,
) -> dict[str, Any]:
    """The whole result, ready for JSON. ``readings``: pages kept between runs; ``outputs``: where each JSON goes."""
    found = dossiers(folder, limit)
    if not found:
        raise ValueError(f"{folder}: no truth/*.json")
    parts = apart(partial(digitise_all, engine=engine, threads=threads, readings=readings), found, processes)
    done = sorted((d for part in parts for d in part.result), key=lambda d: d.dossier.truth["id"])
    if outputs:
        outputs.mkdir(parents=True, exist_ok=True)
        for d in done:
            if d.output is not None:
                (outputs / f"{d.dossier.truth['id']}.json").write_text(
                    json.dumps(d.output, ensure_ascii=False), encoding="utf-8"
                )
    head = {"benchmark": "fields", **machine.describe(), "inputs": machine.inputs(f for d in found for f in d.files)}
    how = {"engine": engine, "threads": threads, "processes": processes, "repeats": 1}
    return head | how | report(parts, done) | judged_by_others(done)


def judged_by_others(done: Sequence[Digitised]) -> dict[str, Any]:
    """Confidence and acceptance set anew without the dossiers that they are judged on; drawn ones always help."""
    mine = [s for d in done for s in d.samples]
    if not mine:
        return {"cross_validation": None}
    own = {s.dossier for s in mine}
    return {"cross_validation": cross_validation([*mine, *(s for s in kept() if s.dossier not in own)], "judged")}


def as_meant(truth: dict[str, Any]) -> dict[str, Any]:
    """The truth with every eth (Ð, U+00D0) as the letter Đ that was meant."""
    return json.loads(json.dumps(truth, ensure_ascii=False).translate(evidence.ETH))  # type: ignore[no-any-return]


def digitise_all(found: Sequence[DossierFiles], *, engine: str, threads: int, readings: Path | None) -> list[Digitised]:
    """Every dossier in this process as ``motlan digitise`` does it, judged on the day that its truth was made for."""
    reader = TimedReader(Reader(engine=None if engine == "default" else engine, threads=1), readings, engine)
    out = []
    for one in found:
        reader.laps, reader.pages, reader.remembered, output, failed = [], [], 0, None, None
        seen: list[Page] = []
        today = date.fromisoformat(one.truth["today"])
        with lap() as total:
            try:
                output = digitise(
                    one.files, reader=reader, today=today, at_once=threads, progress=partial(_keep, seen)
                ).for_output()
            except Exception as error:  # counts as no output, and is named in the result
                failed = f"{type(error).__name__}: {error}"
        samples = list(evidence.observe(one.truth, seen, "judged")) if output is not None else []
        out.append(Digitised(one, output, total, reader.laps, reader.pages, reader.remembered, failed, samples))
    return out


def _keep(seen: list[Page], *told: Any) -> None:
    seen.append(told[3])


def report(parts: Sequence[Part[list[Digitised]]], done: Sequence[Digitised]) -> dict[str, Any]:
    """Figures of the metric definitions, seconds a page of reading and of all that comes after it."""
    score, meant = DossierScore(), DossierScore()
    for d in done:
        score.add(d.dossier.truth, d.output)
        meant.add(as_meant(d.dossier.truth), d.output)
    pages = sum(len(d.dossier.truth["pages"]) for d in done)
    remembered = sum(d.remembered for d in done)
    after = [
        Lap(d.total.wall - sum(x.wall for x in d.reading), d.total.cpu - sum(x.cpu for x in d.reading)) for d in done
    ]
    return score.report() | {
        "eth_as_meant": {k: meant.fields.report()[k] for k in ("f1", "soft_f1", "accepted_precision")},
        "seconds": {
            "all": spread([d.total for d in done], pages),
            "reading": spread([x for d in done for x in d.reading], pages - remembered),
            "one_page": spread([x for d in done for x in d.pages], pages - remembered),
            "after_reading": spread(after, pages),
            "pages": pages,
            "pages_remembered": remembered,
        },
        "peak_mb": max(part.peak_mb for part in parts),
        "peak_child_mb": max(part.child_mb for part in parts),
        "failed": {d.dossier.truth["id"]: d.failed for d in done if d.failed},
    }
