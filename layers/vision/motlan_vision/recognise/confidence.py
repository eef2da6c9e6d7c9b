"""From what the readers say of a word to the probability that it is right.

A logistic regression over who read it and how surely; its weights lie in ``confidence.json``, made by
``scripts/fit_confidence.py`` (which also says, by cross-validation over pages, how well it holds).
"""

from __future__ import annotations

import json
import math
from functools import cache
from pathlib import Path

from motlan_vision.recognise.engine import Reading, Token
from motlan_vision.recognise.fuse import oddities

WEIGHTS = Path(__file__).with_name("confidence.json")
WITNESSES = 4  # three quick views and the accurate network
#: No reading is surer than this: the pages that the weights were fitted on hold a few thousand such words, not more.
HIGHEST = 0.998
NAMES = (
    "quick",
    "quick_logit",
    *(f"witnesses_{n}" for n in range(WITNESSES + 1)),
    "logit",
    "quarrel",
    "odd",
    "digit",
    "short",
)


def features(token: Token, agreement: float) -> list[float]:
    """What the regression looks at, in the order of ``NAMES``."""
    p = min(0.999, max(0.001, token.probability))
    logit = math.log(p / (1 - p))
    quick = token.asked == 1
    seen = [0.0 if quick else float(token.witnesses == n) for n in range(WITNESSES + 1)]
    return [
        float(quick),
        logit if quick else 0.0,
        *seen,
        0.0 if quick else logit,
        1.0 - agreement,
        float(oddities(token.text) > 0),
        float(any(c.isdigit() for c in token.text)),
        float(len(token.text) == 1),
    ]


@cache
def _weights() -> tuple[float, ...]:
    by_name: dict[str, float] = json.loads(WEIGHTS.read_text("utf-8"))["weights"]
    return tuple(by_name[name] for name in NAMES)


def confidence(token: Token, reading: Reading) -> float:
    """Between 0 and 1: how often a word read like this is right."""
    total = sum(w * x for w, x in zip(_weights(), features(token, reading.agreement), strict=True))
    return min(HIGHEST, 1.0 / (1.0 + math.exp(-total)))
