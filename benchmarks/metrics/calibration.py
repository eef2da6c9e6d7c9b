"""Whether confidence means what it says: reliability bins and expected calibration error (Naeini et al., 2015)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from benchmarks.metrics.text import share


class Calibration:
    """Pairs of a confidence and whether the thing was right."""

    def __init__(self) -> None:
        self.bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)

    def add(self, confidence: float, right: bool) -> None:
        """Ten bins of equal width; 1.0 lies in the last."""
        self.bins[min(9, int(max(0.0, min(1.0, confidence)) * 10))].append((confidence, right))

    def extend(self, pairs: Iterable[tuple[float, bool]]) -> None:
        """Several at once."""
        for confidence, right in pairs:
            self.add(confidence, right)

    def report(self) -> dict[str, object]:
        """``ece`` weighs each bin's gap by its size; None where nothing was added."""
        total = sum(map(len, self.bins.values()))
        rows = {
            f"{k / 10:.1f}": {
                "n": len(b),
                "confidence": sum(c for c, _ in b) / len(b),
                "right": sum(r for _, r in b) / len(b),
            }
            for k, b in sorted(self.bins.items())
        }
        gap = sum(abs(r["confidence"] - r["right"]) * r["n"] for r in rows.values())
        return {"n": total, "ece": share(gap, total), "bins": rows}
