"""Papers of the store: found, read, used again."""

from __future__ import annotations

from typing import Annotated

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver
from aws_lambda_powertools.event_handler.openapi.params import Body, Path, Query

from motlan.api.routes.common import Key, entry
from motlan.usecases import papers
from motlan.usecases.case import Purpose, Services
from motlan.usecases.standing import StandingRequest, set_standing


def add_routes(app: APIGatewayHttpResolver, services: Services) -> None:
    """Adds the routes of this area."""

    @app.post("/v1/papers/search")
    def search(request: Annotated[papers.SearchRequest, Body()]) -> papers.SearchAnswer:
        return papers.search(request, caller=entry(app).caller, services=services)

    @app.get("/v1/papers/<id>")
    def read(
        id: Annotated[str, Path()],
        purpose: Annotated[str, Query(min_length=3, max_length=300)],
        legal_basis: Annotated[str, Query(min_length=3, max_length=300)],
    ) -> papers.PaperAnswer:
        asked = Purpose(purpose=purpose, legal_basis=legal_basis)
        return papers.read_paper(id, asked, caller=entry(app).caller, services=services)

    @app.post("/v1/papers/<id>/reuse")
    def reuse(
        id: Annotated[str, Path()], request: Annotated[papers.ReuseRequest, Body()], key: Key = None
    ) -> papers.ReuseAnswer:
        return papers.reuse_paper(id, request, key, caller=entry(app).caller, services=services)

    @app.post("/v1/papers/<id>/standing")
    def standing(id: Annotated[str, Path()], request: Annotated[StandingRequest, Body()]) -> papers.PaperSummary:
        return set_standing(id, request, caller=entry(app).caller, services=services)
