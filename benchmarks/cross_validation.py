"""What confidence and acceptance are worth on dossiers, types and looks that had no part in setting them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.calibrate import Judged, cross_validated, fold_of
from benchmarks.evidence import Sample, load
from benchmarks.machine import ROOT
from benchmarks.metrics.calibration import Calibration
from benchmarks.metrics.text import share

#: Samples of drawn dossiers that were read for real, kept so that a fit can be repeated without reading.
KEPT = ROOT / "benchmarks" / "drawn-evidence.jsonl.gz"


def cross_validation(samples: Sequence[Sample], judge_set: str | None = None) -> dict[str, Any]:
    """By folds of dossiers, with each type left out, with each look left out; ``judge_set``: judge one set only."""

    def on(sample: Sample) -> bool:
        return judge_set is None or sample.set == judge_set

    ways = {
        "dossiers": lambda s: fold_of("outer " + s.dossier),
        "types": lambda s: s.type,
        "looks": lambda s: s.set,
    }
    return {way: summary(cross_validated(samples, group, judge_on=on)) for way, group in ways.items()}


def summary(judged: Iterable[Judged]) -> dict[str, Any]:
    """Share accepted of the values that were found, how many of these are wrong and which, the reliability curve."""
    all_ = list(judged)
    curve = Calibration()
    curve.extend((j.probability, j.sample.right) for j in all_)
    accepted = [j for j in all_ if j.accepted]
    wrong = [j.sample for j in accepted if not j.sample.right]
    return {
        "values": len(all_),
        "dossiers": len({j.sample.dossier for j in all_}),
        "right": share(sum(j.sample.right for j in all_), len(all_)),
        "accepted": share(len(accepted), len(all_)),
        "accepted_wrong": len(wrong),
        "accepted_right": share(len(accepted) - len(wrong), len(accepted)),
        "wrong": sorted(f"{s.dossier} {s.type}.{s.key}" for s in wrong),
        "calibration": curve.report(),
    }


def kept(path: Path = KEPT) -> list[Sample]:
    """The drawn dossiers' samples that lie in the repository."""
    return load(path)
