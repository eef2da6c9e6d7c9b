"""Fitting the confidence of fields, on samples whose rule is known."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from benchmarks import evidence
from benchmarks.calibrate import (
    additions,
    calibrate,
    cross_validated,
    cut,
    fit_weights,
    judged,
    rising_curve,
    scores,
)
from benchmarks.cross_validation import cross_validation, kept
from benchmarks.evidence import Sample
from motlan.understanding.confidence import Calibration, names


def samples(count: int = 600, *, hard: str = "") -> list[Sample]:
    """Values that are right the likelier the clearer they are; those of the key ``hard`` less."""
    chance = random.Random(5)
    out = []
    for n in range(count):
        clear, key = chance.random(), ("full_name", "sex", "signer_name")[n % 3]
        right = chance.random() < (0.3 if key == hard else 0.75) + 0.25 * clear
        out.append(Sample(f"d{n % 12}", "set", "diploma", key, "text", {"bias": 1.0, "clear": clear}, False, right))
    return out


def test_clear_reading_speaks_for_a_value() -> None:
    assert fit_weights(samples())["clear"] > 0.5


def test_the_curve_rises_and_is_never_sure() -> None:
    given = samples()
    clear = np.array([s.features["clear"] for s in given])
    curve = rising_curve(clear, np.array([s.right for s in given]), np.ones(len(given)))
    assert all(a < b for a, b in itertools.pairwise(curve))
    assert all(0 < p < 1 for _, p in curve)


@pytest.mark.parametrize(("target", "from_"), [(0.8, 0.7), (0.6, 0.5), (0.99, 1.9)])
def test_from_the_cut_on_the_promise_holds(target: float, from_: float) -> None:
    reached, right = np.array([0.9, 0.8, 0.7, 0.6, 0.5]), np.array([True, True, True, False, True])
    assert cut(reached, right, np.ones(5), target) == pytest.approx(from_)


def test_a_key_that_errs_more_must_reach_more() -> None:
    made = calibrate(samples(hard="signer_name"), target=0.8)
    threshold = {key: made.threshold("diploma", key, "text") for key in ("full_name", "signer_name")}
    assert threshold["signer_name"] > threshold["full_name"] + 0.5


def test_few_values_have_no_threshold_of_their_own() -> None:
    given = samples(90)
    rare = [replace(s, type="land_certificate", right=False) for s in given[:9]]
    more = additions(given + rare, scores(given + rare, fit_weights(given)))
    assert not any(name.startswith("land_certificate.") for name in more)
    assert Calibration({}, ((0.0, 0.5),), {"default": 2.0, "kind:text": 3.0}).threshold("a", "b", "text") == 3.0
    assert names("a", "b[].c", "text") == ("kind:text", "b[].c", "a.b[].c")


def test_a_group_never_helps_to_judge_itself() -> None:
    seen: list[set[str]] = []

    def spy(given: Sequence[Sample]) -> Calibration:
        seen.append({s.dossier for s in given})
        return Calibration({"clear": 1.0}, ((0.0, 0.5), (1.0, 0.9)), {"default": 0.5})

    out = list(cross_validated(samples(60), lambda s: s.dossier, fit=spy))
    assert len(out) == 60
    assert sorted(12 - len(groups) for groups in seen) == [1] * 12


def test_what_a_guard_holds_is_never_accepted() -> None:
    held = [replace(s, held=True) for s in samples(30)]
    made = judged(held, Calibration({"bias": 9.0}, ((-1.0, 0.5), (9.0, 0.999)), {"default": 0.0}))
    assert not any(j.accepted for j in made)
    assert all(j.probability <= 0.97 for j in made)


def test_evidence_comes_back_as_it_was_kept(tmp_path: Path) -> None:
    evidence.write(samples(7), tmp_path / "e.gz")
    first = (tmp_path / "e.gz").read_bytes()
    assert evidence.load(tmp_path / "e.gz") == samples(7)
    evidence.write(samples(7), tmp_path / "e.gz")
    assert (tmp_path / "e.gz").read_bytes() == first


def test_the_kept_evidence_serves_a_cross_validation() -> None:
    """Of drawn dossiers only: no value, no text, and nobody's name in it."""
    given = kept()
    assert {type(v) for s in given for v in s.features.values()} <= {float, int}
    report = cross_validation(given[::3])
    assert report["dossiers"]["values"] == len(given[::3])
    assert set(report) == {"dossiers", "types", "looks"}
