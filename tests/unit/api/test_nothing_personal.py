"""A whole run; then all that was logged, published or named in a URL is searched for the sample persons' data."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from gateway import AUDIENCE, ISSUER, Gateway, serving
from motlan_client import ApiError, Client, Purpose

from motlan.adapters.guard import whereabouts
from motlan.api import Tokens, make_handler

SAMPLES = Path(__file__).parents[3] / "samples/dossiers/truth"
WHY = Purpose("Đăng ký lại khai sinh", "NĐ 123/2015/NĐ-CP Điều 26")


def personal() -> dict[str, dict[str, str]]:
    """Name, number, day of birth and residence of the people on the samples' cards, by number."""
    found = {}
    for file in sorted(SAMPLES.glob("*.json")):
        for paper in json.loads(file.read_text())["papers"]:
            fields = {key: field["value"] for key, field in paper["fields"].items() if isinstance(field["value"], str)}
            if paper["type"] == "citizen_id" and re.fullmatch(r"\d{12}", fields.get("id_no", "")):
                found[fields["id_no"]] = fields
    return found


def test_nothing_personal_leaves(
    world: Any, make_paper: Any, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    people = personal()
    assert people
    world.dossier("d1", [make_paper("citizen_id", f, pages=[n]) for n, f in enumerate(people.values(), start=1)])
    world.file("d1")
    gateway = Gateway(make_handler(world.services(), whereabouts, Tokens(ISSUER, AUDIENCE)))
    with serving(gateway) as url:
        clerk, archivist = Client(url, "clerk@25681"), Client(url, "archivist@25681")
        clerk.dossier("d1")
        for number, fields in people.items():
            _everything(clerk, archivist, number, fields)
    assert len(gateway.seen) > 10
    seen = capfd.readouterr()
    said = [seen.out, seen.err, caplog.text, json.dumps(world.events.published, ensure_ascii=False)]
    said += [path for path, _ in gateway.seen]
    said += [str(vars(record)) for record in caplog.records]
    for fields in people.values():
        for key in ("id_no", "full_name", "birth_date", "residence"):
            value = fields.get(key)
            assert not [s[:200] for s in said if value and value in s], key


def _everything(clerk: Client, archivist: Client, number: str, fields: dict[str, str]) -> None:
    """Good calls and bad ones: what is refused must not be repeated in a log either."""
    clerk.checklist("1.004884", WHY, owner_id=number)
    clerk.prefill("birth_reregistration", WHY, owner_id=number)
    for paper in clerk.search(WHY, owner_id=number):
        clerk.paper(paper["id"], WHY)
        for component in ("identity", fields["full_name"]):
            clerk.reuse(paper["id"], WHY, procedure="1.004884", component="identity", dossier="d1")
            with_reason = {"owner_id": number, "office": "25681", "kind": "correction", "papers": [paper["id"]],
                           "wanted": {"full_name": fields["full_name"]}, "reason": component}  # fmt: skip
            body = {"purpose": WHY.purpose, "legal_basis": WHY.legal_basis}
            clerk.transport.json("POST", "/v1/owners/requests", with_reason | body)
    clerk.export_owner(number, WHY)
    for path, body in [
        ("/v1/prefill", {"eform": fields["full_name"], "subject": {"owner_id": number}}),
        ("/v1/papers/search", {"owner_id": f"x{number}", "purpose": "abc", "legal_basis": "abc"}),
        ("/v1/owners/export", {"owner_id": number}),
    ]:
        with pytest.raises(ApiError) as refused:
            clerk.transport.json("POST", path, body)
        assert number not in json.dumps(refused.value.problem)
    archivist.transport.json("GET", "/v1/owners/requests")
