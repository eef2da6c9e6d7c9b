"""What of a paper or a dossier still waits for a person, and the one light that says so."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from pydantic import BaseModel

from motlan.model import Dossier, Issue, Page, Paper
from motlan.model.dossier import Outcome
from motlan.model.review import Light
from motlan.rules.messages import MESSAGES

#: Nobody knows this paper's type until a person says so.
UNKNOWN = "unknown"


class Doubt(BaseModel):
    """One thing to look at: a field (``key``), an issue of the paper (``code``), or a warning of the whole dossier."""

    paper: int | None = None
    type: str | None = None
    key: str | None = None
    code: str | None = None
    message: str = ""


def open_fields(paper: Paper) -> list[str]:
    """Keys that a person has to look at, in the order of the paper."""
    return [key for key, field in paper.fields.items() if field.status in ("review", "missing")]


def open_issues(paper: Paper) -> list[Issue]:
    """Issues that need a person and that nobody has acknowledged by standing behind all fields that they name."""
    return [found for found in paper.issues if found.needs_person and not _acknowledged(found, paper)]


def _acknowledged(found: Issue, paper: Paper) -> bool:
    if paper.confirmed:
        return True
    return bool(found.fields) and all(key.partition("[")[0] in paper.marks for key in found.fields)


def waits(paper: Paper) -> bool:
    """Whether anything of the paper is in doubt."""
    unknown = paper.type == UNKNOWN and not paper.confirmed
    return bool(unknown or open_fields(paper) or open_issues(paper))


def doubts_of(dossier: Dossier, *, deleted: Collection[int] = (), accepted: Collection[str] = ()) -> list[Doubt]:
    """All that is open, in reading order. ``deleted``: pages taken out; ``accepted``: warnings taken as they are."""
    out: list[Doubt] = []
    for n, paper in enumerate(dossier.papers):
        where = {"paper": n, "type": paper.type}
        if paper.type == UNKNOWN and not paper.confirmed:
            out.append(Doubt(**where, code="W_UNKNOWN_PAPER", message=MESSAGES["W_UNKNOWN_PAPER"]))
        out += [Doubt(**where, key=key, message=why(paper, key)[0]) for key in open_fields(paper)]
        out += [Doubt(**where, code=found.code, message=found.message) for found in open_issues(paper)]
    out += [Doubt(code=w.code, message=w.message) for w in _warnings(dossier, deleted) if w.code not in accepted]
    if not dossier.papers:
        out.append(Doubt(code="W_NO_PAPER", message=MESSAGES["W_NO_PAPER"]))
    return out


def _warnings(dossier: Dossier, deleted: Collection[int]) -> list[Issue]:
    unread = [p for p in dossier.pages if p.status == "unreadable" and p.page not in deleted]
    return [w for w in dossier.warnings if w.needs_person and (w.code != "W_UNREADABLE_PAGE" or unread)]


def why(paper: Paper, key: str) -> list[str]:
    """Why a field is open, in words for a clerk."""
    field = paper.fields[key]
    named = [found.message for found in paper.issues if key in found.fields and found.needs_person]
    if named:
        return named
    return ["Không tìm thấy hoặc không đọc được" if field.status == "missing" else "Đọc chưa chắc chắn"]


def outcome_of(dossier: Dossier, *, deleted: Collection[int] = (), accepted: Collection[str] = ()) -> Outcome:
    """``accepted`` where nothing is open."""
    return "review" if doubts_of(dossier, deleted=deleted, accepted=accepted) else "accepted"


def light_of(papers: Sequence[Paper], pages: Sequence[Page], warnings: Sequence[Issue], outcome: Outcome) -> Light:
    """Red where something is wrong, not only uncertain: an error nobody has acknowledged, an unreadable page."""
    if outcome == "accepted":
        return "green"
    errors = [found for paper in papers for found in open_issues(paper)] + list(warnings)
    wrong = any(found.code.startswith("E_") or found.code == "W_UNREADABLE_PAGE" for found in errors)
    return "red" if wrong or any(p.status == "unreadable" for p in pages) else "yellow"
