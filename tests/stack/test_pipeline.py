"""A file that arrives ends somewhere, and its dossier says where: the whole way through the deployed template."""

from __future__ import annotations

import hashlib
import io
import json
from typing import Any

import pikepdf
import pytest
from PIL import Image, ImageDraw


def drawn(text: str) -> bytes:
    """A one-page scan as PDF: a picture without a text layer."""
    page = Image.new("L", (1240, 1754), 255)
    pen = ImageDraw.Draw(page)
    for n, line in enumerate(text.splitlines()):
        pen.text((160, 200 + 90 * n), line, fill=0, font_size=44)
    file = io.BytesIO()
    page.save(file, "PDF", resolution=150)
    return file.getvalue()


GOOD = drawn("MAU - SAMPLE ONLY\nGIAY THU NGHIEM SO 12\nNgay 05/03/2021")


def encrypted() -> bytes:
    file = io.BytesIO()
    with pikepdf.open(io.BytesIO(GOOD)) as pdf:
        pdf.save(file, encryption=pikepdf.Encryption(user="mau", owner="mau"))
    return file.getvalue()


@pytest.fixture(scope="module")
def filed(client: Any) -> dict[str, Any]:
    """A good dossier, sent through the API."""
    return client.ended(client.send({"quét.pdf": GOOD}))


def test_a_good_file_is_read_understood_and_filed(client: Any, filed: dict[str, Any]) -> None:
    assert filed["state"] in ("filed", "review"), filed
    assert (filed["pages_total"], filed["pages_done"]) == (1, 1)
    prefix = f"derived/{filed['id']}/"
    assert {prefix + "dossier.json", prefix + "pages/0001.json", prefix + "previews/0001.jpg"} <= set(
        client.objects("Derived")
    )
    body = client.aws("s3").get_object(Bucket=client.outputs["Derived"], Key=prefix + "dossier.json")["Body"].read()
    made = json.loads(body)
    assert [p["page"] for p in made["pages"]] == [1]
    assert "2021" in " ".join(line["text"] for line in made["pages"][0]["lines"])
    client.nothing_waits()


def test_the_same_file_again_is_linked_and_not_read_again(client: Any, filed: dict[str, Any]) -> None:
    again = client.ended(client.send({"another name.pdf": GOOD}))
    assert (again["state"], again["duplicate_of"]) == ("duplicate", filed["id"])
    assert not [k for k in client.objects("Derived") if again["id"] in k]


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("empty.pdf", b""),
        ("encrypted.pdf", encrypted()),
        ("truncated.pdf", GOOD[: len(GOOD) // 3]),
        ("page.pdf", b"<!doctype html><html><body>not a scan</body></html>"),
        ("letters.jpg", b"\xff\xd8\xff\xe0" + b"garbage" * 50),
    ],
)
def test_a_hostile_file_is_refused_with_code_and_words_and_leaves_the_queues_empty(
    client: Any, name: str, body: bytes
) -> None:
    record = client.ended(client.send({name: body}))
    assert record["state"] in ("rejected", "review"), record
    if record["state"] == "rejected":
        assert record["problem_code"].startswith("E_")
        assert len(record["problem"]) > 10
    client.nothing_waits()


def test_an_upload_takes_no_more_bytes_than_were_announced(client: Any) -> None:
    told = {"name": "small.pdf", "bytes": 10, "sha256": hashlib.sha256(b"x" * 10).hexdigest()}
    status, opened = client.call("POST", "/v1/dossiers", {"office": "xa-mau", "files": [told]})
    assert status in (200, 201)
    (upload,) = opened["uploads"]
    assert client.post(upload["url"], upload["fields"], b"x" * 11) == 400
    assert client.post(upload["url"], upload["fields"] | {"key": "scans/other"}, b"x" * 10) == 403


def test_an_encrypted_file_is_named_as_such(client: Any) -> None:
    body = encrypted()
    record = client.ended(client.send({"locked.pdf": body}))
    assert (record["state"], record["problem_code"]) == ("rejected", "E_ENCRYPTED")


def test_a_file_dropped_by_a_scanner_opens_its_own_dossier(client: Any) -> None:
    body = drawn("MAU - SAMPLE ONLY\nTHU MUC MAY QUET")
    key = "inbox/xa-mau/TRAN VAN MAU.pdf"
    client.aws("s3").put_object(Bucket=client.outputs["Scans"], Key=key, Body=body)
    adopted = client.until(
        lambda: next((r for r in client.records() if r["channel"] == "folder"), None), "nobody took the file"
    )
    record = client.ended(adopted["id"])
    assert record["state"] in ("filed", "review"), record
    assert not [k for k in client.objects("Scans") if "MAU" in k]
    client.nothing_waits()


def test_a_lost_worker_is_tried_again(client: Any) -> None:
    with client.fault("flaky", "ReceiveScans", "ReadPages"):
        record = client.ended(client.send({"flaky.pdf": b"%PDF flaky"}))
    assert record["state"] in ("filed", "review"), record
    errors = [
        e["taskFailedEventDetails"]["error"] for e in client.events_of(record["id"]) if "taskFailedEventDetails" in e
    ]
    assert errors == ["TransientError"] * 2


def test_a_step_that_can_not_succeed_is_recorded_on_the_dossier_and_tells_nobody_s_name(client: Any) -> None:
    with client.fault("broken", "ReadPages"):
        record = client.ended(client.send({"broken.pdf": drawn("MAU - SAMPLE ONLY\nBROKEN")}))
    assert (record["state"], record["problem_code"]) == ("failed", "E_PROCESSING")
    assert "gửi lại" in record["problem"]
    history = json.dumps(client.events_of(record["id"]), default=str, ensure_ascii=False)
    assert "Unexpected" in history
    for personal in ("NGUYỄN VĂN MẪU", "072090000456"):
        assert personal not in history
    client.nothing_waits()


def test_what_failed_can_be_sent_again(client: Any) -> None:
    record = client.ended(client.send({"again.pdf": drawn("MAU - SAMPLE ONLY\nBROKEN")}))
    assert record["state"] in ("filed", "review")


def test_a_secret_paper_is_refused_and_no_version_of_it_is_kept(client: Any) -> None:
    with client.fault("secret", "ReceiveScans", "ReadPages"):
        record = client.ended(client.send({"secret.pdf": b"%PDF secret"}))
    assert (record["state"], record["problem_code"]) == ("rejected", "E_SECRET")
    assert not [k for bucket in ("Scans", "Derived") for k in client.objects(bucket) if record["id"] in k]
    client.nothing_waits()


def test_logs_hold_no_credentials_and_no_personal_data(client: Any, filed: dict[str, Any]) -> None:
    logs = client.logs()
    assert filed["id"] in logs
    secrets = [user["password"] for user in client.stack.users.values()] + list(client._tokens.values())
    for word in [*secrets, "X-Amz-Signature", "NGUYỄN VĂN MẪU", "072090000456", "TRAN VAN MAU", "quét.pdf"]:
        assert word not in logs
