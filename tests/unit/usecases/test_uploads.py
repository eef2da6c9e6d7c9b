"""Big files come in parts: what is there is found again, what is whole is joined, nothing is bigger than was said."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto import mock_aws

from motlan.adapters import aws
from motlan.adapters.s3 import S3Blobs
from motlan.model import Conflict
from motlan.usecases.open_dossier import NewDossier, OpenedDossier, open_or_go_on
from motlan.usecases.uploads import PART_BYTES, Upload

REGION = "ap-southeast-1"
BIG = PART_BYTES * 2 + 5
SIZES = [PART_BYTES, PART_BYTES, 5]
_BUCKETS = itertools.count()


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[S3Blobs]:
    monkeypatch.setenv("AWS_DEFAULT_REGION", REGION)
    monkeypatch.delenv("AWS_ENDPOINT_URL", raising=False)
    aws.client.cache_clear()
    name = f"scans-{next(_BUCKETS)}"
    with mock_aws():
        boto3.client("s3").create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
        yield S3Blobs(name)
    aws.client.cache_clear()


class Desk:
    """Opens one dossier of a big and a small file, however often; puts parts as a browser does."""

    def __init__(self, world: Any, scans: S3Blobs) -> None:
        self.world, self.scans = world, scans

    def open(self, **change: Any) -> OpenedDossier:
        files = [
            {"name": "scan.pdf", "bytes": change.pop("size", BIG), "sha256": "a" * 64},
            {"name": "scan.pdf", "bytes": 9, "sha256": "b" * 64},
        ]
        new = NewDossier.model_validate({"office": "25681", "files": files, "in_parts": True} | change)
        told = {"registry": self.world.registry, "scans": self.scans, "clock": self.world.clock}
        return open_or_go_on(new, opened_by="lan", dossier_id="d1", **told)

    @property
    def upload(self) -> tuple[str, str]:
        file = self.world.registry.get("d1").files[0]
        assert file.upload
        return file.key, file.upload

    def put(self, *numbers: int) -> None:
        for number in numbers:
            boto3.client("s3").upload_part(**self.told, PartNumber=number, Body=bytes([number]) * SIZES[number - 1])

    @property
    def told(self) -> dict[str, str]:
        key, upload = self.upload
        return {"Bucket": self.scans.bucket, "Key": key, "UploadId": upload}


@pytest.fixture
def desk(world: Any, bucket: S3Blobs) -> Desk:
    return Desk(world, bucket)


def parts(upload: Upload) -> list[tuple[int, int, int]]:
    return [(part.number, part.offset, part.bytes) for part in upload.parts]


def test_a_big_file_comes_in_parts_and_a_small_one_by_post(desk: Desk) -> None:
    big, small = desk.open().uploads
    assert parts(big) == [(1, 0, PART_BYTES), (2, PART_BYTES, PART_BYTES), (3, 2 * PART_BYTES, 5)]
    assert (big.url, big.fields) == ("", {})
    assert (small.sha256, small.parts, small.fields["key"][-3:]) == ("b" * 64, [], "pdf")
    assert all("content-length" in part.url for part in big.parts), "a part has the size that was signed, or none"


def test_after_a_cut_only_what_is_missing_is_asked_for(desk: Desk) -> None:
    desk.open()
    desk.put(1, 3)
    assert parts(desk.open().uploads[0]) == [(2, PART_BYTES, PART_BYTES)]
    desk.put(2)
    assert [u.sha256 for u in desk.open().uploads] == ["b" * 64], "the file is whole"
    body = desk.scans.get(desk.upload[0])
    assert (len(body), body[0], body[PART_BYTES], body[-1]) == (BIG, 1, 2, 3)
    assert [u.sha256 for u in desk.open().uploads] == ["b" * 64], "its event is on the way"


def test_a_part_of_another_size_does_not_count(desk: Desk) -> None:
    """The signed length refuses it on AWS; here it is put past the link."""
    desk.open()
    desk.put(1, 2, 3)
    boto3.client("s3").upload_part(**desk.told, PartNumber=3, Body=b"x" * 4000)
    assert parts(desk.open().uploads[0]) == [(3, 2 * PART_BYTES, 5)]


def test_an_upload_that_the_bucket_has_removed_begins_anew(desk: Desk) -> None:
    desk.open()
    desk.put(1)
    gone = desk.upload[1]
    boto3.client("s3").abort_multipart_upload(**desk.told)
    assert len(desk.open().uploads[0].parts) == 3
    assert desk.upload[1] != gone


def test_of_two_calls_at_once_one_upload_counts(desk: Desk, world: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    begin = desk.scans.begin_parts

    def beside(key: str, media_type: str) -> str:
        monkeypatch.setattr(desk.scans, "begin_parts", begin)
        desk.open()
        return begin(key, media_type)

    monkeypatch.setattr(desk.scans, "begin_parts", beside)
    links = desk.open().uploads[0].parts
    assert desk.upload[1] in links[0].url


@pytest.mark.parametrize(
    ("change", "in_parts"),
    [({"in_parts": False}, False), ({"size": PART_BYTES}, False), ({"size": PART_BYTES + 1}, True)],
)
def test_who_has_not_asked_and_what_fits_one_part_is_posted(desk: Desk, change: Any, in_parts: bool) -> None:
    assert bool(desk.open(**change).uploads[0].parts) == in_parts


def test_a_dossier_that_has_ended_takes_nothing_more(desk: Desk, world: Any) -> None:
    desk.open()
    record = world.registry.get("d1")
    record.state = "failed"
    world.registry.save(record)
    assert desk.open().uploads == []


def test_other_files_are_refused(desk: Desk) -> None:
    desk.open()
    with pytest.raises(Conflict, match="E_IDEMPOTENCY_KEY"):
        desk.open(files=[{"name": "b.pdf", "bytes": BIG, "sha256": "c" * 64}])
