"""Pages read, files refused → one dossier in the contract's form. The same for the command line and for Lambda."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from motlan.model import Dossier, Issue, Page, SourceFile
from motlan.understanding import understand

_SECRET = "Trang thuộc hồ sơ có dấu chỉ mức độ mật: không đọc, không lưu."


def refusal(name: str, code: str, message: str, remedy: str = "") -> Issue:
    """The warning that a refused file leaves on its dossier."""
    return Issue(code=code, message=f"{name}: {message}" + (f" {remedy}" if remedy else ""))


def assemble(
    sources: Sequence[SourceFile], pages: Sequence[Page], refusals: Sequence[Issue], *, today: date, papers: bool = True
) -> Dossier:
    """Understands the pages and says what becomes of the dossier.

    A dossier of which every file was refused is ``rejected``; one that lost some of its files is never better than
    ``review``. A secret paper (Luật Bảo vệ bí mật nhà nước 2018, art. 11; TT 01/2023/TT-VPCP art. 4) makes it
    ``rejected``, and nothing of what was read is kept. ``papers=False`` stops after reading.
    """
    if not pages:
        return Dossier(source=list(sources), warnings=list(refusals), outcome="rejected")
    doubtful = bool(refusals) or any(p.status == "unreadable" for p in pages)
    if not papers:
        outcome = "review" if doubtful else "accepted"
        return Dossier(source=list(sources), pages=list(pages), warnings=list(refusals), outcome=outcome)
    understood = understand(pages, today=today)
    warnings = [*refusals, *understood.warnings]
    if understood.outcome == "rejected":
        return Dossier(
            source=list(sources),
            pages=[p.withheld("E_SECRET", _SECRET) for p in pages],
            warnings=warnings,
            outcome="rejected",
        )
    outcome = "review" if doubtful else understood.outcome
    return Dossier(
        source=list(sources), pages=list(pages), papers=list(understood.papers), warnings=warnings, outcome=outcome
    )
