"""Fills an e-form from the papers of a dossier and from the stores of the people in it."""

from __future__ import annotations

from datetime import date

from pydantic import ConfigDict, Field

from motlan.model import BadRequest, Forbidden
from motlan.model.record import DossierRecord
from motlan.rules.eforms import EForm
from motlan.rules.messages import issue
from motlan.rules.prefill import prefill
from motlan.rules.prefill_checks import check
from motlan.rules.prefill_people import Person
from motlan.rules.prefill_values import Prefilled
from motlan.usecases.case import Caller, Look, Purpose, Services, Subject, gather, given_roles


class PrefillRequest(Purpose):
    """Who asks (``subject``), who else is in the case by role, and the dossier whose scans may be used.

    ``as_of``: the day by whose law the form is filled and its papers are good (else today).
    """

    model_config = ConfigDict(extra="forbid")

    eform: str = Field(max_length=80)
    subject: Subject | None = None
    people: dict[str, Subject] = Field(default={}, max_length=10)
    dossier: str | None = None
    facts: dict[str, bool] = Field(default={}, max_length=50)
    as_of: date | None = None


def prefill_form(
    request: PrefillRequest, *, caller: Caller, record: DossierRecord | None, services: Services
) -> tuple[EForm, Prefilled]:
    """The form and its values. Raises ``NotFound`` (e-form), ``BadRequest``, ``Conflict`` (dossier still read).

    At a kiosk no store is read: the form is filled from what was read in this dossier, else ``Forbidden``.
    """
    day = request.as_of or services.clock.today()
    form = services.knowledge.eform(request.eform, day)
    given = given_roles(request.subject, request.people, form.subject, list(form.roles))
    if not given and record is None:
        raise BadRequest("E_SUBJECT", "Chưa nêu công dân hoặc hồ sơ để điền.", "Điền subject hoặc dossier.")
    if unknown := sorted(set(request.facts) - set(form.facts)):
        raise BadRequest("E_FACT", f"Tờ khai này không có thông tin {', '.join(unknown)}.", "Xem lại facts.")
    if caller.at_kiosk and (given or record is None):
        raise Forbidden("E_SUBJECT", "Máy tự phục vụ chỉ điền từ giấy tờ vừa quét.", "Bỏ subject và people.")
    purpose = Purpose(purpose=request.purpose, legal_basis=request.legal_basis)
    look = None if caller.at_kiosk else Look(services, caller, purpose, "prefill", record.office if record else None)
    case = gather(services, given=given, record=record, form=form, types=form.papers, look=look, day=day)
    if caller.at_kiosk and record:  # a forged paper must not bring out what the store knows of the real one
        case.pool = [held for held in case.pool if held.read_in == (record.duplicate_of or record.id)]
    persons = {role: Person(ids=frozenset({number})) for role, number in given.items()}
    filled = prefill(form, case.pool, persons, request.facts)
    filled.warnings = check(form, filled, day)
    if form.to_verify:
        filled.warnings.append(issue("W_UNVERIFIED", what=form.to_verify))
    return form, filled
