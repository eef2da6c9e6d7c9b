"""Procedures: the catalogue, one complete checklist, the prefilled e-form."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver
from aws_lambda_powertools.event_handler.openapi.params import Body, Path, Query
from pydantic import BaseModel

from motlan.api.routes.common import entry
from motlan.rules import shapes
from motlan.rules.prefill_values import Prefilled
from motlan.usecases.case import Services
from motlan.usecases.checklist import ChecklistAnswer, ChecklistRequest, make_checklist
from motlan.usecases.prefill import PrefillRequest, prefill_form


class ProcedureEntry(BaseModel):
    """A procedure in the catalogue; ``facts``: what its checklist asks about the case."""

    code: str
    name: str
    level: str
    result: str | None
    time: str
    fee: str | None
    eform: str | None
    facts: dict[str, str]


class ProcedureList(BaseModel):
    """The catalogue in force."""

    as_of: str
    procedures: list[ProcedureEntry]


def add_routes(app: APIGatewayHttpResolver, services: Services) -> None:
    """Adds the routes of this area."""

    @app.get("/v1/procedures")
    def catalogue() -> ProcedureList:
        today = services.clock.today()
        entries = [
            ProcedureEntry(
                **p.model_dump(include={"code", "name", "level", "result", "time", "fee", "eform"}),
                facts={name: rule.ask for name, rule in p.facts.items()},
            )
            for p in services.knowledge.in_force(today)
        ]
        return ProcedureList(as_of=today.isoformat(), procedures=entries)

    @app.post("/v1/procedures/<code>/checklist")
    def checklist(code: Annotated[str, Path()], request: Annotated[ChecklistRequest, Body()]) -> ChecklistAnswer:
        call = entry(app)
        return make_checklist(code, request, caller=call.caller, record=call.record, services=services)

    @app.post("/v1/prefill")
    def prefill(
        request: Annotated[PrefillRequest, Body()],
        shape: Annotated[Literal["full", "formio", "jsonschema", "flat"], Query()] = "full",
    ) -> Prefilled | dict[str, Any]:
        call = entry(app)
        form, filled = prefill_form(request, caller=call.caller, record=call.record, services=services)
        match shape:
            case "formio":
                return shapes.formio(form, filled)
            case "jsonschema":
                return {"schema": shapes.json_schema(form), "data": shapes.flat(filled)}
            case "flat":
                return dict(shapes.flat(filled))
        return filled
