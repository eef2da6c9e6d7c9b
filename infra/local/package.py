"""Uploads what the template names and rewrites the places, as ``sam package`` does, without building anything.

A function or a layer becomes a zip that says where its source lies in the working tree (``places.MARKER``), so that the
launcher runs it from there. Everything else is the shipped template, property by property.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

from samtranslator.yaml_helper import yaml_parse  # type: ignore[import-untyped]

from infra.local.places import MARKER, REGION, ROOT

#: type → property that names a place on this machine
_PLACES = {
    "AWS::Serverless::Function": "CodeUri",
    "AWS::Serverless::LayerVersion": "ContentUri",
    "AWS::Serverless::StateMachine": "DefinitionUri",
    "AWS::CloudFormation::Stack": "TemplateURL",
}


class Packager:
    """Uploads to ``bucket`` under names made of the content: the same source makes the same template."""

    def __init__(self, s3: Any, bucket: str) -> None:
        self.s3, self.bucket = s3, bucket

    def template(self, path: Path) -> str:
        """The template at ``path`` with everything it names uploaded, as JSON."""
        body = yaml_parse(path.read_text(encoding="utf-8"))
        for resource in body["Resources"].values():
            name = _PLACES.get(resource["Type"])
            if name:
                place = (path.parent / resource["Properties"][name]).resolve()
                resource["Properties"][name] = self._upload(resource["Type"], place)
        return json.dumps(body)

    def _upload(self, kind: str, place: Path) -> str:
        if kind == "AWS::CloudFormation::Stack":
            key = self._put(self.template(place).encode(), "json")
            return f"https://s3.{REGION}.amazonaws.com/{self.bucket}/{key}"
        if kind == "AWS::Serverless::StateMachine":
            return f"s3://{self.bucket}/{self._put(place.read_bytes(), 'yaml')}"
        return f"s3://{self.bucket}/{self._put(marker(place), 'zip')}"

    def _put(self, body: bytes, ending: str) -> str:
        key = f"{hashlib.sha256(body).hexdigest()[:32]}.{ending}"
        self.s3.put_object(Bucket=self.bucket, Key=key, Body=body)
        return key


def marker(place: Path) -> bytes:
    """A zip that stands for a folder of the working tree; the same bytes every time."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(zipfile.ZipInfo(MARKER), place.relative_to(ROOT).as_posix())
    return file.getvalue()
