"""Each check by a table: what it must say of right, wrong, unsure and absent fields."""

from __future__ import annotations

from datetime import date

import pytest

from motlan.model import FieldValue, Issue
from motlan.rules import CHECKS, MESSAGES, CheckContext, issue, rule_of
from motlan.understanding.template_files import load_validity

TODAY = date(2026, 11, 15)
TABLE = load_validity()


def run(name: str, values: dict, *keys: str, rule: str = "V_NONE", confidence: float = 1.0, **params) -> list[str]:
    fields = {
        key: value if isinstance(value, FieldValue) else FieldValue(value=value, confidence=confidence)
        for key, value in values.items()
    }
    context = CheckContext(TODAY, validity_rule=rule_of(rule, TABLE))
    found = CHECKS[name](fields, context, {"fields": list(keys or values), **params})
    assert all(isinstance(one, Issue) for one in found)
    return [one.code for one in found]


WORDS = "Ngày hai mươi sáu tháng hai năm hai nghìn không trăm linh ba"


@pytest.mark.parametrize(
    ("figures", "words", "codes"),
    [
        ("2003-02-26", WORDS, []),
        ("2003-02-25", WORDS, ["E_DATE_WORDS_MISMATCH"]),
        ("2003-03-26", WORDS, ["E_DATE_WORDS_MISMATCH"]),
        ("2003", WORDS, []),
        ("2004", WORDS, ["E_DATE_WORDS_MISMATCH"]),
        (None, WORDS, []),
        ("2003-02-26", None, []),
        ("2003-02-26", "không đọc được", []),
        ("2003-02-27", WORDS.replace("sáu", "bảy"), []),
        # one letter lost makes "mười hai" of "mươi hai": words that had to be repaired are compared letter by letter
        ("2003-02-26", WORDS.replace("nghìn", "nghìu"), []),
        ("2003-02-16", WORDS.replace("nghìn", "nghìu"), ["E_DATE_WORDS_MISMATCH"]),
    ],
)
def test_date_words(figures, words, codes):
    assert run("date_words", {"birth_date": figures, "birth_date_words": words}) == codes


def test_an_unsure_reading_is_doubted_not_accused():
    assert run("date_words", {"a": "2003-02-25", "b": WORDS}, confidence=0.5) == ["W_LOW_CONFIDENCE"]


@pytest.mark.parametrize(
    ("id_no", "birth", "sex", "codes"),
    [
        ("072192000123", "1992-11-19", "Nữ", []),
        ("072192000123", "1992", "Nữ", []),
        ("072192000123", "1993-11-19", "Nữ", ["E_ID_MISMATCH"]),
        ("072192000123", "1992-11-19", "Nam", ["E_ID_MISMATCH"]),
        ("072192000123", "2092-11-19", "Nam", ["E_ID_MISMATCH", "E_ID_MISMATCH"]),
        ("290123456", "1992-11-19", "Nam", []),
        ("Căn cước công dân số 072192000123, cấp ngày 03/09/2022", "1993", None, ["E_ID_MISMATCH"]),
        (None, "1992-11-19", "Nam", []),
        ("072192000123", None, None, []),
    ],
)
def test_personal_id(id_no, birth, sex, codes):
    assert run("personal_id", {"id_no": id_no, "birth_date": birth, "sex": sex}) == codes


def test_ids_in_tables():
    row = {"full_name": "Lê A", "birth_date": "2012-05-29", "sex": "Nam", "personal_id": "066212582290"}
    assert run("id_rows", {"members": [row]}) == []
    assert run("id_rows", {"members": [row, row | {"sex": "Nữ"}]}) == ["E_ID_MISMATCH"]
    assert run("id_rows", {"members": None}) == []


@pytest.mark.parametrize(
    ("value", "codes"),
    [
        ("072192000123", []),
        ("290123456", []),
        ("07219200012", ["E_ID_FORMAT"]),
        ("0721920O0123", ["E_ID_FORMAT"]),
        (None, []),
    ],
)
def test_id_format(value, codes):
    assert run("id_format", {"id_no": value}) == codes


def test_id_format_of_other_lengths():
    assert run("id_format", {"licence_no": "290123456"}, lengths=[12]) == ["E_ID_FORMAT"]


@pytest.mark.parametrize(
    ("code", "codes"),
    [
        ("3900000128", []),
        ("3900000129", ["E_TAX_CODE"]),
        ("066091311859", []),
        ("41X8012345", []),
        ("39000", ["E_TAX_CODE"]),
        (None, []),
    ],
)
def test_tax_code(code, codes):
    assert run("tax_code", {"business_code": code}) == codes


def test_mrz():
    zone = "IDVNM1900001230072190000123<<3\n9001158F3001156VNM<<<<<<<<<<<2\nNGUYEN<<THI<MINH<ANH<<<<<<<<<<"
    assert run("mrz", {"mrz": zone}) == []
    assert run("mrz", {"mrz": zone.replace("9001158F3001156", "9001158F3112256")}) == ["E_MRZ_CHECK"]
    assert run("mrz", {"mrz": "không đọc được"}) == ["W_LOW_CONFIDENCE"]
    assert run("mrz", {"mrz": None}) == []


@pytest.mark.parametrize(
    ("dates", "codes"),
    [
        (("2021-03-05", "2021-03-05", "2021-04-01"), []),
        (("2021-03-05", "2021-03-04", "2021-04-01"), ["E_DATE_ORDER"]),
        (("1933", "1933-05-01", None), []),
        (("2021-03-05", None, "2021-04-01"), []),
        (("2021-03-05", "2026-11-16", None), ["E_DATE_ORDER"]),
        (("2026-11-15", None, None), []),
    ],
)
def test_date_order(dates, codes):
    values = dict(zip(("birth_date", "registration_date", "issue_date"), dates, strict=True))
    assert run("date_order", values) == codes


@pytest.mark.parametrize(
    ("wife", "husband", "on", "codes"),
    [
        ("2005-03-01", "2003-03-01", "2024-05-12", []),
        ("2005-03-01", "2004-06-01", "2024-05-12", ["W_AGE"]),
        ("2006-05-12", "2004-05-12", "2024-05-12", []),
        ("2006-05-13", "2004-05-13", "2024-05-12", ["W_AGE", "W_AGE"]),
        ("1980-05-13", "1978-01-01", "1998-01-02", []),
        ("2006", "2004", "2024-05-12", []),
    ],
)
def test_marriage_age(wife, husband, on, codes):
    assert (
        run("marriage_age", {"wife_birth_date": wife, "husband_birth_date": husband, "registration_date": on}) == codes
    )


def test_min_age():
    assert run("min_age", {"mother_birth_year": "2015", "birth_date": "2024-01-01"}) == ["W_AGE"]
    assert run("min_age", {"mother_birth_year": "1990", "birth_date": "2024-01-01"}) == []
    assert run("min_age", {"owner_birth_date": "2009-01-01", "issue_date": "2026-01-01"}, years=18) == ["W_AGE"]


def parcel(**values):
    return {"parcels": [{"area_m2": 72.9, **values}]}


@pytest.mark.parametrize(
    ("name", "values", "codes"),
    [
        ("area_words", parcel(area_words="Bảy mươi hai phẩy chín mét vuông"), []),
        ("area_words", parcel(area_words="Bảy mươi ba phẩy chín mét vuông"), ["E_AREA_WORDS_MISMATCH"]),
        ("area_words", parcel(area_words=None), []),
        ("area_words", parcel(area_words="không rõ"), []),
        ("sum_of_areas", parcel(use_form="riêng: 72,9 m², chung: Không m²"), []),
        ("sum_of_areas", parcel(use_form="riêng 50 m²; chung 22,9 m²"), []),
        ("sum_of_areas", parcel(use_form="riêng 50 m²; chung 20 m²"), ["E_AREA_WORDS_MISMATCH"]),
        ("sum_of_areas", parcel(use_form="Sử dụng riêng"), []),
    ],
)
def test_areas(name, values, codes):
    assert run(name, values) == codes


@pytest.mark.parametrize(
    ("raw", "value", "codes"),
    [
        ("10.000.000 đồng (Mười triệu đồng)", 10_000_000, []),
        ("10.000.000 đồng (Mười một triệu đồng)", 10_000_000, ["E_MONEY_WORDS_MISMATCH"]),
        ("10.000.000 đồng. Bằng chữ: Hai mươi triệu đồng", 10_000_000, ["E_MONEY_WORDS_MISMATCH"]),
        ("10.000.000 đồng", 10_000_000, []),
        ("10.000.000 đồng (Mười triêu đống chẵn)", 10_000_000, []),
    ],
)
def test_money(raw, value, codes):
    assert run("money_words", {"capital_vnd": FieldValue(value=value, raw=raw, confidence=1)}) == codes


@pytest.mark.parametrize(
    ("changes", "flag", "codes"),
    [
        (["27/12/2018: Thế chấp bằng quyền sử dụng đất tại Ngân hàng Nông nghiệp; hồ sơ số 8469.TC.089"], True, []),
        (["Chuyển nhượng cho ông Trần Văn B, sinh năm 1970 theo hồ sơ số 0123"], True, ["W_LAND_CHANGES"]),
        (["Thế chấp …", "Xóa thế chấp", "Tặng cho bà Lê Thị C"], True, ["W_LAND_CHANGES"]),
        (["Đính chính số CCCD của chủ sử dụng đất"], True, []),
        (["chữ không đọc được rõ"], True, ["W_LAND_CHANGES"]),
        ([], True, ["W_LAND_CHANGES"]),
        ([], False, []),
        (None, None, []),
    ],
)
def test_land_changes(changes, flag, codes):
    assert run("land_changes", {"changes": changes, "has_changes": flag}) == codes


@pytest.mark.parametrize(
    ("rule", "values", "codes"),
    [
        ("V_PRINTED", {"expiry_date": "2026-11-14"}, ["W_EXPIRED"]),
        ("V_PRINTED", {"expiry_date": "2026-11-15"}, []),
        ("V_PRINTED", {"expiry_date": "không thời hạn"}, []),
        ("V_6M_OR_STATUS", {"issue_date": "2026-05-15"}, []),
        ("V_6M_OR_STATUS", {"issue_date": "2026-05-14"}, ["W_EXPIRED"]),
        ("V_VOID_SINCE(2023-01-01)", {}, ["W_VOID_PAPER"]),
        ("V_NONE", {}, []),
    ],
)
def test_expiry(rule, values, codes):
    assert run("expiry", values, "x", rule=rule) == codes


def test_every_check_bears_nothing_at_all():
    for name in CHECKS:
        empty = CHECKS[name]({}, CheckContext(TODAY), {"fields": ["a", "b", "c"]})
        assert empty == []
        nulls = {key: FieldValue() for key in "abc"}
        assert CHECKS[name](nulls, CheckContext(TODAY), {"fields": ["a", "b", "c"]}) == []


def test_a_template_with_too_few_fields_is_told():
    with pytest.raises(ValueError, match="needs 2 fields"):
        CHECKS["date_words"]({}, CheckContext(TODAY), {"fields": ["birth_date"]})


def test_messages():
    assert issue("E_TAX_CODE", "business_code").fields == ("business_code",)
    with pytest.raises(KeyError):
        issue("E_DATE_ORDER")
    assert all(code[:2] in ("E_", "W_", "I_") for code in MESSAGES)


@pytest.mark.parametrize(
    ("check", "paper", "birth", "codes"),
    [
        ("id_of_woman", "CCCD số 072190000123, Bộ Công an cấp ngày 01/03/2022", "1990", []),
        ("id_of_woman", "CCCD số 072190000123, Bộ Công an cấp ngày 01/03/2022", "1991", ["W_LOW_CONFIDENCE"]),
        ("id_of_man", "CCCD số 072190000123, Bộ Công an cấp ngày 01/03/2022", "1990", ["W_LOW_CONFIDENCE"]),
        ("id_of_man", "CMND số 072190000", "1990", []),
        ("id_fits", "072190000123", "1990-02-01", []),
        ("id_fits", "072190000123", "1980-02-01", ["W_LOW_CONFIDENCE"]),
    ],
)
def test_numbers_of_identity_papers_fit_birth_and_sex(check, paper, birth, codes):
    assert run(check, {"id_doc": paper, "birth": birth}) == codes


@pytest.mark.parametrize(
    ("own", "paper", "codes"),
    [
        ("2026-03-01", "CCCD số 072190000123 cấp ngày 01/03/2022", []),
        ("2020-03-01", "CCCD số 072190000123 cấp ngày 01/03/2022", ["W_LOW_CONFIDENCE"]),
        (None, "CCCD số 072190000123 cấp ngày 01/03/2075", ["W_LOW_CONFIDENCE"]),
        (None, "CCCD số 072190000123", []),
    ],
)
def test_no_paper_names_an_identity_paper_of_later(own, paper, codes):
    assert run("id_paper_dates", {"date": own, "id_doc": paper}) == codes


@pytest.mark.parametrize(
    ("number", "issued", "codes"),
    [
        ("300249911437", "2024-11-28", []),
        ("300879911437", "2024-11-28", ["W_LOW_CONFIDENCE"]),
        ("300259911437", "2024-11-28", ["W_LOW_CONFIDENCE"]),
        ("30024991143", "2024-11-28", []),
    ],
)
def test_the_year_in_a_licence_number_is_one_of_a_grown_driver(number, issued, codes):
    assert run("licence_year", {"licence_no": number, "birth_date": "1984-10-01", "issue_date": issued}) == codes


def test_a_promised_day_may_lie_ahead_but_not_before_the_day_of_receipt():
    assert run("follows", {"received_at": "2026-11-15T10:12", "due_at": "2027-01-16T16:30"}) == []
    assert run("follows", {"received_at": "2026-11-15T10:12", "due_at": "2026-11-10T16:30"}) == ["E_DATE_ORDER"]


def test_money_in_words_one_number_off_is_a_difference():
    field = FieldValue(value=160_000_000, raw="160.000.000 đồng (Một trăm bảy mươi triệu đồng)", confidence=0.99)
    assert run("money_words", {"capital_vnd": field}) == ["E_MONEY_WORDS_MISMATCH"]
