from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motlan.model import FieldValue
from motlan.rules import add_months, rule_of, tags_of, validity
from motlan.understanding.template_files import load_validity

TODAY = date(2026, 11, 15)
TABLE = load_validity()


def fields(**values) -> dict[str, FieldValue]:
    return {key: FieldValue(value=value, status="accepted") for key, value in values.items()}


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2023, 8, 31), 6, date(2024, 2, 29)),
        (date(2026, 5, 15), 6, date(2026, 11, 15)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
    ],
)
def test_months(start, months, end):
    assert add_months(start, months) == end


@pytest.mark.parametrize(
    ("rule", "values", "state", "until"),
    [
        ("V_NONE", {}, "valid", None),
        ("V_ONCE", {}, "valid", None),
        ("V_PRINTED", {"expiry_date": "2032-11-19"}, "valid", date(2032, 11, 19)),
        ("V_PRINTED", {"expiry_date": "2026-12-01"}, "expiring", date(2026, 12, 1)),
        ("V_PRINTED", {"expiry_date": "2026-11-15"}, "expiring", date(2026, 11, 15)),
        ("V_PRINTED", {"expiry_date": "2026-11-14"}, "expired", date(2026, 11, 14)),
        ("V_PRINTED", {"expiry_date": "không thời hạn"}, "valid", None),
        ("V_PRINTED", {"expiry_date": None}, "unknown", None),
        ("V_6M_OR_STATUS", {"issue_date": "2026-08-31"}, "valid", date(2027, 2, 28)),
        ("V_6M_OR_STATUS", {"issue_date": "2025-12-26", "valid_until": "2026-06-26"}, "expired", date(2026, 6, 26)),
        ("V_6M_OR_STATUS", {"issue_date": "2026-01-01", "valid_until": "2030-01-01"}, "expired", date(2026, 7, 1)),
        ("V_6M_OR_STATUS", {"valid_until": "2026-06-26"}, "expired", date(2026, 6, 26)),
        ("V_1Y_OR_CHANGE", {"issue_date": "2025-10-03"}, "expired", date(2026, 10, 3)),
        ("V_1Y_OR_CHANGE", {}, "unknown", None),
        ("V_PROC(6)", {"issue_date": "2026-10-03"}, "valid", date(2027, 4, 3)),
        ("V_PROC", {"issue_date": "2026-10-03"}, "unknown", None),
        ("V_YEAR", {"year": "2025"}, "expired", date(2025, 12, 31)),
        ("V_YEAR", {"year": "2026"}, "valid", date(2026, 12, 31)),
        ("V_CHANGE_CHECK", {"has_changes": False, "changes": []}, "valid", None),
        ("V_CHANGE_CHECK", {"changes": ["Chuyển nhượng cho bà A"]}, "unknown", None),
        ("V_CHANGE_CHECK", {}, "unknown", None),
        ("V_VOID_SINCE(2023-01-01)", {}, "void", date(2022, 12, 31)),
        ("V_VOID_SINCE(2027-03-01)", {}, "valid", date(2027, 2, 28)),
    ],
)
def test_rules(rule, values, state, until):
    found = validity(rule_of(rule, TABLE), fields(**values), TODAY)
    assert (found.state, found.until) == (state, until)
    assert found.reason_vi


@pytest.mark.parametrize("rule", ["", "V_NEVER", "V_PRINTED(", "valid"])
def test_unknown_rules_are_refused(rule):
    with pytest.raises(ValueError, match="no validity rule"):
        rule_of(rule, TABLE)


@given(
    st.sampled_from(sorted(set(TABLE) - {"V_VOID_SINCE"})),
    st.dictionaries(
        st.sampled_from(["issue_date", "expiry_date", "valid_until", "year", "changes"]),
        st.text(max_size=12) | st.sampled_from(["1933", "2026-02", "2026-05-31"]),
    ),
)
def test_any_values(rule, values):
    assert validity(rule_of(rule, TABLE), fields(**values), TODAY).state in ("valid", "expiring", "expired", "unknown")


def test_tags():
    values = fields(id_no="072190000123", issue_date="2021-04-27", expiry_date="2031-01-01")
    tags = tags_of(
        values,
        sector="identity",
        validity_rule=rule_of("V_PRINTED", TABLE),
        owner_keys=["id_no"],
        today=TODAY,
        issuer_unit="25681",
    )
    assert tags.model_dump() == {
        "field": "identity",
        "owner_id": "072190000123",
        "issuer_unit": "25681",
        "issue_year": 2021,
        "validity": "valid",
        "reliability": "digitised_from_original",
    }


def test_owner_of_text_and_of_tables():
    values = fields(
        wife_id_doc="CMND số 300939756, Công an tỉnh Long An cấp ngày 14/01/2006",
        owners=[{"full_name": "A", "id_no": "170717033"}],
    )
    keys = ["wife_id_doc"], ["owners"], ["missing"]
    found = [
        tags_of(values, sector="x", validity_rule=rule_of("V_NONE", TABLE), owner_keys=key, today=TODAY).owner_id
        for key in keys
    ]
    assert found == ["300939756", "170717033", None]


@pytest.mark.parametrize(("issued", "until"), [("2022-05-05", date(2022, 11, 5)), ("2024-05-05", date(2025, 5, 5))])
def test_the_law_of_the_day_of_issue_counts(issued, until):
    """CT07: six months under TT 55/2021, a year under TT 66/2023."""
    assert validity(rule_of("V_1Y_OR_CHANGE", TABLE), fields(issue_date=issued), TODAY).until == until


def test_every_rule_says_why_and_by_which_law_and_its_rows_follow_one_another():
    for name, rows in TABLE.items():
        assert all(row.reason and row.legal_basis for row in rows), name
        for older, newer in pairwise(rows):
            assert older.valid_to
            assert (newer.valid_from - older.valid_to).days == 1, name


def test_an_answer_carries_its_legal_basis():
    assert (
        "NĐ 123/2015" in validity(rule_of("V_6M_OR_STATUS", TABLE), fields(issue_date="2026-10-01"), TODAY).legal_basis
    )
