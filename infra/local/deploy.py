"""Creates or updates the stack through a change set, as ``sam deploy`` does."""

from __future__ import annotations

import time
from typing import Any

from botocore.exceptions import ClientError


class DeployError(RuntimeError):
    """The stack did not come up; the message names the resources that failed and why."""


def deploy(
    cloudformation: Any, name: str, body: str, parameters: dict[str, str], seconds: float = 120
) -> dict[str, str]:
    """Returns the stack's outputs. Nothing to change is no error."""
    before = status(cloudformation, name)
    if before == "UPDATE_ROLLBACK_FAILED":
        raise DeployError("an earlier update failed half-way; start anew: motlan down && rm -r .motlan && motlan up")
    exists = before not in (None, "REVIEW_IN_PROGRESS")
    change = f"c{time.time_ns()}"
    cloudformation.create_change_set(
        StackName=name,
        ChangeSetName=change,
        ChangeSetType="UPDATE" if exists else "CREATE",
        TemplateBody=body,
        Parameters=[{"ParameterKey": k, "ParameterValue": v} for k, v in parameters.items()],
        Capabilities=["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
    )
    deadline = time.monotonic() + seconds
    while True:
        made = cloudformation.describe_change_set(StackName=name, ChangeSetName=change)
        if made["Status"] == "CREATE_COMPLETE":
            break
        if made["Status"] == "FAILED":
            if exists and _is_empty(made.get("StatusReason", "")):
                return outputs(cloudformation, name)
            raise DeployError(made.get("StatusReason", "change set failed"))
        _wait(deadline)
    cloudformation.execute_change_set(StackName=name, ChangeSetName=change)
    while (state := status(cloudformation, name) or "").endswith(("_IN_PROGRESS", "_CLEANUP_IN_PROGRESS")):
        _wait(deadline)
    if state not in ("CREATE_COMPLETE", "UPDATE_COMPLETE"):
        raise DeployError(f"{state}: {failures(cloudformation, name)}")
    return outputs(cloudformation, name)


def _is_empty(reason: str) -> bool:
    return "didn't contain changes" in reason or "No updates" in reason


def _wait(deadline: float) -> None:
    if time.monotonic() > deadline:
        raise DeployError("the stack took too long")
    time.sleep(0.1)


def status(cloudformation: Any, name: str) -> str | None:
    """The stack's status, or None where there is none."""
    try:
        return str(cloudformation.describe_stacks(StackName=name)["Stacks"][0]["StackStatus"])
    except ClientError as error:
        if error.response["Error"]["Code"] == "ValidationError":
            return None
        raise


def outputs(cloudformation: Any, name: str) -> dict[str, str]:
    """Key → value."""
    stack = cloudformation.describe_stacks(StackName=name)["Stacks"][0]
    return {o["OutputKey"]: o["OutputValue"] for o in stack.get("Outputs", [])}


def failures(cloudformation: Any, name: str) -> str:
    """What failed in the stack and in those nested in it."""
    found = []
    for event in cloudformation.describe_stack_events(StackName=name)["StackEvents"]:
        if event["ResourceStatus"].endswith("FAILED"):
            found.append(f"{event['LogicalResourceId']}: {event.get('ResourceStatusReason', '')}")
            nested = event.get("PhysicalResourceId", "")
            if event.get("ResourceType") == "AWS::CloudFormation::Stack" and nested not in ("", event["StackId"]):
                found.append(failures(cloudformation, nested))
    return "; ".join(filter(None, found))
