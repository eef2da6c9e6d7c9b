"""Procedures: the catalogue, one complete checklist, the request for supplements, what may be scanned."""

from __future__ import annotations

from typing import Annotated

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.openapi.params import Body, Path, Query
from pydantic import BaseModel

from motlan.api.routes.common import Day, Pdf, Shape, entry, json_answer, pdf_answer, pdf_or
from motlan.rules.policy import ScanAnswer
from motlan.usecases.case import Services
from motlan.usecases.catalogue import ProcedureList, list_procedures
from motlan.usecases.checklist import ChecklistAnswer, ChecklistRequest, checklist_of
from motlan.usecases.policy import ScanQuestion, ask_policy
from motlan.usecases.printing import print_checklist, print_supplement
from motlan.usecases.supplement import SupplementAnswer, SupplementRequest, request_supplement


class ScanQuestions(BaseModel):
    """Several papers at once, as a clerk has them on the desk."""

    papers: list[ScanQuestion]


class ScanAnswers(BaseModel):
    """One answer a question, in their order."""

    answers: list[ScanAnswer]


def add_routes(app: APIGatewayHttpResolver, services: Services) -> None:
    """Adds the routes of this area."""

    @app.get("/v1/procedures")
    def catalogue(
        q: Annotated[str | None, Query(max_length=100)] = None,
        sector: Annotated[str | None, Query(max_length=40)] = None,
        as_of: Annotated[Day | None, Query()] = None,
    ) -> ProcedureList:
        return list_procedures(q, sector, as_of, services=services)

    @app.post("/v1/procedures/<code>/checklist", responses=pdf_or(ChecklistAnswer))
    def checklist(
        code: Annotated[str, Path()], request: Annotated[ChecklistRequest, Body()], shape: Shape = "json"
    ) -> Response[ChecklistAnswer | Pdf]:
        call = entry(app)
        answer, _ = checklist_of(code, request, caller=call.caller, record=call.record, services=services)
        if shape == "pdf":
            return pdf_answer(print_checklist(answer, call.record.office if call.record else None, services))
        return json_answer(answer)

    @app.post("/v1/dossiers/<id>/supplement", responses=pdf_or(SupplementAnswer))
    def supplement(
        id: Annotated[str, Path()], request: Annotated[SupplementRequest, Body()], shape: Shape = "json"
    ) -> Response[SupplementAnswer | Pdf]:
        call = entry(app)
        assert call.record  # access.enter has read it
        answer, case = request_supplement(request, caller=call.caller, record=call.record, services=services)
        if shape == "pdf":
            office, contact = call.record.office, request.contact
            return pdf_answer(print_supplement(answer, case, services, office=office, contact=contact))
        return json_answer(answer)

    @app.post("/v1/policy/digitise")
    def digitise(request: Annotated[ScanQuestions, Body()]) -> ScanAnswers:
        return ScanAnswers(answers=[ask_policy(question, services=services) for question in request.papers])
