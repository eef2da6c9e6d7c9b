"""The launcher leans on private names of one version of ministack: this fails aloud when they move."""

from __future__ import annotations

import inspect
import sys
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from infra.local import launcher  # noqa: E402
from infra.local.places import MINISTACK  # noqa: E402


def test_the_version_is_the_one_it_was_written_for() -> None:
    assert version("ministack") == MINISTACK
    assert f'"ministack=={MINISTACK}"' in (ROOT / "pyproject.toml").read_text()


def test_every_private_name_is_there() -> None:
    missing = [
        f"{owner.__name__}.{name}" for owner, names in launcher.LEANS_ON for name in names if not hasattr(owner, name)
    ]
    assert missing == []


def test_signatures_are_those_that_are_replaced() -> None:
    signatures = {
        "_provided_runtime_code_dir": ["code_zip"],
        "_provided_worker_env": ["config", "code_dir", "port"],
        "_execute_function_warm": ["func", "event", "request_id"],
        "_execute_function_provided_warm": ["func", "event", "request_id"],
    }
    for name, parameters in signatures.items():
        assert list(inspect.signature(getattr(launcher.service, name)).parameters) == parameters
    assert list(inspect.signature(launcher.runtime._worker_class_for).parameters) == ["config"]
    assert list(inspect.signature(launcher.provisioners._sfn_definition).parameters) == ["props"]
    update = inspect.signature(launcher.provisioners._update_resource).parameters
    assert list(update)[:5] == ["resource_type", "physical_id", "old_props", "new_props", "stack_name"]
    assert list(update)[5:] == ["logical_id", "old_attrs"]
    invoke = inspect.signature(launcher.runtime.ProvidedWorker.invoke).parameters
    assert list(invoke)[:3] == ["self", "event", "request_id"]


def test_nested_stacks_are_still_parsed_through_the_name_that_is_replaced() -> None:
    source = inspect.getsource(launcher.provisioners)
    assert "from ministack.services.cloudformation.engine import (" in source
    assert "template = _parse_template(template_body)" in source


def test_nothing_is_replaced_by_importing_it() -> None:
    assert launcher.service._execute_function_warm is launcher._execute_warm
    assert launcher.app.pin_request_origin is launcher._pin
