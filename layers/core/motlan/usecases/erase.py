"""Everything that was read of a paper, and its pictures, taken out of the dossiers that it was scanned in."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence

from motlan.model import Dossier, Issue, NotFound, Paper, Tags
from motlan.model.record import DossierRecord
from motlan.model.store import PaperEvent, Scan, StoredPaper
from motlan.usecases import keys
from motlan.usecases.case import Services
from motlan.usecases.editions import Edition, result_of
from motlan.usecases.file_dossier import contract_key, places_of

_SAID = "Giấy trên trang này đã được xóa theo yêu cầu của chủ thể dữ liệu."


def erase_scans(paper: StoredPaper, services: Services) -> None:
    """May be called again. A page, or an original file, that holds a paper which is kept stays as it is."""
    dossiers = {event.dossier for event in services.store.events(paper.id) if event.dossier} | {paper.source.dossier}
    for dossier in sorted(dossiers):
        for scanned, scan in services.store.of_dossier(dossier):
            if scanned.id == paper.id:
                _erase(services.registry.get(dossier), scan, _values(paper), services)
        _forget(paper, dossier, services)


def _values(paper: StoredPaper) -> set[str]:
    """What the paper said, as it may be quoted elsewhere."""
    said = {str(text) for field in paper.fields.values() for text in (field.value, field.raw) if text}
    return {text for text in said if len(text) > 3}


def _quotes(issue: Issue, values: Collection[str]) -> bool:
    return any(value in issue.message for value in values)


def _forget(paper: StoredPaper, dossier: str, services: Services) -> None:
    """Checks between papers quote both; what a neighbour's issue says of the erased one goes."""
    values = _values(paper)
    for other, _ in services.store.of_dossier(dossier):
        issues = [issue for issue in other.issues if not _quotes(issue, values)]
        if other.id != paper.id and issues != other.issues:
            now = services.clock.now().isoformat(timespec="milliseconds")
            once = f"erased-{paper.id}"
            event = PaperEvent(kind="corrected", paper=other.id, at=now, by="motlan", dossier=dossier, once=once)
            services.store.save(other.model_copy(update={"issues": issues, "updated_at": now}), event)


def _erase(record: DossierRecord, scan: Scan, values: Collection[str], services: Services) -> None:
    derived = services.derived
    try:
        dossier = result_of(record, derived)
        read = Dossier.model_validate_json(derived.get(keys.result_key(record.id)))
    except NotFound:
        return
    _blank(dossier.papers, scan.place, ())
    for one in (dossier, read):
        one.warnings = [issue for issue in one.warnings if not _quotes(issue, values)]
        for paper in one.papers:
            paper.issues = [issue for issue in paper.issues if not _quotes(issue, values)]
    gone = set(scan.pages) - {page for paper in dossier.papers if paper.fields for page in paper.pages}
    _blank(read.papers, scan.place, gone)
    read.pages = [page.withheld("I_ERASED", _SAID) if page.page in gone else page for page in read.pages]
    dossier.pages = read.pages
    for page in read.pages:
        if page.page in gone:
            derived.remove(keys.preview_key(record.id, page.page))
            _replace(keys.page_key(record.id, page.page), page.model_dump_json(), services)
    _replace(keys.result_key(record.id), read.model_dump_json(), services)
    if record.edition:
        derived.remove(keys.edition_key(record.id, "").removesuffix(".json"))
        edition = Edition(papers=dossier.papers, warnings=dossier.warnings, outcome=dossier.outcome)
        _replace(keys.edition_key(record.id, record.edition), edition.model_dump_json(), services)
    _replace(contract_key(record.id), json.dumps(dossier.for_output(), ensure_ascii=False), services)
    services.registry.blank_changes(record.id, scan.place)
    left = {page.source for page in read.pages if not any(w.code == "I_ERASED" for w in page.warnings)}
    for number, file in enumerate(record.files):
        if number not in left and file.arrived:
            services.scans.remove(file.key)


def _blank(papers: Sequence[Paper], place: str, gone: Collection[int]) -> None:
    """The paper at this place, and whatever lies on nothing but erased pages."""
    for paper, own in zip(papers, places_of(papers), strict=True):
        if own == place or set(paper.pages) <= set(gone):
            paper.fields, paper.issues, paper.title, paper.certification, paper.tags = {}, [], None, None, Tags()


def _replace(key: str, body: str, services: Services) -> None:
    """With its older versions: they say what was erased."""
    services.derived.remove(key)
    services.derived.put(key, body.encode(), "application/json")
