"""``ports.Blobs`` on one S3 bucket. Encryption and versions are the bucket's own settings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from motlan.adapters import aws


class S3Blobs:
    """Keys as in ``usecases.keys``; ``prefix`` needs none."""

    def __init__(self, bucket: str) -> None:
        self.bucket = bucket

    @property
    def _s3(self) -> Any:
        return aws.client("s3")

    def get(self, key: str) -> bytes:
        """See ``ports.Blobs``."""
        with aws.translated("S3"):
            return bytes(self._s3.get_object(Bucket=self.bucket, Key=key)["Body"].read())

    def fetch(self, key: str, to: Path) -> None:
        """See ``ports.Blobs``. One plain GET into the file: no HEAD, no threads."""
        with aws.translated("S3"), to.open("wb") as file:
            for chunk in self._s3.get_object(Bucket=self.bucket, Key=key)["Body"].iter_chunks(1 << 20):
                file.write(chunk)

    def put(self, key: str, body: bytes, media_type: str, tags: Mapping[str, str] | None = None) -> None:
        """See ``ports.Blobs``."""
        extra = {"Tagging": urlencode(tags)} if tags else {}
        with aws.translated("S3"):
            self._s3.put_object(Bucket=self.bucket, Key=key, Body=body, ContentType=media_type, **extra)

    def copy(self, key: str, to: str) -> None:
        """See ``ports.Blobs``. Up to 5 GB, far beyond what a file may have."""
        with aws.translated("S3"):
            self._s3.copy_object(Bucket=self.bucket, Key=to, CopySource={"Bucket": self.bucket, "Key": key})

    def keys(self, prefix: str) -> Iterable[str]:
        """See ``ports.Blobs``."""
        with aws.translated("S3"):
            for page in self._s3.get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=prefix):
                yield from (entry["Key"] for entry in page.get("Contents", []))

    def tag(self, key: str, tags: Mapping[str, str]) -> None:
        """See ``ports.Blobs``. S3 replaces the whole set, so what is there is read first."""
        with aws.translated("S3"):
            there = self._s3.get_object_tagging(Bucket=self.bucket, Key=key)["TagSet"]
            merged = {t["Key"]: t["Value"] for t in there} | dict(tags)
            tagging = {"TagSet": [{"Key": k, "Value": v} for k, v in merged.items()]}
            self._s3.put_object_tagging(Bucket=self.bucket, Key=key, Tagging=tagging)

    def remove(self, prefix: str) -> None:
        """See ``ports.Blobs``. Versions and delete markers go, 1,000 a call; a version that stays raises."""
        with aws.translated("S3"):
            pages = self._s3.get_paginator("list_object_versions").paginate(Bucket=self.bucket, Prefix=prefix)
            for page in pages:
                entries = page.get("Versions", []) + page.get("DeleteMarkers", [])
                doomed = [{"Key": e["Key"], "VersionId": e["VersionId"]} for e in entries]
                if not doomed:
                    continue
                answer = self._s3.delete_objects(Bucket=self.bucket, Delete={"Objects": doomed, "Quiet": True})
                if answer.get("Errors"):
                    raise PermissionError(f"S3 kept {len(answer['Errors'])} versions: {answer['Errors'][0]['Code']}")

    def upload_link(self, key: str, *, bytes_max: int, media_type: str, seconds: int) -> dict[str, object]:
        """See ``ports.Blobs``. S3 itself refuses more bytes, another type or another key.

        An empty file is let through: it is refused later, with a record that says so.
        """
        conditions: list[object] = [{"Content-Type": media_type}, ["content-length-range", 0, bytes_max]]
        link = self._s3.generate_presigned_post(
            self.bucket, key, Fields={"Content-Type": media_type}, Conditions=conditions, ExpiresIn=seconds
        )
        return {"url": link["url"], "fields": link["fields"]}

    def begin_parts(self, key: str, media_type: str) -> str:
        """See ``ports.PartBlobs``."""
        with aws.translated("S3"):
            begun = self._s3.create_multipart_upload(Bucket=self.bucket, Key=key, ContentType=media_type)
        return str(begun["UploadId"])

    def parts(self, key: str, upload: str) -> dict[int, int]:
        """See ``ports.PartBlobs``."""
        return {part["PartNumber"]: part["Size"] for part in self._parts(key, upload)}

    def _parts(self, key: str, upload: str) -> list[Any]:
        with aws.translated("S3"):
            pages = self._s3.get_paginator("list_parts").paginate(Bucket=self.bucket, Key=key, UploadId=upload)
            return [part for page in pages for part in page.get("Parts", [])]

    def part_link(self, key: str, upload: str, number: int, *, size: int, seconds: int) -> str:
        """See ``ports.PartBlobs``. The length is signed with the rest: S3 refuses any other."""
        part = {"Bucket": self.bucket, "Key": key, "UploadId": upload, "PartNumber": number, "ContentLength": size}
        return str(self._s3.generate_presigned_url("upload_part", Params=part, ExpiresIn=seconds))

    def join_parts(self, key: str, upload: str) -> None:
        """See ``ports.PartBlobs``."""
        parts = [{"PartNumber": part["PartNumber"], "ETag": part["ETag"]} for part in self._parts(key, upload)]
        told = {"Bucket": self.bucket, "Key": key, "UploadId": upload, "MultipartUpload": {"Parts": parts}}
        with aws.translated("S3"):
            self._s3.complete_multipart_upload(**told)

    def read_link(self, key: str, *, seconds: int) -> str:
        """See ``ports.Blobs``."""
        where = {"Bucket": self.bucket, "Key": key}
        return str(self._s3.generate_presigned_url("get_object", Params=where, ExpiresIn=seconds))
