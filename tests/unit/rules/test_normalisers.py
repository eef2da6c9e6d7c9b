"""Every normaliser: printed form → normal form of contract.md 1, with what OCR does to it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motlan.rules import DOUBTFUL, NORMALISERS, Normal

EXACT = [
    ("text", " Tổ 5 ...... khu  phố 2 ", "Tổ 5 khu phố 2"),
    ("name", "NGUYỄN THỊ MINH ANH", "NGUYỄN THỊ MINH ANH"),
    ("name", "Nguyễn Thị Hoà.", "Nguyễn Thị Hoà"),
    ("name", "H'Hen Niê Kđăm", "H'Hen Niê Kđăm"),
    ("name", "THẠCH SA RÔNG", "THẠCH SA RÔNG"),
    ("date", "05/03/2021", "2021-03-05"),
    ("date", "ngày 05 tháng 01 năm 2026", "2026-01-05"),
    ("date", "1933", "1933"),
    ("date", "07/1933", "1933-07"),
    ("full_date", "05/03/2021", "2021-03-05"),
    ("expiry", "25/07/2029", "2029-07-25"),
    ("expiry", "Không thời hạn", "không thời hạn"),
    ("date_words", "Ngày mồng ba tháng bảy năm hai nghìn không trăm hai mươi sáu", None),
    ("time", "15 giờ 51 phút", "15:51"),
    ("date_time", "16 giờ 30 phút, ngày 04 tháng 02 năm 2026", "2026-02-04T16:30"),
    ("year", "1992", "1992"),
    ("sex", "Nam", "Nam"),
    ("sex", "NỮ", "Nữ"),
    ("ethnicity", "Kinh", "Kinh"),
    ("ethnicity", "Gia-rai", "Gia-rai"),
    ("ethnicity", "NGƯỜI NƯỚC NGOÀI", "Người nước ngoài"),
    ("nationality", "Việt Nam", "Việt Nam"),
    ("personal_id", "072 192 000 123", "072192000123"),
    ("cmnd9", "290 123 456", "290123456"),
    ("id_no", "290123456", "290123456"),
    ("licence_no", "920150734957", "920150734957"),
    ("barcode", "261920106617437", "261920106617437"),
    ("tax_code", "3900000128", "3900000128"),
    ("tax_code", "3900000128-001", "3900000128-001"),
    ("business_code", "390.0000128", "3900000128"),
    ("business_code", "41X8012345", "41X8012345"),
    ("business_code", "066091311859", "066091311859"),
    ("serial_no", "DH 123765", "DH123765"),
    ("serial_no", "AA 42538394", "AA42538394"),
    ("diploma_serial", "D3862440", "D3862440"),
    ("disability_serial", "01234.1234567", "01234.1234567"),
    ("register_no", "VP 81161", "VP81161"),
    ("register_no", "CS 00123/2019-TN", "CS00123/2019-TN"),
    ("registration_no", "Số: 354/2026", "354/2026"),
    ("registration_no", "01/2000/KS", "01/2000/KS"),
    ("doc_number", "Số: 1657/QĐ-UBND", "1657/QĐ-UBND"),
    ("doc_number", "860 / TLKS - BS", "860/TLKS-BS"),
    ("doc_number", "65/2024/HNGĐ-ST", "65/2024/HNGĐ-ST"),
    ("doc_number", "67/UBND-XNTTHN", "67/UBND-XNTTHN"),
    ("gcs_no", "01139.GCS.40631.25", "01139.GCS.40631.25"),
    ("dossier_code", "000.46.57.H26-260125-1977", "000.46.57.H26-260125-1977"),
    ("code", "AB 12 34", "AB1234"),
    ("phone", "0272.3826 222", "02723826222"),
    ("phone", "+84 981 252 176", "0981252176"),
    ("email", "khai90@example.vn", "khai90@example.vn"),
    ("integer", "02 bản", 2),
    ("weight_g", "3.050 gam", 3050),
    ("weight_g", "3,05 kg", 3050),
    ("area_m2", "1.234,5 m²", 1234.5),
    ("area_m2", "100 m2", 100),
    ("money_vnd", "10.000.000 đồng (Mười triệu đồng)", 10_000_000),
    ("address", "Ấp Bến, xã Lợi Thuận, huyện Bến Cầu, tỉnh Tây Ninh", None),
    ("id_doc", "CMND số 170717033, Công an tỉnh Long An cấp ngày 07/07/2007", None),
    ("marital_status", "Hiện tại chưa đăng ký kết hôn với ai", None),
    ("yes_no", "Có", "Có"),
    ("term", "Lâu dài", "Lâu dài"),
    ("amount_words", "(bằng chữ: Bảy mươi hai phẩy chín mét vuông)", "Bảy mươi hai phẩy chín mét vuông"),
    ("class_list", "B2", "B2"),
    ("class_list", "A1, B2", "A1, B2"),
]

REPAIRED = [
    ("name", "NGUYễN VăN ÁNH", "NGUYỄN VĂN ÁNH"),
    ("date", "O5/03/202l", "2021-03-05"),
    ("sex", "Nũ", "Nữ"),
    ("ethnicity", "Klnh", "Kinh"),
    ("ethnicity", "Khmcr", "Khmer"),
    ("nationality", "Vịêt Narn", "Việt Nam"),
    ("personal_id", "O72192OOO123", "072192000123"),
    ("serial_no", "0H 12376S", "OH123765"),
    ("registration_no", "3S4/2O26", "354/2026"),
    ("doc_number", "1657/QD-UBND", "1657/QĐ-UBND"),
    ("dossier_code", "OOO.46.57.H26-26O125-1977", "000.46.57.H26-260125-1977"),
    ("email", "khai90@ example,vn", "khai90@example.vn"),
    ("weight_g", "3O50 gam", 3050),
    ("class_list", "8Z", "B2"),
]

DOUBTED = [
    ("personal_id", "07219200012"),
    ("personal_id", "999192000123"),
    ("tax_code", "3900000129"),
    ("ethnicity", "Marsian"),
    ("name", "MINH"),
    ("name", "Nơi cư trú: xã An Bình, huyện Đức Hòa"),
    ("full_date", "1933"),
    ("date_words", "Ngày ...mươi tháng ..."),
    ("phone", "12345678"),
    ("weight_g", "35 kg"),
    ("doc_number", "HD200747"),
    ("id_doc", "Nguyễn Văn An"),
]

NOTHING = [
    ("text", "........"),
    ("name", "12/3"),
    ("date", "31/02/2020"),
    ("sex", "Nam □ Nữ □"),
    ("sex", "Kinh"),
    ("personal_id", "NGUYỄN VĂN A"),
    ("time", "… giờ … phút"),
    ("integer", "bản"),
    ("area_m2", "m²"),
    ("email", "không có"),
    ("mrz", "CĂN CƯỚC CÔNG DÂN"),
    ("yes_no", "Có □ Không □"),
]


@pytest.mark.parametrize(("name", "read", "value"), EXACT)
def test_what_is_well_printed_is_certain(name, read, value):
    found = NORMALISERS[name](read)
    assert (found.value, found.certainty) == (read if value is None else value, pytest.approx(1.0, abs=0.1))
    assert type(found.value) is type(read if value is None else value)


@pytest.mark.parametrize(("name", "read", "value"), REPAIRED)
def test_what_was_repaired_is_flagged(name, read, value):
    found = NORMALISERS[name](read)
    assert found.value == value
    assert found.repaired
    assert DOUBTFUL <= found.certainty < 0.95


@pytest.mark.parametrize(("name", "read"), DOUBTED)
def test_what_does_not_fit_is_given_with_doubt(name, read):
    found = NORMALISERS[name](read)
    assert found.value is not None
    assert found.certainty <= 0.6


@pytest.mark.parametrize(("name", "read"), NOTHING)
def test_nothing_of_the_kind_is_none(name, read):
    assert NORMALISERS[name](read) is None


def test_a_bad_check_digit_is_less_certain_than_a_good_one():
    assert NORMALISERS["tax_code"]("3900000128").certainty > NORMALISERS["tax_code"]("3900000129").certainty


@pytest.mark.parametrize("name", sorted(NORMALISERS))
@settings(max_examples=40, deadline=None)
@given(
    read=st.text(max_size=50)
    | st.text(alphabet=st.sampled_from("0123456789OolISBZ/.,-: |<@ngàythángnămKinhNữĐU"), max_size=50)
)
def test_any_text_is_normalised_once(name, read):
    found = NORMALISERS[name](read)
    assert found is None or isinstance(found, Normal)
    if found is None:
        return
    assert 0 < found.certainty <= 1
    if found.certainty > DOUBTFUL and not isinstance(found.value, float):
        again = NORMALISERS[name](str(found.value))
        assert again is not None
        assert again.value == found.value
