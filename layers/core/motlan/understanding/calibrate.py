"""Fitting confidence: weights by logistic regression, a rising curve, the score from which a value is accepted.

Pure and deterministic. The dossiers that a number is judged on never helped to set it: ``cross_validated`` leaves each
group out in turn, and the curve and the thresholds are made of those left-out scores.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from motlan.understanding.confidence import Calibration


@dataclass(frozen=True)
class Sample:
    """One field of a known dossier: its features, whether its value was right, and which dossier it is of."""

    features: Mapping[str, float]
    right: bool
    group: str


def fit_weights(samples: Sequence[Sample], *, ridge: float = 3.0, rounds: int = 40) -> dict[str, float]:
    """Weights by Newton's method with a penalty on their squares (not on the bias)."""
    names = sorted({k for s in samples for k in s.features})
    rows = [[s.features.get(k, 0.0) for k in names] for s in samples]
    weights = [0.0] * len(names)
    for _ in range(rounds):
        gradient = [0.0] * len(names)
        hessian = [[0.0] * len(names) for _ in names]
        for row, sample in zip(rows, samples, strict=True):
            p = _sigmoid(sum(w * x for w, x in zip(weights, row, strict=True)))
            error, slope = float(sample.right) - p, p * (1 - p)
            for i, x in enumerate(row):
                if x:
                    gradient[i] += error * x
                    for j in range(i + 1):
                        hessian[i][j] += slope * x * row[j]
        for i, name in enumerate(names):
            penalty = 0.01 if name == "bias" else ridge
            gradient[i] -= penalty * weights[i]
            hessian[i][i] += penalty
            for j in range(i):
                hessian[j][i] = hessian[i][j]
        step = _solve(hessian, gradient)
        weights = [w + s for w, s in zip(weights, step, strict=True)]
        if max(map(abs, step)) < 1e-5:
            break
    return {name: round(w, 4) for name, w in zip(names, weights, strict=True)}


def _sigmoid(x: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, x))))


def _solve(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Gauss with row exchange."""
    n = len(right)
    rows = [[*matrix[i], right[i]] for i in range(n)]
    for i in range(n):
        pivot = max(range(i, n), key=lambda r: abs(rows[r][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        if abs(rows[i][i]) < 1e-12:
            rows[i][i] = 1e-12
        for r in range(n):
            if r != i and rows[r][i]:
                factor = rows[r][i] / rows[i][i]
                rows[r] = [a - factor * b for a, b in zip(rows[r], rows[i], strict=True)]
    return [rows[i][n] / rows[i][i] for i in range(n)]


def cross_validated(samples: Sequence[Sample], fit: Callable[[Sequence[Sample]], dict[str, float]]) -> list[float]:
    """The score of each sample under weights fitted without its group."""
    out = [0.0] * len(samples)
    for group in sorted({s.group for s in samples}):
        weights = fit([s for s in samples if s.group != group])
        for n, sample in enumerate(samples):
            if sample.group == group:
                out[n] = sum(weights.get(k, 0.0) * v for k, v in sample.features.items())
    return out


def rising_curve(scores: Sequence[float], right: Sequence[bool], points: int = 12) -> list[tuple[float, float]]:
    """Isotonic means of equal-sized bins, a half right and a half wrong added to each: never 0, never 1."""
    order = sorted(range(len(scores)), key=lambda n: scores[n])
    size = max(20, len(order) // points)
    bins = [
        [sum(scores[n] for n in part) / len(part), sum(right[n] for n in part) + 0.5, len(part) + 1.0]
        for at in range(0, len(order), size)
        if (part := order[at : at + size])
    ]
    merged: list[list[float]] = []
    for x, good, count in bins:
        merged.append([x * count, good, count])
        while len(merged) > 1 and merged[-2][1] / merged[-2][2] >= merged[-1][1] / merged[-1][2]:
            last = merged.pop()
            merged[-1] = [a + b for a, b in zip(merged[-1], last, strict=True)]
    return [(round(x / count, 3), round(good / count, 4)) for x, good, count in merged]


def threshold(probabilities: Sequence[float], right: Sequence[bool], target: float) -> float:
    """The lowest probability from which on the share that is right is at least ``target``."""
    order = sorted(range(len(right)), key=lambda n: -probabilities[n])
    best, good = 1.0, 0
    for count, n in enumerate(order, 1):
        good += right[n]
        last = count == len(order) or probabilities[order[count]] < probabilities[n]
        if last and good / count >= target:
            best = probabilities[n]
    return best


def calibrate(samples: Sequence[Sample], *, target: float = 0.998) -> tuple[Calibration, dict[str, float]]:
    """Weights on all samples, curve and threshold on scores whose dossier was left out; and what that gave."""
    scores = cross_validated(samples, fit_weights)
    right = [s.right for s in samples]
    curve = rising_curve(scores, right)
    weights = fit_weights(samples)
    made = Calibration(weights, tuple(curve), {"default": 1.0})
    probabilities = [made.probability(s) for s in scores]
    # the curve is flat at its top: the score itself decides there
    cut = threshold([_sigmoid(s) for s in scores], right, target)
    score_cut = math.log(cut / (1 - cut)) if cut < 1 else max(scores)
    accepted = [r for s, r in zip(scores, right, strict=True) if s >= score_cut]
    report = {
        "samples": float(len(samples)),
        "right": sum(right) / len(right),
        "accepted_share": len(accepted) / len(samples),
        "accepted_right": sum(accepted) / max(1, len(accepted)),
        "brier": sum((p - r) ** 2 for p, r in zip(probabilities, right, strict=True)) / len(right),
        "score_cut": score_cut,
    }
    return Calibration(weights, tuple(curve), {"default": round(score_cut, 3)}), report
