"""Errors as ``application/problem+json`` (RFC 9457) with a stable code, a Vietnamese message and a remedy."""

from __future__ import annotations

import json
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from aws_lambda_powertools.event_handler import Response
from aws_lambda_powertools.event_handler.openapi.exceptions import RequestValidationError

from motlan.model import MotlanError, TooMany, TransientError

CONTENT_TYPE = "application/problem+json"


def problem(error: MotlanError, more: dict[str, Any] | None = None) -> Response[str]:
    """What the caller sees of an error that was raised on purpose."""
    status = HTTPStatus(error.status)
    said = {
        "type": f"urn:motlan:problem:{error.code}",
        "title": status.phrase,
        "status": int(status),
        "code": error.code,
        "message": error.message,
        "remedy": error.remedy,
    }
    headers: dict[str, str | list[str]] = {}
    if isinstance(error, TransientError | TooMany) or error.code == "E_IN_PROGRESS":
        headers["Retry-After"] = str(getattr(error, "seconds", 2))
    body = json.dumps(said | error.more | (more or {}), ensure_ascii=False)
    return Response(status_code=int(status), content_type=CONTENT_TYPE, body=body, headers=headers)


def invalid(error: RequestValidationError) -> Response[str]:
    """A call that doesn't fit the schema: where and why, never the value (it may be personal data)."""
    found: Sequence[Any] = error.errors()
    where = [{"where": ".".join(map(str, e["loc"])), "why": str(e["type"])} for e in found]
    return problem(_Invalid(), {"errors": where})


def plain(response: Response[str]) -> dict[str, Any]:
    """A response made outside the resolver, in API Gateway's format 2.0."""
    headers = {"Content-Type": CONTENT_TYPE, **{k: str(v) for k, v in response.headers.items()}}
    return answer(response.status_code, headers, str(response.body))


def answer(status: int, headers: dict[str, str], body: str, base64: bool = False) -> dict[str, Any]:
    """API Gateway's format 2.0."""
    return {"statusCode": status, "headers": headers, "body": body, "isBase64Encoded": base64, "cookies": []}


class _Invalid(MotlanError):
    status = 400

    def __init__(self) -> None:
        super().__init__("E_REQUEST", "Yêu cầu thiếu hoặc sai dữ liệu.", "Sửa các mục nêu trong errors.")


class NoRoute(MotlanError):
    """No such path or method."""

    status = 404

    def __init__(self) -> None:
        super().__init__("E_NO_ROUTE", "Không có chức năng này.", "Kiểm tra lại đường dẫn và phương thức.")


class TooLarge(MotlanError):
    """A body that no honest call has."""

    status = 413

    def __init__(self) -> None:
        super().__init__(
            "E_TOO_LARGE", "Yêu cầu quá dài.", "Tệp quét gửi qua liên kết tải lên, không gửi trong yêu cầu."
        )


class MediaType(MotlanError):
    """A body that is not JSON."""

    status = 415

    def __init__(self) -> None:
        super().__init__("E_MEDIA_TYPE", "Nội dung yêu cầu phải là JSON.", "Gửi Content-Type: application/json.")


class Internal(MotlanError):
    """A fault of the service; its log says where."""

    status = 500

    def __init__(self) -> None:
        super().__init__("E_INTERNAL", "Hệ thống gặp lỗi.", "Thử lại; nếu vẫn lỗi, báo người vận hành.")
