"""All files of a dossier are accounted for: it is refused, linked to the one that it repeats, or started."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from dataclasses import dataclass

from motlan.model import NotFound
from motlan.model.record import FINAL_STATES, DossierRecord
from motlan.ports import Clock, Events, Executions, Registry
from motlan.usecases.read_batch import AT_ONCE
from motlan.usecases.records import change

#: Pages of one dossier; the limit of one file is the reader's.
MAX_PAGES = 500

#: After a failed or refused dossier the same papers may come again: who is first is asked anew, this many times.
_MAX_GENERATIONS = 50
#: The problem of a file that never came; it is no part of what the dossier brought.
NOT_SENT = "E_NOT_SENT"


@dataclass(frozen=True)
class StartDossier:
    """Call it with a record whose files have all come or will not; returns it as it then stands."""

    registry: Registry
    executions: Executions
    events: Events
    clock: Clock
    pages_per_batch: int = 4
    batches_at_once: int = 20

    def __call__(self, record: DossierRecord) -> DossierRecord:
        """All files are here: refuse, link to the first of two, or start. Safe to call again at any point."""
        if record.state != "received":
            return record
        refused = [f for f in record.files if f.problem_code]
        if len(refused) == len(record.files):
            return self._end(record, "rejected", refused[0].problem_code, refused[0].problem)
        if record.pages_total > MAX_PAGES:
            problem = f"Hồ sơ có {record.pages_total} trang, nhiều hơn {MAX_PAGES}. Hãy chia thành nhiều hồ sơ."
            return self._end(record, "rejected", "E_TOO_MANY_PAGES", problem)
        first = self._first_with_same_content(record)
        if first != record.id:
            return self._end(record, "duplicate", "I_DUPLICATE", "Hồ sơ này đã được gửi trước đó.", duplicate_of=first)
        self.executions.start(record.id, plan(record, self.pages_per_batch, self.batches_at_once))

        def edit(current: DossierRecord) -> DossierRecord | None:
            if current.state != "received":  # the first batch was quicker
                return None
            current.state = "reading"
            return current

        return change(self.registry, self.clock, record.id, edit)

    def _first_with_same_content(self, record: DossierRecord) -> str:
        """The dossier that brought these very files first and did not fail; maybe this one."""
        digests = sorted(f.sha256 or "" for f in record.files if f.problem_code != NOT_SENT)
        content = hashlib.sha256("\n".join(digests).encode()).hexdigest()
        for generation in range(_MAX_GENERATIONS):
            first = self.registry.claim_content(record.office, f"{content}-{generation}", record.id)
            if first == record.id:
                return first
            try:
                if self.registry.get(first).state not in ("failed", "rejected"):
                    return first
            except NotFound:
                continue
        return record.id

    def _end(
        self, record: DossierRecord, state: str, code: str | None, problem: str | None, duplicate_of: str | None = None
    ) -> DossierRecord:
        ends: Mapping[str, object] = {
            "state": state,
            "outcome": "rejected" if state == "rejected" else None,
            "problem_code": code,
            "problem": problem,
            "duplicate_of": duplicate_of,
        }

        def edit(current: DossierRecord) -> DossierRecord | None:
            return None if current.state in FINAL_STATES else current.model_copy(update=dict(ends))

        record = change(self.registry, self.clock, record.id, edit)
        self.tell(record)
        return record

    def tell(self, record: DossierRecord) -> None:
        """How it ended, on the bus."""
        detail = {"dossier": record.id, "office": record.office, "code": record.problem_code}
        if record.duplicate_of:
            detail["duplicate_of"] = record.duplicate_of
        if record.state == "failed":
            detail["error"] = "NotSent"
        self.events.publish(f"motlan.dossier.{record.state}", detail)


def plan(record: DossierRecord, pages_per_batch: int, batches_at_once: int) -> list[dict[str, object]]:
    """The pages of all files that were not refused, numbered through, in batches that never span two files.

    A batch of a small dossier holds no more than are read side by side: a citizen is waiting. Batches grow, up to
    ``pages_per_batch``, where more of them than ``batches_at_once`` would only wait for each other.
    """
    size = min(pages_per_batch, max(AT_ONCE, math.ceil(record.pages_total / batches_at_once)))
    batches: list[dict[str, object]] = []
    page = 1
    for source, file in enumerate(record.files):
        for first in range(0, file.pages or 0, size):
            count = min(size, (file.pages or 0) - first)
            name = f"{len(batches) + 1:04d}"
            batches.append({"batch": name, "source": source, "first": first, "count": count, "page": page})
            page += count
    return batches
