"""The API's own description, for anybody."""

from __future__ import annotations

from functools import cache
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver

from motlan.api.openapi import describe
from motlan.usecases.case import Services


def add_routes(app: APIGatewayHttpResolver, services: Services) -> None:
    """Adds the routes of this area."""

    @cache
    def described() -> dict[str, Any]:
        return describe(app)

    @app.get("/v1/openapi.json")
    def openapi() -> dict[str, Any]:
        return described()
