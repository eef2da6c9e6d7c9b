"""Read pages → papers with fields, issues, tags: the way through this room, step by step."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from motlan.model import Certification, FieldValue, Issue, Page, Paper
from motlan.model.dossier import Outcome
from motlan.rules.checks import CHECKS, CheckContext
from motlan.rules.dossier_checks import check_dossier
from motlan.rules.messages import issue
from motlan.rules.tags import tags_of
from motlan.understanding import agreement, marks
from motlan.understanding.advice import advice
from motlan.understanding.cards import merge_sources
from motlan.understanding.catalogue import Catalogue, default_catalogue
from motlan.understanding.classify import Classifier
from motlan.understanding.confidence import BLOCKING, judge, load_calibration
from motlan.understanding.draft import Draft
from motlan.understanding.extract import Extraction
from motlan.understanding.headings import printed_heading, vietnamese_title
from motlan.understanding.mending import mend
from motlan.understanding.paper_template import PaperTemplate
from motlan.understanding.split import Group, split
from motlan.understanding.unknown import unknown_fields

#: Where this share of a paper's values (and this many) have no sound form, its other values were read as badly.
GARBLED, GARBLED_COUNT = 0.4, 6
#: A type of less certainty than this is for a person, and so is every field read by its template.
SURE_TYPE = 0.86


@dataclass
class Understanding:
    """What a dossier was understood to hold."""

    papers: list[Paper] = field(default_factory=list)
    warnings: list[Issue] = field(default_factory=list)
    outcome: Outcome = "review"


@dataclass
class _Work:
    """One paper while it is put together."""

    group: Group
    template: PaperTemplate | None
    drafts: dict[str, Draft]
    title: str | None
    certification: Certification | None
    issues: list[Issue]


_classifiers: dict[int, Classifier] = {}
#: Parts pages into papers: ``split``, or what a person said.
Regroup = Callable[[Sequence[Page], Classifier], list[Group]]


def understand(pages: Sequence[Page], *, today: date, catalogue: Catalogue | None = None) -> Understanding:
    """The papers of a dossier. Every page that was read is in at least one; blank and unreadable ones in none.

    ``today``: a date of Việt Nam, for what depends on it (validity). A document with a mark of secrecy ends it all:
    nothing of the dossier is given back but the reason.
    """
    if any(page.status == "read" and marks.is_secret(page) for page in pages):
        return Understanding([], [issue("E_SECRET")], "rejected")
    papers = [paper for paper, _ in evidence(pages, today=today, catalogue=catalogue)]
    warnings = [issue("W_UNREADABLE_PAGE") for page in pages if page.status == "unreadable"][:1]
    warnings += [warning for page in pages if page.status == "blank" for warning in page.warnings][:1]
    return Understanding(papers, warnings, _outcome(papers, warnings))


def check_together(papers: Sequence[Paper], today: date) -> None:
    """Adds what the papers of a dossier say against each other."""
    for place, found in check_dossier(papers, today):
        _add_issue(papers[place], found)


def evidence(
    pages: Sequence[Page], *, today: date, catalogue: Catalogue | None = None
) -> list[tuple[Paper, dict[str, Draft]]]:
    """The papers, each with what was found of its fields before they were judged: what confidence is fitted on."""
    works = _works(pages, catalogue or default_catalogue())
    papers = [_paper(work, today) for work in works]
    check_together(papers, today)
    return [(paper, work.drafts) for paper, work in zip(papers, works, strict=True)]


def understand_as(pages: Sequence[Page], regroup: Regroup, *, today: date, catalogue: Catalogue) -> list[Paper]:
    """The papers of these pages as ``regroup`` parts them, each by itself: nothing is checked across papers yet."""
    return [_paper(work, today) for work in _works(pages, catalogue, regroup)]


def _works(pages: Sequence[Page], catalogue: Catalogue, regroup: Regroup | None = None) -> list[_Work]:
    classifier = _classifiers.get(id(catalogue))
    if classifier is None or classifier.catalogue is not catalogue:
        classifier = _classifiers[id(catalogue)] = Classifier(catalogue)
    clean_pages, stamps = _without_stamps(pages)
    groups = regroup(clean_pages, classifier) if regroup else split(clean_pages, classifier)
    works = [_work(group, pages, stamps, catalogue) for group in groups]
    agreement.compare([(w.group.type, w.drafts) for w in works])
    return works


def _without_stamps(pages: Sequence[Page]) -> tuple[list[Page], dict[int, Certification]]:
    """Pages whose lines of a certified-copy stamp are set apart, and that stamp by page."""
    out, found = [], {}
    for page in pages:
        stamp, lines = marks.certification([page]) if page.status == "read" else (None, set())
        if stamp is None:
            out.append(page)
            continue
        found[page.page] = stamp
        kept = [line.model_copy(update={"kind": "stamp"}) if id(line) in lines else line for line in page.lines]
        out.append(page.model_copy(update={"lines": kept}))
    return out, found


def _work(group: Group, pages: Sequence[Page], stamps: dict[int, Certification], catalogue: Catalogue) -> _Work:
    certification = next((stamps[n] for n in group.pages if n in stamps), None)
    template = catalogue.get(group.type)
    if template is None:
        title, drafts = unknown_fields([u.sheet for u in group.units])
        return _Work(group, None, drafts, title, certification, [])
    extraction = Extraction(template, [u.sheet for u in group.units], [u.kind for u in group.units])
    drafts = extraction.fields()
    mend(drafts)
    issues: list[Issue] = []
    if template.layout == "card":
        issues += merge_sources(drafts, group.units, dict(template.by_key))
    if group.certainty < SURE_TYPE:
        for found in drafts.values():
            found.doubts.add("type")
    _doubt_garbled(drafts)
    return _Work(group, template, drafts, _title_of(group, template), certification, issues)


def _doubt_garbled(drafts: dict[str, Draft]) -> None:
    """A hand that the recogniser can't read gives here and there a plausible word: none of them is taken unseen."""
    read = [d for d in drafts.values() if d.raw and d.source == "ocr"]
    broken = [d for d in read if d.value is None or "form" in d.doubts]
    if len(broken) >= GARBLED_COUNT and len(broken) >= GARBLED * len(read):
        for found in read:
            found.doubts.add("guess")


def _title_of(group: Group, template: PaperTemplate) -> str | None:
    printed = next((u.kind.title.text for u in group.units if u.kind.title), None)
    if printed:
        return vietnamese_title(template, printed_heading(template, printed) or " ".join(printed.split()))
    return "CÔNG VĂN" if group.variant == "cong_van" else None


def _paper(work: _Work, today: date) -> Paper:
    certainty = round(work.group.certainty, 4)
    paper = Paper(
        type=work.group.type,
        variant=work.group.variant,
        title=work.title,
        pages=work.group.pages,
        confidence=certainty,
        fields={
            key: field_value(found, certainty, work.group.type, key)
            for key, found in work.drafts.items()
            if _stands(found, work, key)
        },
        certification=work.certification,
        seen=_unique(work.issues),
    )
    if work.certification is not None and marks.unread_parts(work.certification):
        paper.seen = [*paper.seen, issue("W_STAMP_UNREAD")]
    if work.template is None:
        return paper
    by_hand = [key for key, found in work.drafts.items() if found.hand and found.value is not None]
    if by_hand:
        paper.seen = [*paper.seen, issue("W_HANDWRITTEN", *by_hand)]
    struck = [key for key, found in work.drafts.items() if "struck" in found.doubts]
    if struck:
        paper.seen = [*paper.seen, issue("W_CROSSED_OUT", *struck)]
    check_paper(paper, work.template, today)
    return paper


def check_paper(paper: Paper, template: PaperTemplate, today: date) -> None:
    """Issues and tags of a paper by itself, from what was seen of it and what its fields say now."""
    paper.issues = list(paper.seen)
    _check(paper, template, today)
    paper.tags = tags_of(
        paper.fields,
        sector=template.sector,
        validity_rule=template.validity,
        owner_keys=template.owner,
        today=today,
        certified=paper.certification is not None,
        copy=template.type.endswith("_extract"),
    )


def _stands(found: Draft, work: _Work, key: str) -> bool:
    """Only keys that some forms of the paper lack may be absent; what every form has is there, if as missing."""
    return found.found or work.template is None or not work.template.by_key[key].optional


def _check(paper: Paper, template: PaperTemplate, today: date) -> None:
    context = CheckContext(today, paper.type, paper.variant, template.validity)
    checks = [(c.check, c.fields) for c in template.checks]
    papers = tuple(f.key for f in template.fields if f.kind == "id_doc")
    own = next((k for k in ("date", "issue_date", "registration_date") if k in template.by_key), "")
    if papers and own:
        checks.append(("id_paper_dates", (own, *papers)))
    for name, keys in [*checks, ("expiry", tuple(template.by_key)[:1])]:
        for found in CHECKS[name](paper.fields, context, {"fields": list(keys)}):
            _add_issue(paper, found)
    if not all(any(_seen(paper, key) for key in need.split("|")) for need in template.requires):
        _add_issue(paper, issue("W_INCOMPLETE_PAPER"))
    for found in advice(paper, template):
        _add_issue(paper, found)


def _seen(paper: Paper, key: str) -> bool:
    """True where the field's place is on the paper, even if what stands there could not be read."""
    found = paper.fields.get(key)
    return found is not None and (found.status != "missing" or bool(found.raw))


def _add_issue(paper: Paper, found: Issue) -> None:
    """An issue of the paper; an error takes the fields that it names out of what is accepted."""
    if found in paper.issues:
        return
    paper.issues = [*paper.issues, found]
    if found.code.startswith("E_") or found.code == "W_LOW_CONFIDENCE":
        for key in found.fields:
            value = paper.fields.get(key)
            if value is not None and value.status == "accepted" and key not in paper.marks:
                value.status = "review"
                paper.held_back = [*paper.held_back, key]


def _unique(issues: Iterable[Issue]) -> list[Issue]:
    return list(dict.fromkeys(issues))


def field_value(found: Draft, type_certainty: float, paper: str, key: str) -> FieldValue:
    """The draft as the contract has it. A list is as sure as its least sure part, and for a person if that is."""
    probability, status = judge(found, type_certainty, load_calibration(), paper=paper, key=key)
    items: list[FieldValue] | list[dict[str, FieldValue]] | None = None
    parts: list[FieldValue] = []
    if found.items is not None:
        rows = [
            {k: field_value(d, type_certainty, paper, f"{key}[].{k}") for k, d in item.items()} for item in found.items
        ]
        items, parts = rows, [f for row in rows for f in row.values() if f.value is not None]
    elif found.plain_items is not None:
        items = parts = [field_value(d, type_certainty, paper, f"{key}[]") for d in found.plain_items]
    if parts:
        probability = min(f.confidence for f in parts)
        doubtful = bool(found.doubts & BLOCKING) or any(f.status == "review" for f in parts)
        status = "review" if doubtful else "accepted"
    return FieldValue(
        value=found.value,
        raw=found.raw,
        confidence=probability if found.value is not None else 0.0,
        status=status,
        source=found.source,
        page=found.page,
        box=found.box,
        issues=found.issues,
        items=items,
    )


def _outcome(papers: Sequence[Paper], warnings: Sequence[Issue]) -> Outcome:
    """Accepted only if nothing at all needs a person."""
    doubtful = (
        bool(warnings)
        or not papers
        or any(paper.type == "unknown" for paper in papers)
        or any(found.needs_person for paper in papers for found in paper.issues)
        or any(f.status in ("review", "missing") for paper in papers for f in paper.fields.values())
    )
    return "review" if doubtful else "accepted"
