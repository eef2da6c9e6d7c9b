"""What a dossier counts for: pure functions from its facts to marks (QĐ 766/QĐ-TTg, group Số hóa hồ sơ).

Marks of the day of receipt: ``received``, ``digitised`` (a scan in the components), ``reused`` (a component from this
store or the national one), ``reused_national``, ``both`` (a scan in the components and a file in the result),
``national`` (from the national store, or the result put there), ``connected`` (data of the population database, the
national store or another database), ``supplement`` and ``supplement_again`` (asked to bring more, once and repeatedly).
Marks of the day of the end: ``finished``, ``result_written``, ``result_electronic``, ``copies``, ``copies_electronic``.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta, timezone

from motlan.model.counting import Asked, Counted, Fact, Finished
from motlan.model.record import DossierRecord
from motlan.rules.checklist import OPEN, Item
from motlan.rules.procedures import Procedure
from motlan.rules.storing import StoreRules

_VIETNAM = timezone(timedelta(hours=7))
#: The procedure of a dossier that was opened without one.
NO_PROCEDURE = "-"


def counted(record: DossierRecord, papers: int, facts: Sequence[Fact], copies: Collection[str]) -> Counted | None:
    """What the dossier adds; None for one that was never brought in, or is another one brought twice.

    ``papers``: how many were scanned in it; ``copies``: procedures that certify copies.
    """
    if record.state == "duplicate" or (record.state == "opened" and not facts):
        return None
    ends = sorted((f for f in facts if f.finished), key=lambda f: f.at)
    end = ends[-1].finished if ends else None
    procedure = record.procedure or NO_PROCEDURE
    sources = {f.source or "" for f in facts if f.kind in ("reused", "replaced")}
    supplements = len({f.once for f in facts if f.kind == "supplement"})
    national = "national_store" in sources
    told = {
        "received": True,
        "digitised": papers > 0,
        "reused": bool(sources & {"local_store", "national_store"}),
        "reused_national": national,
        "both": bool(papers > 0 and end and end.electronic),
        "national": bool(national or (end and end.synced)),
        "connected": national
        or any(s.startswith("database:") for s in sources)
        or any(f.kind == "identified" for f in facts),
        "supplement": supplements > 0,
        "supplement_again": supplements > 1,
    }
    return Counted(
        dossier=record.id,
        office=record.office,
        procedure=procedure,
        received=datetime.fromisoformat(record.opened_at).astimezone(_VIETNAM).date().isoformat(),
        finished=end.day if end else None,
        on_receipt=_true(told),
        on_end=_true(_end(end, procedure in copies)) if end else [],
        asked=sorted({f"{a.component}|{a.type or ''}|{a.why}" for f in facts for a in f.asked}),
    )


def asked_for(procedure: Procedure, items: Sequence[Item], rules: StoreRules) -> list[Asked]:
    """The components that the citizen is told to bring, and whether the law knew another way."""
    components = {c.id: c for c in procedure.components}
    found = []
    for item in items:
        component = components.get(item.id)
        if item.state not in OPEN or component is None:
            continue
        option = next((o for o in component.options if o.id == item.option), component.options[0])
        again = component.reuse and any(rules.of(t).reuse != "once" for t in option.types)
        data = (*option.replaced_by_data, *component.replaced_by_data)
        why = Asked(
            component=item.id,
            type=next(iter(option.types), None),
            why="reusable" if again else "replaceable" if data else "new",
        )
        found.append(why)
    return found


def _end(end: Finished, copy: bool) -> Mapping[str, bool]:
    return {
        "finished": True,
        "result_written": end.written,
        "result_electronic": end.written and end.electronic,
        "copies": copy,
        "copies_electronic": copy and end.electronic_copy,
    }


def _true(told: Mapping[str, bool]) -> list[str]:
    return sorted(name for name, holds in told.items() if holds)
