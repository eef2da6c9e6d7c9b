"""Dossiers whose files never came must end too: what is missing is said, and what is there is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from motlan.model import NotFound
from motlan.model.record import DossierRecord
from motlan.ports import Clock, Registry
from motlan.usecases.records import change
from motlan.usecases.start_dossier import NOT_SENT, StartDossier

#: A scan that is sent takes minutes; a clerk who was called away comes back within the day.
GRACE = timedelta(hours=24)
#: How many days back are looked at: a sweep that did not run for a week still finds them all.
DAYS = 8
PROBLEM = "Tệp này không được gửi trong 24 giờ sau khi mở hồ sơ. Hãy gửi lại nếu vẫn cần."


@dataclass(frozen=True)
class ExpireUnsent:
    """Call it from time to time; returns how many dossiers it ended and how many it sent on with what had come."""

    registry: Registry
    clock: Clock
    start: StartDossier

    def __call__(self) -> dict[str, int]:
        """Counts by what was done."""
        counts = {"ended": 0, "sent_on": 0}
        limit = (self.clock.now() - GRACE).isoformat(timespec="seconds")
        for back in range(DAYS):
            day = (self.clock.today() - timedelta(days=back)).isoformat()
            for dossier_id in self.registry.unsent(day):
                try:
                    record = self._expire(dossier_id, limit)
                except NotFound:
                    continue
                if record is None:
                    continue
                if record.state == "received":
                    self.start(record)
                    counts["sent_on"] += 1
                else:
                    self.start.tell(record)
                    counts["ended"] += 1
        return counts

    def _expire(self, dossier_id: str, limit: str) -> DossierRecord | None:
        """The record, if it was changed: ``received`` where some files had come, else ``failed``."""
        changed = False

        def edit(current: DossierRecord) -> DossierRecord | None:
            nonlocal changed
            changed = current.state == "opened" and current.opened_at <= limit
            if not changed:
                return None
            came = [file for file in current.files if file.arrived]
            for file in current.files:
                if not file.arrived:
                    file.arrived, file.pages = True, 0
                    file.problem_code, file.problem = NOT_SENT, PROBLEM
            if came:
                current.state, current.pages_total = "received", sum(file.pages or 0 for file in current.files)
            else:
                current.state, current.problem_code, current.problem = "failed", NOT_SENT, PROBLEM
            return current

        record = change(self.registry, self.clock, dossier_id, edit)
        return record if changed else None
