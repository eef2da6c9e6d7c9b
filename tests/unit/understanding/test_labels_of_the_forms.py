"""Every label that domain.md B prints for a key is one that its template knows, with the key it stands for.

Re-keyed from domain.md B.2-B.15, line by line; only keys of contract.md 2 (a form prints more than is asked for).
"""

from __future__ import annotations

import pytest

from motlan.understanding.catalogue import default_catalogue
from motlan.understanding.form_labels import FormLabels
from motlan.understanding.sheets import sheet_of
from tests.unit.understanding.drawing import page

CIVIL = {
    "birth_date": ["Ngày, tháng, năm sinh"],
    "sex": ["Giới tính"],
    "ethnicity": ["Dân tộc"],
    "nationality": ["Quốc tịch"],
}
BIRTH = CIVIL | {
    "full_name": ["Họ, chữ đệm, tên", "Họ và tên"],
    "birth_date_words": ["ghi bằng chữ", "bằng chữ", "viết bằng chữ"],
    "birth_place": ["Nơi sinh"],
    "home_town": ["Quê quán"],
    "personal_id": ["Số định danh cá nhân"],
    "mother_full_name": ["Họ, chữ đệm, tên người mẹ", "Họ và tên mẹ"],
    "mother_residence": ["Nơi cư trú", "Nơi ĐKHK thường trú", "Nơi thường trú/tạm trú"],
    "mother_birth_year": ["Năm sinh"],
    "father_full_name": ["Họ, chữ đệm, tên người cha", "Họ và tên cha"],
    "declarant_name": ["Họ, chữ đệm, tên người đi khai sinh", "Người đi khai sinh"],
    "declarant_id_doc": ["Giấy tờ tùy thân"],
    "registration_place": ["Nơi đăng ký khai sinh", "Nơi ĐKKS", "Nơi đăng ký"],
    "registration_date": ["Ngày, tháng, năm đăng ký"],
    "book_no": ["Quyển số"],
}
MARRIAGE = {
    "wife_full_name": ["Họ, chữ đệm, tên vợ", "Họ và tên vợ"],
    "husband_full_name": ["Họ, chữ đệm, tên chồng", "Họ và tên chồng"],
    "wife_birth_date": ["Ngày, tháng, năm sinh"],
    "wife_ethnicity": ["Dân tộc"],
    "wife_nationality": ["Quốc tịch"],
    "wife_residence": ["Nơi cư trú", "Nơi thường trú/tạm trú"],
    "wife_id_doc": ["Giấy tờ tùy thân"],
    "registration_place": ["Nơi đăng ký kết hôn"],
    "registration_date": ["Ngày, tháng, năm đăng ký"],
}
REQUESTER = {
    "recipient": ["Kính gửi"],
    "requester_name": ["Họ, chữ đệm, tên người yêu cầu"],
    "requester_residence": ["Nơi cư trú"],
    "requester_id_doc": ["Giấy tờ tùy thân"],
    "place": ["Làm tại"],
}
B: dict[str, dict[str, list[str]]] = {
    "birth_certificate": BIRTH,
    "birth_extract": BIRTH,
    "citizen_id": {
        "id_no": ["Số / No.", "Số định danh cá nhân / Personal identification number"],
        "full_name": ["Họ và tên / Full name", "Họ, chữ đệm và tên khai sinh / Full name"],
        "birth_date": ["Ngày sinh / Date of birth", "Ngày, tháng, năm sinh / Date of birth"],
        "sex": ["Giới tính / Sex"],
        "nationality": ["Quốc tịch / Nationality"],
        "home_town": ["Quê quán / Place of origin"],
        "residence": ["Nơi thường trú / Place of residence", "Nơi cư trú / Place of residence"],
        "birth_registration_place": ["Nơi đăng ký khai sinh / Place of birth"],
        "issue_date": ["Ngày, tháng, năm / Date, month, year", "Ngày, tháng, năm cấp / Date of issue"],
        "expiry_date": ["Có giá trị đến / Date of expiry", "Ngày, tháng, năm hết hạn / Date of expiry"],
    },
    "marriage_certificate": MARRIAGE,
    "marriage_extract": MARRIAGE,
    "death_extract": CIVIL
    | {
        "full_name": ["Họ, chữ đệm, tên"],
        "personal_id": ["Số định danh cá nhân"],
        "id_doc": ["Giấy tờ tùy thân"],
        "last_residence": ["Nơi cư trú cuối cùng", "Nơi thường trú/tạm trú cuối cùng"],
        "death_date": ["Đã chết vào lúc"],
        "death_date_words": ["ghi bằng chữ"],
        "death_place": ["Nơi chết"],
        "death_cause": ["Nguyên nhân chết"],
        "registration_place": ["Đã được đăng ký khai tử tại"],
        "source_register": ["Thực hiện trích lục từ"],
    },
    "marital_status_cert": CIVIL
    | {
        "full_name": ["Họ, chữ đệm, tên"],
        "id_doc": ["Giấy tờ tùy thân"],
        "residence": ["Nơi cư trú"],
        "status_period": ["Trong thời gian cư trú tại"],
        "marital_status": ["Tình trạng hôn nhân"],
        "purpose": ["Giấy này được cấp để", "Mục đích"],
        "valid_until": ["Giấy này có giá trị đến hết ngày"],
    },
    "land_certificate": {
        "register_no": ["Số vào sổ cấp GCN", "Số vào sổ cấp Giấy chứng nhận"],
        "notes": ["Ghi chú"],
    },
    "household_business_cert": {
        "business_code": ["Mã số hộ kinh doanh"],
        "first_registered_on": ["Đăng ký lần đầu"],
        "change_no": ["Đăng ký thay đổi lần thứ"],
        "business_name": ["Tên hộ kinh doanh"],
        "address": ["Địa chỉ trụ sở", "Địa điểm kinh doanh"],
        "phone": ["Điện thoại"],
        "email": ["Email"],
        "lines": ["Ngành, nghề kinh doanh"],
        "capital_vnd": ["Vốn kinh doanh"],
    },
    "enterprise_cert": {
        "business_code": ["Mã số doanh nghiệp"],
        "first_registered_on": ["Đăng ký lần đầu"],
        "change_no": ["Đăng ký thay đổi lần thứ"],
        "company_name": ["Tên công ty viết bằng tiếng Việt"],
        "address": ["Địa chỉ trụ sở chính"],
        "charter_capital_vnd": ["Vốn điều lệ"],
        "representative_title": ["Chức danh"],
    },
    "driving_licence": {
        "licence_no": ["Số/No"],
        "full_name": ["Họ tên/Full name"],
        "birth_date": ["Ngày sinh/Date of Birth"],
        "nationality": ["Quốc tịch/Nationality"],
        "address": ["Nơi cư trú/Address"],
        "class": ["Hạng/Class"],
        "expiry_date": ["Có giá trị đến/Expires"],
    },
    "diploma": {
        "full_name": ["Cấp cho", "Họ và tên"],
        "birth_date": ["Ngày sinh"],
        "birth_place": ["Nơi sinh"],
        "sex": ["Giới tính"],
        "ethnicity": ["Dân tộc"],
        "school": ["Học sinh trường"],
        "graduation_year": ["Năm tốt nghiệp"],
        "major": ["Ngành"],
        "grade": ["Xếp loại tốt nghiệp"],
        "serial_no": ["Số hiệu"],
        "register_no": ["Số vào sổ gốc cấp bằng", "Số vào sổ cấp bằng"],
    },
    "residence_confirmation_ct07": {
        "full_name": ["Họ, chữ đệm và tên"],
        "birth_date": ["Ngày, tháng, năm sinh"],
        "sex": ["Giới tính"],
        "personal_id": ["Số định danh cá nhân"],
        "ethnicity": ["Dân tộc"],
        "nationality": ["Quốc tịch"],
        "home_town": ["Quê quán"],
        "permanent_residence": ["Nơi thường trú"],
        "temporary_residence": ["Nơi tạm trú"],
        "current_residence": ["Nơi ở hiện tại"],
        "householder_name": ["Họ, chữ đệm và tên chủ hộ"],
        "householder_relation": ["Quan hệ với chủ hộ"],
        "householder_id": ["Số định danh cá nhân chủ hộ", "Số định danh cá nhân của chủ hộ"],
        "members": ["Thông tin các thành viên khác trong hộ gia đình"],
        "content": ["Nội dung xác nhận khác"],
        "valid_until": ["Xác nhận này có giá trị đến hết ngày"],
    },
    "household_book": {"householder_name": ["Họ và tên chủ hộ"], "permanent_residence": ["Nơi thường trú"]},
    "authorization": {"scope": ["Nội dung ủy quyền"], "term": ["Thời hạn ủy quyền"]},
    "decl_birth": REQUESTER
    | {
        "requester_relation": ["Quan hệ với người được khai sinh"],
        "child_full_name": ["Họ, chữ đệm, tên"],
        "child_birth_date_words": ["ghi bằng chữ"],
        "child_birth_place": ["Nơi sinh"],
        "child_home_town": ["Quê quán"],
        "mother_full_name": ["Họ, chữ đệm, tên người mẹ"],
        "father_full_name": ["Họ, chữ đệm, tên người cha"],
        "copy_requested": ["Đề nghị cấp bản sao"],
    },
    "decl_marriage": {
        "recipient": ["Kính gửi"],
        "female_full_name": ["Họ, chữ đệm, tên"],
        "female_residence": ["Nơi cư trú"],
        "female_id_doc": ["Giấy tờ tùy thân"],
        "female_marriage_count": ["Kết hôn lần thứ mấy"],
    },
    "decl_death": REQUESTER
    | {
        "requester_relation": ["Quan hệ với người đã chết"],
        "deceased_full_name": ["Họ, chữ đệm, tên"],
        "deceased_last_residence": ["Nơi cư trú cuối cùng"],
        "death_date": ["Đã chết vào lúc"],
        "death_place": ["Nơi chết"],
        "death_cause": ["Nguyên nhân chết"],
        "death_notice_no": ["Số Giấy báo tử/Giấy tờ thay thế", "Số Giấy báo tử"],
    },
    "decl_marital_status": REQUESTER
    | {
        "status_period": ["Trong thời gian cư trú tại"],
        "marital_status": ["Tình trạng hôn nhân"],
        "purpose": ["Mục đích sử dụng"],
    },
    "decl_extract": REQUESTER
    | {
        "requester_relation": ["Quan hệ với người được cấp"],
        "full_name": ["Họ, chữ đệm, tên"],
        "registration_place": ["Đã đăng ký tại"],
        "copy_quantity": ["Số lượng"],
    },
    "dossier_receipt": {
        "dossier_code": ["Mã hồ sơ", "Mã số hồ sơ"],
        "applicant_name": ["Tiếp nhận hồ sơ của", "Tiếp nhận hồ sơ của (ông/bà)"],
        "applicant_id": ["CCCD", "MST", "CCCD/MST"],
        "address": ["Địa chỉ"],
        "phone": ["Số điện thoại"],
        "request": ["Nội dung yêu cầu giải quyết"],
        "components": ["Thành phần hồ sơ nộp gồm"],
        "received_at": ["Thời gian nhận hồ sơ"],
        "due_at": ["Thời gian trả kết quả giải quyết hồ sơ"],
    },
    "birth_proof_hospital": {
        "mother_full_name": ["Họ và tên mẹ"],
        "birth_date": ["Đã sinh con vào lúc"],
        "birth_place": ["Tại"],
        "child_count": ["Số con trong lần sinh này"],
        "child_sex": ["Giới tính của con"],
        "child_weight_g": ["Cân nặng"],
        "child_intended_name": ["Dự định đặt tên con là"],
        "attendant_name": ["Người đỡ đẻ"],
    },
    "death_notice": CIVIL
    | {
        "full_name": ["Họ, chữ đệm, tên", "Họ và tên"],
        "death_date": ["Đã chết vào lúc"],
        "death_place": ["Nơi chết"],
        "death_cause": ["Nguyên nhân chết"],
    },
    "disability_cert": {
        "serial_no": ["Số hiệu"],
        "full_name": ["Họ và tên"],
        "disability_type": ["Dạng khuyết tật"],
        "disability_level": ["Mức độ khuyết tật"],
    },
}


@pytest.mark.parametrize("kind", sorted(B))
def test_every_printed_label_is_known(kind: str) -> None:
    template = default_catalogue()[kind]
    labels = FormLabels(template)
    unknown = []
    for key, printed in B[kind].items():
        assert key in template.by_key, key
        for label in printed:
            hits = labels.spot(sheet_of(page([f"{label}: xxxx"])))
            meant = {r.key for hit in hits for r in labels.targets[hit.label].rules}
            shared = {r.source for r in template.fields if r.key == key and r.find == "same_as"}
            if key not in meant and not shared & meant:
                unknown.append((key, label))
    assert unknown == []
