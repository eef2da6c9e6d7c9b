"""Dossiers: opened, queued, shown."""

from __future__ import annotations

import hashlib
from typing import Annotated

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver
from aws_lambda_powertools.event_handler.openapi.params import Body, Path, Query

from motlan.api.access import Entry
from motlan.api.routes.common import Key, chosen_office, entry
from motlan.model import BadRequest, Forbidden
from motlan.model.record import State
from motlan.usecases import dossiers, papers
from motlan.usecases.case import Services
from motlan.usecases.open_dossier import NewDossier, OpenedDossier, open_dossier, open_or_go_on


def add_routes(app: APIGatewayHttpResolver, services: Services) -> None:
    """Adds the routes of this area."""

    @app.post("/v1/dossiers", status_code=201)
    def open_(new: Annotated[NewDossier, Body()], key: Key = None) -> OpenedDossier:
        return _open(new, key, entry(app), services)

    @app.get("/v1/dossiers")
    def queue(
        state: Annotated[State, Query()] = "review",
        office: Annotated[str | None, Query(max_length=64)] = None,
        limit: Annotated[int, Query(ge=1, le=100)] = 50,
        cursor: Annotated[str | None, Query(max_length=300)] = None,
    ) -> dossiers.QueueAnswer:
        return dossiers.queue(chosen_office(app, office), state, limit, cursor, services=services)

    @app.get("/v1/dossiers/<id>")
    def show(id: Annotated[str, Path()]) -> dossiers.DossierAnswer:
        call = entry(app)
        assert call.record  # access.enter has read it
        return dossiers.show_dossier(
            call.record, with_result=call.sees_content, roles=call.caller.roles, services=services
        )

    @app.get("/v1/dossiers/<id>/pages/<n>")
    def page(id: Annotated[str, Path()], n: Annotated[int, Path(ge=1)]) -> papers.PageLink:
        call = entry(app)
        assert call.record
        return dossiers.show_page(call.record, n, roles=call.caller.roles, services=services)


def _open(new: NewDossier, key: str | None, call: Entry, services: Services) -> OpenedDossier:
    """With an idempotency key a repeated call opens no second dossier and gets fresh links for what hasn't arrived."""
    if new.procedure:
        services.knowledge.procedure(new.procedure, services.clock.today())
    if call.caller.at_kiosk and new.channel != "kiosk":
        raise Forbidden("E_CHANNEL", "Máy tự phục vụ chỉ mở được hồ sơ của kênh tự phục vụ.", "Gửi channel là kiosk.")
    seed = f"{call.caller.id}\x1f{key}"
    identifier = f"d{hashlib.sha256(seed.encode()).hexdigest()[:20]}" if key else None
    if not call.caller.may_see(new.office):  # said in the body, checked by access; an office in odd JSON ends here
        raise BadRequest("E_OFFICE", "Mã cơ quan không hợp lệ.", "Chọn cơ quan của mình.")
    by, registry, scans, clock = call.caller.id, services.registry, services.scans, services.clock
    if identifier is None and new.in_parts:
        raise BadRequest("E_REQUEST", "Gửi từng phần cần Idempotency-Key.", "Gửi lại kèm một khóa ngẫu nhiên.")
    if identifier is None:
        return open_dossier(new, opened_by=by, registry=registry, scans=scans, clock=clock)
    return open_or_go_on(new, opened_by=by, dossier_id=identifier, registry=registry, scans=scans, clock=clock)
