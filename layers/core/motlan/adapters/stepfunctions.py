"""``ports.Executions`` on Step Functions Standard."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from motlan.adapters import aws


class StateMachine:
    """The execution has the dossier's id as its name, so that AWS itself keeps it from starting twice (90 days)."""

    def __init__(self, arn: str, concurrency: int) -> None:
        self.arn, self.concurrency = arn, concurrency

    def start(self, dossier_id: str, batches: Sequence[Mapping[str, object]], run: str = "") -> None:
        """See ``ports.Executions``. ``concurrency``: how many batches are read side by side."""
        body = {"dossier_id": dossier_id, "batches": list(batches), "concurrency": self.concurrency}
        machine = aws.client("stepfunctions")
        with aws.translated("Step Functions"):
            try:
                machine.start_execution(
                    stateMachineArn=self.arn, name=f"{dossier_id}-{run}" if run else dossier_id, input=json.dumps(body)
                )
            except machine.exceptions.ExecutionAlreadyExists:
                return
