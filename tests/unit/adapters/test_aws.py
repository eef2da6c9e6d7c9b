"""Errors in our words, settings checked at start, executions and events, a guard on what failing functions say."""

from __future__ import annotations

import json
from collections.abc import Iterator

import boto3
import pytest
from botocore.exceptions import ClientError, ConnectTimeoutError, ReadTimeoutError
from moto import mock_aws
from pydantic import BaseModel, ValidationError

from motlan.adapters import aws
from motlan.adapters.clock import SystemClock
from motlan.adapters.events import EventBus
from motlan.adapters.guard import Unexpected, guarded
from motlan.adapters.stepfunctions import StateMachine
from motlan.model import BadRequest, NotFound, TransientError

REGION = "ap-southeast-1"


@pytest.fixture
def cloud(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    aws.client.cache_clear()
    with mock_aws():
        yield
    aws.client.cache_clear()


def refusal(code: str, status: int = 400) -> ClientError:
    return ClientError({"Error": {"Code": code}, "ResponseMetadata": {"HTTPStatusCode": status}}, "Any")  # type: ignore[typeddict-item]


@pytest.mark.parametrize(
    ("raised", "becomes"),
    [
        (refusal("NoSuchKey", 404), NotFound),
        (refusal("404", 404), NotFound),
        (refusal("SlowDown", 503), TransientError),
        (refusal("ThrottlingException"), TransientError),
        (refusal("Whatever", 500), TransientError),
        (ReadTimeoutError(endpoint_url="x"), TransientError),
        (ConnectTimeoutError(endpoint_url="x"), TransientError),
        (refusal("AccessDenied", 403), ClientError),
    ],
)
def test_errors_of_aws_in_our_words(raised: Exception, becomes: type[Exception]) -> None:
    with pytest.raises(becomes), aws.translated("S3"):
        raise raised


def test_settings_name_every_variable_that_is_missing_or_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    class Environment(aws.Settings):
        scans_bucket: str
        pages_per_batch: int

    monkeypatch.delenv("SCANS_BUCKET", raising=False)
    monkeypatch.setenv("PAGES_PER_BATCH", "many")
    with pytest.raises(ValidationError) as told:
        Environment.load()
    assert {e["loc"][0] for e in told.value.errors()} == {"scans_bucket", "pages_per_batch"}
    monkeypatch.setenv("SCANS_BUCKET", "b")
    monkeypatch.setenv("PAGES_PER_BATCH", "4")
    assert Environment.load() == Environment(scans_bucket="b", pages_per_batch=4)


def test_an_execution_starts_once_a_dossier(cloud: None) -> None:
    client = boto3.client("stepfunctions")
    role = "arn:aws:iam::123456789012:role/states"
    definition = json.dumps({"StartAt": "A", "States": {"A": {"Type": "Succeed"}}})
    arn = client.create_state_machine(name="m", definition=definition, roleArn=role)["stateMachineArn"]
    machine = StateMachine(arn, concurrency=3)
    machine.start("d1", [{"batch": "0001"}])
    machine.start("d1", [{"batch": "0001"}])
    (execution,) = client.list_executions(stateMachineArn=arn)["executions"]
    told = json.loads(client.describe_execution(executionArn=execution["executionArn"])["input"])
    assert told == {"dossier_id": "d1", "batches": [{"batch": "0001"}], "concurrency": 3}


def test_an_event_goes_to_the_bus(cloud: None) -> None:
    events, sqs = boto3.client("events"), boto3.client("sqs")
    events.create_event_bus(Name="bus")
    url = sqs.create_queue(QueueName="heard")["QueueUrl"]
    arn = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    events.put_rule(Name="all", EventBusName="bus", EventPattern=json.dumps({"source": ["motlan"]}))
    events.put_targets(Rule="all", EventBusName="bus", Targets=[{"Id": "q", "Arn": arn}])
    EventBus("bus").publish("motlan.dossier.filed", {"dossier": "d1"})
    EventBus("bus").publish("motlan.dossier.filed", {"dossier": "d1", "once": "same"})
    heard = [json.loads(sqs.receive_message(QueueUrl=url)["Messages"][0]["Body"]) for _ in range(2)]
    first, second = sorted((told["detail"] for told in heard), key=lambda detail: detail["place"])
    assert {told["detail-type"] for told in heard} == {"motlan.dossier.filed"}
    assert (first["dossier"], second["dossier"], second["event"]) == ("d1", "d1", "same")
    assert first["event"] not in ("", "same")


def test_an_event_that_the_bus_does_not_take_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    class Bus:
        def put_events(self, **call: object) -> dict[str, object]:
            return {"FailedEntryCount": 1, "Entries": [{"ErrorCode": "InternalFailure"}]}

    monkeypatch.setattr(aws, "client", lambda service: Bus())
    with pytest.raises(TransientError, match="E_BUSY"):
        EventBus("bus").publish("motlan.dossier.filed", {})


def test_the_clock_is_that_of_viet_nam() -> None:
    now = SystemClock().now()
    assert now.isoformat().endswith("+07:00")
    assert SystemClock().today() in (now.date(), SystemClock().now().date())


def test_a_foreign_exception_tells_its_type_and_place_but_not_its_text() -> None:
    class Person(BaseModel):
        id_no: int

    @guarded
    def handler(event: dict[str, object], context: object) -> None:
        Person.model_validate(event)

    with pytest.raises(Unexpected) as told:
        handler({"id_no": "NGUYỄN VĂN MẪU"}, None)
    assert "ValidationError at" in str(told.value)
    assert "test_aws.py" in str(told.value)
    assert "MẪU" not in str(told.value)
    assert told.value.__suppress_context__


def test_our_own_exceptions_pass_by_name() -> None:
    @guarded
    def handler(event: dict[str, object], context: object) -> None:
        raise BadRequest("E_X", "Lời cho người đọc.")

    with pytest.raises(BadRequest, match="E_X: Lời"):
        handler({}, None)
