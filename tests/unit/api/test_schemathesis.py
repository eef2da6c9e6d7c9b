"""The API against its own description, with calls that schemathesis invents: right status, right form, never a 500."""

from __future__ import annotations

import os
from types import SimpleNamespace
from typing import Any, cast

import hypothesis
import pytest
import schemathesis
from gateway import AUDIENCE, ISSUER, Gateway
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from motlan.adapters.guard import whereabouts
from motlan.api import Tokens, make_handler
from motlan.api.access import PUBLIC, RULES
from motlan.cli.openapi import described
from motlan.usecases.case import Services

#: Calls a route; the nightly run may ask for more.
EXAMPLES = int(os.environ.get("MOTLAN_EXAMPLES", "5"))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
]
held = SimpleNamespace()
gateway = Gateway(make_handler(cast("Services", held), whereabouts, Tokens(ISSUER, AUDIENCE)))
schema = schemathesis.openapi.from_dict(described())
schema.app = gateway


@pytest.fixture(autouse=True)
def _services(world: Any, make_paper: Any) -> None:
    """Dossier d1 with a card, filed; whatever is invented meets something that is there."""
    held.__dict__.update(world.services().__dict__)
    card = {"id_no": "072195000123", "full_name": "LÊ THỊ MẪU", "issue_date": "2022-05-06"}
    world.dossier("d1", [make_paper("citizen_id", card)])
    world.file("d1")


@schema.parametrize()
@hypothesis.settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(hypothesis.HealthCheck),
)
def test_every_route(case: schemathesis.Case) -> None:
    rule = RULES.get(f"{case.method.upper()} {case.operation.path}", frozenset({"clerk"}))
    role = "public" if rule == PUBLIC else sorted(rule)[0]
    case.headers["Authorization"] = f"Bearer {role}@25681"
    response = case.call()
    case.validate_response(response, checks=CHECKS)
