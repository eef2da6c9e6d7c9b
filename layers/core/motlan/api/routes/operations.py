"""For the operator: queues, today's counts, dead letters."""

from __future__ import annotations

from typing import Annotated

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver
from aws_lambda_powertools.event_handler.openapi.params import Body, Query

from motlan.api.routes.common import entry
from motlan.usecases import operations
from motlan.usecases.case import Services


def add_routes(app: APIGatewayHttpResolver, services: Services) -> None:
    """Adds the routes of this area."""

    @app.get("/v1/operations/summary")
    def summary(office: Annotated[str | None, Query(max_length=2000)] = None) -> operations.Summary:
        offices = [code for code in (office or "").split(",") if code]
        return operations.summarise(offices, caller=entry(app).caller, services=services)

    @app.get("/v1/operations/dead-letters")
    def dead_letters() -> operations.Letters:
        return operations.dead_letters(services)

    @app.post("/v1/operations/dead-letters/replay")
    def replay(request: Annotated[operations.ReplayRequest, Body()]) -> operations.Replayed:
        return operations.replay(request, services)
