"""Files what was understood: papers to their owners' store, tags on the scans, the dossier's last state.

May be called again at any time: the same result changes nothing, a corrected one corrects, each with its event.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from motlan.model import Conflict, Dossier, NotFound, Paper, TransientError
from motlan.model.record import DossierRecord, State
from motlan.model.store import EventKind, PaperEvent, Scan, StoredPaper, changed_fields, place_of
from motlan.ports import Blobs, Clock, Events, Registry, Store
from motlan.rules.better import RANK, better
from motlan.rules.doubts import light_of
from motlan.rules.storing import StoreRules, scan_content, stored_paper
from motlan.usecases import keys
from motlan.usecases.editions import result_of
from motlan.usecases.records import change
from motlan.usecases.standing import Settle, tell

#: A paper that two dossiers file at the same moment: the second one finds it and adds its scan.
_ATTEMPTS = 5
#: The paper that joins a name, an old number and a personal number.
CARD = "citizen_id"
#: What a corrected reading of the same scan does not change.
_KEPT = ("id", "scans", "reused", "created_at", "version", "standing", "standing_reason")
#: Papers as the store has them, and what happened to each.
Kept = list[tuple[StoredPaper, PaperEvent | None]]
#: An S3 tag holds at most 256 letters.
_TAG_LETTERS = 256


def contract_key(dossier_id: str) -> str:
    """The dossier in the outer contract's form, below ``derived/``: what the API shows or links to."""
    return keys.derived_prefix(dossier_id) + "result.json"


@dataclass(frozen=True)
class FileDossier:
    """Call it with a dossier's id; returns ``{"state", "papers", "new"}``: codes and counts, nothing personal.

    ``by``: the person whose change is filed, where it is one's.
    """

    scans: Blobs
    derived: Blobs
    registry: Registry
    store: Store
    events: Events
    clock: Clock
    rules: StoreRules
    by: str | None = None

    def __call__(self, dossier_id: str) -> dict[str, object]:
        """The pipeline's last step. Raises ``NotFound`` where there is no such dossier or no result yet.

        What people have begun to work on stays in review until one of them files it.
        """
        record = self.registry.get(dossier_id)
        if record.state in ("rejected", "duplicate", "failed"):
            return {"state": record.state, "papers": 0, "new": 0}
        dossier = result_of(record, self.derived)
        kept = self.keep(record, dossier)
        state: State = "filed" if dossier.outcome == "accepted" and not record.arranged else "review"
        light = light_of(dossier.papers, dossier.pages, dossier.warnings, dossier.outcome)

        def edit(current: DossierRecord) -> DossierRecord | None:
            end = {"state": state, "outcome": dossier.outcome, "light": light, "owners": owners_in(kept)}
            edited = current.model_copy(update=end)
            return None if edited == current else edited

        self.tell_papers(record, kept)  # before the state says that all is done: a filing that breaks off tells again
        record = change(self.registry, self.clock, dossier_id, edit)
        self.tell(record, len(kept))
        return {"state": state, "papers": len(kept), "new": sum(e.kind == "filed" for _, e in kept if e)}

    def keep(self, record: DossierRecord, dossier: Dossier) -> Kept:
        """Store, tags and the result in the outer form follow what the dossier says now; its record is left alone.

        Returns each paper and what happened to it (None: nothing).
        """
        said = json.dumps(dossier.for_output(), ensure_ascii=False).encode()
        self.derived.put(contract_key(record.id), said, "application/json")
        cards = [paper for paper in dossier.papers if paper.type == CARD]
        hashes = {page.page: dossier.source[page.source].sha256 for page in dossier.pages}
        parts = parts_of(dossier.papers)
        kept = [
            self._keep(record, paper, part, cards, hashes.get(paper.pages[0]))
            for paper, part in zip(dossier.papers, parts, strict=True)
        ]
        self._withdraw(record, set(places_of(dossier.papers)))
        self._tag(record, dossier, [stored for stored, _ in kept])
        return kept

    def tell_papers(self, record: DossierRecord, kept: Kept) -> None:
        """One event for each paper that something happened to; earlier papers whose place it takes end with it."""
        settle = Settle(self.store, self.events, self.clock, self.rules)
        for stored, event in kept:
            if event:
                tell(self.events, stored, event)
                settle(stored, by=self.by or record.opened_by, dossier=record.id, office=record.office)

    def tell(self, record: DossierRecord, papers: int) -> None:
        """One for the dossier, by its state."""
        detail = {"dossier": record.id, "office": record.office, "procedure": record.procedure, "papers": papers}
        self.events.publish(f"motlan.dossier.{record.state}", detail)

    def _keep(
        self, record: DossierRecord, paper: Paper, part: int, cards: Sequence[Paper], sha256: str | None
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
            part=part,
        )
        fresh = stored_paper(paper, scan, self.rules.of(paper.type), now=self.clock.now(), cards=cards)
        for _ in range(_ATTEMPTS):
            try:
                return self._try(fresh, scan, unfinished=record.state == "understanding")
            except Conflict:
                continue
        raise TransientError("E_BUSY", "Giấy tờ đang được cập nhật ở nơi khác.", "Hãy thử lại sau giây lát.")

    def _withdraw(self, record: DossierRecord, places: Collection[str]) -> None:
        """What was filed from a place where no paper begins any more is no paper: its pages belong to another."""
        for paper, scan in self.store.of_dossier(record.id):
            if scan.place in places:
                continue
            event = self._event("withdrawn", paper, scan)
            gone = {"scans": paper.scans - 1, "updated_at": event.at}
            if paper.source.dossier == record.id and paper.source.place == scan.place:
                gone |= {"standing": "withdrawn", "standing_reason": "Trang đã được xếp vào giấy khác"}
            tell(self.events, self.store.drop_scan(paper.model_copy(update=gone), scan, event), event)

    def _try(self, fresh: StoredPaper, scan: Scan, *, unfinished: bool) -> tuple[StoredPaper, PaperEvent | None]:
        before = self.store.scan(scan.dossier, scan.place)
        same = self.store.find(fresh.identity)
        if before:
            return self._again(fresh, scan, before, same, unfinished=unfinished)
        if same and same.standing != "withdrawn":
            event = self._event("scanned_again", same, scan)
            return self.store.add_scan(better(same, fresh, more=1), scan, event), event
        event = self._event("filed", fresh, scan)
        if (withdrawn := self._withdrawn(same, fresh)) is None:
            return self.store.add(fresh, event), event
        keep = {key: getattr(withdrawn, key) for key in ("id", "reused", "created_at", "version")}
        keep["scans"] = withdrawn.scans + 1
        event.paper = withdrawn.id
        return self.store.save(fresh.model_copy(update=keep), event, scan), event

    def _withdrawn(self, same: StoredPaper | None, fresh: StoredPaper) -> StoredPaper | None:
        """A paper that was withdrawn and is there again: the same one, or one that began on the same page."""
        if same:
            return same
        try:
            return self.store.get(fresh.id)
        except NotFound:
            return None

    def _again(
        self, fresh: StoredPaper, scan: Scan, before: tuple[str, Scan], same: StoredPaper | None, *, unfinished: bool
    ) -> tuple[StoredPaper, PaperEvent | None]:
        """The place was filed before: unchanged, corrected, or found to be a paper that the store has already."""
        current, old = self.store.get(before[0]), before[1]
        if current.erased_at:
            return current, None
        if old.content == scan.content:
            return current, self._untold(current, scan) if unfinished else None
        if same and same.id != current.id:
            if current.scans == 1:
                gone = {"standing": "superseded", "standing_reason": f"Trùng với giấy {same.id}"}
                self.store.save(current.model_copy(update=gone), self._event("superseded", current, scan))
            event = self._event("scanned_again", same, scan)
            return self.store.save(better(same, fresh, more=1), event, scan), event
        if current.source.dossier == scan.dossier and current.source.place == scan.place:
            keep = {key: getattr(current, key) for key in _KEPT}
            changed = fresh.model_copy(update=keep)
        else:
            changed = better(current, fresh, more=0)
        told = changed_fields(current.fields, changed.fields)
        fresh_marks = [mark for key, mark in changed.marks.items() if current.marks.get(key) != mark]
        stood = bool(fresh_marks) and not told and all(mark.kind == "confirmed" for mark in fresh_marks)
        event = self._event("confirmed" if stood else "corrected", current, scan)
        event.changes = told
        return self.store.save(changed, event, scan), event

    def _untold(self, paper: StoredPaper, scan: Scan) -> PaperEvent | None:
        """What a filing that broke off did to this paper: nobody may have heard of it."""
        done = [e for e in self.store.events(paper.id) if e.dossier == scan.dossier]
        return next((e for e in reversed(done) if e.kind in ("filed", "scanned_again", "corrected", "confirmed")), None)

    def _event(self, kind: EventKind, paper: StoredPaper, scan: Scan) -> PaperEvent:
        once = hashlib.sha256(f"{kind}/{scan.dossier}/{scan.place}/{scan.content}".encode()).hexdigest()[:20]
        at = self.clock.now().isoformat(timespec="milliseconds")
        return PaperEvent(
            kind=kind,
            paper=paper.id,
            at=at,
            by=self.by or scan.scanned_by,
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
                "motlan-assurance": min((kept.assurance for _, kept in inside), key=RANK.__getitem__),
                "motlan-procedure": record.procedure or "unknown",
            }
            self.scans.tag(file.key, tags)


def owners_in(kept: Kept) -> list[str]:
    """Everybody whose store a paper of the dossier went into."""
    return sorted({owner for stored, _ in kept for owner in stored.owners})


def parts_of(papers: Sequence[Paper]) -> list[int]:
    """For each paper how many before it begin on its first page."""
    firsts = [paper.pages[0] for paper in papers]
    return [firsts[:n].count(first) for n, first in enumerate(firsts)]


def places_of(papers: Sequence[Paper]) -> list[str]:
    """For each paper of a dossier the place where the store has its scan."""
    return [place_of(paper.pages[0], part) for paper, part in zip(papers, parts_of(papers), strict=True)]


def _tag_value(values: Iterable[str]) -> str:
    words = " ".join(sorted(set(values)))
    return words if len(words) <= _TAG_LETTERS else words[:_TAG_LETTERS].rsplit(" ", 1)[0]
