"""What a clerk reads for every issue code (contract.md 3); the codes are stable, the words may be bettered."""

from __future__ import annotations

from motlan.model import Issue

#: By code; a code with two kinds of cases has its second message under ``CODE/case``.
MESSAGES: dict[str, str] = {
    "E_AREA_WORDS_MISMATCH": "Diện tích bằng số ({figures} m²) và bằng chữ ({words}) không khớp",
    "E_AREA_WORDS_MISMATCH/sum": "Tổng diện tích các phần ({parts} m²) khác diện tích thửa đất ({figures} m²)",
    "E_DATE_ORDER": "Thứ tự ngày không hợp lý: {detail}",
    "E_DATE_WORDS_MISMATCH": "Ngày bằng số ({figures}) và bằng chữ ({words}) không khớp",
    "E_ID_FORMAT": "Số định danh, số giấy tờ không đúng định dạng: cần {expected}",
    "E_ID_MISMATCH": "Số định danh cá nhân không khớp với {what} in trên giấy",
    "E_MONEY_WORDS_MISMATCH": "Số tiền bằng số ({figures} đồng) và bằng chữ ({words}) không khớp",
    "E_MRZ_CHECK": "Số kiểm tra của dòng mã đọc máy (MRZ) không đúng",
    "E_PERSON_CONFLICT": "Cùng một người nhưng {what} ghi khác nhau giữa các giấy tờ: {detail}",
    "E_SECRET": "Văn bản có dấu chỉ độ mật: không được số hóa, hồ sơ không được lưu",
    "E_SOURCE_MISMATCH": "{what}: mã QR, dòng mã đọc máy và phần in trên giấy không khớp nhau",
    "E_TAX_CODE": "Mã số thuế, mã số kinh doanh sai số kiểm tra hoặc sai độ dài",
    "I_AS_PRINTED": "Giấy in như vậy, cán bộ đã xem. {why}",
    "I_MISREAD": "Phần in được đọc khác mã QR hoặc MRZ một chút; đã lấy giá trị của mã",
    "I_OLD_UNIT": "Địa chỉ ghi theo đơn vị hành chính trước 01/7/2025; nay thuộc {unit}",
    "I_OLD_UNIT/split": "Địa chỉ ghi theo đơn vị hành chính trước 01/7/2025, nay đã chia về nhiều đơn vị: {units}",
    "W_AGE": "{who} chưa đủ {years} tuổi vào ngày {on}",
    "W_BLANK_FIELD": "Mục bắt buộc của mẫu này còn để trống",
    "W_CROSSED_OUT": "Nội dung này bị gạch bỏ trên giấy, cần người xem",
    "W_DUPLICATE_PAPER": "Giấy tờ này có hai bản giống nhau trong hồ sơ",
    "W_EXPIRED": "Giấy tờ đã hết hạn sử dụng từ ngày {until}",
    "W_HANDWRITTEN": "Chữ viết tay, cần người đối chiếu với ảnh",
    "W_INCOMPLETE_PAPER": "Giấy tờ thiếu mặt hoặc thiếu trang",
    "W_LAND_CHANGES": "Giấy chứng nhận có ghi thay đổi sau khi cấp, chủ sử dụng đất có thể đã khác",
    "W_LOW_CONFIDENCE": "Đọc chưa chắc chắn, cần người đối chiếu với ảnh",
    "W_OTHER_PERSON": "Giấy tờ đứng tên {name}, không liên quan với các giấy tờ khác; cần xem có lẫn hồ sơ không",
    "W_STAMP_UNREAD": "Dấu chứng thực bản sao đọc chưa đủ, cần người đối chiếu với ảnh",
    "W_UNVERIFIED": "Cần kiểm tra lại căn cứ: {what}",
    "W_CUT_OFF": "Trang có vẻ bị cắt mất một bên, nên quét lại",
    "W_UNREADABLE_PAGE": "Trang không đọc được, cần quét lại",
    "W_NO_PAPER": "Hồ sơ không có giấy tờ nào",
    "W_UNKNOWN_PAPER": "Chưa biết đây là loại giấy tờ gì",
    "W_VOID_PAPER": "Loại giấy tờ này không còn giá trị sử dụng từ ngày {since}",
}


def issue(code: str, *fields: str, **values: object) -> Issue:
    """The issue with its message filled in. Raises KeyError for a code or a placeholder that is not known: a bug."""
    return Issue(code=code.partition("/")[0], message=MESSAGES[code].format(**values), fields=fields)
