"""Fitting the confidence of fields: weights, what each key adds, the curve, the score from which a value is accepted.

Deterministic. What a number is judged on never helped to set it: cut and curve come of scores whose dossier was left
out, and ``cross_validated`` leaves out whole folds of dossiers (or types, or looks) and makes everything again without
them.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.evidence import Sample
from motlan.understanding.confidence import Calibration, names

Vector = NDArray[np.float64]
#: Penalty on the squares of the weights, and of what a kind, key or type's key adds to the score.
RIDGE, SHRINK = 3.0, 2.0
#: Share of the accepted that must be right where the cut is set. The aim is 99.8 % on papers of other offices, which
#: err more than those that were in sight.
TARGET = 0.999
#: A name with fewer values than this has no entry of its own: its group's holds.
FEWEST = 25
FOLDS = 8
#: Simulated misreadings count so much: how often and how surely readers err is a guess there.
SIMULATED = 0.25


def weight(sample: Sample) -> float:
    """How much a sample counts."""
    return SIMULATED if sample.set.startswith("sim-") else 1.0


def sigmoid(x: Vector) -> Vector:
    """Log-odds to probability."""
    return 1 / (1 + np.exp(-np.clip(x, -30, 30)))


def fold_of(name: str, folds: int = FOLDS) -> int:
    """The fold of a dossier: by its name alone, so that adding dossiers moves none."""
    return zlib.crc32(name.encode()) % folds


def matrix(samples: Sequence[Sample], columns: Sequence[str]) -> Vector:
    """One row a sample."""
    return np.array([[s.features.get(c, 0.0) for c in columns] for s in samples], dtype=np.float64)


def fit_weights(samples: Sequence[Sample], ridge: float = RIDGE) -> dict[str, float]:
    """Logistic regression by Newton's method, penalised (not on the bias)."""
    columns = sorted({k for s in samples for k in s.features})
    x, y = matrix(samples, columns), np.array([float(s.right) for s in samples])
    w = np.array([weight(s) for s in samples])
    penalty = np.array([0.01 if c == "bias" else ridge for c in columns])
    beta = np.zeros(len(columns))
    for _ in range(60):
        p = sigmoid(x @ beta)
        gradient = x.T @ (w * (y - p)) - penalty * beta
        hessian = (x * (w * p * (1 - p))[:, None]).T @ x + np.diag(penalty)
        step = np.linalg.solve(hessian, gradient)
        beta += step
        if np.abs(step).max() < 1e-6:
            break
    return {c: round(float(b), 4) for c, b in zip(columns, beta, strict=True)}


def scores(samples: Sequence[Sample], weights: dict[str, float]) -> Vector:
    """The weighted sum of each sample's features."""
    columns = sorted(weights)
    return matrix(samples, columns) @ np.array([weights[c] for c in columns])


def left_out(samples: Sequence[Sample]) -> Vector:
    """The score of each sample under weights that were fitted without its fold of dossiers."""
    out = np.zeros(len(samples))
    folds = np.array([fold_of(s.dossier) for s in samples])
    for k in sorted(set(folds.tolist())):
        train = [s for s, f in zip(samples, folds, strict=True) if f != k]
        mine = np.flatnonzero(folds == k)
        out[mine] = scores([samples[i] for i in mine], fit_weights(train))
    return out


def additions(samples: Sequence[Sample], reached: Vector) -> dict[str, float]:
    """What a kind, a key, a type's key adds to the score, each pulled to 0 and to what its group adds already."""
    out: dict[str, float] = {}
    total = reached.copy()
    y, w = np.array([float(s.right) for s in samples]), np.array([weight(s) for s in samples])
    for level in range(3):
        rows: dict[str, list[int]] = defaultdict(list)
        for i, s in enumerate(samples):
            rows[names(s.type, s.key, s.kind)[level]].append(i)
        for name, at in sorted(rows.items()):
            if w[at].sum() < FEWEST:
                continue
            more = 0.0
            for _ in range(40):
                p = sigmoid(total[at] + more)
                step = (w[at] @ (y[at] - p) - SHRINK * more) / (w[at] @ (p * (1 - p)) + SHRINK)
                more += step
                if abs(step) < 1e-6:
                    break
            out[name] = round(float(more), 3)
            total[at] += out[name]
    return out


def added(sample: Sample, more: dict[str, float]) -> float:
    """What a sample's kind, key and type's key add together."""
    return sum(more.get(name, 0.0) for name in names(sample.type, sample.key, sample.kind))


def cut(reached: Vector, right: NDArray[np.bool_], w: Vector, target: float) -> float:
    """The lowest score from which on the share that is right is at least ``target``; half a wrong one is added."""
    order = np.argsort(-reached, kind="stable")
    good, count = np.cumsum((w * right)[order]), np.cumsum(w[order])
    fine = good / (count + 0.5) >= target
    ends = np.append(reached[order][1:] < reached[order][:-1], True)
    at = np.flatnonzero(fine & ends)
    return float(reached[order][at[-1]]) if len(at) else float(reached.max()) + 1


def rising_curve(reached: Vector, right: NDArray[np.bool_], w: Vector, points: int = 40) -> list[tuple[float, float]]:
    """Isotonic means of bins of equal weight, half a right and half a wrong one added to each: never 0, never 1."""
    order = np.argsort(reached, kind="stable")
    at = np.minimum((np.cumsum(w[order]) / w.sum() * points).astype(int), points - 1)
    merged: list[list[float]] = []
    for k in range(points):
        part = order[at == k]
        if not len(part):
            continue
        n = float(w[part].sum())
        merged.append([float(w[part] @ reached[part]), float(w[part] @ right[part]), n])
        while len(merged) > 1 and _share(merged[-2]) >= _share(merged[-1]):
            last = merged.pop()
            merged[-1] = [a + b for a, b in zip(merged[-1], last, strict=True)]
    return [(round(x / n, 3), round(_share([x, good, n]), 4)) for x, good, n in merged]


def _share(bin_: Sequence[float]) -> float:
    return (bin_[1] + 0.5) / (bin_[2] + 1)


def calibrate(samples: Sequence[Sample], *, target: float = TARGET, own: bool = True) -> Calibration:
    """Everything that ``calibration.yaml`` holds. ``own`` False: no thresholds by kind, key and type."""
    weights = fit_weights(samples)
    reached = left_out(samples)
    free = [i for i, s in enumerate(samples) if not s.held]
    open_ = [samples[i] for i in free]
    more = additions(open_, reached[free]) if own else {}
    total = reached + np.array([added(s, more) for s in samples])
    right, w = np.array([s.right for s in samples]), np.array([weight(s) for s in samples])
    # what a key adds is pulled to 0 by few values, but it saw them: the cut is set where it did not
    from_ = cut(blind(open_, reached[free]) if own else total[free], right[free], w[free], target)
    accept = {"default": round(from_, 3)}
    for s in open_:
        chain = names(s.type, s.key, s.kind)
        for level, name in enumerate(chain):
            if name in more:
                accept[name] = round(from_ - sum(more.get(n, 0.0) for n in chain[: level + 1]), 3)
    return Calibration(weights, tuple(rising_curve(total - from_, right, w)), accept)


def blind(samples: Sequence[Sample], reached: Vector) -> Vector:
    """Scores with what the keys add, set without the fold of dossiers that a sample is of."""
    out = reached.copy()
    folds = np.array([fold_of(s.dossier) for s in samples])
    for k in sorted(set(folds.tolist())):
        rest = np.flatnonzero(folds != k)
        more = additions([samples[i] for i in rest], reached[rest])
        for i in np.flatnonzero(folds == k):
            out[i] += added(samples[i], more)
    return out


@dataclass(frozen=True)
class Judged:
    """A sample as a calibration that never saw its group judges it."""

    sample: Sample
    probability: float
    accepted: bool


def judged(samples: Sequence[Sample], made: Calibration) -> list[Judged]:
    """What a calibration makes of samples."""
    reached = scores(samples, made.weights)
    out = []
    for s, x in zip(samples, reached.tolist(), strict=True):
        margin = x - made.threshold(s.type, s.key, s.kind)
        p = made.probability(margin)
        out.append(Judged(s, min(p, 0.97) if s.held else p, not s.held and margin >= 0))
    return out


def cross_validated(
    samples: Sequence[Sample],
    group: Callable[[Sample], str | int],
    *,
    judge_on: Callable[[Sample], bool] = lambda s: True,
    fit: Callable[[Sequence[Sample]], Calibration] = calibrate,
) -> Iterator[Judged]:
    """Each group judged by what was made of all the others; ``judge_on``: the samples that are judged at all."""
    groups = [group(s) for s in samples]
    for k in sorted({g for g, s in zip(groups, samples, strict=True) if judge_on(s)}, key=str):
        rest = [s for s, g in zip(samples, groups, strict=True) if g != k]
        yield from judged([s for s, g in zip(samples, groups, strict=True) if g == k and judge_on(s)], fit(rest))
