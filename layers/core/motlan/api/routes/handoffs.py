"""The desk hands a dossier's upload over to a phone."""

from __future__ import annotations

from typing import Annotated

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver
from aws_lambda_powertools.event_handler.openapi.params import Body

from motlan.api.routes.common import entry
from motlan.usecases import handoff
from motlan.usecases.case import Services
from motlan.usecases.open_dossier import OpenedDossier


def add_routes(app: APIGatewayHttpResolver, services: Services) -> None:
    """Adds the routes of this area."""

    @app.post("/v1/handoffs", status_code=201)
    def hand_over(request: Annotated[handoff.HandoffRequest, Body()]) -> handoff.HandoffAnswer:
        return handoff.hand_to_phone(request, caller=entry(app).caller, services=services)

    @app.post("/v1/public/uploads", status_code=201)
    def send(request: Annotated[handoff.PhoneUpload, Body()]) -> OpenedDossier:
        source = str(app.current_event.request_context.http.source_ip)
        return handoff.upload_by_phone(request, source, services=services)
