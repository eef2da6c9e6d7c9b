"""What the AWS adapters share: clients made at first use, errors in our words, a handler's settings."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, Self

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from pydantic import BaseModel, ConfigDict

from motlan.model import NotFound, TransientError

_MISSING = frozenset({"NoSuchKey", "NoSuchUpload", "NoSuchVersion", "404", "NotFound"})
_TRANSIENT = frozenset(
    {
        "InternalError",
        "InternalFailure",
        "InternalException",
        "RequestTimeout",
        "ServiceUnavailable",
        "SlowDown",
        "Throttling",
        "ThrottlingException",
        "TooManyRequestsException",
    }
)


class Settings(BaseModel):
    """A handler's environment: field ``scans_bucket`` is variable ``SCANS_BUCKET``.

    Loaded at start, so that a missing one stops the function before it touches anything.
    """

    model_config = ConfigDict(frozen=True)

    @classmethod
    def load(cls) -> Self:
        """Raises pydantic's ``ValidationError``, which names every variable that is missing or wrong."""
        names = {name: name.upper() for name in cls.model_fields}
        return cls.model_validate({name: os.environ[var] for name, var in names.items() if var in os.environ})


@cache
def client(service: str) -> Any:
    """One a process and service. SigV4 everywhere: presigned S3 links for KMS objects need it."""
    config = Config(
        signature_version="s3v4" if service == "s3" else None,
        retries={"mode": "standard", "max_attempts": 4},
        connect_timeout=3,
        read_timeout=30,
    )
    return boto3.client(service, config=config)  # type: ignore[call-overload]


@contextmanager
def translated(what: str) -> Iterator[None]:
    """AWS's errors as ``NotFound`` or ``TransientError``; ``what`` names the service. Others (no right) pass on."""
    try:
        yield
    except ClientError as error:
        code = error.response.get("Error", {}).get("Code", "")
        status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
        if code in _MISSING:
            raise NotFound("E_NO_OBJECT", "Không tìm thấy dữ liệu này trong kho.") from error
        if code in _TRANSIENT or status >= 500:
            raise _busy(what, code) from error
        raise
    except BotoCoreError as error:
        if type(error).__name__.endswith(("TimeoutError", "ConnectionError", "ConnectionClosedError")):
            raise _busy(what, type(error).__name__) from error
        raise


def _busy(what: str, code: str) -> TransientError:
    return TransientError("E_BUSY", "Hệ thống đang bận.", f"Hãy thử lại sau ít giây ({what}: {code}).")
