"""``ports.Queues`` on SQS. ``StartMessageMoveTask`` moves all or nothing and asks nobody: here it is done by hand."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any

from motlan.adapters import aws
from motlan.adapters.clock import VIETNAM
from motlan.model.letters import DeadLetter
from motlan.usecases import keys

#: A letter that was looked at is seen again after so many seconds.
_HIDDEN = 5
#: One replayed letter is out of others' sight for so long: sent, then deleted.
_MOVING = 30
#: So many empty answers in a row mean that there is nothing (SQS asks a sample of its servers).
_EMPTY = 2


class SqsQueues:
    """One queue and its dead letters, by URL."""

    def __init__(self, arrivals: str, dead_letters: str) -> None:
        self.arrivals, self.dead_letters = arrivals, dead_letters

    def lengths(self) -> dict[str, int]:
        """See ``ports.Queues``."""
        waiting, in_work = self._length(self.arrivals)
        return {"waiting": waiting, "in_work": in_work, "dead": sum(self._length(self.dead_letters))}

    def _length(self, url: str) -> tuple[int, int]:
        names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        with aws.translated("SQS"):
            found = aws.client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"]
        return int(found[names[0]]), int(found[names[1]])

    def dead(self, most: int) -> list[DeadLetter]:
        """See ``ports.Queues``."""
        return [_letter(message) for message in self._receive(most, _HIDDEN)]

    def replay(self, ids: Collection[str], most: int) -> list[str]:
        """See ``ports.Queues``. Sent before it is deleted: a crash between makes it come twice, never not at all."""
        done: list[str] = []
        others: list[str] = []
        sqs = aws.client("sqs")
        for message in self._receive(most, _MOVING):
            handle = message["ReceiptHandle"]
            if ids and message["MessageId"] not in ids:
                others.append(handle)
                continue
            with aws.translated("SQS"):
                sqs.send_message(QueueUrl=self.arrivals, MessageBody=message["Body"])
                sqs.delete_message(QueueUrl=self.dead_letters, ReceiptHandle=handle)
            done.append(message["MessageId"])
            if ids and set(ids) == set(done):
                break
        for handle in others:  # seen, left alone: visible again at once
            with aws.translated("SQS"):
                sqs.change_message_visibility(QueueUrl=self.dead_letters, ReceiptHandle=handle, VisibilityTimeout=0)
        return done

    def _receive(self, most: int, hidden: int) -> Iterator[dict[str, Any]]:
        """Each letter once. A queue may answer with none though it has some: it is asked again before it counts."""
        seen: set[str] = set()
        empty = 0
        while len(seen) < most and empty < _EMPTY:
            with aws.translated("SQS"):
                answer = aws.client("sqs").receive_message(
                    QueueUrl=self.dead_letters,
                    MaxNumberOfMessages=10,
                    VisibilityTimeout=hidden,
                    MessageSystemAttributeNames=["SentTimestamp", "ApproximateReceiveCount"],
                )
            fresh = [m for m in answer.get("Messages", []) if m["MessageId"] not in seen]
            empty = 0 if fresh else empty + 1
            for message in fresh[: most - len(seen)]:
                seen.add(message["MessageId"])
                yield message


def _letter(message: dict[str, Any]) -> DeadLetter:
    told = message.get("Attributes", {})
    sent = datetime.fromtimestamp(int(told.get("SentTimestamp", 0)) / 1000, VIETNAM)
    letter = DeadLetter(
        id=message["MessageId"],
        sent_at=sent.isoformat(timespec="seconds"),
        received=int(told.get("ApproximateReceiveCount", 0)),
    )
    key = _key(message["Body"])
    if scan := keys.parse_scan(key):
        letter.office, letter.dossier, letter.place = scan[0], scan[1], "scans"
    elif dropped := keys.parse_inbox(key):
        letter.office, letter.place = dropped[0], "inbox"  # the file's name may be a citizen's
    return letter


def _key(body: str) -> str:
    try:
        return str(json.loads(body)["detail"]["object"]["key"])
    except (ValueError, KeyError, TypeError):
        return ""
