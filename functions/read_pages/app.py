"""Step Functions → one batch of pages, read and stored. Returns counts only."""

from __future__ import annotations

import os
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.utilities.typing import LambdaContext

from motlan.adapters.aws import Settings
from motlan.adapters.dynamodb import DynamoRegistry
from motlan.adapters.guard import guarded
from motlan.adapters.s3 import S3Blobs
from motlan.usecases.read_batch import Batch, read_batch
from motlan_vision.reader import Reader


class Environment(Settings):
    """What the template sets."""

    scans_bucket: str
    derived_bucket: str
    registry_table: str


ENVIRONMENT = Environment.load()
logger = Logger()


@cache
def reader() -> Reader:
    """One a process. A batch's pages are read side by side, so each has one thread."""
    return Reader(threads=1)


# Under Lambda's runtime the models are loaded while the function starts (with all its CPU), not while a batch waits.
if "AWS_LAMBDA_RUNTIME_API" in os.environ:
    reader().load()


@guarded
@logger.inject_lambda_context(clear_state=True)
def handler(event: dict[str, Any], context: LambdaContext) -> dict[str, int]:
    """Lambda's entry: ``{"dossier_id", "batch": {…}}`` → ``{"read", "blank", "unreadable"}``."""
    batch = Batch.model_validate(event["batch"])
    with tempfile.TemporaryDirectory() as work:
        counts = read_batch(
            event["dossier_id"],
            batch,
            reader=reader(),
            scans=S3Blobs(ENVIRONMENT.scans_bucket),
            derived=S3Blobs(ENVIRONMENT.derived_bucket),
            registry=DynamoRegistry(),
            work=Path(work),
        )
    logger.info("batch read", extra={"dossier": event["dossier_id"], "batch": batch.batch, **counts})
    return counts
