"""``motlan status``: what runs, and where."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from motlan.cli.local import add_home, stack

if TYPE_CHECKING:
    from infra.local import LocalStack


def configure(parser: ArgumentParser) -> None:
    """Options."""
    add_home(parser)


def run(args: Namespace) -> int:
    """Exit status 1 where the stack does not run."""
    local = stack(args)
    if not local.running():
        print("the stack does not run: motlan up")
        return 1
    print(describe(local))
    print(waiting(local))
    return 0


def describe(local: LocalStack) -> str:
    """What is where."""
    places = {
        "web app": local.web_url,
        "API": local.api_url,
        "AWS endpoint": f"{local.endpoint}  (region {local.session.region_name}, any credentials)",
        "scans": f"s3://{local.outputs['Scans']}  (drop a file below inbox/<office>/)",
        "derived": f"s3://{local.outputs['Derived']}",
        "registry": local.outputs["Registry"],
        "state machine": local.outputs["Digitise"],
        "demo users": f"{local.users_file}  ({', '.join(local.users)})",
        "log": str(local.log),
    }
    width = max(map(len, places))
    return "\n".join(f"{name:<{width}}  {place}" for name, place in places.items())


def waiting(local: LocalStack) -> str:
    """What lies in the queues."""
    sqs = local.client("sqs")
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    lines = []
    for queue in ("Arrivals", "DeadLetters"):
        found = sqs.get_queue_attributes(QueueUrl=local.outputs[queue], AttributeNames=names)["Attributes"]
        lines.append(f"{queue}: {found[names[0]]} waiting, {found[names[1]]} in work")
    return "\n".join(lines)
