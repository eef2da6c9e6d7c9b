"""Once, through the deployed stack: a card scanned today is not asked for at the next procedure; that is counted."""

from __future__ import annotations

import io
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pikepdf
import pytest

SAMPLES = Path(__file__).parents[2] / "samples/dossiers"
WHY = {"purpose": "Đăng ký lại khai sinh", "legal_basis": "NĐ 123/2015/NĐ-CP Điều 26"}


@pytest.fixture(scope="module")
def citizen() -> str:
    (card,) = [p for p in json.loads((SAMPLES / "truth/a-khai-sinh.json").read_text())["papers"] if 3 in p["pages"]]
    return str(card["fields"]["id_no"]["value"])


@pytest.fixture(scope="module")
def card(client: Any, citizen: str) -> dict[str, Any]:
    """The mother's card alone, scanned, read and filed; as the store lists it."""
    with pikepdf.open(SAMPLES / "files/a-khai-sinh.pdf") as whole, pikepdf.new() as one:
        one.pages.append(whole.pages[2])
        body = io.BytesIO()
        one.save(body)
    ended = client.ended(client.send({"card.pdf": body.getvalue()}))
    assert ended["state"] in ("filed", "review"), ended
    status, found = client.call("POST", "/v1/papers/search", {"owner_id": citizen, **WHY})
    assert status == 200
    (paper,) = found["papers"]
    return dict(paper)


def test_the_next_procedure_does_not_ask_for_it(client: Any, card: dict[str, Any], citizen: str) -> None:
    body = {"subject": {"owner_id": citizen}, **WHY}
    status, answer = client.call("POST", "/v1/procedures/1.004884/checklist", body)
    assert status == 200
    (item,) = [i for i in answer["items"] if i["id"] == "identity"]
    assert (item["state"], item["paper"]) == ("satisfied_by_reuse", card["id"])
    assert item["citizen"].startswith("Không cần mang lại")


def test_the_e_form_system_fills_from_it(client: Any, card: dict[str, Any], citizen: str) -> None:
    body = {"eform": "birth_reregistration", "subject": {"owner_id": citizen}, **WHY}
    status, answer = client.call("POST", "/v1/prefill?shape=formio", body, user="eform")
    assert status == 200, answer
    assert answer["data"]["requester"]["idNumber"] == citizen


def test_many_who_report_one_reuse_at_once_count_it_once(client: Any, card: dict[str, Any]) -> None:
    body = {"procedure": "1.004884", "component": "identity", "dossier": None, **WHY}
    own = client.send({"x.txt": b"not a scan"})
    body["dossier"] = own

    def report(_: int) -> tuple[int, Any]:
        answer: tuple[int, Any] = client.call("POST", f"/v1/papers/{card['id']}/reuse", body)
        return answer

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(report, range(8)))
    assert {status for status, _ in answers} == {200}, answers
    assert {answer["reused"] for _, answer in answers} == {1}
    client.ended(own)


def test_reading_it_leaves_a_history(client: Any, card: dict[str, Any]) -> None:
    query = "purpose=ki%E1%BB%83m%20tra&legal_basis=Lu%E1%BA%ADt%20H%E1%BB%99%20t%E1%BB%8Bch"
    status, answer = client.call("GET", f"/v1/papers/{card['id']}?{query}")
    assert status == 200
    assert [event["kind"] for event in answer["history"]] == ["filed", "reused"]
    assert client.call("GET", f"/v1/papers/{card['id']}")[1]["code"] == "E_REQUEST"
