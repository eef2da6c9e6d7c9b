"""Indicators, the dossiers behind them, papers asked for, and the facts that they are counted from."""

from __future__ import annotations

import base64
from typing import Annotated, Any, Literal

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.openapi.params import Body, Path, Query
from pydantic import Field

from motlan.api.access import Entry
from motlan.api.routes.common import Day, entry, file_or
from motlan.model import BadRequest
from motlan.usecases import spreadsheets
from motlan.usecases.case import Services
from motlan.usecases.facts import FactsAnswer, FactsRequest, note_facts
from motlan.usecases.indicators import (
    AskedAnswer,
    DrillAnswer,
    IndicatorsAnswer,
    drill,
    period,
    show_asked,
    show_indicators,
)

Offices = Annotated[str | None, Query(alias="office", max_length=2000)]
First = Annotated[Day | None, Query(alias="from")]
#: In base64, as a Lambda function answers: API Gateway hands its bytes to the caller.
File = Annotated[str, Field(description="CSV or XLSX", json_schema_extra={"contentEncoding": "base64"})]
Last = Annotated[Day | None, Query(alias="to")]


def add_routes(app: APIGatewayHttpResolver, services: Services) -> None:
    """Adds the routes of this area."""

    @app.get("/v1/indicators", responses=file_or(IndicatorsAnswer, spreadsheets.CSV, spreadsheets.XLSX))
    def show(
        *,
        offices: Offices = None,
        first: First = None,
        last: Last = None,
        as_of: Annotated[Day | None, Query()] = None,
        shape: Annotated[Literal["json", "csv", "xlsx"], Query()] = "json",
        table: Annotated[Literal["monthly", "indicators"], Query()] = "monthly",
    ) -> Response[IndicatorsAnswer | File]:
        chosen, asked = _offices(offices, entry(app)), period(first, last, as_of, services.clock)
        answer = show_indicators(chosen, asked, counts=services.counts)
        match shape:
            case "csv":
                return _file(spreadsheets.as_csv(answer, table), spreadsheets.CSV, "csv")
            case "xlsx":
                papers = show_asked(chosen, asked, counts=services.counts)
                return _file(spreadsheets.as_xlsx(answer, papers), spreadsheets.XLSX, "xlsx")
        return Response(status_code=200, content_type="application/json", body=answer)

    @app.get("/v1/indicators/<code>/dossiers")
    def behind(
        *,
        code: Annotated[str, Path(max_length=20)],
        office: Annotated[str | None, Query(max_length=64)] = None,
        first: First = None,
        last: Last = None,
        which: Annotated[Literal["with", "without"], Query()] = "without",
        limit: Annotated[int, Query(ge=1, le=100)] = 50,
        cursor: Annotated[str | None, Query(max_length=400)] = None,
    ) -> DrillAnswer:
        (chosen,) = _offices(office, entry(app), most=1)
        asked = period(first, last, None, services.clock)
        return drill(code, which, chosen, asked, limit=limit, cursor=cursor, counts=services.counts)

    @app.get("/v1/indicators/asked")
    def asked_for(offices: Offices = None, first: First = None, last: Last = None) -> AskedAnswer:
        asked = period(first, last, None, services.clock)
        return show_asked(_offices(offices, entry(app)), asked, counts=services.counts)

    @app.post("/v1/dossiers/<id>/facts")
    def facts(id: Annotated[str, Path()], request: Annotated[FactsRequest, Body()]) -> FactsAnswer:
        call = entry(app)
        assert call.record  # access.enter has read it
        return note_facts(request, record=call.record, caller=call.caller, services=services)


def _offices(told: str | None, call: Entry, most: int = 100) -> list[str]:
    """The offices asked for (access has checked them), or the caller's own where it has one only."""
    own = sorted(call.caller.offices - {"*"})
    chosen = [o for o in (told or "").split(",") if o] or (own if len(own) == 1 else [])
    if not 1 <= len(chosen) <= most:
        raise BadRequest("E_OFFICE", "Chưa chọn cơ quan, hoặc chọn quá nhiều.", "Điền office.")
    return chosen


def _file(body: bytes, media_type: str, ending: str) -> Response[Any]:
    headers: dict[str, str | list[str]] = {"Content-Disposition": f'attachment; filename="indicators.{ending}"'}
    answer: Response[Any] = Response(
        status_code=200, content_type=media_type, body=base64.b64encode(body).decode(), headers=headers
    )
    answer.base64_encoded = True
    return answer
