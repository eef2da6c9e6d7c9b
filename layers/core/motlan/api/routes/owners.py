"""Owners and their own data: shown whole, corrected, erased."""

from __future__ import annotations

from typing import Annotated

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver
from aws_lambda_powertools.event_handler.openapi.params import Body, Path, Query

from motlan.api.routes.common import chosen_office, entry
from motlan.model.owner_request import RequestState
from motlan.usecases import owner_decisions, owners
from motlan.usecases.case import Services


def add_routes(app: APIGatewayHttpResolver, services: Services) -> None:
    """Adds the routes of this area."""

    @app.post("/v1/owners/export")
    def export(request: Annotated[owners.ExportRequest, Body()]) -> owners.Export:
        return owners.export(request, caller=entry(app).caller, services=services)

    @app.post("/v1/owners/requests", status_code=201)
    def ask(new: Annotated[owners.NewRequest, Body()]) -> owners.RequestsAnswer:
        return owners.ask(new, caller=entry(app).caller, services=services)

    @app.get("/v1/owners/requests")
    def queue(
        state: Annotated[RequestState, Query()] = "open",
        office: Annotated[str | None, Query(max_length=64)] = None,
        limit: Annotated[int, Query(ge=1, le=100)] = 50,
        cursor: Annotated[str | None, Query(max_length=300)] = None,
    ) -> owners.RequestQueue:
        return owners.queue(chosen_office(app, office), state, limit, cursor, services=services)

    @app.post("/v1/owners/requests/<id>/decide")
    def decide(
        id: Annotated[str, Path()], decision: Annotated[owner_decisions.Decision, Body()]
    ) -> owners.RequestAnswer:
        return owner_decisions.decide(id, decision, caller=entry(app).caller, services=services)
