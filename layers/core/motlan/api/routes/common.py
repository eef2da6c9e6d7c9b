"""What the routes share: the allowed call that is being answered, and the header of idempotent ones."""

from __future__ import annotations

import base64
import re
from datetime import date
from typing import Annotated, Any, Literal

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.openapi.params import Header, Query
from pydantic import BeforeValidator, Field

from motlan.api.access import Entry
from motlan.model import BadRequest

Key = Annotated[str | None, Header(alias="Idempotency-Key", min_length=8, max_length=200)]


def _iso(text: object) -> object:
    """Pydantic would take ``0`` for the first of January 1970."""
    if isinstance(text, str) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        raise ValueError("a day is written YYYY-MM-DD")
    return text


Day = Annotated[date, BeforeValidator(_iso)]


def chosen_office(app: APIGatewayHttpResolver, office: str | None) -> str:
    """The office that is asked about: the one named, or the caller's only one. Raises ``BadRequest``."""
    own = sorted(entry(app).caller.offices - {"*"})
    chosen = office or (own[0] if len(own) == 1 else None)
    if chosen is None:
        raise BadRequest("E_OFFICE", "Chưa chọn cơ quan.", "Điền office.")
    return chosen


def entry(app: APIGatewayHttpResolver) -> Entry:
    """The allowed call that is being answered."""
    found: Entry = app.context["entry"]
    return found


#: A PDF in base64, as a Lambda function answers: API Gateway hands its bytes to the caller.
Pdf = Annotated[str, Field(description="PDF", json_schema_extra={"contentMediaType": "application/pdf"})]


#: On the screen, or on paper.
Shape = Annotated[Literal["json", "pdf"], Query()]


def json_answer(body: Any) -> Response[Any]:
    """200 with a model or a mapping."""
    return Response(status_code=200, content_type="application/json", body=body)


def pdf_answer(body: bytes) -> Response[Any]:
    """200 with a PDF that a browser shows; it holds personal data and stays in no cache."""
    headers: dict[str, str | list[str]] = {"Content-Disposition": "inline", "Cache-Control": "no-store"}
    answer: Response[Any] = Response(
        status_code=200, content_type="application/pdf", body=base64.b64encode(body).decode(), headers=headers
    )
    answer.base64_encoded = True
    return answer


def pdf_or(model: Any) -> dict[int, Any]:
    """What OpenAPI says of a route that answers with a model or, by ``shape=pdf``, with a PDF."""
    return file_or(model, "application/pdf")


def file_or(model: Any, *media_types: str) -> dict[int, Any]:
    """What OpenAPI says of a route that answers with a model or, by ``shape``, with a file of one of these types."""
    files = {kind.partition(";")[0]: {"schema": {"type": "string", "format": "binary"}} for kind in media_types}
    return {200: {"description": "by shape also a file", "content": {"application/json": {"model": model}, **files}}}
