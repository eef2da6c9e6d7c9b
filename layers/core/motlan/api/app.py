"""The resolver: access first, then the route, then errors in one form. Logs name routes and codes, never a body."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.exceptions import NotFoundError
from aws_lambda_powertools.event_handler.openapi.exceptions import RequestValidationError

from motlan.api import problems
from motlan.api.access import enter
from motlan.api.routes import add_routes
from motlan.model import MotlanError
from motlan.usecases.case import Services

Event = dict[str, Any]


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


def make_handler(services: Services, where: Callable[[Exception], str]) -> Callable[[Event, Any], dict[str, Any]]:
    """The Lambda handler. ``where`` says where an unexpected error came from, without its text: data may be in it."""
    app = make_app(services)
    logger = Logger(child=True)

    def handle(event: Event, context: Any) -> dict[str, Any]:
        try:
            found = enter(event, services.registry)
            if found is None:
                return _plain(problems.problem(problems.NoRoute()))
            app.context["entry"] = found
            answer: dict[str, Any] = app.resolve(event, context)
            logger.info("answered", extra={"route": found.route, "status": answer["statusCode"]})
            return answer
        except MotlanError as error:
            logger.info("refused", extra={"code": error.code, "status": error.status})
            return _plain(problems.problem(error))
        except Exception as error:
            logger.error("failed", extra={"where": where(error)})
            return _plain(problems.problem(problems.Internal()))

    return handle


def _plain(response: Response[str]) -> dict[str, Any]:
    """A response made outside the resolver, in API Gateway's format 2.0."""
    headers = {"Content-Type": problems.CONTENT_TYPE, **{k: str(v) for k, v in response.headers.items()}}
    return {
        "statusCode": response.status_code,
        "headers": headers,
        "body": response.body,
        "isBase64Encoded": False,
        "cookies": [],
    }
