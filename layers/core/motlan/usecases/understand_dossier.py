"""Pages that were read → papers, fields, outcome; a secret dossier is refused here and nothing of it kept."""

from __future__ import annotations

from motlan.model import Dossier, Issue, Page, SourceFile
from motlan.model.record import FINAL_STATES, DossierRecord
from motlan.model.review import Rotate, Undo
from motlan.ports import Blobs, Clock, Events, Registry
from motlan.rules.arrange import play
from motlan.usecases import keys
from motlan.usecases.arrange import papers_as
from motlan.usecases.assemble import assemble, refusal
from motlan.usecases.editions import result_of, save_edition
from motlan.usecases.records import change


def understand_dossier(
    dossier_id: str, *, scans: Blobs, derived: Blobs, registry: Registry, events: Events, clock: Clock
) -> dict[str, object]:
    """Writes ``dossier.json`` and returns ``{"outcome", "papers", "pages"}``: codes and counts, nothing personal.

    Raises ``NotFound`` where a page's JSON is not there: pages in = pages out, or the dossier fails aloud.
    """
    record = change(registry, clock, dossier_id, _begin)
    if record.state in FINAL_STATES:
        return {"outcome": record.outcome or "rejected", "papers": 0, "pages": record.pages_total}
    numbers = range(1, record.pages_total + 1)
    pages = [Page.model_validate_json(derived.get(keys.page_key(dossier_id, n))) for n in numbers]
    dossier = assemble(_sources(record), pages, _refusals(record), today=clock.today())
    if dossier.outcome == "rejected":
        _refuse(record, dossier, scans=scans, derived=derived, registry=registry, events=events, clock=clock)
        return {"outcome": dossier.outcome, "papers": 0, "pages": len(pages)}
    before = result_of(record, derived) if record.arranged else None
    derived.put(keys.result_key(dossier_id), dossier.model_dump_json().encode(), "application/json")
    if before:
        dossier = _as_arranged(record, dossier, before, derived=derived, registry=registry, clock=clock)
    return {"outcome": dossier.outcome, "papers": len(dossier.papers), "pages": len(pages)}


def _as_arranged(
    record: DossierRecord, dossier: Dossier, before: Dossier, *, derived: Blobs, registry: Registry, clock: Clock
) -> Dossier:
    """Pages were turned and read again: the papers as people parted them, with what they said of the others."""
    anew = {page.page for page, was in zip(dossier.pages, before.pages, strict=True) if page != was}
    record = record.model_copy(deep=True)
    if all(isinstance(entry.action, Rotate | Undo) or entry.undone for entry in record.arranged):
        record.base = [paper.pages for paper in dossier.papers]  # nobody parted them: the machine may, anew
    now = play(record.base or [], record.arranged)
    dossier.papers = papers_as(now, before.papers, dossier.pages, today=clock.today(), anew=anew)
    save_edition(record, dossier, (), derived=derived, registry=registry, clock=clock)
    return dossier


def _begin(record: DossierRecord) -> DossierRecord | None:
    if record.state in FINAL_STATES:
        return None
    record.state = "understanding"
    return record


def _sources(record: DossierRecord) -> list[SourceFile]:
    return [
        SourceFile(
            name=f.name,
            sha256=f.sha256 or "",
            bytes=f.bytes or 0,
            media_type=f.media_type or "application/octet-stream",
            pages=f.pages or 0,
        )
        for f in record.files
    ]


def _refusals(record: DossierRecord) -> list[Issue]:
    return [refusal(f.name, f.problem_code, f.problem or "") for f in record.files if f.problem_code]


def _refuse(
    record: DossierRecord,
    dossier: Dossier,
    *,
    scans: Blobs,
    derived: Blobs,
    registry: Registry,
    events: Events,
    clock: Clock,
) -> None:
    """Luật Bảo vệ bí mật nhà nước 2018: not to be kept here. All versions go first, then the record says so."""
    reason = next((w for w in dossier.warnings if w.code == "E_SECRET"), dossier.warnings[0])
    derived.remove(keys.derived_prefix(record.id))
    for file in record.files:
        scans.remove(file.key)

    def edit(current: DossierRecord) -> DossierRecord:
        ends = {"state": "rejected", "outcome": "rejected", "problem_code": reason.code, "problem": reason.message}
        return current.model_copy(update=ends)

    change(registry, clock, record.id, edit)
    events.publish("motlan.dossier.rejected", {"dossier": record.id, "office": record.office, "code": reason.code})
