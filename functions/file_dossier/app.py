"""Step Functions → papers into their owners' store, tags, the dossier's last state."""

from __future__ import annotations

from functools import cache
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from motlan.adapters.aws import Settings
from motlan.adapters.clock import SystemClock
from motlan.adapters.dynamodb import DynamoRegistry
from motlan.adapters.dynamodb_store import DynamoStore
from motlan.adapters.events import EventBus
from motlan.adapters.guard import guarded
from motlan.adapters.s3 import S3Blobs
from motlan.usecases.file_dossier import FileDossier
from motlan.usecases.knowledge import knowledge


class Environment(Settings):
    """What the template sets."""

    scans_bucket: str
    derived_bucket: str
    registry_table: str
    event_bus: str


ENVIRONMENT = Environment.load()
logger = Logger()


@cache
def file() -> FileDossier:
    """The use case with its adapters, made once a process."""
    return FileDossier(
        scans=S3Blobs(ENVIRONMENT.scans_bucket),
        derived=S3Blobs(ENVIRONMENT.derived_bucket),
        registry=DynamoRegistry(),
        store=DynamoStore(),
        events=EventBus(ENVIRONMENT.event_bus),
        clock=SystemClock(),
        rules=knowledge().store,
    )


@guarded
@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, object]:
    """Lambda's entry: ``{"dossier_id"}`` → ``{"state", "papers", "new"}``."""
    done = file()(event["dossier_id"])
    logger.info("dossier filed", extra={"dossier": event["dossier_id"], **done})
    return done
