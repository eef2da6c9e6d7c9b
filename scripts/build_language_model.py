#!/usr/bin/env python3
"""Makes ``motlan_vision/recognise/language_model.npz``: how often Vietnamese syllables follow each other.

    python scripts/build_language_model.py ../shared/data/corpora

CORPORA: ``laws/*.txt`` (law texts of Việt Nam, outside copyright: Law on Intellectual Property, art. 15) give the
pairs; word lists of Tesseract's langdata (Apache-2.0), given names (duyet/vietnamese-namedb, MIT) and names of units
(thanglequoc/vietnamese-provinces-database, MIT) only say that a syllable exists. Their notices stand in
``LICENSES.md`` beside the model. Only counts are kept: pairs seen once and words seen once outside the lists are left
out. Deterministic: the same texts give the same file.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np

from motlan.language.syllables import is_syllable
from motlan_vision.recognise.language import BREAK, MODEL, SCALE, norm
from motlan_vision.recognise.language import words as words_of

#: Pairs and words seen less often say nothing.
PAIR_MIN, WORD_MIN = 2, 2
#: Kneser and Ney (1995): what is taken off each pair's count for the pairs never seen.
DISCOUNT = 0.75


def texts(folder: Path) -> Iterator[str]:
    """Running text, line by line."""
    for file in sorted((folder / "laws").glob("*.txt")):
        yield from file.read_text("utf-8").splitlines()


def listed(folder: Path) -> Iterator[str]:
    """Syllables that exist, whether or not a law has them."""
    for name in ("tesseract-ocr__langdata/vie.wordlist", "tesseract-ocr__langdata_lstm/vie.wordlist"):
        yield from (folder / name).read_text("utf-8").split()
    for file in sorted((folder / "duyet__vietnamese-namedb").glob("*.txt")):
        yield from file.read_text("utf-8").split()
    for file in sorted((folder / "thanglequoc__vietnamese-provinces-database").glob("*.json")):
        for province in json.loads(file.read_text("utf-8")):
            for unit in (province, *province["Wards"]):
                yield from unit["FullName"].split()


def build(running: Iterable[str], words: Iterable[str]) -> dict[str, np.ndarray]:
    """The arrays of ``language.Model``."""
    single: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    for line in running:
        chain = [BREAK, *words_of(line), BREAK]
        single.update(chain)
        pairs.update(pairwise(chain))
    known = {w for w, n in single.items() if n >= WORD_MIN and (w[:1] == "0" or not w.isalpha() or is_syllable(w))}
    known |= {n for w in words if (n := norm(w)) and n.isalpha() and is_syllable(n)}
    vocabulary = sorted(known)
    number = {w: i for i, w in enumerate(vocabulary)}
    kept = sorted((number[a], number[b], n) for (a, b), n in pairs.items() if a in number and b in number)
    first, second, count = (np.array(column, np.int64) for column in zip(*kept, strict=True))
    size = len(vocabulary)
    # how many different words a word follows: what is likely where a pair was never seen
    follows = np.bincount(second, minlength=size) + 0.5
    alone = np.log(follows / follows.sum())
    total = np.bincount(first, weights=count, minlength=size)
    kinds = np.bincount(first, minlength=size)
    rest = (DISCOUNT * kinds + 1.0) / (total + 1.0)
    likely = (count - DISCOUNT) / (total[first] + 1.0) + rest[first] * np.exp(alone[second])
    often = count >= PAIR_MIN
    keys = (first * size + second)[often]
    return {
        "words": np.frombuffer("\n".join(vocabulary).encode(), np.uint8),
        "alone": quantised(alone),
        "rest": quantised(np.log(np.minimum(1.0, rest))),
        "steps": np.diff(keys, prepend=0).astype(np.uint32),
        "pairs": quantised(np.log(likely[often])),
    }


def quantised(logs: np.ndarray) -> np.ndarray:
    """Log probabilities as bytes, in steps of 1 / ``SCALE``."""
    return np.clip(np.round(-logs * SCALE), 0, 255).astype(np.uint8)


def main() -> None:
    """See the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("--out", type=Path, default=MODEL)
    args = parser.parse_args()
    arrays = build(texts(args.corpora), listed(args.corpora))
    np.savez_compressed(args.out, **arrays)
    words = len(bytes(arrays["words"]).split(b"\n"))
    print(f"{words} words, {len(arrays['pairs'])} pairs, {args.out.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
