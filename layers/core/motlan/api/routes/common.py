"""What the routes share: the allowed call that is being answered, and the header of idempotent ones."""

from __future__ import annotations

from typing import Annotated

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver
from aws_lambda_powertools.event_handler.openapi.params import Header

from motlan.api.access import Entry
from motlan.model import BadRequest

Key = Annotated[str | None, Header(alias="Idempotency-Key", min_length=8, max_length=200)]


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
