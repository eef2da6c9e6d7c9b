"""A caller of the HTTP API, as small as the demo and the stack's tests need it: JSON in, JSON out, uploads."""

from __future__ import annotations

import hashlib
import json
import secrets
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import urllib3

from motlan.model.record import FINAL_STATES


class ApiError(RuntimeError):
    """The API said no: ``status`` and its ``problem`` (application/problem+json)."""

    def __init__(self, status: int, problem: dict[str, Any]) -> None:
        super().__init__(f"{status} {problem.get('code')}: {problem.get('message')} {problem.get('remedy', '')}")
        self.status, self.problem = status, problem


class ApiClient:
    """``url`` as ``motlan status`` prints it; ``token`` is a JWT of the user that calls."""

    def __init__(self, url: str, token: str) -> None:
        # Every call may be repeated (each POST has its Idempotency-Key): a cold start or a lost line is no error.
        again = urllib3.Retry(
            5, backoff_factor=0.5, status_forcelist=(500, 502, 503, 504), allowed_methods=None, raise_on_status=False
        )
        self._url, self._http = url.rstrip("/"), urllib3.PoolManager(timeout=35, retries=again)
        self._headers = {"Authorization": f"Bearer {token}"}

    def call(self, method: str, path: str, body: object | None = None) -> dict[str, Any]:
        """The JSON answer; raises ``ApiError`` for a status from 400."""
        headers = {**self._headers, "Idempotency-Key": secrets.token_hex(16)}
        answer = self._http.request(method, self._url + path, headers=headers, json=body)
        data: dict[str, Any] = json.loads(answer.data or b"{}")
        if answer.status >= 400:
            raise ApiError(answer.status, data)
        return data

    def open_dossier(self, files: Sequence[Path], office: str, procedure: str | None) -> str:
        """Opens a dossier, uploads its files by their presigned forms, returns its id."""
        new = [
            {"name": f.name, "bytes": f.stat().st_size, "sha256": hashlib.sha256(f.read_bytes()).hexdigest()}
            for f in files
        ]
        opened = self.call("POST", "/v1/dossiers", {"office": office, "procedure": procedure, "files": new})
        for file, upload in zip(files, opened["uploads"], strict=True):
            fields = {**upload["fields"], "file": (file.name, file.read_bytes())}
            answer = self._http.request("POST", upload["url"], fields=fields)
            if answer.status >= 300:
                raise ApiError(answer.status, {"code": "E_UPLOAD", "message": file.name})
        return str(opened["id"])

    def wait(self, dossier: str, seconds: float) -> dict[str, Any]:
        """The dossier once nothing runs any more; raises ``TimeoutError``."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            shown = self.call("GET", f"/v1/dossiers/{dossier}")
            if shown["dossier"]["state"] in FINAL_STATES:
                return shown
            time.sleep(0.3)
        raise TimeoutError(f"dossier {dossier} still runs after {seconds:.0f} s")
