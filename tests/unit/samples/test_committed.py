"""The committed dossiers: small, marked, complete, true to the contract's keys and normal forms."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import yaml
from PIL import Image

from samples.make.codes import check_digit

ROOT = Path(__file__).resolve().parents[3]
HOME = ROOT / "samples" / "dossiers"
INDEX = yaml.safe_load((HOME / "index.yaml").read_text(encoding="utf-8"))
TRUTHS = [json.loads(p.read_text(encoding="utf-8")) for p in sorted((HOME / "truth").glob("*.json"))]
FIELDS = [(t["id"], p, k, f) for t in TRUTHS for p in t["papers"] for k, f in p["fields"].items()]


def test_at_least_six_and_all_in_the_index() -> None:
    assert len(INDEX) >= 6
    assert {i["id"] for i in INDEX} == {t["id"] for t in TRUTHS}
    named = {f for i in INDEX for f in i["files"]}
    assert named == {f"files/{p.name}" for p in (HOME / "files").iterdir()}


def test_sizes() -> None:
    sizes = {p.name: p.stat().st_size for p in (HOME / "files").iterdir()}
    assert max(sizes.values()) <= 1_000_000, sizes
    assert sum(sizes.values()) < 12_000_000


@pytest.mark.parametrize("truth", TRUTHS, ids=lambda t: t["id"])
def test_pages_of_files_and_truth_agree(truth: dict[str, Any]) -> None:
    pages = 0
    for name in truth["files"]:
        path = HOME / "files" / name
        if path.suffix == ".pdf":
            with pypdfium2.PdfDocument(path) as pdf:
                pages += len(pdf)
        else:
            with Image.open(path) as image:
                image.verify()
            pages += 1
    assert pages == len(truth["pages"])
    assert [p["page"] for p in truth["pages"]] == list(range(1, pages + 1))
    owned = {n for p in truth["papers"] for n in p["pages"]}
    assert owned == {p["page"] for p in truth["pages"] if p["status"] != "blank"}


def test_every_page_that_is_not_blank_says_it_is_a_specimen() -> None:
    for truth in TRUTHS:
        for page in truth["pages"]:
            marked = any("MẪU" in line["text"] for line in page["optional_lines"])
            assert marked == (page["status"] != "blank"), (truth["id"], page["page"])


def test_boxes_lie_on_the_page() -> None:
    for truth in TRUTHS:
        for page in truth["pages"]:
            for line in page["lines"]:
                x0, y0, x1, y1 = line["box"]
                assert 0 <= x0 < x1 <= 1, line
                assert 0 <= y0 < y1 <= 1, line


def test_fields_stand_on_their_pages() -> None:
    """A printed value that is neither a date nor a list is found in the text of its paper's pages."""
    for truth in TRUTHS:
        for paper in truth["papers"]:
            text = re.sub(r"\s+", " ", " ".join(truth["pages"][n - 1]["text"] for n in paper["pages"])).casefold()
            for key in (
                "full_name",
                "mother_full_name",
                "registration_no",
                "id_no",
                "gcs_no",
                "doc_number",
                "child_full_name",
            ):
                value = paper["fields"].get(key, {}).get("value")
                assert value is None or value.casefold() in text, (truth["id"], key, value)


def test_normal_forms() -> None:
    for dossier, paper, key, field in FIELDS:
        value, where = field["value"], (dossier, paper["type"], key)
        if value is None:
            assert field.get("blank"), where
        elif re.search(r"_date$|^date$|valid_until$", key) and value != "không thời hạn":
            assert date.fromisoformat(value), where
        elif key.endswith("birth_time"):
            assert re.fullmatch(r"\d\d:\d\d", value), where
        elif key in ("id_no", "personal_id", "mother_id_no"):
            assert re.fullmatch(r"\d{12}", value), where
        elif isinstance(value, str) and key != "mrz":
            assert value == " ".join(value.split()), where


def test_keys_are_those_of_the_templates() -> None:
    for dossier, paper, key, _ in FIELDS:
        template = ROOT / "templates" / "papers" / f"{paper['type']}.yaml"
        assert re.search(rf"(^|[^\w]){key}\b", template.read_text(encoding="utf-8")), (dossier, paper["type"], key)


def test_cards_print_code_and_zone_say_the_same() -> None:
    seen = 0
    for truth in TRUTHS:
        for paper in (p for p in truth["papers"] if p["type"] == "citizen_id"):
            value = {k: f["value"] for k, f in paper["fields"].items()}
            first, second, third = value["mrz"].split("\n")
            assert value["id_no"] in first and second.startswith(value["birth_date"][2:].replace("-", ""))
            assert second[7] == ("M" if value["sex"] == "Nam" else "F")
            assert second[-1] == check_digit(first[5:30] + second[0:7] + second[8:15] + second[18:29])
            assert [len(line) for line in (first, second, third)] == [30, 30, 30]
            codes = [c["text"] for n in paper["pages"] for c in truth["pages"][n - 1]["codes"]]
            assert any(c.startswith(value["id_no"] + "|") and value["full_name"] in c for c in codes)
            seen += 1
    assert seen >= 4


def test_one_dossier_is_planted_and_its_neighbour_is_not() -> None:
    outcome = {t["id"][0]: (t["expected_outcome"]["class"], [i["code"] for i in t["expected_issues"]]) for t in TRUTHS}
    assert outcome["a"] == ("clean", [])
    assert outcome["b"] == ("review", ["E_DATE_WORDS_MISMATCH"])
    assert outcome["h"] == ("secret", ["E_SECRET"])


def test_second_visit_is_by_the_mother_of_the_first() -> None:
    by_id = {i["id"]: i for i in INDEX}
    assert by_id["a-khai-sinh"]["subject"] == by_id["c-dang-ky-lai"]["subject"]
    truth = {t["id"]: t for t in TRUTHS}
    cards = [p["fields"] for p in truth["a-khai-sinh"]["papers"] if p["type"] == "citizen_id"]
    mother = next(f for f in cards if f["id_no"]["value"] == by_id["a-khai-sinh"]["subject"])
    (extract,) = truth["c-dang-ky-lai"]["papers"]
    assert extract["fields"]["full_name"]["value"] == mother["full_name"]["value"]
    assert extract["fields"]["birth_date"]["value"] == mother["birth_date"]["value"]
