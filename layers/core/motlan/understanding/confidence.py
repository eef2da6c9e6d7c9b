"""From evidence to a probability that the value is right, and from that to accepted or review.

The score is a sum of what was seen (log-odds, as in a logistic regression); ``calibration.yaml`` holds its weights, the
table from score to probability and the thresholds, fitted by ``calibrate`` with the dossiers held out in turn.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from motlan.model import FieldStatus
from motlan.understanding.draft import Draft
from motlan.understanding.template_files import templates_folder

#: Doubts that always send a value to a person, whatever its probability.
BLOCKING = frozenset({"form", "sources", "hand", "conflict", "check", "guess", "place", "type", "figures", "struck"})
#: A number or day that was filled in by hand or under a stamp is read as other figures, each of which could be right:
#: nothing but how surely it was read tells. Words with a digit below this wait for another source to say the same.
FIGURES_MIN = 0.9


@dataclass(frozen=True)
class Calibration:
    """``weights`` by feature name; ``curve`` of (score, probability), rising; ``accept``: score by kind or ``default``.

    A value is accepted by its score, not by its probability: the curve is flat at its top, where scores still differ.
    """

    weights: dict[str, float]
    curve: tuple[tuple[float, float], ...]
    accept: dict[str, float]

    def probability(self, score: float) -> float:
        """Straight lines between the points of the curve."""
        places = [s for s, _ in self.curve]
        at = bisect_right(places, score)
        if at == 0:
            return self.curve[0][1]
        if at == len(self.curve):
            return self.curve[-1][1]
        (s0, p0), (s1, p1) = self.curve[at - 1], self.curve[at]
        return p0 + (p1 - p0) * (score - s0) / (s1 - s0)

    def threshold(self, kind: str) -> float:
        """The score that a value of the kind must reach to be accepted."""
        return self.accept.get(kind, self.accept["default"])


@lru_cache(maxsize=4)
def load_calibration(path: Path | None = None) -> Calibration:
    """``templates/calibration.yaml``."""
    data = yaml.safe_load((path or templates_folder() / "calibration.yaml").read_text("utf-8"))
    return Calibration(data["weights"], tuple((float(s), float(p)) for s, p in data["curve"]), data["accept"])


def _logit(p: float) -> float:
    p = min(0.9995, max(0.02, p))
    return math.log(p / (1 - p))


#: Kinds of value by what goes wrong with them: marks in names and texts, digits in codes, nothing in closed lists.
GROUPS = {
    **dict.fromkeys(("name",), "name"),
    **dict.fromkeys(("address",), "address"),
    **dict.fromkeys(("text", "id_doc", "date_words", "marital_status", "term"), "text"),
    **dict.fromkeys(("sex", "ethnicity", "nationality", "yes_no", "class_list"), "listed"),
}


def features(found: Draft, type_certainty: float) -> dict[str, float]:
    """What speaks for a value and against it, each as a number between about -1 and 8."""
    group = GROUPS.get(found.kind, "code")
    return {
        "bias": 1.0,
        f"is_{group}": 1.0,
        "worst_word": _logit(found.worst),
        "mean_word": _logit(found.words),
        "label": 5 * (min(1.0, found.likeness) - 0.8),
        "certainty": 4 * (found.certainty - 0.75),
        "repaired": float(found.repaired),
        "mended": float(found.mended),
        "odd": float(found.odd),
        "sealed": float(found.sealed),
        "known": 0.0 if found.known is None else 2 * found.known - 1,
        "support": float(min(2, found.support)),
        "length": math.log1p(len(found.raw or "")),
        "hand": float(found.hand),
        "proved_source": float(found.source in ("qr", "mrz", "text_layer")),
        "doubts": float(len(found.doubts)),
        "type": 5 * (type_certainty - 0.9),
    }


def score(found: Draft, type_certainty: float, calibration: Calibration) -> float:
    """The weighted sum of the features."""
    return sum(calibration.weights.get(k, 0.0) * v for k, v in features(found, type_certainty).items())


def judge(found: Draft, type_certainty: float, calibration: Calibration) -> tuple[float, FieldStatus]:
    """Probability and status of a field. Handwriting is for a person unless another source says the same."""
    if not found.found:
        return 0.0, "missing"
    if found.value is None:
        return (0.0, "missing") if found.raw else (0.0, "blank")
    reached = score(found, type_certainty, calibration)
    probability = round(calibration.probability(reached), 4)
    doubts = set(found.doubts)
    if found.hand and not found.support:
        doubts.add("hand")
    if found.figures < FIGURES_MIN and not found.support:
        doubts.add("figures")
    if found.odd and found.sealed:
        doubts.add("form")
    if doubts & BLOCKING:
        return min(probability, 0.97), "review"
    return probability, "accepted" if reached >= calibration.threshold(found.kind) else "review"
