"""Changing a dossier's record while others change it too."""

from __future__ import annotations

from collections.abc import Callable

from motlan.model import Conflict, TransientError
from motlan.model.record import DossierRecord
from motlan.ports import Clock, Registry

#: So many writers at once on one dossier would be a fault somewhere else.
_ATTEMPTS = 12


def change(
    registry: Registry, clock: Clock, dossier_id: str, edit: Callable[[DossierRecord], DossierRecord | None]
) -> DossierRecord:
    """Reads, edits and saves; reads again where somebody wrote meanwhile. ``edit`` returns None to leave it as it is.

    Raises ``NotFound``; ``TransientError`` where the write lost every race.
    """
    for _ in range(_ATTEMPTS):
        record = registry.get(dossier_id)
        edited = edit(record.model_copy(deep=True))
        if edited is None:
            return record
        edited.updated_at = clock.now().isoformat(timespec="seconds")
        try:
            return registry.save(edited)
        except Conflict:
            continue
    raise TransientError("E_BUSY", "Hồ sơ đang được cập nhật ở nơi khác.", "Hãy thử lại sau giây lát.")
