"""Our own rules for the template: what neither a linter nor the local emulator can see."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import cfnlint.api
import pytest
import yaml
from cfnlint.config import ManualArgs
from samtranslator.yaml_helper import yaml_parse

ROOT = Path(__file__).resolve().parents[2]
FILES = [ROOT / "template.yaml", *sorted((ROOT / "infra").glob("[!d]*.yaml"))]
TEMPLATES = {f.stem: yaml_parse(f.read_text("utf-8")) for f in FILES if f.stem != "checkov"}
FUNCTIONS = {
    name: resource["Properties"]
    for template in TEMPLATES.values()
    for name, resource in template["Resources"].items()
    if resource["Type"] == "AWS::Serverless::Function"
}
STATES = yaml.safe_load((ROOT / "infra/digitise.asl.yaml").read_text("utf-8"))


def statements(function: str) -> list[dict[str, Any]]:
    return [s for policy in FUNCTIONS[function]["Policies"] for s in policy["Statement"]]


def actions(function: str) -> set[str]:
    found: set[str] = set()
    for statement in statements(function):
        action = statement["Action"]
        found |= {action} if isinstance(action, str) else set(action)
    return found


def tasks(states: dict[str, Any]) -> dict[str, dict[str, Any]]:
    found = {}
    for name, state in states.items():
        if state["Type"] == "Task":
            found[name] = state
        if state["Type"] == "Map":
            found |= tasks(state["ItemProcessor"]["States"])
    return found


def test_there_is_something_to_check() -> None:
    assert len(FUNCTIONS) >= 6
    assert {"ReadBatch", "UnderstandDossier", "FileDossier", "RecordFailure"} <= set(tasks(STATES["States"]))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_who_touches_encrypted_data_has_its_kms_grant(name: str) -> None:
    """The emulator does not evaluate KMS for SSE-KMS objects and tables; AWS does."""
    granted = {a for a in actions(name) if a.startswith("kms:")}
    needed = set()
    if {"s3:GetObject", "dynamodb:GetItem", "dynamodb:Query"} & actions(name):
        needed.add("kms:Decrypt")
    if {"s3:PutObject", "dynamodb:PutItem", "dynamodb:UpdateItem"} & actions(name):
        needed |= {"kms:GenerateDataKey", "kms:Decrypt"}
    assert needed, "every function of this application touches encrypted data"
    assert needed <= granted


@pytest.mark.parametrize("name", FUNCTIONS)
def test_rights_name_their_resource(name: str) -> None:
    for statement in statements(name):
        assert statement["Resource"] != "*"
        assert not any("*" in a for a in actions(name))


@pytest.mark.parametrize("name", FUNCTIONS)
def test_settings_that_a_handler_loads_are_set_by_the_template(name: str) -> None:
    code = (ROOT / FUNCTIONS[name]["CodeUri"].removeprefix("../") / "app.py").read_text("utf-8")
    body = re.search(r"class Environment\(Settings\):\n.*?\n\n(?P<fields>.*?)\n\n", code, re.DOTALL)
    assert body, f"{name} has no environment model"
    wanted = {line.split(":")[0].strip().upper() for line in body["fields"].splitlines() if ":" in line}
    shared = next(t for t in TEMPLATES.values() if name in t["Resources"]).get("Globals", {}).get("Function", {})
    variables = {
        *shared.get("Environment", {}).get("Variables", {}),
        *FUNCTIONS[name].get("Environment", {}).get("Variables", {}),
    }
    assert wanted <= variables


@pytest.mark.parametrize("name", FUNCTIONS)
def test_every_function_builds_by_its_own_makefile_target(name: str) -> None:
    folder = ROOT / FUNCTIONS[name]["CodeUri"].removeprefix("../")
    assert f"build-{name}:" in (folder / "Makefile").read_text()
    assert len((folder / "app.py").read_text("utf-8").splitlines()) <= 90


def test_no_route_is_named_health() -> None:
    """The local emulator answers that path itself, so it could never be tested."""
    routes = [
        r["Properties"]["RouteKey"]
        for r in TEMPLATES["api"]["Resources"].values()
        if r["Type"] == "AWS::ApiGatewayV2::Route"
    ]
    assert len(routes) == len(set(routes)) >= 10
    assert not [r for r in routes if re.search(r"/health\b", r)]
    assert not [r for r in routes if "proxy" in r or r == "$default"]


def test_every_route_wants_a_token_or_has_a_throttle_of_its_own() -> None:
    """Which routes are public is said by api/access.py; tests/unit/api compares."""
    stage = TEMPLATES["api"]["Resources"]["Stage"]
    free = {}
    for name, resource in TEMPLATES["api"]["Resources"].items():
        if resource["Type"] == "AWS::ApiGatewayV2::Route":
            kind = resource["Properties"]["AuthorizationType"]
            assert kind in ("JWT", "NONE"), name
            if kind == "NONE":
                free[name] = resource["Properties"]["RouteKey"]
    assert set(free.values()) == set(stage["Properties"]["RouteSettings"])
    assert set(free) == set(stage["DependsOn"])
    for settings in stage["Properties"]["RouteSettings"].values():
        assert settings["ThrottlingRateLimit"] <= stage["Properties"]["DefaultRouteSettings"]["ThrottlingRateLimit"]


def test_buckets_are_encrypted_private_and_tls_only() -> None:
    resources = TEMPLATES["storage"]["Resources"]
    buckets = {n: r["Properties"] for n, r in resources.items() if r["Type"] == "AWS::S3::Bucket"}
    policies = [r["Properties"] for r in resources.values() if r["Type"] == "AWS::S3::BucketPolicy"]
    for name, bucket in buckets.items():
        assert all(bucket["PublicAccessBlockConfiguration"].values()), name
        denied = [s for p in policies if p["Bucket"] == {"Ref": name} for s in p["PolicyDocument"]["Statement"]]
        assert any(s["Effect"] == "Deny" and "aws:SecureTransport" in str(s["Condition"]) for s in denied), name
    for name in ("Scans", "Derived"):
        assert "aws:kms" in str(buckets[name]["BucketEncryption"])
        assert buckets[name]["VersioningConfiguration"] == {"Status": "Enabled"}
        assert resources[name]["DeletionPolicy"] == "Retain"


def test_every_task_retries_what_passes_and_catches_what_does_not() -> None:
    for name, task in tasks(STATES["States"]).items():
        errors = {e for rule in task["Retry"] for e in rule["ErrorEquals"]}
        assert {"TransientError", "Lambda.TooManyRequestsException"} <= errors or "States.ALL" in errors, name
    for name, state in STATES["States"].items():
        if state["Type"] in ("Task", "Map"):
            (catch,) = state["Catch"]
            assert catch["ErrorEquals"] == ["States.ALL"]
            assert catch["Next"] == ("Failed" if name == "RecordFailure" else "RecordFailure"), name


def test_the_state_machine_is_valid() -> None:
    """cfn-lint knows the language, but looks at inline definitions only (and wants a plain number here)."""
    text = json.dumps(STATES).replace('"{% $states.input.concurrency %}"', "2")
    for name in re.findall(r"\$\{(\w+)\}", text):
        arn = "aws" if name == "Partition" else f"arn:aws:lambda:ap-southeast-1:123456789012:function:{name}"
        text = text.replace(f"${{{name}}}", arn)
    role = "arn:aws:iam::123456789012:role/states"
    machine = {
        "Type": "AWS::StepFunctions::StateMachine",
        "Properties": {"RoleArn": role, "Definition": json.loads(text)},
    }

    def problems(resource: dict[str, Any]) -> list[str]:
        body = json.dumps({"AWSTemplateFormatVersion": "2010-09-09", "Resources": {"Machine": resource}})
        return [str(m) for m in cfnlint.api.lint(body, config=ManualArgs(regions=["ap-southeast-1"]))]

    assert problems(machine) == []
    del machine["Properties"]["Definition"]["States"]["UnderstandDossier"]["Resource"]
    assert problems(machine), "the linter did not look at the definition"


def test_every_state_is_reached_and_every_target_exists() -> None:
    """A target that is not there fails at deployment on AWS, and nowhere before."""
    for machine in (STATES, STATES["States"]["ReadPages"]["ItemProcessor"]):
        states, seen, waiting = machine["States"], set(), {machine["StartAt"]}
        while waiting:
            name = waiting.pop()
            seen.add(name)
            state = states[name]
            targets = [state.get("Next"), state.get("Default")]
            targets += [rule["Next"] for rule in (*state.get("Catch", ()), *state.get("Choices", ()))]
            waiting |= {t for t in targets if t} - seen
        assert seen == set(states)


def test_substitutions_of_the_state_machine_are_all_given() -> None:
    given = TEMPLATES["pipeline"]["Resources"]["Digitise"]["Properties"]["DefinitionSubstitutions"]
    assert set(re.findall(r"\$\{(\w+)\}", (ROOT / "infra/digitise.asl.yaml").read_text())) == set(given)


def test_files_stay_readable() -> None:
    for file in FILES:
        assert len(file.read_text("utf-8").splitlines()) < 300, file.name
