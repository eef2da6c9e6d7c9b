"""A value that a person typed: in the normal form of its kind, or why it can't be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import JsonValue

from motlan.language.text import fold_words, nfc
from motlan.rules.normal import DOUBTFUL
from motlan.rules.normalisers import NORMALISERS

#: What a clerk reads where a value has not the form of its kind.
EXPECTED: dict[str, str] = {
    "amount_words": "Số tiền bằng chữ phải đọc được thành số",
    "area_m2": "Diện tích phải là số, theo m²",
    "business_code": "Mã số kinh doanh phải có 10 hoặc 13 chữ số và đúng số kiểm tra",
    "cmnd9": "Số chứng minh nhân dân phải có 9 chữ số",
    "date": "Ngày phải có dạng ngày/tháng/năm và là ngày có thật",
    "date_time": "Thời điểm phải có dạng giờ:phút ngày/tháng/năm",
    "date_words": "Ngày bằng chữ phải đọc được thành ngày",
    "email": "Địa chỉ thư điện tử không đúng dạng",
    "ethnicity": "Dân tộc phải có trong danh mục 54 dân tộc",
    "expiry": "Phải là một ngày hoặc “Không thời hạn”",
    "full_date": "Ngày phải có đủ ngày/tháng/năm và là ngày có thật",
    "id_doc": "Phải có số giấy tờ tùy thân",
    "id_no": "Số định danh phải có 12 chữ số",
    "integer": "Phải là số nguyên",
    "marital_status": "Tình trạng hôn nhân không đúng cách ghi",
    "money_vnd": "Số tiền phải là số, theo đồng",
    "name": "Họ tên chỉ có chữ cái",
    "nationality": "Quốc tịch phải là tên một nước",
    "personal_id": "Số định danh cá nhân phải có 12 chữ số và đúng mã tỉnh, giới tính, năm sinh",
    "phone": "Số điện thoại phải có 10 hoặc 11 chữ số",
    "registration_no": "Số đăng ký phải có dạng số/năm",
    "sex": "Giới tính là Nam hoặc Nữ",
    "tax_code": "Mã số thuế phải có 10, 12 hoặc 13 chữ số và đúng số kiểm tra",
    "time": "Giờ phải có dạng giờ:phút",
    "year": "Năm phải có 4 chữ số",
    "yes_no": "Phải là Có hoặc Không",
}
_OTHERWISE = "Giá trị không đúng dạng của mục này"


@dataclass(frozen=True)
class Entered:
    """``problem`` says in words why the value does not have its form; ``value`` is then as near to it as can be had."""

    value: JsonValue
    problem: str | None = None


def entered(kind: str, said: str | float | bool, choices: Sequence[str] = ()) -> Entered:
    """``said``: as typed or already in normal form. Never raises; spaces round it never count."""
    text = ("Có" if said else "Không") if isinstance(said, bool) else nfc(str(said)).strip()
    if choices:
        return _chosen(text, choices)
    normal = NORMALISERS[kind](text)
    if normal is None:
        return Entered(text, EXPECTED.get(kind, _OTHERWISE))
    if normal.certainty < DOUBTFUL:
        return Entered(normal.value, EXPECTED.get(kind, _OTHERWISE))
    return Entered(normal.value)


def _chosen(text: str, choices: Sequence[str]) -> Entered:
    meant = [choice for choice in choices if fold_words(choice) == fold_words(text)]
    exact = [choice for choice in meant if choice.casefold() == text.casefold()]
    if len(found := exact or meant) == 1:
        return Entered(found[0])
    return Entered(text, f"Chỉ nhận một trong: {', '.join(choices)}")
