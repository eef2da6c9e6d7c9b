#!/usr/bin/env python3
"""Fits the confidence of words on pages whose truth is known.

    fit_confidence.py observe DIR > words.jsonl     read every picture in DIR that has a .txt beside it, every dossier
                                                    with truth/*.json
    fit_confidence.py fit words.jsonl               writes motlan_vision/recognise/confidence.json
    fit_confidence.py check words.jsonl             what the present weights are worth on these words

A word is right where its line's best partner in the truth has it at that place. ``fit`` reports, over five folds of
pages: expected calibration error, Brier score, and the share of wrong words among those above 0.95 and 0.98.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from motlan_vision.lines import page as pages
from motlan_vision.reader import Reader
from motlan_vision.recognise.confidence import NAMES, WEIGHTS, features
from motlan_vision.recognise.engine import Reading, Token

PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff")
RIDGE = 1e-2
FOLDS = 5
Matrix = NDArray[np.float64]


def observe(folder: Path) -> Iterator[dict[str, Any]]:
    """One record a word that was read."""
    reader = Reader()
    readings: list[Reading] = []
    to_line = pages.to_line

    def spy(reading: Reading, *args: Any, **more: Any) -> Any:
        readings.append(reading)
        return to_line(reading, *args, **more)

    pages.to_line = spy
    for name, files, truth in known(folder):
        number = 0
        for file in files:
            with reader.open(file, file.name) as scan:
                for index in range(scan.page_count):
                    readings.clear()
                    scan.read(index, page=1, source=0)
                    for reading in readings:
                        yield from judge(f"{name}#{number}", reading, truth[number])
                    number += 1


def known(folder: Path) -> Iterator[tuple[str, list[Path], list[list[str]]]]:
    """Pages and dossiers of a folder: name, files, and of each page its lines."""
    for picture in sorted(p for p in folder.rglob("*") if p.suffix in PICTURES and p.with_suffix(".txt").exists()):
        yield (
            picture.stem,
            [picture],
            [[" ".join(t.split()) for t in picture.with_suffix(".txt").read_text("utf-8").splitlines()]],
        )
    for file in sorted(folder.rglob("truth/*.json")):
        dossier = json.loads(file.read_text("utf-8"))
        files = [file.parent.parent / "files" / name for name in dossier["files"]]
        yield (
            file.stem,
            files,
            [[" ".join(line["text"].split()) for line in page["lines"]] for page in dossier["pages"]],
        )


def judge(page: str, reading: Reading, truth: list[str]) -> Iterator[dict[str, Any]]:
    """Which words of a line are right; a line without a partner says nothing about its words."""
    partner = process.extractOne(reading.text, truth, scorer=Levenshtein.normalized_similarity, score_cutoff=0.6)
    if partner is None:
        return
    words = [t.text for t in reading.tokens]
    right = {
        i
        for op in Levenshtein.opcodes(partner[0].split(), words)
        if op.tag == "equal"
        for i in range(op.dest_start, op.dest_end)
    }
    beside = [None, *words, None]
    for i, token in enumerate(reading.tokens):
        yield {
            "page": page,
            "text": token.text,
            "probability": token.probability,
            "witnesses": token.witnesses,
            "asked": token.asked,
            "agreement": reading.agreement,
            "beside": [beside[i], beside[i + 2]],
            "right": i in right,
        }


def regress(x: Matrix, y: Matrix) -> Matrix:
    """Weights of a logistic regression by Newton's method."""
    weights = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (y - p) - RIDGE * weights
        curve = (x * (p * (1 - p))[:, None]).T @ x + RIDGE * np.eye(x.shape[1])
        step = np.linalg.solve(curve, slope)
        weights += step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def calibration_error(p: Matrix, y: Matrix) -> float:
    """Expected calibration error over ten bins with equally many words."""
    order = np.argsort(p)
    return float(sum(abs(y[b].mean() - p[b].mean()) * len(b) for b in np.array_split(order, 10)) / len(p))


def seen(records: list[dict[str, Any]]) -> tuple[Matrix, Matrix]:
    """What the regression looks at, a row a word, and 1.0 for the right ones."""
    tokens = [Token(r["text"], r["probability"], 0, 0, r["witnesses"], r["asked"]) for r in records]
    x = np.array([features(t, r["agreement"], tuple(r["beside"])) for t, r in zip(tokens, records, strict=True)])
    return x, np.array([r["right"] for r in records], float)


def check(records: list[dict[str, Any]]) -> dict[str, Any]:
    """What the present weights say of all words and of those with digits: wrong ones, their share at 0.9 and above."""
    x, y = seen(records)
    weights = json.loads(WEIGHTS.read_text("utf-8"))["weights"]
    p = 1 / (1 + np.exp(-x @ np.array([weights[name] for name in NAMES])))
    out: dict[str, Any] = {}
    for name, which in (("all", np.ones(len(y), bool)), ("digits", x[:, NAMES.index("digit")] > 0)):
        q, right = p[which], y[which]
        out[name] = {
            "words": len(q),
            "wrong": int((1 - right).sum()),
            "wrong_at_0.9": int((1 - right[q >= 0.9]).sum()),
            "right_below_0.9": round(float((q[right > 0] < 0.9).mean()), 4),
            "ece": round(calibration_error(q, right), 4),
        }
    return out


def fit(records: list[dict[str, Any]]) -> dict[str, Any]:
    """Weights and what cross-validation says of them."""
    x, y = seen(records)
    names = sorted({r["page"] for r in records})
    fold = np.array([names.index(r["page"]) % FOLDS for r in records])
    p = np.zeros(len(y))
    for k in range(FOLDS):
        p[fold == k] = 1 / (1 + np.exp(-x[fold == k] @ regress(x[fold != k], y[fold != k])))
    report: dict[str, Any] = {"words": len(y), "pages": len(names), "wrong": round(float(1 - y.mean()), 4)}
    report["ece"] = round(calibration_error(p, y), 4)
    report["brier"] = round(float(((p - y) ** 2).mean()), 4)
    for level in (0.95, 0.98):
        above = p >= level
        report[f"above_{level}"] = {
            "share": round(float(above.mean()), 4),
            "wrong": round(float(1 - y[above].mean()), 4),
        }
    weights = {name: round(float(w), 4) for name, w in zip(NAMES, regress(x, y), strict=True)}
    return {"made_by": "scripts/fit_confidence.py", "cross_validation": report, "weights": weights}


def read(file: str) -> list[dict[str, Any]]:
    """The records that ``observe`` printed."""
    return [json.loads(line) for line in Path(file).read_text("utf-8").splitlines()]


def main() -> None:
    """See the module."""
    match sys.argv[1:]:
        case ["observe", folder]:
            for record in observe(Path(folder)):
                print(json.dumps(record, ensure_ascii=False))
        case ["fit", file]:
            result = fit(read(file))
            WEIGHTS.write_text(json.dumps(result, indent=2) + "\n", "utf-8")
            print(json.dumps(result["cross_validation"], indent=2))
        case ["check", file]:
            print(
                json.dumps(check([json.loads(line) for line in Path(file).read_text("utf-8").splitlines()]), indent=2)
            )
        case _:
            raise SystemExit(__doc__)


if __name__ == "__main__":
    main()
