"""After a person's change the store follows; when nothing is in doubt any more, the person files the dossier."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from motlan.model import Conflict, Dossier
from motlan.model.record import DossierRecord, State
from motlan.model.review import Looked
from motlan.model.store import StoredPaper
from motlan.rules.arrange import play
from motlan.rules.doubts import Doubt, doubts_of
from motlan.usecases.case import Caller, Services
from motlan.usecases.editions import result_of
from motlan.usecases.file_dossier import FileDossier, owners_in
from motlan.usecases.records import change
from motlan.usecases.reviews import refuse_if_held, reviewable


class FileRequest(BaseModel):
    """``version``: the dossier's, as last seen. ``accept``: codes of the dossier's own warnings (a refused file, an
    unreadable page) that it is filed in spite of; ``notes``: why, by code.
    """  # noqa: D205

    model_config = ConfigDict(extra="forbid")

    version: int = Field(ge=0)
    accept: list[str] = Field(default=[], max_length=20)
    notes: dict[str, Annotated[str, Field(max_length=300)]] = Field(default={}, max_length=20)


class FileAnswer(BaseModel):
    """``second_look``: not filed yet, another person has to look first."""

    dossier: str
    state: State
    version: int
    second_look: bool


def still_in_doubt(doubts: Sequence[Doubt]) -> Conflict:
    """``doubts`` lists all that a person has to look at before the dossier can be filed."""
    message = f"Hồ sơ còn {len(doubts)} điểm chưa kiểm tra."
    more = {"doubts": [doubt.model_dump() for doubt in doubts]}
    return Conflict("E_IN_DOUBT", message, "Kiểm tra các mục nêu trong doubts.", more)


def follow(record: DossierRecord, dossier: Dossier, by: str, services: Services) -> list[StoredPaper]:
    """Store, tags and owners as the dossier says now; papers in its order. Safe to repeat: the next change heals it."""
    filer = filer_of(services, by)
    kept = filer.keep(record, dossier)
    owners = owners_in(kept)
    if owners != record.owners:
        change(
            services.registry, services.clock, record.id, lambda current: current.model_copy(update={"owners": owners})
        )
    filer.tell_papers(record, kept)
    return [stored for stored, _ in kept]


def filer_of(services: Services, by: str) -> FileDossier:
    """The pipeline's last step, on the API's services, for a person."""
    return FileDossier(
        services.scans,
        services.derived,
        services.registry,
        services.store,
        services.events,
        services.clock,
        services.knowledge.store,
        by,
    )


def file_reviewed(record: DossierRecord, request: FileRequest, *, caller: Caller, services: Services) -> FileAnswer:
    """Review → filed, or → a second look. A dossier that this person filed already stays as it is.

    Raises ``Conflict`` (``E_IN_DOUBT``, ``E_STALE``, ``E_CLAIMED``, ``E_SECOND_LOOK`` for one who looked first).
    """
    reviewable(record)
    if record.state == "filed":
        return FileAnswer(dossier=record.id, state="filed", version=record.version, second_look=False)
    refuse_if_held(record, caller, services)
    if record.version != request.version:
        raise Conflict("E_STALE", "Hồ sơ vừa được người khác thay đổi.", "Mở lại hồ sơ rồi làm tiếp.")
    dossier = result_of(record, services.derived)
    accepted = sorted({*record.accepted, *request.accept})
    deleted = play(record.base or [], record.arranged).deleted
    if doubts := doubts_of(dossier, deleted=deleted, accepted=accepted):
        raise still_in_doubt(doubts)
    if record.second_look and any(looked.by == caller.id for looked in record.looks):
        raise Conflict("E_SECOND_LOOK", "Hồ sơ này cần một người khác kiểm tra lại.", "Chuyển cho đồng nghiệp.")
    now = services.clock.now().isoformat(timespec="seconds")
    types = {paper.type for paper in dossier.papers}
    second = not record.looks and services.knowledge.review.second_look.wanted(record.id, types)
    told: dict[str, object] = {
        "looks": [*record.looks, Looked(by=caller.id, at=now, notes=request.notes)],
        "accepted": accepted,
        "outcome": "accepted",
        "light": "green",
        "second_look": second,
        "state": "review" if second else "filed",
        "updated_at": now,
    }
    saved = services.registry.save(record.model_copy(update=told))
    services.registry.release(record.id, caller.id)
    filer = filer_of(services, caller.id)
    kept = filer.keep(saved, dossier)
    filer.tell_papers(saved, kept)
    if not second:
        filer.tell(saved, len(kept))
    return FileAnswer(dossier=saved.id, state=saved.state, version=saved.version, second_look=second)
