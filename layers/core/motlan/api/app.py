"""The resolver: access first, then the route, then errors in one form. Logs name routes and codes, never a body."""

from __future__ import annotations

import base64
from collections.abc import Callable
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.exceptions import NotFoundError
from aws_lambda_powertools.event_handler.openapi.exceptions import RequestValidationError

from motlan.api import problems
from motlan.api.access import COGNITO, Tokens, enter
from motlan.api.idempotency import once
from motlan.api.routes import add_routes
from motlan.model import BadRequest, MotlanError
from motlan.usecases.case import Services

Event = dict[str, Any]
#: Letters of a body; the longest honest one (a dossier of 50 files) has 20,000.
MAX_BODY = 512 * 1024


def make_app(services: Services) -> APIGatewayHttpResolver:
    """The routes with validation and error forms; ``make_handler`` puts access in front of it."""
    app = APIGatewayHttpResolver(enable_validation=True)
    add_routes(app, services)

    answers: dict[type[Exception], Callable[[Any], Response[str]]] = {
        MotlanError: problems.problem,
        RequestValidationError: problems.invalid,
        NotFoundError: lambda _: problems.problem(problems.NoRoute()),
    }
    for kind, answer in answers.items():
        app.exception_handler(kind)(answer)
    return app


def make_handler(
    services: Services, where: Callable[[Exception], str], tokens: Tokens = COGNITO
) -> Callable[[Event, Any], dict[str, Any]]:
    """The Lambda handler. ``where`` says where an unexpected error came from, without its text: data may be in it."""
    app = make_app(services)
    logger = Logger(child=True)

    def handle(event: Event, context: Any) -> dict[str, Any]:
        try:
            if len(event.get("body") or "") > MAX_BODY:
                raise problems.TooLarge()
            if event.get("body") and not _is_json(event):
                raise problems.MediaType()
            if event.get("isBase64Encoded"):
                _check_text(event)
            found = enter(event, services.registry, services.limits, services.clock, tokens)
            if found is None:
                raise problems.NoRoute()

            def resolve() -> dict[str, Any]:
                app.context["entry"] = found
                resolved: dict[str, Any] = app.resolve(event, context)
                return resolved

            answer = once(event, found, services.once, resolve)
            logger.info("answered", extra={"route": found.route, "status": answer["statusCode"]})
            return answer
        except MotlanError as error:
            logger.info("refused", extra={"code": error.code, "status": error.status})
            return problems.plain(problems.problem(error))
        except Exception as error:
            logger.error("failed", extra={"where": where(error)})
            return problems.plain(problems.problem(problems.Internal()))

    return handle


def _check_text(event: Event) -> None:
    """API Gateway passes bytes that are no text in base64; Powertools would stumble over them."""
    try:
        base64.b64decode(event.get("body") or "", validate=True).decode()
    except ValueError as error:
        raise BadRequest("E_REQUEST", "Yêu cầu không phải văn bản UTF-8.", "Gửi JSON bằng UTF-8.") from error


def _is_json(event: Event) -> bool:
    """A body without a type is taken for JSON; any other type would only be misread."""
    headers = {name.lower(): str(value) for name, value in (event.get("headers") or {}).items()}
    kind = headers.get("content-type", "application/json").partition(";")[0].strip()
    return kind == "application/json"
