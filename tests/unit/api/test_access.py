"""Access holds whatever a caller sends: claims in every spelling, bodies that are no JSON, paths that are none."""

from __future__ import annotations

import base64
import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motlan.api.access import RULES, caller_of, enter
from motlan.model import MotlanError, NotFound
from motlan.model.record import DossierRecord


class Limits:
    def take(self, what: str, *, most: int, seconds: int) -> None:
        assert most > 0


class Clock:
    def now(self) -> datetime:
        return datetime(2026, 11, 20, tzinfo=UTC)

    def today(self) -> date:
        return self.now().date()


class Registry:
    """One dossier of office 25681."""

    def get(self, dossier_id: str) -> DossierRecord:
        if dossier_id != "d1":
            raise NotFound("E_NO_DOSSIER", "…")
        return DossierRecord(id="d1", office="25681", opened_by="x", opened_at="t", updated_at="t")


def event(method: str = "POST", path: str = "/v1/prefill", body: Any = None, **claims: Any) -> dict[str, Any]:
    told = {"sub": "u1", "cognito:groups": "[clerk]", "custom:offices": "25681"} | claims
    context = {"http": {"method": method, "path": path}, "authorizer": {"jwt": {"claims": told}}}
    return {"rawPath": path, "requestContext": context, "body": body}


@pytest.mark.parametrize(
    ("groups", "roles"),
    [
        ("[clerk]", {"clerk"}),
        ("[clerk eform]", {"clerk", "eform"}),
        ("clerk,operator", {"clerk", "operator"}),
        (["clerk", "archivist"], {"clerk", "archivist"}),
        ('["clerk"]', {"clerk"}),
        ("[admin]", set()),
        ("", set()),
        (None, set()),
    ],
)
def test_groups_as_api_gateway_writes_them(groups: Any, roles: set[str]) -> None:
    assert caller_of(event(**{"cognito:groups": groups})).roles == roles


@pytest.mark.parametrize("offices", ["25681", "25681,99999", "25681, 99999", "[25681 99999]"])
def test_offices_as_an_administrator_writes_them(offices: str) -> None:
    assert caller_of(event(**{"custom:offices": offices})).may_see("25681")


@pytest.mark.parametrize("offices", ["", None, "2568", "256811"])
def test_no_office_is_no_office(offices: Any) -> None:
    assert not caller_of(event(**{"custom:offices": offices})).may_see("25681")


def test_a_body_in_base64_is_looked_into_too() -> None:
    hidden = base64.b64encode(json.dumps({"dossier": "d1"}).encode()).decode()
    other = event(body=hidden, **{"custom:offices": "99999"}) | {"isBase64Encoded": True}
    with pytest.raises(NotFound):
        enter(other, Registry(), Limits(), Clock())  # type: ignore[arg-type]


@given(st.one_of(st.text(max_size=60), st.recursive(st.none() | st.text(max_size=5), st.lists).map(json.dumps)))
def test_no_body_gets_around_access(body: str) -> None:
    try:
        entry = enter(event(body=body, **{"cognito:groups": "[operator]"}), Registry(), Limits(), Clock())  # type: ignore[arg-type]
    except MotlanError as error:
        assert error.status in (401, 403, 404)
    else:
        pytest.fail(f"an operator may not prefill: {entry}")


@given(st.text(max_size=40))
def test_a_path_is_a_route_or_nothing(path: str) -> None:
    entry = enter(event(path="/" + path), Registry(), Limits(), Clock())  # type: ignore[arg-type]
    assert entry is None or entry.route in RULES
