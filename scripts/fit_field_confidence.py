#!/usr/bin/env python3
"""Fits the confidence of fields on dossiers whose truth is known.

    fit_field_confidence.py read SETS --readings DIR --seconds N
                                                    draws dossiers of every look (samples/make) into SETS and reads them
                                                    with the default engine, as many as fit in the time
    fit_field_confidence.py observe SETS --readings DIR --out FILE
                                                    what was found of every field of the dossiers that were read
    fit_field_confidence.py fit FILE… [--shared DIR --readings DIR]
                                                    writes templates/calibration.yaml; ``--shared``: dossiers outside
                                                    the repository that count too

``fit`` prints what cross-validation says: by folds of dossiers, and with each type and each look left out.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from datetime import date
from itertools import count
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks import evidence  # noqa: E402
from benchmarks.calibrate import calibrate  # noqa: E402
from benchmarks.cross_validation import cross_validation  # noqa: E402
from benchmarks.inputs import dossiers  # noqa: E402
from benchmarks.readings import TimedReader, kept_pages  # noqa: E402
from benchmarks.tables import cross_validated  # noqa: E402
from motlan.understanding.confidence import Calibration  # noqa: E402
from motlan.understanding.template_files import templates_folder  # noqa: E402
from motlan.usecases.digitise import digitise  # noqa: E402
from motlan_vision.reader import Reader  # noqa: E402
from samples.make import export, recipes  # noqa: E402

#: Seed by look; None is the forms' own.
SEEDS = {"d": 4105, None: 4101, "h": 4106, "a": 4102, "b": 4103, "c": 4104}
TODAY = date(2026, 11, 15)
HEAD = """\
# Weights of the evidence; the score from which a value is accepted, by kind, key and type's key (the narrowest entry
# holds); the curve from how far a score is above that to a probability (motlan.understanding.confidence). Written by
# scripts/fit_field_confidence.py: curve and cut on dossiers left out in turn.
"""


def read(sets: Path, readings: Path, seconds: float) -> None:
    """Draws and reads, one dossier of each look after the other."""
    reader, end = TimedReader(Reader(threads=1), readings, "default"), time.monotonic() + seconds
    for n in count(1):
        for look, seed in SEEDS.items():
            if time.monotonic() > end:
                return
            folder = sets / (look or "plain")
            if not (folder / "truth" / f"s{seed}-{n:03d}.json").exists():
                export.write(recipes.make(seed, n, TODAY, words=look), folder)
            one = next(d for d in dossiers(folder) if d.truth["id"] == f"s{seed}-{n:03d}")
            digitise(one.files, reader=reader, today=TODAY, at_once=2)
            print(one.truth["id"], one.truth["profile"], len(one.truth["pages"]), flush=True)


def observed(folder: Path, readings: Path) -> Iterator[evidence.Sample]:
    """Samples of every dossier of a set whose files were all read."""
    for one in dossiers(folder):
        if (pages := kept_pages(one.files, readings)) is not None:
            yield from evidence.observe(one.truth, pages, folder.name)


def fit(samples: list[evidence.Sample]) -> None:
    """Writes the table and prints how it would have judged what it did not see."""
    made = calibrate(samples)
    (templates_folder() / "calibration.yaml").write_text(HEAD + _yaml(made), "utf-8")
    print(cross_validated(cross_validation(samples)))


def _yaml(made: Calibration) -> str:
    data = {"accept": made.accept, "curve": [list(p) for p in made.curve], "weights": made.weights}
    return yaml.safe_dump(data, allow_unicode=True, default_flow_style=None, width=140, sort_keys=True)


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    what = parser.add_subparsers(dest="what", required=True)
    for name in ("read", "observe"):
        sub = what.add_parser(name)
        sub.add_argument("sets", type=Path)
        sub.add_argument("--readings", type=Path, required=True)
    what.choices["read"].add_argument("--seconds", type=float, default=3600)
    what.choices["observe"].add_argument("--out", type=Path, required=True)
    sub = what.add_parser("fit")
    sub.add_argument("files", type=Path, nargs="+")
    sub.add_argument("--shared", type=Path)
    sub.add_argument("--readings", type=Path)
    args = parser.parse_args()
    if args.what == "read":
        read(args.sets, args.readings, args.seconds)
    elif args.what == "observe":
        folders = sorted(p for p in args.sets.iterdir() if (p / "truth").is_dir())
        evidence.write([s for f in folders for s in observed(f, args.readings)], args.out)
    else:
        samples = [s for file in args.files for s in evidence.load(file)]
        fit(samples + (list(observed(args.shared, args.readings)) if args.shared else []))


if __name__ == "__main__":
    main()
