"""SQS → dossiers to which something happened: their marks go into the sums of indicators."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from motlan.adapters.aws import Settings
from motlan.adapters.clock import SystemClock
from motlan.adapters.dynamodb_counts import DynamoCounts
from motlan.adapters.guard import whereabouts
from motlan.model import MotlanError, NotFound
from motlan.usecases.count_dossier import CountDossier
from motlan.usecases.indicators import indicator_rules


class Environment(Settings):
    """What the template sets."""

    registry_table: str


ENVIRONMENT = Environment.load()
logger = Logger()
processor = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)


@cache
def count() -> CountDossier:
    """The use case with its adapters, made once a process."""
    return CountDossier(DynamoCounts(), SystemClock(), indicator_rules())


def one(record: SQSRecord) -> None:
    """One message: an event of the bus that names a dossier. One that is gone can't be counted, now or later."""
    dossier = str(json.loads(record.body)["detail"]["dossier"])
    try:
        count()(dossier)
    except NotFound:
        logger.info("no such dossier", extra={"dossier": dossier})
    except Exception as error:
        code = error.code if isinstance(error, MotlanError) else None
        details = {"message_id": record.message_id, "error": whereabouts(error), "code": code}
        logger.error("dossier not counted", extra=details)
        raise


@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    """Lambda's entry."""
    return process_partial_response(event=event, record_handler=one, processor=processor, context=context)
