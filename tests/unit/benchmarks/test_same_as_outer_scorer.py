"""Our figures beside those of the scorer that judges this project from outside (../shared/tools/score.py)."""

from __future__ import annotations

import importlib.util
import json
import random
import sys
from pathlib import Path
from typing import Any

import pytest

from benchmarks.metrics.dossiers import DossierScore
from benchmarks.metrics.text import TextScore

ROOT = Path(__file__).resolve().parents[3]
SHARED = ROOT.parent / "shared"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(
        not (SHARED / "tools" / "score.py").is_file(), reason="no ../shared/tools/score.py beside this repository"
    ),
]


def load(name: str, path: Path) -> Any:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def outer() -> Any:
    return load("outer_score", SHARED / "tools" / "score.py")


@pytest.fixture(scope="module")
def truths() -> list[dict[str, Any]]:
    found = sorted((SHARED / "data" / "dossiers" / "truth").glob("*.json"))[::3]
    return [json.loads(p.read_text(encoding="utf-8")) for p in found]


def output(truth: dict[str, Any], seed: int) -> dict[str, Any]:
    corrupt = load("bench_corrupt", Path(__file__).with_name("corrupt.py"))
    return corrupt.output(truth, seed)


#: (path in ours, path in theirs); theirs are rounded to five places.
SAME = [
    *(
        (f"text.{k}",) * 2
        for k in (
            "cer",
            "cer_no_insertions",
            "cer_plain",
            "wer",
            "diacritic_error_rate",
            "upper_case_cer",
            "bow_f1",
            "cer_print",
        )
    ),
    *(
        (f"pages.{k}",) * 2
        for k in (
            "pages_out",
            "dossiers_pages_in_eq_out",
            "rotation_right",
            "rotation_right_on_turned",
            "blank_recall",
            "false_blank",
            "read_status_right",
        )
    ),
    *(
        (f"segmentation.{k}",) * 2
        for k in ("precision", "recall", "f1", "type_accuracy", "type_accuracy_on_right_segments", "variant_accuracy")
    ),
    *(
        (f"fields.{k}",) * 2
        for k in (
            "n",
            "precision",
            "recall",
            "f1",
            "soft_precision",
            "soft_recall",
            "soft_f1",
            "blanks",
            "blank_null",
            "blank_status_right",
            "missing_and_green",
            "key_absent",
            "exact_recall_hand",
            "exact_recall_typed",
        )
    ),
    ("fields.accepted", "calibration.accepted"),
    ("fields.accepted_precision", "calibration.accepted_precision"),
    ("fields.straight_through", "calibration.straight_through_rate"),
    ("fields.review_share_right", "calibration.review_share_right"),
    ("fields.calibration.ece", "calibration.ece"),
    ("fields.extra_keys", "fields.fp_extra_key"),
    ("fields.in_spurious_papers", "fields.fp_spurious_paper"),
    ("issues.expected", "issues.expected"),
    ("issues.recall", "issues.recall"),
    ("issues.precision", "issues.precision"),
    ("outcome.wholly_right", "outcome.all_fields_right"),
    ("outcome.outcome_right", "outcome.outcome_allowed"),
    ("outcome.accepted_with_error", "outcome.accepted_with_error"),
    ("outcome.clean_accepted", "outcome.clean_accepted"),
    ("certification.recall", "certification.recall"),
    ("certification.precision", "certification.precision"),
    ("certification.parts_right", "certification.fields_right"),
    ("codes.recall", "qr.recall_all"),
    ("codes.recall_decodable", "qr.recall_decodable"),
]


def at(report: dict[str, Any], path: str) -> Any:
    for key in path.split("."):
        report = report[key]
    return report


@pytest.mark.parametrize("seed", [1, 2])
def test_dossiers(outer: Any, truths: list[dict[str, Any]], seed: int) -> None:
    mine, theirs = DossierScore(), outer.Scorer(SHARED / "tools" / "issue_codes.json")
    for truth in truths:
        got = output(truth, seed)
        mine.add(truth, got)
        theirs.add(truth, got)
    ours, other = mine.report(), theirs.report()
    for path, their_path in SAME:
        a, b = at(ours, path), at(other, their_path)
        # theirs is rounded to 1e-5 before it is written; unrounded sums must agree to 1e-6
        assert a == b or (a is not None and b is not None and abs(round(a, 5) - b) < 1e-6 + 1e-5), (path, a, b)
    for kind, rates in other["fields_by_type"].items():
        assert ours["fields"]["by_type"][kind]["n"] == rates["n"]
        assert round(ours["fields"]["by_type"][kind]["precision"] or 0, 5) == (rates["precision"] or 0)


def test_pages(outer: Any, truths: list[dict[str, Any]]) -> None:
    corrupt = load("bench_corrupt", Path(__file__).with_name("corrupt.py"))
    rng = random.Random(4)
    for truth in truths[:4]:
        for page in truth["pages"]:
            read = corrupt.lines(page, rng)
            mine, theirs = TextScore(), outer.TextStats()
            mine.add(page["lines"], read, page["optional_lines"])
            theirs.add(page["lines"], read, page["optional_lines"])
            sums = {
                "aligned": "dist",
                "plain": "plain_d",
                "word_edits": "wdist",
                "marks_wrong": "dia_err",
                "letters": "n",
                "bag_both": "bow_i",
            }
            assert {k: mine.sums[k] for k in sums} == {k: theirs.c[v] for k, v in sums.items()}
