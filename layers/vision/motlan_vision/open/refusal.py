"""Why a file is refused or a page can't be read: stable codes, and what a clerk is told."""

from __future__ import annotations

from motlan.model import Issue, Rejected

#: code → (what is wrong, what to do), Vietnamese, for a clerk.
REFUSALS: dict[str, tuple[str, str]] = {
    "E_EMPTY": ("Tệp rỗng hoặc không có trang nào.", "Quét lại giấy tờ rồi tải lên tệp mới."),
    "E_TYPE": (
        "Tệp không phải PDF hoặc ảnh mà hệ thống đọc được.",
        "Tải lên tệp PDF, JPEG, PNG, TIFF, HEIC, AVIF hoặc WebP.",
    ),
    "E_ENCRYPTED": ("Tệp PDF được bảo vệ bằng mật khẩu.", "Gỡ mật khẩu rồi tải lên lại, hoặc quét lại bản giấy."),
    "E_CORRUPT": ("Tệp bị hỏng, không mở được.", "Quét hoặc xuất lại tệp rồi tải lên."),
    "E_TOO_LARGE": ("Tệp hoặc ảnh quá lớn.", "Quét lại ở 200-300 dpi hoặc chia tệp thành nhiều phần nhỏ hơn."),
    "E_TOO_MANY_PAGES": ("Tệp có quá nhiều trang.", "Chia tệp thành các phần không quá số trang cho phép."),
}

#: reason → what a clerk is told of one page (code W_UNREADABLE_PAGE).
PAGE_FAULTS: dict[str, str] = {
    "corrupt": "Không đọc được trang này: dữ liệu trang bị hỏng.",
    "too_large": "Không đọc được trang này: ảnh của trang quá lớn.",
    "time": "Không đọc được trang này: xử lý quá thời gian cho phép.",
    "memory": "Không đọc được trang này: cần quá nhiều bộ nhớ.",
    "crash": "Không đọc được trang này: dữ liệu trang làm hỏng bộ giải mã.",
}

#: warning → issue of a page that was read all the same.
PAGE_WARNINGS: dict[str, Issue] = {
    "truncated": Issue(
        code="W_TRUNCATED_IMAGE", message="Ảnh của trang bị cắt cụt, phần cuối trang có thể bị mất; hãy kiểm tra."
    ),
}


class Unreadable(Exception):
    """One page that can't be rendered or decoded; ``issue`` says why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.issue = Issue(code="W_UNREADABLE_PAGE", message=PAGE_FAULTS.get(reason, PAGE_FAULTS["corrupt"]))


def rejected(code: str, detail: str = "") -> Rejected:
    """The error for a whole file; ``detail`` (Vietnamese) is added to the message."""
    message, remedy = REFUSALS[code]
    return Rejected(code, f"{message} {detail}".strip(), remedy)
