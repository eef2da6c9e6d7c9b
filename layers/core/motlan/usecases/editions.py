"""The result of a dossier as it stands: what the machine understood, and the edition that people made of it since.

An edition is written once under a name of its own; the record names the one that counts and is saved only if nobody
wrote meanwhile. So of two who change a dossier at once one wins whole, and the other's edition is never looked at.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence

from pydantic import BaseModel

from motlan.model import Dossier, Issue, Paper
from motlan.model.dossier import Outcome
from motlan.model.record import DossierRecord
from motlan.model.review import Change
from motlan.ports import Blobs, Clock, Registry
from motlan.rules.arrange import play
from motlan.rules.doubts import light_of, outcome_of
from motlan.usecases import keys


class Edition(BaseModel):
    """What people may change; pages and source files stay as they were read."""

    papers: list[Paper]
    warnings: list[Issue]
    outcome: Outcome


def result_of(record: DossierRecord, derived: Blobs) -> Dossier:
    """The dossier's result. Raises ``NotFound`` where it was not understood yet."""
    dossier = Dossier.model_validate_json(derived.get(keys.result_key(record.id)))
    if record.edition is None:
        return dossier
    edition = Edition.model_validate_json(derived.get(keys.edition_key(record.id, record.edition)))
    told = {"papers": edition.papers, "warnings": edition.warnings, "outcome": edition.outcome}
    return dossier.model_copy(update=told)


def write_edition(record: DossierRecord, dossier: Dossier, derived: Blobs) -> DossierRecord:
    """Writes the papers as a new edition; the record that names it, with outcome and light, is not saved yet."""
    name = f"{record.version + 1:06d}-{secrets.token_hex(4)}"
    deleted = play(record.base or [], record.arranged).deleted
    dossier.outcome = outcome_of(dossier, deleted=deleted, accepted=record.accepted)
    edition = Edition(papers=dossier.papers, warnings=dossier.warnings, outcome=dossier.outcome)
    derived.put(keys.edition_key(record.id, name), edition.model_dump_json().encode(), "application/json")
    pages = [page for page in dossier.pages if page.page not in deleted]
    light = light_of(dossier.papers, pages, dossier.warnings, dossier.outcome)
    return record.model_copy(update={"edition": name, "outcome": dossier.outcome, "light": light})


def save_edition(
    record: DossierRecord,
    dossier: Dossier,
    changes: Sequence[Change],
    *,
    derived: Blobs,
    registry: Registry,
    clock: Clock,
) -> DossierRecord:
    """Makes this result the one that counts. Raises ``Conflict`` (``E_STALE``) where somebody was quicker.

    A filed dossier in which something is now in doubt goes back to review.
    """
    edited = write_edition(record, dossier, derived)
    edited.updated_at = clock.now().isoformat(timespec="seconds")
    if edited.state == "filed" and dossier.outcome != "accepted":
        edited.state = "review"
    return registry.save(edited, changes)
