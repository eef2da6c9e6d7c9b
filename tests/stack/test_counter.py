"""Through the deployed stack: who works on a dossier, pages arranged and put back, receipts, files that never come."""

from __future__ import annotations

import hashlib
import io
import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest

SAMPLE = Path(__file__).parents[2] / "samples/dossiers/files/b-khai-sinh-can-xem.pdf"
#: A role of the same office that may review: the second person.
OTHER = "archivist"


def pages(*numbers: int) -> bytes:
    """Some pages of the sample that a person has to look at; a file of its own each time."""
    with pikepdf.open(SAMPLE) as whole, pikepdf.new() as some:
        some.pages.extend(whole.pages[n] for n in numbers)
        body = io.BytesIO()
        some.save(body)
    return body.getvalue()


@pytest.fixture(scope="module")
def dossier(client: Any) -> str:
    """Proof of birth and card of one family, read and in review."""
    ended = client.ended(client.send({"b.pdf": pages(1, 2)}))
    assert ended["state"] == "review", ended
    return str(ended["id"])


def shown(client: Any, dossier: str) -> Any:
    status, answer = client.call("GET", f"/v1/dossiers/{dossier}")
    assert status == 200, answer
    return answer


def change_record(client: Any, dossier: str, change: Any) -> None:
    """Writes the registry's item as if time had gone by: no clock of a deployed stack can be moved."""
    table, key = client.outputs["Registry"], {"pk": {"S": f"DOSSIER#{dossier}"}, "sk": {"S": "RECORD"}}
    item = client.aws("dynamodb").get_item(TableName=table, Key=key, ConsistentRead=True)["Item"]
    change(item)
    client.aws("dynamodb").put_item(TableName=table, Item=item)


def test_a_dossier_is_one_persons_until_the_lease_ends(client: Any, dossier: str) -> None:
    status, mine = client.call("POST", f"/v1/reviews/{dossier}/claim", {})
    assert status == 200, mine
    paper, version = mine["dossier"]["papers"][0]["id"], mine["dossier"]["version"]
    (skip, *_) = [d["id"] for d in client.call("GET", "/v1/dossiers?state=review&office=xa-mau")[1]["dossiers"]]
    for _ in range(2):  # the queue passes over what another holds
        status, told = client.call("POST", "/v1/reviews/next", {"office": "xa-mau", "skip": [skip]}, user=OTHER)
        assert told["code"] == "E_NO_WORK" if status == 404 else told["dossier"]["dossier"]["id"] != dossier
    confirm = {"version": version}
    for path, body in (
        (f"/v1/reviews/{dossier}/claim", {}),
        (f"/v1/reviews/{dossier}/renew", {}),
        (f"/v1/papers/{paper}/confirm", confirm),
        (f"/v1/dossiers/{dossier}/arrange", {"version": version, "actions": [{"kind": "merge", "papers": [0, 1]}]}),
    ):
        status, told = client.call("POST", path, body, user=OTHER)
        assert (status, told["code"]) == (409, "E_CLAIMED"), path
    assert client.call("POST", f"/v1/reviews/{dossier}/release", {}, user=OTHER)[0] == 200
    assert shown(client, dossier)["claimed_by"], "nobody gives back what another holds"

    change_record(client, dossier, lambda item: item.update(lease_until={"S": "2026-01-01T00:00:00+07:00"}))
    status, theirs = client.call("POST", f"/v1/reviews/{dossier}/claim", {}, user=OTHER)
    assert (status, theirs["dossier"]["version"]) == (200, version), "working on it makes nobody's copy stale"
    assert client.call("POST", f"/v1/reviews/{dossier}/renew", {})[1]["code"] == "E_CLAIMED"
    status, saved = client.call("POST", f"/v1/papers/{paper}/confirm", confirm, user=OTHER)
    assert status == 200, saved
    assert client.call("POST", f"/v1/reviews/{dossier}/release", {}, user=OTHER)[0] == 200
    status, told = client.call("POST", f"/v1/papers/{paper}/confirm", confirm)
    assert (status, told["code"]) == (409, "E_STALE"), "the first clerk's copy is from before"


def test_pages_arranged_and_put_back(client: Any, dossier: str) -> None:
    before = shown(client, dossier)
    parts = [(p["pages"], p["type"]) for p in before["result"]["papers"]]
    ids = [p["id"] for p in before["papers"]]
    assert len(parts) == 2

    def arrange(version: int, *actions: Any) -> Any:
        status, told = client.call(
            "POST", f"/v1/dossiers/{dossier}/arrange", {"version": version, "actions": list(actions)}
        )
        assert status == 200, told
        return told

    assert [
        p["pages"] for p in arrange(before["version"], {"kind": "merge", "papers": [0, 1]})["result"]["papers"]
    ] == [[1, 2]]
    merged = shown(client, dossier)
    status, told = client.call(
        "POST", f"/v1/dossiers/{dossier}/arrange", {"version": before["version"], "actions": [{"kind": "undo"}]}
    )
    assert (status, told["code"]) == (409, "E_STALE")
    back = arrange(merged["version"], {"kind": "undo"})
    assert [(p["pages"], p["type"]) for p in back["result"]["papers"]] == parts
    assert [p["id"] for p in shown(client, dossier)["papers"]] == ids, "the same papers of the store as before"
    assert [(a["action"]["kind"], a["undone"]) for a in back["arranged"]] == [("merge", True), ("undo", False)]
    query = "purpose=ki%E1%BB%83m%20tra&legal_basis=Lu%E1%BA%ADt%20H%E1%BB%99%20t%E1%BB%8Bch"
    history = client.call("GET", f"/v1/papers/{ids[1]}?{query}")[1]
    assert history["summary"]["standing"] == "current"
    kinds = [event["kind"] for event in history["history"]]
    assert kinds[-2:] == ["withdrawn", "filed"]


def test_a_receipt_and_what_its_holder_may_learn(client: Any, dossier: str) -> None:
    status, receipt = client.call("POST", f"/v1/dossiers/{dossier}/receipt", {})
    assert status == 200, receipt
    asked = {"code": receipt["code"], "secret": receipt["secret"]}
    status, told = client.call("POST", "/v1/public/status", asked, user=None)
    assert (status, told["state"], told["not_again"]) == (200, "review", [])
    assert "owner" not in json.dumps(told)

    opened = shown(client, dossier)
    for place in opened["papers"]:
        version = shown(client, dossier)["version"]
        paper = opened["result"]["papers"][place["index"]]
        gaps = {k: {"value": None} for k, f in paper["fields"].items() if f["status"] == "missing" and f["raw"]}
        if gaps:
            status, saved = client.call("PUT", f"/v1/papers/{place['id']}/fields", {"version": version, "fields": gaps})
            assert status == 200, saved
            version = saved["version"]
        status, saved = client.call("POST", f"/v1/papers/{place['id']}/confirm", {"version": version})
        assert status == 200, saved
    doubts = shown(client, dossier)
    codes = sorted({d["code"] for d in doubts["doubts"] if d.get("code")})
    body = {"version": doubts["version"], "accept": codes}
    status, filed = client.call("POST", f"/v1/dossiers/{dossier}/file", body)
    assert status == 200, (filed, doubts["doubts"])
    if filed["second_look"]:
        body = {"version": filed["version"]}
        assert client.call("POST", f"/v1/dossiers/{dossier}/file", body)[1]["code"] == "E_SECOND_LOOK"
        status, filed = client.call("POST", f"/v1/dossiers/{dossier}/file", body, user=OTHER)
    assert (status, filed["state"]) == (200, "filed")
    status, told = client.call("POST", "/v1/public/status", asked, user=None)
    assert told["state"] == "filed"
    assert [p["type"] for p in told["not_again"]] == ["citizen_id"]

    wrong = client.call("POST", "/v1/public/status", asked | {"secret": "AAAA-AAAA"}, user=None)
    unknown = client.call("POST", "/v1/public/status", asked | {"code": "AAAA-AAAA"}, user=None)
    assert wrong == unknown, "whether there is such a receipt can't be told"
    assert (wrong[0], wrong[1]["code"]) == (404, "E_NO_RECEIPT")
    _, again = client.call("POST", f"/v1/dossiers/{dossier}/receipt", {})
    assert again["code"] == receipt["code"]
    assert client.call("POST", "/v1/public/status", asked, user=None)[0] == 404, "the older secret has ended"


def test_the_sweep_ends_what_never_came_and_sends_on_what_did(client: Any) -> None:
    body = pages(2)
    told = [
        {"name": "a.pdf", "bytes": len(body), "sha256": hashlib.sha256(body).hexdigest()},
        {"name": "b.pdf", "bytes": 9, "sha256": "b" * 64},
    ]
    new = {"office": "xa-mau", "files": told}
    empty, half, young = (client.call("POST", "/v1/dossiers", new)[1] for _ in range(3))
    upload = half["uploads"][0]
    assert client.post(upload["url"], upload["fields"], body) in (200, 201, 204)
    client.until(lambda: shown(client, half["id"])["files"][0]["arrived"], "the file did not arrive")

    def aged(item: Any) -> None:
        record = json.loads(item["body"]["S"])
        at = (datetime.fromisoformat(record["opened_at"]) - timedelta(hours=25)).isoformat(timespec="seconds")
        record["opened_at"] = at
        item["body"] = {"S": json.dumps(record)}
        item["gsi1sk"] = item["gsi2sk"] = {"S": f"{at}#{record['id']}"}
        item["gsi2pk"] = {"S": f"UNSENT#{at[:10]}"}

    for dossier in (empty, half):
        change_record(client, dossier["id"], aged)
    names = [f["FunctionName"] for f in client.aws("lambda").list_functions()["Functions"]]
    (name,) = [n for n in names if "-ExpireDossiers-" in n]
    swept = [json.loads(client.aws("lambda").invoke(FunctionName=name, Payload=b"{}")["Payload"].read()) for _ in "12"]
    assert swept == [{"ended": 1, "sent_on": 1}, {"ended": 0, "sent_on": 0}]
    gone = shown(client, empty["id"])
    assert (gone["dossier"]["state"], gone["problem_code"]) == ("failed", "E_NOT_SENT")
    assert client.ended(half["id"])["state"] in ("filed", "review")
    files = shown(client, half["id"])["files"]
    assert [(f["pages"], f["problem_code"]) for f in files] == [(1, None), (0, "E_NOT_SENT")]
    assert shown(client, young["id"])["dossier"]["state"] == "opened"
