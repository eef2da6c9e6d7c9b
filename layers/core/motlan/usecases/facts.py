"""Facts of a dossier that indicators are counted from: said by the case system, or written down where they happen."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from motlan.model import BadRequest
from motlan.model.counting import Again, Asked, Fact, Finished
from motlan.model.record import DossierRecord
from motlan.rules.checklist import Item
from motlan.rules.counting import asked_for
from motlan.rules.procedures import Procedure
from motlan.usecases.case import Caller, Services


class Replaced(BaseModel):
    """A component that was not asked for because its data came from elsewhere: ``database:<code>``, or a file from
    the owner's store of the national portal.
    """  # noqa: D205

    model_config = ConfigDict(extra="forbid")

    component: str = Field(max_length=80)
    source: str = Field(pattern=r"^(national_store|database:[A-Za-z0-9_.-]{1,60})$")


class Supplement(BaseModel):
    """A request to bring more (Mẫu 02, TT 03/2025/TT-VPCP): the components, in one complete list.

    ``again``: why there is a further one.
    """

    model_config = ConfigDict(extra="forbid")

    components: list[str] = Field(min_length=1, max_length=50)
    again: Again | None = None


class End(BaseModel):
    """See ``Finished``: how the procedure ended."""

    model_config = ConfigDict(extra="forbid")

    day: date
    written: bool = True
    electronic: bool = False
    synced: bool = False
    electronic_copy: bool = False


class FactsRequest(BaseModel):
    """What this service can't see by itself; only what is given is written down, and nothing is taken back."""

    model_config = ConfigDict(extra="forbid")

    vneid_verified: bool | None = None
    replaced: list[Replaced] = Field(default=[], max_length=50)
    supplement: Supplement | None = None
    finished: End | None = None

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not (self.vneid_verified or self.replaced or self.supplement or self.finished):
            raise ValueError("give vneid_verified, replaced, supplement or finished")
        return self


class FactsAnswer(BaseModel):
    """``noted``: kinds of the facts that were new; ``supplements``: how often more was asked for on this dossier.

    ``warning``: more than once is what the law wants avoided (NĐ 61/2018/NĐ-CP: requested once and completely).
    """

    dossier: str
    noted: list[str]
    supplements: int
    warning: str | None = None


def note_facts(request: FactsRequest, *, record: DossierRecord, caller: Caller, services: Services) -> FactsAnswer:
    """Raises ``BadRequest`` for an end in the future, before the receipt, or a component the procedure hasn't."""
    today = services.clock.today()
    if request.finished and not record.opened_at[:10] <= request.finished.day.isoformat() <= today.isoformat():
        raise BadRequest("E_DATE", "Ngày trả kết quả phải từ ngày tiếp nhận đến hôm nay.", "Sửa finished.day.")
    procedure = services.knowledge.procedure(record.procedure, today) if record.procedure else None
    named = [r.component for r in request.replaced] + (request.supplement.components if request.supplement else [])
    if procedure and (unknown := sorted(set(named) - {c.id for c in procedure.components})):
        raise BadRequest("E_COMPONENT", f"Thủ tục không có thành phần {', '.join(unknown)}.", "Xem lại danh mục.")
    new = [f for f in _facts(request, record, procedure, caller, services) if services.counts.note(f)]
    _tell(new, record, services)
    known = services.counts.known(record.id)
    supplements = sum(f.kind == "supplement" for f in known.facts)
    warning = "Hồ sơ này đã được yêu cầu bổ sung hơn một lần." if supplements > 1 else None
    return FactsAnswer(dossier=record.id, noted=sorted({f.kind for f in new}), supplements=supplements, warning=warning)


def note_asked(
    procedure: Procedure, items: Sequence[Item], *, record: DossierRecord, caller: Caller, services: Services
) -> None:
    """A checklist on a dossier told the citizen to bring something: counted once for each such list."""
    asked = asked_for(procedure, items, services.knowledge.store)
    if not asked:
        return
    fact = _fact(record, caller, services, kind="asked", asked=asked, once=_once("asked", *map(str, asked)))
    _tell([fact] if services.counts.note(fact) else [], record, services)


def _facts(
    request: FactsRequest, record: DossierRecord, procedure: Procedure | None, caller: Caller, services: Services
) -> list[Fact]:
    facts = []
    if request.vneid_verified:
        facts.append(_fact(record, caller, services, kind="identified", once="vneid"))
    for r in request.replaced:
        told = {"kind": "replaced", "component": r.component, "source": r.source}
        facts.append(_fact(record, caller, services, **told, once=_once(r.component, r.source)))
    if request.supplement:
        components = sorted(set(request.supplement.components))
        asked = [_asked(c, procedure, services) for c in components]
        once = _once(services.clock.today().isoformat(), *components)  # the same list on one day is one request
        again = request.supplement.again
        facts.append(_fact(record, caller, services, kind="supplement", asked=asked, again=again, once=once))
    if request.finished:
        end = Finished.model_validate(request.finished.model_dump(mode="json"))
        facts.append(_fact(record, caller, services, kind="finished", finished=end, once=_once(str(end))))
    return facts


def _asked(component: str, procedure: Procedure | None, services: Services) -> Asked:
    found = next((c for c in procedure.components if c.id == component), None) if procedure else None
    if procedure is None or found is None:
        return Asked(component=component)
    item = Item(id=component, name=found.name, kind=found.kind, state="missing", legal_basis=found.legal_basis)
    return asked_for(procedure, [item], services.knowledge.store)[0]


def _fact(record: DossierRecord, caller: Caller, services: Services, **told: object) -> Fact:
    at = services.clock.now().isoformat(timespec="milliseconds")
    return Fact.model_validate({"dossier": record.id, "at": at, "by": caller.id} | told)


def _once(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:20]


def _tell(facts: Sequence[Fact], record: DossierRecord, services: Services) -> None:
    for kind in sorted({f.kind for f in facts}):
        detail = {"dossier": record.id, "office": record.office, "procedure": record.procedure, "fact": kind}
        services.events.publish("motlan.dossier.noted", detail)
