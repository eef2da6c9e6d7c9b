"""Two scans of one paper: which of them its fields are taken from, and what to say where both are sure and differ."""

from __future__ import annotations

from motlan.model import Issue
from motlan.model.store import Assurance, StoredPaper
from motlan.rules.held import DIFFERS

RANK: dict[Assurance, int] = {"review": 0, "machine": 1, "confirmed": 2}


def better(kept: StoredPaper, fresh: StoredPaper, *, more: int) -> StoredPaper:
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
    if RANK[fresh.assurance] > RANK[kept.assurance]:
        stays = ("id", "identity", "reused", "created_at", "version", "standing", "standing_reason")
        paper = fresh.model_copy(update={key: getattr(kept, key) for key in stays} | counted)
    else:
        paper = kept.model_copy(update=counted)
    if not apart or paper.assurance == "confirmed":
        return paper
    issue = Issue(code=DIFFERS, message="Hai lần quét giấy này đọc ra khác nhau, cần so với bản giấy.", fields=apart)
    issues = [*(i for i in paper.issues if i.code != DIFFERS), issue]
    return paper.model_copy(update={"issues": issues, "assurance": "review"})
