"""The routes of design.md 5, a module an area: each takes the call apart, calls one use case, answers with its type."""

from __future__ import annotations

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver

from motlan.api.routes import (
    description,
    dossiers,
    eforms,
    handoffs,
    indicators,
    operations,
    owners,
    papers,
    procedures,
    public,
    receipts,
    reviews,
    webhooks,
)
from motlan.usecases.case import Services

AREAS = (
    description,
    dossiers,
    procedures,
    eforms,
    papers,
    reviews,
    receipts,
    handoffs,
    indicators,
    owners,
    operations,
    public,
    webhooks,
)


def add_routes(app: APIGatewayHttpResolver, services: Services) -> None:
    """Every route of ``access.RULES``."""
    for area in AREAS:
        area.add_routes(app, services)
