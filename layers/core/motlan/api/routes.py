"""The routes of design.md 5: each takes the call apart, calls one use case and answers with its type."""

from __future__ import annotations

import hashlib
from typing import Annotated, Any, Literal

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.openapi.params import Body, Header, Path, Query
from pydantic import BaseModel

from motlan.api.access import Entry
from motlan.model import BadRequest, Conflict
from motlan.model.record import State
from motlan.rules import shapes
from motlan.rules.prefill_values import Prefilled
from motlan.usecases import dossiers, papers
from motlan.usecases.case import Purpose, Services
from motlan.usecases.checklist import ChecklistAnswer, ChecklistRequest, make_checklist
from motlan.usecases.open_dossier import NewDossier, OpenedDossier, open_dossier, upload
from motlan.usecases.prefill import PrefillRequest, prefill_form

Key = Annotated[str | None, Header(alias="Idempotency-Key", min_length=8, max_length=200)]


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
    """Every route of ``access.RULES``."""
    _dossiers(app, services)
    _procedures(app, services)
    _papers(app, services)


def entry(app: APIGatewayHttpResolver) -> Entry:
    """The allowed call that is being answered."""
    found: Entry = app.context["entry"]
    return found


def _dossiers(app: APIGatewayHttpResolver, services: Services) -> None:
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
        own = sorted(entry(app).caller.offices - {"*"})
        chosen = office or (own[0] if len(own) == 1 else None)
        if chosen is None:
            raise BadRequest("E_OFFICE", "Chưa chọn cơ quan.", "Điền office.")
        return dossiers.queue(chosen, state, limit, cursor, services=services)

    @app.get("/v1/dossiers/<id>")
    def show(id: Annotated[str, Path()]) -> dossiers.DossierAnswer:
        call = entry(app)
        assert call.record  # access.enter has read it
        return dossiers.show_dossier(call.record, with_result=call.sees_content, services=services)

    @app.get("/v1/dossiers/<id>/pages/<n>")
    def page(id: Annotated[str, Path()], n: Annotated[int, Path(ge=1)]) -> papers.PageLink:
        record = entry(app).record
        assert record
        return dossiers.show_page(record, n, services=services)


def _open(new: NewDossier, key: str | None, call: Entry, services: Services) -> OpenedDossier:
    """With an idempotency key a repeated call opens no second dossier and gets fresh links for what hasn't arrived."""
    if new.procedure:
        services.knowledge.procedure(new.procedure, services.clock.today())
    seed = f"{call.caller.id}\x1f{key}"
    identifier = f"d{hashlib.sha256(seed.encode()).hexdigest()[:20]}" if key else None
    if not call.caller.may_see(new.office):  # said in the body, checked by access; an office in odd JSON ends here
        raise BadRequest("E_OFFICE", "Mã cơ quan không hợp lệ.", "Chọn cơ quan của mình.")
    try:
        return open_dossier(
            new,
            opened_by=call.caller.id,
            registry=services.registry,
            scans=services.scans,
            clock=services.clock,
            dossier_id=identifier,
        )
    except Conflict:
        if identifier is None:
            raise
    record = services.registry.get(identifier)
    if (record.office, [f.sha256 for f in record.files]) != (new.office, [f.sha256 for f in new.files]):
        raise Conflict("E_IDEMPOTENCY_KEY", "Khóa này đã dùng cho một yêu cầu khác.", "Dùng khóa mới cho hồ sơ mới.")
    links = [upload(f, services.scans) for f in record.files if not f.arrived]
    return OpenedDossier(id=record.id, state=record.state, uploads=links)


def _procedures(app: APIGatewayHttpResolver, services: Services) -> None:
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


def _papers(app: APIGatewayHttpResolver, services: Services) -> None:
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


__all__ = ["ProcedureList", "Response", "add_routes"]
