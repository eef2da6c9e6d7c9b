"""Step Functions → the dossier says that it failed."""

from __future__ import annotations

import json
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from motlan.adapters.aws import Settings
from motlan.adapters.clock import SystemClock
from motlan.adapters.dynamodb import DynamoRegistry
from motlan.adapters.events import EventBus
from motlan.adapters.guard import guarded
from motlan.usecases.record_failure import record_failure


class Environment(Settings):
    """What the template sets."""

    registry_table: str
    event_bus: str


ENVIRONMENT = Environment.load()
logger = Logger()


def message_of(cause: str) -> str:
    """The text of the exception in Lambda's error document; empty where the cause is something else."""
    try:
        return str(json.loads(cause)["errorMessage"])
    except (ValueError, KeyError, TypeError):
        return ""


@guarded
@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, str]:
    """Lambda's entry: ``{"dossier_id", "error", "cause"}`` → ``{"state"}``."""
    record = record_failure(
        event["dossier_id"],
        event.get("error", ""),
        message_of(event.get("cause", "")),
        registry=DynamoRegistry(),
        events=EventBus(ENVIRONMENT.event_bus),
        clock=SystemClock(),
    )
    details = {
        "dossier": record.id,
        "state": record.state,
        "code": record.problem_code,
        "error": event.get("error", ""),
    }
    logger.error("dossier failed", extra=details)
    return {"state": record.state}
