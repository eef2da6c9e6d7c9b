"""Checking a dossier: taken from the queue, arranged, corrected, confirmed, filed."""

from __future__ import annotations

from typing import Annotated

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver
from aws_lambda_powertools.event_handler.openapi.params import Body, Path, Query

from motlan.api.routes.common import entry
from motlan.model.record import DossierRecord
from motlan.usecases import arrange, correct, filing, reviews
from motlan.usecases.case import Services
from motlan.usecases.dossiers import DossierAnswer, PageWords, page_words
from motlan.usecases.group import GroupAnswer, GroupRequest, group_check
from motlan.usecases.history import FieldHistory, field_history


def add_routes(app: APIGatewayHttpResolver, services: Services) -> None:
    """Adds the routes of this area."""

    @app.post("/v1/reviews/next")
    def take_next(request: Annotated[reviews.NextRequest, Body()]) -> reviews.ReviewAnswer:
        return reviews.next_review(request, caller=entry(app).caller, services=services)

    @app.post("/v1/reviews/<id>/claim")
    def claim(id: Annotated[str, Path()]) -> reviews.ReviewAnswer:
        return reviews.claim(_record(app), caller=entry(app).caller, services=services)

    @app.post("/v1/reviews/<id>/renew")
    def renew(id: Annotated[str, Path()]) -> reviews.Lease:
        return reviews.renew(_record(app), caller=entry(app).caller, services=services)

    @app.post("/v1/reviews/<id>/release")
    def release(id: Annotated[str, Path()]) -> reviews.Lease:
        return reviews.release(_record(app), caller=entry(app).caller, services=services)

    @app.get("/v1/dossiers/<id>/pages/<n>/words")
    def words(id: Annotated[str, Path()], n: Annotated[int, Path(ge=1)]) -> PageWords:
        return page_words(_record(app), n, roles=entry(app).caller.roles, services=services)

    @app.get("/v1/dossiers/<id>/history")
    def history(
        id: Annotated[str, Path()],
        paper: Annotated[int, Query(ge=0)],
        key: Annotated[str, Query(min_length=1, max_length=80)],
    ) -> FieldHistory:
        return field_history(_record(app), paper, key, caller=entry(app).caller, services=services)

    @app.post("/v1/dossiers/<id>/arrange")
    def arranged(id: Annotated[str, Path()], request: Annotated[arrange.ArrangeRequest, Body()]) -> DossierAnswer:
        return arrange.arrange(_record(app), request, caller=entry(app).caller, services=services)

    @app.post("/v1/reviews/group")
    def group(request: Annotated[GroupRequest, Body()]) -> GroupAnswer:
        return group_check(request, caller=entry(app).caller, services=services)

    @app.put("/v1/papers/<id>/fields")
    def correct_fields(
        id: Annotated[str, Path()], request: Annotated[correct.FieldsRequest, Body()]
    ) -> correct.PaperSaved:
        return correct.correct_fields(id, request, caller=entry(app).caller, services=services)

    @app.post("/v1/papers/<id>/confirm")
    def confirm_fields(
        id: Annotated[str, Path()], request: Annotated[correct.ConfirmRequest, Body()]
    ) -> correct.PaperSaved:
        return correct.confirm_fields(id, request, caller=entry(app).caller, services=services)

    @app.post("/v1/dossiers/<id>/file")
    def file(id: Annotated[str, Path()], request: Annotated[filing.FileRequest, Body()]) -> filing.FileAnswer:
        return filing.file_reviewed(_record(app), request, caller=entry(app).caller, services=services)


def _record(app: APIGatewayHttpResolver) -> DossierRecord:
    record = entry(app).record
    assert record  # access.enter has read it
    return record
