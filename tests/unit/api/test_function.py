"""The function as Lambda loads it: settings from the environment, adapters, the answer in format 2.0."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from pydantic import ValidationError

ROOT = Path(__file__).parents[3]
SETTINGS = {
    "SCANS_BUCKET": "scans",
    "DERIVED_BUCKET": "derived",
    "REGISTRY_TABLE": "registry",
    "EVENT_BUS": "bus",
    "TOKEN_ISSUER": "https://cognito-idp.ap-southeast-1.amazonaws.com/ap-southeast-1_EXAMPLE",
    "TOKEN_AUDIENCE": "1example23456789",
    "ROLES_CLAIM": "cognito:groups",
    "OFFICES_CLAIM": "custom:offices",
    "WEBHOOK_QUEUE": "https://sqs.invalid/wakes",
    "WEBHOOK_HOSTS": "",
    "STATE_MACHINE_ARN": "arn:aws:states:ap-southeast-1:123456789012:stateMachine:digitise",
    "READ_CONCURRENCY": "2",
    "ARRIVALS": "https://sqs.invalid/arrivals",
    "DEAD_LETTERS": "https://sqs.invalid/dead",
    "WEB_ORIGIN": "https://motlan.invalid",
    "AWS_DEFAULT_REGION": "ap-southeast-1",
}
CONTEXT = SimpleNamespace(
    function_name="serve_api",
    memory_limit_in_mb=1024,
    invoked_function_arn="arn:aws:lambda:ap-southeast-1:123456789012:function:serve_api",
    aws_request_id="r-1",
)


def load() -> Any:
    spec = importlib.util.spec_from_file_location("serve_api_app", ROOT / "functions/serve_api/app.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_it_answers_a_real_event(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in SETTINGS.items():
        monkeypatch.setenv(name, value)
    event = json.loads((ROOT / "tests/events/http_procedures.json").read_text())
    answer = load().handler(event, CONTEXT)
    assert (answer["statusCode"], answer["headers"]["Content-Type"]) == (200, "application/json")
    assert "1.001193" in answer["body"]


@pytest.mark.parametrize("missing", [name for name in SETTINGS if name != "AWS_DEFAULT_REGION"])
def test_a_missing_setting_stops_it_by_name(monkeypatch: pytest.MonkeyPatch, missing: str) -> None:
    for name, value in SETTINGS.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv(missing)
    with pytest.raises(ValidationError, match=missing.lower()):
        load()
