"""The receipt of a dossier, and what its holder may ask with it."""

from __future__ import annotations

from typing import Annotated

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.openapi.params import Body, Path

from motlan.api.routes.common import Pdf, Shape, entry, json_answer, pdf_answer, pdf_or
from motlan.usecases import receipts
from motlan.usecases.case import Services


def add_routes(app: APIGatewayHttpResolver, services: Services) -> None:
    """Adds the routes of this area."""

    @app.post("/v1/dossiers/<id>/receipt", responses=pdf_or(receipts.ReceiptAnswer))
    def receipt(id: Annotated[str, Path()], shape: Shape = "json") -> Response[receipts.ReceiptAnswer | Pdf]:
        call = entry(app)
        assert call.record  # access.enter has read it
        answer = receipts.make_receipt(call.record, caller=call.caller, services=services)
        if shape == "pdf":
            return pdf_answer(receipts.print_receipt(answer, call.record, services))
        return json_answer(answer)

    @app.post("/v1/public/status")
    def status(request: Annotated[receipts.StatusRequest, Body()]) -> receipts.StatusAnswer:
        source = str(app.current_event.request_context.http.source_ip)
        return receipts.public_status(request, source, services=services)
