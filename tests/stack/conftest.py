"""A stack of the tests' own, on a free port, in a temporary folder: started once, stopped at the end."""

from __future__ import annotations

import hashlib
import io
import json
import sys
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from infra.local import LocalStack  # noqa: E402

FINAL = {"filed", "review", "rejected", "duplicate", "failed"}
DEADLINE = 180
FAULTS = ROOT / "tests/faults"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/stack" in item.path.as_posix():
            item.add_marker("stack")


class Client:
    """The stack as people and other systems use it."""

    def __init__(self, stack: LocalStack) -> None:
        self.stack, self.outputs = stack, stack.outputs
        self._tokens: dict[str, str] = {}

    def aws(self, service: str) -> Any:
        return self.stack.client(service)

    def call(self, method: str, path: str, body: Any = None, user: str | None = "clerk") -> tuple[int, Any]:
        """Status and JSON of one call of the API."""
        headers = {"content-type": "application/json"}
        if user:
            if user not in self._tokens:
                self._tokens[user] = self.stack.token(user)
            headers["authorization"] = f"Bearer {self._tokens[user]}"
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.stack.api_url + path, data, headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=60) as answer:
                return answer.status, json.loads(answer.read() or b"null")
        except urllib.error.HTTPError as error:
            text = error.read()
            return error.code, json.loads(text) if text[:1] == b"{" else text.decode()

    def send(self, files: Mapping[str, bytes], office: str = "xa-mau") -> str:
        """Opens a dossier and uploads its files as a clerk's browser does; returns its id."""
        told = [
            {"name": name, "bytes": len(body), "sha256": hashlib.sha256(body).hexdigest()}
            for name, body in files.items()
        ]
        status, opened = self.call("POST", "/v1/dossiers", {"office": office, "files": told})
        assert status in (200, 201), opened
        for upload, body in zip(opened["uploads"], files.values(), strict=True):
            assert self.post(upload["url"], upload["fields"], body) in (200, 201, 204)
        return str(opened["id"])

    @staticmethod
    def post(url: str, fields: Mapping[str, str], body: bytes) -> int:
        boundary = uuid.uuid4().hex
        form = io.BytesIO()
        for name, value in fields.items():
            form.write(f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode())
        form.write(f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="f"\r\n\r\n'.encode())
        form.write(body + f"\r\n--{boundary}--\r\n".encode())
        headers = {"content-type": f"multipart/form-data; boundary={boundary}"}
        try:
            with urllib.request.urlopen(urllib.request.Request(url, form.getvalue(), headers), timeout=60) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code

    def records(self) -> list[dict[str, Any]]:
        """All dossiers as the registry keeps them."""
        items = self.aws("dynamodb").scan(TableName=self.outputs["Registry"], ConsistentRead=True)["Items"]
        return [
            json.loads(item["body"]["S"]) | {"pages_done": int(item["pages_done"]["N"])}
            for item in items
            if item["sk"]["S"] == "RECORD" and item["pk"]["S"].startswith("DOSSIER#")
        ]

    def ended(self, dossier_id: str) -> dict[str, Any]:
        """The record once nothing runs any more."""
        return self.until(
            lambda: next((r for r in self.records() if r["id"] == dossier_id and r["state"] in FINAL), None),
            f"dossier {dossier_id} did not end",
        )

    @staticmethod
    def until(probe: Callable[[], Any], otherwise: str) -> Any:
        deadline = time.monotonic() + DEADLINE
        while not (found := probe()):
            assert time.monotonic() < deadline, otherwise
            time.sleep(0.1)
        return found

    def waiting(self) -> int:
        """Messages in both queues, waiting or in work."""
        names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        sqs = self.aws("sqs")
        queues = [self.outputs["Arrivals"], self.outputs["DeadLetters"]]
        found = [sqs.get_queue_attributes(QueueUrl=q, AttributeNames=names)["Attributes"] for q in queues]
        return sum(int(attributes[name]) for attributes in found for name in names)

    def nothing_waits(self) -> None:
        self.until(lambda: self.waiting() == 0, "messages are left in a queue")

    def objects(self, bucket: str) -> list[str]:
        """Every version of every object."""
        found = self.aws("s3").list_object_versions(Bucket=self.outputs[bucket])
        return [v["Key"] for v in found.get("Versions", []) + found.get("DeleteMarkers", [])]

    def events_of(self, dossier_id: str) -> list[dict[str, Any]]:
        """The history of the dossier's execution."""
        machine = self.outputs["Digitise"]
        arn = machine.replace(":stateMachine:", ":execution:") + f":{dossier_id}"
        return list(self.aws("stepfunctions").get_execution_history(executionArn=arn, maxResults=1000)["events"])

    def logs(self) -> str:
        """Everything that was logged, by functions, API and state machine."""
        logs = self.aws("logs")
        groups = [g["logGroupName"] for g in logs.describe_log_groups()["logGroups"]]
        return "\n".join(
            event["message"] for group in groups for event in logs.filter_log_events(logGroupName=group)["events"]
        )

    @contextmanager
    def fault(self, name: str, *functions: str) -> Iterator[None]:
        """While it lasts, these functions see ``tests/faults/<name>`` before everything else."""
        names = [
            f["FunctionName"]
            for f in self.aws("lambda").list_functions()["Functions"]
            if any(f"-{wanted}-" in f["FunctionName"] for wanted in functions)
        ]
        assert len(names) == len(functions)
        for function in names:
            self._configure(function, {"PYTHONPATH": str(FAULTS / name)})
        try:
            yield
        finally:
            for function in names:
                self._configure(function, {"PYTHONPATH": None})

    def _configure(self, function: str, changes: Mapping[str, str | None]) -> None:
        client = self.aws("lambda")
        variables = client.get_function_configuration(FunctionName=function)["Environment"]["Variables"]
        merged = {k: v for k, v in (variables | dict(changes)).items() if v is not None}
        client.update_function_configuration(FunctionName=function, Environment={"Variables": merged})


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalStack]:
    """Deployed and seeded; waits of the state machine are a twentieth of what the template says."""
    local = LocalStack(tmp_path_factory.mktemp("stack"), environment={"SFN_WAIT_SCALE": "0.05"})
    try:
        local.up()
        yield local
    finally:
        local.down()


@pytest.fixture(scope="session")
def client_of() -> type[Client]:
    """For a test with a stack of its own."""
    return Client


@pytest.fixture(scope="session")
def client(stack: LocalStack) -> Client:
    return Client(stack)
