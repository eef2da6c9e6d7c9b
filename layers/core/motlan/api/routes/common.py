"""What the routes share: the allowed call that is being answered, and the header of idempotent ones."""

from __future__ import annotations

from typing import Annotated

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver
from aws_lambda_powertools.event_handler.openapi.params import Header

from motlan.api.access import Entry

Key = Annotated[str | None, Header(alias="Idempotency-Key", min_length=8, max_length=200)]


def entry(app: APIGatewayHttpResolver) -> Entry:
    """The allowed call that is being answered."""
    found: Entry = app.context["entry"]
    return found
