"""``ports.Blobs``: the same behaviour on S3 (moto) and in a folder."""

from __future__ import annotations

import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import boto3
import pytest
from moto import mock_aws

from motlan.adapters import aws
from motlan.adapters.files import FolderBlobs
from motlan.adapters.s3 import S3Blobs
from motlan.model import NotFound
from motlan.ports import Blobs

REGION = "ap-southeast-1"


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[S3Blobs]:
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    aws.client.cache_clear()
    with mock_aws():
        s3 = boto3.client("s3")
        s3.create_bucket(Bucket="scans", CreateBucketConfiguration={"LocationConstraint": REGION})
        s3.put_bucket_versioning(Bucket="scans", VersioningConfiguration={"Status": "Enabled"})
        yield S3Blobs("scans")
    aws.client.cache_clear()


@pytest.fixture(params=["s3", "folder"])
def blobs(request: pytest.FixtureRequest, tmp_path: Path) -> Blobs:
    return request.getfixturevalue("bucket") if request.param == "s3" else FolderBlobs(tmp_path / "root")


def test_what_is_put_is_got_copied_listed_and_fetched(blobs: Blobs, tmp_path: Path) -> None:
    blobs.put("a/1.pdf", b"one", "application/pdf")
    blobs.put("a/2.pdf", b"two", "application/pdf", {"kind": "scan"})
    blobs.copy("a/2.pdf", "b/copy.pdf")
    assert list(blobs.keys("a/")) == ["a/1.pdf", "a/2.pdf"]
    assert blobs.get("b/copy.pdf") == b"two"
    blobs.fetch("a/1.pdf", tmp_path / "here")
    assert (tmp_path / "here").read_bytes() == b"one"


def test_what_is_not_there_is_not_found(blobs: Blobs, tmp_path: Path) -> None:
    for ask in (
        lambda: blobs.get("no"),
        lambda: blobs.fetch("no", tmp_path / "no"),
        lambda: blobs.copy("no", "to"),
    ):
        with pytest.raises(NotFound):
            ask()


def test_tags_add_up(bucket: S3Blobs) -> None:
    bucket.put("a", b"", "text/plain", {"field": "đất đai"})
    bucket.tag("a", {"validity": "valid"})
    bucket.tag("a", {"validity": "expired"})
    tags = boto3.client("s3").get_object_tagging(Bucket="scans", Key="a")["TagSet"]
    assert {t["Key"]: t["Value"] for t in tags} == {"field": "đất đai", "validity": "expired"}


def test_removing_leaves_no_version_and_touches_no_neighbour(bucket: S3Blobs) -> None:
    for body in (b"old", b"new"):
        bucket.put("d1/scan.pdf", body, "application/pdf")
    boto3.client("s3").delete_object(Bucket="scans", Key="d1/scan.pdf")  # a marker, the versions stay
    bucket.put("d2/scan.pdf", b"stays", "application/pdf")
    bucket.remove("d1/")
    left = boto3.client("s3").list_object_versions(Bucket="scans")
    assert [v["Key"] for v in left["Versions"]] == ["d2/scan.pdf"]
    assert "DeleteMarkers" not in left
    bucket.remove("d1/")  # nothing there: no error


def test_removing_from_a_folder(tmp_path: Path) -> None:
    folder = FolderBlobs(tmp_path)
    folder.put("d1/a", b"", "", {"t": "1"})
    folder.put("d2/a", b"", "")
    folder.remove("d1/")
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == ["a"]


def test_a_folder_keeps_to_itself(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("outside")
    with pytest.raises(NotFound):
        FolderBlobs(tmp_path / "root").get("../secret")


def test_an_upload_link_is_for_one_key_one_type_and_a_bounded_size(bucket: S3Blobs) -> None:
    link = bucket.upload_link("d1/scan.pdf", bytes_max=1000, media_type="application/pdf", seconds=60)
    fields = link["fields"]
    assert isinstance(fields, dict)
    assert fields["key"] == "d1/scan.pdf"
    assert fields["Content-Type"] == "application/pdf"
    import base64
    import json

    conditions = json.loads(base64.b64decode(fields["policy"]))["conditions"]
    assert ["content-length-range", 0, 1000] in conditions
    assert {"key": "d1/scan.pdf"} in conditions


def test_a_read_link_is_signed_with_version_four_and_runs_out(bucket: S3Blobs) -> None:
    query = urllib.parse.parse_qs(urllib.parse.urlsplit(bucket.read_link("d1/p.jpg", seconds=60)).query)
    assert query["X-Amz-Expires"] == ["60"]
    assert query["X-Amz-Algorithm"] == ["AWS4-HMAC-SHA256"]  # KMS objects refuse version two
