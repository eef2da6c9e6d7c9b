"""Through the deployed stack: the Python client, one key many times at once, an owner's export and erasure."""

from __future__ import annotations

import io
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import hypothesis
import pikepdf
import pytest
import schemathesis
from motlan_client import Client, Conflict, Purpose
from schemathesis.checks import not_a_server_error

SAMPLES = Path(__file__).parents[2] / "samples/dossiers"
WHY = Purpose("Chủ thể dữ liệu yêu cầu", "Luật 91/2025/QH15")
OFFICE = "xa-mau"


@pytest.fixture(scope="module")
def owner() -> tuple[str, int]:
    """Whose card stands in a sample dossier, and on which page; another card than that of test_once."""
    papers = json.loads((SAMPLES / "truth/a-khai-sinh.json").read_text())["papers"]
    cards = [p for p in papers if p["type"] == "citizen_id" and 3 not in p["pages"]]
    return str(cards[0]["fields"]["id_no"]["value"]), cards[0]["pages"][0]


@pytest.fixture(scope="module")
def clerk(stack: Any) -> Client:
    return Client(stack.api_url, lambda: stack.token("clerk"))


@pytest.fixture(scope="module")
def dossier(clerk: Client, owner: Any, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A dossier with nothing but that card, by the client."""
    with pikepdf.open(SAMPLES / "files/a-khai-sinh.pdf") as whole, pikepdf.new() as one:
        one.pages.append(whole.pages[owner[1] - 1])
        body = io.BytesIO()
        one.save(body)
    file = tmp_path_factory.mktemp("card") / "card.pdf"
    file.write_bytes(body.getvalue())
    opened = clerk.open_dossier([file], OFFICE, procedure="1.004884")
    assert clerk.wait(opened, every=0.3)["dossier"]["state"] in ("filed", "review")
    return opened


def test_many_with_one_key_are_one(clerk: Client, dossier: str, owner: Any) -> None:
    body = {"owner_id": owner[0], "office": OFFICE, "kind": "correction", "reason": "Sai tên", "papers": [],
            "wanted": {"full_name": "LÊ VĂN MẪU"}, "purpose": WHY.purpose, "legal_basis": WHY.legal_basis}  # fmt: skip
    (paper,) = clerk.search(WHY, owner_id=owner[0])
    body["papers"] = [paper["id"]]

    def ask(_: int) -> str:
        said = clerk.transport.json("POST", "/v1/owners/requests", body, key="key-of-many-0001")
        return str(said["requests"][0]["id"])

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(ask, range(8)))) == 1
    with pytest.raises(Conflict, match="E_IDEMPOTENCY_KEY"):
        clerk.transport.json("POST", "/v1/owners/requests", body | {"reason": "Khác"}, key="key-of-many-0001")


def test_an_owner_sees_who_looked_and_has_the_card_erased(
    stack: Any, client: Any, clerk: Client, dossier: str, owner: Any
) -> None:
    told = clerk.export_owner(owner[0], WHY)
    (held,) = told["papers"]
    assert {look["action"] for look in told["looks"]} >= {"search", "export"}
    if not held["erasure"]["erase"]:
        assert "đang được giải quyết" in held["erasure"]["reason"]
        record = clerk.dossier(dossier)
        assert record["dossier"]["state"] == "review"
        pytest.skip("the card waits for a person: law keeps it until then")
    body = {"owner_id": owner[0], "office": OFFICE, "kind": "deletion", "reason": "Không giữ bản chụp",
            "purpose": WHY.purpose, "legal_basis": WHY.legal_basis}  # fmt: skip
    (request,) = clerk.transport.json("POST", "/v1/owners/requests", body)["requests"]
    archivist = Client(stack.api_url, lambda: stack.token("archivist"))
    decision = {"version": request["version"], "accept": True, "note": "Đã xóa", "purpose": WHY.purpose,
                "legal_basis": WHY.legal_basis}  # fmt: skip
    done = archivist.transport.json("POST", f"/v1/owners/requests/{request['id']}/decide", decision)
    assert done["state"] == "done"
    assert [p for p in clerk.search(WHY, owner_id=owner[0])] == []
    left = client.objects("Scans") + client.objects("Derived")
    assert not [key for key in left if dossier in key and ("previews" in key or key.startswith("scans/"))]
    assert owner[0] not in client.logs()


@pytest.fixture(scope="module")
def described(clerk: Client) -> Any:
    return schemathesis.openapi.from_dict(clerk.transport.json("GET", "/v1/openapi.json"))


def test_odd_calls_break_nothing(stack: Any, described: Any, dossier: str) -> None:
    """A few a route: the whole of it runs in process (tests/unit/api/test_schemathesis.py)."""
    token = stack.token("clerk")
    for found in described.get_all_operations():
        operation = found.ok()
        if "clerk" not in operation.definition.raw.get("x-roles", ["clerk"]):
            continue

        @hypothesis.given(case=operation.as_strategy())
        @hypothesis.settings(
            max_examples=2, deadline=None, derandomize=True, suppress_health_check=list(hypothesis.HealthCheck)
        )
        def call(case: schemathesis.Case) -> None:
            case.headers["Authorization"] = f"Bearer {token}"
            response = case.call(base_url=stack.api_url)
            case.validate_response(response, checks=[not_a_server_error])

        call()
