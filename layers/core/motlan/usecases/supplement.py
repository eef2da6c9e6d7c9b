"""The one request for supplements that a dossier may get (Mẫu 02 of TT 03/2025/TT-VPCP): all that is missing.

The law allows one; a second one is possible with a reason, is said to be the second, and stays with the dossier.
"""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from motlan.model import BadRequest, Conflict
from motlan.model.counting import Again
from motlan.model.counting import Fact as Noted
from motlan.model.record import DossierRecord
from motlan.rules.checklist import OPEN
from motlan.rules.checklist_words import day
from motlan.usecases.case import Caller, Case, Services
from motlan.usecases.checklist import ChecklistAnswer, ChecklistRequest, Warned, checklist_of
from motlan.usecases.facts import FactsRequest, Supplement, note_facts

#: What Mẫu 02 says as the reason of a further request.
AGAIN: dict[Again, str] = {
    "office_mistake": "lần yêu cầu trước còn thiếu do sơ suất của cơ quan",
    "not_acceptable": "giấy tờ đã bổ sung không đọc được hoặc không hợp lệ",
    "new_circumstance": "phát sinh tình tiết mới trong hồ sơ",
    "law_changed": "quy định về thành phần hồ sơ thay đổi",
}


class SupplementRequest(ChecklistRequest):
    """As a checklist's. ``again``: why a second request must be made; ``contact``: whom the citizen may ask."""

    again: Again | None = None
    contact: str | None = Field(default=None, max_length=200)


class Requested(BaseModel):
    """A request for supplements that was made: when, for which components, why a second time."""

    at: str
    components: list[str]
    again: Again | None = None


class SupplementAnswer(ChecklistAnswer):
    """The list with the request that was recorded; ``requests``: all that this dossier got, this one last."""

    dossier: str
    form: Literal["Mẫu 02"] = "Mẫu 02"
    requests: list[Requested]


def request_supplement(
    request: SupplementRequest, *, caller: Caller, record: DossierRecord, services: Services
) -> tuple[SupplementAnswer, Case]:
    """Records the request with the dossier and says what is in it; the same list on the same day is the same request.

    Raises ``BadRequest`` (``E_NOTHING_MISSING``; no procedure on the dossier), ``Conflict`` (``E_SECOND_REQUEST``
    without ``again``, or the dossier is still read), and what a checklist raises.
    """
    if record.procedure is None:
        raise BadRequest("E_NO_PROCEDURE", "Hồ sơ chưa có mã thủ tục.", "Mở lại hồ sơ với mã thủ tục.")
    asked = ChecklistRequest(**request.model_dump(exclude={"again", "contact"}))
    answer, case = checklist_of(record.procedure, asked, caller=caller, record=record, services=services)
    wanted = sorted(item.id for item in answer.items if item.state in OPEN)
    if not wanted:
        raise BadRequest("E_NOTHING_MISSING", "Hồ sơ không thiếu giấy tờ nào.", "Tiếp nhận hồ sơ.")
    today = services.clock.today().isoformat()
    others = [r for r in requests_of(record, services) if (r.at[:10], r.components) != (today, wanted)]
    if others and request.again is None:
        raise Conflict(
            "E_SECOND_REQUEST",
            f"Hồ sơ này đã được yêu cầu bổ sung ngày {day(others[-1].at)}; chỉ được yêu cầu bổ sung một lần.",
            f"Nếu vẫn phải yêu cầu, nêu lý do trong again: {', '.join(AGAIN)}.",
        )
    told = FactsRequest(supplement=Supplement(components=wanted, again=request.again if others else None))
    note_facts(told, record=record, caller=caller, services=services)
    made = requests_of(record, services)
    answer.warnings = [w for w in answer.warnings if w.code != "W_SECOND_REQUEST"]
    if len(made) > 1:
        message = f"Đây là lần yêu cầu bổ sung thứ {len(made)} của hồ sơ này."
        answer.warnings.append(Warned(code="W_SECOND_REQUEST", message=message))
    return SupplementAnswer(**answer.model_dump(), dossier=record.id, requests=made), case


def requests_of(record: DossierRecord, services: Services) -> list[Requested]:
    """The requests that the dossier got, oldest first, whoever noted them."""
    found = [fact for fact in services.counts.known(record.id).facts if fact.kind == "supplement"]
    return [_requested(fact) for fact in sorted(found, key=lambda fact: fact.at)]


def _requested(fact: Noted) -> Requested:
    return Requested(at=fact.at, components=sorted(a.component for a in fact.asked), again=fact.again)
