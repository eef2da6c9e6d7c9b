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
    """``weights`` by feature name; ``accept``: the score from which a value is accepted, by ``names`` or ``default``.

    ``curve``: (how far above that score, probability), rising. A value is accepted by its score, not by its
    probability: the curve is flat at its top, where scores still differ.
    """

    weights: dict[str, float]
    curve: tuple[tuple[float, float], ...]
    accept: dict[str, float]

    def probability(self, margin: float) -> float:
        """Straight lines between the points of the curve."""
        places = [s for s, _ in self.curve]
        at = bisect_right(places, margin)
        if at == 0:
            return self.curve[0][1]
        if at == len(self.curve):
            return self.curve[-1][1]
        (s0, p0), (s1, p1) = self.curve[at - 1], self.curve[at]
        return p0 + (p1 - p0) * (margin - s0) / (s1 - s0)

    def threshold(self, paper: str, key: str, kind: str) -> float:
        """The score from which such a value is accepted: the narrowest entry there is."""
        own = (self.accept[name] for name in reversed(names(paper, key, kind)) if name in self.accept)
        return next(own, self.accept["default"])


def names(paper: str, key: str, kind: str) -> tuple[str, str, str]:
    """What thresholds go by, the widest first: ``kind:name``, ``signer_name``, ``birth_extract.signer_name``."""
    return f"kind:{kind}", key, f"{paper}.{key}"


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
    """What speaks for a value and against it, each as a number between about -4 and 8; what doesn't apply is left out.

    Words under a value of a kind of its own (``worst_name``): a name has no syllables that it must be made of, so that
    nothing but the letters' own sureness speaks for it.
    """
    group = GROUPS.get(found.kind, "code")
    doubts = blocked(found)
    return {
        "bias": 1.0,
        f"is_{group}": 1.0,
        "worst_word": _logit(found.worst),
        f"worst_{group}": _logit(found.worst),
        "mean_word": _logit(found.words),
        "figures": _logit(found.figures) - _logit(1.0),
        "label": 5 * (min(1.0, found.likeness) - 0.8),
        "certainty": 4 * (found.certainty - 0.75),
        "repaired": float(found.repaired),
        "mended": float(found.mended),
        "odd": float(found.odd),
        "sealed": float(found.sealed),
        "known": 0.0 if found.known is None else 2 * found.known - 1,
        "support": float(min(2, found.support)),
        "alone": float(not found.support),
        "length": math.log1p(len(found.raw or "")),
        "proved_source": float(found.source in ("qr", "mrz", "text_layer")),
        "type": 5 * (type_certainty - 0.9),
        **{f"doubt_{d}": 1.0 for d in doubts},
        "doubts": float(max(0, len(doubts) - 1)),
    }


def score(found: Draft, type_certainty: float, calibration: Calibration) -> float:
    """The weighted sum of the features."""
    return sum(calibration.weights.get(k, 0.0) * v for k, v in features(found, type_certainty).items())


def blocked(found: Draft) -> frozenset[str]:
    """The doubts that send a value to a person whatever its probability."""
    doubts = set(found.doubts)
    if found.hand and not found.support:
        doubts.add("hand")
    if found.figures < FIGURES_MIN and not found.support:
        doubts.add("figures")
    if found.odd and found.sealed:
        doubts.add("form")
    return BLOCKING & doubts


def judge(
    found: Draft, type_certainty: float, calibration: Calibration, *, paper: str = "", key: str = ""
) -> tuple[float, FieldStatus]:
    """Probability and status of a field. Handwriting is for a person unless another source says the same.

    ``paper``: the paper's type; ``key``: the field's, of a list's part as ``owners[].full_name``.
    """
    if not found.found:
        return 0.0, "missing"
    if found.value is None:
        return (0.0, "missing") if found.raw else (0.0, "blank")
    margin = score(found, type_certainty, calibration) - calibration.threshold(paper, key, found.kind)
    probability = round(calibration.probability(margin), 4)
    if blocked(found):
        return min(probability, 0.97), "review"
    return probability, "accepted" if margin >= 0 else "review"
