"""E-forms: the form itself, and the form prefilled, in the shapes that others read."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.openapi.params import Body, Path, Query

from motlan.api.routes.common import Day, Pdf, entry, json_answer, pdf_answer, pdf_or
from motlan.rules import shapes
from motlan.rules.prefill_values import Prefilled
from motlan.usecases.case import Services
from motlan.usecases.prefill import PrefillRequest, prefill_form
from motlan.usecases.printing import print_declaration


def add_routes(app: APIGatewayHttpResolver, services: Services) -> None:
    """Adds the routes of this area."""

    @app.get("/v1/eforms/<name>")
    def form(
        name: Annotated[str, Path()],
        shape: Annotated[Literal["jsonschema", "formio"], Query()] = "jsonschema",
        as_of: Annotated[Day | None, Query()] = None,
    ) -> dict[str, Any]:
        found = services.knowledge.eform(name, as_of or services.clock.today())
        return shapes.formio_form(found) if shape == "formio" else shapes.json_schema(found)

    @app.post("/v1/prefill", responses=pdf_or(Prefilled | dict[str, Any]))
    def prefill(
        request: Annotated[PrefillRequest, Body()],
        shape: Annotated[Literal["full", "formio", "jsonschema", "flat", "pdf"], Query()] = "full",
    ) -> Response[Prefilled | dict[str, Any] | Pdf]:
        call = entry(app)
        form, filled = prefill_form(request, caller=call.caller, record=call.record, services=services)
        match shape:
            case "pdf":
                office = call.record.office if call.record else None
                return pdf_answer(print_declaration(form, filled, office, services))
            case "formio":
                return json_answer(shapes.formio(form, filled))
            case "jsonschema":
                return json_answer({"schema": shapes.json_schema(form), "data": shapes.flat(filled)})
            case "flat":
                return json_answer(dict(shapes.flat(filled)))
        return json_answer(filled)
