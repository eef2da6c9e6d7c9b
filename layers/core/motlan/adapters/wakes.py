"""``ports.Wakes`` on SQS."""

from __future__ import annotations

import json
import random

from motlan.adapters import aws

#: Between two tries: 30 s, then twice as long each time, at most an hour; with maxReceiveCount 15 about nine hours.
FIRST_SECONDS, MOST_SECONDS = 30, 3600
SETTLE_SECONDS = 2


class Wakes:
    """Messages that say whom to tell of what; the outbox knows the rest."""

    def __init__(self, queue_url: str) -> None:
        self.queue_url = queue_url

    def wake(self, subscription: str, subject: str) -> None:
        """See ``ports.Wakes``. A moment later, so that events which the bus hands over out of order meet before."""
        body = json.dumps({"subscription": subscription, "subject": subject})
        with aws.translated("SQS"):
            aws.client("sqs").send_message(QueueUrl=self.queue_url, MessageBody=body, DelaySeconds=SETTLE_SECONDS)

    def later(self, receipt: str, tries: int, first_seconds: int = FIRST_SECONDS) -> None:
        """Hides a message that failed until its next try."""
        seconds = min(MOST_SECONDS, first_seconds * 2 ** min(tries - 1, 12))
        wait = int(seconds * random.uniform(0.8, 1.0))
        with aws.translated("SQS"):
            aws.client("sqs").change_message_visibility(
                QueueUrl=self.queue_url, ReceiptHandle=receipt, VisibilityTimeout=wait
            )
