"""One HTTP call and its repetitions."""

from __future__ import annotations

import http.client
import json
import secrets
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from motlan_client._errors import KINDS, ApiError, TransportError

#: Worth another try under the same idempotency key.
_AGAIN = frozenset({429, 500, 502, 503, 504})
_TRIES = 4


class Transport:
    """``token``: a text, or what fetches a fresh one."""

    def __init__(self, url: str, token: str | Callable[[], str] | None, timeout: float) -> None:
        self._url, self._token, self._timeout = url.rstrip("/"), token, timeout
        self.pause: Callable[[float], None] = time.sleep

    def json(
        self, method: str, path: str, body: object = None, query: Mapping[str, object] | None = None, key: str = ""
    ) -> Any:
        """The JSON answer. Raises ``ApiError``, ``TransportError``."""
        sent = {k: v for k, v in (query or {}).items() if v is not None}
        url = self._url + path + (f"?{urlencode(sent)}" if sent else "")
        data = None if body is None else json.dumps(body, ensure_ascii=False).encode()
        headers = {"Accept": "application/json", "Idempotency-Key": key or secrets.token_hex(16)}
        headers |= {"Content-Type": "application/json"} if data is not None else {}
        for attempt in range(_TRIES):
            last = attempt == _TRIES - 1
            try:
                return json.loads(self._once(method, url, data, headers))
            except ApiError as error:
                if last or not (error.status in _AGAIN or error.code == "E_IN_PROGRESS"):
                    raise
                self.pause(float(error.problem.get("retry_after") or 0.3 * 2**attempt))
            except TransportError:
                if last:
                    raise
                self.pause(0.3 * 2**attempt)
        raise AssertionError("unreachable")

    def _once(self, method: str, url: str, data: bytes | None, headers: Mapping[str, str]) -> bytes:
        token = self._token() if callable(self._token) else self._token
        all_headers = dict(headers) | ({"Authorization": f"Bearer {token}"} if token else {})
        request = urllib.request.Request(url, data, all_headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=self._timeout) as answer:
                return bytes(answer.read())
        except urllib.error.HTTPError as error:
            raise _refused(error) from None
        except (OSError, http.client.HTTPException) as error:
            raise TransportError(f"{method} {url.partition('?')[0]}: {type(error).__name__}") from error


def _refused(error: urllib.error.HTTPError) -> ApiError:
    try:
        said = json.loads(error.read())
    except ValueError:
        said = {}
    problem = said if isinstance(said, dict) else {}
    if wait := error.headers.get("Retry-After"):
        problem["retry_after"] = wait
    return KINDS.get(error.code, ApiError)(error.code, problem)


def upload(url: str, fields: Mapping[str, str], name: str, content: bytes, timeout: float) -> None:
    """A presigned form: the fields, then the file. Raises ``ApiError``."""
    boundary = secrets.token_hex(16)
    parts = [f'--{boundary}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n' for k, v in fields.items()]
    parts.append(f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="file"\r\n\r\n')
    body = "".join(parts).encode() + content + f"\r\n--{boundary}--\r\n".encode()
    headers = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
    try:
        with urllib.request.urlopen(urllib.request.Request(url, body, headers), timeout=timeout):
            return
    except urllib.error.HTTPError as error:
        raise ApiError(error.code, {"code": "E_UPLOAD", "message": name}) from None
    except OSError as error:
        raise TransportError(f"upload of {name}: {type(error).__name__}") from error
