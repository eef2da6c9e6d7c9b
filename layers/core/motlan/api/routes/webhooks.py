"""Who is told of events: an operator's matter."""

from __future__ import annotations

from typing import Annotated

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver
from aws_lambda_powertools.event_handler.openapi.params import Body, Path
from pydantic import BaseModel, ConfigDict, Field

from motlan.api.routes.common import entry
from motlan.model.webhook import Delivery, Subscription
from motlan.usecases.case import Services

Kind = Annotated[str, Field(pattern=r"^motlan\.(dossier|paper|request|indicators)(\.[a-z_]+)?$")]


class NewWebhook(BaseModel):
    """``kinds``: event types or their beginnings (``motlan.paper``); without ``offices``: of all offices."""

    model_config = ConfigDict(extra="forbid")

    url: str = Field(min_length=10, max_length=500)
    kinds: list[Kind] = Field(min_length=1, max_length=20)
    offices: list[Annotated[str, Field(max_length=64)]] = Field(default=[], max_length=100)


class Switch(BaseModel):
    """Whether the partner is told."""

    model_config = ConfigDict(extra="forbid")

    active: bool


class Rotation(BaseModel):
    """For how many hours more the old secret signs beside the new one; 0: it ends now."""

    model_config = ConfigDict(extra="forbid")

    hours: int = Field(default=72, ge=0, le=720)


class Webhook(BaseModel):
    """A subscription without its secret; until ``old_until`` the secret before it signs too."""

    id: str
    url: str
    kinds: list[str]
    offices: list[str]
    active: bool
    created_at: str
    old_until: str | None = None


class CreatedWebhook(Webhook):
    """With the secret that signs what is sent; it is not shown again."""

    secret: str


class WebhookList(BaseModel):
    """All subscriptions."""

    webhooks: list[Webhook]


class Replayed(BaseModel):
    """How many papers, dossiers or offices wait to be told of."""

    woken: int


class WebhookHistory(BaseModel):
    """``waiting``: subjects not told of yet; ``deliveries``: the last tries, newest first."""

    waiting: list[str]
    deliveries: list[Delivery]


def add_routes(app: APIGatewayHttpResolver, services: Services) -> None:
    """Adds the routes of this area."""

    @app.post("/v1/webhooks", status_code=201)
    def subscribe(new: Annotated[NewWebhook, Body()]) -> CreatedWebhook:
        made = services.webhooks.subscribe(new.url, [*new.kinds], new.offices, entry(app).caller.id)
        return _with_secret(made)

    @app.get("/v1/webhooks")
    def list_() -> WebhookList:
        return WebhookList(webhooks=[_shown(s) for s in services.webhooks.outbox.subscriptions()])

    @app.put("/v1/webhooks/<id>")
    def switch(id: Annotated[str, Path()], request: Annotated[Switch, Body()]) -> Webhook:
        return _shown(services.webhooks.switch(id, request.active))

    @app.post("/v1/webhooks/<id>/rotate")
    def rotate(id: Annotated[str, Path()], request: Annotated[Rotation, Body()]) -> CreatedWebhook:
        return _with_secret(services.webhooks.rotate(id, request.hours))

    @app.post("/v1/webhooks/<id>/replay")
    def replay(id: Annotated[str, Path()]) -> Replayed:
        return Replayed(woken=services.webhooks.replay(id))

    @app.get("/v1/webhooks/<id>/deliveries")
    def history(id: Annotated[str, Path()]) -> WebhookHistory:
        waiting, deliveries = services.webhooks.history(id)
        return WebhookHistory(waiting=waiting, deliveries=deliveries)


def _with_secret(subscription: Subscription) -> CreatedWebhook:
    return CreatedWebhook(secret=subscription.secret, **_shown(subscription).model_dump())


def _shown(subscription: Subscription) -> Webhook:
    return Webhook.model_validate(subscription.model_dump(include={*Webhook.model_fields}))
