"""Field figures on papers small enough to count by hand."""

from __future__ import annotations

from typing import Any

import pytest

from benchmarks.metrics.calibration import Calibration
from benchmarks.metrics.dossiers import DossierScore
from benchmarks.metrics.fields import FieldScore
from benchmarks.metrics.issues import IssueScore
from benchmarks.metrics.papers import PaperScore, match
from benchmarks.metrics.values import same


@pytest.mark.parametrize(
    ("key", "truth", "got", "exact", "soft"),
    [
        ("full_name", "NGUYỄN VĂN HOÀ", "Nguyễn Văn Hòa", True, True),
        ("residence", "Thôn 1, xã A, tỉnh B", "Thôn 1 xã A - tỉnh B", True, True),
        ("id_no", "046194994106", "046 194 994 106", True, True),
        ("id_no", "046194994106", "046194994107", False, False),
        ("birth_date", "2024-03-05", "2024-03-05", True, True),
        ("capital_vnd", 10_000_000, "10.000.000", True, True),
        ("area_m2", 499.4, "499,4", True, True),
        ("copy_quantity", 2, 2.0, True, True),
        ("copy_requested", "Có", True, True, True),
        (
            "home_town",
            "Xã Hồng Hạ, huyện A Lưới, tỉnh Thừa Thiên Huế",
            "Xã Hồng Ha, huyện A Lưới, tỉnh Thừa Thiên Huế",
            False,
            True,
        ),
        ("parcel_no", "12", "012", True, True),
        ("parents", "x", "hoàn toàn khác", False, False),
    ],
)
def test_same(key: str, truth: object, got: object, exact: bool, soft: bool) -> None:
    assert same(key, truth, None, got) == (exact, soft)


def test_other_right_answers() -> None:
    assert same("issuer_name", "UBND xã A, huyện B", ["UBND xã A"], "ubnd xã a") == (True, True)


def paper(fields: dict[str, Any], kind: str = "birth_certificate", pages: list[int] | None = None) -> dict[str, Any]:
    return {"type": kind, "variant": None, "pages": pages or [1], "fields": fields, "certification": None}


def given(value: object, status: str = "accepted", confidence: float = 0.95, **more: object) -> dict[str, object]:
    return {"value": value, "status": status, "confidence": confidence, "source": "ocr"} | more


def scored(truth: dict[str, Any], output: dict[str, Any] | None) -> tuple[dict[str, Any], int]:
    score = FieldScore()
    wrong = score.add_paper(paper(truth), None if output is None else paper(output), "d", "p")
    return score.report(), wrong


def test_right_wrong_missing() -> None:
    truth = {
        "full_name": {"value": "A B"},
        "sex": {"value": "Nam"},
        "ethnicity": {"value": "Kinh"},
        "nationality": {"value": "Việt Nam"},
    }
    r, wrong = scored(
        truth, {"full_name": given("A B"), "sex": given("Nữ", "review", 0.4), "ethnicity": given(None, "missing", 0)}
    )
    assert (r["n"], r["recall"], r["precision"]) == (4, 1 / 4, 1 / 2)
    assert r["accepted_precision"] == 1
    assert r["straight_through"] == 1 / 4
    assert r["review_share_right"] == 0
    assert r["key_absent"] == 1
    assert wrong == 3


def test_missing_and_green_is_counted() -> None:
    r, _ = scored({"sex": {"value": "Nam"}}, {"sex": given(None, "accepted")})
    assert r["missing_and_green"] == 1


def test_blank_must_stay_blank() -> None:
    truth = {"father_full_name": {"value": None, "blank": True}}
    right, none_wrong = scored(truth, {"father_full_name": given(None, "blank", 0.9)})
    assert (right["blank_null"], right["blank_status_right"], none_wrong) == (1, 1, 0)
    r, wrong = scored(truth, {"father_full_name": given("AI ĐÓ")})
    assert (r["blank_null"], r["precision"], r["given_on_blank"], wrong) == (0, 0, 1, 1)
    assert r["accepted_precision"] == 0


def test_optional_may_be_left_out_but_not_be_wrong() -> None:
    truth = {"issue_date": {"value": "2024-01-02", "optional": True}}
    assert scored(truth, {})[1] == 0
    assert scored(truth, {"issue_date": given("2023-01-02")})[1] == 1


def test_extra_key_costs_precision_unless_derived() -> None:
    truth = {"sex": {"value": "Nam"}}
    assert scored(truth, {"sex": given("Nam"), "book_no": given("3")})[0]["precision"] == 1 / 2
    assert scored(truth, {"sex": given("Nam"), "book_no": given("3", source="derived")})[0]["precision"] == 1


def test_lists_item_by_item() -> None:
    truth = {"owners": {"value": [{"full_name": "A B", "id_no": "1"}, {"full_name": "C D", "id_no": "2"}]}}
    out = {
        "owners": given([{"full_name": "C D", "id_no": "2"}, {"full_name": "A B", "id_no": "9"}, {"full_name": "E F"}])
    }
    r, _ = scored(truth, out)
    assert (r["n"], r["recall"], r["precision"]) == (4, 3 / 4, 3 / 5)


def test_paper_of_another_type_is_matched_by_its_pages() -> None:
    truth = [paper({"id_no": {"value": "1"}}, "citizen_id", [1]), paper({"id_no": {"value": "2"}}, "citizen_id", [1])]
    out = [paper({"id_no": given("2")}, "citizen_id", [1]), paper({"id_no": given("1")}, "citizen_id", [1])]
    assert match(truth, out) == {0: 1, 1: 0}
    score = PaperScore()
    score.add(truth, [out[0], paper({}, "unknown", [2])], {0: 0})
    r = score.report()
    assert (r["f1"], r["type_accuracy"]) == (0.5, 0.5)
    assert r["confusion"] == {"citizen_id -> (none)": 1}


def test_calibration() -> None:
    c = Calibration()
    c.extend([(0.95, True), (0.95, False), (0.15, False)])
    r = c.report()
    assert r["ece"] == pytest.approx((0.45 * 2 + 0.15) / 3)
    assert Calibration().report()["ece"] is None


def test_issues() -> None:
    score = IssueScore()
    expected = [{"class": "expired"}, {"class": "qr_mismatch"}]
    raised = [{"code": "W_EXPIRED"}, {"code": "E_ID_MISMATCH"}, {"code": "W_LOW_CONFIDENCE"}]
    score.add(expected, {"papers": [{"issues": raised, "fields": {}}]})
    r = score.report()
    assert (r["expected"], r["recall"], r["precision"]) == (2, 0.5, 0.5)
    assert r["other_codes"] == {"W_LOW_CONFIDENCE": 1}


TRUTH: dict[str, Any] = {
    "id": "x",
    "profile": "p",
    "secret": False,
    "expected_issues": [],
    "expected_outcome": {"class": "clean", "allowed": ["accepted", "review"]},
    "pages": [
        {
            "page": 1,
            "status": "read",
            "rotation": 90,
            "profile": "p",
            "lines": [{"text": "chữ ở đây"}],
            "codes": [{"text": "q", "decodes_degraded": True}],
        },
        {"page": 2, "status": "blank", "rotation": 0, "profile": "p", "lines": [], "codes": []},
    ],
    "papers": [paper({"sex": {"value": "Nam"}})],
}


def test_whole_dossier_right() -> None:
    score = DossierScore()
    pages = [
        {"page": 1, "status": "read", "rotation": 90, "text": "chữ ở đây", "codes": [{"text": "q"}]},
        {"page": 2, "status": "blank", "rotation": 0, "text": "", "codes": []},
    ]
    score.add(TRUTH, {"pages": pages, "papers": [paper({"sex": given("Nam")})], "outcome": "accepted"})
    r = score.report()
    assert r["outcome"]["wholly_right"] == 1
    assert r["pages"]["rotation_right_on_turned"] == 1
    assert r["pages"]["blank_recall"] == 1
    assert r["codes"]["recall_decodable"] == 1


def test_no_output_loses_everything() -> None:
    score = DossierScore()
    score.add(TRUTH, None)
    r = score.report()
    assert (r["outcome"]["no_output"], r["text"]["cer"], r["fields"]["recall"], r["pages"]["pages_out"]) == (1, 1, 0, 0)


def test_secret_counts_only_when_refused_for_that_reason() -> None:
    secret = TRUTH | {"secret": True, "expected_outcome": {"class": "secret", "allowed": ["rejected"]}}
    for output, caught in (
        ({"outcome": "rejected", "warnings": [{"code": "E_SECRET"}]}, 1),
        ({"outcome": "rejected", "warnings": [{"code": "E_CORRUPT"}]}, 0),
        ({"outcome": "accepted", "warnings": [{"code": "E_SECRET"}]}, 0),
    ):
        score = DossierScore()
        score.add(secret, output)
        assert score.report()["outcome"]["secret_caught"] == caught
