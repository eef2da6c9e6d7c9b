"""The state machine gave up: the dossier says so, in words for the clerk."""

from __future__ import annotations

import re

from motlan.model.record import FINAL_STATES, DossierRecord
from motlan.ports import Clock, Events, Registry
from motlan.usecases.records import change

PROBLEM = "Hệ thống chưa xử lý xong hồ sơ này. Bản quét gốc vẫn được giữ; hãy gửi lại hoặc báo quản trị viên."

#: How ``MotlanError`` prints itself: a stable code, then words for a person.
_OURS = re.compile(r"([EW]_[A-Z0-9_]+): (.+)", re.DOTALL)


def record_failure(
    dossier_id: str, error: str, message: str, *, registry: Registry, events: Events, clock: Clock
) -> DossierRecord:
    """``error`` is the name of the exception, ``message`` its text. A dossier that ended otherwise is left alone."""
    ours = _OURS.fullmatch(message)
    code, problem = (ours[1], f"{ours[2]} {PROBLEM}") if ours else ("E_PROCESSING", PROBLEM)

    def edit(record: DossierRecord) -> DossierRecord | None:
        if record.state in FINAL_STATES:
            return None
        return record.model_copy(update={"state": "failed", "problem_code": code, "problem": problem})

    record = change(registry, clock, dossier_id, edit)
    if record.state == "failed":
        events.publish(
            "motlan.dossier.failed", {"dossier": record.id, "office": record.office, "code": code, "error": error}
        )
    return record
