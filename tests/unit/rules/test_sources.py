from __future__ import annotations

import pytest

from motlan.rules import Reading, agree, settle


def said(key, *readings, support=()):
    found = settle(key, [Reading(*reading) for reading in readings], support=support)
    return found.reading.value, [one.code for one in found.issues]


@pytest.mark.parametrize(
    ("key", "readings", "value", "codes"),
    [
        ("full_name", [("PHẠM UYÊN MY", "qr"), ("PHẠM UYÊN MY", "ocr", 0.9)], "PHẠM UYÊN MY", []),
        # tone placement and the zone's bare letters are no disagreement
        ("full_name", [("LÊ HOÀ", "qr"), ("LÊ HÒA", "ocr", 0.9), ("LE HOA", "mrz")], "LÊ HOÀ", []),
        # a zone that lost a letter that it can't write
        ("full_name", [("VU INH SANG", "mrz"), ("VŨ ĐÌNH SANG", "ocr", 0.99)], "VŨ ĐÌNH SANG", []),
        ("full_name", [("HO QUOC ANG AT", "mrz"), ("HỒ QUỐC ĐĂNG ĐẠT", "qr")], "HỒ QUỐC ĐĂNG ĐẠT", []),
        # a small misreading of the print: the code wins, advice only
        ("full_name", [("PHẠM UYÊN MY", "qr"), ("PHẠM UYỀN MỴ", "ocr", 0.95)], "PHẠM UYÊN MY", ["I_MISREAD"]),
        # somebody else's name
        ("full_name", [("PHẠM UYÊN MY", "qr"), ("TRẦN THỊ LAN", "ocr", 0.95)], None, ["E_SOURCE_MISMATCH"]),
        ("birth_date", [("1989-07-26", "qr"), ("1989-07-25", "ocr", 0.99)], "1989-07-25", ["E_SOURCE_MISMATCH"]),
        ("birth_date", [("1989-07-26", "qr"), ("1989-07-25", "ocr", 0.7)], "1989-07-26", ["I_MISREAD"]),
        # two against one
        (
            "birth_date",
            [("1989-07-26", "qr"), ("1989-07-25", "ocr", 0.7), ("1989-07-25", "mrz")],
            "1989-07-25",
            ["E_SOURCE_MISMATCH"],
        ),
        (
            "birth_date",
            [("1989-07-26", "qr"), ("1989-07-25", "ocr", 0.7), ("1989-07-26", "mrz")],
            "1989-07-26",
            ["I_MISREAD"],
        ),
        ("id_no", [("001189343868", "qr"), ("001189343863", "ocr", 0.8)], "001189343868", ["I_MISREAD"]),
        ("id_no", [("001189343868", "qr"), ("072190000123", "ocr", 0.99)], None, ["E_SOURCE_MISMATCH"]),
        ("sex", [("Nữ", "qr"), ("Nam", "ocr", 0.99)], None, ["E_SOURCE_MISMATCH"]),
        (
            "residence",
            [("Xã A, TP. B, Tỉnh C", "qr"), ("xã A, thành phố B, tỉnh C", "ocr", 0.9)],
            "Xã A, TP. B, Tỉnh C",
            [],
        ),
        (
            "residence",
            [("Thôn 6, xã Mai Sơn, tỉnh Sơn La", "qr"), ("Thôn 6, xã Mai Son, tình Son La", "ocr", 0.9)],
            "Thôn 6, xã Mai Sơn, tỉnh Sơn La",
            [],
        ),
        (
            "residence",
            [("Thôn 6, xã Mai Sơn, tỉnh Sơn La", "qr"), ("Số 1 phố Huế, Hà Nội", "ocr", 0.9)],
            None,
            ["E_SOURCE_MISMATCH"],
        ),
        ("full_name", [(None, "qr"), ("LÊ A", "ocr", 0.5)], "LÊ A", []),
    ],
)
def test_settle(key, readings, value, codes):
    found, issues = said(key, *readings)
    assert issues == codes
    assert value is None or found == value


def test_other_fields_bear_a_date_out():
    readings = [("1989-07-26", "qr"), ("1989-07-25", "ocr", 0.7)]
    assert said("birth_date", *readings, support=["2029-07-25"]) == ("1989-07-25", ["E_SOURCE_MISMATCH"])
    assert said("birth_date", *readings, support=["2029-07-26"]) == ("1989-07-26", ["I_MISREAD"])


def test_nothing_said():
    assert settle("full_name", []) is None
    assert settle("full_name", [Reading(None, "ocr")]) is None


def test_agree_ignores_blanks_in_numbers():
    assert agree("id_no", Reading("001 189 343 868", "ocr"), Reading("001189343868", "qr"))
    assert not agree("full_name", Reading("LÊ HUY", "ocr"), Reading("LÊ HÙY", "qr"))
