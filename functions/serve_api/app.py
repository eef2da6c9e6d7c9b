"""HTTP API → routes of ``motlan.api``."""

from __future__ import annotations

from functools import cache
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from motlan.adapters.aws import Settings
from motlan.adapters.clock import SystemClock
from motlan.adapters.dynamodb import DynamoRegistry
from motlan.adapters.dynamodb_counts import DynamoCounts
from motlan.adapters.dynamodb_once import DynamoLimits, DynamoOnce
from motlan.adapters.dynamodb_outbox import DynamoOutbox
from motlan.adapters.dynamodb_owners import DynamoRequests
from motlan.adapters.dynamodb_receipts import DynamoHandoffs, DynamoReceipts
from motlan.adapters.dynamodb_store import DynamoStore
from motlan.adapters.events import EventBus
from motlan.adapters.guard import whereabouts
from motlan.adapters.s3 import S3Blobs
from motlan.adapters.sqs import SqsQueues
from motlan.adapters.stepfunctions import StateMachine
from motlan.adapters.wakes import Wakes
from motlan.api import Tokens, make_handler
from motlan.understanding.template_files import templates_folder
from motlan.usecases.case import Services
from motlan.usecases.knowledge import knowledge
from motlan.usecases.webhooks import Webhooks
from motlan_print import Typesetter


class Environment(Settings):
    """What the template sets."""

    scans_bucket: str
    derived_bucket: str
    registry_table: str
    event_bus: str
    token_issuer: str
    token_audience: str
    roles_claim: str
    offices_claim: str
    webhook_queue: str
    webhook_hosts: str
    state_machine_arn: str
    read_concurrency: int
    arrivals: str
    dead_letters: str
    web_origin: str


ENVIRONMENT = Environment.load()
logger = Logger()


@cache
def serve() -> Any:
    """The API with its adapters, made once a process."""
    clock = SystemClock()
    services = Services(
        registry=DynamoRegistry(),
        store=DynamoStore(),
        scans=S3Blobs(ENVIRONMENT.scans_bucket),
        derived=S3Blobs(ENVIRONMENT.derived_bucket),
        events=EventBus(ENVIRONMENT.event_bus),
        executions=StateMachine(ENVIRONMENT.state_machine_arn, ENVIRONMENT.read_concurrency),
        requests=DynamoRequests(),
        once=DynamoOnce(clock),
        limits=DynamoLimits(clock),
        counts=DynamoCounts(),
        clock=clock,
        knowledge=knowledge(),
        webhooks=Webhooks(DynamoOutbox(), Wakes(ENVIRONMENT.webhook_queue), clock, ENVIRONMENT.webhook_hosts),
        printer=Typesetter(templates_folder() / "print"),
        queues=SqsQueues(ENVIRONMENT.arrivals, ENVIRONMENT.dead_letters),
        receipts=DynamoReceipts(),
        handoffs=DynamoHandoffs(),
        web_origin=ENVIRONMENT.web_origin,
    )
    claims = (ENVIRONMENT.token_issuer, ENVIRONMENT.token_audience, ENVIRONMENT.roles_claim, ENVIRONMENT.offices_claim)
    return make_handler(services, whereabouts, Tokens(*claims))


@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, Any]:
    """Lambda's entry: an API Gateway event of format 2.0 → its answer."""
    answer: dict[str, Any] = serve()(event, context)
    return answer
