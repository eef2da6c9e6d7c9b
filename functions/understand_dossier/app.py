"""Step Functions → pages to papers, fields and outcome."""

from __future__ import annotations

from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from motlan.adapters.aws import Settings
from motlan.adapters.clock import SystemClock
from motlan.adapters.dynamodb import DynamoRegistry
from motlan.adapters.events import EventBus
from motlan.adapters.guard import guarded
from motlan.adapters.s3 import S3Blobs
from motlan.usecases.understand_dossier import understand_dossier


class Environment(Settings):
    """What the template sets."""

    scans_bucket: str
    derived_bucket: str
    registry_table: str
    event_bus: str


ENVIRONMENT = Environment.load()
logger = Logger()


@guarded
@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, object]:
    """Lambda's entry: ``{"dossier_id"}`` → ``{"outcome", "papers", "pages"}``."""
    done = understand_dossier(
        event["dossier_id"],
        scans=S3Blobs(ENVIRONMENT.scans_bucket),
        derived=S3Blobs(ENVIRONMENT.derived_bucket),
        registry=DynamoRegistry(),
        events=EventBus(ENVIRONMENT.event_bus),
        clock=SystemClock(),
    )
    logger.info("dossier understood", extra={"dossier": event["dossier_id"], **done})
    return done
