"""From what the readers and the language model say of a word to the probability that it is right.

A logistic regression over who read it, how surely and how it fits; its weights lie in ``confidence.json``, made by
``scripts/fit_confidence.py`` (which also says, by cross-validation over pages, how well it holds).
"""

from __future__ import annotations

import json
import math
from functools import cache
from pathlib import Path

from motlan_vision.recognise.engine import Reading, Token
from motlan_vision.recognise.language import UNKNOWN, model
from motlan_vision.recognise.plausible import oddities

WEIGHTS = Path(__file__).with_name("confidence.json")
WITNESSES = 4  # three quick views and the accurate network
#: No reading is surer than this: the pages that the weights were fitted on hold a few thousand such words, not more.
HIGHEST = 0.998
#: The language model's lead counts up to this much, for or against.
LEAD = 8.0
NAMES = (
    "quick",
    "quick_logit",
    "quick_split",
    *(f"witnesses_{n}" for n in range(WITNESSES + 1)),
    "logit",
    "quarrel",
    "odd",
    "digit",
    "short",
    "lead",
    "unknown",
)


def features(token: Token, agreement: float, beside: tuple[str | None, str | None]) -> list[float]:
    """What the regression looks at, in the order of ``NAMES``; ``beside``: the words before and after."""
    p = min(0.999, max(0.001, token.probability))
    logit = math.log(p / (1 - p))
    quick = token.asked == 1
    seen = [0.0 if quick else float(token.witnesses == n) for n in range(WITNESSES + 1)]
    lead = model().lead(beside[0], token.text, beside[1])
    known = lead != UNKNOWN
    return [
        float(quick),
        logit if quick else 0.0,
        float(quick and not token.witnesses),
        *seen,
        0.0 if quick else logit,
        1.0 - agreement,
        float(oddities(token.text) > 0),
        float(any(c.isdigit() for c in token.text)),
        float(len(token.text) == 1),
        min(LEAD, max(-LEAD, lead)) / LEAD if known else 0.0,
        float(not known),
    ]


@cache
def _weights() -> tuple[float, ...]:
    by_name: dict[str, float] = json.loads(WEIGHTS.read_text("utf-8"))["weights"]
    return tuple(by_name[name] for name in NAMES)


def confidences(reading: Reading) -> list[float]:
    """Of each word between 0 and 1: how often one read like this is right."""
    texts = [None, *(token.text for token in reading.tokens), None]
    out = []
    for i, token in enumerate(reading.tokens):
        x = features(token, reading.agreement, (texts[i], texts[i + 2]))
        total = sum(w * v for w, v in zip(_weights(), x, strict=True))
        out.append(min(HIGHEST, 1.0 / (1.0 + math.exp(-total))))
    return out
