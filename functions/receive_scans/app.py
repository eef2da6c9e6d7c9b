"""SQS → files that arrived in the scans bucket. Answers which messages failed, so that only those come again."""

from __future__ import annotations

import json
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.batch import BatchProcessor, EventType, process_partial_response
from aws_lambda_powertools.utilities.batch.types import PartialItemFailureResponse
from aws_lambda_powertools.utilities.data_classes.sqs_event import SQSRecord
from aws_lambda_powertools.utilities.typing import LambdaContext

from motlan.adapters.aws import Settings
from motlan.adapters.clock import SystemClock
from motlan.adapters.dynamodb import DynamoRegistry
from motlan.adapters.events import EventBus
from motlan.adapters.guard import whereabouts
from motlan.adapters.s3 import S3Blobs
from motlan.adapters.stepfunctions import StateMachine
from motlan.model import MotlanError
from motlan.usecases.receive_scan import Arrival, ReceiveScan
from motlan_vision.reader import Reader


class Environment(Settings):
    """What the template sets."""

    scans_bucket: str
    registry_table: str
    event_bus: str
    state_machine_arn: str
    pages_per_batch: int
    read_concurrency: int


ENVIRONMENT = Environment.load()
logger = Logger()
processor = BatchProcessor(event_type=EventType.SQS, raise_on_entire_batch_failure=False)


@cache
def receive() -> ReceiveScan:
    """The use case with its adapters, made once a process."""
    return ReceiveScan(
        reader=Reader(),
        scans=S3Blobs(ENVIRONMENT.scans_bucket),
        registry=DynamoRegistry(),
        executions=StateMachine(ENVIRONMENT.state_machine_arn, ENVIRONMENT.read_concurrency),
        events=EventBus(ENVIRONMENT.event_bus),
        clock=SystemClock(),
        pages_per_batch=ENVIRONMENT.pages_per_batch,
        batches_at_once=ENVIRONMENT.read_concurrency,
    )


def arrival_of(record: SQSRecord) -> Arrival:
    """EventBridge's "Object Created"; unlike S3's own notifications its key is not URL-encoded."""
    thing = json.loads(record.body)["detail"]["object"]
    version = thing.get("version-id") or thing.get("sequencer") or thing["etag"]
    return Arrival(key=thing["key"], bytes=int(thing["size"]), version=str(version))


def one(record: SQSRecord) -> None:
    """One message. Of what it raises only type, place and code are logged: its text may hold a file's name."""
    try:
        with tempfile.TemporaryDirectory() as work:
            dossier = receive()(arrival_of(record), Path(work))
    except Exception as error:
        code = error.code if isinstance(error, MotlanError) else None
        details = {"message_id": record.message_id, "error": whereabouts(error), "code": code}
        logger.error("file not dealt with", extra=details)
        raise
    logger.info("file received", extra={"dossier": dossier.id, "state": dossier.state, "code": dossier.problem_code})


@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], context: LambdaContext) -> PartialItemFailureResponse:
    """Lambda's entry."""
    return process_partial_response(event=event, record_handler=one, processor=processor, context=context)
