"""Files what was understood: papers to their owners' store, tags on the scans, the dossier's last state.

May be called again at any time: the same result changes nothing, a corrected one corrects, each with its event.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from motlan.model import Conflict, Dossier, Issue, Paper, TransientError
from motlan.model.record import DossierRecord, State
from motlan.model.store import EventKind, PaperEvent, Scan, StoredPaper, changed_fields
from motlan.ports import Blobs, Clock, Events, Registry, Store
from motlan.rules.held import DIFFERS
from motlan.rules.storing import StoreRules, scan_content, stored_paper
from motlan.usecases import keys
from motlan.usecases.records import change
from motlan.usecases.standing import Settle, tell

#: A paper that two dossiers file at the same moment: the second one finds it and adds its scan.
_ATTEMPTS = 5
#: The paper that joins a name, an old number and a personal number.
CARD = "citizen_id"
#: What a corrected reading of the same scan does not change.
_KEPT = ("id", "scans", "reused", "created_at", "version", "standing", "standing_reason")
_RANK = {"review": 0, "machine": 1, "confirmed": 2}
#: An S3 tag holds at most 256 letters.
_TAG_LETTERS = 256


def contract_key(dossier_id: str) -> str:
    """The dossier in the outer contract's form, below ``derived/``: what the API shows or links to."""
    return keys.derived_prefix(dossier_id) + "result.json"


@dataclass(frozen=True)
class FileDossier:
    """Call it with a dossier's id; returns ``{"state", "papers", "new"}``: codes and counts, nothing personal."""

    scans: Blobs
    derived: Blobs
    registry: Registry
    store: Store
    events: Events
    clock: Clock
    rules: StoreRules

    def __call__(self, dossier_id: str) -> dict[str, object]:
        """Raises ``NotFound`` where there is no such dossier or no result yet."""
        record = self.registry.get(dossier_id)
        if record.state in ("rejected", "duplicate", "failed"):
            return {"state": record.state, "papers": 0, "new": 0}
        dossier = Dossier.model_validate_json(self.derived.get(keys.result_key(dossier_id)))
        said = json.dumps(dossier.for_output(), ensure_ascii=False).encode()
        self.derived.put(contract_key(dossier_id), said, "application/json")
        cards = [paper for paper in dossier.papers if paper.type == CARD]
        hashes = {page.page: dossier.source[page.source].sha256 for page in dossier.pages}
        kept = [self._keep(record, paper, cards, hashes.get(paper.pages[0])) for paper in dossier.papers]
        self._tag(record, dossier, [stored for stored, _ in kept])
        state: State = "filed" if dossier.outcome == "accepted" else "review"
        owners = sorted({owner for stored, _ in kept for owner in stored.owners})

        def edit(current: DossierRecord) -> DossierRecord | None:
            end = {"state": state, "outcome": dossier.outcome, "owners": owners}
            edited = current.model_copy(update=end)
            return None if edited == current else edited

        settle = Settle(self.store, self.events, self.clock, self.rules)
        for stored, event in kept:
            if event:
                tell(self.events, stored, event)
                settle(stored, by=record.opened_by, dossier=record.id, office=record.office)
        change(self.registry, self.clock, dossier_id, edit)
        detail = {"dossier": record.id, "office": record.office, "procedure": record.procedure}
        self.events.publish(f"motlan.dossier.{state}", detail | {"papers": len(kept)})
        return {"state": state, "papers": len(kept), "new": sum(e.kind == "filed" for _, e in kept if e)}

    def _keep(
        self, record: DossierRecord, paper: Paper, cards: Sequence[Paper], sha256: str | None
    ) -> tuple[StoredPaper, PaperEvent | None]:
        """The paper as it stands in the store, and what happened to it (None: nothing new)."""
        scan = Scan(
            dossier=record.id,
            pages=paper.pages,
            office=record.office,
            procedure=record.procedure,
            scanned_by=record.opened_by,
            scanned_at=record.opened_at,
            content=scan_content(paper),
            sha256=sha256 or None,
        )
        fresh = stored_paper(paper, scan, self.rules.of(paper.type), now=self.clock.now(), cards=cards)
        for _ in range(_ATTEMPTS):
            try:
                return self._try(fresh, scan, unfinished=record.state == "understanding")
            except Conflict:
                continue
        raise TransientError("E_BUSY", "Giấy tờ đang được cập nhật ở nơi khác.", "Hãy thử lại sau giây lát.")

    def _try(self, fresh: StoredPaper, scan: Scan, *, unfinished: bool) -> tuple[StoredPaper, PaperEvent | None]:
        before = self.store.scan(scan.dossier, scan.place)
        same = self.store.find(fresh.identity)
        if before:
            return self._again(fresh, scan, *before, same, unfinished=unfinished)
        if same:
            event = self._event("scanned_again", same, scan)
            return self.store.add_scan(_better(same, fresh, more=1), scan, event), event
        event = self._event("filed", fresh, scan)
        return self.store.add(fresh, event), event

    def _again(
        self, fresh: StoredPaper, scan: Scan, paper_id: str, old: Scan, same: StoredPaper | None, *, unfinished: bool
    ) -> tuple[StoredPaper, PaperEvent | None]:
        """The place was filed before: unchanged, corrected, or found to be a paper that the store has already."""
        current = self.store.get(paper_id)
        if old.content == scan.content:
            return current, self._untold(current, scan) if unfinished else None
        if same and same.id != current.id:
            if current.scans == 1:
                gone = {"standing": "superseded", "standing_reason": f"Trùng với giấy {same.id}"}
                self.store.save(current.model_copy(update=gone), self._event("superseded", current, scan))
            event = self._event("scanned_again", same, scan)
            return self.store.save(_better(same, fresh, more=1), event, scan), event
        if current.source.dossier == scan.dossier and current.source.place == scan.place:
            keep = {key: getattr(current, key) for key in _KEPT}
            changed = fresh.model_copy(update=keep)
        else:
            changed = _better(current, fresh, more=0)
        event = self._event("corrected", current, scan)
        event.changes = changed_fields(current.fields, changed.fields)
        return self.store.save(changed, event, scan), event

    def _untold(self, paper: StoredPaper, scan: Scan) -> PaperEvent | None:
        """What a filing that broke off did to this paper: nobody may have heard of it."""
        done = [e for e in self.store.events(paper.id) if e.dossier == scan.dossier]
        return next((e for e in reversed(done) if e.kind in ("filed", "scanned_again", "corrected")), None)

    def _event(self, kind: EventKind, paper: StoredPaper, scan: Scan) -> PaperEvent:
        once = hashlib.sha256(f"{kind}/{scan.dossier}/{scan.place}/{scan.content}".encode()).hexdigest()[:20]
        at = self.clock.now().isoformat(timespec="milliseconds")
        return PaperEvent(
            kind=kind,
            paper=paper.id,
            at=at,
            by=scan.scanned_by,
            office=scan.office,
            dossier=scan.dossier,
            procedure=scan.procedure,
            once=once,
        )

    def _tag(self, record: DossierRecord, dossier: Dossier, stored: list[StoredPaper]) -> None:
        """Tags on the originals: types and states of the papers in each file.

        No owner among them: tags are shown to anybody who may list the bucket.
        """
        place = {page.page: page.source for page in dossier.pages}
        for number, file in enumerate(record.files):
            inside = [
                (paper, kept)
                for paper, kept in zip(dossier.papers, stored, strict=True)
                if any(place.get(page) == number for page in paper.pages)
            ]
            if not file.arrived or file.problem_code or not inside:
                continue
            tags = {
                "motlan-types": _tag_value(kept.type for _, kept in inside),
                "motlan-validity": _tag_value(kept.validity or "unknown" for _, kept in inside),
                "motlan-field": _tag_value(kept.subject_field or "unknown" for _, kept in inside),
                "motlan-assurance": min((kept.assurance for _, kept in inside), key=_RANK.__getitem__),
                "motlan-procedure": record.procedure or "unknown",
            }
            self.scans.tag(file.key, tags)


def _better(kept: StoredPaper, fresh: StoredPaper, *, more: int) -> StoredPaper:
    """The paper with the fields of the scan that is more sure; at a tie those that were there stay.

    Where two sure readings of one paper differ, neither is taken as right: the paper says so until a person has looked.
    """
    counted: dict[str, object] = {"scans": kept.scans + more, "updated_at": fresh.updated_at}
    apart = tuple(
        key
        for key, field in kept.fields.items()
        if (other := fresh.fields.get(key))
        and field.status == other.status == "accepted"
        and field.value != other.value
    )
    if _RANK[fresh.assurance] > _RANK[kept.assurance]:
        stays = ("id", "identity", "reused", "created_at", "version", "standing", "standing_reason")
        paper = fresh.model_copy(update={key: getattr(kept, key) for key in stays} | counted)
    else:
        paper = kept.model_copy(update=counted)
    if not apart or paper.assurance == "confirmed":
        return paper
    issue = Issue(code=DIFFERS, message="Hai lần quét giấy này đọc ra khác nhau, cần so với bản giấy.", fields=apart)
    issues = [*(i for i in paper.issues if i.code != DIFFERS), issue]
    return paper.model_copy(update={"issues": issues, "assurance": "review"})


def _tag_value(values: Iterable[str]) -> str:
    words = " ".join(sorted(set(values)))
    return words if len(words) <= _TAG_LETTERS else words[:_TAG_LETTERS].rsplit(" ", 1)[0]
