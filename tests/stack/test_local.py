"""The stack on one machine keeps what it had, runs what was just edited, and lets nobody in who should not."""

from __future__ import annotations

import json
import os
import shutil
import stat
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from infra.local import LocalStack, StackError
from infra.local.package import marker
from infra.local.places import ROOT


def test_deploying_again_changes_nothing(stack: Any) -> None:
    before = stack.outputs
    assert stack.up() == before


def test_users_file_is_its_owners_alone(stack: Any) -> None:
    assert stat.S_IMODE(stack.users_file.stat().st_mode) == 0o600
    assert len({user["password"] for user in stack.users.values()}) == len(stack.users) == 5


def test_listens_on_the_loopback_interface_only(stack: Any) -> None:
    port = f":{stack.known['port']:04X}"
    tables = [Path("/proc/net/tcp"), Path("/proc/net/tcp6")]
    rows = [row.split() for table in tables if table.exists() for row in table.read_text().splitlines()[1:]]
    assert {row[1] for row in rows if row[1].endswith(port) and row[3] == "0A"} == {"0100007F" + port}


def test_the_api_wants_a_token_of_its_own_user_pool(client: Any) -> None:
    assert client.call("GET", "/v1/procedures", user=None)[0] == 401
    client._tokens["forged"] = client.stack.token("clerk")[:-6] + "forged"
    assert client.call("GET", "/v1/procedures", user="forged")[0] == 401
    assert client.call("GET", "/v1/procedures")[0] == 200


def test_roles_are_evaluated(client: Any) -> None:
    """Without its rights a function fails: the emulator's AUTH=true is on, and the tests prove the roles."""
    iam, lambda_ = client.aws("iam"), client.aws("lambda")
    name = next(f for f in lambda_.list_functions()["Functions"] if "-ServeApi-" in f["FunctionName"])
    role = name["Role"].rsplit("/", 1)[-1]
    (policy,) = iam.list_role_policies(RoleName=role)["PolicyNames"]
    body = iam.get_role_policy(RoleName=role, PolicyName=policy)["PolicyDocument"]
    iam.delete_role_policy(RoleName=role, PolicyName=policy)
    try:
        assert client.call("GET", "/v1/dossiers?office=xa-mau&state=filed")[0] == 500
    finally:
        iam.put_role_policy(RoleName=role, PolicyName=policy, PolicyDocument=json.dumps(body))
    assert client.call("GET", "/v1/dossiers?office=xa-mau&state=filed")[0] == 200


def test_an_edit_shows_at_the_next_call(client: Any) -> None:
    lambda_ = client.aws("lambda")
    role = lambda_.list_functions()["Functions"][0]["Role"]
    folder = ROOT / ".motlan/edit-test"  # below the working tree, ignored by git
    folder.mkdir(parents=True)
    try:
        source = folder / "app.py"
        source.write_text("def handler(event, context):\n    return 'before'\n")
        lambda_.create_function(
            FunctionName="edited",
            Runtime="python3.12",
            Handler="app.handler",
            Role=role,
            Code={"ZipFile": marker(folder)},
        )

        def call() -> Any:
            return json.loads(lambda_.invoke(FunctionName="edited")["Payload"].read())

        assert [call(), call()] == ["before", "before"]
        source.write_text("def handler(event, context):\n    return 'after the edit'\n")
        assert call() == "after the edit"
    finally:
        lambda_.delete_function(FunctionName="edited")
        shutil.rmtree(folder)


def test_state_survives_down_and_up(tmp_path: Path) -> None:
    """A stack of its own, because it is stopped."""
    local = LocalStack(tmp_path)
    outputs = local.up()
    try:
        s3, table = local.client("s3"), local.client("dynamodb")
        s3.put_object(Bucket=outputs["Derived"], Key="derived/kept", Body=b"kept")
        table.put_item(TableName=outputs["Registry"], Item={"pk": {"S": "kept"}, "sk": {"S": "kept"}})
        passwords = local.users
        assert local.down()
        assert not local.running()
        assert local.up() == outputs
        # Nobody waits for a start: each function has its process, the reader one for each batch beside another.
        started = started_functions(local)
        assert (started["read_pages"], started["serve_api"], started["understand_dossier"]) == (2, 1, 1)
        assert local.client("s3").get_object(Bucket=outputs["Derived"], Key="derived/kept")["Body"].read() == b"kept"
        key = {"pk": {"S": "kept"}, "sk": {"S": "kept"}}
        assert local.client("dynamodb").get_item(TableName=outputs["Registry"], Key=key)["Item"] == key
        assert local.users == passwords
        assert local.token("clerk")
        local.parameters |= {"PagesPerBatch": "3", "QueueVisibilitySeconds": "130"}
        assert local.up() == outputs  # an update in place, of nested stacks that were read back from disk
        queue = local.client("sqs").get_queue_attributes(QueueUrl=outputs["Arrivals"], AttributeNames=["All"])
        assert queue["Attributes"]["VisibilityTimeout"] == "130"
        functions = local.client("lambda").list_functions()["Functions"]
        (receive,) = [f for f in functions if "-ReceiveScans-" in f["FunctionName"]]
        assert receive["Environment"]["Variables"]["PAGES_PER_BATCH"] == "3"
    finally:
        local.down()
    assert not local.down()


def started_functions(local: LocalStack) -> Counter[str]:
    """Processes of the emulator's group by the folder of the function that they run."""
    found: Counter[str] = Counter()
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it may have ended
            if os.getpgid(int(process.name)) == local.known["pid"]:
                found[(process / "cwd").readlink().name] += 1
    return found


def test_a_stack_that_never_ran_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StackError, match="motlan up"):
        _ = LocalStack(tmp_path).endpoint
