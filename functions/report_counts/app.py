"""EventBridge Scheduler → the month's report of every office, or the day's sums; by hand for any month or day."""

from __future__ import annotations

from functools import cache
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from motlan.adapters.aws import Settings
from motlan.adapters.clock import SystemClock
from motlan.adapters.dynamodb_counts import DynamoCounts
from motlan.adapters.events import EventBus
from motlan.adapters.guard import guarded
from motlan.adapters.s3 import S3Blobs
from motlan.usecases.report import Order, Report


class Environment(Settings):
    """What the template sets."""

    derived_bucket: str
    registry_table: str
    event_bus: str


ENVIRONMENT = Environment.load()
logger = Logger()


@cache
def report() -> Report:
    """The use case with its adapters, made once a process."""
    bus, derived = EventBus(ENVIRONMENT.event_bus), S3Blobs(ENVIRONMENT.derived_bucket)
    return Report(DynamoCounts(), derived, bus, SystemClock())


@guarded
@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, object]:
    """Lambda's entry: ``{"task": "month"}`` or ``{"task": "day"}`` → which one, and of how many offices."""
    done = report()(Order.model_validate(event))
    logger.info("reported", extra=done)
    return done
