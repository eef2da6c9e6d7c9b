"""Something happened to a dossier: its marks go into the sums, its old ones out of them.

Counts by what is true of the dossier now, not by the event: an event may come twice, late, in another order, or for a
neighbour be lost; the sums are right again with the next one.
"""

from __future__ import annotations

from dataclasses import dataclass

from motlan.model import Conflict, TransientError
from motlan.model.counting import Counted
from motlan.ports import Clock, Counts
from motlan.rules.counting import counted
from motlan.rules.indicators import IndicatorRules

_ATTEMPTS = 8


@dataclass(frozen=True)
class CountDossier:
    """Call it with a dossier's id; returns what it counts for, None for one that does not count."""

    counts: Counts
    clock: Clock
    rules: IndicatorRules

    def __call__(self, dossier_id: str) -> Counted | None:
        """Raises ``NotFound``; ``TransientError`` where others were quicker every time."""
        for _ in range(_ATTEMPTS):
            known = self.counts.known(dossier_id)
            before = known.counted
            now = counted(known.record, known.papers, known.facts, self.rules.copies)
            if now is None and before is None:
                return None
            # A dossier that turned out to be another one again counts for nothing, and is remembered as such.
            after = now or Counted.model_validate(before).model_copy(
                update={"on_receipt": [], "on_end": [], "asked": []}
            )
            if before and after == before.model_copy(update={"version": after.version}):
                return after
            try:
                self.counts.move(before, after, self.clock.today().isoformat())
            except Conflict:
                continue
            return after
        raise TransientError("E_BUSY", "Hồ sơ đang được đếm ở nơi khác.", "Hãy thử lại sau giây lát.")
