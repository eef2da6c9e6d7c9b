"""SQS → partners are told: an event of the bus wakes those who want it, a wake sends them what waits in the outbox.

Each morning the dead letters are tried again: a wake of which nothing waits any more ends, one whose partner is still
away comes back in its time. So nobody has to purge the queue.
"""

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
from motlan.adapters.sqs import SqsQueues
from motlan.adapters.wakes import Wakes
from motlan.model import MotlanError
from motlan.usecases.webhooks import Tell


class Environment(Settings):
    """What the template sets."""

    registry_table: str
    webhook_queue: str
    not_told_queue: str
    webhook_hosts: str
    webhook_first_seconds: int


ENVIRONMENT = Environment.load()
logger = Logger()
#: Three calls of SQS each: well within the function's minute; the rest waits for the next morning.
MOST_LETTERS = 300
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
def handler(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse | dict[str, int]:
    """Lambda's entry: messages of the queue, or what the schedule sends → a count."""
    if "Records" not in event:
        again = SqsQueues(ENVIRONMENT.webhook_queue, ENVIRONMENT.not_told_queue).replay((), MOST_LETTERS)
        logger.info("tried again", extra={"letters": len(again)})
        return {"again": len(again)}
    return process_partial_response(event=event, record_handler=one, processor=processor, context=context)
