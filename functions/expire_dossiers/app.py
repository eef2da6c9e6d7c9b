"""Schedule → dossiers whose files never came: ended, or sent on with what had come."""

from __future__ import annotations

from functools import cache
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from motlan.adapters.aws import Settings
from motlan.adapters.clock import SystemClock
from motlan.adapters.dynamodb import DynamoRegistry
from motlan.adapters.events import EventBus
from motlan.adapters.guard import guarded
from motlan.adapters.stepfunctions import StateMachine
from motlan.usecases.expire import ExpireUnsent
from motlan.usecases.start_dossier import StartDossier


class Environment(Settings):
    """What the template sets."""

    registry_table: str
    event_bus: str
    state_machine_arn: str
    pages_per_batch: int
    read_concurrency: int


ENVIRONMENT = Environment.load()
logger = Logger()


@cache
def expire() -> ExpireUnsent:
    """The use case with its adapters, made once a process."""
    registry, clock = DynamoRegistry(), SystemClock()
    start = StartDossier(
        registry=registry,
        executions=StateMachine(ENVIRONMENT.state_machine_arn, ENVIRONMENT.read_concurrency),
        events=EventBus(ENVIRONMENT.event_bus),
        clock=clock,
        pages_per_batch=ENVIRONMENT.pages_per_batch,
        batches_at_once=ENVIRONMENT.read_concurrency,
    )
    return ExpireUnsent(registry, clock, start)


@guarded
@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, int]:
    """Lambda's entry: whatever the schedule sends → counts."""
    done = expire()()
    logger.info("swept", extra=done)
    return done
