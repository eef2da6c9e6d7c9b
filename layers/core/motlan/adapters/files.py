"""``ports.Blobs`` in a folder: for tests and for work without any cloud. No versions, no links that run out."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from motlan.model import NotFound


class FolderBlobs:
    """An object is a file below ``root``; its tags lie beside it in ``<name>.tags.json``."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()

    def _path(self, key: str) -> Path:
        path = (self.root / key).resolve()
        if self.root not in path.parents:
            raise NotFound("E_NO_OBJECT", "Không tìm thấy dữ liệu này trong kho.")
        return path

    def _there(self, key: str) -> Path:
        path = self._path(key)
        if not path.is_file():
            raise NotFound("E_NO_OBJECT", "Không tìm thấy dữ liệu này trong kho.")
        return path

    def get(self, key: str) -> bytes:
        """See ``ports.Blobs``."""
        return self._there(key).read_bytes()

    def fetch(self, key: str, to: Path) -> None:
        """See ``ports.Blobs``."""
        shutil.copyfile(self._there(key), to)

    def put(self, key: str, body: bytes, media_type: str, tags: Mapping[str, str] | None = None) -> None:
        """See ``ports.Blobs``; the media type is not kept."""
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
        if tags:
            self.tag(key, tags)

    def copy(self, key: str, to: str) -> None:
        """See ``ports.Blobs``."""
        self.put(to, self.get(key), "")

    def keys(self, prefix: str) -> Iterable[str]:
        """See ``ports.Blobs``."""
        files = (p.relative_to(self.root).as_posix() for p in self.root.rglob("*") if p.is_file())
        return sorted(k for k in files if k.startswith(prefix) and not k.endswith(".tags.json"))

    def tag(self, key: str, tags: Mapping[str, str]) -> None:
        """See ``ports.Blobs``."""
        self._there(key)
        beside = self._path(f"{key}.tags.json")
        there = json.loads(beside.read_text()) if beside.is_file() else {}
        beside.write_text(json.dumps(there | dict(tags), ensure_ascii=False))

    def remove(self, prefix: str) -> None:
        """See ``ports.Blobs``."""
        for key in list(self.keys(prefix)):
            self._path(key).unlink()
            self._path(f"{key}.tags.json").unlink(missing_ok=True)

    def upload_link(self, key: str, *, bytes_max: int, media_type: str, seconds: int) -> dict[str, object]:
        """A file address; nothing signs or bounds it."""
        return {"url": self._path(key).as_uri(), "fields": {}}

    def read_link(self, key: str, *, seconds: int) -> str:
        """A file address."""
        return self._there(key).as_uri()
