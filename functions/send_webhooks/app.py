"""SQS → partners are told: an event of the bus wakes those who want it, a wake sends them what waits in the outbox."""

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
from motlan.adapters.dynamodb_outbox import DynamoOutbox
from motlan.adapters.guard import whereabouts
from motlan.adapters.sender import HttpSender
from motlan.adapters.wakes import Wakes
from motlan.model import MotlanError
from motlan.usecases.webhooks import Tell


class Environment(Settings):
    """What the template sets."""

    registry_table: str
    webhook_queue: str
    webhook_hosts: str
    webhook_first_seconds: int


ENVIRONMENT = Environment.load()
logger = Logger()
processor = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)


@cache
def wakes() -> Wakes:
    """The queue of this function."""
    return Wakes(ENVIRONMENT.webhook_queue)


@cache
def tell() -> Tell:
    """The use case with its adapters, made once a process."""
    return Tell(DynamoOutbox(), wakes(), HttpSender(), SystemClock(), ENVIRONMENT.webhook_hosts)


def one(record: SQSRecord) -> None:
    """One message of either kind. One that failed comes again, later each time."""
    told = json.loads(record.body)
    try:
        if "detail-type" in told:
            tell().spread(told["detail-type"], told["detail"])
        else:
            tell().drain(told["subscription"], told["subject"])
    except Exception as error:
        code = error.code if isinstance(error, MotlanError) else None
        tries = int(record.attributes.approximate_receive_count)
        logger.warning("not told", extra={"code": code, "error": whereabouts(error), "tries": tries})
        wakes().later(record.receipt_handle, tries, ENVIRONMENT.webhook_first_seconds)
        raise


@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    """Lambda's entry."""
    return process_partial_response(event=event, record_handler=one, processor=processor, context=context)
